"""The history of a scenario: one line a run, for charts over time."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

import polars as pl

from necsim.errors import DataError
from necsim.limits import MOST_TABLE, read_within
from necsim.store.files import write_text
from necsim.store.record import Record

_KEYS = ("as_of", "run", "title", "replicates", "seed")


def history_line(record: Record, tables: Mapping[str, pl.DataFrame]) -> dict[str, str]:
    """Say in one line what a run is and found: chances of control, most likely seats."""
    values = {key: record["hash" if key == "run" else key] for key in _KEYS}
    if "control" in tables:
        for holder, chance in tables["control"].select("holder", "p").iter_rows():
            values[f"control.{holder}"] = chance
    if "seats" in tables:
        for contest, faction, seats in _most_likely(tables["seats"]):
            values[f"seats.{contest}.{faction}"] = seats
    return {key: "" if value is None else str(value) for key, value in values.items()}


def add_to_history(path: Path, line: dict[str, str]) -> None:
    """Put a line into the file, by date and then hash; the same run's old line is replaced."""
    others = [old for old in _read(path) if old.get("run") != line["run"]]
    lines = sorted([*others, line], key=lambda each: (each.get("as_of", ""), each.get("run", "")))
    found = sorted({key for each in lines for key in each} - set(_KEYS))
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, [*_KEYS, *found], restval="")
    writer.writeheader()
    writer.writerows(lines)
    write_text(path, text.getvalue())


def _most_likely(seats: pl.DataFrame) -> Iterable[tuple[str, str, int]]:
    """Give contest, faction and its most likely number of seats, the fewest of equals."""
    best = seats.sort("p", "seats", descending=[True, False], maintain_order=True)
    return (
        best.unique(("contest", "faction"), keep="first")
        .select("contest", "faction", "seats")
        .iter_rows()
    )


def _read(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        return []
    try:
        text = read_within(path, MOST_TABLE).decode("utf-8-sig")
        lines = list(csv.DictReader(io.StringIO(text, newline="")))
    except (OSError, ValueError, csv.Error) as error:
        raise DataError(f"{path}: cannot be read ({error}); mend it or move it away") from error
    # A line with more cells than the header has its rest under None.
    return [{k: v or "" for k, v in line.items() if k} for line in lines]
