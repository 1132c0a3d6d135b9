"""The page of a run."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf

import polars as pl

from necsim.columns import TABLES
from necsim.report.charts.run import run_figures
from necsim.report.page.assumptions import assumed
from necsim.report.page.change import by_fifths, closeness, defaults
from necsim.report.page.facts import provenance, run_facts
from necsim.report.page.figures import draw
from necsim.report.page.render import render
from necsim.report.page.tables import Shown, show_table
from necsim.report.words.names import Names, names_of
from necsim.store import Record

_ASSUMPTIONS = "assumptions"


def run_page(
    record: Record, tables: Mapping[str, pl.DataFrame], fifths: pl.DataFrame | None = None
) -> str:
    """Make the page of a run as HTML text, the same bytes for the same content.

    `fifths` has the columns of the table `drivers`, of which rows of kind `fifths` are read.
    """
    names = names_of(record)
    shown = shown_tables(tables, names)
    return render(
        "run.html",
        record=record,
        facts=tuple(run_facts(record, names)),
        closeness=tuple(closeness(tables, names)),
        fifths=() if fifths is None else tuple(by_fifths(fifths, names)),
        defaults=defaults(tables[_ASSUMPTIONS], names),
        figures=tuple(draw(run_figures(tables, names), tables)),
        tables=shown,
        assumed=assumed(tables[_ASSUMPTIONS]),
        assumptions=show_table(TABLES[_ASSUMPTIONS], tables[_ASSUMPTIONS], names),
        heavy_tailed=record["resolved"].get("tail") not in (None, "inf", inf),
        ranked=any(contest.ranked for contest in names.labels.contests),
        has_committee=names.labels.has_committee,
        block=any(not contest.ranked for contest in names.labels.contests),
        provenance=tuple(provenance(record)),
    )


def shown_tables(
    tables: Mapping[str, pl.DataFrame], names: Names, prefix: str = ""
) -> tuple[Shown, ...]:
    """Make the tables of a run ready to show, in their order: those with rows, no assumptions."""
    return tuple(
        show_table(form, tables[name], names, prefix)
        for name, form in TABLES.items()
        if name != _ASSUMPTIONS and name in tables and len(tables[name])
    )
