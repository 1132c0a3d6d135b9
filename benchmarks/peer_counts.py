"""Time one count of given papers by another library, by its own Python: see `make peers`.

Called with a library's name and a file of papers; prints the processor seconds of the count
alone, papers read and in the library's own form beforehand, and the winners' numbers.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple


class Papers(NamedTuple):
    """Distinct rankings of candidates 0 … C − 1, how many papers have each, and the seats."""

    candidates: int
    seats: int
    rankings: list[list[int]]
    numbers: list[int]


# The winners, from a count that is ready to begin.
Count = Callable[[], set[int]]


def stvpoll(papers: Papers) -> Count:
    """Count by its Scottish rule, five decimals and all: the same rule as ours."""
    from stvpoll.scottish_stv import ScottishSTV

    # Names, since it takes a candidate 0 for the end of a paper.
    names = [str(n) for n in range(papers.candidates)]
    poll = ScottishSTV(seats=papers.seats, candidates=names)
    for ranking, number in zip(papers.rankings, papers.numbers, strict=True):
        poll.add_ballot([names[n] for n in ranking], number)
    return lambda: {int(name) for name in poll.calculate().elected_as_tuple()}


def pyrankvote_stv(papers: Papers) -> Count:
    """Count by its one rule: Gregory's surpluses, Droop's quota. It has no pooled papers."""
    import pyrankvote

    names = [pyrankvote.Candidate(str(n)) for n in range(papers.candidates)]
    ballots = [
        pyrankvote.Ballot([names[n] for n in ranking])
        for ranking, number in zip(papers.rankings, papers.numbers, strict=True)
        for _ in range(number)
    ]

    def count() -> set[int]:
        result = pyrankvote.single_transferable_vote(names, ballots, papers.seats)
        return {int(winner.name) for winner in result.get_winners()}

    return count


def votekit_fast(papers: Papers) -> Count:
    """Count by FastSTV, the quickest of its counts: weighted inclusive Gregory, Droop's quota."""
    from votekit import RankBallot, RankProfile
    from votekit.elections import FastSTV

    ballots = tuple(
        RankBallot(ranking=tuple(frozenset({str(n)}) for n in ranking), weight=number)
        for ranking, number in zip(papers.rankings, papers.numbers, strict=True)
    )
    profile = RankProfile(
        ballots=ballots,
        candidates=tuple(str(n) for n in range(papers.candidates)),
        max_ranking_length=papers.candidates,
    )

    def count() -> set[int]:
        elected = FastSTV(profile, n_seats=papers.seats, tiebreak="random").get_elected()
        return {int(name) for names in elected for name in names}

    return count


LIBRARIES = {"STVPoll": stvpoll, "pyrankvote": pyrankvote_stv, "VoteKit": votekit_fast}


if __name__ == "__main__":
    random.seed(1)
    count = LIBRARIES[sys.argv[1]](Papers(**json.loads(Path(sys.argv[2]).read_text("utf-8"))))
    begun = time.process_time()
    winners = count()
    print(json.dumps({"seconds": time.process_time() - begun, "winners": sorted(winners)}))
