"""From what an inversion seeks to votes: linear maps of standard normals, and the law."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from necsim.evidence.past import PastContest
from necsim.kernels.expected import Voters, compiled_votes
from necsim.kernels.shapes import BlockLaw
from necsim.kernels.types import Floats
from necsim.link.law import block_law
from necsim.scenario.reference import Reference

_STEP = 1e-5  # one way: what that gets wrong is below a thousandth of any error stated


class Guess(NamedTuple):
    """What θ stands for: `state`, support and discipline by slate (…, K), appeals (…, C).

    The state (…, 2K − 1) is the log-ratios of support, then logit discipline, each in its own unit.
    """

    state: Floats
    support: Floats
    discipline: Floats
    appeal: Floats
    log_ballots: Floats


class Frame(NamedTuple):
    """A past contest: K slates, the law but for its ticks, the votes used, centres and scales.

    θ (…, 2K + A) is logit discipline (K), α, log ballots and the log-ratios of support (K − 1), all
    standard normal beforehand; `appeal` (C, A) takes α to appeals.
    """

    slates: int
    law: BlockLaw
    used: float
    unaligned: float
    discipline: tuple[float, float]
    appeal: Floats
    ballots: tuple[float, float]

    @property
    def size(self) -> int:
        """Entries of θ."""
        return 2 * self.slates + int(self.appeal.shape[1])

    def guess(self, theta: Floats) -> Guess:
        """Translate θ."""
        last = self.size - self.slates
        logits, alpha, ballots, ratios = np.split(theta, [self.slates, last, last + 1], axis=-1)
        logits = self.discipline[0] + self.discipline[1] * logits
        odds = np.exp(ratios @ contrasts(self.slates).T)
        return Guess(
            np.concatenate([ratios, logits], axis=-1),
            (1.0 - self.unaligned) * odds / odds.sum(axis=-1, keepdims=True),
            1.0 / (1.0 + np.exp(-logits)),
            alpha @ self.appeal.T,
            self.ballots[0] + self.ballots[1] * ballots[..., 0],
        )

    def votes(self, theta: Floats) -> Floats:
        """Give expected votes (n, C) at θ (n, P), free ticks solved in each place."""
        return self._read(theta, 0)[0]

    def log_slopes(self, theta: Floats) -> tuple[Floats, Floats]:
        """Give log votes (n, C) at θ (n, P); their slopes (n, P − K, C) by all but discipline."""
        count, slates = len(theta), self.slates
        nudges = np.zeros((slates, 1, self.size))
        for k in range(1, slates):
            nudges[k, 0, -k] = _STEP
        votes, moves = self._read((theta + nudges).reshape(-1, self.size), count)
        logs = np.log(votes).reshape(-1, *votes[:count].shape)
        slopes = np.empty((count, self.size - slates, votes.shape[1]))
        slopes[:, :-slates] = (self.appeal.T @ moves) / votes[:count, None, :]
        slopes[:, -slates] = self.ballots[1]
        for k in range(1, slates):
            slopes[:, -k] = (logs[k] - logs[0]) / _STEP
        return logs[0], slopes

    def _read(self, theta: Floats, sloped: int) -> tuple[Floats, Floats]:
        """Give votes (n, C) and the first ones' slopes by appeal (sloped, C, C)."""
        guess = self.guess(theta)
        rest = np.zeros((len(theta), 1))
        voters = Voters(
            np.hstack([guess.support, rest + self.unaligned]),
            np.hstack([guess.discipline, rest]),
            np.exp(guess.appeal - guess.appeal.max(axis=1, keepdims=True)),
        )
        per_ballot, moves = compiled_votes(self.law, self.used, voters, sloped)
        ballots = np.exp(guess.log_ballots)[:, None]
        return ballots * per_ballot, ballots[:sloped, None] * moves


def make_frame(past: PastContest, reference: Reference) -> Frame:
    """Lay a past contest out for inversion."""
    slates, centre = len(past.words.slates), reference.discipline
    return Frame(
        slates,
        block_law(past.id, past.words, reference, np.full(slates + 1, 1.0 / (slates + 1))),
        past.used,
        reference.unaligned,
        (float(np.log(centre / (1.0 - centre))), reference.discipline_spread),
        _appeal_map(past, reference),
        (past.log_ballots, past.log_ballots_error),
    )


def contrasts(count: int) -> Floats:
    """Give an orthonormal basis (count, count − 1) of what adds up to zero (Helmert)."""
    basis = np.zeros((count, count - 1))
    for k in range(1, count):
        basis[:k, k - 1] = 1.0
        basis[k, k - 1] = -k
        basis[:, k - 1] /= np.sqrt(k * (k + 1.0))
    return basis


def _appeal_map(past: PastContest, reference: Reference) -> Floats:
    """Give appeals (C,) as a linear map of standard normals: no slate's mean moves."""
    people = past.words.candidates
    columns = []
    for slate in past.words.slates:
        places = [c for c, who in enumerate(people.values()) if slate in who.slate]
        block = np.zeros((len(people), len(places) - 1))
        block[places] = reference.appeal_slate * contrasts(len(places))
        columns.append(block)
    off = [c for c, who in enumerate(people.values()) if not who.slate]
    columns.append(reference.appeal_off_slate * np.eye(len(people))[:, off])
    return np.hstack(columns)
