from __future__ import annotations

from collections import Counter
from itertools import combinations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats
from tests.kernels.counts import Election, contest_of, count, count_literally, lots_of, papers_of
from tests.kernels.literal_count import Minimum
from tests.kernels.test_counts_agree import can_be_met, elections

from necsim.errors import DataError
from necsim.kernels import ers97, scottish
from necsim.kernels.count_rankings import Count, Lot, count_rankings
from necsim.kernels.rankings import load_rankings
from necsim.kernels.stv import make_state
from necsim.kernels.stv_shapes import DONE, FULL, MISDRAWN, TIED, VALUES, RankedPapers

RULES = ["ers97", "scottish", "meek"]
every_rule = pytest.mark.parametrize("rule", RULES)


def figures(counted: Count, order: list[int]) -> list[object]:
    """Give all of a count that does not depend on candidates' numbers, read in some order."""
    place = {c: i for i, c in enumerate(order)}
    return [
        (
            stage.kind,
            stage.quota,
            stage.totals[order].tolist(),
            stage.non_transferable,
            {place[c] for c in stage.moved},
            {place[c] for c in stage.elected},
            {place[c] for c in stage.excluded},
        )
        for stage in counted.stages
    ]


@every_rule
def test_a_tie_that_nothing_settles_stops_and_says_between_whom(rule: str) -> None:
    counted = count(rule, Election([(5, (0,)), (3, (1,)), (3, (2,))], 2, 3))
    assert counted.fault == TIED
    assert counted.tied == (1, 2)
    assert counted.winners == (0,)
    assert counted.stages[0].totals.tolist() == [
        5 * counted.unit,
        3 * counted.unit,
        3 * counted.unit,
    ]


@every_rule
@pytest.mark.parametrize("drawn", [1, 2])
def test_a_declared_lot_says_who_is_drawn(rule: str, drawn: int) -> None:
    counted = count(rule, Election([(5, (0,)), (3, (1,)), (3, (2,))], 2, 3), lots=[drawn])
    assert counted.fault == DONE
    # By Meek's rule all three come to the quota, and the lot elects; by the others it excludes.
    assert counted.winners == (0, drawn if rule == "meek" else 3 - drawn)
    assert [lot for stage in counted.stages for lot in stage.lots] == [Lot(drawn, (1, 2))]


@every_rule
@pytest.mark.parametrize("lot", [0, 3, -1])
def test_a_declared_lot_must_be_among_those_tied(rule: str, lot: int) -> None:
    counted = count(rule, Election([(5, (0,)), (3, (1,)), (3, (2,))], 2, 3), lots=[lot])
    assert counted.fault == MISDRAWN
    assert counted.tied == (1, 2)


@every_rule
def test_declared_lots_come_before_the_stream_and_are_read_in_order(rule: str) -> None:
    election = Election([(9, (c,)) for c in range(5)], 2, 5)
    first, second = (lots_of(count(rule, election, key=key)) for key in (3, 4))
    mixed = count(rule, election, lots=first[:1], key=4)
    assert lots_of(mixed)[0] == first[0]
    assert len(lots_of(mixed)) == len(first) == len(second)


@every_rule
def test_lots_are_uniform_and_a_key_draws_them_again(rule: str) -> None:
    election = Election(
        [(9, (0,)), (4, (1,)), (4, (2,)), (4, (3,)), (1, (4, 1)), (1, (4, 2))], 1, 5
    )
    counts = [count(rule, election, key=key) for key in range(900)]
    drawn = Counter(lots_of(counted)[0] for counted in counts)
    assert len(drawn) > 1
    assert stats.chisquare(list(drawn.values())).pvalue > 0.001
    assert [lots_of(count(rule, election, key=key)) for key in range(20)] == [
        lots_of(counted) for counted in counts[:20]
    ]


@every_rule
def test_without_votes_every_set_is_equally_likely(rule: str) -> None:
    counts = [count(rule, Election([], 2, 4), key=key) for key in range(1_200)]
    sets = Counter(tuple(sorted(counted.winners)) for counted in counts)
    assert set(sets) == set(combinations(range(4), 2))
    assert stats.chisquare(list(sets.values())).pvalue > 0.001


@every_rule
@pytest.mark.parametrize("seats", [3, 4, 7])
def test_no_more_candidates_than_seats_are_elected_at_once_by_votes(rule: str, seats: int) -> None:
    counted = count(rule, Election([(2, (2, 1)), (5, (0,)), (4, (1,))], seats, 3))
    assert counted.winners == (0, 1, 2)
    assert len(counted.stages) == 1


@pytest.mark.parametrize("rule", ["ers97", "scottish"])
def test_as_many_papers_as_are_allowed_are_counted_exactly(rule: str) -> None:
    most = scottish.MOST_PAPERS
    ballots = [(most - 70_000_001, (0, 1, 2)), (40_000_000, (1, 2)), (30_000_001, (3, 2))]
    election = Election(ballots, 2, 4)
    counted, literal = count(rule, election), count_literally(rule, election)
    assert counted.papers == most
    assert [s.totals.tolist() for s in counted.stages] == [list(s.totals) for s in literal.stages]


@pytest.mark.parametrize(("rule", "most"), [("scottish", 900_000_000), ("meek", 766_666_666)])
def test_more_papers_than_fit_are_refused(rule: str, most: int) -> None:
    contest = contest_of(Election([], 1, 3))
    assert count_rankings(rule, papers_of([(most, (0,))]), contest).winners == (0,)
    with pytest.raises(DataError, match=f"{rule} counts at most {most:,} papers.*ers97"):
        count_rankings(rule, papers_of([(most + 1, (0,))]), contest)


CHAIN = Election(
    [
        (13, (3, 2, 5, 4)),
        (7, (0, 3, 4, 1)),
        (20, (6, 2, 4, 0)),
        (17, (2, 6, 3, 0, 4, 5)),
        (17, (0, 1, 3)),
        (25, (0, 1, 6, 5, 2, 4)),
        (20, (4, 6, 2, 5)),
        (28, (1, 6, 5, 0, 2)),
        (21, (0, 1, 5, 2, 3)),
    ],
    5,
    7,
)


def test_a_count_with_more_values_than_seats_is_given_room() -> None:
    contest, papers = contest_of(CHAIN), papers_of(CHAIN.ballots)
    for values, fault in [(CHAIN.seats + 2, FULL), (50, DONE)]:
        state = make_state(contest, values, 50)
        assert scottish.count_scottish(load_rankings(papers, 7, values), state) == fault
    assert state.table.figures[VALUES] > CHAIN.seats + 2
    counted, literal = count("scottish", CHAIN), count_literally("scottish", CHAIN)
    assert [s.totals.tolist() for s in counted.stages] == [list(s.totals) for s in literal.stages]


@pytest.mark.parametrize(("values", "points"), [(50, 1), (50, 3), (1, 50), (2, 50)])
def test_a_count_stops_where_it_has_no_room(values: int, points: int) -> None:
    contest, papers = contest_of(CHAIN), papers_of(CHAIN.ballots)
    for rule in (ers97.count_ers97, scottish.count_scottish):
        state = make_state(contest, values, points)
        assert rule(load_rankings(papers, 7, values), state) == FULL


@pytest.mark.slow
@every_rule
@settings(derandomize=True, deadline=None)
@given(election=elections(), order=st.permutations(range(7)))
def test_relabelling_candidates_permutes_a_count(
    rule: str, election: Election, order: list[int]
) -> None:
    counted = count(rule, election)
    order = [c for c in order if c < election.candidates]
    new = {c: i for i, c in enumerate(order)}
    ballots = [(number, tuple(new[c] for c in names)) for number, names in election.ballots]
    stands = frozenset(new[c] for c in election.stands)
    other = count(rule, election._replace(ballots=ballots, standing=stands))
    assert figures(counted, order) == figures(other, list(range(election.candidates)))
    assert {new[c] for c in counted.tied} == set(other.tied)


@pytest.mark.slow
@every_rule
@settings(derandomize=True, deadline=None, max_examples=50)
@given(election=elections(), seed=st.integers(0, 2**20))
def test_papers_may_come_in_any_order_and_one_by_one(
    rule: str, election: Election, seed: int
) -> None:
    assume(sum(number for number, _ in election.ballots) < 500)
    single = [(1, names) for number, names in election.ballots for _ in range(number)]
    shuffled = [single[i] for i in np.random.default_rng(seed).permutation(len(single))]
    counted = count(rule, election, key=1)
    other = count(rule, election._replace(ballots=shuffled), key=1)
    numbers = list(range(election.candidates))
    assert figures(counted, numbers) == figures(other, numbers)
    assert counted.winners == other.winners


@pytest.mark.slow
@every_rule
@settings(derandomize=True, deadline=None)
@given(election=elections(with_minimums=True), key=st.integers(0, 2**20))
def test_votes_are_conserved_and_seats_filled_with_every_minimum_met(
    rule: str, election: Election, key: int
) -> None:
    assume(can_be_met(election))
    counted = count(rule, election, key=key)
    rounding = election.candidates if rule == "meek" else 0
    for stage in counted.stages:
        votes = stage.totals.sum() + stage.non_transferable
        assert abs(votes - counted.papers * counted.unit) <= rounding
        assert (stage.totals >= 0).all()
        assert stage.non_transferable >= 0
    winners = set(counted.winners)
    assert len(winners) == len(counted.winners) == min(election.seats, len(election.stands))
    assert winners <= election.stands
    assert all(len(winners & m.tagged) >= m.need for m in election.minimums)


@pytest.mark.slow
@every_rule
@settings(derandomize=True, deadline=None)
@given(election=elections(with_minimums=True), key=st.integers(0, 2**20))
def test_a_minimum_that_does_not_act_changes_nothing(
    rule: str, election: Election, key: int
) -> None:
    assume(can_be_met(election))
    counted = count(rule, election, key=key)
    assume(not counted.minimum_acted)
    other = count(rule, election._replace(minimums=()), key=key)
    numbers = list(range(election.candidates))
    assert figures(counted, numbers) == figures(other, numbers)
    assert counted.winners == other.winners


def test_one_candidate_may_serve_two_minimums() -> None:
    ballots = [(30, (0,)), (25, (1,)), (20, (2,)), (10, (3,))]
    both = (Minimum(1, frozenset({2, 3})), Minimum(1, frozenset({1, 3})))
    for rule in RULES:
        counted = count(rule, Election(ballots, 2, 4, None, both))
        assert counted.minimum_acted
        assert set(counted.winners) == {0, 3}  # the highest once elected, only 3 serves both


def test_a_ranking_of_nobody_is_no_paper() -> None:
    empty = RankedPapers(np.zeros(0, np.int16), np.zeros(4, np.int64), np.array([4, 5, 6]))
    for rule in RULES:
        counted = count_rankings(rule, empty, contest_of(Election([], 1, 1)))
        assert counted.papers == 0
        assert counted.winners == (0,)
