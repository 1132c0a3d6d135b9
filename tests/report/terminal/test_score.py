from __future__ import annotations

import io
from pathlib import Path

from rich.console import Console
from tests.engine.scenarios import cooperative, two_slates
from tests.studies.finished import finish

from necsim.report.terminal.score import print_score
from necsim.scenario import Scenario
from necsim.studies.score import read_scoring, score_run
from necsim.studies.tables import study_frame

BOARD = "contest,candidate,elected,votes\n" + "".join(
    f"board,{who},{won},{votes}\n"
    for who, won, votes in [
        ("ann", "no", 30), ("bob", "yes", 35), ("cat", "no", 22), ("dan", "no", 20),
        ("eve", "yes", 34),
    ]
)  # fmt: skip
YOUTH = "youth,fay,yes,\nyouth,gus,no,\n"


def printed(scenario: Scenario, folder: Path, text: str, replicates: int = 1_000) -> list[str]:
    run = finish(scenario, folder, replicates)
    (folder / "actual.csv").write_text(text, encoding="utf-8")
    asked = read_scoring(run, folder / "actual.csv")
    console = Console(file=io.StringIO(), width=100, color_system=None)
    record = {"title": "Vote", "replicates": replicates, "seed": 3}
    print_score(console, score_run(asked), record, asked.run.tables, asked.labels)
    return console.file.getvalue().splitlines()  # type: ignore[attr-defined,no-any-return]


def one_contest() -> Scenario:
    return cooperative({"contests.youth": None})


def test_the_first_line_says_how_good_it_was_beside_even_odds(tmp_path: Path) -> None:
    text = "candidate,elected\nann,yes\nbob,no\n"
    line = printed(two_slates(0.55), tmp_path, text)[0]
    assert line.startswith("The seats fell as in ")
    assert line.endswith(" against 0.69 for even odds")
    wrong = "candidate,elected\nann,no\nbob,yes\n"
    line = printed(two_slates(0.55), tmp_path / "wrong", wrong)[0]
    assert line.endswith(" against 0.69 for even odds, no better than drawing lots")


def test_seats_stand_beside_what_happened(tmp_path: Path) -> None:
    lines = printed(one_contest(), tmp_path, BOARD)
    rows = {line.split()[0]: line.split() for line in lines if line.startswith("  ")}
    assert " ".join(rows["Seats"][2:]) == "likeliest actual log score ranked probability score"
    assert (rows["green"][3], rows["blue"][3], rows["Independent"][3]) == ("1", "0", "1")


def test_surprises_are_marked_either_way(tmp_path: Path) -> None:
    lines = printed(one_contest(), tmp_path, BOARD)
    start = next(at for at, line in enumerate(lines) if line.startswith("  Elected"))
    rows = {line.split()[0]: line for line in lines[start + 1 : lines.index("", start)]}
    assert rows["eve"].endswith("a surprise")
    assert rows["cat"].endswith("not elected")
    assert {"bob", "eve"} <= rows.keys()
    assert "dan" not in rows


def test_without_surprises_there_is_no_column_of_them(tmp_path: Path) -> None:
    lines = printed(two_slates(0.9), tmp_path, "candidate,elected\nann,yes\nbob,no\n")
    start = next(at for at, line in enumerate(lines) if line.startswith("  Elected"))
    assert lines[start].split() == ["Elected", "chance"]
    assert len(lines[start + 1 : lines.index("", start)]) == 1


def test_votes_and_candidates_are_summed_up(tmp_path: Path) -> None:
    said = "\n".join(printed(one_contest(), tmp_path, BOARD))
    assert " of the 2 likeliest elected (0.8 by lot)" in said
    assert " of 5 shares inside their 80 % interval" in said
    assert "a candidate (0.240 for even odds)" in said


def test_several_contests_are_named(tmp_path: Path) -> None:
    lines = printed(cooperative(), tmp_path, BOARD + YOUTH)
    assert lines[0].startswith("board: The seats fell as in ")
    assert lines[1].startswith("youth: The seats fell as in ")
    assert "  Votes: not known of every candidate" in lines


def test_where_who_stands_settles_the_seats_it_is_said(tmp_path: Path) -> None:
    changes = {"contests.c.candidates.bob.faction": "left"}
    text = "candidate,elected\nann,yes\nbob,no\n"
    line = printed(two_slates(0.5, changes), tmp_path, text, 200)[0]
    assert line == "Who stood settled the seats: no forecast could miss them"


def test_a_table_read_back_is_printed_alike(tmp_path: Path) -> None:
    run = finish(one_contest(), tmp_path, 300)
    (tmp_path / "actual.csv").write_text(BOARD, encoding="utf-8")
    asked = read_scoring(run, tmp_path / "actual.csv")
    fresh = score_run(asked)
    # An empty cell of a CSV file comes back as null.
    cells = [[None if cell == "" else cell for cell in row] for row in fresh.iter_rows()]
    back = study_frame("score", map(tuple, cells))
    assert back["name"].null_count() > 0
    shown = []
    for table in (fresh, back):
        console = Console(file=io.StringIO(), width=100, color_system=None)
        record = {"title": "Vote", "replicates": 300, "seed": 3}
        print_score(console, table, record, asked.run.tables, asked.labels)
        shown.append(console.file.getvalue())  # type: ignore[attr-defined]
    assert shown[0] == shown[1]
