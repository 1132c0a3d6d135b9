"""Past contests made by the model itself, so that what they hide is known."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from necsim.evidence.frame import Frame, make_frame
from necsim.evidence.past import PastContest
from necsim.evidence.profile import MISFIT
from necsim.kernels.types import Floats
from necsim.scenario.contest import Candidate, Contest, Slate
from necsim.scenario.reference import Reference

REFERENCE = Reference()


class Made(NamedTuple):
    """A contest drawn from the priors: its frame, θ, and the votes it gives but for misfit."""

    frame: Frame
    theta: Floats
    past: PastContest


def words(slates: dict[str, int], off: int, votes: int) -> Contest:
    """Lay out slates of so many names, and so many candidates on none."""
    people = {f"{s}{k}": Candidate(slate=(s,)) for s, n in slates.items() for k in range(n)}
    people |= {f"off{k}": Candidate() for k in range(off)}
    return Contest(
        rule="block",
        seats=votes,
        electorate=0,
        turnout=1.0,
        slates={slate: Slate(faction=slate) for slate in slates},
        candidates=people,
    )


def make(seed: int, slates: dict[str, int], off: int, votes: int, used: float) -> Made:
    """Draw support, discipline, appeals, ballots and the model's misfit from their priors."""
    generator = np.random.default_rng(seed)
    contest = words(slates, off, votes)
    blank = np.ones(len(contest.candidates))
    past = PastContest("made", contest, blank, used, float(np.log(1e5)), 0.05)
    frame = make_frame(past, REFERENCE)
    theta = generator.normal(size=(frame.size,))
    misfit = np.exp(MISFIT * generator.standard_normal(len(blank)))
    return Made(frame, theta, past._replace(votes=frame.votes(theta[None])[0] * misfit))
