"""Sets of ticks: the multinomial logit over sets, as a walk along the candidates.

A member with t ticks chooses the set S with chance ∝ Π w_c (conditional Poisson sampling). The
walk visits candidates in order and ticks c with a chance that depends on the ticks left. Those
chances come from ratios ρ[r] = E[r] / E[r − 1] of elementary symmetric polynomials of the
candidates still to come, all terms positive, so nothing overflows or cancels; worst relative
error 4e-15 at 200 candidates and weights 10¹² apart (docs/method.md).
"""

from __future__ import annotations

from necsim.kernels._numba import kernel
from necsim.kernels.types import Floats


@kernel
def tick_chances(weights: Floats, chances: Floats, ratios: Floats) -> None:
    """Fill chances[c, r], the chance of ticking c with r ticks left, for r = 1 … votes.

    `weights` (C,) may hold zeros: such a candidate is never ticked. `chances` is (C, votes + 1),
    `ratios` (votes + 1,) is scratch. With fewer candidates than ticks left the chance is one.
    """
    votes = chances.shape[1] - 1
    ratios[:] = 0.0
    for c in range(len(weights) - 1, -1, -1):
        w = weights[c]
        if w <= 0.0:
            chances[c] = 0.0
            continue
        for r in range(votes, 0, -1):
            chances[c, r] = w / (w + ratios[r])
            if r == 1:
                ratios[1] += w
            else:
                ratios[r] = (ratios[r] + w) * (ratios[r - 1] / (ratios[r - 1] + w))


@kernel
def expected_ticks(chances: Floats, left: Floats, expected: Floats) -> None:
    """Add to `expected` (C,) the mean ticks of members who start with r ticks at rate left[r].

    `left` (votes + 1,) is used up.
    """
    votes = chances.shape[1] - 1
    for c in range(chances.shape[0]):
        for r in range(1, votes + 1):
            ticked = left[r] * chances[c, r]
            expected[c] += ticked
            left[r] -= ticked
            left[r - 1] += ticked
