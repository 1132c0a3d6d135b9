"""The counting rules read literally, paper by paper, with nothing of the kernels.

Written from the rule texts: ERS97 sections 5.1 to 5.6, SSI 2007/42 rules 45 to 52, and Hill,
Wichmann and Woodall's Algorithm 123 with an exact quota and forty digits.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal, getcontext
from itertools import combinations
from typing import NamedTuple

getcontext().prec = 40

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


class LiteralScottish(LiteralCount):
    unit = 100_000

    def count(self) -> LiteralScottish:
        self.quota = (self.votes // (self.seats + 1) + 1) * self.unit
        self.begin_stage("first", [])
        self.deal(self.papers)
        self.recount()
        while True:
            self.record_point()
            self.elect_quota()
            self.end_stage()
            if 0 < len(self.continuing) <= self.places:
                self.elect_rest()
            if self.places == 0 or not self.continuing:
                return self
            self.take_step()

    def take_step(self) -> None:
        if group := self.find_doomed():
            self.acted = True
            self.exclude(group)
        elif self.waiting:
            self.transfer(self.settle(self.extreme(self.waiting, True, self.totals), True))
        else:
            self.exclude({self.lowest()})

    def transfer(self, c: int) -> None:
        self.begin_stage("surplus", [c])
        surplus = self.totals[c] - self.quota
        held = [p for p in self.papers if p.holder == c]
        for paper in held:
            paper.value = paper.value * surplus // self.totals[c]
        self.deal(held)
        self.waiting.remove(c)
        self.totals[c] = self.quota
        self.recount(self.done())

    def exclude(self, group: set[int]) -> None:
        self.begin_stage("exclude", group)
        self.continuing -= group
        self.deal([p for p in self.papers if p.holder in group])
        self.recount(self.done())


class LiteralErs97(LiteralCount):
    unit = 100
    earliest = True

    def count(self) -> LiteralErs97:
        self.batches: dict[int, list[Paper]] = {}
        self.begin_stage("first", [])
        self.move(self.papers)
        self.recount()
        self.set_quota()
        self.after_batch()
        self.end_stage()
        while 0 < self.places < len(self.continuing):
            group = self.find_doomed()
            if group:
                self.acted = True
            else:
                group = self.safe_group()
            surplus = self.surplus()
            if not group and surplus > 0:
                self.transfer(self.settle(self.extreme(self.waiting, True, self.totals), True))
                continue
            group = group or {self.lowest()}
            if len(self.continuing) - len(group) <= self.places:
                self.continuing -= group
                break
            self.exclude(group)
        if self.places > 0:
            self.elect_rest()
        return self

    def move(self, papers: Sequence[Paper]) -> None:
        """Deal papers; what each receives together is its last batch."""
        self.deal(papers)
        for c in self.continuing:
            batch = [p for p in papers if p.holder == c]
            if batch:
                self.batches[c] = batch

    def set_quota(self) -> None:
        in_play = self.votes * self.unit - self.lost
        self.quota = -(-in_play // (self.seats + 1))

    def surplus(self) -> int:
        return sum(self.totals[c] - self.quota for c in self.waiting)

    def after_batch(self) -> None:
        self.record_point()
        while self.places > 0:
            unelected = set(range(self.candidates)) - set(self.elected)
            active = sum(self.totals[c] for c in unelected) + self.surplus()
            needed = max(1, -(-active // (self.places + 1)))
            level = self.highest_reached(needed)
            if len(level) > 1 and not self.can_elect(level):
                level = self.look_back(level, True)
                if not self.can_elect(level):
                    return
            if not level:
                return
            self.elect(min(level))

    def transfer(self, c: int) -> None:
        self.begin_stage("surplus", [c])
        surplus = self.totals[c] - self.quota
        batch = self.batches[c]
        transferable = [p for p in batch if self.continuing & set(p.preferences)]
        number = sum(p.number for p in transferable)
        if sum(p.number * p.value for p in transferable) > surplus:
            for paper in transferable:
                paper.value = surplus // number
        self.move(batch)
        self.waiting.remove(c)
        self.totals[c] = self.quota
        self.recount(self.done())
        self.after_batch()
        self.end_stage()

    def exclude(self, group: set[int]) -> None:
        self.begin_stage("exclude", group)
        self.continuing -= group
        values = {p.value for p in self.papers if p.holder in group}
        for value in sorted(values, reverse=True):
            self.move([p for p in self.papers if p.holder in group and p.value == value])
            self.recount(self.done())
            if not self.elected:
                self.set_quota()
            self.after_batch()
            if self.places == 0:
                break
        self.end_stage()

    def safe_groups(self, pool: Iterable[int], most: int) -> list[set[int]]:
        """List the groups of lowest candidates that cannot overtake the next, largest first."""
        order = sorted(pool, key=lambda c: self.totals[c])
        groups: list[set[int]] = []
        for k in range(1, min(most, len(order) - 1) + 1):
            last, following = self.totals[order[k - 1]], self.totals[order[k]]
            votes = sum(self.totals[c] for c in order[:k])
            if last < following and votes + self.surplus() <= following:
                groups.insert(0, set(order[:k]))
        return groups

    def safe_group(self) -> set[int]:
        groups = self.safe_groups(self.continuing, len(self.continuing) - self.places)
        for group in groups:
            if self.can_spare(group):
                return group
            self.acted = True
        if groups:
            pool = [c for c in self.continuing if self.can_spare([c])]
            for group in self.safe_groups(pool, 1):
                return group
        return set()


class LiteralMeek(LiteralCount):
    unit = 10**9

    def count(self) -> LiteralMeek:
        self.keep = {c: Decimal(int(c in self.continuing)) for c in range(self.candidates)}
        self.begin_stage("first", [])
        self.share_out()
        self.record_point()
        self.elect_quota()
        self.end_stage()
        while 0 < self.places < len(self.continuing):
            self.take_step()
            self.converge()
            self.record_point()
            self.end_stage()
        if self.places > 0:
            self.elect_rest()
        return self

    def take_step(self) -> None:
        group = self.find_doomed()
        if group:
            self.acted = True
        elif len(self.stages) == 1 and self.waiting:
            self.begin_stage("surplus", [])
            return
        group = group or {self.lowest()}
        self.begin_stage("exclude", group)
        self.continuing -= group
        for c in group:
            self.keep[c] = Decimal(0)

    def share_out(self) -> None:
        votes = dict.fromkeys(range(self.candidates), Decimal(0))
        for paper in self.papers:
            rest = Decimal(paper.number)
            for c in paper.preferences:
                votes[c] += rest * self.keep[c]
                rest -= rest * self.keep[c]
        self.exact = votes
        active = sum(votes.values(), Decimal(0))
        self.exact_quota = active / (self.seats + 1)
        self.totals = {c: self.rounded(v) for c, v in votes.items()}
        self.quota = self.rounded(self.exact_quota)
        self.lost = self.rounded(self.votes - active)

    def rounded(self, votes: Decimal) -> int:
        return int(votes * self.unit + Decimal("0.5"))

    def converge(self) -> None:
        while True:
            before = len(self.elected)
            self.share_out()
            self.elect_quota()
            if self.places == 0 or len(self.continuing) <= self.places:
                return
            over = (self.exact[c] - self.exact_quota for c in self.elected)
            surplus = sum((excess for excess in over if excess > 0), Decimal(0))
            if surplus < Decimal("1e-12") and len(self.elected) == before:
                return
            for c in self.elected:
                if self.exact[c] > self.exact_quota:
                    self.keep[c] *= self.exact_quota / self.exact[c]


LITERAL: dict[str, type[LiteralCount]] = {
    "ers97": LiteralErs97,
    "scottish": LiteralScottish,
    "meek": LiteralMeek,
}
