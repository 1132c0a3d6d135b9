"""Where each unknown of a fit stands in its state: support, discipline, leans, biases."""

from __future__ import annotations

from functools import reduce
from typing import NamedTuple

import numpy as np

from necsim.evidence.kalman import Gaussians
from necsim.evidence.scales import Scales
from necsim.kernels.types import Floats
from necsim.scenario.reference import Reference
from necsim.simplex.logistic import solve_logit_normal

LEAN = 0.3  # how far nominations may favour a faction, beside its support, in every contest


class Layout(NamedTuple):
    """The state's parts, one entry a faction (K) each, but for the one logit of the unaligned.

    First log support, the logit of the unaligned share and the logits of discipline: those make
    worlds. Then what evidence shares: nominations' leans, polls' bias, each house's own.
    """

    factions: tuple[str, ...]
    houses: tuple[str, ...]

    @property
    def support(self) -> slice:
        """Log support of each faction; only differences mean anything."""
        return slice(0, len(self.factions))

    @property
    def unaligned(self) -> int:
        """Logit of the unaligned share."""
        return len(self.factions)

    @property
    def discipline(self) -> slice:
        """Logit of each faction's discipline."""
        return self._part(0, 1)

    @property
    def lean(self) -> slice:
        """How far nominations favour each faction."""
        return self._part(1, 1)

    @property
    def bias(self) -> slice:
        """How far all polls favour each faction."""
        return self._part(2, 1)

    def house(self, name: str) -> slice:
        """How far one house's polls favour each faction, beyond the bias that all share."""
        return self._part(3 + self.houses.index(name), 1)

    @property
    def world(self) -> int:
        """How many of the state's first entries make worlds."""
        return 2 * len(self.factions) + 1

    @property
    def size(self) -> int:
        """Entries of the state."""
        return (4 + len(self.houses)) * len(self.factions) + 1

    def _part(self, number: int, parts: int) -> slice:
        each = len(self.factions)
        start = each + 1 + number * each
        return slice(start, start + parts * each)

    def shares(self, state: Floats) -> Floats:
        """Give support of each faction, then the unaligned share, (…, K + 1), of states (…, D)."""
        return nested_shares(state[..., self.support], state[..., self.unaligned])

    def support_of(self, state: Floats) -> dict[str, float]:
        """Give each faction's support at a state (D,)."""
        return dict(zip(self.factions, self.shares(state).tolist(), strict=False))

    def mean_discipline(self, state: Floats) -> dict[str, float]:
        """Give each faction's discipline at a state (D,)."""
        shares = 1.0 / (1.0 + np.exp(-state[self.discipline]))
        return dict(zip(self.factions, shares.tolist(), strict=True))

    def before(self, scales: Scales, reference: Reference) -> Gaussians:
        """Give what is believed with no evidence at all, (S, D): equal shares, sd 1 on the log."""
        points, sd = len(scales.drift), np.zeros((len(scales.drift), self.size))
        mean = np.zeros((points, self.size))
        law = solve_logit_normal(reference.unaligned, reference.unaligned_give_or_take)
        sd[:, self.support] = 1.0
        mean[:, self.unaligned], sd[:, self.unaligned] = law
        mean[:, self.discipline] = np.log(reference.discipline / (1.0 - reference.discipline))
        sd[:, self.discipline] = reference.discipline_spread
        sd[:, self.lean] = LEAN
        sd[:, self.bias] = (scales.tail * scales.bias)[:, None]
        for name in self.houses:
            sd[:, self.house(name)] = scales.house[:, None]
        return Gaussians(mean, sd[:, :, None] ** 2 * np.eye(self.size))


def nested_shares(logs: Floats, rest: Floats) -> Floats:
    """Give shares (…, K + 1) of log support (…, K) and the logit of the unaligned share (…,)."""
    # Along an axis as short as factions are few, NumPy's own reductions take several times as long.
    columns = [logs[..., k] for k in range(logs.shape[-1])]
    most = reduce(np.maximum, columns)
    odds = [np.exp(column - most) for column in columns]
    total, unaligned = reduce(np.add, odds), 1.0 / (1.0 + np.exp(-rest))
    return np.stack([*((1.0 - unaligned) * each / total for each in odds), unaligned], axis=-1)
