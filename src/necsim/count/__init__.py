"""Real ballots: BLT and CSV in and out, and their count by the kernels that simulate."""

from __future__ import annotations

from necsim.count.ballots import Ballots, Verdict
from necsim.count.read import read_ballots
from necsim.count.result import Count, Lot, Stage
from necsim.count.write import blt_text, write_blt

__all__ = ["Ballots", "Count", "Lot", "Stage", "Verdict", "blt_text", "read_ballots", "write_blt"]
