"""One result, whatever stops a run and however it is cut: the same bytes in every file."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.cli.calls import tree
from tests.cli.conftest import Call
from tests.cli.moments import every_moment

from necsim.cli import beside
from necsim.engine import blocks, pace

SWEEP = "sweep tiny.toml -q --vary support.left=0.4:0.6:0.1"


def cut(patch: pytest.MonkeyPatch, slices: int, block: int) -> None:
    patch.setattr(pace, "LARGEST_SLICE", slices)
    patch.setattr(blocks, "_LARGEST", block)


@pytest.fixture
def cut_small(monkeypatch: pytest.MonkeyPatch) -> None:
    cut(monkeypatch, 14, 14)
    monkeypatch.setattr(blocks, "_LONGEST_SECONDS", 0)


@pytest.fixture
def quick_reports(monkeypatch: pytest.MonkeyPatch) -> None:
    """Say what a page and a workbook are made of in place of making them."""

    def write(path: Path, **asked: object) -> None:
        path.write_text(repr(asked), encoding="utf-8")

    monkeypatch.setattr(beside, "make", lambda *asked: repr(asked[:2]).encode())
    monkeypatch.setattr("necsim.report.workbook.forecast.write_workbook", write)
    monkeypatch.setattr("necsim.report.workbook.study.write_study", write)


@pytest.mark.parametrize("sampler", ["flows", "ballots"])
def test_threads_and_slices_leave_no_trace_in_any_file(
    call: Call, sampler: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = f"run tiny.toml -q -n 60 --sampler {sampler}"
    for threads in (1, 2, 4):
        assert call(f"{line} -j {threads} -o threads-{threads}").code == 0
    for slices, block in ((1, 1), (7, 14), (32, 40)):
        cut(monkeypatch, slices, block)
        assert call(f"{line} -j 2 -o slices-{slices}").code == 0
    found = [tree(path) for path in sorted(Path().iterdir()) if path.is_dir()]
    assert len(found) == 6
    assert len(found[0]) > 20
    assert all(each == found[0] for each in found)


@pytest.mark.slow
@pytest.mark.usefixtures("cut_small", "quick_reports")
@pytest.mark.parametrize("line", ["run tiny.toml -q", SWEEP])
def test_killed_at_any_step_it_is_gone_on_with_to_the_same_bytes(
    reporting: Call, line: str, tmp_path: Path
) -> None:
    results = Path("results")
    with every_moment(results, tmp_path / "moments") as moments:
        assert reporting(line).code == 0
    undisturbed = tree(results)
    assert len(moments) > 20
    assert any("history.csv" in name for name in undisturbed) == line.startswith("run")
    for moment in moments:
        shutil.rmtree(results)
        moment.rename(results)
        assert reporting(f"{line} --resume").code == 0
        assert tree(results) == undisturbed, moment.name
