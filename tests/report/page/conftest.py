"""Pages of small runs and studies, whose names and reasons mean harm to a page."""

from __future__ import annotations

import io
import shlex
from collections.abc import Callable
from contextlib import redirect_stdout
from pathlib import Path

import pytest
from tests.cli.calls import TINY

from necsim.cli.app import main
from necsim.report.page.run import run_page
from necsim.report.page.several import several_page
from necsim.report.page.study import study_page
from necsim.store import Finished, FinishedStudy, read_run, read_study

# What breaks out of text, of an attribute and of a script, if anything lets it.
HARM = '</script><script>alert(1)</script>" onload="x\' & <b>'
_AS_TOML = HARM.replace('"', '\\"')
HOSTILE = (
    TINY.replace('title = "Tiny"', f'title = "Tiny {_AS_TOML}"')
    .replace('"a guess"', f'"a guess {_AS_TOML}"')
    .replace('name = "Left"', f'name = "Left {_AS_TOML}"')
    .replace('name = "Ann Ames"', f'name = "Ann {_AS_TOML}"')
)
SWEEP = (
    "sweep {} --vary support.left=0.4,0.5,0.6 --vary turnout=0.2,0.3"
    ' --of "seats.left >= 1" --of seats.left --of control.left -n 60'
)
Make = Callable[[str], Path]


@pytest.fixture(scope="session")
def make(tmp_path_factory: pytest.TempPathFactory) -> Make:
    """Call necsim and give the folder of the run or study that it made."""
    root = tmp_path_factory.mktemp("pages")
    (root / "tiny.toml").write_text(TINY, encoding="utf-8")
    (root / "hostile.toml").write_text(HOSTILE, encoding="utf-8")

    def called(line: str) -> Path:
        with pytest.MonkeyPatch.context() as patch, redirect_stdout(io.StringIO()) as out:
            patch.chdir(root)
            assert main([*shlex.split(line), "-q", "--no-report"]) == 0
        return root / out.getvalue().split()[-1]

    return called


@pytest.fixture(scope="session")
def run(make: Make) -> Finished:
    return read_run(make("run tiny.toml -n 200"))


@pytest.fixture(scope="session")
def hostile(make: Make) -> Finished:
    return read_run(make("run hostile.toml"))


@pytest.fixture(scope="session")
def sweep(make: Make) -> FinishedStudy:
    """Sweep two axes; one outcome is a mean."""
    return read_study(make(SWEEP.format("tiny.toml")))


@pytest.fixture(scope="session")
def hostile_sweep(make: Make) -> FinishedStudy:
    return read_study(make(SWEEP.format("hostile.toml")))


@pytest.fixture(scope="session")
def pages(
    run: Finished, hostile: Finished, sweep: FinishedStudy, hostile_sweep: FinishedStudy
) -> dict[str, str]:
    """Give every kind of page by name."""
    return {
        "run": run_page(run.record, run.tables),
        "hostile": run_page(hostile.record, hostile.tables),
        "sweep": study_page(sweep.record, sweep.table),
        "hostile-sweep": study_page(hostile_sweep.record, hostile_sweep.table),
        "several": several_page([run, hostile], [sweep, hostile_sweep]),
    }
