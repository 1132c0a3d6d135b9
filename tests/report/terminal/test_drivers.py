from __future__ import annotations

import io
from typing import Any

import polars as pl
import pytest
from rich.console import Console

from necsim.report.terminal.drivers import print_drivers
from necsim.studies.tables import study_frame

RECORD: dict[str, Any] = {
    "title": "Tiny",
    "replicates": 1_000,
    "seed": 5,
    "resolved": {"contests": {"clp": {}}},
}
COLUMNS = study_frame("drivers", []).columns
CHANCE = {"p": 0.5, "p_se": 0.01, "p_lo": 0.48, "p_hi": 0.52, "n": 1_000}


def row(kind: str, **cells: Any) -> tuple[Any, ...]:
    known = {"outcome": "control.left", "kind": kind, **cells}
    return tuple(known.get(name) for name in COLUMNS)


def bar(driver: str, low: float, high: float, told: bool = True) -> list[tuple[Any, ...]]:
    width = 0.001 if told else 1.0
    return [
        row("tornado", driver=driver, point=point, value=value, **CHANCE,
            diff=diff, diff_lo=diff - width, diff_hi=diff + width)
        for point, value, diff in (("10 %", 0.1, low), ("90 %", 0.9, high))
    ]  # fmt: skip


def shown(*rows: tuple[Any, ...], width: int = 80) -> list[str]:
    console = Console(file=io.StringIO(), width=width, color_system=None)
    table: pl.DataFrame = study_frame("drivers", [row("base", **CHANCE), *rows])
    print_drivers(console, table, RECORD)
    assert isinstance(console.file, io.StringIO)
    lines = console.file.getvalue().splitlines()
    return [line.rstrip() for line in lines]


def line_of(lines: list[str], word: str) -> str:
    return next(line for line in lines if word in line)


def test_bars_reach_from_the_base_in_proportion() -> None:
    lines = shown(*bar("contests.clp.turnout", -0.2, 0.1), *bar("tail", 0.05, 0.15))
    assert "██████│███   " in line_of(lines, "turnout")
    assert "      │████▌" in line_of(lines, "tail")
    assert line_of(lines, "turnout").split()[0] == "turnout"
    assert line_of(lines, "turnout").split()[-2:] == ["−20.0", "+10.0"]


def test_what_is_not_told_from_nothing_stands_in_brackets() -> None:
    lines = shown(*bar("tail", -0.2, 0.1, told=False))
    assert line_of(lines, "tail").split()[-2:] == ["(−20.0)", "(+10.0)"]
    assert any("in brackets" in line for line in lines)


def test_fifteen_bars_are_shown_and_the_others_counted() -> None:
    rows = [each for k in range(18) for each in bar(f"key_{k}", -0.2, 0.1)]
    lines = shown(*rows, row("still", driver="a, b, c"))
    assert sum("key_" in line for line in lines) == 15
    assert "  3 more in the table" in lines
    assert "  3 more change nothing in any replicate" in lines


def test_long_addresses_leave_room_for_the_numbers() -> None:
    key = "behaviour.discipline.a_slate_with_a_name_that_goes_on"
    lines = shown(*bar(f"contests.clp.{key}", -0.4, 0.4, told=False))
    assert max(map(len, lines)) <= 80
    assert line_of(lines, "…").split()[-1] == "(+40.0)"


def test_a_refused_point_is_named() -> None:
    ends = bar("tail", -0.2, 0.1)
    refused = row("tornado", driver="tail", point="90 %", value=1.5, note="tail is too low")
    lines = shown(ends[0], refused)
    assert "  tail at 1.5 cannot be: tail is too low" in lines
    assert line_of(lines, "█").split()[-1] == "–"


def test_shares_come_with_intervals_the_largest_first() -> None:
    lines = shown(
        row("share", driver="turnout", share=0.1, share_lo=0.05, share_hi=0.15),
        row("share", driver="support", share=0.7, share_lo=0.6, share_hi=0.8),
        row("share", driver="ballots"),
    )
    at = lines.index(line_of(lines, "share of variance"))
    assert lines[at + 1].split() == ["support", "70.0%", "60.0", "to", "80.0%"]
    assert lines[at + 2].split() == ["turnout", "10.0%", "5.0", "to", "15.0%"]
    assert lines[at + 3] == ""


def test_an_outcome_that_is_always_the_same_has_no_shares() -> None:
    assert "  the outcome is the same in every replicate" in shown(row("share", driver="support"))


@pytest.mark.parametrize("inputs", [3, 8])
def test_the_strongest_five_inputs_have_a_line_each(inputs: int) -> None:
    parts = [
        row("fifths", driver=f"input_{k}", point=f"{fifth}/5", low=0.0, high=1.0, **CHANCE)
        for k in range(inputs)
        for fifth in range(1, 6)
    ]
    lines = [line for line in shown(*parts) if "input_" in line]
    assert len(lines) == min(inputs, 5)
    assert lines[0].split() == ["input_0", *["50.0%"] * 5]


def test_without_fifths_it_is_said_that_nothing_varies() -> None:
    assert any("nothing here varies" in line for line in shown())


def test_large_numbers_are_printed_in_full() -> None:
    mean = {"mean": 49_670.4, "mean_se": 760.0, "n": 500}
    end = {
        "driver": "tail",
        "point": "10 %",
        "value": 3.0,
        **mean,
        "diff_lo": -2e4,
        "diff_hi": -1e4,
    }
    rows = [row("base", **mean), row("tornado", **end, diff=-15_930.0)]
    console = Console(file=io.StringIO(), width=80, color_system=None)
    print_drivers(console, study_frame("drivers", rows), RECORD)
    assert isinstance(console.file, io.StringIO)
    said = console.file.getvalue()
    assert "control.left: mean 49,670 ±1,500" in said
    assert "−15,900" in said
    assert "points" not in said.replace("10 % or 90 % point", "")
