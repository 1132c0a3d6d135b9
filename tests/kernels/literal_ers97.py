"""ERS97 read literally: sections 5.1 to 5.6 of the booklet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tests.kernels.literal_count import LiteralCount, Paper


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
