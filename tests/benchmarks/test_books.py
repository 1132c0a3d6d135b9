from __future__ import annotations

import json
from pathlib import Path

import pytest
from benchmarks.books import Books
from benchmarks.targets import PEERS, TARGETS
from benchmarks.tracked import Reached, Tracked, read_tracked, write_tracked

pytest_plugins = ["pytester"]

SESSION = """
    import pytest
    from benchmarks.conftest import *
    from benchmarks.tracked import Reached

    @pytest.fixture
    def ledger(request):
        return request.config.stash[BOOKS].ledger
"""


def books(folder: Path, ratio: float, *, short: bool = False, track: bool = False) -> Books:
    """Open books of a full run in which one job has another ratio than tracked, 100."""
    write_tracked(
        Tracked({}, {job: Reached(1.0, 100.0, 0.01) for job in TARGETS}), folder / "speed.json"
    )
    opened = Books(folder, short=short, track=track)
    opened.load = 0.0
    opened.ledger.update(dict.fromkeys(TARGETS, Reached(2.0, 100.0, 0.01)))
    opened.ledger["check"] = Reached(2.0, ratio, 0.01)
    return opened


def test_a_slower_job_fails_the_run_and_is_named_with_both_figures(tmp_path: Path) -> None:
    opened = books(tmp_path, 62.5)

    assert not opened.close(passed=True)
    said, remedy = opened.changes()
    assert said == (
        "SLOWER: check: 62.5 × plain loop, tracked 100; 1.6 times slower, 1.1 is allowed"
    )
    assert "TRACK=--track" in remedy
    assert sum(line.endswith(",slower") for line in read(tmp_path)) == 1
    assert read_tracked(tmp_path / "speed.json").jobs["check"].times_plain == 100.0


def test_a_busy_machine_is_named_where_a_job_is_slower(tmp_path: Path) -> None:
    opened = books(tmp_path, 50.0)
    opened.load = 5.25

    assert not opened.close(passed=True)
    assert "load 5.2" in list(opened.changes())[1]


def test_a_faster_job_passes_and_asks_to_be_tracked(tmp_path: Path) -> None:
    opened = books(tmp_path, 150.0)

    assert opened.close(passed=True)
    said, remedy = opened.changes()
    assert said.startswith("FASTER: check: 150 × plain loop, tracked 100; 1.5 times faster")
    assert "TRACK=--track" in remedy


def test_what_renews_the_tracked_file_says_what_is_slower_and_passes(tmp_path: Path) -> None:
    opened = books(tmp_path, 50.0, track=True)

    assert opened.close(passed=True)
    assert next(opened.changes()).startswith("SLOWER: check")
    tracked = read_tracked(tmp_path / "speed.json")
    assert tracked.jobs["check"] == Reached(2.0, 50.0, 0.01)
    assert tracked.made["numba"]


def test_a_short_round_is_compared_with_nothing(tmp_path: Path) -> None:
    opened = books(tmp_path, 1.0, short=True, track=True)

    assert opened.close(passed=True)
    assert not list(opened.changes())
    assert not (tmp_path / "history.csv").exists()
    assert read_tracked(tmp_path / "speed.json").jobs["check"].times_plain == 100.0


def test_part_of_the_jobs_are_compared_and_leave_nothing(tmp_path: Path) -> None:
    opened = books(tmp_path, 50.0, track=True)
    del opened.ledger["backtest"]

    assert opened.close(passed=True)
    assert opened.of("slower") == ["check"]
    assert not (tmp_path / "history.csv").exists()
    assert read_tracked(tmp_path / "speed.json").jobs["check"].times_plain == 100.0


def test_peers_are_tracked_apart_and_stay_until_they_are_measured_again(tmp_path: Path) -> None:
    beside = books(tmp_path, 100.0, track=True)
    beside.ledger.clear()
    beside.ledger.update(dict.fromkeys(PEERS, Reached(7.0, None)))
    assert beside.close(passed=True)
    peers = read_tracked(tmp_path / "speed.json")
    assert peers.peers_made
    assert not peers.made
    assert not (tmp_path / "history.csv").exists()

    alone = Books(tmp_path, short=False, track=True)
    alone.ledger.update(dict.fromkeys(TARGETS, Reached(2.0, 100.0, 0.01)))
    assert alone.close(passed=True)
    kept = read_tracked(tmp_path / "speed.json")
    assert kept.peers_made == peers.peers_made
    assert kept.made
    assert {kept.jobs[job].figure for job in PEERS} == {7.0}


def test_every_job_has_a_line_beside_its_target(tmp_path: Path) -> None:
    opened = books(tmp_path, 100.0)

    assert opened.close(passed=True)
    header, *rows = opened.table()
    assert [row[:51].rstrip() for row in rows] == list(TARGETS)
    assert header.endswith("tracked")


@pytest.mark.parametrize(("ratio", "status"), [(95.0, pytest.ExitCode.OK), (50.0, 1)])
def test_the_session_ends_with_the_verdict(
    ratio: float, status: int, pytester: pytest.Pytester
) -> None:
    books(pytester.path, 100.0)
    pytester.makeconftest(SESSION)
    pytester.makepyfile(
        f"""
        from benchmarks.tracked import Reached

        def test_check(ledger):
            ledger["check"] = Reached(2.0, {ratio}, 0.01)
        """
    )

    done = pytester.runpytest_inprocess("--books", str(pytester.path))

    assert done.ret == status
    done.assert_outcomes(passed=1)
    assert ("SLOWER: check: 50" in done.stdout.str()) == (status == 1)


def read(folder: Path) -> list[str]:
    return (folder / "history.csv").read_text("utf-8").splitlines()


def test_the_tracked_file_has_every_job_with_the_unit_of_its_target() -> None:
    path = Path(__file__).parents[2] / "results" / "benchmarks" / "speed.json"
    jobs = json.loads(path.read_text("utf-8"))["jobs"]

    for job, entry in jobs.items():
        if job in TARGETS:
            assert (entry["unit"], entry["target"]) == (TARGETS[job].unit, TARGETS[job].figure)
