"""`necsim target`: find the value of one assumption that gives a goal the chance you want."""

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

NAME = "target"


def command(
    file: flags.File,
    goal: Annotated[str, typer.Option("--goal", metavar="EVENT", help='As in "seats.left >= 2".')],
    chance: Annotated[
        float,
        typer.Option("--chance", metavar="P", parser=flags.chance, help="As in 0.5 or 50%."),
    ],
    by: Annotated[
        str, typer.Option("--by", metavar="KEY", help="The assumption to vary, as in support.left.")
    ],
    between: Annotated[
        tuple[float, float] | None,
        typer.Option("--between", metavar="A B", help="Between which values to look."),
    ] = None,
    set_: flags.Set = None,
    poll: flags.Poll = None,
    replicates: flags.Replicates = None,
    seed: flags.Seed = None,
    sampler: flags.ChosenSampler = None,
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
    """Find the value of one assumption that gives a goal the chance you want."""
    from necsim.studies.target import find_target, settle_target
    from necsim.studies.variants import read_words

    asked = Asked(
        choose_workers(threads, cluster), output, force, resume, no_files, no_report, json, quiet
    )
    words = read_words(file, flags.changes(set_, poll))
    sought, settings = settle_target(
        words, goal, chance, by, between, replicates=replicates, seed=seed, sampler=sampler
    )
    base = words.variant()
    say_seed(settings, seed, base, asked)
    content = {"goal": goal, "chance": chance, "by": by, "between": list(sought.between)}

    def make(kept: Blocks, progress: Progress) -> pl.DataFrame:
        with running(base, settings, asked) as cells:
            return find_target(sought, cells)

    def render(table: pl.DataFrame, record: Record) -> None:
        from necsim.report.terminal.target import print_target

        print_target(console(), table, sought.between, record)

    run_study(Study(NAME, base, settings, content), asked, make, render)
