"""What changed since the last finished run of the same scenario, replicate by replicate."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from necsim.columns import PASSING
from necsim.engine import Run
from necsim.errors import DataError
from necsim.scenario import canonical
from necsim.scenario.inputs import written
from necsim.store import Finished, read_run
from necsim.store.files import LATEST
from necsim.summary.paired import Difference, paired_difference, paired_mean


class Changed(NamedTuple):
    """One value that differs; None where a run does not have it."""

    key: str
    before: str | None
    after: str | None


class Since(NamedTuple):
    """The earlier run's hash, the outcome compared, its value now, its change, and what differs."""

    run: str
    outcome: str
    now: float
    difference: Difference
    changed: tuple[Changed, ...]


def find_earlier(root: Path, run_hash: str, scenario: str) -> Finished | None:
    """Find the last finished run of a scenario below a results root, if it is another one."""
    try:
        earlier = read_run(root / scenario / LATEST)
        earlier.whole_draws()
    except DataError:
        return None
    return None if earlier.record["hash"] == run_hash else earlier


def change_since(earlier: Finished, run: Run) -> Since | None:
    """Compare a run with an earlier one on the worlds they share; None where they share none."""
    record, settings = earlier.record, run.settings
    alike = (record["seed"], record["sampler"]) == (settings.seed, settings.sampler)
    outcome = _leading(run)
    known = pl.read_parquet_schema(earlier.draws)
    if not alike or outcome not in known:
        return None
    n = min(record["replicates"], run.replicates)
    kept = pl.scan_parquet(earlier.draws).select(outcome).head(n).collect()[outcome]
    now = run.blocks.draws(n).select(pl.exclude(PASSING)).select(outcome).collect()[outcome]
    compared = paired_difference if outcome.startswith("control.") else paired_mean
    differs = _differences(record["resolved"], json.loads(canonical(run.scenario)))
    apart = compared(kept.to_numpy(), now.to_numpy())
    return Since(record["hash"], outcome, float(now.to_numpy().mean()), apart, tuple(differs))


def _leading(run: Run) -> str:
    """Choose what is compared: control of the likeliest faction, else seats of who wins most."""
    control = run.control.filter(kind="faction")
    if len(control):
        return f"control.{control.sort('p', descending=True, maintain_order=True)['holder'][0]}"
    mean = (pl.col("seats") * pl.col("p")).sum().alias("mean")
    seats = run.seats.group_by("contest", "faction", maintain_order=True).agg(mean)
    contest, faction, _ = seats.sort("mean", descending=True, maintain_order=True).row(0)
    return f"seats.{contest}.{faction}"


def _differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Changed]:
    old, new = dict(_leaves(before)), dict(_leaves(after))
    for key in dict.fromkeys((*old, *new)):
        if old.get(key) != new.get(key):
            yield Changed(key, *(_text(side.get(key)) for side in (old, new)))


def _leaves(tree: Mapping[str, Any], at: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in tree.items():
        if isinstance(value, Mapping):
            yield from _leaves(value, f"{at}{key}.")
        elif value is not None:
            yield f"{at}{key}", value


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, float):
        return None if value is None else f"{value:.4g}"
    return written(tuple(map(str, value)) if isinstance(value, list) else value)
