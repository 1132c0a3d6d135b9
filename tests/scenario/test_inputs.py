from __future__ import annotations

from tests.scenario.examples import GOOD, changed

from necsim.scenario import Assumption, assumptions, input_keys, make_scenario

C = "contests.clp."


def listed(*overrides: str, **changes: object) -> dict[str, Assumption]:
    rows = assumptions(make_scenario(changed(changes), overrides))
    assert len({row.key for row in rows}) == len(rows)
    return {row.key: row for row in rows}


def test_each_value_says_where_it_came_from() -> None:
    rows = listed("turnout=15%", why={"support": "a guess", "turnout": "as in 2016"})
    assert rows["support.left"] == ("support.left", "0.5", "file", "scenario", "a guess")
    assert rows[C + "turnout"] == (C + "turnout", "0.15", "flag", "--set", "as in 2016")
    assert rows[C + "turnout_give_or_take"][1:3] == ("0.03", "default")
    assert rows["run.sampler"][1:3] == ("flows", "default")
    assert rows[C + "candidates.ann.slate"].value == "reds"


def test_defaults_in_force_are_listed_with_their_reference() -> None:
    rows = listed(reference={"loyalty": 2})
    loyalty = rows[C + "behaviour.loyalty"]
    assert (loyalty.value, loyalty.origin) == ("2.0", "default")
    assert loyalty.source == "reference.loyalty"
    assert rows[C + "behaviour.votes_used"].value == "0.917"
    assert rows[C + "votes"].value == "3"
    assert rows[C + "slates.reds.share"].value == "1.0"
    assert rows["give_or_take"].value == "0.06"
    assert rows["reference.hostile"].value == "-3.0"
    assert rows["tail"].value == "5.0"


def test_a_typed_table_replaces_the_default() -> None:
    rows = listed("behaviour.loyalty.reds=2", "tail=inf")
    assert C + "behaviour.loyalty" not in rows
    assert rows[C + "behaviour.loyalty.reds"].value == "2.0"
    assert rows["tail"].value == "inf"


def test_what_is_no_assumption_is_left_out() -> None:
    rows = listed(note="x", why={"support.left": "y"})
    assert not {"format", "id", "title", "note"} & set(rows)
    assert not any(key.startswith("why") for key in rows)
    assert "factions.left.name" not in rows


def test_input_keys_are_as_short_as_may_be() -> None:
    keys = input_keys(make_scenario(GOOD))
    assert {"support.left", "turnout", "behaviour.loyalty", "candidates.ann.appeal"} <= set(keys)
    tree = changed({"contests.bame": GOOD["contests"]["clp"]})
    assert "contests.bame.turnout" in input_keys(make_scenario(tree))


def test_every_numeric_input_key_is_taken_back_as_it_stands() -> None:
    scenario = make_scenario(GOOD)
    for row in assumptions(scenario):
        try:
            value = float(row.value)
        except ValueError:
            continue
        typed = int(value) if value.is_integer() and "." not in row.value else value
        again = {
            each.key: each.value for each in assumptions(make_scenario(GOOD, {row.key: typed}))
        }
        assert float(again[row.key]) == value


def test_a_reason_for_a_candidate_with_copies_holds_for_each_copy() -> None:
    changes = {C + "candidates.minor": {"appeal": -1.0, "copies": 2}}
    rows = listed(**changes, why={"candidates.minor": "little known"})
    assert rows[C + "candidates.minor_2.appeal"].why == "little known"
    assert rows[C + "candidates.ann.appeal"].why == ""
