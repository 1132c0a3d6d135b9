"""Figures of runs: what stands in them is what stands in the tables, and in words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import polars as pl
import pytest

from necsim import make_scenario, simulate
from necsim.report.charts.figure import Figure, ink_on, inline_svg, png, whole_svg
from necsim.report.charts.flow import flow_figures
from necsim.report.charts.power import swing_figures
from necsim.report.charts.run import run_figures
from necsim.report.words.names import Names, named
from necsim.report.words.numbers import chance_text

PEOPLE = {f"{side}_{k}": {"name": f"{side.title()} {k}", "slate": side}
          for side in ("reds", "blues") for k in range(3)}  # fmt: skip
TREE: dict[str, Any] = {
    "format": 1,
    "support": {"left": 0.45, "right": 0.35},
    "factions": {"left": {"name": "Left"}, "right": {"name": "Right", "colour": "#0072B2"}},
    "contests": {
        "clp": {
            "rule": "block",
            "seats": 3,
            "electorate": 3_000,
            "turnout": 0.4,
            "slates": {"reds": {"faction": "left"}, "blues": {"faction": "right"}},
            "candidates": {**PEOPLE, "alone": {"name": "<b>Al & Co</b>"}},
        }
    },
    "committee": {"seats": {"chair": {"chances": {"left": 0.4, "right": 0.4}}}},
}
Tables = Mapping[str, pl.DataFrame]


def tables_of(rule: str, contests: int = 1) -> tuple[Tables, Names]:
    one = TREE["contests"]["clp"] | {"rule": rule}
    tree = TREE | {"contests": {f"c{k}": one for k in range(contests)}}
    scenario = make_scenario(tree)
    return simulate(scenario, replicates=400, seed=1).tables, named(scenario)


@pytest.fixture(scope="module")
def block() -> tuple[Tables, Names]:
    return tables_of("block")


@pytest.fixture(scope="module")
def ranked() -> tuple[Tables, Names]:
    return tables_of("ers97")


def rows(figure: Figure) -> list[dict[str, Any]]:
    """Give all data that a chart draws."""
    return [row for each in figure.chart.to_dict()["datasets"].values() for row in each]


def by_name(figures: list[Figure]) -> dict[str, Figure]:
    return {figure.name: figure for figure in figures}


def test_each_kind_of_contest_has_its_figures(block: Any, ranked: Any) -> None:
    common = ["seats-c0", "control", "elected-c0", "votes-c0", "margin"]
    assert [each.name for each in run_figures(*block)] == [*common, "swing-c0"]
    assert [each.name for each in run_figures(*ranked)] == [*common, "flow-c0"]


def test_with_many_contests_how_each_tips_is_left_to_the_tables() -> None:
    names = [each.name for each in run_figures(*tables_of("block", 4))]
    assert len(names) == len(set(names))
    assert not [name for name in names if name.startswith("swing")]
    assert [name for name in names if name.startswith("seats")] == [f"seats-c{k}" for k in range(4)]


def test_dots_are_the_chances_of_the_table_and_the_words_say_them(block: Any) -> None:
    tables, names = block
    figure = by_name(run_figures(tables, names))["elected-c0"]
    drawn = rows(figure)
    ranked = tables["candidates"].sort("p", "votes_mean", descending=True)
    assert [row["value"] for row in drawn] == ranked["p"].to_list()
    first = ranked.row(0, named=True)
    said = chance_text(*(first[key] for key in ("p", "p_se", "p_lo", "p_hi")))
    assert f"{first['name']} · {names.holder(first['faction'])} {said}" in figure.alt
    assert drawn[0]["said"] == said


def test_bars_of_seats_add_to_one_for_each_faction(block: Any) -> None:
    tables, names = block
    drawn = pl.DataFrame(rows(by_name(run_figures(tables, names))["seats-c0"]))
    sums = drawn.group_by("faction").agg(pl.col("p").sum())
    assert sums["p"].to_list() == pytest.approx([1.0] * len(sums), abs=0.003)


def test_control_says_how_many_votes_are_needed_and_what_a_coalition_is() -> None:
    committee = TREE["committee"] | {"coalitions": {"both": ["left", "right"]}}
    scenario = make_scenario(TREE | {"committee": committee})
    run = simulate(scenario, replicates=100, seed=1)
    figure = by_name(run_figures(run.tables, named(scenario)))["control"]
    assert figure.title == "Control of the committee (3 of 4 votes)"
    assert "Both (together)" in [row["label"] for row in rows(figure)]
    bare = make_scenario({key: value for key, value in TREE.items() if key != "committee"})
    run = simulate(bare, replicates=100, seed=1)
    assert "control" not in by_name(run_figures(run.tables, named(bare)))


def test_seats_that_tip_close_together_share_a_mark(block: Any) -> None:
    _, names = block
    tips = [("left", 1, -0.30), ("left", 2, -0.29), ("left", 3, -0.10), ("right", 1, 0.20)]
    swing = pl.DataFrame([("c0", *row) for row in tips], orient="row",
                         schema=["contest", "faction", "seats", "swing"])  # fmt: skip
    (figure,) = swing_figures({"swing": swing}, names)
    pills = [row for row in rows(figure) if "said" in row]
    assert [(row["faction"], row["said"]) for row in pills] == [
        ("Left", "1–2"), ("Left", "3"), ("Right", "1"),
    ]  # fmt: skip
    assert "Left wins 2 from −29.0 points" in figure.alt


def test_a_flow_keeps_every_vote_and_its_bands_do_not_overlap(ranked: Any) -> None:
    _, names = ranked
    moved = [("reds", "blues", 30.0), ("reds", "nobody", 10.0), ("blues", "reds", 60.0)]
    transfers = pl.DataFrame([("c0", *row) for row in moved], orient="row",
                             schema=["contest", "from", "to", "votes_mean"])  # fmt: skip
    (figure,) = flow_figures({"transfers": transfers}, names)
    drawn = pl.DataFrame([row for row in rows(figure) if "band" in row])
    for end in (0.0, 1.0):
        edges = drawn.filter(pl.col("x") == end).sort("low")
        assert (edges["high"] - edges["low"]).sum() == pytest.approx(1.0)
        assert (edges["low"][1:] >= edges["high"][:-1] - 1e-12).all()
    assert figure.alt.endswith("from blues to reds 60, from reds to blues 30 and"
                               " from reds to nobody 10.")  # fmt: skip


def test_svg_for_a_page_takes_its_ink_and_shares_no_id(block: Any) -> None:
    figures = run_figures(*block)
    drawn = [inline_svg(figure) for figure in figures]
    ids = [name for each in drawn for name in re.findall(r'\bid="([^"]+)"', each)]
    assert len(ids) == len(set(ids))
    for figure, each in zip(figures, drawn, strict=True):
        used = set(re.findall(r"url\(#([^)]+)\)", each))
        assert used <= set(re.findall(r'\bid="([^"]+)"', each)), figure.name
        assert each.startswith('<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="')
        assert "currentColor" in each
        assert "<b>" not in each
        assert re.findall(r'https?://[^"]+', each) == ["http://www.w3.org/2000/svg"]
    assert drawn == [inline_svg(figure) for figure in run_figures(*block)]


def test_a_picture_that_stands_alone_has_its_title_and_a_white_ground(block: Any) -> None:
    figure = run_figures(*block)[0]
    alone = whole_svg(figure)
    assert figure.title in alone
    assert 'fill="#FFFFFF"' in alone
    assert "currentColor" not in alone
    width, height = (float(n) for n in re.findall(r'(?:width|height)="(\d+)"', alone)[:2])
    drawn = png(figure)
    assert drawn[:4] == b"\x89PNG"
    size = [int.from_bytes(drawn[k : k + 4]) for k in (16, 20)]
    assert size == [2 * width, 2 * height]
    assert drawn == png(figure)


@pytest.mark.parametrize(
    ("colour", "ink"), [("#0072B2", "#FFFFFF"), ("#F0E442", "#000000"), ("#CC79A7", "#000000")]
)
def test_words_on_a_colour_contrast_with_it(colour: str, ink: str) -> None:
    assert ink_on(colour) == ink
