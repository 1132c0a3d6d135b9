"""Ballots written in BLT form, so that reading gives the same papers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from necsim.count.ballots import Ballots
from necsim.count.files import compressed
from necsim.count.names import quoted


def write_blt(path: Path, ballots: Ballots) -> None:
    """Write the valid ballots to a file, compressed if its name ends with .gz.

    Equal ballots give equal bytes. A RunError if the file cannot be written.
    """
    from necsim.store import write_whole  # brings polars, which reading and counting do without

    content = compressed(blt_text(ballots), path)
    write_whole(path, partial(Path.write_bytes, data=content))


def blt_text(ballots: Ballots) -> str:
    """Give ballots in BLT form: a line for each distinct ranking, names and title in quotes."""
    return "".join(f"{line}\n" for line in _lines(ballots))


def _lines(ballots: Ballots) -> Iterator[str]:
    yield f"{len(ballots.candidates)} {ballots.seats or 0}"
    if ballots.withdrawn:
        yield " ".join(f"-{number}" for number in ballots.withdrawn)
    papers = ballots.papers
    numbers = (papers.preferences + 1).astype(str).tolist()
    starts = papers.starts.tolist()
    for place, many in enumerate(papers.numbers.tolist()):
        yield " ".join((str(many), *numbers[starts[place] : starts[place + 1]], "0"))
    yield "0"
    yield from map(quoted, (*ballots.candidates, ballots.title))
