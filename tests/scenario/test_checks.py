from __future__ import annotations

from typing import Any

import pytest
from tests.scenario.examples import GOOD, changed, faults_of

from necsim.scenario import make_scenario

C = "contests.clp."
NAN = float("nan")

# changes · the address that must be named · words of the message, of the remedy
BAD: list[tuple[dict[str, Any], str, str, str]] = [
    ({"format": ...}, "format", "is missing", "format = 1"),
    ({"format": 2}, "format", "must be 1", ""),
    ({"id": "../up"}, "id", "cannot be a scenario's id", "folder"),
    ({"titel": "x"}, "titel", 'no key "titel"', '"title"'),
    ({"as_of": "2018-01-11"}, "as_of", "must be a date", ""),
    ({"tail": 2}, "tail", "more than 2", ""),
    ({"tail": NAN}, "tail", "nan", ""),
    ({"run.seed": 2**32}, "run.seed", "less than", ""),
    ({"run.replicates": 0}, "run.replicates", "at least 1", ""),
    ({"run.sampler": "flow"}, "run.sampler", "'flows' or 'ballots'", '"flows"'),
    ({"factions.left.colour": "red"}, "factions.left.colour", "no colour", "#rrggbb"),
    ({"factions.none": {}}, "factions.none", "reserved", ""),
    ({"factions.Left": {}}, "factions.Left", "cannot be an id", "a–z"),
    ({"reference.loyalti": 1}, "reference.loyalti", "no key", '"loyalty"'),
    ({"reference.unaligned": NAN}, "reference.unaligned", "nan", ""),
    ({"contests": ...}, "contests", "no contest", ""),
    # support
    ({"support.left": 0.8}, "support", "add up to 1.1", "at most 1"),
    ({"support.left": 45}, "support.left", "at most 1", "write 0.45"),
    ({"support.left": "45%"}, "support.left", "must be a number", "0.45 for 45%"),
    ({"support.left": True}, "support.left", "must be a number, not true", ""),
    ({"support.left": -0.1}, "support.left", "at least 0", ""),
    ({"support.lefft": 0.1}, "support.lefft", 'no faction "lefft"', '"left"'),
    ({"support.unaligned": 0.2}, "support.unaligned", "what the factions leave", "out"),
    ({"support.right": ...}, "support", "says nothing of right", "right ="),
    ({"support_from_votes.left": 0.2}, "support_from_votes", "beside support", "one of the two"),
    ({"give_or_take": -0.1}, "give_or_take", "at least 0", ""),
    ({"give_or_take": 0.6}, "give_or_take", "more than a share of 0.3 can vary", ""),
    ({"give_or_take": {"lft": 0.1}}, "give_or_take.lft", "no faction", '"left"'),
    (
        {"give_or_take": {"left": 0.2, "right": 0.05, "unaligned": 0.05}},
        "give_or_take.left",
        "more than all others together (0.1)",
        "",
    ),
    ({"support_correlation": {"left": {"up": 0.1}}}, "support_correlation.left.up", "no fac", ""),
    ({"support_correlation": {"left": {"right": 1}}}, "support_correlation.left.right", "less", ""),
    ({"support_correlation": {"left": {"left": 0}}}, "support_correlation.left.left", "itself", ""),
    # contests
    ({C + "seats": 0}, C + "seats", "at least 1", ""),
    ({C + "seats": 3.0}, C + "seats", "whole number", ""),
    ({C + "seats": ...}, C + "seats", "is missing", "add seats"),
    ({C + "votes": 4}, C + "votes", "4 votes for 3 seats", ""),
    ({C + "electorate": 2_000_000_001}, C + "electorate", "at most 2e+09", ""),
    ({C + "electorate": -1}, C + "electorate", "at least 0", ""),
    ({C + "turnout": 1.1}, C + "turnout", "at most 1", ""),
    ({C + "turnout_give_or_take": 0.5}, C + "turnout_give_or_take", "can vary", "at most 0.4"),
    ({C + "invalid": -0.1}, C + "invalid", "at least 0", ""),
    ({C + "lean": {"up": 0.1}}, C + "lean.up", "no faction", ""),
    ({C + "candidates": {}}, C + "candidates", "nobody stands", ""),
    ({C + "vacate": ["eve"]}, C + "vacate", 'no candidate "eve"', ""),
    ({C + "slates.reds.faction": "lefft"}, C + "slates.reds.faction", "no faction", '"left"'),
    ({C + "slates.reds.order": ["cat"]}, C + "slates.reds.order", "not stand on this", ""),
    ({C + "slates.reds.order": ["ann", "ann"]}, C + "slates.reds.order", "2 times", ""),
    ({C + "slates.reds.asks": ["anne"]}, C + "slates.reds.asks", "no candidate", '"ann"'),
    ({C + "slates.reds.orders": {"north": []}}, C + "slates.reds.orders.north", "no segment", ""),
    ({C + "slates.greens": {"faction": "left"}}, C + "slates.greens", "no candidate", "withdraw"),
    ({C + "votes": 1}, C + "slates.reds", "2 names for 1 vote", "add asks"),
    (
        {C + "votes": 1, C + "slates.reds.asks": ["ann", "bob"]},
        C + "slates.reds.asks",
        "asks for 2 names with 1 votes",
        "at most 1",
    ),
    (
        {
            C + "slates.reds.share": 0.7,
            C + "slates.pinks": {"faction": "left", "share": 0.4},
            C + "candidates.eve": {"slate": "pinks"},
        },
        C + "slates",
        "shares of the slates of left add up to 1.1",
        "at most 1",
    ),
    ({C + "candidates.ann.slate": "red"}, C + "candidates.ann.slate", "no slate", '"reds"'),
    ({C + "candidates.ann.slate": 3}, C + "candidates.ann.slate", "must be a list", ""),
    ({C + "candidates.ann.faction": "up"}, C + "candidates.ann.faction", "no faction", ""),
    ({C + "candidates.ann.appeal": float("inf")}, C + "candidates.ann.appeal", "finite", ""),
    ({C + "candidates.ann": 3}, C + "candidates.ann", "must be a table", ""),
    ({C + "candidates.ann.copies": 1.5}, C + "candidates.ann.copies", "whole number", ""),
    ({C + "candidates.ann.withdrawn": "yes"}, C + "candidates.ann.withdrawn", "true or", ""),
    ({C + "segments": {"n": {}}}, C + "segments.n", "either share or electorate", ""),
    ({C + "segments": {"n": {"share": 0.4}}}, C + "segments", "add up to 0.4", "to 1"),
    ({C + "segments": {"n": {"electorate": 9}}}, C + "segments", "add up to 9,", "agree"),
    (
        {C + "segments": {"n": {"share": 0.4}, "s": {"electorate": 9}}},
        C + "segments",
        "some state a share",
        "",
    ),
    (
        {C + "minimums": {"m": {"tag": "woman", "at_least": 4}}},
        C + "minimums.m",
        "4 winners of 3 seats",
        "",
    ),
    (
        {C + "minimums": {"m": {"tag": "woman", "at_least": 3}}},
        C + "minimums.m",
        "only 2 candidates",
        "tag 3",
    ),
    (
        {
            C + "candidates.bob.tags": ["man"],
            C + "candidates.dan.tags": ["man"],
            C + "minimums.m": {"tag": "man", "at_least": 2},
            C + "minimums.w": {"tag": "woman", "at_least": 2},
        },
        C + "minimums",
        "together they take 4",
        "",
    ),
    # behaviour
    ({C + "behaviour.discipline": 1.2}, C + "behaviour.discipline", "at most 1", ""),
    ({C + "behaviour.discipline": {"red": 0.2}}, C + "behaviour.discipline.red", "no slate", "ds"),
    (
        {C + "behaviour": {"discipline": 0.9, "discipline_give_or_take": 0.4}},
        C + "behaviour.discipline_give_or_take",
        "0.4 is more than a share of 0.9 can vary",
        "at most 0.3",
    ),
    ({C + "behaviour.loyalty": "high"}, C + "behaviour.loyalty", "must be a number", ""),
    ({C + "behaviour.loyalti": 1}, C + "behaviour.loyalti", "no key", '"loyalty"'),
    ({C + "behaviour.votes_used": 0.2}, C + "behaviour.votes_used", "less than one name", "0.333"),
    ({C + "behaviour.affinity": {"red": {}}}, C + "behaviour.affinity.red", "no slate", '"reds"'),
    (
        {C + "behaviour.affinity": {"reds": {"blue": 1}}},
        C + "behaviour.affinity.reds.blue",
        "no slate",
        '"blues"',
    ),
    (
        {C + "behaviour.affinity": {"reds": {"blues": "hostil"}}},
        C + "behaviour.affinity.reds.blues",
        "must be 'hostile'",
        '"hostile"',
    ),
    # committee
    ({"committee.seats.chair.faction": "lft"}, "committee.seats.chair.faction", "no fac", "left"),
    ({"committee.seats.chair.faction": ...}, "committee.seats.chair", "nobody is said", "state"),
    ({"committee.seats.chair.chances": {"left": 1}}, "committee.seats.chair", "both", ""),
    ({"committee.seats.unions.chances.right": 0.7}, "committee.seats.unions.chances", "1.1", ""),
    ({"committee.seats.unions.chances.up": 0.1}, "committee.seats.unions.chances.up", "no f", ""),
    ({"committee.seats.unions.count": 0}, "committee.seats.unions.count", "at least 1", ""),
    ({"committee.size": 7}, "committee.size", "7, but 3 sit and 3 are open", "write 6"),
    ({"committee.casting_vote": "chiar"}, "committee.casting_vote", "no seat", '"chair"'),
    ({"committee.casting_vote": "unions"}, "committee.casting_vote", "2 seats", "own"),
    ({"committee.coalitions": {"left": ["right"]}}, "committee.coalitions.left", "too", ""),
    ({"committee.coalitions": {"all": ["lft"]}}, "committee.coalitions.all", "no faction", ""),
    ({"committee.coalitions": {"all": []}}, "committee.coalitions.all", "no members", ""),
    # support as votes
    (
        {"support_from_votes": {"left": 0.2, "right": 0.2}},
        "support_from_votes",
        "beside support",
        "one of the two",
    ),
    (
        {
            "support": {},
            "support_from_votes": {"left": 0.2, "right": 0.2, "centre": 0.1},
            "factions.centre": {},
        },
        "support_from_votes.centre",
        "no slate in clp",
        "take it out",
    ),
    (
        {"support": {}, "support_from_votes": {"left": 0.2}},
        "support_from_votes",
        "nothing of right",
        "add right",
    ),
    # history
    ({"history": "nowhere"}, "", "is no folder", "results.csv"),
    ({"history": ""}, "history", "no folder", "past"),
    # reasons
    ({"why": {"support.lft": "x"}}, 'why."support.lft"', "no such address", "support.left"),
    # rankings
    ({C + "behaviour.preferences": 0.5}, C + "behaviour.preferences", "less than one", "at least"),
    (
        {C + "behaviour.preferences": {"reds": 0.5}},
        C + "behaviour.preferences.reds",
        "less than one",
        "at least",
    ),
    (
        {C + "behaviour": {"preferences": 4, "stop": 0.2}},
        C + "behaviour.preferences",
        "beside stop",
        "one of the two",
    ),
]


def test_the_example_is_good() -> None:
    assert make_scenario(GOOD).contests["clp"].allowed == 3


@pytest.mark.parametrize(("changes", "key", "wrong", "remedy"), BAD)
def test_a_fault_names_its_key_and_a_remedy(
    changes: dict[str, Any], key: str, wrong: str, remedy: str
) -> None:
    faults = [fault for fault in faults_of(changes) if fault.key == key]
    assert any(wrong in fault.wrong and remedy in fault.remedy for fault in faults), faults
    assert all(fault.remedy for fault in faults)


@pytest.mark.parametrize(("changes", "key"), [(row[0], row[1]) for row in BAD])
def test_one_slip_is_reported_once(changes: dict[str, Any], key: str) -> None:
    faults = [f for f in faults_of(changes) if f.key == key and not f.wrong.endswith(" yet")]
    assert len(faults) <= 1


def test_every_fault_is_reported_at_once() -> None:
    faults = faults_of(
        {
            "support.lefft": 0.1,
            C + "turnout": 20,
            C + "candidates.ann.slate": "red",
            "committee.seats.chair.faction": "lft",
            "titel": "x",
        }
    )
    assert {fault.key for fault in faults} >= {
        "support.lefft",
        C + "turnout",
        C + "candidates.ann.slate",
        "committee.seats.chair.faction",
        "titel",
    }


def test_a_faulty_value_brings_no_faults_that_hang_on_it() -> None:
    assert [fault.key for fault in faults_of({C + "seats": "x", "committee.size": 6})] == [
        C + "seats"
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {"support": {}},
        {"support": {"left": 0.1 + 0.2, "right": 0.7}},
        {"support.left": 0},
        {"tail": "inf"},
        {"tail": float("inf")},
        {"give_or_take": 0},
        {"give_or_take": {"left": 0.2, "unaligned": 0.05}},
        {C + "candidates.ann.faction": "independent"},
        {C + "segments": {"n": {"share": 0.4}, "s": {"share": 0.6}}},
        {C + "segments": {"n": {"electorate": 400}, "s": {"electorate": 600}}},
        {C + "behaviour.discipline": {"default": 0.3, "reds": 0.5, "unaligned": 0}},
        {C + "behaviour.affinity": {"unaligned": {"none": 0.3}, "reds": {"blues": "hostile"}}},
        {C + "behaviour.mobilisation": 0.4},
        {C + "behaviour.mobilisation": {"reds": 0.4, "unaligned": -0.2}},
        {C + "support_turnout": 0.4},
        {C + "rule": "ers97", C + "behaviour.preferences": {"reds": 4, "default": 6}},
        {C + "rule": "meek", C + "vacate": ["ann"]},
        {"support": {}, "support_from_votes": {"left": 0.6, "right": 0.3}},
        {"committee.casting_vote": "left"},
        {"committee.casting_vote": "unions", "committee.seats.unions.bloc": True},
        {"committee.size": 6},
        {"committee": ...},
        {"why": {"support.left": "a", "turnout": "b", C + "behaviour.loyalty": "c"}},
        {"why": {"factions": "a whole table"}},
    ],
)
def test_what_is_allowed_passes(changes: dict[str, Any]) -> None:
    assert make_scenario(changed(changes)).id == "scenario"
