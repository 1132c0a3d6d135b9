"""Small contests by rankings in the words of MODEL 4, and as the kernels take them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from necsim.kernels.ranking_shapes import Lists, RankingContest, RankingLaw, RankingWorld
from necsim.kernels.shapes import Minimums
from necsim.kernels.types import Counts, Floats

Order = tuple[int, ...]


class RankingPlan(NamedTuple):
    """A contest in one fixed world.

    A free member of camp g has weight exp(appeal[c] + pull[g, c]) for candidate c and stop[g] for
    stopping; `orders` say what each segment's camps are asked to rank, () for nothing.
    """

    appeal: Floats
    pull: Floats
    stop: Floats
    after_slate: Floats
    discipline: Floats
    orders: tuple[tuple[Order, ...], ...]
    cast: Counts
    shares: Floats
    seats: int
    invalid: float = 0.0
    needs: tuple[int, ...] = ()
    tagged: tuple[Order, ...] = ()

    @property
    def weights(self) -> Floats:
        """Give w_gc, (G, C)."""
        return np.exp(self.appeal + self.pull)


def make_ranking_plan(
    seats: int,
    appeal: list[float],
    pull: list[list[float]],
    stop: list[float],
    cast: list[int],
    shares: list[list[float]],
    orders: tuple[tuple[Order, ...], ...] | None = None,
    **rest: object,
) -> RankingPlan:
    """Fill in what most plans share: no lists."""
    camps = len(pull)
    usual: dict[str, object] = {
        "after_slate": np.full(camps, 0.5),
        "discipline": np.zeros(camps),
        "orders": orders or (((),) * camps,) * len(cast),
    }
    arrays = {key: np.array(x) if isinstance(x, list) else x for key, x in rest.items()}
    return RankingPlan(
        appeal=np.array(appeal),
        pull=np.array(pull),
        stop=np.array(stop),
        cast=np.array(cast),
        shares=np.array(shares),
        seats=seats,
        **(usual | arrays),  # type: ignore[arg-type]
    )


TWO_SIDES = [[1.25, 1.25, 1.25, -0.5, -0.5, 0.0], [-0.5, -0.5, -0.5, 1.25, 1.25, 0.0], [0.0] * 6]
NINE = np.random.default_rng(9)

RANKING_PLANS: dict[str, RankingPlan] = {
    "one seat": make_ranking_plan(
        1, [0.3, 0.0, -0.4], [[0.5, 0.0, 0.0], [0.0, 0.7, 0.7]], [0.6, 0.3], [24], [[0.4, 0.6]]
    ),
    "31 voters, lists and free members": make_ranking_plan(
        2,
        [0.4, 0.0, -0.3, 0.2, -0.2, 0.5],
        TWO_SIDES,
        [0.5, 0.3, 0.8],
        [31],
        [[0.45, 0.35, 0.2]],
        (((0, 1, 2), (3, 4), ()),),
        discipline=[0.5, 0.4, 0.0],
        after_slate=[0.6, 0.3, 0.0],
    ),
    "lists that differ by region": make_ranking_plan(
        3,
        [0.4, 0.0, -0.3, 0.2, -0.2, 0.5],
        TWO_SIDES,
        [0.5, 0.3, 0.8],
        [40, 30, 20],
        [[0.5, 0.3, 0.2], [0.2, 0.6, 0.2], [0.4, 0.4, 0.2]],
        (
            ((0, 1, 2), (3, 4), ()),
            ((1, 2, 0), (4, 3), ()),
            ((2, 0, 1), (), ()),
        ),
        discipline=[0.7, 0.5, 0.0],
        after_slate=[0.6, 0.4, 0.0],
        invalid=0.05,
    ),
    "many seats": make_ranking_plan(
        6,
        [0.9, 0.6, 0.3, 0.0, 0.0, -0.2, -0.4, -0.6, -0.8],
        [[0.8] * 4 + [0.0] * 5, [0.0] * 4 + [0.8] * 5],
        [0.4, 0.4],
        [70],
        [[0.55, 0.45]],
        (((0, 1, 2, 3), (8, 7, 6, 5, 4)),),
        discipline=[0.3, 0.3],
    ),
    "heavy exhaustion": make_ranking_plan(
        2,
        [0.5, 0.2, 0.0, -0.1, -0.5],
        [[0.6, 0.6, 0.0, 0.0, 0.0], [0.0, 0.0, 0.6, 0.6, 0.0]],
        [6.0, 9.0],
        [50],
        [[0.6, 0.4]],
        (((0, 1), ()),),
        discipline=[0.3, 0.0],
        after_slate=[0.1, 0.0],
    ),
    "nobody stops": make_ranking_plan(
        3,
        [0.7, 0.1, 0.0, -0.3, -0.6, 0.3],
        TWO_SIDES,
        [0.0, 0.0, 0.0],
        [45],
        [[0.5, 0.3, 0.2]],
        (((0, 1, 2), (3, 4), ()),),
        discipline=[0.6, 0.6, 0.0],
        after_slate=[1.0, 1.0, 0.0],
    ),
    "all follow lists": make_ranking_plan(
        2,
        [0.2, 0.0, 0.0, 0.1],
        [[0.0] * 4, [0.0] * 4, [0.0] * 4],
        [1.0, 1.0, 1.0],
        [41],
        [[0.4, 0.35, 0.25]],
        (((0, 1), (2, 3), (3, 0, 1)),),
        discipline=[1.0, 1.0, 1.0],
        after_slate=[0.0, 1.0, 0.5],
    ),
    "a minimum": make_ranking_plan(
        3,
        [0.8, 0.5, 0.2, -0.3, -0.5, -0.9],
        TWO_SIDES,
        [0.5, 0.5, 0.5],
        [60],
        [[0.5, 0.3, 0.2]],
        (((0, 1, 2), (), ()),),
        discipline=[0.4, 0.0, 0.0],
        needs=(2,),
        tagged=((2, 4, 5),),
    ),
    "two minimums that overlap": make_ranking_plan(
        3,
        [0.8, 0.6, 0.4, 0.0, -0.3, -0.6, -0.9],
        [[0.4, 0.4, 0.4, 0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.4, 0.4, 0.4, 0.4]],
        [0.7, 0.4],
        [50],
        [[0.6, 0.4]],
        needs=(2, 1),
        tagged=((3, 4, 5), (5, 6)),
    ),
    "surpluses that wait": make_ranking_plan(
        4,
        [2.4, 2.2, 2.0, 0.3, 0.0, -0.3, -0.5],
        [[0.3, 0.0, 0.0, 0.6, 0.6, 0.0, 0.0], [0.0, 0.3, 0.3, 0.0, 0.0, 0.6, 0.6]],
        [1.0, 0.8],
        [90],
        [[0.55, 0.45]],
        (((0, 3, 4), (1, 5)),),
        discipline=[0.3, 0.3],
    ),
    "a last batch unlike the rest": make_ranking_plan(
        4,
        [0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
        [[0.0] * 6, [-2.0, 2.0, -2.0, 0.8, 0.7, 0.6]],
        [0.4, 0.2],
        [90],
        [[0.7, 0.3]],
        (((0, 1, 2), ()),),
        discipline=[0.8, 0.0],
    ),
    "31 voters, ten candidates level": make_ranking_plan(
        3,
        [0.1 * c for c in range(10)],
        [[0.3] * 5 + [0.0] * 5, [0.0] * 5 + [0.3] * 5],
        [0.4, 0.6],
        [31],
        [[0.6, 0.4]],
        (((4, 3, 2, 1, 0), ()),),
        discipline=[0.3, 0.0],
        after_slate=[1.0, 0.0],
    ),
    "two segments of three hundred": make_ranking_plan(
        3,
        [0.5, 0.4, 0.3, 0.2, 0.0, -0.2, -0.4],
        [[0.3, 0.3, 0.0, 0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.5, 0.5, 0.0, 0.0, 0.0]],
        [0.5, 0.3],
        [200, 100],
        [[0.7, 0.3], [0.4, 0.6]],
        (((0, 1), ()), ((1, 0), (2, 3))),
        discipline=[0.2, 0.1],
    ),
    "weights far apart": make_ranking_plan(
        2,
        [6.0, 0.0, -6.0, 3.0, -3.0],
        [[0.0] * 5, [-8.0, 2.0, 2.0, -4.0, 4.0]],
        [0.4, 0.4],
        [36],
        [[0.5, 0.5]],
        invalid=0.1,
    ),
}


def make_lists(plan: RankingPlan) -> Lists:
    """List a plan's distinct orders of each camp."""
    found: dict[tuple[int, Order], int] = {}
    asked = np.full(plan.shares.shape, -1, np.int64)
    for s, camps in enumerate(plan.orders):
        for g, order in enumerate(camps):
            if order:
                asked[s, g] = found.setdefault((g, order), len(found))
    names = np.full((len(found), len(plan.appeal)), -1, np.int16)
    for row, (_, order) in zip(names, found, strict=True):
        row[: len(order)] = order
    return Lists(names, np.array([g for g, _ in found], np.int64), asked)


def make_ranking_contest(plan: RankingPlan, rule: str) -> RankingContest:
    """Lay a plan out for the kernels."""
    keys = np.arange(1, len(plan.stop) + 1, dtype=np.uint64)
    law = RankingLaw(
        plan.invalid, np.exp(plan.pull), plan.stop, plan.after_slate, make_lists(plan), keys
    )
    everybody = np.ones(len(plan.appeal), np.uint8)
    return RankingContest(law, make_minimums(plan), plan.seats, rule, everybody)


def make_minimums(plan: RankingPlan) -> Minimums:
    """Lay a plan's minimums out for the kernels."""
    tags = np.zeros((len(plan.needs), len(plan.appeal)), np.uint8)
    for row, tagged in zip(tags, plan.tagged, strict=True):
        row[list(tagged)] = 1
    return Minimums(np.array(plan.needs, np.int64), tags)


def make_ranking_world(plan: RankingPlan, replicates: int) -> RankingWorld:
    """Repeat a plan's one world."""
    return RankingWorld(
        np.tile(plan.cast, (replicates, 1)),
        np.tile(plan.shares, (replicates, 1, 1)),
        np.tile(plan.discipline, (replicates, 1)),
        np.tile(np.exp(plan.appeal), (replicates, 1)),
    )
