"""`necsim sweep`: vary assumptions over a grid."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from necsim.cli import flags
from necsim.cli.console import console
from necsim.cli.studies import Asked, Study, run_study, running, say_seed
from necsim.cli.workers import choose_workers
from necsim.errors import UsageError

if TYPE_CHECKING:
    import polars as pl

    from necsim.engine.blocks import Blocks
    from necsim.engine.run import Progress
    from necsim.store import Record
    from necsim.studies.sweep import Sweep
    from necsim.studies.variants import Changes

NAME = "sweep"
Vary = Annotated[
    list[str] | None,
    typer.Option(
        "--vary", metavar="KEY=VALUES", help="Values as from:to:step or v,v,v; repeat for a grid."
    ),
]


def command(
    file: flags.StudyFile,
    vary: Vary = None,
    of: flags.Of = None,
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
    """Vary assumptions over a grid; a file is a scenario or a sweep file."""
    from necsim.studies.sweep import keep_cells, settle_sweep

    asked = Asked(
        choose_workers(threads, cluster), output, force, resume, no_files, no_report, json, quiet
    )
    asked_for = _asked_for(file, vary, of, flags.changes(set_, poll))
    swept, settings = settle_sweep(asked_for, replicates, seed, sampler)
    base = swept.words.variant(swept.cells[0])
    say_seed(settings, seed, base, asked)
    study = Study(NAME, base, settings, _content(swept))

    def make(kept: Blocks, progress: Progress) -> pl.DataFrame:
        with running(base, settings, asked) as cells:
            return keep_cells(swept, cells, kept, progress)

    def render(table: pl.DataFrame, record: Record) -> None:
        from necsim.report.terminal.sweep import print_sweep

        print_sweep(console(), table, list(swept.cells[0]), record, every=not of)

    run_study(study, asked, make, render)


def _asked_for(file: Path, vary: list[str] | None, of: list[str] | None, changes: Changes) -> Sweep:
    """Read what is swept from a sweep file, or from a scenario and --vary."""
    from necsim.studies.axes import grid, read_axis
    from necsim.studies.files import is_sweep, read_sweep
    from necsim.studies.sweep import Sweep
    from necsim.studies.variants import read_words

    if is_sweep(file):
        if vary:
            raise UsageError(f"{file} says what varies: leave out --vary, or name its scenario")
        swept = read_sweep(file, changes)
        return swept._replace(of=tuple(of)) if of else swept
    if not vary:
        raise UsageError("nothing varies: add, say, --vary support.left=0.3:0.7:0.01")
    axes = tuple(read_axis(text) for text in vary)
    return Sweep(read_words(file, changes), tuple(grid(axes)), tuple(of or ()), axes)


def _content(swept: Sweep) -> dict[str, Any]:
    """Say what was asked, in full: the hash of the study is made of it."""
    return {"of": list(swept.of), "cells": list(swept.cells)}
