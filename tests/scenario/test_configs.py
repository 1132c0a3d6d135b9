from __future__ import annotations

from pathlib import Path

import pytest

from necsim.scenario import assumptions, load_scenario

CONFIGS = Path(__file__).parents[2] / "configs"
SHIPPED = sorted(path for path in CONFIGS.glob("*.toml") if not path.stem.endswith("-base"))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_scenarios_pass_every_check(path: Path) -> None:
    scenario = load_scenario(path)
    assert scenario.run.seed is not None
    assert assumptions(scenario)
