"""`history = "FOLDER"`: found beside the file that names it, read, and every fault told."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.calls import TINY

from necsim.errors import ScenarioError
from necsim.history import contests, read_history
from necsim.scenario import canonical, load_scenario

CONTESTS = """\
contest,date,published,rule,seats,votes,source
club-2024-05,2024-05-03,2024-05-04,block,2,2,minutes of 3 May
"""


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    folder = tmp_path / "club"
    (folder / "past").mkdir(parents=True)
    (folder / "past" / "contests.csv").write_text(CONTESTS, encoding="utf-8")
    file = folder / "club.toml"
    file.write_text(TINY.replace("format = 1", 'format = 1\nhistory = "past"'), encoding="utf-8")
    return file


def test_a_folder_is_found_beside_the_file_that_names_it(scenario: Path) -> None:
    found = load_scenario(scenario).history
    assert found == str(scenario.parent / "past")
    ids = [row.contest for row in contests(read_history(found))]
    assert {"club-2024-05", "nec-2018-01"} <= set(ids)


def test_a_base_file_names_a_folder_beside_itself(scenario: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    other.write_text('format = 1\nextends = "club/club.toml"\n', encoding="utf-8")
    assert load_scenario(other).history == str(scenario.parent / "past")


def test_every_fault_of_the_tables_is_told_with_those_of_the_file(scenario: Path) -> None:
    table = scenario.parent / "past" / "contests.csv"
    table.write_text(CONTESTS.replace("2024-05-03", "May").replace(",2,2,", ",two,2,"), "utf-8")
    scenario.write_text(scenario.read_text("utf-8").replace("seats = 2", "seats = 0"), "utf-8")
    with pytest.raises(ScenarioError) as refused:
        load_scenario(scenario)
    faults = {(Path(fault.file.split(",")[0]).name, fault.key) for fault in refused.value.faults}
    assert faults == {
        ("contests.csv", "date"),
        ("contests.csv", "seats"),
        ("club.toml", "contests.clp.seats"),
    }


def test_where_the_folder_lies_changes_no_result(scenario: Path) -> None:
    named = load_scenario(scenario)
    assert canonical(named) == canonical(named.model_copy(update={"history": None}))
