"""One cell of a table on a page: what is read there, and what it sorts by."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from typing import Any, NamedTuple

from necsim.columns import Column
from necsim.columns.form import COUNT
from necsim.plan.labels import NOBODY
from necsim.report.words.names import Names
from necsim.report.words.numbers import (
    Z,
    capital,
    chance_text,
    percent,
    rounded,
    thousands,
)
from necsim.report.words.outcomes import changes_words, is_share, key_words, outcome_words
from necsim.report.words.verdict import number_text

CHANCE = ("p", "p_se", "p_lo", "p_hi")
Values = Mapping[str, Any]
_POINTS = 100
_LEAST = 0.0005


class Cell(NamedTuple):
    """What is read, whether it is a number, and for numbers what it sorts by; empty if null."""

    text: str
    numeric: bool
    order: str = ""


def cell(column: Column, row: Values, names: Names) -> Cell:
    """Make the cell of a column in a row."""
    value = row[column.name]
    if column.type == "text":
        return Cell(_text(column.name, value, row, names), False)
    if value is None or (isinstance(value, float) and not isfinite(value)):
        return Cell("–", True)
    return Cell(_number(column, value, row), True, repr(value))


def estimate_text(row: Values) -> str:
    """Say a chance, or else a mean, with its error; a dash for neither."""
    if row["p"] is not None:
        return chance_text(*(row[key] for key in CHANCE))
    return "–" if row["mean"] is None else number_text(row["mean"], row["mean_se"])


def difference_text(row: Values) -> str:
    """Say a paired difference with its sign and error: of chances, in percentage points."""
    scale, unit = (1, "") if row["p"] is None else (_POINTS, " points")
    return _signed(row["diff"], scale, row["diff_se"]) + unit


def number_as(form: str, value: float) -> str:
    """Print a number by a spreadsheet's number format, but no finer than it is known.

    What has no error beside it gets one decimal of a percentage, and a mean or quantile of counts
    three digits.
    """
    if form.endswith("%"):
        said = f"{_POINTS * value:.1f}%"
    elif form == COUNT and not isinstance(value, int):
        said = rounded(value)
    elif float(value).is_integer():
        said = thousands(value)
    else:
        said = f"{value:,.{_places(form)}f}" if form else f"{value:,.6g}"
    return said.replace("-", "−")


def _places(form: str) -> int:
    return len(form.partition(".")[2])


def _number(column: Column, value: float, row: Values) -> str:
    if column.name == "p":
        return chance_text(*(row[key] for key in CHANCE))
    if column.name == "mean" and "mean_se" in row:
        return number_text(value, row["mean_se"])
    if column.name == "diff" and "diff_se" in row:
        return difference_text(row)
    if column.name in ("base", "all") and row["p"] is not None:
        return _beside(value, row)
    if not column.format and is_share(column.name):
        return f"{_POINTS * value:.6g}%"
    return number_as(column.format, value)


def _beside(value: float, row: Values) -> str:
    """Say a chance that has no error of its own with the digits of the one beside it."""
    if min(value, 1 - value) > Z * row["p_se"]:
        return percent(value, row["p_se"], value, value)
    return "<0.1%" if value < _LEAST else ">99.9%" if 1 - value < _LEAST else f"{value:.1%}"


def _signed(value: float, scale: float, error: float | None) -> str:
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return sign + number_text(scale * abs(value), scale * (error or 0.0))


def _text(name: str, value: str | None, row: Values, names: Names) -> str:
    """Give names for ids, where they are known."""
    if not value:
        return ""
    if name == "alternative":
        return capital(changes_words(value, names))
    if name in ("outcome", "goal"):
        return outcome_words(value, names)
    if name in ("driver", "key") and row.get("kind") != "share":
        return ", ".join(key_words(each, names) for each in value.split(", "))
    if name == "slate":
        slates = _slates(row.get("contest"), names)
        return " + ".join(slates.get(each, each) for each in value.split(" + "))
    if name in ("faction", "holder", "from", "to", "contest", "name", "last_in", "first_out"):
        return _called(value, row.get("contest"), names, name)
    return value


def _called(value: str, contest: str | None, names: Names, column: str) -> str:
    contests = {each.id: each.name for each in names.labels.contests}
    if column == "contest":
        return contests.get(value, value)
    people = names.candidates(contest) if contest in contests else {}
    slates = _slates(contest, names)
    if column in ("from", "to"):
        return slates.get(value, value)
    if value in people:
        return people[value]
    if value in {*names.labels.holders, *names.labels.coalitions, NOBODY}:
        return names.holder(value)
    return slates.get(value, value)


def _slates(contest: str | None, names: Names) -> dict[str, str]:
    return {
        slate.id: slate.name
        for each in names.labels.contests
        if contest in (None, each.id)
        for slate in each.slates
    }
