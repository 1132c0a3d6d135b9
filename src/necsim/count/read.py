"""Ballots from a file, whatever its form."""

from __future__ import annotations

import os
from pathlib import Path

from necsim.count.ballots import Ballots
from necsim.count.blt import read_blt
from necsim.count.files import read_text, reading
from necsim.count.table import read_table


def read_ballots(path: str | os.PathLike[str]) -> Ballots:
    """Read ballots, plain or compressed: a table if the name ends with .csv, else in BLT form.

    Raises
    ------
    DataError
        that names file and line, what is wrong there and what to do.
    """
    file = Path(path)
    plain = Path(file.name.removesuffix(".gz"))
    read = read_table if plain.suffix.casefold() == ".csv" else read_blt
    with reading(file):
        return read(read_text(file), plain.stem)
