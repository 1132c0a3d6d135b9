"""`necsim fit`: turn evidence into support, and show what each piece adds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from necsim.cli import flags
from necsim.cli.console import console
from necsim.cli.studies import Asked, Study, run_study, running, say_seed
from necsim.cli.workers import choose_workers

if TYPE_CHECKING:
    import polars as pl

    from necsim.engine.blocks import Blocks
    from necsim.engine.run import Progress
    from necsim.store import Record

NAME = "fit"


def command(
    file: flags.File,
    value_of: Annotated[
        list[str] | None,
        typer.Option(
            "--value-of",
            metavar='"KIND KEY=VALUE …"',
            help='Say what evidence would tell, as in "poll size=1000 asks=votes"; repeatable.',
        ),
    ] = None,
    of: flags.Of = None,
    set_: flags.Set = None,
    poll: flags.Poll = None,
    replicates: flags.Replicates = None,
    seed: flags.Seed = None,
    threads: flags.ThreadCount = None,
    cluster: flags.Cluster = None,
    output: flags.Output = Path("results"),
    force: flags.Force = False,
    resume: flags.Resume = False,
    no_files: flags.NoFiles = False,
    no_report: flags.NoReport = False,
    json: flags.Json = False,
    quiet: flags.Quiet = False,
) -> None:
    """Turn evidence into support, and show what each piece adds."""
    from necsim.studies.fit import run_fit, settle_fit
    from necsim.studies.variants import read_words

    asked = Asked(
        choose_workers(threads, cluster), output, force, resume, no_files, no_report, json, quiet
    )
    words = read_words(file, flags.changes(set_, poll))
    fitted, settings = settle_fit(words, value_of or (), of or (), replicates, seed)
    if fitted.values:
        say_seed(settings, seed, fitted.scenario, asked)
    content = {"value_of": list(value_of or ()), "of": list(of or ())}

    def make(kept: Blocks, progress: Progress) -> pl.DataFrame:
        if not fitted.values:
            return run_fit(fitted, None)
        with running(fitted.scenario, settings, asked) as cells:
            return run_fit(fitted, cells)

    def render(table: pl.DataFrame, record: Record) -> None:
        from necsim.plan import labels_of
        from necsim.report.terminal.fit import print_fit

        print_fit(console(), table, record, labels_of(fitted.scenario))

    run_study(Study(NAME, fitted.scenario, settings, content), asked, make, render)
