"""Sound files, how each is read, and what can be spoilt in it."""

from __future__ import annotations

import io
from pathlib import Path
from typing import NamedTuple

import polars as pl
from tests.cli.calls import TINY
from tests.hostile.mutate import (
    ANY,
    BYTES,
    FAULTS,
    Mutator,
    damaged_gzip,
    empty,
    line_added,
    word_changed,
)

DEEP = "[" * 3_000 + "]" * 3_000


class Sample(NamedTuple):
    """A sound file below a folder, the commands that read it, and what may become of it."""

    file: str
    lines: tuple[str, ...]
    mutators: tuple[Mutator, ...]
    faults: tuple[Mutator, ...]


_TOML = line_added(
    *("unknown = 1", "title = ", "= 1", "format = 99", f"x = {DEEP}", "a.b.c.d = 1", "[", "\x00"),
    *(
        'extends = "missing.toml"',
        "extends = 5",
        'extends = "scenario.toml"',
        "[[run]]",
        "seed = 1",
    ),
    *(f'"{"k" * 2_000}" = 1', "why = 3", "as_of = 2018-13-45", "note = 2018-01-01"),
)
_TINY = word_changed(
    *(("seats = 2", "seats = -1"), ("seats = 2", "seats = 2.5"), ("seats = 2", 'seats = "two"')),
    *(("left = 0.5", "left = 1.5"), ("left = 0.5", "left = nan"), ("right = 0.3", "right = 0.9")),
    *(("turnout = 0.3", "turnout = 1.3"), ("turnout = 0.3", "turnout = -0.1")),
    *(("electorate = 300", "electorate = -3"), ("electorate = 300", "electorate = 1e30")),
    *(('rule = "block"', 'rule = "blok"'), ("replicates = 40", "replicates = 0")),
    *(("seed = 5", "seed = -1"), ("seed = 5", "seed = 99999999999")),
    *(('slate = "reds"', 'slate = "greens"'), ('faction = "left"', 'faction = "nobody"')),
    *(("count = 2", "count = 0"), ("left = 0.4", "left = 0.9"), ("format = 1", "format = 2")),
)
_EVIDENCE = word_changed(
    *(('kind = "poll"', 'kind = "pole"'), ("size = 500", "size = 0"), ("size = 500", "size = -5")),
    *(('"polls.csv"', '"none.csv"'), ('"polls.csv"', '"/"'), ('asks = "votes"', 'asks = "x"')),
)
_POLLS = word_changed(("share", "shore"), ("0.5", "1.5"), ("0.5", "half"), ("reds", "greens"))
_BLT = word_changed(
    *(("4 2\n", "4 x\n"), ("4 2\n", "99999999 2\n"), ("4 2\n", "0 2\n"), ("4 2\n", "4 99999\n")),
    *(("3 1 2 0", "3 1 9 0"), ("3 1 2 0", "x 1 2 0"), ("\n0\n", "\n"), ('"Dee"\n', "")),
)
_BALLOTS = word_changed(("Ann,Bob,Cy", "Ann,Ann,Cy"), ("Ann,Bob,Cy", '"Ann,Bob,Cy'))
_ACTUAL = word_changed(("elected", "chosen"), ("ann,yes", "zoe,yes"), ("ann,yes", "ann,maybe"))
_RECORD = word_changed(
    *(('"schema_version": 1', '"schema_version": 99'), ('"hash"', '"hush"'), ("{", "[")),
    *(('"files": {', '"files": ['), ('"resolved": {', '"resolved": [')),
)

BLT = '4 2\n3 1 2 0\n2 3 4 1 0\n4 2 0\n1 4 3 0\n0\n"Ann"\n"Bob"\n"Cy"\n"Dee"\n"A ward"\n'
BALLOTS = "Ann,Bob,Cy\n1,2,3\n2,1,\n,1,2\n1,,2\n3,2,1\n"
EVIDENCE = """\
format = 1
as_of = 2018-01-11
[evidence.members]
kind = "poll"
asks = "votes"
size = 500
date = 2017-12-01
file = "polls.csv"
[factions]
left = { name = "Left" }
right = { name = "Right" }
[contests.clp]
rule = "block"
seats = 1
electorate = 3000
turnout = 0.3
slates = { reds = { faction = "left" }, blues = { faction = "right" } }
candidates = { ann = { slate = "reds" }, cy = { slate = "blues" } }
"""
POLLS = "option,share\nreds,0.5\nblues,0.4\n"
SAMPLES = {
    "scenario": Sample(
        "scenario.toml", ("check {}", "show {}", "show {} --keys"), ANY, (*FAULTS, _TOML, _TINY)
    ),
    "evidence": Sample("evidence.toml", ("check {}",), ANY, (*FAULTS, _TOML, _EVIDENCE)),
    "table of evidence": Sample("polls.csv", ("check evidence.toml",), ANY, (*FAULTS, _POLLS)),
    "workbook of evidence": Sample("polls.xlsx", ("check sheets.toml",), BYTES, (empty,)),
    "ballots": Sample(
        "ward.blt",
        ("count {} --rule scottish", "count {} --rule ers97 --json", "count {} --rule meek -v"),
        ANY,
        (*FAULTS, _BLT, damaged_gzip),
    ),
    "table of ballots": Sample(
        "ward.csv",
        ("count {} --rule ers97 --seats 1 --seed 1", "count {} --rule meek --seats 2 --seed 1"),
        ANY,
        (*FAULTS, _BALLOTS, damaged_gzip),
    ),
    "actual": Sample(
        "actual.csv", ("score results/tiny/latest --actual {} --no-files",), ANY, (*FAULTS, _ACTUAL)
    ),
    "record": Sample(
        "results/tiny/latest/run.json",
        (
            "export results/tiny/latest --to json,csv -o out",
            "drivers results/tiny/latest --of seats.left",
            "suppose results/tiny/latest --given elected.ann --max-replicates 200 --no-files",
        ),
        ANY,
        (*FAULTS, _RECORD),
    ),
    "table": Sample(
        "results/tiny/latest/tables/seats.csv",
        ("export results/tiny/latest --to xlsx -o out",),
        ANY,
        (),
    ),
}


def lay_out(folder: Path) -> None:
    """Write every sample but those of a finished run."""
    texts = {
        "scenario.toml": TINY,
        "ward.blt": BLT,
        "ward.csv": BALLOTS,
        "evidence.toml": EVIDENCE,
        "sheets.toml": EVIDENCE.replace("polls.csv", "polls.xlsx"),
        "polls.csv": POLLS,
        "actual.csv": "candidate,elected,votes\nann,yes,60\nbob,yes,50\ncy,no,30\ndee,no,9\n",
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    pl.read_csv(io.StringIO(POLLS)).write_excel(folder / "polls.xlsx")
