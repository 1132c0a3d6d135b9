from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.scenario.examples import changed, faults_of

from necsim.scenario import make_scenario

POLL = {"kind": "poll", "asks": "votes", "size": 100, "shares": {"reds": 0.5}, "date": "2018"}
NAMED = {"kind": "nominations", "date": "2018", "counts": {"ann": 5}}
JUDGED = {"kind": "judgement", "date": "2018", "shares": {"left": 0.5, "right": 0.3}}

# changes · the address that must be named · words of the message, of the remedy
BAD: list[tuple[dict[str, Any], str, str, str]] = [
    ({"evidence.a": {"kind": "pole"}}, "evidence.a", "'pole'", '"poll"'),
    ({"evidence.a": {}}, "evidence.a", "has no kind", "result, poll"),
    ({"evidence.a": {**POLL, "sise": 3}}, "evidence.a.sise", "no key", '"size"'),
    ({"evidence.a": {**POLL, "asks": "vote"}}, "evidence.a.asks", "must be", '"votes"'),
    ({"evidence.a": {**POLL, "shares": {"red": 1}}}, "evidence.a.shares.red", "no slate", "reds"),
    ({"evidence.a": {**POLL, "contest": "clps"}}, "evidence.a.contest", "no contest", '"clp"'),
    (
        {"evidence.a": {"kind": "result", "date": "2018"}},
        "evidence.a",
        "no numbers",
        "history, file",
    ),
    ({"evidence.a": {**POLL, "date": "soon"}}, "evidence.a.date", "no date", "2018-01"),
    (
        {"as_of": date(2018, 1, 11), "evidence.a": {**POLL, "date": date(2018, 1, 14)}},
        "evidence.a.date",
        "2018-01-14, after as_of",
        "2018-01-11",
    ),
    (
        {"as_of": date(2018, 6, 1), "evidence.a": {**POLL, "published": date(2018, 7, 1)}},
        "evidence.a.published",
        "2018-07-01, after as_of",
        "2018-06-01",
    ),
    (
        {"evidence.a": {**POLL, "date": date(2018, 1, 14), "published": date(2018, 1, 13)}},
        "evidence.a.published",
        "before the day it describes, 2018-01-14",
        "one of the two dates",
    ),
    (
        {"evidence.a": {**POLL, "published": date(2017, 12, 31)}},
        "evidence.a.published",
        "before the day it describes, 2018-12-31",
        "one of the two dates",
    ),
    ({"evidence.a": {**POLL, "date": None}}, "evidence.a.date", "no date", "or as_of"),
    (
        {"as_of": date(2018, 1, 11), "evidence.a": {"kind": "ballot", "shares": {"left": 0.5}}},
        "evidence.a.date",
        "no date",
        "day of the result",
    ),
    ({"evidence.a": {**POLL, "shares": {"reds": 1.2}}}, "evidence.a.shares.reds", "at most 1", ""),
    ({"evidence.a": {**POLL, "size": 0}}, "evidence.a.size", "at least 1", ""),
    ({"evidence.a": {**POLL, "size": None}}, "evidence.a.size", "is missing", "add size"),
    ({"evidence.a": {**POLL, "match": {"x": "y"}}}, "evidence.a.match", 'no id "y"', "known here"),
    (
        {"evidence.a": {**POLL, "history": "x"}},
        "evidence.a",
        "states history and shares",
        "state one of history, file, shares",
    ),
    (
        {"evidence.a": {**NAMED, "counts": {"anne": 5}}},
        "evidence.a.counts.anne",
        "no cand",
        '"ann"',
    ),
    (
        {"evidence.a": {**NAMED, "counts": {"ann": -5}}},
        "evidence.a.counts.ann",
        "at least 0, not -5",
        "change it",
    ),
    ({"evidence.a": {**NAMED, "counts": {"ann": 0}}}, "evidence.a.counts", "all zero", "remove it"),
    ({"evidence.a": {**NAMED, "counts": {"dan": 2}}}, "evidence.a.counts", "on a slate", "remove"),
    (
        {"evidence.a": {**NAMED, "counts": {"ann": 5, "Ann": 2}}},
        "evidence.a.counts.Ann",
        'stands for "ann", as "ann" does',
        "one of the two",
    ),
    (
        {"evidence.a": {**JUDGED, "give_or_take": {"left": 0.1}}},
        "evidence.a.give_or_take",
        "says nothing of right",
        "add right",
    ),
    (
        {"evidence.a": {**JUDGED, "give_or_take": {"left": 0.1, "right": 0}}},
        "evidence.a.give_or_take.right",
        "is 0",
        "[support]",
    ),
    (
        {"evidence.a": {**JUDGED, "give_or_take": 0.1, "match": {"Left": "left"}}},
        "evidence.a.match",
        "no use to a judgement",
        "by id",
    ),
    ({"evidence.a": {**JUDGED, "give_or_take": 0}}, "evidence.a.give_or_take", "is 0", "[support]"),
    (
        {"evidence.a": {**JUDGED, "shares": {"reds": 0.5}, "give_or_take": 0.1}},
        "evidence.a.shares.reds",
        'no faction "reds"',
        "left",
    ),
]


@pytest.mark.parametrize(("changes", "key", "wrong", "remedy"), BAD)
def test_a_fault_names_its_key_and_a_remedy(
    changes: dict[str, Any], key: str, wrong: str, remedy: str
) -> None:
    (fault,) = faults_of(changes)
    assert fault.key == key
    assert wrong in fault.wrong
    assert remedy in fault.remedy
    assert fault.remedy


@pytest.mark.parametrize(
    "changes",
    [
        {"evidence.a": {**POLL, "shares": {"reds": 0.0, "Right": 0.3}}},
        {"evidence.a": {**POLL, "published": date(2018, 6, 1)}},
        {"evidence.a": {**POLL, "date": "2018-01", "published": date(2018, 1, 3)}},
        {"evidence.a": {**POLL, "date": date(9999, 12, 31)}},
        {"as_of": date(2018, 1, 11), "evidence.a": {**POLL, "date": None}},
        {"evidence.a": {**NAMED, "counts": {"ANN": 5, "Danny": 1}, "match": {"Danny": "dan"}}},
        {"evidence.a": {**JUDGED, "give_or_take": {"left": 0.1, "right": 0.1}}},
    ],
)
def test_what_is_allowed_passes(changes: dict[str, Any]) -> None:
    assert make_scenario(changed(changes)).evidence["a"].kind in (
        "poll",
        "nominations",
        "judgement",
    )
