"""A count, stage by stage, in whole units of its rule."""

from __future__ import annotations

from typing import Literal, NamedTuple

from necsim.count.ballots import Verdict

Kind = Literal["first", "surplus", "exclusion"]
NON_TRANSFERABLE = "Non-transferable"


class Lot(NamedTuple):
    """Who was drawn, from among whom, and whether as declared or else by the seed."""

    among: tuple[int, ...]
    drawn: int
    declared: bool


class Stage(NamedTuple):
    """One stage at its end: figures in units, candidates by their numbers.

    `quota` is None where a rule has none; `moved` whose papers were transferred; `totals` of all
    candidates; `non_transferable` with what cutting and rounding take; `elected` in order of
    election; `lots` those drawn to begin it, after the last stage too.
    """

    kind: Kind
    quota: int | None
    moved: tuple[int, ...]
    totals: tuple[int, ...]
    non_transferable: int
    elected: tuple[int, ...]
    excluded: tuple[int, ...]
    lots: tuple[Lot, ...]


class Count(NamedTuple):
    """A count of ballots: `papers` valid ones that name somebody who stands, `unnamed` that do not.

    `standing` are the numbers of those who may be elected; a vote has `unit` units.
    """

    title: str
    rule: str
    seats: int
    candidates: tuple[str, ...]
    standing: tuple[int, ...]
    unit: int
    papers: int
    unnamed: int
    stages: tuple[Stage, ...]
    minimum_acted: bool
    verdicts: tuple[Verdict, ...] = ()

    @property
    def winners(self) -> dict[int, int]:
        """Who is elected, in order of election, and at which stage, from 1."""
        return {
            number: place
            for place, stage in enumerate(self.stages, start=1)
            for number in stage.elected
        }

    @property
    def lots_declared(self) -> int:
        """How many declared lots were needed."""
        return sum(lot.declared for stage in self.stages for lot in stage.lots)

    @property
    def decimals(self) -> int:
        """The decimals to which the rule counts."""
        return len(str(self.unit)) - 1

    def changes(self, place: int) -> tuple[int, ...]:
        """Give what each candidate gained or lost at a stage, from 0; non-transferable last."""
        before, stage = self.stages[max(place - 1, 0)], self.stages[place]
        lost = stage.non_transferable - before.non_transferable
        pairs = zip(before.totals, stage.totals, strict=True)
        return (*(new - old for old, new in pairs), lost)

    def name(self, number: int) -> str:
        """Give a candidate's name."""
        return self.candidates[number - 1]

    def written(self, units: int, grouping: str = "") -> str:
        """Write a figure in votes, to the rule's own decimals; `grouping` parts thousands."""
        whole, rest = divmod(abs(units), self.unit)
        sign = "-" if units < 0 else ""
        return f"{sign}{whole:{grouping}}.{rest:0{self.decimals}}"
