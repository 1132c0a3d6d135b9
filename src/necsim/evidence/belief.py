"""Where support may be before the vote: a stated law, or the mixture that evidence gives."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

from necsim.evidence.fit import Fit
from necsim.evidence.fitted import FIT, fitted, fitted_support, fitted_words
from necsim.evidence.from_votes import support_from_votes
from necsim.evidence.posterior import Mixture, fixed_draws
from necsim.evidence.question import Appeals
from necsim.evidence.words import silent_slates
from necsim.scenario import Scenario
from necsim.scenario.behaviour import UNALIGNED, of
from necsim.scenario.contest import Contest
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

_CLOSE, _MOST = 1e-6, 50
_FAR, _HALVINGS = 40.0, 50  # in logits of discipline
_NO_FIT: tuple[None, tuple[()], dict[str, Any], dict[str, Any]] = (None, (), {}, {})
_NOBODY = 1e-9  # the least mean share that a logarithm is taken of


class Stated(NamedTuple):
    """π = softmax(m + s·τ·Rz) (MODEL 2).

    `root` is R (K, K), None for the identity; `tail` the degrees of freedom of s.
    """

    law: MeanSpread
    root: Floats | None
    tail: float


class Belief(NamedTuple):
    """A law of worlds: shares of each faction with any, then of `unaligned` if anyone is.

    `means` (K,) are of the shares. Support is drawn by `stated`, or without it from the mixture,
    which with evidence is also where discipline comes from, by faction, of the slates in
    `discipline`: each slate's is moved so far on the logit. That and `appeals` are by contest.
    """

    names: tuple[str, ...]
    means: Floats
    stated: Stated | None
    mixture: Mixture | None
    factions: tuple[str, ...]
    appeals: Appeals
    discipline: Mapping[str, Mapping[str, float]]

    @property
    def support(self) -> dict[str, float]:
        """The mean support of each faction that has any."""
        means = dict(zip(self.names, self.means.tolist(), strict=True))
        return {name: mean for name, mean in means.items() if name != UNALIGNED}

    @property
    def law(self) -> MeanSpread:
        """The stated law of support, for whoever knows it to be stated."""
        if self.stated is None:
            raise TypeError("support is drawn from a mixture")
        return self.stated.law

    @property
    def varies(self) -> bool:
        """Whether support differs between worlds."""
        return self.stated is None or bool(np.any(self.stated.law.tau))


def believe(scenario: Scenario, found: Fit | None = None) -> Belief:
    """Turn what a scenario says, and what its evidence tells, into a belief.

    Typed support replaces the fitted centre only; a typed give-or-take the fitted spread. `found`
    is the fit of the evidence, made here unless given.

    Raises
    ------
    ScenarioError
        Where no law has the shares, errors and correlations that are stated, or evidence is wrong.
    """
    if not scenario.evidence:
        return _stated(scenario, mean_support(scenario))
    found = found or fitted(scenario)
    support = mean_support(scenario, found)
    moved = {id_: _discipline(contest, found) for id_, contest in scenario.contests.items()}
    told = found.layout.factions, found.appeals, moved
    if scenario.give_or_take is not None:
        stated = _stated(scenario, support)
        return Belief(*stated[:3], found.mixture, *told)
    means = np.array([*support.values(), 1.0 - sum(support.values())])
    mixed = found.mixture
    if np.abs(means - found.support.means).max() > _CLOSE:
        mixed = _recentred(found, means)
    return Belief((*found.layout.factions, UNALIGNED), means, None, mixed, *told)


def centred(scenario: Scenario, found: Fit | None = None) -> Scenario:
    """Fill a scenario's silent places with the centre of what its evidence says.

    Without evidence nothing changes; what is filled in has the origin `fit`.
    """
    if not scenario.evidence:
        return scenario
    found = found or fitted(scenario)
    words, support = fitted_words(scenario, found), mean_support(scenario, found)
    new = words.model_copy(update={"support": support})
    silent = (name for name in support if name not in scenario.support)
    new._origins = {**words.origins, **dict.fromkeys((f"support.{name}" for name in silent), FIT)}
    return new


def mean_support(scenario: Scenario, found: Fit | None = None) -> dict[str, float]:
    """Give the mean support of each faction: typed, read from votes, or fitted.

    With nothing known, factions share equally what is not unaligned.
    """
    if scenario.evidence:
        found = found or fitted(scenario)
        if scenario.support_from_votes:
            return support_from_votes(fitted_words(scenario, found))
        return fitted_support(scenario, found)
    if scenario.support_from_votes:
        return support_from_votes(scenario)
    if scenario.support:
        return scenario.support
    each = (1.0 - scenario.reference.unaligned) / max(1, len(scenario.factions))
    return dict.fromkeys(scenario.factions, each)


def _discipline(contest: Contest, found: Fit) -> dict[str, float]:
    """Give the move of each slate's fitted discipline: none, or to the centre that is typed.

    A slate whose spread is typed has a law of its own.
    """
    typed, own = contest.behaviour.discipline, contest.behaviour.discipline_give_or_take
    moves = {}
    for slate, words in contest.slates.items():
        if of(own, slate, None) is None and words.faction in found.layout.factions:
            mean = None if slate in silent_slates(contest) else of(typed, slate, None)
            moves[slate] = 0.0 if mean is None else _move(found, words.faction, mean)
    return moves


def _move(found: Fit, faction: str, mean: float) -> float:
    """Find how far a faction's logit of discipline must move for it to have this mean."""
    if mean in (0.0, 1.0):
        return float(np.inf) * (2.0 * mean - 1.0)
    drawn, k = fixed_draws(found.mixture), found.layout.factions.index(faction)
    logits = drawn.states[..., found.layout.discipline][..., k]
    low, high = -_FAR, _FAR
    for _ in range(_HALVINGS):
        middle = (low + high) / 2.0
        above = float((drawn.mass / (1.0 + np.exp(-logits - middle))).sum()) > mean
        low, high = (low, middle) if above else (middle, high)
    return middle


def _recentred(found: Fit, means: Floats) -> Mixture:
    """Shift a mixture, on the log scale, until mean shares (K + 1,) are these."""
    layout, mixed, aims = found.layout, found.mixture, np.maximum(means, _NOBODY)
    drawn, shift = fixed_draws(mixed), np.zeros(found.layout.world)
    for _ in range(_MOST):
        now = np.einsum("p,psk->k", drawn.mass[:, 0], layout.shares(drawn.states + shift))
        if np.abs(now - means).max() < _CLOSE:
            break
        shift[layout.support] += np.log(aims / now)[:-1]
        shift[layout.unaligned] += _logit(aims[-1]) - _logit(now[-1])
    return mixed._replace(centre=mixed.centre + shift)


def _logit(share: float) -> float:
    return float(np.log(share / (1.0 - share)))


def _stated(scenario: Scenario, shares: Mapping[str, float]) -> Belief:
    """Solve the law that has these mean shares and the stated errors."""
    rest = 1.0 - sum(shares.values())
    shares = {**shares, UNALIGNED: rest if rest > 1e-9 else 0.0}
    names = tuple(name for name, share in shares.items() if share > 0.0)
    means = np.array([shares[name] for name in names])
    known = scenario.support or scenario.support_from_votes or scenario.evidence
    if not known:
        law = realise(np.log(means), np.ones(len(names)), scenario.tail)
        return Belief(names, law.means, Stated(law, None, scenario.tail), *_NO_FIT)
    root = _correlation_root(scenario, names)
    typed = _stated_spreads(scenario, names)
    spreads = default_spreads(means, typed, FALLBACK)
    if UNALIGNED in names and names.index(UNALIGNED) not in typed:
        k = names.index(UNALIGNED)
        spreads[k] = min(scenario.reference.unaligned_give_or_take, means[k], 1.0 - means[k])
    must = np.array([k in typed for k in range(len(names))])
    try:
        law = solve(means, spreads, scenario.tail, root, must)
    except UnreachableError as error:
        raise _out_of_reach(scenario, names, error) from None
    return Belief(names, law.means, Stated(law, root, scenario.tail), *_NO_FIT)


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
