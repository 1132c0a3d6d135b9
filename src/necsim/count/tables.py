"""A count as one long table, for spreadsheets and other programs."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import polars as pl

from necsim import columns
from necsim.count.result import NON_TRANSFERABLE, Count, Stage


def stage_table(count: Count) -> pl.DataFrame:
    """Make the table of stages, as `columns.STAGES` says; figures to the rule's own decimals."""
    schema = {
        column.name: pl.Decimal(scale=count.decimals)
        if column.type == "decimal"
        else getattr(pl, columns.dtype(column))
        for column in columns.STAGES.columns
    }
    return pl.DataFrame(list(_rows(count)), schema=schema, orient="row")


def _rows(count: Count) -> Iterator[tuple[object, ...]]:
    for place, stage in enumerate(count.stages):
        # Number 0, non-transferable, is at the end of both.
        totals, changes = (*stage.totals, stage.non_transferable), count.changes(place)
        for number in (*count.standing, 0):
            figures = (changes[number - 1], totals[number - 1])
            name = count.name(number) if number else NON_TRANSFERABLE
            yield (
                *(place + 1, stage.kind, number, name),
                *(Decimal(count.written(units)) for units in figures),
                _fate(stage, number),
            )


def _fate(stage: Stage, number: int) -> str:
    if number in stage.elected:
        return "elected"
    return "excluded" if number in stage.excluded else ""
