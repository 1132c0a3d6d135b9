"""Wide sheets: what the long tables say, laid out for reading and for charts."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from necsim.columns import Column
from necsim.columns.form import PERCENT
from necsim.report.words.numbers import Z, percent
from necsim.report.words.outcomes import is_share
from necsim.report.workbook.charts import chance_form

MEAN = "#,##0.00"
POINTS, FINE_POINTS = "+0.0%;-0.0%;0.0%", "0.00%"
MEAN_CHANGE = "+#,##0.00;-#,##0.00;0"


def key_column(name: str, dtype: pl.DataType) -> Column:
    """Describe the column of a key that a study varies, by the values that it takes."""
    meaning = "value of this key in the row's cell"
    if dtype == pl.Boolean:
        return Column(name, "yes/no", "", "", meaning)
    if not dtype.is_numeric():
        return Column(name, "text", "", "", meaning)
    kind = "integer" if dtype.is_integer() else "number"
    return Column(name, kind, "", PERCENT if is_share(name) else "", meaning)  # type: ignore[arg-type]


def chance_column(name: str, meaning: str, errors: Iterable[float | None]) -> Column:
    """Describe a column of chances that shows no more digits than their errors allow."""
    form = chance_form([error for error in errors if error is not None])
    return Column(name, "chance", "", form, meaning)


def half_column(name: str, form: str) -> Column:
    """Describe the column of half-widths of another, whose name follows a sign."""
    return Column(name, "number", "", form, "half of the 95 % interval for simulation error")


def half_width(error: str) -> pl.Expr:
    """Give the half-width of the interval of a standard error."""
    return Z * pl.col(error)


def chance_said(p: float, half: float) -> str:
    """Print a chance by its half-width."""
    return percent(p, half / Z, max(0.0, p - half), min(1.0, p + half))
