"""Pieces of evidence as Gaussian observations of a fit's state (MODEL 8).

Shares say nothing of the level of logarithms, so what is seen of several groups are contrasts:
an orthonormal basis of what adds up to zero, which prefers no group. What one group alone has is
set against all others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from necsim.evidence.frame import contrasts
from necsim.evidence.invert import Inversion
from necsim.evidence.kalman import Seen
from necsim.evidence.layout import Layout
from necsim.evidence.pieces import Judged, PastResult, Preceding, Sample
from necsim.evidence.reading import Reading
from necsim.evidence.scales import Scales
from necsim.kernels.types import Floats
from necsim.scenario.contest import Contest
from necsim.scenario.reference import Reference

# Information in units of the prior's: what tells less than this, though it moved the mean, is taken
# to tell as much.
_LEAST = 0.05
_MANY = 1e6  # half of one in so many: shares are kept as far as this off 0
_SUREST = 1e-4  # the least give-or-take of a logarithm, lest nothing else be heard


def seen_result(
    layout: Layout, result: PastResult, found: Inversion, reference: Reference
) -> Seen | None:
    """Give what a past contest adds: its inversion, less the prior that the inversion held.

    None where it speaks of no faction of the layout.
    """
    slates = result.past.words.slates
    sides = [slates[slate].faction for slate in found.slates]
    factions = [faction for faction in layout.factions if faction in sides]
    if not factions:
        return None
    reduce, means = _by_faction(found, sides, factions)
    centre = np.log(reference.discipline / (1.0 - reference.discipline))
    logits = len(factions) - 1
    prior_mean = np.concatenate([np.zeros(logits), np.full(len(factions), centre)])
    count = len(found.slates)
    prior_sd = np.concatenate([np.ones(count - 1), np.full(count, reference.discipline_spread)])
    prior = (reduce * prior_sd**2) @ reduce.T
    posterior = reduce @ found.covariance @ reduce.T
    design = np.zeros((len(prior), layout.size))
    places = [layout.factions.index(faction) for faction in factions]
    design[:logits, places] = contrasts(len(factions)).T
    design[logits:, layout.discipline][:, places] = np.eye(len(factions))
    return _likelihood(means, posterior, prior_mean, prior, design)


def _by_faction(
    found: Inversion, sides: Sequence[str], factions: Sequence[str]
) -> tuple[Floats, Floats]:
    """Give the map from an inversion's state to factions' contrasts and disciplines, and its value.

    A faction of several slates has their support together and the largest one's discipline.
    """
    count = len(found.slates)
    own = np.array([[side == faction for side in sides] for faction in factions], float)
    # Shares at the mean of their log-ratios: with a slate a faction the map is exact.
    support = own * np.exp(contrasts(count) @ found.state[: count - 1])
    whole = support.sum(axis=1)
    turn = contrasts(len(factions)).T
    split = turn @ (support / whole[:, None]) @ contrasts(count)
    largest = support.argmax(axis=1)
    reduce = np.zeros((2 * len(factions) - 1, 2 * count - 1))
    reduce[: len(factions) - 1, : count - 1] = split
    reduce[len(factions) - 1 :, count - 1 :] = np.eye(count)[largest]
    return reduce, np.concatenate([turn @ np.log(whole), found.state[count - 1 :][largest]])


def _likelihood(
    mean: Floats, covariance: Floats, prior_mean: Floats, prior: Floats, design: Floats
) -> Seen:
    """Take a Gaussian prior out of a Gaussian posterior: what is left, direction by direction.

    With that prior what is seen gives the posterior's mean back, and its covariance.
    """
    whiten = np.linalg.inv(np.linalg.cholesky(prior))
    spreads, turn = np.linalg.eigh(whiten @ covariance @ whiten.T)
    told = np.maximum(1.0 / spreads - 1.0, _LEAST)
    rows = turn.T @ whiten
    values = (rows @ (mean - prior_mean)) * (1.0 + told) / told
    return Seen(values + rows @ prior_mean, rows @ design, np.zeros(1), np.diag(1.0 / told))


def seen_nominations(
    layout: Layout, contest: Contest, counts: Mapping[str, int], scales: Scales
) -> Seen | None:
    """Give what slates' nominations say; None where fewer than two factions of the layout have any.

    A body nominates as many as there are votes. A faction with fewer names than that would have had
    more with more: by how much is not known, from nothing to in proportion, so its total is raised
    by half of that on the log scale, give or take as much.
    """
    factions, totals, rooms = [], [], []
    for faction in layout.factions:
        names = [id_ for id_, who in contest.candidates.items()
                 if id_ in counts and contest.faction_of(id_) == faction and who.slate]  # fmt: skip
        if names:
            factions.append(faction)
            totals.append(sum(counts[id_] for id_ in names) + 0.5)
            rooms.append(max(0.0, np.log(contest.allowed / len(names))) / 2.0)
    if len(factions) < 2:
        return None
    total, room = np.array(totals), np.array(rooms)
    places = [layout.factions.index(faction) for faction in factions]
    turn = contrasts(len(factions)).T
    design = np.zeros((len(scales.slope), len(turn), layout.size))
    design[:, :, layout.support][..., places] = scales.slope[:, None, None] * turn
    design[:, :, layout.lean][..., places] = turn
    known = (turn * (1.0 / total + room**2)) @ turn.T
    noise = scales.nominations[:, None, None] ** 2 * np.eye(len(turn)) + known
    return Seen(turn @ (np.log(total) + room), design, np.zeros(1), noise)


def seen_poll(layout: Layout, poll: Sample, reading: Reading, scales: Scales) -> Seen:
    """Give what a poll says of the groups that `reading` is of."""
    said = max(1.0, poll.size * (1.0 - poll.undecided))
    shares, turn = _shares(poll.shares, said), _turn(len(poll.shares))
    own = scales.extra**2 + poll.undecided**2
    noise = poll.design_effect / said * _sampling(shares, turn)
    loads = _loads(layout, reading, turn)
    off = np.zeros((len(turn), layout.size))
    for part in (layout.bias, layout.house(poll.house)):
        off[:, part] = loads
    seen = _contrast(reading, shares, turn)
    noise = own[:, None, None] * _apart(turn) + noise
    return seen._replace(design=seen.design + off, noise=noise)


def seen_ballot(ballot: Preceding, reading: Reading, scales: Scales) -> Seen:
    """Give what a ballot on something else says: nobody is missing, but it has its own error."""
    shares, turn = _shares(ballot.shares, _MANY), _turn(len(ballot.shares))
    noise = scales.ballot[:, None, None] ** 2 * _apart(turn)
    return _contrast(reading, shares, turn)._replace(noise=noise)


def seen_judgement(judged: Judged, reading: Reading) -> Seen:
    """Give what somebody thinks of support: shares of all, each with its give-or-take."""
    shares = _shares(judged.shares, _MANY)
    off = np.array([judged.give_or_take[name] for name in judged.shares]) / shares
    noise = np.diag(np.maximum(off, _SUREST) ** 2)
    return Seen(np.log(shares), reading.slopes, reading.constant, noise)


def _turn(count: int) -> Floats:
    """Give the contrasts of so many groups; one alone is its own."""
    return contrasts(count).T if count > 1 else np.ones((1, 1))


def _apart(turn: Floats) -> Floats:
    """Give the covariance of contrasts of errors of 1, one a group; the rest has one too."""
    return turn @ turn.T if len(turn[0]) > 1 else np.full((1, 1), 2.0)


def _loads(layout: Layout, reading: Reading, turn: Floats) -> Floats:
    """Say how a bias toward each faction (K,) moves what is seen, (n, K)."""
    loads = np.zeros((len(turn), len(layout.factions)))
    if len(reading.factions) == 1:
        loads -= 1.0 / max(1, len(layout.factions) - 1)
        if reading.factions[0] in layout.factions:
            loads[0, layout.factions.index(reading.factions[0])] = 1.0
        return loads
    for column, faction in enumerate(reading.factions):
        # One whose support is held at 0 may be asked about, but no bias moves it.
        if faction not in layout.factions:
            continue
        loads[:, layout.factions.index(faction)] += turn[:, column]
    return loads


def _shares(stated: Mapping[str, float], said: float) -> Floats:
    """Keep shares off 0 and 1 by half a person."""
    return np.asarray(np.clip(list(stated.values()), 0.5 / said, 1.0 - 0.5 / said), np.float64)


def _sampling(shares: Floats, turn: Floats) -> Floats:
    """Give the covariance of one person's contrasts (the delta method)."""
    own = 1.0 / shares if len(shares) > 1 else 1.0 / (shares * (1.0 - shares))
    return np.asarray((turn * own) @ turn.T)


def _contrast(reading: Reading, shares: Floats, turn: Floats) -> Seen:
    """Turn log shares to contrasts; of one group alone to its log odds."""
    if len(shares) == 1:
        reading, shares = reading.odds(), shares / (1.0 - shares)
    values = turn @ np.log(shares)
    return Seen(values, turn @ reading.slopes, turn @ reading.constant, np.zeros(1))
