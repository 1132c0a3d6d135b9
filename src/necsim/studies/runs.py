"""Finished runs on disk, as studies read them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import polars as pl

from necsim.errors import DataError, UsageError
from necsim.scenario import Scenario, from_canonical
from necsim.store import Finished, read_run


def read_finished(path: Path) -> tuple[Finished, Scenario]:
    """Read a finished run that has draws, and its scenario; errors say what to do."""
    if path.suffix == ".toml":
        remedy = f"run it first (necsim run {path}), and name the folder that this prints last"
        raise UsageError(f"{path}: is a scenario, not a finished run; {remedy}")
    finished = read_run(path)
    finished.whole_draws()
    return finished, from_canonical(finished.record["resolved"], f"{path}")


def read_draws(path: Path, columns: Iterable[str]) -> pl.DataFrame:
    """Read some columns of the draws, each once."""
    try:
        return pl.scan_parquet(path).select(*dict.fromkeys(columns)).collect()
    except (OSError, pl.exceptions.PolarsError, pl.exceptions.PanicException) as error:
        remedy = "run the scenario again with --force"
        raise DataError(f"{path}: cannot be read ({error}); {remedy}") from error
