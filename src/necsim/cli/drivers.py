"""`necsim drivers`: which assumptions move an outcome."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from necsim.cli import flags
from necsim.cli.console import answer, console
from necsim.cli.studies import Asked, Study, run_study, running, say_seed
from necsim.cli.workers import choose_workers
from necsim.errors import UsageError

if TYPE_CHECKING:
    import polars as pl

    from necsim.engine.blocks import Blocks
    from necsim.engine.run import Progress
    from necsim.store import Record

NAME = "drivers"


def command(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="A scenario file; or a finished run's folder, for fifths alone."
        ),
    ],
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
    """Show which assumptions move an outcome."""
    from necsim.studies.drivers import Drivers, run_drivers, settle_drivers
    from necsim.studies.variants import read_words

    if file.is_dir() or file.name == "run.json":
        if set_ or poll or any(each is not None for each in (replicates, seed, sampler)):
            raise UsageError(f"{file} is a finished run: only --of and --json go with it")
        _show_run(file, tuple(of or ()), json=json)
        return
    asked = Asked(
        choose_workers(threads, cluster), output, force, resume, no_files, no_report, json, quiet
    )
    read = Drivers(read_words(file, flags.changes(set_, poll)), tuple(of or ()))
    wanted, settings = settle_drivers(read, replicates, seed, sampler)
    base = wanted.words.variant()
    say_seed(settings, seed, base, asked)

    def make(kept: Blocks, progress: Progress) -> pl.DataFrame:
        with running(base, settings, asked) as cells:
            return run_drivers(wanted, cells, progress)

    run_study(Study(NAME, base, settings, {"of": list(wanted.of)}), asked, make, _render)


def _render(table: pl.DataFrame, record: Record) -> None:
    from necsim.report.terminal.drivers import print_drivers

    print_drivers(console(), table, record)


def _show_run(path: Path, of: tuple[str, ...], *, json: bool) -> None:
    """Show what a run's own draws tell; nothing is simulated and no file written."""
    from necsim.report.documents.forecast import study_document
    from necsim.store import doubting, read_run
    from necsim.studies.drivers import drivers_of_run

    begun = time.perf_counter()
    with doubting(path):
        table = drivers_of_run(path, of)
        record = read_run(path).record | {"study": NAME}
        if json:
            answer(study_document(record, table, time.perf_counter() - begun, None))
        else:
            _render(table, record)
