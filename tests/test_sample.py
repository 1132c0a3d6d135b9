"""The sample in results/: what a run of January 2018 leaves, renewed by `make sample`."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from necsim import load_scenario, simulate
from necsim.columns import schema

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "results/sample"
pytestmark = pytest.mark.compiled  # 10,000 replicates


@pytest.mark.slow
def test_its_numbers_are_those_of_a_run_today() -> None:
    run = simulate(load_scenario(ROOT / "configs/nec-2018-january.toml"))
    record = json.loads((SAMPLE / "run.json").read_text(encoding="utf-8"))
    assert (record["replicates"], record["ballots"]) == (run.replicates, run.ballots)
    for name, table in run.tables.items():
        types = {column: getattr(pl, dtype) for column, dtype in schema(name).items()}
        kept = pl.read_csv(SAMPLE / f"tables/{name}.csv", schema_overrides=types)
        # Other processors may differ in a last bit, and so in a ballot of a billion.
        assert_frame_equal(kept, table.select(kept.columns), rel_tol=1e-3, abs_tol=1e-3)
    page = (SAMPLE / "report.html").read_text(encoding="utf-8")
    assert record["headline"] in page
    assert (SAMPLE / "forecast.xlsx").is_file()
