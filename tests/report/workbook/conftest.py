"""Small finished runs and studies, and ways to look into the files written of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from necsim import columns, make_scenario, simulate
from necsim.scenario.content import canonical
from necsim.store import Finished, FinishedStudy

N = 400
HOSTILE = ["=1+1", "+x", "-x", "@x", "\"a\" 'b'", "two\nlines", "https://example.org"]


def tree(title: str, support: float) -> dict[str, Any]:
    sides = (("reds", "left"), ("blues", "right"))
    return {
        "format": 1,
        "title": title,
        "support": {"left": support, "right": 0.35},
        "factions": {"left": {"name": "Left"}, "right": {"name": "Right"}},
        "contests": {
            "clp": {
                "rule": "block",
                "seats": 3,
                "electorate": 3_000,
                "turnout": 0.4,
                "slates": {slate: {"faction": faction} for slate, faction in sides},
                "candidates": {
                    f"{slate}_{k}": {"name": f"{slate.title()} {k}", "slate": slate}
                    for slate, _ in sides
                    for k in range(3)
                },
            }
        },
        "committee": {"seats": {"chair": {"chances": {"left": 0.4, "right": 0.4}}}},
    }


def head(title: str, support: float) -> dict[str, Any]:
    return {
        "schema_version": 1,
        "scenario": "small",
        "title": title,
        "as_of": "2018-01-11",
        "hash": "3f9c2a17",
        "seed": 1,
        "sampler": "flows",
        "replicates": N,
        "environment": {"necsim": "0.1.0", "cpu": "any"},
        "resolved": json.loads(canonical(make_scenario(tree(title, support)))),
        "files": ["run.json"],
    }


def make_run(title: str = "Small", support: float = 0.45, hash_: str = "3f9c2a17") -> Finished:
    tables = simulate(make_scenario(tree(title, support)), replicates=N, seed=1).tables
    record = {
        **head(title, support),
        "hash": hash_,
        "precision": {"asked": None, "reached": 0.01, "stopped": "replicates asked"},
        "ballots": 480_000,
        "headline": f"Left is ahead with {support:.0%}.",
    }
    return Finished(record, dict(tables), Path("draws.parquet"))


@pytest.fixture(scope="session")
def finished() -> Finished:
    return make_run()


@pytest.fixture(scope="session")
def other() -> Finished:
    return make_run("Other", 0.3, "77aa77aa")


def make_study(study: str, asked: dict[str, Any], rows: list[dict[str, Any]]) -> FinishedStudy:
    """Make a study of some rows; what a row leaves out is null."""
    known = {column.name: column for column in columns.STUDY_TABLES[study].columns}
    keys = {key: None for row in rows for key in row if key not in known}
    schema: dict[str, Any] = {
        **keys,
        **{name: getattr(pl, columns.dtype(column)) for name, column in known.items()},
    }
    table = pl.DataFrame([{key: row.get(key) for key in schema} for row in rows], schema=schema)
    record = {**head("Small", 0.45), "study": study, "asked": asked}
    return FinishedStudy(record, table)


def chance(p: float) -> dict[str, float]:
    error = (p * (1 - p) / N) ** 0.5
    return {"p": p, "p_se": error, "p_lo": p - 1.96 * error, "p_hi": p + 1.96 * error, "n": N}


def make_sweep(*values: Any, key: str = "support.left") -> FinishedStudy:
    rows = [
        {key: value, "outcome": outcome, **numbers}
        for place, value in enumerate(values)
        for outcome, numbers in (
            ("control.left", chance(0.1 + 0.2 * place)),
            ("seats.left", {"n": N, "mean": 1 + 1 / (3 + place), "mean_se": 0.01}),
            ("seats.left >= 2", chance(1 / (3 + place))),
        )
    ]
    return make_study("sweep", {"of": [], "cells": [{key: value} for value in values]}, rows)


def make_drivers() -> FinishedStudy:
    rows: list[dict[str, Any]] = [{"outcome": "control.left", "kind": "base", **chance(0.5)}]
    for driver, low, high in (("turnout", -0.01, 0.02), ("support.left", -0.3, 0.25)):
        for point, diff, value in (("10 %", low, 0.2), ("90 %", high, 0.6)):
            rows.append(
                {
                    "outcome": "control.left",
                    "kind": "tornado",
                    "driver": driver,
                    "point": point,
                    "value": value,
                    **chance(0.5 + diff),
                    "diff": diff,
                    "diff_lo": diff - 0.001,
                    "diff_hi": diff + 0.001,
                }
            )
    return make_study("drivers", {"of": ["control.left"]}, rows)


def make_compare() -> FinishedStudy:
    rows = [
        {
            "alternative": alternative,
            "outcome": outcome,
            **chance(0.5 + diff),
            "base": 0.5,
            "diff": diff,
            "diff_se": 0.004,
            "diff_lo": diff - 0.008,
            "diff_hi": diff + 0.008,
            "pairs": N,
            "changed": 9,
            "verdict": "higher" if diff > 0.01 else "not told",
        }
        for alternative, scale in (("turnout=0.1", 1.0), ("turnout=0.2", 0.5))
        for outcome, diff in (("control.left", 0.1 * scale), ("seats.left >= 2", 0.001 * scale))
    ]
    asked = {"of": [], "others": {"turnout=0.1": {}, "turnout=0.2": {}}}
    return make_study("compare", asked, rows)
