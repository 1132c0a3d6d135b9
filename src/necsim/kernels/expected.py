"""Expected votes under block vote, and how they rise with appeals, for whoever needs very many.

`link.expected` gives the same votes without a compiler. Slopes are exact: given how many ticks a
member has, d E[c] / d appeal_j is the covariance of the ticks of c and j, as in any exponential
family. Sums of products of chances, and one difference: no digits are lost.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from necsim.kernels._numba import inner, kernel
from necsim.kernels.shapes import BlockLaw
from necsim.kernels.tick_law import fill_ticks
from necsim.kernels.ticks import expected_ticks, tick_chances
from necsim.kernels.types import Counts, Floats
from necsim.kernels.weights import camp_weights


class Voters(NamedTuple):
    """How the members of n worlds vote in one contest.

    Camps' shares and discipline (n, G), and exp(appeal) with the largest (n, C).
    """

    camps: Floats
    discipline: Floats
    strength: Floats


class _Room(NamedTuple):
    """Scratch: weights (C,), chances of a tick (C, votes + 1), `alone` (votes + 1, C).

    `ticks` (4, votes + 1) are those of the members walking, and three more rows.
    """

    weights: Floats
    chances: Floats
    alone: Floats
    ticks: Floats


@inner
def _tick(left: Floats, most: int, chances: Floats) -> float:
    """Let members with up to `most` ticks left tick a candidate or not; give how many do."""
    # The last value is carried along: to read back what was just stored takes twice as long.
    stayed, all_ticked = left[0], 0.0
    for r in range(1, most + 1):
        ticked = left[r] * chances[r]
        left[r - 1] = stayed + ticked
        stayed = left[r] - ticked
        all_ticked += ticked
    left[most] = stayed
    return all_ticked


@inner
def _fill_alone(room: _Room, t: int) -> None:
    """Fill alone[t], each candidate's chance of a tick from members with t ticks."""
    left = room.ticks[2]
    left[:t] = 0.0
    left[t] = 1.0
    for c in range(len(room.chances)):
        room.alone[t, c] = _tick(left, t, room.chances[c])


@inner
def _add_pairs(room: _Room, slopes: Floats) -> None:
    """Add the expected ticks of c and j together, for c ≤ j: who has ticked c walks on from c."""
    left, onward, chances = room.ticks[2], room.ticks[3], room.chances
    candidates, ticks = chances.shape
    for r in range(ticks):
        left[r] = room.ticks[0, r]
    for c in range(candidates):
        for r in range(1, ticks):
            onward[r - 1] = left[r] * chances[c, r]
        slopes[c, c] += _tick(left, ticks - 1, chances[c])
        for j in range(c + 1, candidates):
            slopes[c, j] += _tick(onward, ticks - 2, chances[j])


@inner
def _add_slopes(room: _Room, slopes: Floats) -> None:
    """Add the covariances of ticks given their number, for c ≤ j."""
    _add_pairs(room, slopes)
    candidates = len(room.weights)
    for t in range(1, room.ticks.shape[1]):
        share = room.ticks[0, t]
        if share > 0.0:
            _fill_alone(room, t)
            for c in range(candidates):
                part = share * room.alone[t, c]
                for j in range(c, candidates):
                    slopes[c, j] -= part * room.alone[t, j]


@inner
def _walk(room: _Room, i: int, votes: Floats, slopes: Floats) -> None:
    tick_chances(room.weights, room.chances, room.ticks[1])
    if i < len(slopes):
        _add_slopes(room, slopes[i])
    expected_ticks(room.chances, room.ticks[0], votes)


@inner
def _add_votes(
    law: BlockLaw, voters: Voters, i: int, room: _Room, votes: Floats, slopes: Floats
) -> None:
    """Add the votes of world i, and their slopes for c ≤ j."""
    ticks = room.ticks[0]
    for g in range(voters.camps.shape[1]):
        camp = voters.camps[i, g]
        listed = camp * voters.discipline[i, g]
        camp_weights(voters.strength[i], law.attraction[g], room.weights)
        for r in range(len(ticks)):
            ticks[r] = (camp - listed) * law.free_ticks[g, r]
        _walk(room, i, votes, slopes)
        for c in range(len(votes)):
            if law.asked[g, c]:
                votes[c] += listed
                room.weights[c] = 0.0
        if law.list_ticks[g, 0] < 1.0:
            for r in range(len(ticks)):
                ticks[r] = listed * law.list_ticks[g, r]
            _walk(room, i, votes, slopes)


@kernel
def _fill_votes(
    law: BlockLaw,
    used: float,
    names: Counts,
    voters: Voters,
    room: _Room,
    votes: Floats,
    slopes: Floats,
) -> None:
    for i in range(len(votes)):
        fill_ticks(law, used, names, voters.camps[i], voters.discipline[i])
        _add_votes(law, voters, i, room, votes[i], slopes)
        if i < len(slopes):
            for c in range(len(room.weights)):
                for j in range(c):
                    slopes[i, c, j] = slopes[i, j, c]


def compiled_votes(
    law: BlockLaw, used: float, voters: Voters, sloped: int = 0
) -> tuple[Floats, Floats]:
    """Give expected votes per valid ballot (n, C), and d votes_c / d appeal_j (sloped, C, C).

    Slopes are those of the first so many worlds. In each world free ticks are solved, one law for
    all camps, so that all ballots use the share `used` of the votes; where members who follow their
    slate already use more, the free have one.
    """
    number, candidates = voters.strength.shape
    ticks = law.free_ticks.shape[1]
    own = law._replace(free_ticks=law.free_ticks.copy(), list_ticks=law.list_ticks.copy())
    names: Counts = law.asked.sum(axis=1).astype(np.int64)
    room = _Room(
        np.zeros(candidates),
        np.zeros((candidates, ticks)),
        np.zeros((ticks, candidates)),
        np.zeros((4, ticks)),
    )
    votes, slopes = np.zeros((number, candidates)), np.zeros((sloped, candidates, candidates))
    _fill_votes(own, used, names, voters, room, votes, slopes)
    return votes, slopes
