from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from tests.engine.scenarios import COOPERATIVE, JANUARY, two_slates

from necsim.plan import make_plan
from necsim.scenario import Scenario, make_scenario
from necsim.scenario.reference import RANGES, Reference
from necsim.studies.points import Driver, fixed, lay_points, uncertain
from necsim.studies.variants import read_words


def columns(scenario: Scenario) -> pl.DataFrame:
    """Make draws in which every input goes from 0.11 to 0.90 in steps of 0.01."""
    values = pl.Series([0.11 + 0.01 * k for k in range(80)])
    names = [f"support.{faction}" for faction in scenario.factions]
    for id_, contest in scenario.contests.items():
        names.append(f"turnout.{id_}")
        names += [f"discipline.{id_}.{slate}" for slate in contest.slates]
        names += [f"appeal.{id_}.{who}" for who in contest.candidates]
    return pl.DataFrame(dict.fromkeys(names, values))


def test_every_reference_value_has_its_points_on_either_side() -> None:
    for name, field in Reference.model_fields.items():
        low, high = RANGES[f"reference.{name}"]
        assert low < field.default < high


def test_the_method_says_of_every_fixed_value_why_its_points_are_these() -> None:
    method = (Path(__file__).parents[2] / "docs/method.md").read_text(encoding="utf-8")
    section = method.partition("### What `drivers` moves")[2].partition("\n### ")[0]
    for key, (low, high) in RANGES.items():
        row = next(line for line in section.splitlines() if f"`{key}`" in line and "|" in line)
        said = row.split("|")[2].replace("−", "-").split(",")
        assert [float(each) for each in said] == [low, high]


def test_points_are_quantiles_of_what_varies() -> None:
    scenario = make_scenario(JANUARY)
    found = list(uncertain(scenario, columns(scenario), ["appeal.clp.dar"]))
    assert [driver.key for driver in found] == [
        "support.left",
        "support.centre_right",
        "contests.clp.turnout",
        "contests.clp.behaviour.discipline.momentum",
        "contests.clp.behaviour.discipline.diversity",
        "contests.clp.candidates.dar.appeal",
    ]
    for driver in found:
        assert driver.values == pytest.approx((0.19, 0.82), abs=0.011)


def test_what_does_not_vary_has_no_points() -> None:
    scenario = make_scenario(JANUARY)
    draws = columns(scenario).with_columns(pl.lit(0.5).alias("turnout.clp"))
    assert "contests.clp.turnout" not in [each.key for each in uncertain(scenario, draws, [])]


def test_turnout_stated_by_segment_is_left_as_it_is() -> None:
    scenario = make_scenario(COOPERATIVE)
    found = [driver.key for driver in uncertain(scenario, columns(scenario), [])]
    assert "contests.board.turnout" not in found


def test_fixed_values_have_their_stated_points() -> None:
    found = {driver.key: driver.values for driver in fixed(make_scenario(JANUARY))}
    names = [key for key in RANGES if key != "committee.shift"]
    assert {key: found[key] for key in names} == {key: RANGES[key] for key in names}
    assert found["contests.clp.behaviour.votes_used"] == (0.877, 0.957)
    assert "committee.shift" not in found


def test_another_value_than_the_reference_keeps_the_distances() -> None:
    scenario = make_scenario(JANUARY, {"reference.loyalty": 2.0, "tail": 7})
    found = {driver.key: driver.values for driver in fixed(scenario)}
    assert found["reference.loyalty"] == (1.25, 3.25)
    assert found["tail"] == (5.0, 17.0)
    assert "tail" not in {each.key for each in fixed(make_scenario(JANUARY, {"tail": "inf"}))}


def test_votes_used_stays_a_share_and_needs_more_than_one_vote() -> None:
    used = {"contests.clp.behaviour.votes_used": 0.98}
    found = {driver.key: driver.values for driver in fixed(make_scenario(JANUARY, used))}
    assert found["contests.clp.behaviour.votes_used"] == (0.94, 1.0)
    one = two_slates(0.5)
    assert "contests.c.behaviour.votes_used" not in {driver.key for driver in fixed(one)}


def test_a_point_that_changes_no_number_needs_no_plan() -> None:
    words = read_words(JANUARY)
    base = make_plan(words.variant())
    kinship, support = Driver("reference.kinship", (0.0, 2.0)), Driver("support.left", (0.4, 0.6))
    points = lay_points(words, base, [kinship, support])
    assert [(each.plan is None, each.note) for each in points] == [
        (True, ""),
        (True, ""),
        (False, ""),
        (False, ""),
    ]
    assert [each.point for each in points] == ["10 %", "90 %"] * 2


def test_a_point_that_cannot_be_is_noted_and_not_planned() -> None:
    words = read_words(JANUARY)
    points = lay_points(words, make_plan(words.variant()), [Driver("support.left", (0.5, 1.2))])
    assert points[0].note == ""
    assert points[1].plan is None
    assert points[1].note.startswith("support.left ")
