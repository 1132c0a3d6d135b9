"""Elections for tests of counting: as ballots, counted by the kernels or literally."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from tests.kernels.literal_count import Ballots, LiteralCount, Minimum
from tests.kernels.literal_ers97 import LiteralErs97
from tests.kernels.literal_meek import LiteralMeek
from tests.kernels.literal_scottish import LiteralScottish

from necsim.kernels.count_rankings import Count, count_rankings
from necsim.kernels.shapes import Minimums
from necsim.kernels.stv_shapes import RankedPapers, StvContest

LITERAL: dict[str, type[LiteralCount]] = {
    "ers97": LiteralErs97,
    "scottish": LiteralScottish,
    "meek": LiteralMeek,
}
KINDS = ("first", "surplus", "exclude")


class Election(NamedTuple):
    """Ballots, seats, candidates, who stands (None: all), minimums."""

    ballots: Ballots
    seats: int
    candidates: int
    standing: frozenset[int] | None = None
    minimums: tuple[Minimum, ...] = ()

    @property
    def stands(self) -> frozenset[int]:
        return frozenset(range(self.candidates)) if self.standing is None else self.standing


def papers_of(ballots: Ballots) -> RankedPapers:
    rankings = [preferences for _, preferences in ballots]
    return RankedPapers(
        np.array([c for ranking in rankings for c in ranking], np.int16),
        np.cumsum([0, *map(len, rankings)]),
        np.array([number for number, _ in ballots], np.int64),
    )


def flags(members: Iterable[int], candidates: int) -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
    return np.isin(np.arange(candidates), list(members)).astype(np.uint8)


def contest_of(election: Election) -> StvContest:
    candidates = election.candidates
    tags = [flags(m.tagged, candidates) for m in election.minimums]
    minimums = Minimums(
        np.array([m.need for m in election.minimums], np.int64),
        np.array(tags, np.uint8).reshape(len(tags), candidates),
    )
    return StvContest(election.seats, flags(election.stands, candidates), minimums)


def count(rule: str, election: Election, lots: Sequence[int] = (), key: int | None = None) -> Count:
    lots_key = None if key is None else np.uint64(key)
    papers = papers_of(election.ballots)
    return count_rankings(rule, papers, contest_of(election), tuple(lots), lots_key)


def count_literally(rule: str, election: Election, lots: Sequence[int] = ()) -> LiteralCount:
    literal = LITERAL[rule](
        election.ballots,
        election.stands,
        election.seats,
        election.candidates,
        election.minimums,
        lots,
    )
    return literal.count()


def lots_of(counted: Count) -> list[int]:
    return [lot.chosen for stage in counted.stages for lot in stage.lots]
