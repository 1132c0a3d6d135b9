from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest
from tests.cli.calls import TINY, tree
from tests.cli.conftest import Call

TABLES = [
    *("candidates", "seats", "committee", "control", "assumptions", "contests", "transfers"),
    "swing",
]
HEAD = ["schema_version", "scenario", "title", "seed", "replicates", "sampler", "ballots"]
YOUTH = """
[contests.youth]
rule = "block"
seats = 1
electorate = 90
turnout = 0.5
slates = { young = { faction = "left" } }
candidates = { eve = { slate = "young" }, minor = { copies = 3 } }
"""


def write(name: str, text: str) -> None:
    Path(name).write_text(text, encoding="utf-8")


def test_the_answer_begins_with_a_sentence_and_ends_with_the_folder(call: Call) -> None:
    code, out, err = call("run tiny.toml")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0].startswith("Left wins ")
    assert lines[0].endswith(".")
    assert "40 replicates" in out
    assert "Control of the committee (3 of 5)" in out
    assert lines[-2] == ""
    assert (Path(lines[-1]) / "run.json").is_file()


def test_json_is_one_document_and_nothing_else(call: Call) -> None:
    code, out, err = call("run tiny.toml --json")
    assert (code, err) == (0, "")
    said = json.loads(out)
    assert list(said) == [*HEAD, "elapsed_seconds", "path", *TABLES]
    assert list(said["elapsed_seconds"]) == [
        "import",
        "plan",
        "compile",
        "simulate",
        "summarise",
        "write",
    ]
    again = call("run tiny.toml --json")
    assert (again.code, again.err) == (0, "finished before; --force runs it again\n")
    assert json.loads(again.out) == said | {"elapsed_seconds": {}}
    assert json.loads(call("run tiny.toml --json --no-files").out)["path"] is None


def test_a_finished_run_prints_its_tables_again_and_computes_nothing(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = call("run tiny.toml")
    before = tree(Path())

    def compute(*_: object, **__: object) -> None:
        raise AssertionError("computed")

    monkeypatch.setattr("necsim.engine.simulate", compute)
    again = call("run tiny.toml")
    assert (again.code, again.out) == (0, first.out)
    assert again.err == "finished before; --force runs it again\n"
    assert tree(Path()) == before
    with pytest.raises(AssertionError, match="computed"):
        call("run tiny.toml --force")


def test_forced_it_runs_again_and_comes_out_the_same(call: Call) -> None:
    first = call("run tiny.toml")
    before = tree(Path("results"))
    assert call("run tiny.toml --force") == first
    assert tree(Path("results")) == before


def test_a_seed_that_was_not_given_is_drawn_said_and_recorded(call: Call) -> None:
    write("free.toml", TINY.replace("seed = 5\n", ""))
    code, out, err = call("run free.toml")
    assert code == 0
    seed = err.removeprefix("seed ").partition(",")[0]
    assert err == f"seed {seed}, drawn: give it with --seed to run this again\n"
    record = json.loads((Path(out.split()[-1]) / "run.json").read_text())
    assert record["seed"] == int(seed)
    assert call(f"run free.toml --seed {seed}").out == out
    assert call("run free.toml -q").err == ""


def test_quiet_and_no_files_leave_the_tables_as_they_are(call: Call) -> None:
    out = call("run tiny.toml --no-files -q").out
    assert not Path("results").exists()
    code, whole, _ = call("run tiny.toml")
    assert code == 0
    assert whole == out + whole.splitlines()[-1] + "\n"


def test_a_change_by_flag_is_another_run_and_is_recorded(call: Call) -> None:
    plain, changed = (
        json.loads(call(f"run tiny.toml --json {flags}").out)
        for flags in ("", "--set support.left=60% --set turnout=0.4")
    )
    assert plain["path"] != changed["path"]
    rows = {row["key"]: row for row in changed["assumptions"]}
    assert (rows["support.left"]["value"], rows["support.left"]["origin"]) == ("0.6", "flag")
    assert rows["contests.clp.turnout"]["value"] == "0.4"
    assert rows["support.right"]["value"] == "0.24"


def test_a_precision_is_met_or_given_up_as_the_record_says(call: Call) -> None:
    met = Path(call("run tiny.toml --precision 5%").out.split()[-1])
    said = json.loads((met / "run.json").read_text())
    assert said["precision"]["asked"] == pytest.approx(0.05)
    assert said["precision"]["reached"] <= 0.05
    assert said["replicates"] > said["replicates_asked"] == 40
    given_up = call("run tiny.toml --precision 0.001 --max-replicates 60 --json").out
    assert json.loads(given_up)["replicates"] == 60


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        ("-n 0", "'--replicates' / '-n': must be a whole number from 1"),
        ("--precision 2", "'--precision': must be more than 0 and less than 0.5"),
        ("--sampler magic", "'magic' is not one of 'flows', 'ballots'"),
        ("-j 0", "'--threads' / '-j'"),
        ("--force --resume", "choose one"),
        ("--resume --no-files", "leave out --no-files"),
        ("--write-ballots out.csv", "--replicate go together"),
        ("--replicate 3", "--write-ballots and"),
        ("--sampler ballots --write-ballots out.csv --replicate 40", "replicates 0 to 39"),
    ],
)
def test_flags_that_make_no_sense_end_with_2(call: Call, flags: str, words: str) -> None:
    code, out, err = call(f"run tiny.toml {flags}")
    assert (code, out) == (2, "")
    assert words in err
    assert tree(Path()).keys() == {"tiny.toml"}


def test_a_poll_beside_typed_support_is_refused_with_the_remedy(call: Call) -> None:
    code, out, err = call('run tiny.toml --poll "size=1000 asks=votes left=45%"')
    assert (code, out) == (3, "")
    assert "support is typed, and would stand in the place of what a poll says" in err
    assert "take [support] out of the file" in err


@pytest.mark.parametrize("root", ["tiny.toml", "tiny.toml/below"])
def test_a_root_that_is_a_file_is_refused(call: Call, root: str) -> None:
    code, out, err = call(f"run tiny.toml -o {root}")
    assert (code, out) == (4, "")
    assert "a file stands where a folder is wanted" in err


def test_a_root_that_may_not_be_written_is_refused(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refuse)
    code, out, err = call("run tiny.toml")
    assert (code, out) == (4, "")
    assert "cannot be written (Permission denied); free space, make it writable or" in err


def test_the_ballots_written_are_those_counted(call: Call) -> None:
    flags = "--sampler ballots --write-ballots out.csv --replicate 7"
    code, out, err = call(f"run tiny.toml {flags}")
    assert (code, err) == (0, "ballots of replicate 7: out.csv\n")
    papers = pl.read_csv("out.csv")
    draws = pl.read_parquet(Path(out.split()[-1]) / "draws.parquet").row(7, named=True)
    assert len(papers) == draws["ballots.clp"]
    for candidate in ("ann", "bob", "cy", "dee"):
        assert papers[candidate].sum() == draws[f"votes.clp.{candidate}"]


def test_ballots_of_several_contests_go_to_a_file_each(call: Call) -> None:
    write("two.toml", TINY + YOUTH)
    line = "run two.toml --sampler ballots --write-ballots out.csv --replicate 0 --no-files"
    assert call(line).code == 0
    assert pl.read_csv("out-youth.csv").columns == ["eve", "minor_1", "minor_2", "minor_3"]
    assert pl.read_csv("out-clp.csv").columns == ["ann", "bob", "cy", "dee"]


def test_flows_draw_no_papers(call: Call) -> None:
    code, out, err = call("run tiny.toml --write-ballots out.csv --replicate 0")
    assert (code, out) == (3, "")
    assert "add --sampler ballots" in err


def test_ballots_cannot_be_written_over_a_folder(call: Call) -> None:
    line = "run tiny.toml --sampler ballots --replicate 0 --write-ballots ."
    code, _, err = call(line)
    assert code == 4
    assert err.startswith(".: cannot be written (")
    Path("taken").mkdir()
    code, _, err = call(f"{line}/taken")
    assert (code, err) == (4, "taken: cannot be written (it is a folder); name a file\n")


def test_without_a_committee_nothing_is_said_of_control(call: Call) -> None:
    write("alone.toml", TINY.partition("[committee.seats]")[0])
    code, out, _ = call("run alone.toml")
    assert code == 0
    assert "Control" not in out
    said = json.loads(call("run alone.toml --json").out)
    assert said["control"] == said["committee"] == []


def test_several_contests_are_told_one_after_the_other(call: Call) -> None:
    write("two.toml", TINY + YOUTH)
    code, out, _ = call("run two.toml")
    assert code == 0
    assert out.startswith("clp: ")
    assert "; youth: " in out.splitlines()[0]
    assert "\nyouth · 1 seat, vote for 1\n" in out
    assert "\n  minor 3 " in out


def test_a_name_of_nothing_but_space_is_no_crash(call: Call) -> None:
    write("blank.toml", TINY.replace('"Bob Bell"', '" "'))
    assert call("run blank.toml --no-files").code in (0, 3)
