from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from tests.count.conftest import Read
from tests.count.samples import MODEL, PLAIN

from necsim.count import Count, count_ballots, read_ballots
from necsim.errors import DataError, UsageError

RULES = ("ers97", "scottish", "meek")
# Two candidates level throughout, and one behind them.
LEVEL = "3 1\n2 1 0\n2 2 0\n1 3 0\n0\nAnn\nBob\nCy\n"


def names(count: Count) -> list[str]:
    return [count.name(number) for number in count.winners]


def adds_up(count: Count) -> bool:
    """Say whether every vote is somewhere at every stage, and transfers add up to nothing."""
    valid = count.papers * count.unit
    sums = [sum(stage.totals) + stage.non_transferable for stage in count.stages]
    return set(sums) == {valid} and all(
        sum(count.changes(place)) == 0 for place in range(len(sums))
    )


def test_the_model_election_of_the_booklet(read: Read) -> None:
    count = count_ballots(read(MODEL), "ers97")
    assert names(count) == ["Smith", "Duke", "Carpenter", "Prince", "Vicar", "Freeman"]
    first, second = count.stages[:2]
    assert count.written(first.quota or 0) == "107.58"
    assert first.elected == (1,)
    assert (second.kind, second.moved) == ("surplus", (1,))
    # 26.42 over 126 papers: 0.21 each to two decimals (Carpenter has 35), 0.59 lost.
    assert count.written(count.changes(1)[1]) == "7.35"
    assert count.written(second.non_transferable) == "0.59"
    assert adds_up(count)
    assert count.lots_declared == 0


@pytest.mark.parametrize("rule", RULES)
def test_every_vote_is_somewhere_at_every_stage(read: Read, rule: str) -> None:
    count = count_ballots(read(MODEL), rule, seed=1)
    assert adds_up(count)
    assert len(count.winners) == count.seats == 6
    assert count.papers == 753
    gone = [n for stage in count.stages for n in stage.excluded]
    assert len(set(gone)) == len(gone)
    assert not set(gone) & set(count.winners)


def test_withdrawn_and_vacated_candidates_never_stood(read: Read) -> None:
    ballots = read(MODEL)
    vacated = count_ballots(ballots, "ers97", vacate=[1, 5])
    withdrawn = count_ballots(ballots._replace(withdrawn=(5, 1)), "ers97")
    assert vacated == withdrawn
    assert not {1, 5} & set(vacated.winners)
    assert vacated.standing == (2, 3, 4, 6, 7, 8, 9, 10, 11)
    # Bullets for the two: 11 for Smith, 105 for Duke, 8 for Smith and Duke.
    assert vacated.unnamed == 11 + 105 + 8
    assert vacated.papers == 753 - vacated.unnamed
    assert adds_up(vacated)
    struck = MODEL.replace("11 6\n", "11 6\n-1 -5\n")
    assert count_ballots(read(struck), "ers97") == withdrawn


def test_a_needed_lot_is_named_with_its_remedy(read: Read) -> None:
    with pytest.raises(DataError) as raised:
        count_ballots(read(LEVEL), "scottish")
    assert str(raised.value) == (
        "after stage 2 a lot is needed between 1 Ann, 2 Bob: name who was drawn, as in --lots 1,"
        " or draw it with --seed N"
    )


@pytest.mark.parametrize(("drawn", "left"), [(1, "Bob"), (2, "Ann")])
def test_a_declared_lot_decides_who_is_excluded(read: Read, drawn: int, left: str) -> None:
    count = count_ballots(read(LEVEL), "scottish", lots=[drawn])
    assert names(count) == [left]
    lots = [lot for stage in count.stages for lot in stage.lots]
    assert [(lot.among, lot.drawn, lot.declared) for lot in lots] == [((1, 2), drawn, True)]


def test_a_lot_that_fits_no_tie_is_refused(read: Read) -> None:
    with pytest.raises(DataError, match="candidate 3, declared for it, is not among them"):
        count_ballots(read(LEVEL), "scottish", lots=[3])
    with pytest.raises(DataError, match="--lots 4: candidates are numbered 1 to 3"):
        count_ballots(read(LEVEL), "scottish", lots=[4])


def test_a_seed_draws_the_same_lots_again_and_not_always_the_same(read: Read) -> None:
    ballots = read(LEVEL)
    first = [count_ballots(ballots, "scottish", seed=seed) for seed in range(40)]
    assert first == [count_ballots(ballots, "scottish", seed=seed) for seed in range(40)]
    # Forty fair draws all the same way: one chance in 5e11.
    assert {names(count)[0] for count in first} == {"Ann", "Bob"}
    assert first[0].lots_declared == 0


def test_a_minimum_keeps_who_is_needed(read: Read) -> None:
    ballots = read(MODEL)
    women = {3: ["women"], 4: ["women"], 10: ["women"]}
    count = count_ballots(ballots, "ers97", seed=1, minimums={"women": 2}, tags=women)
    assert len(set(women) & set(count.winners)) >= 2
    assert count.minimum_acted
    assert adds_up(count)
    assert not count_ballots(ballots, "ers97", minimums={"women": 0}, tags=women).minimum_acted


def test_what_cannot_be_counted_is_refused(read: Read) -> None:
    ballots = read(PLAIN)
    with pytest.raises(UsageError, match="--rule block counts ticks, not rankings; choose ers97"):
        count_ballots(ballots, "block")
    with pytest.raises(UsageError, match="--rule stv is no counting rule; choose ers97, scottish"):
        count_ballots(ballots, "stv")
    with pytest.raises(UsageError, match="add --seats N"):
        count_ballots(ballots._replace(seats=None), "ers97")
    with pytest.raises(DataError, match="nobody stands"):
        count_ballots(ballots, "ers97", vacate=[1, 2, 3, 4])
    with pytest.raises(DataError, match="there is nothing to count"):
        count_ballots(read("2 1\n5 0\n0\nAnn\nBob\n"), "ers97")
    with pytest.raises(DataError, match="--vacate 5: candidates are numbered 1 to 4"):
        count_ballots(ballots, "ers97", vacate=[5])


@pytest.mark.parametrize("rule", RULES)
def test_seats_nobody_contests(read: Read, rule: str) -> None:
    for seats in (2, 3, 7):
        count = count_ballots(read("2 1\n3 1 0\n1 2 1 0\n0\nAnn\nBob\n"), rule, seats)
        assert names(count) == ["Ann", "Bob"]
        assert adds_up(count)


@pytest.mark.parametrize("rule", RULES)
def test_the_order_and_pooling_of_ballots_do_not_matter(read: Read, rule: str) -> None:
    lines = MODEL.split("\n")
    ballots = lines[1:37]
    single = [f"1 {line.split(' ', 1)[1]}" for line in ballots for _ in range(int(line.split()[0]))]
    order = np.random.default_rng(5).permutation(len(single))
    shuffled = "\n".join((lines[0], *(single[i] for i in order), *lines[37:]))
    assert count_ballots(read(shuffled), rule) == count_ballots(read(MODEL), rule)


def as_published(count: Count, row: dict[str, str]) -> bool:
    """Say whether a count elects whom it should, and under most rules when."""
    expected = list(map(int, row["winners"].split(";")))
    if row["rule"] == "meek":
        return sorted(count.winners) == sorted(expected)
    at = [(count.winners[number], number) for number in count.winners]
    return sorted(at) == sorted(
        zip(map(int, row["elected_at_stage"].split(";")), expected, strict=True)
    )


@pytest.mark.slow
def test_real_elections_elect_whom_they_elected(stv_data: Path) -> None:
    with (stv_data / "expected.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["lots"] == "none"]
    assert len(rows) > 100
    for row in rows:
        ballots, seats = read_ballots(stv_data / row["file"]), int(row["seats"])
        counts = [count_ballots(ballots, row["rule"], seats, seed=1)]
        if any(stage.lots for stage in counts[0].stages):  # any lot may be the one that fell
            counts += [count_ballots(ballots, row["rule"], seats, seed=n) for n in range(2, 12)]
        assert any(as_published(count, row) for count in counts), row["id"]
        assert all(map(adds_up, counts))
