"""The page of a study."""

from __future__ import annotations

import polars as pl

from necsim.columns import STUDY_TABLES
from necsim.report.charts.studies import study_figures
from necsim.report.page.explorer import explore
from necsim.report.page.facts import provenance, study_facts
from necsim.report.page.figures import draw
from necsim.report.page.found import findings
from necsim.report.page.render import render
from necsim.report.page.tables import show_table
from necsim.report.words.asked import question
from necsim.report.words.names import names_of
from necsim.store import Record


def study_page(record: Record, table: pl.DataFrame) -> str:
    """Make the page of a study as HTML text, the same bytes for the same content."""
    names = names_of(record)
    study = record["study"]
    return render(
        "study.html",
        record=record,
        question=question(record, names),
        facts=tuple(study_facts(record)),
        findings=findings(record, table, names),
        figures=tuple(draw(study_figures(table, record, names), ())),
        explorer=explore(table, names) if study == "sweep" else None,
        table=show_table(STUDY_TABLES[study], table, names),
        provenance=tuple(provenance(record)),
    )
