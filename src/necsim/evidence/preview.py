"""Evidence not yet seen: what it may show, and what each outcome would say of worlds.

A world is a state x of the mixture's points; the rest of a fit's state (leans, bias) is Gaussian
given x, so the chance of an outcome y given x is too. Outcomes are drawn from worlds; each weighs
all worlds anew by that chance (importance sampling).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from necsim.evidence.fit import Fit
from necsim.evidence.frame import contrasts
from necsim.evidence.kalman import Gaussians
from necsim.evidence.posterior import Picked
from necsim.evidence.reading import read_support
from necsim.kernels.types import Floats
from necsim.scenario.evidence import Poll

_OUTCOMES = 256


class Unseen(NamedTuple):
    """What would be seen, by point: y (n,) = A x + constant + noise.

    A (S, n, D), the covariance of noise (S, n, n).
    """

    design: Floats
    constant: Floats
    noise: Floats


def unseen_poll(found: Fit, contest: str, poll: Poll) -> Unseen:
    """Lay out a poll of all slates' factions; a house not heard of has a bias of its own."""
    layout, scales = found.layout, found.posterior.scales
    factions, places, turn = _groups(found, contest)
    if poll.asks == "votes":
        reading = found.votes(contest).read(factions)
    else:
        reading = read_support(layout, found.lens.at, factions, aligned=False)
    own, off = scales.extra**2 + poll.undecided**2, np.zeros((len(turn), layout.size))
    off[:, layout.bias][:, places] = turn
    if poll.house in layout.houses:
        off[:, layout.house(poll.house)][:, places] = turn
    else:
        own = own + scales.house**2
    said = max(1.0, (poll.size or 1) * (1.0 - poll.undecided))
    noise = own[:, None, None] * np.eye(len(turn))
    noise = noise + poll.design_effect / said * (turn / reading.shares) @ turn.T
    design = np.broadcast_to(turn @ reading.slopes + off, (len(own), len(turn), layout.size))
    return Unseen(design, turn @ reading.constant, noise)


def unseen_nominations(found: Fit, contest: str, size: int) -> Unseen:
    """Lay out nominations by so many more bodies, each naming as many as there are votes."""
    layout, scales = found.layout, found.posterior.scales
    factions, places, turn = _groups(found, contest)
    design = np.zeros((len(scales.slope), len(turn), layout.size))
    design[:, :, layout.support][..., places] = scales.slope[:, None, None] * turn
    design[:, :, layout.lean][..., places] = turn
    # A body's nominations go together, so bodies are counted, not names.
    counted = len(factions) / size * np.eye(len(turn))
    noise = scales.nominations[:, None, None] ** 2 * np.eye(len(turn)) + counted
    return Unseen(design, np.zeros(len(turn)), noise)


def _groups(found: Fit, contest: str) -> tuple[list[str], list[int], Floats]:
    """Name the factions with a slate in a contest, their places, and contrasts between them."""
    own = {s.faction for s in found.question.scenario.contests[contest].slates.values()}
    factions = [faction for faction in found.layout.factions if faction in own]
    places = [found.layout.factions.index(faction) for faction in factions]
    return factions, places, contrasts(len(factions)).T


def outcome_weights(found: Fit, unseen: Unseen, worlds: Picked, seed: int) -> Floats:
    """Draw outcomes, and give the weight of every replicate under each, (outcomes, R)."""
    given = _given_world(found, unseen)
    means = np.einsum("rij,rj->ri", given.slope[worlds.points], worlds.states)
    means = means + given.constant[worlds.points]
    noise = given.noise[worlds.points]
    generator = np.random.default_rng(seed)
    drawn = generator.integers(len(means), size=_OUTCOMES)
    root = np.linalg.cholesky(noise[drawn])
    z = generator.standard_normal((_OUTCOMES, means.shape[1]))
    outcomes = means[drawn] + np.einsum("oij,oj->oi", root, z)
    inverse, log_det = np.linalg.inv(noise), np.linalg.slogdet(noise)[1]
    weights = np.empty((_OUTCOMES, len(means)))
    for k, outcome in enumerate(outcomes):
        off = outcome - means
        log = -0.5 * (np.einsum("ri,rij,rj->r", off, inverse, off) + log_det)
        weights[k] = np.exp(log - log.max())
    return np.asarray(weights / weights.sum(axis=1, keepdims=True))


class Narrowing(NamedTuple):
    """Standard deviation of a number now, and on average once the evidence is seen."""

    mean: float
    now: float
    then: float


def narrowing(weights: Floats, values: Floats) -> Narrowing:
    """Say how much evidence would narrow a number of worlds (R,), by outcomes' weights (O, R)."""
    means = weights @ values
    left = np.maximum(weights @ values**2 - means**2, 0.0).mean()
    return Narrowing(float(values.mean()), float(values.std()), float(np.sqrt(left)))


class _Given(NamedTuple):
    """By point: y given a world x is normal with mean slope · x + constant, and this noise."""

    slope: Floats
    constant: Floats
    noise: Floats


def _given_world(found: Fit, unseen: Unseen) -> _Given:
    """Integrate what is not the world's out of an observation, point by point."""
    state, wide = _centred(found), found.layout.world
    world, rest = unseen.design[..., :wide], unseen.design[..., wide:]
    cross = state.covariance[:, wide:, :wide]
    slope = cross @ np.linalg.pinv(state.covariance[:, :wide, :wide], rcond=1e-9, hermitian=True)
    left = state.covariance[:, wide:, wide:] - slope @ cross.transpose(0, 2, 1)
    apart = state.mean[:, wide:] - np.einsum("sij,sj->si", slope, state.mean[:, :wide])
    constant = unseen.constant + np.einsum("sij,sj->si", rest, apart)
    noise = unseen.noise + rest @ left @ rest.transpose(0, 2, 1)
    return _Given(world + rest @ slope, constant, noise)


def _centred(found: Fit) -> Gaussians:
    """Take the common level out of log support, as the mixture does."""
    layout, state = found.layout, found.posterior.state
    turn = np.eye(layout.size)
    turn[layout.support, layout.support] -= 1.0 / len(layout.factions)
    return Gaussians(state.mean @ turn.T, turn @ state.covariance @ turn.T)
