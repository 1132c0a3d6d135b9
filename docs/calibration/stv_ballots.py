"""Measure what real STV papers show of stopping, of loyalty, and of going on after a party's names.

Run by hand; `docs/stv-calibration.md` holds what it printed:

    NECSIM_STV_DATA=FOLDER python docs/calibration/stv_ballots.py

FOLDER holds `blt/*.blt.gz`. Constructed elections (`edge_*`, `trap_*`) are left out.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from elections import Election, Floats, Steps, elections, steps_of
from scipy.optimize import brentq, minimize

MEMBERS = ("ers_", "ims_", "eve_")


class Fit(NamedTuple):
    """The model's free ranking fitted to an election."""

    appeal: Floats
    """(C,), mean zero."""
    loyalty: float
    """Log-weight of a name of the first preference's party, against other names."""
    stop: float
    """Where a name of another party with appeal 0 weighs 1."""


def fit(steps: Steps) -> Fit:
    """Fit appeal, loyalty and the stop by maximum likelihood (a conditional logit)."""
    n, size = steps.left.shape
    rows = np.arange(n)

    def loss(x: Floats) -> tuple[float, Floats]:
        utility = np.column_stack([x[:size] + x[size] * steps.own, np.full(n, x[-1])])
        utility[:, :size][~steps.left] = -np.inf
        top = utility.max(axis=1, keepdims=True)
        weight = np.exp(utility - top)
        chance = weight / weight.sum(axis=1, keepdims=True)
        value = -steps.number @ np.log(chance[rows, steps.chosen])
        chance[rows, steps.chosen] -= 1
        pull = steps.number[:, None] * chance
        slope = np.append(pull[:, :size].sum(axis=0), [(pull[:, :size] * steps.own).sum(), 0])
        slope[-1] = pull[:, -1].sum()
        return value + 1e-3 * x @ x, slope + 2e-3 * x

    x = minimize(loss, np.zeros(size + 2), jac=True, method="L-BFGS-B").x
    shift = float(x[:size].mean())
    return Fit(x[:size] - shift, float(x[size]), float(np.exp(x[-1] - shift)))


def hazards(steps: Steps, fitted: Fit | None = None) -> dict[int, float]:
    """Give the share that stops, by position: observed, or as the fit has it."""
    size = steps.left.shape[1]
    if fitted is None:
        stops = (steps.chosen == size).astype(float)
    else:
        weights = np.exp(fitted.appeal + fitted.loyalty * steps.own) * steps.left
        stops = fitted.stop / (fitted.stop + weights.sum(axis=1))
    found = {}
    for k in range(1, int(steps.position.max()) + 1):
        here = steps.position == k
        found[k] = float(np.average(stops[here], weights=steps.number[here]))
    return found


def equal_weights_stop(steps: Steps) -> float:
    """Fit the stop beside names that all weigh 1."""
    names, stopped = steps.left.sum(axis=1), steps.chosen == steps.left.shape[1]

    def slope(log_stop: float) -> float:
        chance = 1 / (1 + names * np.exp(-log_stop))
        return float(steps.number @ (stopped - chance))

    return float(np.exp(brentq(slope, -12, 12)))


def mean_preferences(weights: Floats, stop: float) -> float:
    """Give the mean number of preferences of a free ranking.

    1 + Σ_j (1 − w_j/W)·w_j/(w_j + s): the stop's clock starts at the first ring, after which
    each of the others rings before it with chance w_j/(w_j + s), whoever was first.
    """
    first = weights / weights.sum()
    return float(1 + ((1 - first) * weights / (weights + stop)).sum())


def from_party(election: Election) -> Iterator[tuple[int, int, int, int, int]]:
    """List papers that begin with a party of m > 1 names.

    Yields papers, m, how many of its names stand first in a row, the paper's length, and names
    of others on the ballot.
    """
    teams = {party: election.parties.count(party) for party in election.parties if party}
    for number, ranking in election.papers:
        size = teams.get(election.parties[ranking[0]], 0)
        if size > 1:
            kin = [election.parties[c] == election.parties[ranking[0]] for c in ranking]
            row = kin.index(False) if False in kin else len(kin)
            yield number, size, row, len(ranking), election.candidates - size


def second_choice(election: Election) -> tuple[float, float, float] | None:
    """Give the shares of such papers that go on to an own name, to another's, and that end."""
    tally = np.zeros(3)
    for number, _, row, length, _ in from_party(election):
        tally[0 if row > 1 else 1 if length > 1 else 2] += number
    own, other, end = tally / max(tally.sum(), 1)
    return (own, other, end) if tally.sum() else None


def cohesion(election: Election) -> tuple[float, float] | None:
    """Split the cohesion of a party of three names into discipline and a log-weight.

    Of papers that go on, p1 rank an own name second and p2 of those an own name third. A share d
    follows the list and the rest choose freely with odds w for an own name: p1 = d + (1-d)f1,
    p1*p2 = d + (1-d)f1*f2, f1 = 2w/(2w+n), f2 = w/(w+n), n names of others; so
    2w/(w+n) = p1(1-p2)/(1-p1).
    """
    own, all_, others = np.zeros(2), np.zeros(2), 0
    for number, size, row, length, n in from_party(election):
        if size == 3:
            others = n
            own += number * np.array([row > 1, row > 2])
            all_ += number * np.array([length > 1, row > 1 and length > 2])
    if not others:
        return None
    p1, p2 = own / all_
    ratio = p1 * (1 - p2) / (1 - p1)
    w = ratio * others / (2 - ratio)
    return 1 - (1 - p1) * (2 * w + others) / others, float(np.log(w))


def after_party(election: Election, size: int) -> Floats:
    """Count papers that begin with all `size` names of a party, and those that go on.

    The second row is the same of all other papers that long.
    """
    tally = np.zeros((2, 2))
    for number, names, row, length, _ in from_party(election):
        if names == row == size:
            tally[0] += [number, number * (length > size)]
    long = [(n, len(ranking)) for n, ranking in election.papers if len(ranking) >= size]
    tally[1] = [sum(n for n, _ in long), sum(n for n, length in long if length > size)]
    tally[1] -= tally[0]
    return tally if tally[0, 0] else np.zeros((2, 2))


def lists(election: Election) -> tuple[int, float]:
    """Count rankings of five names or more that one paper in a thousand repeats to the letter."""
    least = max(20.0, election.ballots / 1000)
    found = [n for n, ranking in election.papers if n >= least and len(ranking) >= 5]
    return len(found), sum(found) / election.ballots


def reach(chances: dict[int, float], preferences: int) -> float:
    """Turn hazards into the share of papers with so many preferences."""
    return float(np.prod([1 - chances[k] for k in range(1, preferences)]))


def row_of(election: Election) -> str:
    """Write one election's row of the first table."""
    steps = steps_of(election)
    fitted = fit(steps)
    seen, meant = hazards(steps), hazards(steps, fitted)
    sizes = [len(ranking) for _, ranking in election.papers]
    number = [n for n, _ in election.papers]
    mean = np.average(sizes, weights=number)
    single = np.average(np.array(sizes) == 1, weights=number)
    stops = " ".join(f"{seen[k]:.2f}" for k in range(1, 7) if k in seen)
    far = f"{reach(seen, 6):.2f} / {reach(meant, 6):.2f}" if 5 in seen else ""
    cells = [election.id, str(election.candidates), str(election.seats), f"{election.ballots:,}"]
    cells += [f"{mean:.2f}", f"{single:.2f}", stops, f"{equal_weights_stop(steps):.2f}"]
    check = mean_preferences(np.exp(fitted.appeal), fitted.stop)
    return "| " + " | ".join([*cells, f"{fitted.stop:.2f}", f"{check:.2f}", far]) + " |"


def power(found: list[tuple[float, float]]) -> str:
    """Fit y = a*C^b and give b with the spread of what is left, on the log scale."""
    x, y = np.log(np.array(found)).T
    b, a = np.polyfit(x, y, 1)
    return (
        f"C^{b:.2f}, left over {np.std(y - a - b * x):.2f}; at 42: {np.exp(a + b * np.log(42)):.1f}"
    )


def main() -> None:
    """Print the tables."""
    found = list(elections(Path(os.environ["NECSIM_STV_DATA"])))
    for election in found:
        print(row_of(election))
    for name, group in (("public", (False,)), ("members", (True,))):
        some = [e for e in found if e.id.startswith(MEMBERS) in group and e.longest > 3]
        lengths = [sum(n * len(r) for n, r in e.papers) / e.ballots for e in some]
        sizes = [float(e.candidates) for e in some]
        weights = [fit(steps_of(e)).stop for e in some]
        print(name, "mean", power(list(zip(sizes, lengths, strict=True))))
        print(name, "stop", power(list(zip(sizes, weights, strict=True))))
    for election in found:
        if (shares := second_choice(election)) is not None:
            loyalty = fit(steps_of(election)).loyalty
            print(election.id, *(f"{share:.2f}" for share in shares), f"{loyalty:.2f}")
        if (split := cohesion(election)) is not None:
            print(election.id, f"discipline {split[0]:.2f} log-weight {split[1]:.2f}")
        if lists(election)[0]:
            print(election.id, "lists", *lists(election))
    for size in (2, 3):
        whole = sum((after_party(election, size) for election in found), np.zeros((2, 2)))
        print("after", size, whole[:, 0], whole[:, 1] / whole[:, 0])


if __name__ == "__main__":
    main()
