"""Run slices of contests counted by Meek's rule: complete rankings, one replicate after another."""

from __future__ import annotations

import numpy as np

from necsim.errors import SamplerError
from necsim.kernels._numba import kernel
from necsim.kernels.fixed_point import UNIT
from necsim.kernels.meek import MOST_HOPS, MeekRoom, count_meek, make_meek_room
from necsim.kernels.shapes import Call, RankingContest, RankingOutcome, RankingWorld
from necsim.kernels.stream import seed_stream
from necsim.kernels.stv import CountState, make_state
from necsim.kernels.stv_complete import draw_rankings
from necsim.kernels.stv_course import keep_count, make_ranking_outcome
from necsim.kernels.stv_shapes import FULL, KEYED, RankedPapers, StvContest


@kernel
def run_meek(
    papers: RankedPapers, state: CountState, room: MeekRoom, outcome: RankingOutcome, i: int
) -> int:
    """Count papers and keep what is asked of replicate i, unless room ran out."""
    fault = count_meek(papers, state, room)
    if fault != FULL:
        keep_count(state.table, state.log, UNIT, outcome, i)
    return fault


def simulate_meek(contest: RankingContest, world: RankingWorld, call: Call) -> RankingOutcome:
    """Run a slice one member at a time, every ranking drawn in full beforehand."""
    candidates = contest.law.attraction.shape[1]
    filled = StvContest(contest.seats, contest.standing, contest.minimums)
    outcome = make_ranking_outcome(len(world.cast), candidates, 0)
    points = 4 * (candidates + contest.seats + 1)
    for i in range(len(world.cast)):
        if call.stop[0]:
            break
        papers = draw_rankings(contest.law, world, call, i)
        outcome.ballots[i] = len(papers.numbers)
        if len(papers.numbers) * candidates > MOST_HOPS:
            most = MOST_HOPS // candidates
            raise SamplerError(
                f"meek counts at most {most:,} papers exactly, and a world has "
                f"{len(papers.numbers):,}: lower the electorate, or use ers97"
            )
        room = make_meek_room(papers, candidates)
        fault = FULL
        while fault == FULL:
            state = make_state(filled, contest.seats + 2, points)
            state.table.figures[KEYED] = 1
            seed_stream(state.guard.room.lots, call.lots, call.first + i, np.uint64(0))
            fault = run_meek(papers, state, room, outcome, i)
            points *= 2 if fault == FULL else 1
    return outcome
