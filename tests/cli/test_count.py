from __future__ import annotations

import csv
import json
from pathlib import Path

import polars as pl
import pytest
from tests.cli.calls import spawn, tree
from tests.cli.conftest import Call
from tests.count.samples import MODEL, PLAIN

import necsim

LEVEL = "3 1\n2 1 0\n2 2 0\n1 3 0\n0\nAnn\nBob\nCy\n"
WINNERS = [1, 5, 2, 6, 9, 11]


@pytest.fixture
def count(call: Call) -> Call:
    """Call `necsim count` in a folder that holds some ballots."""
    Path("model.blt").write_text(MODEL, encoding="utf-8")
    Path("plain.blt").write_text(PLAIN, encoding="utf-8")
    Path("level.blt").write_text(LEVEL, encoding="utf-8")
    Path("table.csv").write_text("Ann,Bob,count\n1,2,5\n2,1,3\n1,1,2\n,,1\n", encoding="utf-8")
    Path("tags.csv").write_text("number,tag\n3,women\n4,women\n10,women\n", encoding="utf-8")
    return lambda line: call(f"count {line}")


def test_the_sheet_is_the_answer(count: Call) -> None:
    code, out, _ = count("model.blt --rule ers97 -q")
    assert code == 0
    lines = out.split("\n")
    assert lines[0] == "Elected: Smith, Duke, Carpenter, Prince, Vicar and Freeman."
    assert "ERS97 model election · ers97 rule · 6 seats · 753 valid ballots ·" in out
    assert "quota 107.58" in out
    assert max(map(len, lines[1:])) <= 80
    assert "\x1b" not in out


def test_one_json_document(count: Call) -> None:
    said = json.loads(count("model.blt --rule ers97 --json").out)
    assert list(said)[:6] == ["rule", "seats", "candidates", "quota", "winners", "stages"]
    assert [winner["number"] for winner in said["winners"]] == WINNERS
    assert said["quota"] == "107.58"
    assert said["stages"][1]["totals"]["2"] == "88.35"
    assert json.loads(count("plain.blt --rule meek --json").out)["quota"] is None


def test_without_a_rule_it_is_that_of_the_nec(count: Call) -> None:
    assert json.loads(count("model.blt --json").out)["rule"] == "ers97"


def test_a_table_needs_seats_and_says_what_became_of_its_rows(count: Call) -> None:
    code, out, err = count("table.csv")
    assert (code, out) == (2, "")
    assert "add --seats N" in err
    code, out, _ = count("table.csv --seats 1 -v")
    assert code == 0
    assert out.startswith("Elected: Ann.\n")
    assert "8 valid ballots" in out
    assert "1 ballot invalid: blank (line 5)\n" in out
    assert "2 ballots invalid: equal preferences (line 4)\n" in out
    said = json.loads(count("table.csv --seats 1 --json").out)
    assert said["ballots"]["valid"] == 8
    assert [each["lines"] for each in said["ballots"]["verdicts"]] == [[5], [4]]


def test_a_needed_lot_ends_with_3_and_lots_or_a_seed_settle_it(count: Call) -> None:
    code, out, err = count("level.blt --rule scottish -q")
    assert (code, out) == (3, "")
    assert "a lot is needed between 1 Ann, 2 Bob" in err
    assert "--lots 1" in err
    assert "--seed N" in err
    assert count("level.blt --rule scottish --lots 2").out.startswith("Elected: Ann.\n")
    assert count("level.blt --rule scottish --lots 1").out.startswith("Elected: Bob.\n")
    drawn = count("level.blt --rule scottish --seed 3").out
    assert "by the seed" in drawn
    assert count("level.blt --rule scottish --seed 3").out == drawn
    code, out, err = count("plain.blt --lots 1,2")
    assert code == 0
    assert "warning: only 0 of 2 lots were needed" in err


def test_somebody_may_be_left_out_by_name_or_number(count: Call) -> None:
    by_name = count("model.blt --vacate Smith --vacate Duke --json").out
    assert by_name == count("model.blt --vacate 5 --vacate 1 --json").out
    said = json.loads(by_name)
    assert not {1, 5} & {winner["number"] for winner in said["winners"]}
    assert said["ballots"]["set_aside"] == 124


def test_a_minimum_takes_tags(count: Call) -> None:
    said = json.loads(count("model.blt --minimum women=2 --tags tags.csv --seed 1 --json").out)
    assert said["minimum_acted"] is True
    assert len({3, 4, 10} & {winner["number"] for winner in said["winners"]}) >= 2


def test_files_beside_the_answer(count: Call) -> None:
    code, out, err = count("model.blt --to csv,xlsx -o out --json")
    assert code == 0
    assert sorted(tree(Path("out"))) == ["model-ers97.csv", "model-ers97.xlsx"]
    assert "wrote out/model-ers97.csv\nwrote out/model-ers97.xlsx\n" in err
    said = json.loads(out)
    with Path("out/model-ers97.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        stage = said["stages"][int(row["stage"]) - 1]
        totals = stage["totals"] | {"0": stage["non_transferable"]}
        assert (row["kind"], row["total"]) == (stage["kind"], totals[row["number"]])
    assert len(rows) == 12 * len(said["stages"])
    again = pl.read_excel("out/model-ers97.xlsx", sheet_name="stages")
    assert again["name"].to_list() == [row["name"] for row in rows]


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        ("absent.blt", 3, "absent.blt: there is no such file; check the path"),
        (".", 3, "cannot be read: Is a directory"),
        ("tiny.toml", 3, "tiny.toml: line 1: not in BLT form"),
        ("plain.blt --rule block", 2, "--rule block counts ticks, not rankings; choose ers97"),
        ("plain.blt --rule stv", 2, "--rule stv is no counting rule"),
        ("plain.blt --seats 0", 2, "must be a whole number from 1"),
        ("plain.blt --lots a", 2, "--lots 'a': write candidates' numbers"),
        (f"plain.blt --lots {'9' * 5000}", 2, "write candidates' numbers"),
        (f"plain.blt --vacate {'9' * 5000}", 3, "no candidate has this name"),
        ("plain.blt --lots 9", 3, "--lots 9: candidates are numbered 1 to 4"),
        ("plain.blt --to png", 2, "not a format; there are csv, xlsx"),
        ("plain.blt --minimum women=2", 2, "--minimum and --tags go together"),
        ("plain.blt --tags tags.csv", 2, "--minimum and --tags go together"),
        ("plain.blt --tags tags.csv --minimum 2", 2, 'as in "women=4"'),
        ("plain.blt --tags tags.csv --minimum women=1", 3, '"10" is nobody\'s number'),
        ("model.blt --tags tags.csv --minimum men=1", 3, "only 0 who stand have this tag"),
        ("model.blt --tags tags.csv --minimum women=4", 3, "only 3 who stand have this tag"),
        ("model.blt --vacate Smyth", 3, "did you mean 'Smith'?"),
        ("model.blt --vacate xyz", 3, "give the name as in the file, or the number"),
        ("model.blt --vacate 12", 3, "--vacate 12: candidates are numbered 1 to 11"),
        ("model.blt --to csv -o plain.blt", 4, "a file stands where a folder is wanted"),
    ],
)
def test_faults_have_their_exit_codes_and_a_remedy(
    count: Call, line: str, code: int, words: str
) -> None:
    found, out, err = count(line)
    assert (found, out) == (code, "")
    assert words in err
    assert "Traceback" not in err


def test_two_candidates_of_one_name_are_told_apart_by_number(count: Call) -> None:
    Path("twins.blt").write_text(MODEL.replace("Smith", "Duke"), encoding="utf-8")
    code, _, err = count("twins.blt --vacate Duke")
    assert code == 3
    assert "two candidates have this name; give the number" in err


def test_odd_but_right_ballots_are_remarked_on(count: Call) -> None:
    Path("broken.blt").write_text(PLAIN.replace("2 4 3 1 0", "2 4 3\n1 0"), encoding="utf-8")
    _, out, err = count("broken.blt")
    assert "warning: broken.blt: line 6: a ballot runs over several lines" in err
    quiet = count("broken.blt -q")
    assert (quiet.out, quiet.err) == (out, "")


def test_in_a_process_of_its_own(count: Call) -> None:
    done = spawn("count", "model.blt", "-q", cwd=Path.cwd(), env={"COLUMNS": "120"})
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Elected: Smith, Duke, ")
    assert 80 < max(map(len, done.stdout.split("\n"))) <= 120


def test_the_same_from_python(count: Call) -> None:
    ballots = necsim.read_ballots("model.blt")
    found = necsim.count_ballots(ballots, "ers97")
    assert list(found.winners) == WINNERS
    assert isinstance(found, necsim.Count)
    assert isinstance(ballots, necsim.Ballots)
