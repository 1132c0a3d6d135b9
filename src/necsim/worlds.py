"""One world a replicate: support, turnout, discipline and appeal, before any ballot (MODEL 1–4).

Every number is a function of (plan, seeds, replicate): draws come in whole blocks, and each step
treats replicates alike whatever their number, so any span of them gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from necsim.evidence import Belief
from necsim.evidence.layout import nested_shares
from necsim.evidence.posterior import Mixture, Picked
from necsim.kernels.pull import FAINTEST
from necsim.kernels.ranking_shapes import RankingContest, RankingWorld
from necsim.kernels.shapes import BlockWorld
from necsim.kernels.types import Counts, Floats
from necsim.plan import Plan
from necsim.plan.contest import Appeal, ContestPlan, Segments, Split, Varying
from necsim.scenario.behaviour import UNALIGNED
from necsim.simplex.mean_spread import MeanSpread
from necsim.simplex.raking import rake
from necsim.streams import Purpose, Seeds, Span, normal, student, tail_scale, uniform

# Halvings that take a bracket of logits below rounding; turnout nearer 0 or 1 than this is taken
# as this far off.
_HALVINGS, _NEVER = 50, 1e-12
_FAR = 300.0  # in appeal: e³⁰⁰ times any pull is still a number


class ContestWorld(NamedTuple):
    """The worlds of a span as they bear on one contest.

    What the kernel reads, and what else the draws report: turnout (n,), discipline (n, G − 1) and
    appeal (n, C).
    """

    voters: BlockWorld | RankingWorld
    turnout: Floats
    discipline: Floats
    appeal: Floats


class Worlds(NamedTuple):
    """The worlds of a span: support (n, K), one entry a contest, and the committee's shift (n,)."""

    support: Floats
    contests: tuple[ContestWorld, ...]
    shift: Floats | None


class _Numbers(NamedTuple):
    """Where a span's numbers come from."""

    seeds: Seeds
    span: Span

    def normals(self, purpose: Purpose, prefix: str, names: tuple[str, ...]) -> Floats:
        """Draw one standard normal a name, (n, names)."""
        drawn = [self.span.draw(self.seeds, purpose, f"{prefix}{name}", normal) for name in names]
        return np.stack(drawn, axis=1)


def draw_worlds(plan: Plan, seeds: Seeds, span: Span) -> Worlds:
    """Draw the worlds of a span of replicates."""
    numbers = _Numbers(seeds, span)
    mood = _mood(plan.belief, numbers)
    contests = tuple(_contest_world(c, numbers, mood) for c in plan.contests)
    shift = None
    if plan.committee:
        shift = span.cut(span.draw(seeds, "shift", "", normal)) * plan.committee.spread
    return Worlds(span.cut(mood.support), contests, shift)


class _Mood(NamedTuple):
    """What all contests of a world share: support (n, K), the tail's scale (n,), discipline.

    Discipline (n, F) is the logit of each faction's; without evidence there are none.
    """

    support: Floats
    scale: Floats
    discipline: Floats


def _mood(belief: Belief, numbers: _Numbers) -> _Mood:
    """Draw support by the stated law or from the mixture, and what else is fitted from this."""
    support, discipline = None, np.empty((numbers.span.whole, 0))
    if belief.mixture is not None:
        picked = _pick(belief.mixture, belief.factions, numbers)
        scale, states = belief.mixture.tail[picked.points], picked.states
        logs, rest, logits = np.split(states, (len(belief.factions), len(belief.factions) + 1), 1)
        support, discipline = nested_shares(logs, rest[:, 0]), logits
    if belief.stated is not None:
        scale = numbers.span.draw(numbers.seeds, "tail", "", tail_scale(belief.stated.tail))
        z = numbers.normals("support", "", belief.names)
        support = _shares(belief.stated.law, belief.stated.root, scale, z)
    assert support is not None
    return _Mood(support, scale, discipline)


def picked_states(belief: Belief, seeds: Seeds, span: Span) -> Picked:
    """Give the point and state of a fitted belief that each replicate of a span is drawn from."""
    if belief.mixture is None:
        raise TypeError("support is stated, not fitted")
    picked = _pick(belief.mixture, belief.factions, _Numbers(seeds, span))
    return Picked(span.cut(picked.states), span.cut(picked.points))


def _pick(mixture: Mixture, factions: tuple[str, ...], numbers: _Numbers) -> Picked:
    """Pick a point of the mixture for every replicate, and draw a state of it."""
    chance = numbers.span.draw(numbers.seeds, "tail", "point", uniform)
    point = np.minimum(np.searchsorted(mixture.cumulative, chance), len(mixture.cumulative) - 1)
    z = np.concatenate([numbers.normals("support", "", (*factions, UNALIGNED)),
                        numbers.normals("discipline", "", factions)], axis=1)  # fmt: skip
    moved = np.einsum("nij,nj->ni", mixture.root[point], z)
    return Picked(mixture.centre[point] + moved, point)


def _contest_world(plan: ContestPlan, numbers: _Numbers, mood: _Mood) -> ContestWorld:
    id_, cut = plan.labels.id, numbers.span.cut
    turnout = _varying(plan.segments.turnout, numbers, "turnout", id_)
    cast = np.rint(plan.segments.electorate * turnout).astype(np.int64)
    shares = _segment_shares(plan, numbers, _camps(plan, numbers, mood.support, mood.scale))
    if np.any(plan.mobilisation):
        shares = mobilise(shares, turnout, plan.segments.settled, plan.mobilisation)
    discipline = _varying(plan.discipline.stated, numbers, "discipline", id_)
    told = plan.discipline.fitted >= 0
    logits = mood.discipline[:, plan.discipline.fitted[told]]
    discipline[:, told] = _logistic(logits + plan.discipline.moved[told])
    appeal = _appeal(plan.appeal, numbers, plan)
    everyone = np.concatenate([discipline, np.zeros((len(discipline), 1))], axis=1)
    members = max(1, int(plan.segments.electorate.sum()))
    return ContestWorld(
        _voters(plan, cut(cast), cut(shares), cut(everyone), cut(appeal)),
        cut(cast.sum(axis=1) / members),
        cut(discipline),
        cut(appeal),
    )


def _voters(
    plan: ContestPlan, cast: Counts, shares: Floats, discipline: Floats, appeal: Floats
) -> BlockWorld | RankingWorld:
    """Lay worlds out for the kernel: weights are relative but where a stop stands beside them."""
    if isinstance(plan.voting, RankingContest):
        strength = np.exp(np.clip(appeal, -_FAR, _FAR))
        return RankingWorld(cast, shares, discipline, strength)
    strength = np.maximum(np.exp(appeal - appeal.max(axis=1, keepdims=True)), FAINTEST)
    return BlockWorld(cast, shares, discipline, strength)


def _shares(law: MeanSpread, root: Floats | None, scale: Floats, z: Floats) -> Floats:
    """Give softmax(m + s·τ·Rz), (n, K)."""
    if root is not None:
        z = np.einsum("nj,kj->nk", z, root)
    logs = law.m + scale[:, None] * law.tau * z
    odds = np.exp(logs - logs.max(axis=1, keepdims=True))
    return np.asarray(odds / odds.sum(axis=1, keepdims=True), dtype=np.float64)


def _camps(plan: ContestPlan, numbers: _Numbers, support: Floats, scale: Floats) -> Floats:
    """Give the share of each camp among this contest's voters, (n, G), before segments."""
    if np.any(plan.lean):
        tilted = support * np.exp(plan.lean)
        support = tilted / tilted.sum(axis=1, keepdims=True)
    camps = np.where(plan.component >= 0, support[:, plan.component], 0.0)
    for split in plan.splits:
        camps[:, list(split.camps)] *= _split_shares(plan, split, numbers, scale)
    camps[:, -1] = np.maximum(0.0, 1.0 - camps[:, :-1].sum(axis=1))
    return camps


def _split_shares(plan: ContestPlan, split: Split, numbers: _Numbers, scale: Floats) -> Floats:
    names = tuple(plan.labels.slates[g].id for g in split.camps)
    z = numbers.normals("split", f"{plan.labels.id}/", names)
    return _shares(split.law, None, scale, z)


def _segment_shares(plan: ContestPlan, numbers: _Numbers, camps: Floats) -> Floats:
    """Give each segment's shares (n, S, G); leans move members between segments, not the whole."""
    segments = plan.segments
    if len(segments.names) == 1:
        return np.ascontiguousarray(camps)[:, None, :]
    logs = segments.lean + _segment_noise(plan, segments, numbers, camps.shape)
    matrix = np.exp(logs) * camps[:, None, :]
    return rake(matrix, segments.weights, camps * segments.weights.sum())


def mobilise(shares: Floats, turnout: Floats, settled: Floats, mobilisation: Floats) -> Floats:
    """Give the camps' shares (n, S, G) at the turnouts (n, S) that came about.

    Where logit turnout is x above `settled` (S,), a camp's odds of voting are multiplied by
    exp(mobilisation·x), and those of all camps by whatever then gives the turnout itself.
    """
    inside = np.clip(turnout, _NEVER, 1.0 - _NEVER)
    logit = np.log(inside / (1.0 - inside))
    pull = mobilisation * (logit - settled)[:, :, None]
    low, high = logit - pull.max(axis=2), logit - pull.min(axis=2)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        above = (shares * _logistic(middle[:, :, None] + pull)).sum(axis=2) > turnout
        low, high = np.where(above, low, middle), np.where(above, middle, high)
    voting = shares * _logistic(low[:, :, None] + pull)
    return np.asarray(voting / voting.sum(axis=2, keepdims=True))


def _segment_noise(
    plan: ContestPlan, segments: Segments, numbers: _Numbers, shape: tuple[int, ...]
) -> Floats:
    noise = np.zeros((shape[0], len(segments.names), shape[1]))
    if segments.spread > 0.0 and plan.labels.slates:
        names = tuple(slate.id for slate in plan.labels.slates)
        for s, name in enumerate(segments.names):
            prefix = f"{plan.labels.id}/{name}/"
            noise[:, s, :-1] = segments.spread * numbers.normals("segment", prefix, names)
    return noise


def _varying(law: Varying, numbers: _Numbers, purpose: Purpose, contest: str) -> Floats:
    """Draw logistic(m + τz) for every name, (n, names); where τ is 0 nothing is drawn."""
    drawn = np.empty((numbers.span.whole, len(law.names)))
    for k, name in enumerate(law.names):
        logit = law.m[k]
        if law.tau[k] > 0.0:
            z = numbers.span.draw(numbers.seeds, purpose, f"{contest}/{name}", normal)
            logit = logit + law.tau[k] * z
        drawn[:, k] = _logistic(logit)
    return drawn


def _logistic(logit: Floats | float) -> Floats:
    with np.errstate(over="ignore"):
        return np.asarray(1.0 / (1.0 + np.exp(-logit)), np.float64)


def _appeal(law: Appeal, numbers: _Numbers, plan: ContestPlan) -> Floats:
    """Draw appeal, (n, C): as typed, and a heavy-tailed deviation of each candidate's own."""
    sample = student(law.tail)
    drawn = np.tile(law.typed, (numbers.span.whole, 1))
    for c, candidate in enumerate(plan.labels.candidates):
        if law.spread[c] > 0.0:
            name = f"{plan.labels.id}/{candidate.id}"
            drawn[:, c] += law.spread[c] * numbers.span.draw(numbers.seeds, "appeal", name, sample)
    return drawn


def world_columns(plan: Plan, worlds: Worlds) -> Iterator[tuple[str, NDArray[np.floating]]]:
    """Give the worlds' own draws, by outcome address; no support is 0 in every replicate."""
    for name in (*plan.labels.factions, UNALIGNED):
        if name in plan.belief.names:
            column = worlds.support[:, plan.belief.names.index(name)]
        else:
            column = np.zeros(len(worlds.support))
        yield f"support.{name}", column.astype(np.float32)
    for contest, world in zip(plan.contests, worlds.contests, strict=True):
        id_ = contest.labels.id
        yield f"turnout.{id_}", world.turnout.astype(np.float32)
        for g, slate in enumerate(contest.labels.slates):
            yield f"discipline.{id_}.{slate.id}", world.discipline[:, g].astype(np.float32)
        for c, candidate in enumerate(contest.labels.candidates):
            yield f"appeal.{id_}.{candidate.id}", world.appeal[:, c].copy()
    if worlds.shift is not None:
        yield "shift", worlds.shift
