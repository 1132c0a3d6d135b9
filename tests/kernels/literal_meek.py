"""Meek's rule read literally: Hill, Wichmann and Woodall's Algorithm 123, with an exact quota."""

from __future__ import annotations

from decimal import Decimal, localcontext

from tests.kernels.literal_count import LiteralCount


class LiteralMeek(LiteralCount):
    unit = 10**9

    def count(self) -> LiteralMeek:
        with localcontext(prec=40):
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
            self.begin_stage("surplus", self.waiting)
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
