"""The scenario that `init` writes."""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from necsim.scenario.tables import CANDIDATES, SEATS

NAME = "board-election.toml"


def starter_files(*, tables: bool = False) -> dict[str, str]:
    """Give the starter's files, name → text; with `tables`, candidates and seats as CSV."""
    text = Path(__file__).with_name("starter.toml").read_text(encoding="utf-8")
    if not tables:
        return {NAME: text}
    tree = tomllib.loads(text)
    return {
        NAME: _with_tables(text),
        "candidates.csv": _table(tree["contests"]["board"]["candidates"], CANDIDATES),
        "seats.csv": _table(tree["committee"]["seats"], SEATS),
    }


def _with_tables(text: str) -> str:
    """Cut the entries that the tables hold, with the comments above them, and name the tables."""
    for header in (r"contests\.board\.candidates", r"committee\.seats"):
        text = re.sub(rf"(?m)(^#.*\n)*^\[{header}\]\n(.+\n)*\n?", "", text)
    return re.sub(r"(?m)^# (candidates_from|seats_from)", r"\1", text)


def _table(entries: Mapping[str, Mapping[str, Any]], columns: tuple[str, ...]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for id_, entry in entries.items():
        writer.writerow([id_, *(_cell(entry.get(column, "")) for column in columns[1:])])
    return out.getvalue()


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return "; ".join(f"{faction}={chance}" for faction, chance in value.items())
    return "; ".join(value) if isinstance(value, list) else str(value)
