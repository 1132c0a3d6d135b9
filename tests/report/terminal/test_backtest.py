from __future__ import annotations

import io

from rich.console import Console

from necsim.report.terminal.backtest import print_backtest
from necsim.studies.backtest import MODEL, MODES, Row, totals
from necsim.studies.tables import study_frame


def printed() -> list[str]:
    rows = []
    for mode in MODES:
        for k, contest in enumerate(("first", "second", "third")):
            for method, value in ((MODEL, 0.5 + k), ("nominations", 2.0 + k), ("even odds", 4.0)):
                own = (mode, contest, method, "contest", "")
                rows += [
                    Row(*own, "log score", value),
                    Row(*own, "right", 2.0),
                    Row(*own, "of", 3.0),
                ]
                rows.append(Row(mode, contest, method, "votes", "ann", "inside 80 %", float(k > 0)))
    rows += [row for mode in MODES for row in totals(rows, mode)]
    console = Console(file=io.StringIO(), width=100, color_system=None)
    print_backtest(console, study_frame("backtest", rows))
    return console.file.getvalue().splitlines()  # type: ignore[attr-defined,no-any-return]


def test_each_mode_is_led_by_a_sentence_of_verdicts() -> None:
    said = [line for line in printed() if "by log score" in line]
    assert said[0].startswith("Rolling origin: by log score win against nominations")
    assert said[1].startswith("Leave one out: ")


def test_a_reference_that_a_contest_does_not_allow_is_a_dot() -> None:
    row = next(line for line in printed() if line.startswith("  second"))
    assert row.split() == ["second", "1.50", "3.00", "·", "4.00", "2", "of", "3"]


def test_comparisons_give_both_means_and_the_difference() -> None:
    row = next(line for line in printed() if line.startswith("  nominations") and "log" in line)
    assert row.split() == ["nominations", "log", "score", "3", "1.50", "3.00", "−1.50", "±", "0.00",
                           "win"]  # fmt: skip


def test_coverage_is_over_all_candidates() -> None:
    row = next(line for line in printed() if line.startswith("  80 %"))
    assert row.split() == ["80", "%", "67%", "of", "3", "3"]
