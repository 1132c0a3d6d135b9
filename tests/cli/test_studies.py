"""Studies from the command line: answers, files, and how an interrupted one is gone on with."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from tests.cli.calls import tree
from tests.cli.conftest import Call

from necsim import columns
from necsim.store import Folder

SWEEP = "sweep tiny.toml --vary support.left=0.4:0.6:0.1 --of control.left --of seats.left"
COMPARE = "compare tiny.toml --with support.left=0.6 --of control.left"
TARGET = 'target tiny.toml --goal "seats.left >= 1" --chance 60% --by support.left'


@pytest.mark.parametrize("study", [SWEEP, COMPARE, TARGET])
def test_a_study_leaves_its_table_its_dictionary_and_what_made_it(call: Call, study: str) -> None:
    code, out, err = call(study)
    assert (code, err) == (0, "")
    folder = Path(out.splitlines()[-1])
    name = study.split()[0]
    assert set(tree(folder)) == {"datapackage.json", "study.json", f"tables/{name}.csv"}
    record = json.loads((folder / "study.json").read_text(encoding="utf-8"))
    assert (record["study"], record["scenario"], record["seed"]) == (name, "tiny", 5)
    text = (folder / f"tables/{name}.csv").read_text(encoding="utf-8")
    rows = list(csv.reader(text.splitlines()))
    known = [column.name for column in columns.STUDY_TABLES[name].columns]
    assert [header for header in rows[0] if header in known] == known
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    fields = package["resources"][0]["schema"]["fields"]
    assert [field["name"] for field in fields] == rows[0]
    assert all(field["description"] for field in fields)


@pytest.mark.parametrize("study", [SWEEP, COMPARE, TARGET])
def test_a_finished_study_is_shown_again_and_forced_anew(call: Call, study: str) -> None:
    first = call(study)
    again = call(study)
    assert (again.code, again.out) == (0, first.out)
    assert again.err == "finished before; --force runs it again\n"
    assert call(f"{study} --force") == first


@pytest.mark.parametrize("study", [SWEEP, COMPARE, TARGET])
def test_json_is_one_document_with_the_rows(call: Call, study: str) -> None:
    code, out, _ = call(f"{study} --json --no-files")
    name = study.split()[0]
    document = json.loads(out)
    assert (code, document["path"], document["replicates"]) == (0, None, 40)
    assert len(document[name]) > 0
    assert not Path("results").exists()


def test_an_interrupted_sweep_goes_on_from_the_cells_that_are_done(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = call(f"{SWEEP} -o whole").out.splitlines()[:-1]
    keep = Folder.keep

    def fail(folder: Folder, start: int, draws: object) -> None:
        if folder.blocks():
            raise KeyboardInterrupt
        keep(folder, start, draws)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr("necsim.engine.blocks._LARGEST", 1)
        patch.setattr(Folder, "keep", fail)
        code, out, err = call(SWEEP)
    assert (code, out) == (130, "")
    assert "the same call with --resume goes on from there" in err
    begun = call(SWEEP)
    assert begun.code == 4
    assert "--resume" in begun.err
    resumed = call(f"{SWEEP} --resume")
    assert (resumed.code, resumed.out.splitlines()[:-1]) == (0, whole)
    assert tree(Path("whole")) == tree(Path("results"))


def test_a_sweep_file_is_run_by_its_name(call: Call) -> None:
    Path("grid.toml").write_text(
        'format = 1\nscenario = "tiny.toml"\nof = ["control.left", "seats.left >= 1"]\n'
        '[grid]\n"support.left" = "0.4:0.6:0.1"\nturnout = [0.2, 0.3]\n',
        encoding="utf-8",
    )
    code, out, err = call("sweep grid.toml --no-files")
    assert (code, err) == (0, "")
    assert "support.left ↓  turnout →" in out
    assert call("sweep grid.toml --vary turnout=0.2,0.3").code == 2


def test_check_reads_sweep_files_too(call: Call) -> None:
    text = 'format = 1\nscenario = "tiny.toml"\nof = ["{}"]\n[grid]\n"{}" = [{}]\n'
    for said, faults in (
        (text.format("control.left", "turnout", "0.2, 0.3"), "no faults"),
        (text.format("control.left", "turnot", "0.2, 0.3"), "there is no key"),
        (text.format("control.left", "turnout", "0.2, 1.3"), "must be at most 1"),
        (text.format("control.lft", "turnout", "0.2"), "there is no holder"),
        (text.format("control.left", "turnout", "0.2") + "[zip]\n", "exactly one of"),
    ):
        Path("grid.toml").write_text(said, encoding="utf-8")
        code, out, _ = call("check grid.toml")
        assert code == (0 if faults == "no faults" else 3)
        assert faults in out


def test_a_target_without_a_value_is_an_honest_answer(call: Call) -> None:
    goal = '"seats.right >= 2"'
    code, out, _ = call(f"target tiny.toml --goal {goal} --chance 0.5 --by support.left --no-files")
    assert code == 0
    assert "no value from 0.01 to 0.99 gives it that chance" in out


def test_what_was_not_asked_for_is_counted(call: Call) -> None:
    out = call("sweep tiny.toml --vary support.left=0.4,0.5 --no-files").out
    assert "more outcomes in the table; choose with --of" in out
    out = call("compare tiny.toml --with note=x --no-files").out
    assert "are the same in every replicate" in out
