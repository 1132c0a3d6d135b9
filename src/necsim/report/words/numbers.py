"""Chances, numbers and names in words: never more digits than simulation error allows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import ceil, floor, log
from typing import TypeVar

Z = 1.96
_BRACKETS = re.compile(r"\s*\([^()]*\)$")
K = TypeVar("K")
CERTAIN, NEVER = "certain", "none"
# Fractions that people grasp, in order.
_RARE = "1/1000 1/500 1/200 1/100 1/50 1/20 1/10 1/5 1/4 1/3"
_LADDER = tuple(map(Fraction, f"{_RARE} 2/5 1/2 3/5 2/3 3/4 4/5 9/10 19/20".split()))
_LARGE = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))


def chance_text(p: float, p_se: float, p_lo: float, p_hi: float) -> str:
    """Print a chance with its half-width, as "93.8 ±0.5%"; a bound where it is not told from 0."""
    half = Z * p_se
    if _is_end(p, half):
        return percent(p, p_se, p_lo, p_hi)
    places = decimals(half)
    shown = max(round(100 * half, places), 10.0**-places)
    return f"{100 * p:.{places}f} ±{shown:.{places}f}%"


def percent(p: float, p_se: float, p_lo: float, p_hi: float) -> str:
    """Print a chance alone, as "80.6%", "<0.1%" or ">99.9%".

    "certain" and "none" are said only where the rule leaves no error.
    """
    half = Z * p_se
    if not _is_end(p, half):
        return f"{100 * p:.{decimals(half)}f}%"
    if half == 0:
        return CERTAIN if p == 1 else NEVER
    return f"<{_ceiling(p_hi)}%" if p <= half else f">{_floor(p_lo)}%"


def thousands(number: float) -> str:
    """Print a whole number with commas."""
    return f"{number:,.0f}"


def rounded(count: float) -> str:
    """Print a count at three significant digits, without decimals."""
    return thousands(float(f"{count:.3g}"))


def range_text(low: float, high: float) -> str:
    """Print a range of counts at three significant digits: "51,000 – 78,000"."""
    return f"{rounded(low)} – {rounded(high)}"


def large(number: float) -> str:
    """Print a large count in words, two digits at least: 1,105,000,000 is "1.1 billion"."""
    for unit, name in _LARGE:
        # 999,960,000 is "1.0 billion", not "1000.0 million".
        if number >= unit * 0.99995:
            return f"{number / unit:.1f} {name}"
    return thousands(number)


def about(p: float, p_lo: float, p_hi: float, of: str = "in") -> str:
    """Say a chance in words: "about 4 in 5", "fewer than 1 in 1,000", "almost every".

    `of` is the word between the two numbers. Where the interval reaches too near 0 or 1 for a
    fraction to be told, its bound is said instead.
    """
    if p_lo == p_hi and p in (0, 1):
        return "every" if p else "no"
    if p_hi < _LADDER[0] or (p < 0.1 and p_lo <= p / 2):
        return (
            f"fewer than {_said(min((s for s in _LADDER if s >= p_hi), default=_LADDER[-1]), of)}"
        )
    if p_lo >= 0.98:
        return "almost every"
    if p > 0.9 and 1 - p_hi <= (1 - p) / 2:
        return f"more than {_said(max((s for s in _LADDER if s <= p_lo), default=_LADDER[0]), of)}"
    return f"about {_said(min(_LADDER, key=lambda step: abs(_logit(p) - _logit(step))), of)}"


def listed(parts: Sequence[str], joined: str = "and", most: int | None = None) -> str:
    """Join parts as a sentence does: "a, b and c"; of more than `most`, the first and how many."""
    if most is not None and len(parts) > most + 1:
        parts = [*parts[:most], f"{len(parts) - most} more"]
    return f" {joined} ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))


def capital(text: str) -> str:
    """Begin a text with a capital letter."""
    return text[:1].upper() + text[1:]


def decimals(half: float) -> int:
    """Choose the decimals of a percentage by the half-width of its interval."""
    return 0 if half >= 0.02 else 1 if half >= 0.0005 else 2


def surnames(names: Mapping[K, str]) -> dict[K, str]:
    """Name people by surname where no other has it, else in full; (what is in brackets) is none."""
    last = {key: (_BRACKETS.sub("", name).split() or [name])[-1] for key, name in names.items()}
    shared = Counter(last.values())
    return {
        key: last[key] if shared[last[key]] == 1 and last[key][:1].isalpha() else name
        for key, name in names.items()
    }


def _said(step: Fraction, of: str) -> str:
    return f"{step.numerator} {of} {step.denominator:,}"


def _logit(p: float | Fraction) -> float:
    return log(p / (1 - p))


def _is_end(p: float, half: float) -> bool:
    """Tell whether 0 or 1 is no further from p than its error."""
    return min(p, 1 - p) <= half


def _bound_places(distance: float) -> int:
    """Choose the decimals of a bound by its distance from 0 or 1."""
    return 0 if distance >= 0.1 else 1 if distance > 0.0001 else 2


def _ceiling(p: float) -> str:
    places = _bound_places(p)
    # Rounded first: 0.001 * 1000 may be a hair more than 1.
    return f"{ceil(round(p * 10 ** (places + 2), 6)) / 10**places:.{places}f}"


def _floor(p: float) -> str:
    places = _bound_places(1 - p)
    return f"{floor(round(p * 10 ** (places + 2), 6)) / 10**places:.{places}f}"
