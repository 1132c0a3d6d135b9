"""One small run, and a folder filled with it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import polars as pl

from necsim import columns
from necsim.provenance import Provenance
from necsim.store import Folder, Outcome, Record, claim, run_record

N = 700
RUN = Provenance(
    scenario="tiny",
    title='Tiny, with a comma and a "quote"',
    as_of="2018-01-11",
    content='{"id":"tiny","tail":"inf"}',
    seed=7,
    sampler="flows",
    replicates=N,
)
ENVIRONMENT = {"necsim": "0.1.0", "cpu": "any"}
CHANCE = (0.25, 0.01, 0.23, 0.27, N)


def table(name: str, *rows: tuple[object, ...]) -> pl.DataFrame:
    schema = {column: getattr(pl, dtype) for column, dtype in columns.schema(name).items()}
    return pl.DataFrame(list(rows), schema=schema, orient="row")


TABLES = {
    "candidates": table(
        "candidates",
        ("clp", "ann", 'Ann "=1+1" Ämes, MP', "", "left", *CHANCE, 1 / 3, 100, 200),
        ("clp", "bea", "Bea Bell", "grassroots", "left", *CHANCE, 2.5, None, 200),
    ),
    "seats": table(
        "seats",
        ("clp", "left", 0, 0.25, 0.01, 0.23, 0.27, N),
        ("clp", "left", 1, 0.75, 0.01, 0.73, 0.77, N),
        ("clp", "independent", 0, 0.75, 0.01, 0.73, 0.77, N),
        ("clp", "independent", 1, 0.25, 0.01, 0.23, 0.27, N),
    ),
    "control": table("control", ("left", "faction", *CHANCE), ("nobody", "none", *CHANCE)),
}


def draws(start: int = 0, stop: int = N) -> pl.DataFrame:
    # Python's own arithmetic: Polars rounds a frame of one row differently from a longer one.
    index = range(start, stop)
    return pl.DataFrame(
        {
            "replicate": pl.Series(index, dtype=pl.Int32),
            "seats.clp.left": pl.Series([r % 3 for r in index], dtype=pl.UInt8),
            "elected.clp.ann": [r % 2 == 0 for r in index],
            "margin.clp": pl.Series([r / 7 if r % 7 else None for r in index], dtype=pl.Float64),
            "turnout.clp": pl.Series([r / 11 for r in index], dtype=pl.Float32),
        }
    )


def record(provenance: Provenance = RUN, replicates: int = N) -> Record:
    outcome = Outcome(replicates, 12_345, 0.02, "replicates asked", "Left wins.")
    return run_record(provenance, outcome, ENVIRONMENT)


def fill(folder: Folder, cuts: Sequence[int] = (0, N)) -> Folder:
    for start, stop in pairwise(cuts):
        folder.keep(start, draws(start, stop))
    return folder


def finished(
    root: Path | str, provenance: Provenance = RUN, cuts: Sequence[int] = (0, N)
) -> Folder:
    folder = fill(claim(root, provenance), cuts)
    folder.write({"forecast.xlsx": lambda path: path.write_bytes(b"workbook")})
    folder.finish(TABLES, record(provenance))
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*.*")}
