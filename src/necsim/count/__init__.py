"""Real ballots: BLT and CSV in and out, and their count by the kernels that simulate."""

from __future__ import annotations

from necsim.count.ballots import Ballots, Verdict
from necsim.count.counting import count_ballots
from necsim.count.minimums import read_tags
from necsim.count.read import read_ballots
from necsim.count.result import NON_TRANSFERABLE, Count, Lot, Stage
from necsim.count.write import blt_text, write_blt

__all__ = [
    "NON_TRANSFERABLE",
    "Ballots",
    "Count",
    "Lot",
    "Stage",
    "Verdict",
    "blt_text",
    "count_ballots",
    "read_ballots",
    "read_tags",
    "write_blt",
]
