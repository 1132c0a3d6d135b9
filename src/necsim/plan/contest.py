"""One contest as arrays: camps, segments, how members vote, and what varies between worlds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from necsim.evidence import Belief
from necsim.evidence.appeal import Fitted
from necsim.kernels.ranking_shapes import RankingContest
from necsim.kernels.shapes import BlockContest, BlockLaw
from necsim.kernels.types import Counts, Floats
from necsim.link.lay import lay_law
from necsim.plan.labels import ContestLabels, label_contest
from necsim.plan.minimums import minimums
from necsim.scenario import Scenario
from necsim.scenario.behaviour import UNALIGNED, of
from necsim.scenario.contest import Contest, Segment
from necsim.scenario.refusal import refusal
from necsim.simplex.logistic import solve_logit_centre, solve_logit_normal
from necsim.simplex.mean_spread import MeanSpread, UnreachableError, default_spreads, solve

_NOT_STATED = 0.0  # the centre of a law that is not drawn from


class Varying(NamedTuple):
    """Shares that vary on the logit: logistic(m + τz), one z a name."""

    names: tuple[str, ...]
    m: Floats
    tau: Floats


class Discipline(NamedTuple):
    """Slates' discipline: by a stated law, or by faction, its place in `fitted` (G − 1,) ≥ 0.

    `moved` (G − 1,) is how far a fitted one's logit is from its faction's.
    """

    stated: Varying
    fitted: Counts
    moved: Floats


class Split(NamedTuple):
    """How a faction's support falls to its slates: the camps (indices), and the law."""

    camps: tuple[int, ...]
    law: MeanSpread


class Segments(NamedTuple):
    """The parts of an electorate (S,): sizes, turnout, and lean of each camp (S, G).

    `weights` are ballots, and `settled` logit turnout, where support is as stated.
    """

    names: tuple[str, ...]
    electorate: Counts
    weights: Floats
    settled: Floats
    turnout: Varying
    lean: Floats
    spread: float


class Appeal(NamedTuple):
    """Candidates' appeal (C,): as typed, and the standard deviation and tail of what is drawn."""

    typed: Floats
    spread: Floats
    tail: float


class ContestPlan(NamedTuple):
    """One contest: names, the kernel's constants, and the laws its worlds are drawn from.

    `component` (G,) gives each camp's place in the belief, −1 for a faction without support; the
    last camp is the unaligned, who are everyone that no slate's faction claims. `mobilisation`
    (G,) is by camp too.
    """

    labels: ContestLabels
    voting: BlockContest | RankingContest
    component: Counts
    lean: Floats
    splits: tuple[Split, ...]
    segments: Segments
    mobilisation: Floats
    discipline: Discipline
    appeal: Appeal

    @property
    def block(self) -> BlockContest:
        """The constants of a block vote, for whoever knows it to be one."""
        if isinstance(self.voting, BlockContest):
            return self.voting
        raise TypeError(f"{self.labels.id} is no block vote")


def plan_contest(scenario: Scenario, id_: str, belief: Belief) -> ContestPlan:
    """Turn one contest's words into arrays."""
    contest = scenario.contests[id_]
    labels = label_contest(id_, contest)
    component = _components(contest, labels, belief)
    splits = _splits(scenario, contest, labels, belief)
    discipline = _discipline(scenario, id_, contest, belief)
    segments = _segments(scenario, id_, contest)
    leans = np.array([contest.lean.get(name, 0.0) for name in belief.names])
    voting = _voting(scenario, id_, belief)
    appeal = _appeal(scenario, contest, belief.appeals.get(id_, {}))
    moved = [of(contest.behaviour.mobilisation, camp, 0.0) for camp in (*contest.slates, UNALIGNED)]
    return ContestPlan(
        labels, voting, component, leans, splits, segments, np.array(moved), discipline, appeal
    )


def _voting(scenario: Scenario, id_: str, belief: Belief) -> BlockContest | RankingContest:
    contest = scenario.contests[id_]
    law, needed = lay_law(scenario, id_, belief.support), minimums(contest)
    standing = np.array([who not in contest.vacate for who in contest.candidates], np.uint8)
    if isinstance(law, BlockLaw):
        return BlockContest(law, needed, contest.seats, standing)
    return RankingContest(law, needed, contest.seats, contest.rule, standing)


def _components(contest: Contest, labels: ContestLabels, belief: Belief) -> Counts:
    places = {name: k for k, name in enumerate(belief.names)}
    found = [
        places.get(slate.faction, -1) if contest.slate_shares(slate.faction)[slate.id] > 0.0 else -1
        for slate in labels.slates
    ]
    return np.array([*found, -1], np.int64)


def _splits(
    scenario: Scenario, contest: Contest, labels: ContestLabels, belief: Belief
) -> tuple[Split, ...]:
    """Solve the law of every faction's slates, where several have a share."""
    splits = []
    for faction in dict.fromkeys(slate.faction for slate in labels.slates):
        shares = contest.slate_shares(faction)
        camps = tuple(g for g, slate in enumerate(labels.slates) if shares.get(slate.id, 0.0) > 0.0)
        if len(camps) > 1:
            splits.append(_split(scenario, contest, labels, camps))
    return tuple(splits)


def _split(
    scenario: Scenario, contest: Contest, labels: ContestLabels, camps: tuple[int, ...]
) -> Split:
    ids = [labels.slates[g].id for g in camps]
    shares = contest.slate_shares(labels.slates[camps[0]].faction)
    means = np.array([shares[id_] for id_ in ids])
    means = means / means.sum()
    typed = [contest.slates[id_].share_give_or_take for id_ in ids]
    stated = {k: e for k, e in enumerate(typed) if e is not None}
    must = np.array([k in stated for k in range(len(ids))])
    try:
        law = solve(means, default_spreads(means, stated), scenario.tail, stated=must)
    except UnreachableError as error:
        key = f"contests.{labels.id}.slates.{ids[next(iter(stated))]}.share_give_or_take"
        nearest = ", ".join(f"{id_} {e:.3f}" for id_, e in zip(ids, error.spreads, strict=True))
        wrong = "no law has these errors around these shares of the faction's slates"
        raise refusal(scenario, key, wrong, f"the nearest that one has: {nearest}") from None
    return Split(camps, law)


def _segments(scenario: Scenario, id_: str, contest: Contest) -> Segments:
    """Lay out the segments; a contest without any is one segment."""
    parts = contest.segments or {"": Segment(share=1.0)}
    names = tuple(parts)
    electorate = _whole(np.array([_size(p, contest) for p in parts.values()]), contest.electorate)
    means = [contest.turnout if p.turnout is None else p.turnout for p in parts.values()]
    key = f"contests.{id_}.turnout_give_or_take"
    turnout = [_vary(scenario, key, mean, contest.turnout_give_or_take) for mean in means]
    factions = [slate.faction for slate in contest.slates.values()]
    lean = [[p.lean.get(faction, 0.0) for faction in factions] for p in parts.values()]
    settled = [contest.settled_turnout(part) for part in parts.values()]
    centres = [_vary(scenario, key, mean, contest.turnout_give_or_take)[0] for mean in settled]
    weights = electorate * np.array(settled)
    return Segments(
        names,
        electorate,
        weights if weights.any() else np.ones(len(names)),
        np.array(centres),
        Varying(names, *np.array(turnout).T),
        np.array([[*row, 0.0] for row in lean]),
        scenario.reference.segment_spread,
    )


def _size(part: Segment, contest: Contest) -> float:
    share = 0.0 if part.share is None else part.share
    return contest.electorate * share if part.electorate is None else part.electorate


def _whole(sizes: Floats, total: int) -> Counts:
    """Round sizes to whole members that add to the total, the largest remainders up."""
    sizes = sizes * (total / max(sizes.sum(), 1e-300))
    floors = np.floor(sizes + 1e-6).astype(np.int64)
    order = np.argsort(floors - sizes, kind="stable")
    floors[order[: total - floors.sum()]] += 1
    return floors


def _vary(scenario: Scenario, key: str, mean: float, spread: float) -> tuple[float, float]:
    try:
        return solve_logit_normal(mean, spread)
    except ValueError as error:
        raise refusal(scenario, key, str(error), "state a smaller one") from None


def _discipline(scenario: Scenario, id_: str, contest: Contest, belief: Belief) -> Discipline:
    """Solve each slate's discipline: a spread in share points if typed, else on the logit."""
    reference, typed = scenario.reference, contest.behaviour
    moves = belief.discipline.get(id_, {})
    laws, fitted = [], []
    for slate, words in contest.slates.items():
        told = slate in moves
        fitted.append(belief.factions.index(words.faction) if told else -1)
        mean = of(typed.discipline, slate, reference.discipline)
        spread = of(typed.discipline_give_or_take, slate, None)
        if told:
            laws.append((_NOT_STATED, 0.0))
        elif spread is None:
            tau = reference.discipline_spread
            laws.append((solve_logit_centre(mean, tau), tau))
        else:
            key = f"contests.{id_}.behaviour.discipline_give_or_take"
            laws.append(_vary(scenario, key, mean, spread))
    stated = Varying(tuple(contest.slates), *np.array(laws).reshape(-1, 2).T)
    moved = [moves.get(slate, 0.0) for slate in contest.slates]
    return Discipline(stated, np.array(fitted, np.int64), np.array(moved))


def _appeal(scenario: Scenario, contest: Contest, fitted: Mapping[str, Fitted]) -> Appeal:
    """Give centres, and spreads: as typed, else as fitted, else the reference's."""
    reference, typed = scenario.reference, contest.behaviour.appeal_give_or_take
    spreads = []
    for id_, who in contest.candidates.items():
        stated = of(typed, who.slate[0] if who.slate else UNALIGNED, None)
        silent = reference.appeal_slate if who.slate else reference.appeal_off_slate
        known = fitted[id_].spread if id_ in fitted else silent
        spreads.append(known if stated is None else stated)
    return Appeal(np.array(contest.appeals), np.array(spreads), reference.appeal_tail)
