"""`necsim suppose`: from a finished run, what else is so where an event is so."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from necsim.cli import flags
from necsim.cli.console import console, say
from necsim.cli.studies import Asked, Study, run_study, running
from necsim.cli.workers import choose_workers

if TYPE_CHECKING:
    import polars as pl

    from necsim.engine.blocks import Blocks
    from necsim.engine.run import Progress
    from necsim.store import Record
    from necsim.studies.suppose import Supposed, Supposition

NAME = "suppose"


def command(
    run: Annotated[Path, typer.Argument(metavar="RUN", help="The folder of a finished run.")],
    given: Annotated[
        list[str],
        typer.Option(
            "--given", metavar="EVENT", help='As in "seats.left <= 1"; repeatable: all of them.'
        ),
    ],
    of: flags.Of = None,
    examples: Annotated[
        int | None,
        typer.Option(
            "--examples",
            metavar="N",
            parser=flags.whole(0, 20),
            help="Show typical worlds, one for each of the commonest ways it happens.",
        ),
    ] = None,
    max_replicates: Annotated[
        int | None,
        typer.Option(
            "--max-replicates",
            metavar="N",
            parser=flags.whole(1, 1_000_000_000),
            help="Where simulating more gives up, if few have the event [1000000].",
        ),
    ] = None,
    threads: flags.ThreadCount = None,
    cluster: flags.Cluster = None,
    output: flags.Output = Path("results"),
    force: flags.Force = False,
    no_files: flags.NoFiles = False,
    no_report: flags.NoReport = False,
    json: flags.Json = False,
    quiet: flags.Quiet = False,
) -> None:
    """From a finished run: given that this happens, what else?"""  # noqa: D400
    from necsim.engine import Settings
    from necsim.studies.suppose import MOST_REPLICATES, read_supposition, run_supposition

    asked = Asked(
        choose_workers(threads, cluster), output, force, False, no_files, no_report, json, quiet
    )
    most = max_replicates or MOST_REPLICATES
    supposition = read_supposition(
        run, given, of or (), examples=examples or 0, max_replicates=most
    )
    record = supposition.run.record
    settings = Settings(record["replicates"], record["seed"], supposition.sampler, None, most)
    aside: Record = {}

    def make(kept: Blocks, progress: Progress) -> pl.DataFrame:
        with running(supposition.scenario, settings, asked) as cells:
            found = run_supposition(supposition, cells.executor, progress)
        _remark(found, quiet)
        aside.update(_record(found))
        return found.table

    def render(table: pl.DataFrame, record: Record) -> None:
        from necsim.report.terminal.suppose import print_supposed

        print_supposed(console(), table, record, supposition.labels, every=not of)

    study = Study(NAME, supposition.scenario, settings, _content(supposition, given, of or []))
    run_study(study, asked, make, render, lambda: aside)


def _content(asked: Supposition, given: list[str], of: list[str]) -> dict[str, Any]:
    return {
        "run": asked.run.record["hash"],
        "given": given,
        "of": of,
        "examples": asked.examples,
        "max_replicates": asked.max_replicates,
    }


def _record(found: Supposed) -> dict[str, Any]:
    """Say beside the table how often the event is so, and show the examples."""
    happens = {**found.chance._asdict(), "kept": found.kept, "n_eff": found.n_eff}
    examples = [each.as_record() for each in found.examples]
    return {"given": happens | {"added": found.added}, "examples": examples}


def _remark(found: Supposed, quiet: bool) -> None:
    from necsim.studies.suppose import ENOUGH

    if found.added:
        say(f"simulated {found.added:,} more replicates of the same run", quiet=quiet)
    if found.n_eff < ENOUGH:
        few = f"they count as only {found.n_eff:,.0f} replicates, so intervals are wide"
        say(f"{few}; raise --max-replicates to narrow them", quiet=quiet)
    if found.chance.p == 1.0:
        say("it happens in every replicate: nothing to suppose", quiet=quiet)
