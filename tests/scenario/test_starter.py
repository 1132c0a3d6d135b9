from __future__ import annotations

from pathlib import Path

import pytest

from necsim.scenario import load_scenario, starter_files


@pytest.mark.parametrize("tables", [False, True])
def test_the_starter_passes_every_check(tmp_path: Path, tables: bool) -> None:
    for name, text in starter_files(tables=tables).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    scenario = load_scenario(tmp_path / "board-election.toml")
    assert scenario.contests["board"].seats == 4
    assert scenario.committee is not None
    assert scenario.committee.casting_vote == "chair"
    assert len(scenario.contests["board"].candidates) == 10


def test_with_tables_the_entries_stand_in_them_alone() -> None:
    files = starter_files(tables=True)
    assert set(files) == {"board-election.toml", "candidates.csv", "seats.csv"}
    assert "Ada Okafor" not in files["board-election.toml"]
    assert "Ada Okafor" in files["candidates.csv"]
    assert 'candidates_from = "candidates.csv"\n' in files["board-election.toml"]
