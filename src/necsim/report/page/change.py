"""What could change a forecast, in plain sentences: the last seat, swings, worlds, defaults."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any, NamedTuple

import polars as pl

from necsim.plan.labels import ContestLabels
from necsim.report.page.cells import CHANCE, estimate_text
from necsim.report.words.names import Names
from necsim.report.words.numbers import about, thousands
from necsim.report.words.outcomes import key_words, outcome_words
from necsim.report.words.pivots import pivot_lines

_STRONGEST = 3
_NO_INPUT = ("run.", "committee.seats.")


class Defaults(NamedTuple):
    """Numbers that nobody stated or fitted, each in words with its value."""

    said: str
    values: tuple[str, ...]


def closeness(tables: Mapping[str, pl.DataFrame], names: Names) -> Iterator[str]:
    """Say what each contest's last seat turns on and what swing would move a seat."""
    alone = len(names.labels.contests) == 1
    for contest in names.labels.contests:
        where = "" if alone else f"{contest.name}: "
        for line in pivot_lines(tables, contest, names.labels):
            more = _ordinary() if line.startswith("Swing") else _spread(tables, contest)
            yield f"{where}{line}. {more}"


def _ordinary() -> str:
    return "That is in the central world, with everything else as expected."


def _spread(tables: Mapping[str, pl.DataFrame], contest: ContestLabels) -> str:
    row = tables["contests"].row(by_predicate=pl.col("contest") == contest.id, named=True)
    low, high = (thousands(row[key]).replace("-", "−") for key in ("margin_p10", "margin_p90"))
    return f"In one world in ten the lead is below {low} votes, in one in ten above {high}."


def by_fifths(fifths: pl.DataFrame, names: Names) -> Iterator[str]:
    """Say how an outcome's chance differs between the lowest and highest fifth of an input.

    Of each outcome the inputs that move it most are named, where simulation tells that they do;
    means are left to the table.
    """
    rows = fifths.filter(kind="fifths").iter_rows(named=True)
    for outcome, inputs in groupby(rows, key=lambda row: row["outcome"]):
        ends = [_ends(part) for _, part in groupby(inputs, key=lambda row: row["driver"])]
        told = sorted((each for each in ends if _is_told(*each)), key=_reach, reverse=True)
        said = outcome_words(outcome, names)
        for low, high in told[:_STRONGEST]:
            where = key_words(low["driver"], names)
            yield (
                f"{said} in {_chance(low)} in the fifth with the lowest {where}; in {_chance(high)}"
                " in the fifth with the highest."
            )
        if not told:
            yield f"{said}: no single input moves the chance by more than simulation error tells."


def _ends(rows: Iterator[dict[str, Any]]) -> tuple[dict[str, Any], dict[str, Any]]:
    part = list(rows)
    return part[0], part[-1]


def _is_told(low: dict[str, Any], high: dict[str, Any]) -> bool:
    if low["p"] is None or high["p"] is None:
        return False
    return bool(low["p_hi"] < high["p_lo"] or high["p_hi"] < low["p_lo"])


def _reach(ends: tuple[dict[str, Any], dict[str, Any]]) -> float:
    return abs(float(ends[1]["p"]) - float(ends[0]["p"]))


def _chance(row: dict[str, Any]) -> str:
    p, _, low, high = (row[key] for key in CHANCE)
    return f"{worlds(p, low, high)} ({estimate_text(row)})"


def worlds(p: float, low: float, high: float) -> str:
    """Say in how many worlds something is so: "about 4 in 5 worlds", "almost every world"."""
    said = about(p, low, high)
    return f"{said} world" if said.endswith(("every", "no")) else f"{said} worlds"


def defaults(assumptions: pl.DataFrame, names: Names) -> Defaults | None:
    """Name the numbers that the forecast takes from the model's defaults, if any."""
    found = tuple(
        f"{key_words(key.removeprefix('reference.'), names)} {value}".replace(" -", " −")
        for key, value in assumptions.filter(origin="default").select("key", "value").iter_rows()
        if not key.startswith(_NO_INPUT) and _is_number(value)
    )
    if not found:
        return None
    what = "number is a default" if len(found) == 1 else "numbers are defaults"
    said = (
        f"{len(found)} {what} of the model, neither stated nor fitted for this forecast."
        " Other values could give other chances, as far as they matter here."
    )
    return Defaults(said, found)


def _is_number(value: str) -> bool:
    try:
        float(value)
    except ValueError:
        return False
    return True
