"""Time one replicate of VoteKit in processor seconds, by its own Python: see `make peers`.

Slate Plackett-Luce ballots with strengths redrawn from a Dirichlet, not pooled, which is quicker
here than pooled; then FastSTV, the quickest of its counts.
"""

from __future__ import annotations

import sys
import time

from votekit.ballot_generator import BlocSlateConfig, slate_pl_profile_generator
from votekit.elections import FastSTV

CANDIDATES = {"a": 8, "b": 7, "c": 5}
COHESION = {
    "a": {"a": 0.80, "b": 0.10, "c": 0.10},
    "b": {"a": 0.125, "b": 0.75, "c": 0.125},
    "c": {"a": 0.20, "b": 0.20, "c": 0.60},
}
SEATS = 9


def seconds(members: int, seed: int) -> float:
    """Draw strengths and ballots, and count them."""
    config = BlocSlateConfig(
        n_voters=members,
        slate_to_candidates={s: [f"{s}_{n + 1}" for n in range(k)] for s, k in CANDIDATES.items()},
        bloc_proportions={"a": 0.45, "b": 0.40, "c": 0.15},
        cohesion_mapping=COHESION,
        silent=True,
    )
    begun = time.process_time()
    config.set_dirichlet_alphas(
        {bloc: dict.fromkeys(CANDIDATES, 1.0) for bloc in CANDIDATES}, rng_seed=seed
    )
    profile = slate_pl_profile_generator(config, group_ballots=False, rng_seed=seed)
    elected = FastSTV(profile, n_seats=SEATS, tiebreak="random", rng_seed=seed).get_elected()
    spent = time.process_time() - begun
    if sum(map(len, elected)) != SEATS:
        raise RuntimeError(f"{elected} are not {SEATS}")
    return spent


if __name__ == "__main__":
    seconds(1_000, seed=1)
    print(seconds(int(sys.argv[1]), seed=2))
