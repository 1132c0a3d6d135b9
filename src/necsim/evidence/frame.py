"""From what an inversion seeks to votes: linear maps of standard normals, and the law."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from necsim.evidence.past import PastContest
from necsim.kernels.expected import appeal_slopes, compiled_votes
from necsim.kernels.shapes import BlockLaw
from necsim.kernels.types import Floats
from necsim.link.law import block_law, with_ticks
from necsim.scenario.reference import Reference


class Guess(NamedTuple):
    """Support and discipline by slate (K,), and log ballots."""

    support: Floats
    discipline: Floats
    log_ballots: float


class Frame(NamedTuple):
    """One contest: K slates, the law given camps and discipline, centres and scales.

    φ (2K,) is the K − 1 log-ratios of support, then logit discipline and log ballots; `appeal`
    (C, A) takes α (A,) to appeals.
    """

    slates: int
    law: Callable[[tuple[float, ...], tuple[float, ...]], BlockLaw]
    unaligned: float
    discipline: tuple[float, float]
    appeal: Floats
    ballots: tuple[float, float]

    @property
    def size(self) -> int:
        """Entries of φ."""
        return 2 * self.slates

    def guess(self, phi: Floats) -> Guess:
        """Translate φ."""
        ratios, logits = phi[: self.slates - 1], phi[self.slates - 1 : -1]
        odds = np.exp(contrasts(self.slates) @ ratios)
        logit = self.discipline[0] + self.discipline[1] * logits
        return Guess(
            (1.0 - self.unaligned) * odds / odds.sum(),
            1.0 / (1.0 + np.exp(-logit)),
            self.ballots[0] + self.ballots[1] * float(phi[-1]),
        )

    def votes(self, phi: Floats, alpha: Floats) -> Floats:
        """Give expected votes (C,), free ticks solved at this support and discipline."""
        per_ballot = compiled_votes(*self._voting(phi), self.appeal @ alpha)
        return np.asarray(np.exp(self.guess(phi).log_ballots) * per_ballot, np.float64)

    def log_slopes(self, phi: Floats, alpha: Floats) -> Floats:
        """Give the slopes of log votes (C,) by α (A,)."""
        voting, appeal = self._voting(phi), self.appeal @ alpha
        votes = compiled_votes(*voting, appeal)
        return np.asarray(appeal_slopes(*voting, appeal) @ self.appeal / votes[:, None])

    def _voting(self, phi: Floats) -> tuple[BlockLaw, Floats, Floats]:
        guess = self.guess(phi)
        camps = np.append(guess.support, self.unaligned)
        discipline = np.append(guess.discipline, 0.0)
        return self.law(tuple(camps.tolist()), tuple(discipline.tolist())), camps, discipline


def make_frame(past: PastContest, reference: Reference) -> Frame:
    """Lay a past contest out for inversion."""
    slates, centre = len(past.words.slates), reference.discipline
    bare = block_law(past.id, past.words, reference, np.full(slates + 1, 1.0 / (slates + 1)))

    # Appeals move many times between two changes of support: their law is the last one.
    @lru_cache(maxsize=1)
    def law(camps: tuple[float, ...], discipline: tuple[float, ...]) -> BlockLaw:
        return with_ticks(bare, past.used, np.array(camps), np.array(discipline))

    return Frame(
        slates,
        law,
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
