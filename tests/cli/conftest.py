from __future__ import annotations

import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.calls import TINY, Called

from necsim.cli.app import main

Call = Callable[[str], Called]


# Commands that write a workbook and a page beside their tables.
_REPORTING = {
    *("run", "sweep", "compare", "drivers", "target"),
    *("suppose", "score", "fit", "backtest"),
}


@pytest.fixture
def reporting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Call:
    """Call necsim here, in a folder of its own that holds tiny.toml."""
    (tmp_path / "tiny.toml").write_text(TINY, encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    def run(line: str) -> Called:
        code = main(shlex.split(line))
        return Called(code, *capsys.readouterr())

    return run


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with the results of tiny.toml, reports included, for tests to copy."""
    folder = tmp_path_factory.mktemp("finished")
    (folder / "tiny.toml").write_text(TINY, encoding="utf-8")
    assert main(["run", str(folder / "tiny.toml"), "-q", "-o", str(folder / "results")]) == 0
    return folder / "results"


@pytest.fixture
def run(reporting: Call, finished: Path) -> Path:
    """Give the folder of a finished run of tiny.toml, reports included, below here."""
    shutil.copytree(finished, "results")
    (folder,) = (path.parent for path in Path("results/tiny").glob("[!l]*/run.json"))
    return folder


@pytest.fixture
def call(reporting: Call) -> Call:
    """Call necsim as `reporting` does, but without reports, which take longer than the rest."""

    def run(line: str) -> Called:
        reports = line.partition(" ")[0] in _REPORTING
        return reporting(f"{line} --no-report" if reports else line)

    return run
