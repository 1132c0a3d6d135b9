"""Support stated as expected shares of votes, read back through the link (MODEL 2 and 8).

The unaligned share is the reference's, since votes do not identify it; the factions' shares of the
rest are solved so that their votes stand to one another as stated. What is left for candidates off
slates follows from their appeals.
"""

from __future__ import annotations

from functools import partial

import numpy as np

from necsim.evidence.descent import slopes
from necsim.kernels.types import Floats
from necsim.link.votes import central_votes, faction_shares
from necsim.scenario import Scenario
from necsim.scenario.refusal import refusal

_CLOSE, _MOST, _WIDEST = 1e-10, 60, 3.0
_NOBODY = -14.0  # in log support: a millionth of the largest


def support_from_votes(scenario: Scenario) -> dict[str, float]:
    """Find the mean support that gives the stated shares of votes in the first contest.

    Raises
    ------
    ScenarioError
        Where no support gives them: members of other camps alone give a faction more.
    """
    stated = {name: share for name, share in scenario.support_from_votes.items() if share > 0.0}
    off = partial(_off, scenario, stated)
    logs = np.log(np.array(list(stated.values())))
    for _ in range(_MOST):
        if np.abs(off(logs)).max(initial=0.0) < _CLOSE:
            return _support(scenario, stated, logs)
        # Only ratios matter, so of all steps that do the shortest is taken.
        step, *_ = np.linalg.lstsq(slopes(off, logs), off(logs), rcond=1e-8)
        logs = logs - np.clip(step, -_WIDEST, _WIDEST)
        logs = np.maximum(logs - logs.max(), _NOBODY)
    nearest = _shares(scenario, stated, logs)
    said = ", ".join(f"{name} {share:.3f}" for name, share in zip(stated, nearest, strict=True))
    wrong = "no support gives these shares of votes: members of other camps vote for a slate too"
    raise refusal(scenario, "support_from_votes", wrong, f"the nearest that one gives: {said}")


def _support(scenario: Scenario, stated: dict[str, float], logs: Floats) -> dict[str, float]:
    odds = np.exp(logs)
    shares = (1.0 - scenario.reference.unaligned) * odds / odds.sum()
    return dict(zip(stated, shares.tolist(), strict=True))


def _shares(scenario: Scenario, stated: dict[str, float], logs: Floats) -> Floats:
    """Give the factions' shares of votes, of as many together as are stated."""
    id_ = next(iter(scenario.contests))
    votes = central_votes(scenario, id_, _support(scenario, stated, logs))
    found = faction_shares(scenario.contests[id_], votes)
    shares = np.array([found[name] for name in stated])
    return np.asarray(shares * sum(stated.values()) / shares.sum())


def _off(scenario: Scenario, stated: dict[str, float], logs: Floats) -> Floats:
    """Give how far the logs of the shares are from those stated."""
    return np.asarray(np.log(_shares(scenario, stated, logs) / np.array(list(stated.values()))))
