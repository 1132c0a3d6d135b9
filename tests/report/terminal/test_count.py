from __future__ import annotations

import io
import re

import pytest
from rich.cells import cell_len
from rich.console import Console
from tests.report.counts import SMALL, long_count

from necsim.count import Count, Verdict
from necsim.report.terminal.count import print_count
from necsim.report.words.count import elected_sentence, stage_title

SHEET = """\
Elected: Ann Ames (Lab) and Bob Bell.

Ward 7 · ers97 rule · 2 seats · 10 valid ballots · quota 3.30 · at first 3.34

                           Stage 1          Stage 2          Stage 3
                             First       Surplus of     Exclusion of
                       preferences             Ames             Dunn
1 Ann Ames (Lab)              5.00*  -1.66     3.34             3.34
2 Bob Bell                    3.00   +1.34     4.34*            4.34
4 Dee Dunn                    1.00             1.00   -1.00     0.00×
5 =Eve Eck                    1.00             1.00   +1.00     2.00
  Non-transferable            0.00   +0.32     0.32             0.32
  Total                      10.00            10.00            10.00
  Quota                       3.34             3.34             3.30

* elected   × excluded
Stage 3: lot between Dee Dunn and =Eve Eck: Dee Dunn drawn, as declared
A minimum acted: somebody was excluded who was not the lowest
1 ballot set aside: nobody named there stands
1,200 ballots cut at equal preferences
1 ballot invalid: blank
"""


def shown(count: Count, width: int = 80, *, terminal: bool = False, lines: bool = False) -> str:
    file = io.StringIO()
    console = Console(file=file, width=width, force_terminal=terminal, highlight=False)
    print_count(console, count, lines=lines)
    return file.getvalue()


def figures(text: str) -> list[list[str]]:
    """Read the rows of each block: the lines between empty ones that begin with a number."""
    return [line.split() for line in text.split("\n") if re.match(r" *\d+ [^·]*$", line)]


def test_a_small_count_at_eighty_columns() -> None:
    assert shown(SMALL) == SHEET


def test_lines_of_faulty_ballots_are_named_when_asked() -> None:
    text = shown(SMALL, lines=True)
    assert "1,200 ballots cut at equal preferences (lines 3, 14)\n" in text
    assert "1 ballot invalid: blank (line 9)\n" in text


def test_every_fault_has_words() -> None:
    verdicts = [Verdict(fault, False, 2, ()) for fault in ("equal", "repeated", "skipped")]
    text = shown(SMALL._replace(verdicts=tuple(verdicts)))
    assert "2 ballots cut at a candidate named again\n2 ballots cut at a skipped" in text


@pytest.mark.parametrize("width", [60, 80, 100, 120, 200])
def test_a_long_count_is_folded_to_the_width(width: int) -> None:
    count = long_count(30)
    lines = shown(count, width).split("\n")
    assert max(map(cell_len, lines)) <= width
    heads = [int(n) for line in lines for n in re.findall(r"Stage (\d+)", line)]
    assert heads == list(range(1, 31))


def test_who_is_excluded_is_left_out_below() -> None:
    blocks = shown(long_count(30), 120).split("\n\n")[2:-1]
    rows = [len(figures(block)) for block in blocks]
    stages = [len(re.findall(r"Stage \d+", block)) for block in blocks]
    assert rows[0] == 30
    assert rows == [30 - max(0, sum(stages[:k]) - 1) for k in range(len(rows))]


@pytest.mark.parametrize("width", [60, 120])
def test_figures_of_a_long_count_are_those_of_its_stages(width: int) -> None:
    count = long_count(12, 100)
    text = shown(count, width)
    for block in text.split("\n\n")[2:-1]:
        numbers = [int(n) for n in re.findall(r"Stage (\d+)", block)]
        totals = [line.split()[1:] for line in block.split("\n") if "Total" in line]
        assert totals == [["7,800.00"] * len(numbers)]
        excluded = [line for line in block.split("\n") if "×" in line]
        assert len(excluded) == len([n for n in numbers if n > 1])
        assert all("-" in line.split("×")[0] for line in excluded)


def test_a_narrow_terminal_shows_one_stage_at_a_time() -> None:
    text = shown(long_count(4), 40)
    assert len(re.findall("Stage", text)) == 4
    assert all(len(re.findall("Stage", block)) == 1 for block in text.split("\n\n")[2:-1])


def test_names_are_cut_and_wide_letters_keep_columns_straight() -> None:
    names = ("日本太郎" * 6, "Łódź", "Cy", "Dee", "Eve")
    lines = shown(SMALL._replace(candidates=names)).split("\n")
    assert max(map(cell_len, lines[1:])) <= 80
    rows = [line for line in lines if re.match(r"[1-5] .*\d\.\d|  (Non|Tot|Quo)", line)]
    assert "…" in rows[0]
    blocks = {cell_len(line[: line.rindex(".")]) for line in rows}
    assert len(rows) == 2 * 7
    assert len(blocks) == 2


def test_no_colour_is_used_and_only_headings_are_bold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    text = shown(SMALL, terminal=True)
    assert set(re.findall(r"\x1b\[\d*m", text)) == {"\x1b[1m", "\x1b[0m"}
    assert all("\x1b" not in line for line in text.split("\n") if re.match(r"[1-5] ", line))


def test_titles_name_whose_papers_move() -> None:
    assert [stage_title(SMALL, stage) for stage in SMALL.stages] == [
        "First preferences",
        "Surplus of Ann Ames (Lab)",
        "Exclusion of Dee Dunn",
    ]
    many = SMALL.stages[2]._replace(moved=(1, 2, 4, 5))
    assert stage_title(SMALL, many, short=True) == "Exclusion of 4 candidates"
    assert stage_title(SMALL, many).endswith("Ann Ames (Lab), Bob Bell, Dee Dunn and =Eve Eck")


def test_nobody_elected_is_said() -> None:
    none = SMALL._replace(stages=(SMALL.stages[0]._replace(elected=()),))
    assert elected_sentence(none) == "Elected: nobody."
