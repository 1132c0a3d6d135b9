"""How members of one contest rank, in arrays: pulls, where a ranking stops, slates' orders."""

from __future__ import annotations

import numpy as np

from necsim.kernels.ranking_shapes import Lists, RankingLaw
from necsim.kernels.types import Floats
from necsim.link.law import camp_ids, camp_keys, camp_pulls
from necsim.scenario.behaviour import of
from necsim.scenario.contest import Contest
from necsim.scenario.reference import Reference

_WIDEST, _HALVINGS = 80.0, 120


def ranking_law(id_: str, contest: Contest, reference: Reference) -> RankingLaw:
    """Lay out how members rank."""
    typed, camps = contest.behaviour, camp_ids(contest)
    attraction = np.exp(camp_pulls(contest, reference))
    on = [of(typed.after_slate, camp, reference.after_slate) for camp in camps]
    return RankingLaw(
        contest.invalid,
        attraction,
        _stops(contest, reference, attraction),
        np.array(on),
        _lists(contest),
        camp_keys(id_, contest),
    )


def mean_preferences(weights: Floats, stop: float) -> float:
    """Give the mean number of preferences of a free ranking: weights (C,), and the stop's.

    With exponential clocks the stop's starts when the first name rings, and each other name
    rings before it with chance w/(w + stop), whoever was first.
    """
    first = weights / weights.sum()
    return float(1.0 + np.sum((1.0 - first) * weights / (weights + stop)))


def solve_stop(weights: Floats, preferences: float) -> float:
    """Find the weight of stopping that gives so many preferences on average; 0 for all of them."""
    if preferences >= len(weights):
        return 0.0
    low, high = -_WIDEST, _WIDEST
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        longer = mean_preferences(weights, float(np.exp(middle))) > preferences
        low, high = (middle, high) if longer else (low, middle)
    return float(np.exp((low + high) / 2))


def first_preferences(
    contest: Contest, law: RankingLaw, camps: Floats, discipline: Floats
) -> Floats:
    """Give expected first preferences per valid ballot (C,) at typed appeals.

    Camps (G,) are taken to lie across segments as the electorate's votes do.
    """
    weights = law.attraction * np.exp(_appeals(contest))
    free = camps * np.where(law.lists.asked >= 0, 1.0 - discipline, 1.0)
    parts = _segment_weights(contest)[:, None]
    votes = np.einsum("sg,gc->c", parts * free, weights / weights.sum(axis=1, keepdims=True))
    for which, names in enumerate(law.lists.names):
        asked = law.lists.asked == which
        votes[names[0]] += np.sum(parts * asked * camps * discipline)
    return np.asarray(votes)


def _stops(contest: Contest, reference: Reference, attraction: Floats) -> Floats:
    """Give the weight of stopping by camp (G,), as typed or from a mean number of preferences."""
    typed, stops = contest.behaviour, []
    for camp, pulls in zip(camp_ids(contest), attraction, strict=True):
        stated = of(typed.stop, camp, None)
        if stated is None:
            preferences = of(typed.preferences, camp, reference.preferences)
            stated = solve_stop(pulls * np.exp(_appeals(contest)), preferences)
        stops.append(stated)
    return np.array(stops)


def _lists(contest: Contest) -> Lists:
    """Lay out each slate's distinct orders; a segment without one of its own has the slate's."""
    segments = tuple(contest.segments) or ("",)
    found: dict[tuple[int, tuple[str, ...]], int] = {}
    asked = np.full((len(segments), len(contest.slates) + 1), -1, np.int64)
    for g, (id_, slate) in enumerate(contest.slates.items()):
        usual = slate.order or contest.names_on(id_)
        for s, segment in enumerate(segments):
            order = slate.orders.get(segment, usual)
            asked[s, g] = found.setdefault((g, order), len(found))
    places = {id_: c for c, id_ in enumerate(contest.candidates)}
    names = np.full((len(found), len(places)), -1, np.int16)
    for row, (_, order) in zip(names, found, strict=True):
        row[: len(order)] = [places[name] for name in order]
    return Lists(names, np.array([g for g, _ in found], np.int64), asked)


def _appeals(contest: Contest) -> Floats:
    return np.array(contest.appeals)


def _segment_weights(contest: Contest) -> Floats:
    """Give each segment's part of the votes at the turnout where support is as stated (S,)."""
    sizes = [
        (part.share or 0.0 if part.electorate is None else part.electorate)
        * contest.settled_turnout(part)
        for part in contest.segments.values()
    ]
    if sum(sizes) == 0.0:
        return np.full(max(1, len(sizes)), 1.0 / max(1, len(sizes)))
    return np.array(sizes) / sum(sizes)
