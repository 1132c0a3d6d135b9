from __future__ import annotations

import copy
import json
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.evidence.gathered import (
    LATER,
    club,
    joined,
    later,
    nominated,
    past,
    pieces,
    refusals,
)

from necsim.errors import ScenarioError
from necsim.evidence import gather as module
from necsim.evidence.gather import gather
from necsim.evidence.pieces import Counts, Judged, Pieces
from necsim.history import History
from necsim.scenario import canonical, from_canonical, load_scenario, make_scenario

EVERY: dict[str, Any] = {
    "won": {"kind": "result", "history": "club-2023-05"},
    "asked": {"kind": "poll", "asks": "loyalty", "history": "poll-2024-04"},
    "said": {"kind": "poll", "asks": "votes", "size": 90, "shares": {"left": 0.5, "blues": 0}},
    "named": {"kind": "nominations", "history": "club-2024-06"},
    "chair": {"kind": "ballot", "history": "chair-2024-01"},
    "think": {"kind": "judgement", "shares": {"left": 0.4}, "give_or_take": 0.05},
}
NAMED = {"kind": "nominations", "history": "club-2024-06"}
COUNTS = {"kind": "nominations", "date": date(2024, 5, 1)}
JUDGED = {"kind": "judgement", "shares": {"left": 0.4, "right": 0.3}}


def same(one: Pieces, other: Pieces) -> bool:
    np.testing.assert_equal(one, other)  # a past contest holds arrays
    return True


def test_no_evidence_is_no_pieces_and_reads_no_history(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "read_history", None)
    assert pieces({}) == Pieces()
    assert len(pieces({"a": {**COUNTS, "counts": {"ann": 1}}}).nominations) == 1


def test_each_piece_is_found_under_its_kind_oldest_first() -> None:
    old = {"kind": "judgement", "date": "2023", "shares": {"left": 0.5}, "give_or_take": 0.1}
    found = pieces({**EVERY, "old": old}, past())
    assert [len(kind) for kind in found] == [1, 2, 1, 1, 2]
    assert [piece.id for piece in found.judgements] == ["old", "think"]
    assert [piece.id for piece in found.polls] == ["asked", "said"]


def test_nothing_published_after_as_of_is_read() -> None:
    assert same(pieces(EVERY, past()), pieces(EVERY, joined(past(), later())))
    assert same(pieces(EVERY, past()), pieces(EVERY, joined(later(), past())))


def test_with_a_later_as_of_the_same_rows_are_read() -> None:
    moved = pieces(EVERY, joined(past(), later()), as_of=date(2024, 12, 31))
    assert moved.nominations[0].counts == {"ann": 50, "bob": 50, "cat": 50, "dan": 50}
    assert pieces({"a": NAMED}, joined(past(), later()), as_of=None).nominations[0].day == date(
        2024, 7, 1
    )


@pytest.mark.parametrize(
    ("kind", "id_"),
    [
        ({"kind": "result"}, "club-2024-06"),
        ({"kind": "ballot"}, "club-2024-06"),
        ({"kind": "ballot"}, "chair-2024-07"),
        ({"kind": "poll", "asks": "votes"}, "poll-2024-07"),
    ],
)
def test_what_is_only_known_later_is_refused(kind: dict[str, Any], id_: str) -> None:
    (fault,) = refusals({"a": {**kind, "history": id_}}, joined(past(), later()))
    assert fault.key == "evidence.a.history"
    assert fault.wrong == f"{id_} was published on {LATER}, after as_of"
    assert fault.remedy == "remove it, or move as_of (2024-06-01)"


def test_half_a_result_by_as_of_is_refused() -> None:
    history = past()
    (first, *rest), late = history.results, later().results[0].published
    halved = history._replace(results=(first, *(row._replace(published=late) for row in rest)))
    (fault,) = refusals({"a": {"kind": "result", "history": "club-2023-05"}}, halved)
    assert "after as_of" in fault.wrong


@pytest.mark.parametrize("kind", ["result", "ballot", "nominations", "poll"])
def test_an_unknown_id_names_the_nearest(kind: str) -> None:
    known = {"nominations": "club-2024-06", "poll": "poll-2024-04"}.get(kind, "club-2023-05")
    asked = {"asks": "votes"} if kind == "poll" else {}
    (fault,) = refusals({"a": {"kind": kind, "history": f"{known}x", **asked}}, past())
    assert (fault.key, "history has no" in fault.wrong) == ("evidence.a.history", True)
    assert kind == "ballot" or known in fault.remedy


def test_all_faults_of_all_pieces_come_at_once(tmp_path: Path) -> None:
    file = tmp_path / "nec.toml"
    base = Path("configs/nec-base.toml").resolve()
    file.write_text(
        f'format = 1\nextends = "{base}"\nas_of = 2018-01-11\n'
        "[contests.clp]\nrule='block'\nseats=3\nelectorate=9\nturnout=0.5\n"
        "[contests.clp.slates]\nleft={faction='left'}\n[contests.clp.candidates]\n"
        "dar={slate='left'}\n[evidence]\na={kind='result',history='nec-2018-09'}\n"
        "b={kind='result',history='nec-2008-07'}\nc={kind='ballot',history='nowhere'}\n"
    )
    with pytest.raises(ScenarioError) as caught:
        gather(load_scenario(file))
    faults = caught.value.faults
    assert [fault.key for fault in faults] == [f"evidence.{id_}.history" for id_ in "abc"]
    assert {fault.file for fault in faults} == {str(file)}
    assert "only the winners' votes" in faults[1].wrong
    assert all(fault.remedy for fault in faults)


def test_a_users_own_past_is_read_beside_the_package(tmp_path: Path) -> None:
    def folder(votes: int) -> Pieces:
        terms = ("club-2023-05,2023-05-04,2023-05-04", "club-2024-06,2024-07-01,2024-05-01")
        (tmp_path / "contests.csv").write_text(
            "contest,date,published,rule,seats,votes,source\n"
            + "".join(f"{row},block,1,1,minutes\n" for row in terms)
        )
        (tmp_path / "results.csv").write_text(
            "contest,candidate,slate,faction,votes,elected,date,published,source\n"
            "club-2023-05,ann,reds,left,30,yes,2023-05-04,2023-05-04,minutes\n"
            "club-2023-05,cat,blues,right,10,no,2023-05-04,2023-05-04,minutes\n"
            f"club-2024-06,ann,reds,left,{votes},yes,2024-07-01,2024-07-01,minutes\n"
        )
        return pieces({"a": EVERY["won"]}, history=None, folder=str(tmp_path))

    assert folder(30).results[0].past.votes.tolist() == [30.0, 10.0]
    assert same(folder(30), folder(99))


def test_nominations_are_of_the_count_that_has_most_of_those_who_stand() -> None:
    (found,) = pieces({"a": NAMED}, past()).nominations
    assert found == Counts("a", date(2024, 5, 10), "clp", {"ann": 7, "bob": 0, "cat": 3, "dan": 1})


def test_nominations_are_typed_by_id_by_name_or_through_match() -> None:
    counts = {"ann": 5, "CAT cole": 2, "Danny": 0}
    (found,) = pieces({"a": {**COUNTS, "counts": counts, "match": {"Danny": "dan"}}}).nominations
    assert found == Counts("a", date(2024, 5, 1), "clp", {"ann": 5, "cat": 2, "dan": 0})


def test_nominations_in_history_are_matched() -> None:
    history = History(nominations=(nominated("x-2024", "archer", 3, "2024-05-01"),))
    (found,) = pieces(
        {"a": {**NAMED, "history": "x-2024", "match": {"archer": "ann"}}}, history
    ).nominations
    assert found.counts == {"ann": 3, "bob": 1, "cat": 1, "dan": 1}


@pytest.mark.parametrize(
    ("who", "count", "wrong"),
    [
        ("gus", 4, "nobody that x-2024 nominated stands here"),
        ("ann", 0, "are all zero"),
        ("dan", 3, "nobody on a slate"),
    ],
)
def test_nominations_that_tell_nothing_are_refused(who: str, count: int, wrong: str) -> None:
    history = History(nominations=(nominated("x-2024", who, count, "2024-05-01"),))
    (fault,) = refusals({"a": {**NAMED, "history": "x-2024"}}, history)
    assert (fault.key, wrong in fault.wrong, bool(fault.remedy)) == (
        "evidence.a.history",
        True,
        True,
    )


def test_a_judgement_has_an_error_for_each_faction() -> None:
    day = date(2024, 6, 1)  # none is stated: it is judged on the day of the scenario
    (one,) = pieces({"a": {**JUDGED, "give_or_take": 0.05}}).judgements
    shares = {"left": 0.4, "right": 0.3}
    assert one == Judged("a", day, shares, {"left": 0.05, "right": 0.05})
    each = {"left": 0.05, "right": 0.1}
    (two,) = pieces({"a": {**JUDGED, "give_or_take": each}}).judgements
    assert two.give_or_take == each


@pytest.mark.parametrize(
    ("days", "day"),
    [
        ({"date": date(2024, 3, 1)}, date(2024, 3, 1)),
        ({"published": date(2024, 3, 5)}, date(2024, 3, 5)),
        ({"date": "2024-03", "published": date(2024, 3, 5)}, date(2024, 3, 5)),
        ({}, date(2024, 6, 1)),
    ],
)
def test_a_piece_is_of_its_own_day_or_the_nearest_known(days: dict[str, Any], day: date) -> None:
    assert pieces({"a": {**JUDGED, "give_or_take": 0.05, **days}}).judgements[0].day == day
    asked = {**EVERY["asked"], **days}
    expected = day if "date" in days else date(2023, 5, 4)
    assert pieces({"a": asked}, past()).polls[0].day == min(day, expected)


def test_evidence_is_the_same_when_read_back_from_the_record() -> None:
    scenario = make_scenario(club({**EVERY, "n": {**COUNTS, "counts": {"ann": 3}}}))
    again = from_canonical(json.loads(canonical(scenario)))
    assert same(gather(scenario, past()), gather(again, past()))


ODD: list[Any] = [
    *(None, True, -1, 0, 1, 10**400, 0.5, float("nan"), "", "left", "ann", "2024", "é\0"),
    *("club-2023-05", [], {}, {"left": 0.2}, {"ann": 3}, {"x": {"votes": 3}}, {"": 1}),
    date(2024, 1, 1),
]
KEYS = (
    *("kind", "contest", "date", "published", "match", "history", "file", "shares", "counts"),
    *("size", "candidates", "seats", "votes", "ballots", "give_or_take", "undecided", "x"),
)


def told(tree: dict[str, Any]) -> bool:
    try:
        return isinstance(gather(make_scenario(tree), past()), Pieces)
    except ScenarioError as error:
        return all(fault.file and fault.wrong and fault.remedy for fault in error.faults)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.data())
def test_mutated_evidence_gives_pieces_or_faults(data: st.DataObject) -> None:
    tree = club(copy.deepcopy(EVERY))
    for _ in range(data.draw(st.integers(1, 3))):
        piece = tree["evidence"][data.draw(st.sampled_from(sorted(EVERY)))]
        piece[data.draw(st.sampled_from(KEYS))] = copy.deepcopy(data.draw(st.sampled_from(ODD)))
    assert told(tree)
