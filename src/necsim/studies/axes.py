"""What a sweep varies: `key=from:to:step` and `key=v,v,v`, and how axes make cells."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

import numpy as np

from necsim.errors import UsageError
from necsim.scenario import read_value

MOST_CELLS = 100_000
Values = dict[str, Any]


class Axis(NamedTuple):
    """One key and the values it takes, in order."""

    key: str
    values: tuple[Any, ...]


def read_axis(text: str) -> Axis:
    """Read an axis as `--vary` takes it; a UsageError says what is wrong."""
    key, equals, values = text.partition("=")
    if not (equals and key.strip() and values.strip()):
        raise UsageError(f"--vary {text!r}: write key=from:to:step or key=v,v,v")
    return make_axis(key.strip(), values)


def make_axis(key: str, values: str | Iterable[Any]) -> Axis:
    """Make an axis of a text such as "0.3:0.7:0.01" or "0.3,0.5", or of values."""
    if not isinstance(values, str):
        found = tuple(values)
    elif values.count(":") and not any(mark in values for mark in "\"'[{"):
        found = _steps(key, values)
    else:
        found = tuple(read_value(each) for each in _split(values))
    if not found:
        raise UsageError(f"{key}: there is no value to vary")
    return Axis(key, found)


def read_range(key: str, text: str) -> tuple[float, float]:
    """Read the two ends of a range, as in "0.3:0.7" or "30%:70%"."""
    ends = [_decimal(each) for each in text.split(":")]
    if len(ends) != 2 or None in ends or not ends[0] < ends[1]:  # type: ignore[operator]
        raise UsageError(f"{key}: {text!r} is no range: write from:to, as in 0.3:0.7")
    return float(ends[0] or 0), float(ends[1] or 0)


def grid(axes: Sequence[Axis]) -> list[Values]:
    """Give every combination of the axes' values, the last axis fastest."""
    _refuse_repeats(axes)
    cells = 1
    for axis in axes:
        cells *= len(axis.values)
    if cells > MOST_CELLS:
        raise UsageError(f"{cells:,} cells: vary fewer values (at most {MOST_CELLS:,} cells)")
    keys = [axis.key for axis in axes]
    return [
        dict(zip(keys, values, strict=True))
        for values in itertools.product(*(axis.values for axis in axes))
    ]


def side_by_side(axes: Sequence[Axis]) -> list[Values]:
    """Give the first values of all axes, then the second ones, and so on."""
    _refuse_repeats(axes)
    lengths = {axis.key: len(axis.values) for axis in axes}
    if len(set(lengths.values())) > 1:
        counted = ", ".join(f"{key} {length}" for key, length in lengths.items())
        raise UsageError(f"zip: side by side, keys need equally many values, not {counted}")
    keys = list(lengths)
    return [
        dict(zip(keys, row, strict=True)) for row in zip(*(a.values for a in axes), strict=True)
    ]


def sample(ranges: Mapping[str, tuple[float, float]], n: int, seed: int) -> list[Values]:
    """Give n points of a Latin hypercube: each key's range is cut in n, one point in each part."""
    from scipy.stats.qmc import LatinHypercube

    lows, highs = ([ends[at] for ends in ranges.values()] for at in (0, 1))
    points = LatinHypercube(len(ranges), rng=seed).random(n) * (np.array(highs) - lows) + lows
    return [dict(zip(ranges, point, strict=True)) for point in points.tolist()]


def _refuse_repeats(axes: Sequence[Axis]) -> None:
    keys = [axis.key for axis in axes]
    if twice := next((key for key in keys if keys.count(key) > 1), None):
        raise UsageError(f"{twice} is varied twice: give all its values at once, as in key=v,v,v")


def _steps(key: str, text: str) -> tuple[Any, ...]:
    """Give the values from one end to the other, both included, as exact decimals."""
    parts = [_decimal(part) for part in text.split(":")]
    if len(parts) != 3 or any(part is None for part in parts):
        raise UsageError(f"{key}: {text!r}: write from:to:step, as in 0.3:0.7:0.01")
    low, high, step = (part or Decimal(0) for part in parts)
    if step == 0 or (high - low) / step < 0:
        raise UsageError(f"{key}: {text!r}: a step of {step} does not lead from {low} to {high}")
    steps = (high - low) / step
    if steps != int(steps):
        nearest = low + int(steps) * step
        raise UsageError(f"{key}: {text!r}: steps of {step} end at {nearest}, not at {high}")
    if steps > MOST_CELLS:
        raise UsageError(f"{key}: {text!r}: {steps:,.0f} steps are too many")
    values = [low + k * step for k in range(int(steps) + 1)]
    whole = all("%" not in part and "." not in part and "e" not in part.lower()
                for part in text.split(":"))  # fmt: skip
    return tuple(int(value) if whole else float(value) for value in values)


def _decimal(text: str) -> Decimal | None:
    """Read a number or a percentage exactly; None where it is neither."""
    text = text.strip().replace("_", "")
    try:
        number = Decimal(text.removesuffix("%"))
    except InvalidOperation:
        return None
    if not number.is_finite():
        return None
    return number / 100 if text.endswith("%") else number


def _split(text: str) -> list[str]:
    """Split at commas outside brackets, braces and quotes."""
    parts, depth, quote = [""], 0, ""
    for letter in text:
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'":
            quote = letter
        elif letter == "," and depth == 0:
            parts.append("")
            continue
        depth += (letter in "[{") - (letter in "]}")
        parts[-1] += letter
    return [part for part in parts if part.strip()]
