from __future__ import annotations

import json
from pathlib import Path

import pytest

from necsim.cli import bench
from necsim.cli.app import main
from necsim.cli.bench import Row, as_table, read_tracked

ROWS = [
    Row("flows, January 2018", 166_400.0, "replicates/s", 546_000.0, 600_000.0),
    Row("run, January 2018, 3 threads", 72_400.0, "replicates/s", 267_000.0, None),
]


@pytest.fixture
def once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Time every job once, in a folder that is no checkout."""
    monkeypatch.setattr(bench, "_SECONDS_EACH", 0.0)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.compiled
@pytest.mark.slow
def test_every_job_is_faster_than_the_plain_loop(
    once: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["bench", "--json", "--quiet", "-j", "1"]) == 0

    printed = capsys.readouterr()
    jobs = json.loads(printed.out)["jobs"]
    assert [job["job"] for job in jobs] == [
        "flows, January 2018",
        "ballots, January 2018",
        "flows, summer 2018",
        "ballots, summer 2018",
        "flows, November 2020",
        "ballots, November 2020",
        "run, January 2018, 1 thread",
    ]
    assert all(job["times_plain"] > 10 for job in jobs)
    assert all(job["tracked"] is None for job in jobs)
    assert printed.err == ""


@pytest.mark.slow
@pytest.mark.compiled
def test_a_checkout_shows_the_tracked_ratio_beside(
    once: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tracked = once / bench.TRACKED
    tracked.parent.mkdir(parents=True)
    tracked.write_text(json.dumps({"jobs": {"ballots, summer 2018": {"times_plain": 1234.0}}}))

    assert main(["bench"]) == 0

    printed = capsys.readouterr()
    lines = printed.out.splitlines()
    assert lines[0].endswith("tracked")
    assert [line.split()[0] for line in lines if line.endswith("1,230")] == ["ballots,"]
    assert "timing flows, January 2018" in printed.err


def test_columns_are_aligned_and_a_job_that_is_not_tracked_is_left_blank() -> None:
    header, first, second = as_table(ROWS).splitlines()

    assert len(header) == len(first) > len(second)
    assert first.endswith("600,000")
    assert second.endswith("267,000")


def test_without_a_tracked_file_there_is_no_such_column(tmp_path: Path) -> None:
    assert read_tracked(tmp_path / "none.json") == {}
    assert "tracked" not in as_table([row._replace(tracked=None) for row in ROWS])


def test_the_tracked_file_is_read_as_the_benchmarks_write_it() -> None:
    tracked = read_tracked(Path(__file__).parents[2] / bench.TRACKED)

    assert tracked["flows, January 2018"] > 10_000
    assert "flows, two threads" not in tracked  # a ratio of its own
