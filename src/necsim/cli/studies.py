"""What all commands that run studies share: how they run, where rows go, what is shown."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from necsim.cli.beside import Beside
from necsim.cli.console import answer, cells_bar, say
from necsim.cli.kernels import ready_kernels
from necsim.cli.reports import has_reports, study_reports
from necsim.cli.workers import Workers
from necsim.errors import RunError

if TYPE_CHECKING:
    import polars as pl

    from necsim.engine import Settings
    from necsim.engine.blocks import Blocks
    from necsim.engine.run import Progress
    from necsim.provenance import Provenance
    from necsim.scenario import Scenario
    from necsim.store import Folder, Record
    from necsim.studies.cells import Running


class Asked(NamedTuple):
    """How a study is run and shown, as its flags say."""

    workers: Workers
    output: Path
    force: bool
    resume: bool
    no_files: bool
    no_report: bool
    json: bool
    quiet: bool

    @property
    def reports(self) -> bool:
        """Whether a workbook and a page stand beside the table."""
        return not (self.no_files or self.no_report)


class Study(NamedTuple):
    """A study that is ready: its name, its base, and what was asked of it, as in `study.json`."""

    name: str
    base: Scenario
    settings: Settings
    content: dict[str, Any]


# Makes the table, keeping rows on the way where it can, and shows how far it is.
Make = Callable[["Blocks", "Progress"], "pl.DataFrame"]
Render = Callable[["pl.DataFrame", "Record"], None]
# Gives what `study.json` says beside the table, once that is made.
Aside = Callable[[], dict[str, Any]]


@contextmanager
def running(base: Scenario, settings: Settings, asked: Asked) -> Iterator[Running]:
    """Say how a study's cells run, with kernels and workers ready."""
    from necsim.studies.cells import Running

    ready_kernels(base, settings.sampler, quiet=asked.quiet)
    with asked.workers.executor(quiet=asked.quiet) as executor:
        yield Running(settings.replicates, settings.seed, settings.sampler, executor)


def say_seed(settings: Settings, seed: int | None, base: Scenario, asked: Asked) -> None:
    """Say a seed that was drawn, so that the study can be run again."""
    if seed is None and base.run.seed is None:
        seed_said = f"seed {settings.seed}, drawn: give it with --seed to run this again"
        say(seed_said, quiet=asked.quiet)


def claim_study(study: Study, asked: Asked) -> tuple[Folder | None, Provenance]:
    """Claim a study's folder, unless no files are wanted; and say what it is made of."""
    from necsim.engine import provenance
    from necsim.store import claim, study_provenance

    made = study_provenance(provenance(study.base, study.settings), study.name, study.content)
    if asked.no_files:
        return None, made
    return claim(asked.output, made, force=asked.force, resume=asked.resume), made


def run_study(study: Study, asked: Asked, make: Make, render: Render, aside: Aside = dict) -> None:
    """Make a study's table, write its files and show it; a finished one is only shown again."""
    from necsim.store import finish_study, study_record

    begun = time.perf_counter()
    folder, made = claim_study(study, asked)
    if folder and folder.finished:
        _show_again(asked, folder, begun, render)
        return
    going_on = saying_how_to_go_on(study.base, study.settings, folder, force=asked.force)
    with Beside(wanted=asked.reports) as beside, going_on:
        table = _made(asked, make, folder)
        record = study_record(made, _environment()) | aside()
        reports = study_reports(table, record, beside)
        if folder:
            finish_study(folder, table, record, reports)
    _show(record, table, asked, folder, begun, render)


def _show_again(asked: Asked, folder: Folder, begun: float, render: Render) -> None:
    """Show a finished study, with reports if it had none; nothing is simulated."""
    from necsim.store import doubting, read_study

    wanted = asked.reports and not has_reports(folder)
    with Beside(wanted=wanted) as beside, doubting(folder.path):
        record, table = read_study(folder.path)
        folder.write(study_reports(table, record, beside))
        say("finished before; --force runs it again", quiet=asked.quiet)
        _show(record, table, asked, folder, begun, render)


def _made(asked: Asked, make: Make, folder: Folder | None) -> pl.DataFrame:
    from necsim.store.memory import Memory

    with cells_bar(quiet=asked.quiet) as progress:
        return make(folder or Memory(), progress)


@contextmanager
def saying_how_to_go_on(
    scenario: Scenario, settings: Settings, folder: Folder | None, *, force: bool
) -> Iterator[None]:
    """Where work is interrupted or fails, say how what is kept is gone on with."""

    def go_on() -> str:
        """Say what --resume does with what is kept, a seed that was drawn included."""
        if not (folder and (folder.finished or folder.blocks())):
            return ""
        seed = "" if settings.seed == scenario.run.seed else f" --seed {settings.seed}"
        resume = f"--resume{seed}{' in place of --force' if force else ''}"
        return f"; what is done is kept: the same call with {resume} goes on from there"

    try:
        yield
    except KeyboardInterrupt:
        say(f"interrupted{go_on()}")
        raise
    except RunError as error:
        raise RunError(f"{error}{go_on()}") from error


def _environment() -> dict[str, str]:
    from necsim.kernels._numba import cpu_family
    from necsim.provenance import environment

    return environment(cpu_family())


def _show(
    record: Record,
    table: pl.DataFrame,
    asked: Asked,
    folder: Folder | None,
    begun: float,
    render: Render,
) -> None:
    path = folder.path if folder else None
    if asked.json:
        from necsim.report.documents.forecast import study_document

        answer(study_document(record, table, time.perf_counter() - begun, path))
        return
    render(table, record)
    if path:
        answer(str(path))
