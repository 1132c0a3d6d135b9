"""The Scottish rule read literally: SSI 2007/42, rules 45 to 52."""

from __future__ import annotations

from tests.kernels.literal_count import LiteralCount


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
