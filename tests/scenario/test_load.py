from __future__ import annotations

from pathlib import Path

import pytest

from necsim.errors import Fault, ScenarioError
from necsim.scenario import load_scenario, starter_files

STARTER = starter_files()["board-election.toml"]


@pytest.fixture
def starter(tmp_path: Path) -> Path:
    path = tmp_path / "board-election.toml"
    path.write_text(STARTER, encoding="utf-8")
    return path


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def faults(path: Path, *overrides: str) -> tuple[Fault, ...]:
    with pytest.raises(ScenarioError) as caught:
        load_scenario(path, overrides)
    return caught.value.faults


def test_id_is_the_files_name_and_names_default_to_ids(tmp_path: Path) -> None:
    text = STARTER.replace('title = "Riverside Housing Co-operative: board election"', "")
    path = write(
        tmp_path, "my-board.toml", text.replace('{ name = "Build More", colour', "{ colour")
    )
    scenario = load_scenario(path)
    assert (scenario.id, scenario.title) == ("my-board", "my-board")
    assert scenario.factions["growth"].name == "growth"


def test_later_files_win_tables_merge_and_lists_replace(starter: Path, tmp_path: Path) -> None:
    write(tmp_path, "second.toml", "[contests.board]\nturnout = 0.3\nseats = 4\n")
    child = write(
        tmp_path,
        "child.toml",
        'format = 1\nextends = ["board-election.toml", "second.toml"]\n'
        "contests.board.electorate = 900\n"
        'contests.board.candidates.khan.tags = ["owner"]\n',
    )
    board = load_scenario(child).contests["board"]
    assert (board.turnout, board.electorate) == (0.3, 900)
    assert board.candidates["khan"].tags == ("owner",)
    assert board.candidates["khan"].appeal == 0.3


def test_a_bases_id_is_not_inherited(starter: Path, tmp_path: Path) -> None:
    starter.write_text('id = "base"\n' + STARTER, encoding="utf-8")
    child = write(tmp_path, "child.toml", 'format = 1\nextends = "board-election.toml"\n')
    assert load_scenario(starter).id == "base"
    assert load_scenario(child).id == "child"


def test_a_fault_names_the_file_that_set_the_key(starter: Path, tmp_path: Path) -> None:
    base = write(tmp_path, "base.toml", STARTER.replace("turnout = 0.45", "turnout = 45"))
    text = 'format = 1\nextends = "base.toml"\ncontests.board.seats = "four"\n'
    child = write(tmp_path, "child.toml", text)
    found = {fault.key: fault.file for fault in faults(child, "invalid=2", "committee.size=x")}
    assert found == {
        "contests.board.turnout": str(base),
        "contests.board.seats": str(child),
        "contests.board.invalid": "--set",
        "committee.size": "--set",
    }


def test_cycles_are_faults(tmp_path: Path) -> None:
    one = write(tmp_path, "one.toml", 'format = 1\nextends = "two.toml"\n')
    two = write(tmp_path, "two.toml", 'extends = "one.toml"\n')
    (fault,) = faults(one)
    assert (fault.file, fault.key) == (str(two), "extends")
    assert "in turn" in fault.wrong


@pytest.mark.parametrize(("deep", "fits"), [(10, True), (11, False)])
def test_files_extend_one_another_ten_deep_at_most(tmp_path: Path, deep: int, fits: bool) -> None:
    write(tmp_path, "0.toml", STARTER)
    for number in range(1, deep + 1):
        text = f'format = 1\nid = "n{number}"\nextends = "{number - 1}.toml"\n'
        path = write(tmp_path, f"{number}.toml", text)
    if fits:
        assert load_scenario(path).id == f"n{deep}"
    else:
        assert "more than 10 deep" in faults(path)[0].wrong


@pytest.mark.parametrize("stated", ["3", "[1]", '""', '{ a = "b" }'])
def test_extends_must_name_files(tmp_path: Path, stated: str) -> None:
    (fault,) = faults(write(tmp_path, "a.toml", f"format = 1\nextends = {stated}\n"))
    assert fault.key == "extends"
    assert "must name a file" in fault.wrong


def test_a_missing_file_is_a_fault_that_names_it(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path / "none.toml")
    assert fault.file == str(tmp_path / "none.toml")
    assert "no such file" in fault.wrong
    child = write(tmp_path, "a.toml", 'extends = "gone.toml"\n')
    assert faults(child)[0].file == str(tmp_path / "gone.toml")


def test_a_folder_is_a_fault(tmp_path: Path) -> None:
    assert "is a folder" in faults(tmp_path)[0].wrong


def test_bytes_that_are_not_utf8_are_a_fault_with_the_line(tmp_path: Path) -> None:
    path = tmp_path / "latin.toml"
    path.write_bytes("format = 1\ntitle = 'Señor'\n".encode("latin-1"))
    (fault,) = faults(path)
    assert (fault.key, fault.wrong) == ("line 2", "not UTF-8 text")


def test_a_byte_order_mark_is_read_over(tmp_path: Path) -> None:
    path = tmp_path / "bom.toml"
    path.write_bytes(b"\xef\xbb\xbf" + STARTER.encode())
    assert load_scenario(path).format == 1


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("format = 1\nseats = = 3\n", "line 2, column 9"),
        ("format = 1\nformat = 1\n", "line 2, column 11"),
        ("a = '", "end of document"),
        ("a = " + "[" * 5000, ""),
        ("as_of = 2018-02-31\n", "line 1, column 9"),
        (f"a = 1{'0' * 5000}\n", ""),
    ],
)
def test_what_is_not_toml_is_a_fault_with_the_place(tmp_path: Path, text: str, where: str) -> None:
    (fault,) = faults(write(tmp_path, "bad.toml", text))
    assert fault.key == where
    assert fault.file.endswith("bad.toml")


def test_tables_nested_without_end_are_a_fault(tmp_path: Path) -> None:
    path = write(tmp_path, "deep.toml", f"{'.'.join(['a'] * 3000)} = 1\n")
    assert any("nested too deeply" in fault.wrong for fault in faults(path))


def test_a_scenario_survives_pickling(starter: Path) -> None:
    import pickle

    scenario = load_scenario(starter)
    again = pickle.loads(pickle.dumps(scenario))
    assert again == scenario
    assert again.origins == scenario.origins


def test_loading_imports_no_arrays() -> None:
    import subprocess
    import sys

    code = (
        "import sys, necsim.scenario;"
        "print([m for m in ('numpy', 'polars', 'numba', 'scipy') if m in sys.modules])"
    )
    src = Path(__file__).parents[2] / "src"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env={"PYTHONPATH": str(src)}
    )
    assert done.stdout.strip() == "[]", done.stderr
