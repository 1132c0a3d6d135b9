from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from benchmarks.targets import TARGETS, Target
from benchmarks.tracked import (
    TIMES_NOISE,
    Reached,
    Tracked,
    Verdict,
    allowed,
    judge,
    judge_all,
    noise_of,
    read_tracked,
    write_tracked,
)

SPEED = Target("replicates/s", 150_000)
SECONDS = Target("s", 2.0, "less")
GROWTH = Target("× the time", 1.0, "less")
THREADS = Target("× one thread", 1.8)


@pytest.mark.parametrize(
    ("now", "verdict"),
    [(1_000.0, "same"), (915.0, "same"), (1_090.0, "same"), (905.0, "slower"), (1_105.0, "faster")],
)
def test_quiet_jobs_differ_beyond_a_tenth(now: float, verdict: Verdict) -> None:
    before = Reached(150_000.0, 1_000.0, noise=0.004)

    assert judge(SPEED, Reached(1.0, now, noise=0.004), before) == verdict


@pytest.mark.parametrize(("now", "verdict"), [(800.0, "same"), (650.0, "slower")])
def test_what_noise_explains_is_not_slower(now: float, verdict: Verdict) -> None:
    before = Reached(150_000.0, 1_000.0, noise=0.05)
    noisy = Reached(1.0, now, noise=0.05)

    assert allowed(noisy, before) == pytest.approx(np.exp(TIMES_NOISE * np.sqrt(2) * 0.05))
    assert judge(SPEED, noisy, before) == verdict


def test_seconds_are_compared_by_their_ratio_to_the_plain_loop() -> None:
    before = Reached(2.0, 500.0)

    # A machine of half the speed takes twice as long for both.
    assert judge(SECONDS, Reached(4.0, 500.0), before) == "same"
    assert judge(SECONDS, Reached(2.0, 400.0), before) == "slower"
    assert judge(SECONDS, Reached(2.0, 600.0), before) == "faster"


def test_less_is_better_where_the_target_says_so() -> None:
    assert judge(GROWTH, Reached(1.2, None), Reached(0.9, None)) == "slower"
    assert judge(GROWTH, Reached(0.7, None), Reached(0.9, None)) == "faster"
    assert judge(THREADS, Reached(1.2, None), Reached(1.8, None)) == "slower"
    assert judge(THREADS, Reached(1.8, None), Reached(1.2, None)) == "faster"


def test_without_a_ratio_in_common_nothing_is_judged() -> None:
    assert judge(SPEED, Reached(1.0, 10.0), None) == "new"
    assert judge(SPEED, Reached(1.0, 10.0), Reached(150_000.0, None)) == "new"
    assert judge(THREADS, Reached(0.0, None), Reached(1.8, None)) == "new"
    assert judge(GROWTH._replace(compared=False), Reached(9.0, None), Reached(1.0, None)) == (
        "watched"
    )


def test_a_planted_slowdown_is_found_among_all_jobs() -> None:
    before = Tracked({}, {job: Reached(1.0, 100.0, 0.01) for job in TARGETS})
    ledger = before.jobs | {"check": Reached(1.0, 70.0, 0.01)}

    verdicts = judge_all(ledger, before)

    assert list(verdicts) == list(TARGETS)
    assert [job for job, verdict in verdicts.items() if verdict == "slower"] == ["check"]


def rounds(n: int, times: int) -> Iterator[np.ndarray]:
    generator = np.random.default_rng(1)
    yield from generator.normal(100.0, 5.0, (times, n))


@pytest.mark.parametrize("n", [5, 9, 15])
def test_noise_is_the_standard_error_of_the_median(n: int) -> None:
    drawn = list(rounds(n, 4_000))
    error = np.std([np.median(each) for each in drawn]) / 100.0

    assert np.mean([noise_of(each.tolist()) for each in drawn]) == pytest.approx(error, rel=0.12)


def test_a_disturbed_round_does_not_hide_a_slowdown() -> None:
    quiet = [100.0, 101.0, 99.0, 100.5, 99.5, 100.2, 99.8]

    assert noise_of([*quiet[:-1], 20.0]) < 0.01
    assert noise_of([100.0]) == noise_of([7.0] * 5) == 0.0


@pytest.mark.parametrize(
    ("n", "wrong_at_most", "found_at_least"), [(3, 0.02, 0.6), (7, 0.001, 0.95), (15, 0.001, 0.99)]
)
def test_noise_alone_is_hardly_ever_called_slower(
    n: int, wrong_at_most: float, found_at_least: float
) -> None:
    """Rounds of one law that differ by 5 %, then as many that take 1.3 times as long."""
    kept = [
        Reached(1.0, float(np.median(each)), noise_of(each.tolist())) for each in rounds(n, 4_000)
    ]
    wrong, found = [], []
    for now, before in zip(kept[::2], kept[1::2], strict=True):
        slow = now._replace(times_plain=(now.times_plain or 0.0) / 1.3)
        wrong.append(judge(SPEED, now, before) == "slower")
        found.append(judge(SPEED, slow, before) == "slower")

    assert np.mean(wrong) <= wrong_at_most
    assert np.mean(found) >= found_at_least


def test_the_tracked_file_gives_back_what_was_written(tmp_path: Path) -> None:
    written = Tracked(
        {"cpu": "any"},
        {
            "flows, two threads": Reached(1.83, None, 0.012),
            "check": Reached(0.41, 2.94, 0.0),
            "--help": Reached(None, 11.5, 0.0),
        },
    )

    write_tracked(written, tmp_path / "sub" / "speed.json")

    assert read_tracked(tmp_path / "sub" / "speed.json") == written
    assert read_tracked(tmp_path / "none.json") == Tracked({}, {})
