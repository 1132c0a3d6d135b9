"""One page for several runs and studies: their chances side by side, then each below the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from necsim.columns import STUDY_TABLES
from necsim.report.charts.run import run_figures
from necsim.report.charts.studies import study_figures
from necsim.report.page.assumptions import short
from necsim.report.page.cells import CHANCE, Cell
from necsim.report.page.explorer import Explorer, explore
from necsim.report.page.facts import provenance, run_facts, study_facts
from necsim.report.page.figures import Drawn, draw
from necsim.report.page.found import findings
from necsim.report.page.render import render
from necsim.report.page.run import shown_tables
from necsim.report.page.tables import Head, Shown, show_table
from necsim.report.words.asked import question
from necsim.report.words.names import Names, names_of
from necsim.report.words.numbers import chance_text
from necsim.report.words.outcomes import outcome_words
from necsim.store import Finished, FinishedStudy, Record

# A number of seats that no run gives this chance is left to the tables below.
_LIKELY = 0.05


class Part(NamedTuple):
    """A run or a study among others."""

    id: str
    link: str
    title: str
    lead: str
    facts: tuple[str, ...]
    findings: tuple[str, ...]
    figures: tuple[Drawn, ...]
    explorer: Explorer | None
    tables: tuple[Shown, ...]
    provenance: tuple[tuple[str, str], ...]


def several_page(runs: Sequence[Finished], studies: Sequence[FinishedStudy] = ()) -> str:
    """Make one page of several runs and studies; runs stand side by side in its first table."""
    titles = _titles([run.record for run in runs])
    named = [names_of(run.record) for run in runs]
    return render(
        "several.html",
        title=_title(len(runs), len(studies)),
        chances=_chances(runs, titles, named) if runs else None,
        changed=_changed(runs, titles) if len(runs) > 1 else None,
        parts_=(
            *map(_run, runs, titles, named),
            *map(_study, studies),
        ),
    )


def _title(runs: int, studies: int) -> str:
    said = [f"{n} {what}" for n, what in ((runs, "forecasts"), (studies, "studies")) if n > 1]
    said += [f"a {what}" for n, what in ((runs, "forecast"), (studies, "study")) if n == 1]
    return " and ".join(said).capitalize() or "Nothing"


def _titles(records: Sequence[Record]) -> list[str]:
    """Title runs; those of one title are told apart by their hashes."""
    times = Counter(record["title"] for record in records)
    return [
        record["title"] if times[record["title"]] == 1 else f"{record['title']} · {record['hash']}"
        for record in records
    ]


def _run(run: Finished, title: str, names: Names) -> Part:
    prefix = f"run-{run.record['hash']}-"
    return Part(
        prefix.rstrip("-"),
        title,
        title,
        run.record["headline"],
        tuple(run_facts(run.record, names)),
        (),
        tuple(draw(run_figures(run.tables, names), run.tables, prefix)),
        None,
        shown_tables(run.tables, names, prefix),
        tuple(provenance(run.record)),
    )


def _study(study: FinishedStudy) -> Part:
    record, table = study
    names, prefix = names_of(record), f"study-{record['hash']}-"
    asked = question(record, names)
    return Part(
        prefix.rstrip("-"),
        asked,
        f"{record['study'].capitalize()}: {record['title']}",
        asked,
        tuple(study_facts(record)),
        findings(record, table, names),
        tuple(draw(study_figures(table, record, names), (), prefix)),
        explore(table, names) if record["study"] == "sweep" else None,
        (show_table(STUDY_TABLES[record["study"]], table, names, prefix),),
        tuple(provenance(record)),
    )


def _chances(runs: Sequence[Finished], titles: Sequence[str], named: Sequence[Names]) -> Shown:
    """Put the chances of control, and of numbers of seats that are likely, side by side."""
    found: dict[str, dict[int, dict[str, Any]]] = {}
    labels: dict[str, str] = {}
    for place, (run, names) in enumerate(zip(runs, named, strict=True)):
        for outcome, row in _outcomes(run):
            found.setdefault(outcome, {})[place] = row
            labels.setdefault(outcome, outcome_words(outcome, names))
    rows = tuple(
        (Cell(labels[outcome], False), *(_chance(by_run.get(k)) for k in range(len(runs))))
        for outcome, by_run in found.items()
        if outcome.startswith("control") or max(row["p"] for row in by_run.values()) >= _LIKELY
    )
    note = "Chances with their simulation error; a dash where a forecast does not speak of it."
    return Shown("table-chances", "Chances", note, _heads("Outcome", titles, True), rows, False)


def _outcomes(run: Finished) -> Iterator[tuple[str, dict[str, Any]]]:
    for row in run.tables["control"].iter_rows(named=True):
        yield f"control.{row['holder']}", row
    for row in run.tables["seats"].iter_rows(named=True):
        if row["seats"]:
            yield f"seats.{row['contest']}.{row['faction']} == {row['seats']}", row


def _chance(row: dict[str, Any] | None) -> Cell:
    if row is None:
        return Cell("–", True)
    return Cell(chance_text(*(row[key] for key in CHANCE)), True, repr(row["p"]))


def _changed(runs: Sequence[Finished], titles: Sequence[str]) -> Shown | None:
    """Put side by side the assumptions that all runs make, and not all alike."""
    made = [dict(run.tables["assumptions"].select("key", "value").iter_rows()) for run in runs]
    keys = [key for key in made[0] if all(key in each for each in made)]
    rows = tuple(
        (Cell(key, False), *(Cell(short(each[key] or ""), False) for each in made))
        for key in keys
        if len({each[key] for each in made}) > 1
    )
    if not rows:
        return None
    note = "Assumptions that all of these forecasts make, with different values."
    heads = _heads("Assumption", titles, False)
    return Shown("table-changed", "Different assumptions", note, heads, rows, False)


def _heads(first: str, titles: Sequence[str], numeric: bool) -> tuple[Head, ...]:
    return Head(first, False, ""), *(Head(title, numeric, "") for title in titles)
