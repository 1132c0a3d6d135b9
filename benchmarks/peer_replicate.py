"""Time one replicate of VoteKit in processor seconds, by its own Python: see `make peers`.

Called with a rule and the number of members. Slate Plackett-Luce ballots with strengths redrawn
from a Dirichlet; then FastSTV, the quickest of its STV counts, of ballots that are not pooled, or
BlockPlurality, in which the names ranked first are ticked, of pooled ones: either the quicker way.
"""

from __future__ import annotations

import sys
import time

from votekit import RankProfile
from votekit.ballot_generator import BlocSlateConfig, slate_pl_profile_generator
from votekit.elections import BlockPlurality, FastSTV

CANDIDATES = {"stv": {"a": 8, "b": 7, "c": 5}, "block": {"a": 3, "b": 3, "c": 3}}
SEATS = {"stv": 9, "block": 3}
COHESION = {
    "a": {"a": 0.80, "b": 0.10, "c": 0.10},
    "b": {"a": 0.125, "b": 0.75, "c": 0.125},
    "c": {"a": 0.20, "b": 0.20, "c": 0.60},
}


def seconds(rule: str, members: int, seed: int) -> float:
    """Draw strengths and ballots, and count them."""
    slates, seats = CANDIDATES[rule], SEATS[rule]
    config = BlocSlateConfig(
        n_voters=members,
        slate_to_candidates={s: [f"{s}_{n + 1}" for n in range(k)] for s, k in slates.items()},
        bloc_proportions={"a": 0.45, "b": 0.40, "c": 0.15},
        cohesion_mapping=COHESION,
        silent=True,
    )
    begun = time.process_time()
    config.set_dirichlet_alphas(
        {bloc: dict.fromkeys(slates, 1.0) for bloc in slates}, rng_seed=seed
    )
    profile = slate_pl_profile_generator(config, group_ballots=rule == "block", rng_seed=seed)
    elected = count(rule, profile, seats, seed)
    spent = time.process_time() - begun
    if elected != seats:
        raise RuntimeError(f"{elected} were elected, not {seats}")
    return spent


def count(rule: str, profile: RankProfile, seats: int, seed: int) -> int:
    """Count the ballots; give how many are elected."""
    election = FastSTV if rule == "stv" else BlockPlurality
    counted = election(profile, n_seats=seats, tiebreak="random", rng_seed=seed)
    return sum(map(len, counted.get_elected()))


if __name__ == "__main__":
    seconds(sys.argv[1], 1_000, seed=1)
    print(seconds(sys.argv[1], int(sys.argv[2]), seed=2))
