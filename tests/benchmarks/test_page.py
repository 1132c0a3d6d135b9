from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from benchmarks.page import PAGE, job_rows, renew_page, tables
from benchmarks.remarks import REMARKS
from benchmarks.targets import MEASURED_BY, PEERS, TARGETS
from benchmarks.tracked import Reached, Tracked, read_tracked

FILES = Path(__file__).parents[2] / "benchmarks"


def test_every_target_has_its_row_on_the_page() -> None:
    assert list(job_rows()) == [*TARGETS, *PEERS]


def test_the_page_is_what_the_tracked_file_gives(tmp_path: Path) -> None:
    page = tmp_path / "speed.md"
    shutil.copy(PAGE, page)

    renew_page(page)

    assert page.read_text("utf-8") == PAGE.read_text("utf-8")


def test_every_job_is_measured_by_a_file() -> None:
    assert list(MEASURED_BY) == [*TARGETS, *PEERS]
    assert {file for file in MEASURED_BY.values() if not (FILES / file).is_file()} == set()


def test_remarks_are_of_jobs() -> None:
    assert REMARKS.keys() <= TARGETS.keys() | PEERS.keys()


def test_where_a_target_is_not_reached_the_page_says_why() -> None:
    reached = read_tracked().jobs
    short = [
        job
        for job, target in (TARGETS | PEERS).items()
        if job in reached
        and (figure := reached[job].figure) is not None
        and (target.met(figure) or 1.0) < 1.0
    ]

    assert [job for job in short if not REMARKS.get(job)] == []


@pytest.mark.parametrize(
    ("job", "reached", "shown"),
    [
        ("flows, January 2018", Reached(125_000.0, 2e6), "125,000 replicates/s (8 µs each)"),
        ("ballots, January 2018", Reached(8e8, 2e4), "800,000,000 members/s (1.25 ns each)"),
        ("flows, January 2018", Reached(125_000.0, 2e6), "| **0.833** | 2,000,000 |"),
        ("check", Reached(0.2, 3.0), "| ≤ 0.4 s | 0.2 s | 2 | 3 |"),
        ("backtest", Reached(None, 3.0), "| ≤ 60 s | – | – | 3 |"),
    ],
)
def test_a_row_shows_target_figure_and_how_far_it_is_met(
    job: str, reached: Reached, shown: str
) -> None:
    rows = tables(Tracked({}, {job: reached}))["jobs"].splitlines()

    (row,) = [row for row in rows if row.startswith(f"| {job} |")]
    assert shown in row
