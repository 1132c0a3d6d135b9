"""`necsim score`: a finished run against what happened."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from necsim.cli import flags
from necsim.cli.console import console, say
from necsim.cli.studies import Asked, Study, run_study
from necsim.cli.workers import Workers

if TYPE_CHECKING:
    import polars as pl

    from necsim.engine.blocks import Blocks
    from necsim.engine.run import Progress
    from necsim.store import Record
    from necsim.studies.score import Scoring

NAME = "score"


def command(
    run: Annotated[Path, typer.Argument(metavar="RUN", help="The folder of a finished run.")],
    actual: Annotated[
        Path,
        typer.Option(
            "--actual",
            metavar="FILE",
            help="CSV or XLSX: candidate (id or name), elected (yes or no), and votes; contest"
            " where there are several. Or a contest in `show --history`.",
        ),
    ],
    output: flags.Output = Path("results"),
    force: flags.Force = False,
    no_files: flags.NoFiles = False,
    no_report: flags.NoReport = False,
    json: flags.Json = False,
    quiet: flags.Quiet = False,
) -> None:
    """Score a finished run against what happened."""
    from necsim.store import doubting

    asked = Asked(Workers(), output, force, False, no_files, no_report, json, quiet)
    with doubting(run):
        _score(run, actual, asked)


def _score(run: Path, actual: Path, asked: Asked) -> None:
    """Read a run and what happened, and make the study of the two."""
    from necsim.engine import Settings
    from necsim.studies.score import read_scoring, score_run

    scoring = read_scoring(run, actual)
    record = scoring.run.record
    n = record["replicates"]
    settings = Settings(n, record["seed"], record["sampler"], None, n)
    known = {each.contest.id for each in scoring.actual}
    for contest in scoring.labels.contests:
        if contest.id not in known:
            without = f"{contest.id}: {actual} has no rows of it, so it is not scored"
            say(without, quiet=asked.quiet)

    def make(kept: Blocks, progress: Progress) -> pl.DataFrame:
        return score_run(scoring)

    def render(table: pl.DataFrame, record: Record) -> None:
        from necsim.report.terminal.score import print_score

        print_score(console(), table, record, scoring.run.tables, scoring.labels)

    study = Study(NAME, scoring.scenario, settings, _content(scoring))
    run_study(study, asked, make, render)


def _content(scoring: Scoring) -> dict[str, Any]:
    rows = [
        {"contest": each.contest.id, "candidate": who.id, "elected": elected, "votes": votes}
        for each in scoring.actual
        for who, elected, votes in zip(
            each.contest.candidates, each.elected, each.votes, strict=True
        )
    ]
    return {"run": scoring.run.record["hash"], "actual": rows}
