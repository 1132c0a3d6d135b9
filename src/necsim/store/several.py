"""Several finished runs side by side: their tables, led by a column that names the run."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from necsim import columns
from necsim.store.record import Finished


def run_name(run: Finished) -> str:
    """Name a run by its scenario and hash, as its folder is named."""
    return f"{run.record['scenario']}/{run.record['hash']}"


def side_by_side(runs: Sequence[Finished]) -> dict[str, pl.DataFrame]:
    """Stack each table of several runs, in the order of the runs."""
    return {
        name: pl.concat(
            run.tables[name].select(pl.lit(run_name(run)).alias(columns.RUN.name), pl.all())
            for run in runs
        )
        for name in runs[0].tables
    }
