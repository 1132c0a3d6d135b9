"""What the rules share, read literally, paper by paper, with nothing of the kernels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

Ballots = Sequence[tuple[int, tuple[int, ...]]]  # how many papers, and their preferences


class Minimum(NamedTuple):
    need: int
    tagged: frozenset[int]


class LiteralStage(NamedTuple):
    kind: str
    quota: int
    totals: tuple[int, ...]
    lost: int
    moved: frozenset[int]


class NoLotError(Exception):
    """A lot is needed; carries among whom."""


class Paper:
    def __init__(self, number: int, preferences: tuple[int, ...], value: int) -> None:
        self.number, self.preferences, self.value = number, preferences, value
        self.holder: int | None = None


class LiteralCount:
    """What all rules share: who continues, the stages so far, ties, lots and minimums."""

    unit = 1
    earliest = False

    def __init__(
        self,
        ballots: Ballots,
        standing: Iterable[int],
        seats: int,
        candidates: int,
        minimums: Sequence[Minimum] = (),
        lots: Sequence[int] = (),
    ) -> None:
        self.seats, self.candidates, self.minimums = seats, candidates, minimums
        self.lots, self.drawn = list(lots), list[tuple[int, frozenset[int]]]()
        self.continuing = set(standing)
        self.papers = [
            Paper(number, preferences, self.unit)
            for number, preferences in ballots
            if self.continuing & set(preferences)
        ]
        self.votes = sum(paper.number for paper in self.papers)
        self.totals = dict.fromkeys(range(candidates), 0)
        self.lost = self.quota = 0
        self.elected: list[int] = []
        self.elected_at: list[int] = []
        self.waiting: set[int] = set()
        self.doomed: set[int] = set()
        self.points: list[dict[int, int]] = []
        self.stages: list[LiteralStage] = []
        self.acted = False

    @property
    def places(self) -> int:
        return self.seats - len(self.elected)

    def count(self) -> LiteralCount:
        """Count to the end."""
        raise NotImplementedError

    def can_meet(self, elected: set[int], others: set[int], places: int) -> bool:
        """Try every set of the others that could fill the places."""
        if places < 0:
            return False
        return any(
            all(len((elected | set(chosen)) & m.tagged) >= m.need for m in self.minimums)
            for k in range(places + 1)
            for chosen in combinations(sorted(others), k)
        )

    def can_spare(self, group: Iterable[int]) -> bool:
        open_to = self.continuing - self.doomed - set(group)
        return self.can_meet(set(self.elected), open_to, self.places)

    def can_elect(self, group: Iterable[int]) -> bool:
        elected = set(self.elected) | set(group)
        return self.can_meet(
            elected, self.continuing - self.doomed - elected, self.seats - len(elected)
        )

    def find_doomed(self) -> set[int]:
        for c in sorted(self.continuing):
            if not self.can_elect([c]):
                self.doomed.add(c)
        return self.doomed & self.continuing

    def extreme(self, pool: Iterable[int], highest: bool, votes: dict[int, int]) -> set[int]:
        pool = list(pool)
        best = (max if highest else min)(votes[c] for c in pool)
        return {c for c in pool if votes[c] == best}

    def look_back(self, tied: set[int], highest: bool) -> set[int]:
        for votes in self.points if self.earliest else reversed(self.points):
            tied = self.extreme(tied, highest, votes)
        return tied

    def settle(self, tied: set[int], highest: bool) -> int:
        tied = self.look_back(tied, highest)
        if len(tied) > 1:
            if len(self.drawn) == len(self.lots):
                raise NoLotError(frozenset(tied))
            chosen = self.lots[len(self.drawn)]
            assert chosen in tied
            self.drawn.append((chosen, frozenset(tied)))
            return chosen
        return tied.pop()

    def lowest(self) -> int:
        """Choose the lowest who can be spared."""
        tied = self.extreme(self.continuing, False, self.totals)
        spare = {c for c in tied if self.can_spare([c])}
        if spare != tied:
            self.acted = True
        if not spare:
            pool = [c for c in self.continuing if self.can_spare([c])]
            spare = self.extreme(pool, False, self.totals)
        return self.settle(spare, False)

    def elect(self, c: int) -> None:
        self.continuing.remove(c)
        self.elected.append(c)
        self.elected_at.append(len(self.stages))
        if self.totals[c] > self.quota:
            self.waiting.add(c)

    def highest_reached(self, threshold: int) -> set[int]:
        doomed = self.find_doomed()
        reached = {c for c in self.continuing if self.totals[c] >= threshold}
        if reached & doomed:
            self.acted = True
        return self.extreme(reached - doomed, True, self.totals) if reached - doomed else set()

    def elect_quota(self) -> None:
        """Elect all who have the quota, highest first."""
        while self.places > 0:
            level = self.highest_reached(self.quota)
            if not level:
                return
            together = len(level) == 1 or self.can_elect(level)
            self.elect(min(level) if together else self.settle(level, True))

    def elect_rest(self) -> None:
        for c in sorted(self.continuing, key=lambda c: (-self.totals[c], c)):
            self.elect(c)

    def recount(self, fixed: Iterable[int] = ()) -> None:
        """Add up what each holds, but for those whose total is fixed; the rest is lost."""
        for c in set(range(self.candidates)) - set(fixed):
            self.totals[c] = sum(p.number * p.value for p in self.papers if p.holder == c)
        self.lost = self.votes * self.unit - sum(self.totals.values())

    def deal(self, papers: Iterable[Paper]) -> None:
        for paper in papers:
            following = [c for c in paper.preferences if c in self.continuing]
            paper.holder = following[0] if following else None

    def begin_stage(self, kind: str, moved: Iterable[int]) -> None:
        self.stages.append(LiteralStage(kind, 0, (), 0, frozenset(moved)))

    def end_stage(self) -> None:
        totals = tuple(self.totals[c] for c in range(self.candidates))
        self.stages[-1] = self.stages[-1]._replace(quota=self.quota, totals=totals, lost=self.lost)

    def record_point(self) -> None:
        self.points.append(dict(self.totals))

    def done(self) -> set[int]:
        """Give those whose surplus has been transferred: their totals stay."""
        return set(self.elected) - self.waiting
