from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.calls import TINY

from necsim.errors import ScenarioError
from necsim.studies.files import is_sweep, read_sweep

HEAD = 'format = 1\nscenario = "tiny.toml"\nof = ["control.left"]\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "tiny.toml").write_text(TINY, encoding="utf-8")
    return tmp_path


def written(folder: Path, text: str) -> Path:
    file = folder / "sweep.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_grid_is_read_beside_its_scenario(folder: Path) -> None:
    text = HEAD + '[grid]\n"support.left" = "0.3:0.5:0.1"\nturnout = [0.2, 0.3]\n'
    file = written(folder, text)
    assert is_sweep(file)
    assert not is_sweep(folder / "tiny.toml")
    swept = read_sweep(file, ["contests.clp.invalid=0.1"])
    assert len(swept.cells) == 6
    assert swept.cells[1] == {"support.left": 0.3, "turnout": 0.3}
    assert swept.of == ("control.left",)
    assert [axis.key for axis in swept.axes] == ["support.left", "turnout"]
    scenario = swept.words.variant(swept.cells[1])
    assert scenario.support["left"] == 0.3
    assert (scenario.contests["clp"].turnout, scenario.contests["clp"].invalid) == (0.3, 0.1)


def test_keys_may_be_nested_tables(folder: Path) -> None:
    text = HEAD + "[grid.support]\nleft = [0.3, 0.4]\n"
    assert read_sweep(written(folder, text)).cells == ({"support.left": 0.3}, {"support.left": 0.4})


def test_values_side_by_side_and_samples_are_no_grid(folder: Path) -> None:
    swept = read_sweep(written(folder, HEAD + '[zip]\n"a" = [1, 2]\n"b" = [3, 4]\n'))
    assert (swept.cells, swept.axes) == (({"a": 1, "b": 3}, {"a": 2, "b": 4}), ())
    swept = read_sweep(written(folder, HEAD + '[sample]\nn = 7\n"support.left" = "0.3:0.5"\n'))
    assert len(swept.cells) == 7
    assert all(0.3 < cell["support.left"] < 0.5 for cell in swept.cells)


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("", ["format", "scenario", ""]),
        ('scenario = "tiny.toml"\nformat = 2\n[grid]\n"a" = [1]', ["format"]),
        (HEAD, [""]),
        (HEAD + "[grid]\n", ["grid"]),
        (HEAD + '[grid]\n"a" = [1]\n[zip]\n"b" = [1]', ["zip"]),
        (HEAD + '[grid]\n"a" = 1', ['grid."a"']),
        (HEAD + '[grid]\n"a" = "0.3:0.4"\n"b" = "x:y:z"', ['grid."a"', 'grid."b"']),
        (HEAD + '[zip]\n"a" = [1]\n"b" = [1, 2]', ["zip"]),
        (HEAD + '[sample]\n"a" = "0:1"', ["sample.n"]),
        (HEAD + '[sample]\nn = 3\nseed = -1\n"a" = "1:0"', ["sample.seed", 'sample."a"']),
        (HEAD + 'grd = 1\n[grid]\n"a" = [1]', ["grd"]),
        ('format = 1\nscenario = "t"\nof = "x"\n[grid]\n"a" = [1]', ["of"]),
        ('format = 1\nscenario = 3\n[grid]\n"a" = [1]', ["scenario"]),
    ],
)
def test_every_fault_is_told_with_its_key(folder: Path, text: str, faults: list[str]) -> None:
    file = written(folder, text)
    with pytest.raises(ScenarioError) as refused:
        read_sweep(file)
    assert [fault.key for fault in refused.value.faults] == faults
    assert {fault.file for fault in refused.value.faults} == {str(file)}
    assert all(fault.remedy for fault in refused.value.faults)


def test_a_scenario_that_is_not_there_is_named(folder: Path) -> None:
    file = written(folder, 'format = 1\nscenario = "../x.toml"\n[grid]\n"a" = [1]')
    with pytest.raises(ScenarioError, match=r"x\.toml: there is no such file"):
        read_sweep(file)
