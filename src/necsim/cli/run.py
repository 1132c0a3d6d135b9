"""`necsim run`: forecast a scenario."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from necsim.cli import flags
from necsim.cli.beside import Beside
from necsim.cli.cautions import warnings
from necsim.cli.console import answer, console, progress_bar, say
from necsim.cli.kernels import ready_kernels
from necsim.cli.papers import write_ballots_of
from necsim.cli.reports import has_reports, run_reports
from necsim.cli.studies import saying_how_to_go_on
from necsim.cli.workers import Workers, choose_workers
from necsim.errors import DataError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from necsim.engine import Run, Settings
    from necsim.provenance import Provenance
    from necsim.scenario import Scenario
    from necsim.store import Folder, Record

NAME = "run"


class Shown(NamedTuple):
    """How the answer is shown, and where files go."""

    json: bool
    quiet: bool
    workers: Workers
    folder: Folder | None
    force: bool
    beside: Beside


def command(
    file: flags.File,
    set_: flags.Set = None,
    poll: flags.Poll = None,
    replicates: flags.Replicates = None,
    seed: flags.Seed = None,
    precision: flags.Precision = None,
    max_replicates: flags.MaxReplicates = None,
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
    write_ballots: Annotated[
        Path | None,
        typer.Option("--write-ballots", metavar="FILE", help="Write one replicate's ballots here."),
    ] = None,
    replicate: Annotated[
        int | None,
        typer.Option(
            "--replicate",
            metavar="R",
            parser=flags.whole(0, 999_999_999),
            help="Which replicate that is, from 0.",
        ),
    ] = None,
) -> None:
    """Forecast a scenario: tables here, files in a results folder."""
    begun = time.perf_counter()
    _refuse_what_clashes(force=force, resume=resume, no_files=no_files)
    workers = choose_workers(threads, cluster)
    with Beside(wanted=not (no_files or no_report)) as beside:
        from necsim.scenario import load_scenario

        scenario = load_scenario(file, flags.changes(set_, poll))
        for warning in warnings(scenario, replicates):
            say(f"warning: {warning}", quiet=quiet)
        from necsim.engine import provenance, settle

        seconds = {"import": time.perf_counter() - begun}
        settings = settle(scenario, replicates=replicates, seed=seed, sampler=sampler,
                          precision=precision, max_replicates=max_replicates)  # fmt: skip
        if seed is None and scenario.run.seed is None:
            say(f"seed {settings.seed}, drawn: give it with --seed to run this again", quiet=quiet)
        for path in write_ballots_of(scenario, settings, write_ballots, replicate):
            say(f"ballots of replicate {replicate}: {path}", quiet=quiet)
        folder = None
        if not no_files:
            folder = _claim(output, provenance(scenario, settings), force, resume)
        shown = Shown(json, quiet, workers, folder, force, beside)
        if folder and folder.finished:
            _show_again(scenario, folder, shown)
        else:
            _forecast(scenario, settings, shown, seconds)


def _refuse_what_clashes(*, force: bool, resume: bool, no_files: bool) -> None:
    if resume and force:
        raise UsageError("--resume goes on with a run and --force starts afresh: choose one")
    if resume and no_files:
        raise UsageError("--resume goes on from files: leave out --no-files")


def _claim(root: Path, made: Provenance, force: bool, resume: bool) -> Folder:
    from necsim.store import claim

    folder = claim(root, made, force=force, resume=resume)
    if resume and not (folder.finished or folder.blocks()):
        say("nothing of this run is kept here: it starts at the beginning")
    return folder


def _forecast(
    scenario: Scenario, settings: Settings, shown: Shown, seconds: dict[str, float]
) -> None:
    """Simulate, print the tables, write the files; say what is kept where that fails."""
    with saying_how_to_go_on(scenario, settings, shown.folder, force=shown.force):
        run = _simulate(scenario, settings, shown)
        begun = time.perf_counter()
        record = _record(run)
        since = _since(run, record, shown)
        folder = shown.folder
        reports = run_reports(folder, run.tables, record, shown.beside) if folder else {}
        _print(scenario, run.tables, record, shown, since)
        if folder:
            folder.finish(run.tables, record, reports)
    seconds |= run.seconds | {"write": time.perf_counter() - begun}
    _end(run.tables, record, shown, seconds)


def _since(run: Run, record: Record, shown: Shown) -> str:
    """Say what changed since the last finished run of this scenario, while it is still the last."""
    if shown.folder is None or shown.json or not shown.folder.has_earlier:
        return ""
    from necsim.report.words.since import since_text
    from necsim.store import doubting
    from necsim.studies.since import change_since, find_earlier

    root = shown.folder.path.parents[1]
    # What somebody forged as the last run is no reason to lose this one.
    with suppress(DataError), doubting(root / record["scenario"]):
        earlier = find_earlier(root, record["hash"], record["scenario"])
        since = change_since(earlier, run) if earlier else None
        return since_text(since) if since else ""
    return ""


def _simulate(scenario: Scenario, settings: Settings, shown: Shown) -> Run:
    from necsim.engine import simulate

    ready_kernels(scenario, settings.sampler, quiet=shown.quiet)
    with (
        shown.workers.executor(quiet=shown.quiet) as executor,
        progress_bar(quiet=shown.quiet) as progress,
    ):
        return simulate(
            scenario,
            **settings._asdict(),
            executor=executor,
            folder=shown.folder,
            progress=progress,
        )


def _record(run: Run) -> Record:
    from necsim.engine import provenance
    from necsim.kernels._numba import cpu_family
    from necsim.provenance import environment
    from necsim.report.words.sentence import headline
    from necsim.store import Outcome, run_record

    outcome = Outcome(
        run.replicates,
        run.ballots,
        run.reached,
        run.stopped,
        headline(run.tables, run.plan.labels),
    )
    made = provenance(run.scenario, run.settings)
    return run_record(made, outcome, environment(cpu_family()))


def _show_again(scenario: Scenario, folder: Folder, shown: Shown) -> None:
    """Print the tables of a finished run, with reports if it had none; nothing is simulated."""
    from necsim.store import doubting, read_run

    with doubting(folder.path):
        record, tables, _ = read_run(folder.path)
        if not has_reports(folder):
            folder.write(run_reports(folder, tables, record, shown.beside))
        folder.publish(tables, record)
        say("finished before; --force runs it again", quiet=shown.quiet)
        _print(scenario, tables, record, shown)
        _end(tables, record, shown, {})


def _print(
    scenario: Scenario,
    tables: Mapping[str, pl.DataFrame],
    record: Record,
    shown: Shown,
    since: str = "",
) -> None:
    """Print the tables, to be read while files are written; a JSON document waits for those."""
    if shown.json:
        return
    from necsim.report.terminal.forecast import print_forecast
    from necsim.report.words.names import named

    names = named(scenario)
    print_forecast(console(), tables, names.labels, record, names.majority, since)


def _end(
    tables: Mapping[str, pl.DataFrame], record: Record, shown: Shown, seconds: Mapping[str, float]
) -> None:
    """Print the folder last, or the one JSON document."""
    path = shown.folder.path if shown.folder else None
    if shown.json:
        from necsim.report.documents.forecast import json_document

        answer(json_document(record, tables, seconds, path))
    elif path:
        answer(str(path))
