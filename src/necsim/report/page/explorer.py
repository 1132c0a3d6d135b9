"""The explorer of a sweep: its grid, and for each setting what every outcome comes to."""

from __future__ import annotations

from typing import Any, NamedTuple

import polars as pl

from necsim.columns import STUDY_TABLES
from necsim.report.page.cells import estimate_text
from necsim.report.page.change import worlds
from necsim.report.words.asked import value_text
from necsim.report.words.names import Names
from necsim.report.words.numbers import capital
from necsim.report.words.outcomes import key_words, outcome_words

_OWN = {column.name for column in STUDY_TABLES["sweep"].columns}


class Dial(NamedTuple):
    """One varied key: its name, its values in words, and whether they are numbers in order."""

    name: str
    values: tuple[str, ...]
    numeric: bool


class Explorer(NamedTuple):
    """What sliders move.

    `data` has under `cells`, by the places of a setting's values, such as "0,3", for each outcome
    its chance or mean with its error, the chance in words, and the length of a bar from 0 to 1.
    """

    dials: tuple[Dial, ...]
    outcomes: tuple[str, ...]
    data: dict[str, Any]


def explore(table: pl.DataFrame, names: Names) -> Explorer:
    """Make the explorer of a sweep's table; a setting that was not simulated has no cell."""
    keys = [name for name in table.columns if name not in _OWN]
    values = {key: _values(table[key]) for key in keys}
    outcomes = table["outcome"].unique(maintain_order=True).to_list()
    longest = dict(table.group_by("outcome").agg(pl.col("mean").abs().max()).iter_rows())
    cells: dict[str, list[list[Any]]] = {}
    for row in table.iter_rows(named=True):
        place = ",".join(str(values[key].index(row[key])) for key in keys)
        said = cells.setdefault(place, [["", "", 0.0] for _ in outcomes])
        said[outcomes.index(row["outcome"])] = _outcome(row, longest[row["outcome"]])
    dials = tuple(
        Dial(
            capital(key_words(key, names)),
            tuple(value_text(key, value) for value in values[key]),
            table[key].dtype.is_numeric(),
        )
        for key in keys
    )
    said_of = tuple(outcome_words(outcome, names) for outcome in outcomes)
    return Explorer(dials, said_of, {"dials": [dial.values for dial in dials], "cells": cells})


def _values(column: pl.Series) -> list[Any]:
    found = column.unique(maintain_order=True)
    return (found.sort() if column.dtype.is_numeric() else found).to_list()


def _outcome(row: dict[str, Any], longest: float | None) -> list[Any]:
    if row["p"] is not None:
        return [estimate_text(row), worlds(row["p"], row["p_lo"], row["p_hi"]), round(row["p"], 4)]
    bar = abs(row["mean"]) / longest if row["mean"] and longest else 0.0
    return [estimate_text(row), "", round(bar, 4)]
