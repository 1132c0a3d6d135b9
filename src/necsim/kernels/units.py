"""A committee as arrays: who surely sits, and the uncertain units whose votes must be summed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np

from necsim.kernels.types import Counts, Floats

_SUM_ERROR = 1e-9
_ROUNDING = 1e-12  # what is left of 1 after typed chances, where nothing is left


class Unit(NamedTuple):
    """A seat, or a bloc of seats that move together.

    `votes` and `seats` are the whole unit's; `chances` whose it is when filled, each faction and
    then independent, adding to one; `vacant` the chance that it stands empty.
    """

    votes: int
    seats: int
    chances: tuple[float, ...]
    vacant: float = 0.0


class Units(NamedTuple):
    """The uncertain units: votes, seats, chance of being vacant (U,) and chances (U, options).

    The shift x multiplies the chance of option o by exp(x·pushes[place[u, o]]). `strides` (U,) is
    twice the votes in steps of the sum of all units.
    """

    votes: Counts
    seats: Counts
    vacant: Floats
    chances: Floats
    place: Counts
    pushes: Floats
    strides: Counts


class Holders(NamedTuple):
    """Factions, then coalitions: `sign` (H, options) is 1 within a holder and −1 outside.

    `lead` (H,) is that of the certain seats, `casting` (H,) 1 for a sure casting vote.
    """

    sign: Counts
    lead: Counts
    casting: Counts


class CommitteePlan(NamedTuple):
    """A committee: options are each faction in the order declared, then independent.

    `certain` (options,) counts the certain seats; `factions` and `size` (open seats included) are
    numbers; `chair` is 1 where the last uncertain unit has the casting vote; sums of uncertain
    votes run from −`reach` to `reach` in steps of `step`; `spread` is the sd of the shared shift.
    """

    units: Units
    holders: Holders
    certain: Counts
    factions: int
    size: int
    chair: int
    step: int
    reach: int
    spread: float


class Casting(NamedTuple):
    """Who breaks a tie: a unit, by index, or an option; or nobody."""

    unit: int | None = None
    option: int | None = None


def make_committee(
    units: Sequence[Unit],
    coalitions: Sequence[Collection[int]] = (),
    casting: Casting = Casting(),  # noqa: B008 (immutable)
    *,
    factions: int,
    open_seats: int = 0,
    spread: float = 0.0,
) -> CommitteePlan:
    """Sort units into certain and uncertain ones, the chair last, and lay them out as arrays.

    `coalitions` are sets of factions by index, `open_seats` those that contests fill, `spread` the
    sd of the shared shift on the logit. Raises ValueError where chances do not add to one.
    """
    units = [_check(unit, factions) for unit in units]
    open_chair = casting.unit is not None and _is_uncertain(units[casting.unit])
    order = [u for u in range(len(units)) if u != casting.unit]
    if casting.unit is not None:
        order.append(casting.unit)
    uncertain = [units[u] for u in order if _is_uncertain(units[u])]
    sure = [
        (unit, _holder(unit)) for unit in units if not _is_uncertain(unit) and unit.vacant < 1.0
    ]
    step = _step(uncertain)
    return CommitteePlan(
        units=_layout(uncertain, factions, step),
        holders=_holders(sure, coalitions, _sure_casting(units, casting), factions),
        certain=_add_up([(unit.seats, option) for unit, option in sure], factions),
        factions=factions,
        size=sum(unit.seats for unit in units) + open_seats,
        chair=int(open_chair),
        step=step,
        reach=sum(unit.votes for unit in uncertain),
        spread=spread,
    )


def _check(unit: Unit, factions: int) -> Unit:
    if len(unit.chances) != factions + 1 or abs(sum(unit.chances) - 1.0) > _SUM_ERROR:
        raise ValueError(f"{unit}: {factions + 1} chances that add to one are needed")
    return unit._replace(chances=tuple(p if p > _ROUNDING else 0.0 for p in unit.chances))


def _is_uncertain(unit: Unit) -> bool:
    return unit.vacant < 1.0 and (unit.vacant > 0.0 or sum(p > 0.0 for p in unit.chances) > 1)


def _holder(unit: Unit) -> int:
    return int(np.argmax(unit.chances))


def _sure_casting(units: Sequence[Unit], casting: Casting) -> int | None:
    """Find the option that surely has the casting vote: a vacant chair has none."""
    if casting.unit is None:
        return casting.option
    chair = units[casting.unit]
    return None if _is_uncertain(chair) or chair.vacant == 1.0 else _holder(chair)


def _step(units: Sequence[Unit]) -> int:
    """Find the largest step that every sum of votes keeps to: two when nothing can be vacant."""
    gaps = [unit.votes if unit.vacant > 0.0 else 2 * unit.votes for unit in units]
    return int(np.gcd.reduce(gaps)) or 1 if gaps else 1


def _add_up(amounts: Sequence[tuple[int, int]], factions: int) -> Counts:
    """Add amounts by option."""
    totals = np.zeros(factions + 1, dtype=np.int64)
    for amount, option in amounts:
        totals[option] += amount
    return totals


def _holders(
    sure: Sequence[tuple[Unit, int]],
    coalitions: Sequence[Collection[int]],
    casting: int | None,
    factions: int,
) -> Holders:
    sets = [{faction} for faction in range(factions)] + [set(each) for each in coalitions]
    sign = np.array([[1 if o in each else -1 for o in range(factions + 1)] for each in sets])
    sign = sign.reshape(len(sets), factions + 1).astype(np.int64)
    votes = _add_up([(unit.votes, option) for unit, option in sure], factions)
    return Holders(sign, sign @ votes, np.array([casting in each for each in sets], np.int64))


def _layout(units: Sequence[Unit], factions: int, step: int) -> Units:
    votes = np.array([unit.votes for unit in units], dtype=np.int64)
    moves = np.array([_moves(unit.chances) for unit in units]).reshape(len(units), factions + 1)
    pushes, place = np.unique(moves, return_inverse=True)
    return Units(
        votes=votes,
        seats=np.array([unit.seats for unit in units], dtype=np.int64),
        vacant=np.array([unit.vacant for unit in units], dtype=np.float64),
        chances=np.array([unit.chances for unit in units], np.float64).reshape(moves.shape),
        place=place.reshape(moves.shape).astype(np.int64),
        pushes=pushes.astype(np.float64),
        strides=2 * votes // step,
    )


def _moves(chances: Sequence[float]) -> list[float]:
    """Place a unit's options from 1, the faction declared first, to 0, the last.

    Independent stands in the middle of the line of factions; so a seat between two factions has
    its logit moved by exactly the shift, toward the one declared earlier.
    """
    factions = len(chances) - 1
    line = [*range(factions), (factions - 1) / 2]
    places = [place for place, chance in zip(line, chances, strict=True) if chance > 0.0]
    first, last = min(places), max(places)
    if first == last:
        return [0.0] * len(chances)
    return [
        (last - place) / (last - first) if chance > 0.0 else 0.0
        for place, chance in zip(line, chances, strict=True)
    ]
