"""Differences in words: which is higher, by how much, or what it would take to know."""

from __future__ import annotations

from math import floor, log10

from necsim.report.words.numbers import thousands
from necsim.summary.chance import Z
from necsim.summary.paired import Difference, replicates_to_settle, verdict

POINTS = "points"


def verdict_text(difference: Difference, name: str, unit: str = POINTS) -> str:
    """Say what is told of B, called `name`, beside A: "B is higher by 1.9 ±0.3 points".

    Differences of chances are said in percentage points, others in their unit, in the plural.
    """
    found = verdict(difference)
    if found == "same":
        return f"nothing changed in {thousands(difference.n)} replicates"
    if found != "not told":
        return f"{name} is {found} by {size_text(difference, unit)}"
    needed = replicates_to_settle(difference)
    if needed is None:
        return f"no difference told in {thousands(difference.n)} replicates"
    return f"no difference told: settle it with about {thousands(needed)} replicates"


def size_text(difference: Difference, unit: str = POINTS) -> str:
    """Print how large a difference is, without its sign, as "1.9 ±0.3 points"; digits by error."""
    scale = 100 if unit == POINTS else 1
    return f"{number_text(scale * abs(difference.diff), scale * difference.diff_se)} {unit}"


def number_text(number: float, error: float | None) -> str:
    """Print a number with its half-width, as "1.9 ±0.3"; alone where it has no error.

    The half-width shows one digit, or two below 20: ±0.3, ±0.19, ±12, ±300.
    """
    half = Z * (error or 0.0)
    if not half:
        return f"{number:,.6g}"
    places = -floor(log10(half / 2))
    return f"{_rounded(number, places)} ±{_rounded(half, places)}"


def _rounded(number: float, places: int) -> str:
    return f"{round(number, places):,.{max(0, places)}f}"
