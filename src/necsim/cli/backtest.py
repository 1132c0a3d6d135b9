"""`necsim backtest`: score the method on published contests it has not seen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from necsim.cli import flags
from necsim.cli.console import console
from necsim.cli.studies import Asked, Study, run_study, running
from necsim.cli.workers import choose_workers

if TYPE_CHECKING:
    import polars as pl

    from necsim.engine.blocks import Blocks
    from necsim.engine.run import Progress
    from necsim.store import Record

NAME = "backtest"


def command(
    history: Annotated[
        Path | None,
        typer.Option(
            "--history", metavar="DIR", help="Past contests of your own, beside the published ones."
        ),
    ] = None,
    replicates: flags.Replicates = None,
    seed: flags.Seed = None,
    threads: flags.ThreadCount = None,
    cluster: flags.Cluster = None,
    output: flags.Output = Path("results"),
    force: flags.Force = False,
    no_files: flags.NoFiles = False,
    no_report: flags.NoReport = False,
    json: flags.Json = False,
    quiet: flags.Quiet = False,
) -> None:
    """Score the method on published contests it has not seen."""
    from necsim.studies.backtest import lay_backtest, run_backtest

    asked = Asked(
        choose_workers(threads, cluster), output, force, False, no_files, no_report, json, quiet
    )
    laid, settings = lay_backtest(history, replicates, seed)
    study = Study(NAME, laid.base, settings, laid.content)

    def make(kept: Blocks, progress: Progress) -> pl.DataFrame:
        with running(laid.base, settings, asked) as cells:
            return run_backtest(laid, cells, progress)

    def render(table: pl.DataFrame, record: Record) -> None:
        from necsim.report.terminal.backtest import print_backtest

        print_backtest(console(), table)

    run_study(study, asked, make, render)
