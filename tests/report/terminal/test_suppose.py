from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from rich.console import Console
from tests.engine.scenarios import cooperative
from tests.studies.finished import finish

from necsim.report.terminal.suppose import print_supposed
from necsim.store import Record
from necsim.studies.suppose import Supposed, Supposition, read_supposition, run_supposition


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return finish(cooperative(), tmp_path_factory.mktemp("runs"), 2_000)


def record_of(asked: Supposition, found: Supposed) -> Record:
    given = {**found.chance._asdict(), "kept": found.kept, "n_eff": found.n_eff}
    examples = [each.as_record() for each in found.examples]
    head = {"title": "Co-operative", "seed": 3, "asked": {"given": [asked.given.text]}}
    return head | {"given": given, "examples": examples}


def printed(folder: Path, given: str, of: tuple[str, ...] = (), examples: int = 0) -> list[str]:
    asked = read_supposition(folder, given, of, examples=examples)
    found = run_supposition(asked)
    console = Console(file=io.StringIO(), width=100, color_system=None)
    record = record_of(asked, found)
    print_supposed(console, found.table, record, asked.labels, every=not of)
    return console.file.getvalue().splitlines()  # type: ignore[attr-defined,no-any-return]


def test_the_first_line_says_how_often_the_event_is_so(folder: Path) -> None:
    line = printed(folder, "seats.board.green >= 1")[0]
    assert line.startswith("Suppose seats.board.green >= 1: it happens in ")
    assert line.endswith(" of 2,000 replicates)")
    weighted = printed(folder, "not control.green")[0]
    assert re.search(r"\([\d,]+ of 2,000 replicates count as [\d,]+\)$", weighted)


def test_outcomes_stand_beside_all_worlds(folder: Path) -> None:
    of = ("seats.board.green == 2", "support.green", "margin.board")
    lines = printed(folder, "seats.board.blue >= 1", of)
    rows = {line.split("  ")[1]: line for line in lines if line.startswith("  ")}
    assert "points" in rows["seats.board.green == 2"]
    assert "−" in rows["support.green"]
    assert "±" in rows["margin.board"]


def test_outcomes_that_hardly_ever_are_so_are_left_to_the_table(folder: Path) -> None:
    every = "\n".join(printed(folder, "seats.board.green >= 1"))
    assert "seats.board.independent == 2" not in every
    asked = printed(folder, "seats.board.green >= 1", ("seats.board.independent == 2",))
    assert any("seats.board.independent == 2" in line for line in asked)


def test_examples_are_small_results(folder: Path) -> None:
    lines = printed(folder, "seats.board.green == 1", examples=2)
    starts = [at for at, line in enumerate(lines) if "of cases end so; replicate" in line]
    assert len(starts) == 2
    small = [line.split()[0] for line in lines[starts[0] + 1 : starts[1] - 1]]
    contest = ["Elected", "Last", "Turnout"]
    assert small == ["board", *contest, "youth", *contest, "Support", "Control"]
    assert any(" over " in line and "points)" in line for line in lines)
