"""Where support may be before the vote (MODEL 2): π = softmax(m + s·τ·Rz)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from necsim.evidence.from_votes import support_from_votes
from necsim.scenario import Scenario
from necsim.scenario.behaviour import UNALIGNED
from necsim.scenario.refusal import refusal
from necsim.simplex.mean_spread import (
    FALLBACK,
    Floats,
    MeanSpread,
    UnreachableError,
    default_spreads,
    realise,
    solve,
)


class Belief(NamedTuple):
    """A law of support: each faction with any, then `unaligned` if anyone is.

    `law` holds m, τ and the means and spreads they give (K,); `root` is R (K, K), None for the
    identity; `tail` the degrees of freedom of the shared scale s.
    """

    names: tuple[str, ...]
    law: MeanSpread
    root: Floats | None
    tail: float

    @property
    def support(self) -> dict[str, float]:
        """The mean support of each faction that has any."""
        means = dict(zip(self.names, self.law.means.tolist(), strict=True))
        return {name: mean for name, mean in means.items() if name != UNALIGNED}


def believe(scenario: Scenario) -> Belief:
    """Turn what a scenario says about support into a belief.

    Raises
    ------
    ScenarioError
        Where no law has the shares, errors and correlations that are stated.
    """
    shares = mean_support(scenario)
    rest = 1.0 - sum(shares.values())
    shares = {**shares, UNALIGNED: rest if rest > 1e-9 else 0.0}
    names = tuple(name for name, share in shares.items() if share > 0.0)
    means = np.array([shares[name] for name in names])
    if not scenario.support and not scenario.support_from_votes:
        flat = realise(np.log(means), np.ones(len(names)), scenario.tail)
        return Belief(names, flat, None, scenario.tail)
    root = _correlation_root(scenario, names)
    stated = _stated_spreads(scenario, names)
    spreads = default_spreads(means, stated, FALLBACK)
    if UNALIGNED in names and names.index(UNALIGNED) not in stated:
        k = names.index(UNALIGNED)
        spreads[k] = min(scenario.reference.unaligned_give_or_take, means[k], 1.0 - means[k])
    must = np.array([k in stated for k in range(len(names))])
    try:
        law = solve(means, spreads, scenario.tail, root, must)
    except UnreachableError as error:
        raise _out_of_reach(scenario, names, error) from None
    return Belief(names, law, root, scenario.tail)


def mean_support(scenario: Scenario) -> dict[str, float]:
    """Give the mean support of each faction, typed or read from votes.

    With none stated, factions share equally what is not unaligned.
    """
    if scenario.support_from_votes:
        return support_from_votes(scenario)
    if scenario.support:
        return scenario.support
    each = (1.0 - scenario.reference.unaligned) / max(1, len(scenario.factions))
    return dict.fromkeys(scenario.factions, each)


def _stated_spreads(scenario: Scenario, names: tuple[str, ...]) -> dict[int, float]:
    """Give the spreads that were typed, by place; one number for all speaks of factions."""
    typed = scenario.give_or_take
    if typed is None:
        return {}
    if isinstance(typed, dict):
        return {k: typed[name] for k, name in enumerate(names) if name in typed}
    if typed == 0.0:
        return dict.fromkeys(range(len(names)), 0.0)
    return {k: typed for k, name in enumerate(names) if name != UNALIGNED}


def _correlation_root(scenario: Scenario, names: tuple[str, ...]) -> Floats | None:
    """Give the symmetric root of the stated correlations; None where none is stated."""
    if not scenario.support_correlation:
        return None
    matrix = np.eye(len(names))
    for one, row in scenario.support_correlation.items():
        for other, value in row.items():
            if one in names and other in names:
                i, j = names.index(one), names.index(other)
                matrix[i, j] = matrix[j, i] = value
    values, vectors = np.linalg.eigh(matrix)
    if values.min() < 1e-9:
        raise refusal(
            scenario,
            "support_correlation",
            "no shares can have these correlations all at once",
            "bring them closer to 0",
        )
    return np.asarray((vectors * np.sqrt(values)) @ vectors.T, dtype=np.float64)


def _out_of_reach(scenario: Scenario, names: tuple[str, ...], error: UnreachableError) -> Exception:
    nearest = ", ".join(
        f"{name} {spread:.3f}" for name, spread in zip(names, error.spreads, strict=True)
    )
    wrong = "no law of support has these errors around these shares"
    return refusal(scenario, "give_or_take", wrong, f"the nearest that one has: {nearest}")
