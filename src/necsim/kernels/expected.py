"""Expected votes under block vote, and how they rise with appeals, for whoever needs very many.

`link.expected` gives the same without a compiler.
"""

from __future__ import annotations

from math import exp
from typing import NamedTuple

import numpy as np

from necsim.kernels._numba import kernel
from necsim.kernels.shapes import BlockLaw
from necsim.kernels.ticks import expected_ticks, tick_chances
from necsim.kernels.types import Floats
from necsim.kernels.weights import camp_weights

_STEP = 1e-4


class _Room(NamedTuple):
    """Weights (C,), chances of a tick (C, votes + 1), ratios and shares left (votes + 1,)."""

    weights: Floats
    chances: Floats
    ratios: Floats
    left: Floats


class _Voters(NamedTuple):
    """Camps' shares (G,), discipline (G,), and candidates' exp(appeal) (C,)."""

    camps: Floats
    discipline: Floats
    strength: Floats


@kernel
def _walk(room: _Room, votes: Floats) -> None:
    tick_chances(room.weights, room.chances, room.ratios)
    expected_ticks(room.chances, room.left, votes)


@kernel
def _add_votes(law: BlockLaw, voters: _Voters, room: _Room, votes: Floats) -> None:
    for g in range(len(voters.camps)):
        listed = voters.camps[g] * voters.discipline[g]
        camp_weights(voters.strength, law.attraction[g], room.weights)
        for r in range(len(room.left)):
            room.left[r] = (voters.camps[g] - listed) * law.free_ticks[g, r]
        _walk(room, votes)
        if listed > 0.0:
            for c in range(len(votes)):
                if law.asked[g, c]:
                    votes[c] += listed
                    room.weights[c] = 0.0
            for r in range(len(room.left)):
                room.left[r] = listed * law.list_ticks[g, r]
            _walk(room, votes)


@kernel
def _add_slopes(law: BlockLaw, voters: _Voters, room: _Room, votes: Floats, slopes: Floats) -> None:
    for j in range(len(votes)):
        here = voters.strength[j]
        for sign in (1.0, -1.0):
            voters.strength[j] = here * exp(sign * _STEP)
            votes[:] = 0.0
            _add_votes(law, voters, room, votes)
            for c in range(len(votes)):
                slopes[c, j] += sign * votes[c] / (2.0 * _STEP)
        voters.strength[j] = here


def compiled_votes(law: BlockLaw, camps: Floats, discipline: Floats, appeal: Floats) -> Floats:
    """Give expected votes per valid ballot (C,) for camps (G,), discipline (G,), appeal (C,)."""
    votes = np.zeros(len(appeal))
    voters = _Voters(camps, discipline, np.exp(appeal - appeal.max()))
    _add_votes(law, voters, _make_room(law), votes)
    return votes


def appeal_slopes(law: BlockLaw, camps: Floats, discipline: Floats, appeal: Floats) -> Floats:
    """Give how expected votes rise with each appeal, as (C, C): d votes_c / d appeal_j."""
    votes, slopes = np.zeros(len(appeal)), np.zeros((len(appeal), len(appeal)))
    voters = _Voters(camps, discipline, np.exp(appeal - appeal.max()))
    _add_slopes(law, voters, _make_room(law), votes, slopes)
    return slopes


def _make_room(law: BlockLaw) -> _Room:
    candidates, ticks = law.attraction.shape[1], law.free_ticks.shape[1]
    return _Room(
        np.zeros(candidates), np.zeros((candidates, ticks)), np.zeros(ticks), np.zeros(ticks)
    )
