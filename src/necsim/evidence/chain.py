"""Evidence in the order of its days: support drifts in between, and each piece moves it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np

from necsim.evidence.kalman import Gaussians, Seen, moved, updated
from necsim.evidence.layout import Layout
from necsim.evidence.scales import Scales
from necsim.kernels.types import Floats
from necsim.scenario.reference import Reference

_YEAR = 365.25


class Event(NamedTuple):
    """Something seen on a day; after a contest discipline may move on to the next."""

    id: str
    day: date
    seen: Callable[[Scales], Seen | None]
    ends_contest: bool = False


class Chained(NamedTuple):
    """What is believed at the end, a Gaussian a point, and the log-likelihood of all seen (S,)."""

    state: Gaussians
    log: Floats


def chain(
    layout: Layout,
    events: Sequence[Event],
    end: date | None,
    scales: Scales,
    reference: Reference,
) -> Chained:
    """Go through events by day, and on to the end, if there is one after them."""
    state, log = layout.before(scales, reference), np.zeros(len(scales.drift))
    at: date | None = None
    for event in sorted(events, key=lambda event: event.day):
        state = _drift(layout, state, at, event.day, scales)
        at = event.day if at is None else max(at, event.day)
        seen = event.seen(scales)
        if seen is not None:
            state, told = updated(state, seen)
            log = log + told
        if event.ends_contest:
            step = np.zeros(layout.size)
            step[layout.discipline] = reference.discipline_drift**2
            state = moved(state, step)
    return Chained(_drift(layout, state, at, end, scales), log)


def _drift(
    layout: Layout, state: Gaussians, at: date | None, to: date | None, scales: Scales
) -> Gaussians:
    """Let support drift from one day to the next; before the first piece there is no day."""
    if at is None or to is None or to <= at:
        return state
    variances = np.zeros((len(scales.drift), layout.size))
    years = (to - at).days / _YEAR
    variances[:, layout.support] = (years * (scales.tail * scales.drift) ** 2)[:, None]
    return moved(state, variances)


def houses_of(events: Iterable[str]) -> tuple[str, ...]:
    """Name the houses, each once, in order."""
    return tuple(dict.fromkeys(events))
