"""`necsim compare`: compare scenarios, or one with alternatives, on the same worlds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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
    from necsim.studies.compare import Compared

NAME = "compare"


def command(
    files: Annotated[
        list[Path], typer.Argument(metavar="A [B…]", help="Scenario files; the first is the base.")
    ],
    with_: Annotated[
        list[str] | None,
        typer.Option(
            "--with", metavar='"KEY=VALUE …"', help="An alternative to the base; repeatable."
        ),
    ] = None,
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
    """Compare scenarios, or one with alternatives, on the same worlds."""
    from necsim.studies.compare import named, read_compared, run_compared, settle_compared

    asked = Asked(
        choose_workers(threads, cluster), output, force, resume, no_files, no_report, json, quiet
    )
    others = _names(files[1:])
    read = read_compared(files[0], named(with_ or ()), others, of or (), flags.changes(set_, poll))
    compared, settings = settle_compared(read, replicates, seed, sampler)
    say_seed(settings, seed, compared.base, asked)

    def make(kept: Blocks, progress: Progress) -> pl.DataFrame:
        with running(compared.base, settings, asked) as cells:
            return run_compared(compared, cells)

    def render(table: pl.DataFrame, record: Record) -> None:
        from necsim.report.terminal.compare import print_compared

        print_compared(console(), table, record, every=not of)

    study = Study(NAME, compared.base, settings, _content(compared))
    run_study(study, asked, make, render)


def _names(files: list[Path]) -> dict[str, Path]:
    names = {file.stem: file for file in files}
    if len(names) < len(files):
        raise UsageError("two of the files have one name: copy one under another name")
    return names


def _content(compared: Compared) -> dict[str, object]:
    from necsim.scenario import canonical

    others = {name: canonical(each) for name, each in compared.others.items()}
    return {"of": list(compared.of), "others": others}
