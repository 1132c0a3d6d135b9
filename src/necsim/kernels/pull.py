"""What draws a camp's free members to each candidate, beside appeal (MODEL 4).

w_gc = exp(a_c + pull_gc), pull_gc the largest, over the slates σ of c, of loyalty (σ is the
member's own slate), kinship (another slate of the same faction) and affinity g → σ.
"""

from __future__ import annotations

import numpy as np

from necsim.kernels.types import Counts, Flags, Floats

# exp(appeal) and exp(pull) below this part of the largest make no difference to any ballot.
FAINTEST = 1e-130


def camp_pull(
    slates: Flags, factions: Counts, loyalty: Floats, kinship: Floats, affinity: Floats
) -> Floats:
    """Give each camp's pull toward each candidate, on the log-weight scale, as (G, C).

    `slates` (S, C) says who stands on what; camp g < S is slate g's and the last is unaligned
    (G = S + 1). `factions` (S,) numbers each slate's faction; `loyalty` and `kinship` are (S,).
    `affinity` (G, S + 1) ends with the affinity toward candidates of no slate.
    """
    count = len(factions)
    terms = affinity[:, :count].copy()
    for g in range(count):
        kin = [j for j in range(count) if j != g and factions[j] == factions[g]]
        terms[g, kin] += kinship[g]
        terms[g, g] += loyalty[g]
    on = slates.astype(bool)
    best: Floats = np.where(on[None], terms[:, :, None], -np.inf).max(axis=1, initial=-np.inf)
    return np.where(np.isneginf(best), affinity[:, count:], best)
