"""Small contests in the words of MODEL 4, and the same contests as the kernels take them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from necsim.kernels.pull import camp_pull
from necsim.kernels.shapes import BlockContest, BlockLaw, BlockWorld, Call, Minimums
from necsim.kernels.types import Counts, Flags, Floats


class Plan(NamedTuple):
    """A contest in one fixed world.

    `asks` are the names each slate asks for; camps are the slates and then the unaligned, who
    have a row of `shares` (segments × camps), of `ticks` (camps × votes + 1, the free members'
    votes used) and of `affinity` (camps × slates + 1, the last toward candidates of no slate).
    """

    slates: tuple[tuple[int, ...], ...]
    asks: tuple[tuple[int, ...], ...]
    factions: tuple[int, ...]
    appeal: Floats
    discipline: Floats
    ticks: Floats
    cast: Counts
    shares: Floats
    affinity: Floats
    loyalty: Floats
    kinship: Floats
    invalid: float = 0.0
    seats: int = 2
    needs: tuple[int, ...] = ()
    tagged: tuple[tuple[int, ...], ...] = ()

    @property
    def votes(self) -> int:
        return int(self.ticks.shape[1]) - 1


def make_plan(
    slates: tuple[tuple[int, ...], ...],
    factions: tuple[int, ...],
    appeal: list[float],
    discipline: list[float],
    ticks: list[list[float]],
    cast: list[int],
    shares: list[list[float]],
    **rest: object,
) -> Plan:
    """Fill in what most plans share: affinity −0.5 to rivals, loyalty 1.25, kinship 1."""
    count = len(slates)
    rival = np.subtract.outer(factions, factions) != 0
    affinity = np.zeros((count + 1, count + 1))
    affinity[:count, :count] = np.where(rival, -0.5, 0.0)
    usual: dict[str, object] = {
        "asks": slates,
        "affinity": affinity,
        "loyalty": np.full(count, 1.25),
        "kinship": np.full(count, 1.0),
    }
    return Plan(
        slates=slates,
        factions=factions,
        appeal=np.array(appeal),
        discipline=np.array(discipline),
        ticks=np.array(ticks),
        cast=np.array(cast),
        shares=np.array(shares),
        **(usual | rest),  # type: ignore[arg-type]
    )


PLANS: dict[str, Plan] = {
    "one vote, two rivals": make_plan(
        ((0,), (1,)),
        (0, 1),
        [0.2, 0.0, 0.8],
        [0.6, 0.3],
        [[0, 1]] * 3,
        [60],
        [[0.4, 0.35, 0.25]],
        seats=1,
    ),
    "a candidate on two slates and one on none, invalid papers": make_plan(
        ((0, 1), (1, 2)),
        (0, 1),
        [0.3, -0.2, 0.4, 0.9],
        [0.3, 0.2],
        [[0, 0.3, 0.7], [0, 0.2, 0.8], [0, 0.6, 0.4]],
        [20],
        [[0.45, 0.3, 0.25]],
        invalid=0.15,
    ),
    "a short slate with discipline": make_plan(
        ((0, 1), (1, 2, 3)),
        (0, 1),
        [0.0, 0.5, -0.5, 0.2, -1.0],
        [0.8, 0.4],
        [[0, 0.5, 0.2, 0.3], [0, 0.1, 0.2, 0.7], [0, 0.4, 0.3, 0.3]],
        [12],
        [[0.6, 0.25, 0.15]],
        seats=3,
        needs=(1, 1),
        tagged=((3, 4), (0, 4)),
    ),
    "two segments of opposite minds": make_plan(
        ((0, 1), (2, 3)),
        (0, 1),
        [0.4, 0.0, -0.3, 0.2],
        [0.7, 0.8],
        [[0, 0.1, 0.9], [0, 0.2, 0.8], [0, 0.5, 0.5]],
        [9, 14],
        [[0.9, 0.05, 0.05], [0.1, 0.8, 0.1]],
        invalid=0.05,
    ),
    "a camp that is all disciplined, and kin": make_plan(
        ((0, 1), (2, 3), (4, 5)),
        (0, 0, 1),
        [0.5, -0.5, 0.0, 0.3, 0.1, -0.2],
        [0.0, 1.0, 0.5],
        [[0, 0.3, 0.7], [0, 0.2, 0.8], [0, 0.5, 0.5], [0, 1, 0]],
        [15],
        [[0.4, 0.2, 0.25, 0.15]],
        kinship=np.array([1.5, 0.5, 0.7]),
        needs=(1,),
        tagged=((1, 5),),
    ),
    "seven members, a long slate, no unaligned": make_plan(
        ((0, 1, 2, 3), (3, 4)),
        (0, 1),
        [1.0, 0.5, 0.0, -0.5, 0.0],
        [0.5, 0.9],
        [[0, 0.2, 0.3, 0.5], [0, 0.3, 0.4, 0.3], [0, 0, 0, 1]],
        [7],
        [[0.7, 0.3, 0.0]],
        asks=((0, 1, 3), (3, 4)),
        affinity=np.array([[0.1, -3.0, 0.4], [-0.2, 0.0, -1.0], [0.0, 0.0, 0.0]]),
        seats=1,
    ),
}


def list_ticks(plan: Plan) -> Floats:
    """Give the chances of further ticks of those who follow a slate: t − k given t ≥ k."""
    further = np.zeros_like(plan.ticks)
    further[:, 0] = 1.0
    for g, names in enumerate(plan.asks):
        rest = plan.ticks[g, len(names) :]
        further[g] = 0.0
        further[g, : len(rest)] = rest / rest.sum()
    return further


def make_contest(plan: Plan) -> BlockContest:
    """Lay a plan out for the kernels."""
    candidates, count = len(plan.appeal), len(plan.slates)
    on: Flags = np.zeros((count, candidates), np.uint8)
    asked: Flags = np.zeros((count + 1, candidates), np.uint8)
    for s in range(count):
        on[s, list(plan.slates[s])] = 1
        asked[s, list(plan.asks[s])] = 1
    pull = camp_pull(on, np.array(plan.factions), plan.loyalty, plan.kinship, plan.affinity)
    keys = np.arange(1, count + 2, dtype=np.uint64)
    law = BlockLaw(plan.invalid, np.exp(pull), asked, plan.ticks, list_ticks(plan), keys)
    everybody = np.ones(law.attraction.shape[1], np.uint8)
    return BlockContest(law, make_minimums(plan), plan.seats, everybody)


def make_minimums(plan: Plan) -> Minimums:
    """Lay a plan's minimums out for the kernels."""
    tags: Flags = np.zeros((len(plan.needs), len(plan.appeal)), np.uint8)
    for m, tagged in enumerate(plan.tagged):
        tags[m, list(tagged)] = 1
    return Minimums(np.array(plan.needs, np.int64), tags)


def make_world(plan: Plan, replicates: int) -> BlockWorld:
    """Repeat a plan's one world."""
    discipline = np.append(plan.discipline, 0.0)
    strength = np.exp(plan.appeal - plan.appeal.max())
    return BlockWorld(
        np.tile(plan.cast, (replicates, 1)),
        np.tile(plan.shares, (replicates, 1, 1)),
        np.tile(discipline, (replicates, 1)),
        np.tile(strength, (replicates, 1)),
    )


def make_call(seed: int, first: int = 0) -> Call:
    """Key the streams of one run."""
    return Call(np.uint64(seed), np.uint64(seed + 1_000_003), first, np.zeros(1, np.uint8))
