from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest
from tests.cli.calls import TINY, tree
from tests.cli.conftest import Call

ACTUAL = "candidate,elected,votes\nann,yes,50\nBob Bell,no,40\ncy,yes,45\ndee,no,10\n"
LINE = "score results/tiny/latest --actual actual.csv"


@pytest.fixture(autouse=True)
def run(call: Call) -> str:
    """Run tiny.toml, write what happened, and give the run's folder."""
    Path("actual.csv").write_text(ACTUAL, encoding="utf-8")
    return call("run tiny.toml -n 600 -q").out.splitlines()[-1]


def test_it_scores_a_finished_run_and_leaves_a_folder(call: Call, run: str) -> None:
    code, out, err = call(LINE)
    assert (code, err) == (0, "")
    assert out.startswith("The seats fell as in ")
    folder = Path(out.splitlines()[-1])
    assert set(tree(folder)) == {"datapackage.json", "study.json", "tables/score.csv"}
    assert "log score" in pl.read_csv(folder / "tables" / "score.csv")["measure"].to_list()
    asked = json.loads((folder / "study.json").read_text(encoding="utf-8"))["asked"]
    assert asked["run"] == Path(run).name
    rows = {row["candidate"]: (row["elected"], row["votes"]) for row in asked["actual"]}
    assert rows == {"ann": (True, 50), "bob": (False, 40), "cy": (True, 45), "dee": (False, 10)}


def test_the_same_rows_are_shown_again_whatever_file_they_are_in(call: Call) -> None:
    first = call(LINE)
    before = tree(Path("results"))
    Path("other.csv").write_text(ACTUAL.replace("yes", "1"), encoding="utf-8")
    again = call(LINE.replace("actual.csv", "other.csv"))
    assert again.out == first.out
    assert again.err == "finished before; --force runs it again\n"
    assert call(f"{LINE} --force").out == first.out
    assert tree(Path("results")) == before


def test_other_rows_are_another_study(call: Call) -> None:
    first = call(LINE).out.splitlines()[-1]
    Path("actual.csv").write_text(ACTUAL.replace("45", "46"), encoding="utf-8")
    assert call(LINE).out.splitlines()[-1] != first


def test_json_holds_the_table(call: Call) -> None:
    code, out, _ = call(f"{LINE} --json --no-files")
    said = json.loads(out)
    assert (code, said["path"]) == (0, None)
    first = said["score"][0]
    assert (first["what"], first["name"], first["measure"]) == ("seats", "left", "log score")


def test_contests_of_which_nothing_is_known_are_remarked(call: Call) -> None:
    second = TINY.replace('title = "Tiny"', 'title = "Two"\nid = "two"') + (
        '[contests.mps]\nrule = "block"\nseats = 1\nelectorate = 90\nturnout = 0.5\n'
        'candidates = { eve = {}, fay = { faction = "left" } }\n'
    )
    Path("two.toml").write_text(second, encoding="utf-8")
    call("run two.toml -q")
    Path("actual.csv").write_text("contest,candidate,elected\nmps,eve,yes\nmps,fay,no\n")
    line = "score results/two/latest --actual actual.csv --no-files"
    code, out, err = call(line)
    assert code == 0
    assert err == "clp: actual.csv has no rows of it, so it is not scored\n"
    assert out.startswith("mps: The seats fell as in ")
    assert call(f"{line} -q").err == ""


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ("tiny.toml --actual actual.csv", 2, "run it first (necsim run tiny.toml)"),
        ("nowhere --actual actual.csv", 3, "is no finished run"),
        ("results/tiny/latest", 2, "--actual"),
        ("results/tiny/latest --actual nowhere.csv", 3, "nowhere.csv: there is no such file"),
        ("results/tiny/latest --actual nec-2018-01", 3, "there is no candidate 'Yasmine Dar'"),
        ("results/tiny/latest --actual bad.csv", 3, "bad.csv, row 2: candidate: there is no"),
    ],
)  # fmt: skip
def test_errors_say_what_to_do(call: Call, arguments: str, code: int, said: str) -> None:
    Path("bad.csv").write_text(ACTUAL.replace("ann", "anne"), encoding="utf-8")
    found = call(f"score {arguments}")
    assert (found.code, found.out) == (code, "")
    assert said in " ".join(found.err.split())


def test_help_says_what_it_is(call: Call) -> None:
    assert "Score a finished run against what happened." in call("--help").out
