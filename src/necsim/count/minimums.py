"""Minimums in a count of real ballots: how many winners are needed, and who counts toward them."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from pathlib import Path

import numpy as np

from necsim.count.files import MisreadError, Wrong, csv_rows, read_text, reading, shown
from necsim.errors import DataError
from necsim.kernels.shapes import Minimums
from necsim.kernels.types import Flags

Tags = Mapping[int, Collection[str]]
_COLUMNS = ["number", "tag"]
_WHOLE = re.compile(r"\d{1,9}", re.ASCII)


def read_tags(path: str | os.PathLike[str], candidates: int) -> dict[int, set[str]]:
    """Read a CSV `number,tag`, a row a tag of a candidate; a DataError with every fault, by row."""
    file = Path(path)
    with reading(file):
        return _read_tags(read_text(file), candidates)


def _read_tags(text: str, candidates: int) -> dict[int, set[str]]:
    rows = csv_rows(text)
    if [cell.strip() for cell in next(rows, [])] != _COLUMNS:
        remedy = "the first row is number,tag, every other a candidate's number and a tag"
        raise MisreadError(Wrong("row 1", "names other columns than number and tag", remedy))
    tags: defaultdict[int, set[str]] = defaultdict(set)
    wrong = []
    for row, cells in enumerate(rows, start=2):
        number, tag, *more = [*(cell.strip() for cell in cells), "", ""]
        known = _WHOLE.fullmatch(number) is not None and 1 <= int(number) <= candidates
        if not known and any(cells):
            remedy = f"write a candidate's number, 1 to {candidates}"
            wrong.append(Wrong(f"row {row}", f"{shown(number)} is nobody's number", remedy))
        elif any(cells) and (not tag or any(more)):
            wrong.append(Wrong(f"row {row}", "needs one tag", "write a row for each tag"))
        elif known:
            tags[int(number)].add(tag)
    if wrong:
        raise MisreadError(*wrong)
    return dict(tags)


def make_minimums(needs: Mapping[str, int], tags: Tags, standing: Flags, seats: int) -> Minimums:
    """Lay minimums out for a count, `needs` by tag and `tags` by candidate number.

    Only those who stand (C,) count. A DataError if they cannot be met.
    """
    able = np.zeros((len(needs), len(standing)), np.uint8)
    for row, (tag, need) in enumerate(needs.items()):
        for number, words in tags.items():
            able[row, number - 1] = standing[number - 1] and tag in words
        if able[row].sum() < need:
            known = ", ".join(sorted(set().union(*tags.values()))) or "none"
            raise DataError(
                f"minimum {tag}={need}: only {able[row].sum()} who stand have this tag;"
                f" tags known: {known}"
            )
    minimums = Minimums(np.array(list(needs.values()), np.int64), able)
    if needs and _beyond(minimums, standing, seats):
        stated = " ".join(f"{tag}={need}" for tag, need in needs.items())
        raise DataError(f"minimum {stated}: {seats} seats are too few for it; lower it")
    return minimums


def _beyond(minimums: Minimums, standing: Flags, seats: int) -> bool:
    from necsim.kernels.elect import ElectScratch, breaks_minimum

    needs = minimums.needs
    room = ElectScratch(
        standing.copy(),
        needs.copy(),
        np.zeros(int(np.prod(needs + 1)), np.int64),
        np.zeros(4, np.uint64),
    )
    return breaks_minimum(minimums, np.zeros_like(standing), room, seats)
