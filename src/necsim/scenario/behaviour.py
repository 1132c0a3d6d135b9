"""How members vote: one number for all camps, or one by slate."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias, overload

from pydantic import Discriminator, Field, Tag

from necsim.scenario.fields import (
    LogSpreadOrTable,
    LogWeight,
    LogWeightOrTable,
    NotNegativeOrTable,
    ShareOrTable,
    WeightOrTable,
    Words,
)
from necsim.scenario.reference import Reference

NONE = "none"
UNALIGNED = "unaligned"
DEFAULT = "default"
PerSlate: TypeAlias = float | dict[str, float] | None


def _word_or_number(value: object) -> str:
    return "<word>" if isinstance(value, str) else "<number>"


Affinity: TypeAlias = Annotated[
    Annotated[LogWeight, Tag("<number>")] | Annotated[Literal["hostile"], Tag("<word>")],
    Discriminator(_word_or_number),
]


class Behaviour(Words):
    """Each key is one number, or a table by slate with `default` and `unaligned`."""

    discipline: ShareOrTable | None = None
    """Chance that a member of a camp votes exactly as the slate asks [reference.discipline]."""
    discipline_give_or_take: NotNegativeOrTable | None = None
    """One standard deviation of discipline, in share points [reference.discipline_spread]."""
    after_slate: ShareOrTable | None = None
    """Chance that a list paper goes on after the list [reference.after_slate]."""
    loyalty: LogWeightOrTable | None = None
    """Log-weight of a free member for the own slate [reference.loyalty]."""
    kinship: LogWeightOrTable | None = None
    """Log-weight for another slate of the own faction [reference.kinship]."""
    affinity: dict[str, dict[str, Affinity]] = Field(default_factory=dict)
    """Log-weight from one camp to another slate, or to `none`: a number or "hostile"."""
    votes_used: ShareOrTable | None = None
    """Share of the allowed votes that all ballots use [by number of votes]."""
    preferences: NotNegativeOrTable | None = None
    """Mean number of preferences of a free ranking [reference.preferences]."""
    stop: WeightOrTable | None = None
    """Weight of ending a ranking where appeal 0 and no pull weigh 1 [solved from preferences]."""
    appeal_give_or_take: LogSpreadOrTable | None = None
    """Spread of candidates' appeal [reference.appeal_slate, appeal_off_slate]."""
    mobilisation: LogWeightOrTable | None = None
    """How far a camp's odds of voting move with turnout [0]."""

    def affinity_of(self, camp: str, target: str, *, kin: bool, reference: Reference) -> float:
        """Give the log-weight from a camp to a slate (or `none`); `kin`: same faction."""
        stated = self.affinity.get(camp, {}).get(target)
        if stated is not None:
            return reference.hostile if isinstance(stated, str) else stated
        if kin or target == NONE:
            return 0.0
        return reference.affinity_unaligned if camp == UNALIGNED else reference.affinity_rival


@overload
def of(value: PerSlate, slate: str, reference: float) -> float: ...
@overload
def of(value: PerSlate, slate: str, reference: None) -> float | None: ...
def of(value: PerSlate, slate: str, reference: float | None) -> float | None:
    """Resolve one key of behaviour for one slate, or for `unaligned`."""
    if isinstance(value, dict):
        return value.get(slate, value.get(DEFAULT, reference))
    return reference if value is None else value
