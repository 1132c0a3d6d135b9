"""Contests drawn from the whole model, with the evidence that would have been there before them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

import numpy as np

from necsim.evidence.past import PastContest
from necsim.evidence.pieces import Counts, PastResult, Pieces, Sample
from necsim.evidence.scales import Scales, scales_at
from necsim.kernels.types import Floats
from necsim.link.votes import central_votes
from necsim.scenario import Scenario, make_scenario
from necsim.scenario.reference import Reference, votes_used
from necsim.simplex.logistic import solve_logit_normal

FACTIONS = ("left", "right")
REFERENCE = Reference()
AS_OF = date(2018, 1, 1)
SEATS, NAMES, OFF = 3, 3, 2
MISFIT, BALLOTS = 0.02, 0.05
_YEARS_BEFORE = (4.0, 2.0)


class Truth(NamedTuple):
    """A made world: its scales, support with the unaligned last, discipline, and appeals."""

    scales: Scales
    support: Floats
    discipline: Floats
    appeals: dict[str, float]
    votes: Floats


class Case(NamedTuple):
    """A scenario, its evidence, and what the truth of it is."""

    scenario: Scenario
    pieces: Pieces
    truth: Truth


def tree() -> dict[str, Any]:
    """Lay out the contest: two slates of three, two candidates on none, three seats."""
    people: dict[str, dict[str, Any]] = {
        f"{side}_{k}": {"slate": side} for side in FACTIONS for k in range(NAMES)
    }
    people |= {f"off_{k}": {} for k in range(OFF)}
    contest = {
        "rule": "block",
        "seats": SEATS,
        "electorate": 400_000,
        "turnout": 0.25,
        "slates": {side: {"faction": side} for side in FACTIONS},
        "candidates": people,
    }
    # Its numbers are made with each case; words of some kind make a scenario rest on a fit.
    words = {"kind": "judgement", "shares": {"left": 0.4}, "give_or_take": 0.1}
    return {"format": 1, "as_of": AS_OF, "factions": {side: {} for side in FACTIONS},
            "contests": {"c": contest}, "evidence": {"made": words}}  # fmt: skip


BARE = make_scenario(tree())


def make_case(seed: int) -> Case:
    """Draw scales, support through time, three contests' votes, nominations and a poll."""
    generator = np.random.default_rng(seed)
    scales = scales_at(generator.standard_normal((1, len(Scales._fields))), REFERENCE, 5.0)
    one = Scales(*(values[0] for values in scales))
    logs, lean = generator.normal(size=2), generator.normal(0.0, 0.3, size=2)
    centre = np.log(REFERENCE.discipline / (1.0 - REFERENCE.discipline))
    logits = generator.normal(centre, REFERENCE.discipline_spread, size=2)
    results = []
    times = (*_YEARS_BEFORE, 0.0)
    for k, years in enumerate(_YEARS_BEFORE):
        results.append(_result(generator, k, years, _World(logs, logits, lean, one)))
        logits = logits + generator.normal(0.0, REFERENCE.discipline_drift, size=2)
        gap = years - times[k + 1]
        logs = logs + generator.normal(0.0, np.sqrt(gap) * one.tail * one.drift, size=2)
    world = _World(logs, logits, lean, one)
    law = solve_logit_normal(REFERENCE.unaligned, REFERENCE.unaligned_give_or_take)
    rest = 1.0 / (1.0 + np.exp(-(law.m + law.tau * generator.standard_normal())))
    support = np.append((1.0 - rest) * _softmax(logs), rest)
    appeals, counts = _nominated(generator, world)
    discipline = 1.0 / (1.0 + np.exp(-logits))
    votes = _votes(support, discipline, appeals)
    truth = Truth(one, support, discipline, appeals, votes)
    pieces = Pieces(
        tuple(results), (_poll(generator, truth, one),), (Counts("noms", AS_OF, "c", counts),)
    )
    return Case(BARE, pieces, truth)


class _World(NamedTuple):
    logs: Floats
    logits: Floats
    lean: Floats
    scales: Scales


def _softmax(logs: Floats) -> Floats:
    odds = np.exp(logs - logs.max())
    return np.asarray(odds / odds.sum())


def _votes(support: Floats, discipline: Floats, appeals: Mapping[str, float]) -> Floats:
    """Give expected votes per ballot, as the link has them."""
    changes: dict[str, Any] = {f"contests.c.candidates.{who}.appeal": each
                               for who, each in appeals.items()}  # fmt: skip
    changes |= {f"contests.c.behaviour.discipline.{side}": float(discipline[k])
                for k, side in enumerate(FACTIONS)}  # fmt: skip
    words = make_scenario(tree(), changes)
    return central_votes(words, "c", dict(zip(FACTIONS, support.tolist(), strict=False)))


def _result(generator: np.random.Generator, number: int, years: float, world: _World) -> PastResult:
    """Vote in a past contest: nobody knows its unaligned share, so it is what inversion takes."""
    appeals, counts = _nominated(generator, world)
    support = np.append((1.0 - REFERENCE.unaligned) * _softmax(world.logs), REFERENCE.unaligned)
    votes = _votes(support, 1.0 / (1.0 + np.exp(-world.logits)), appeals)
    log_ballots = np.log(1e5)
    ballots = np.exp(log_ballots + BALLOTS * generator.standard_normal())
    seen = ballots * votes * np.exp(MISFIT * generator.standard_normal(len(votes)))
    past = PastContest(
        f"past_{number}", BARE.contests["c"], seen, votes_used(SEATS), float(log_ballots), BALLOTS
    )
    day = AS_OF - timedelta(days=round(365.25 * years))
    return PastResult(f"past_{number}", day, past, counts)


def _nominated(
    generator: np.random.Generator, world: _World
) -> tuple[dict[str, float], dict[str, int]]:
    """Draw appeals of new people, and their nominations: the better liked have more."""
    scales = world.scales
    level = scales.slope * world.logs + world.lean
    level = level + generator.normal(0.0, scales.nominations, size=2)
    appeals, counts = {}, {}
    for k, side in enumerate(FACTIONS):
        off = generator.normal(0.0, 0.5, size=NAMES)
        off -= off.mean()
        own = 0.5 * off + generator.normal(0.0, 0.43, size=NAMES)
        own -= own.mean()
        rates = np.exp(off)
        total = generator.poisson(400 * np.exp(level[k]))
        split = generator.multinomial(total, rates / rates.sum())
        for n in range(NAMES):
            appeals[f"{side}_{n}"], counts[f"{side}_{n}"] = float(own[n]), int(split[n])
    for n in range(OFF):
        appeals[f"off_{n}"] = float(generator.normal(0.0, REFERENCE.appeal_off_slate))
    return appeals, counts


def _poll(generator: np.random.Generator, truth: Truth, scales: Scales) -> Sample:
    """Ask 600 members for whom they will vote; biases move logs, sampling moves counts."""
    side = truth.votes.reshape(-1)
    shares = np.array([side[:NAMES].sum(), side[NAMES : 2 * NAMES].sum()]) / side.sum()
    off = generator.normal(
        0.0, [[scales.tail * scales.bias], [scales.house], [scales.extra]], (3, 2)
    )
    tilted = np.append(shares * np.exp(off.sum(axis=0)), 1.0 - shares.sum())
    counted = generator.multinomial(600, tilted / tilted.sum()) / 600
    asked = dict(zip(FACTIONS, counted.tolist(), strict=False))
    return Sample("poll", AS_OF, "c", "votes", "house", 600, 1.0, 0.0, asked)
