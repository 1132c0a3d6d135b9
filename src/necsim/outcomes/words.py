"""What an event is made of, and what kind of thing each family of outcomes holds."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

Kind = Literal["count", "share", "number", "votes", "yes/no", "candidate", "chance"]

KINDS: dict[str, Kind] = {
    "seats": "count",
    "elected": "yes/no",
    "votes": "votes",
    "share": "share",
    "margin": "votes",
    "last_in": "candidate",
    "first_out": "candidate",
    "stage": "count",
    "ballots": "count",
    "turnout": "share",
    "exhausted": "votes",
    "minimum_acted": "yes/no",
    "minimum_changed": "yes/no",
    "support": "share",
    "discipline": "share",
    "appeal": "number",
    "committee": "number",
    "control": "chance",
    "shift": "number",
}
# Kinds that have a mean, and those that are so or not by themselves.
NUMERIC: tuple[Kind, ...] = ("count", "share", "number", "votes")
BARE: tuple[Kind, ...] = ("yes/no", "chance")


class Outcome(NamedTuple):
    """One outcome: as typed, its column in the draws (contest written out), and its kind."""

    text: str
    column: str
    kind: Kind

    @property
    def family(self) -> str:
        """The first word of its address."""
        return self.column.partition(".")[0]


class Condition(NamedTuple):
    """One condition: `sign` is empty for a bare yes/no or chance, and `bound` then 0.

    Of a candidate `bound` is the index in the contest's labels.
    """

    outcome: Outcome
    negated: bool
    sign: str
    bound: float


class Event(NamedTuple):
    """Something that is so or not in a replicate: all of its conditions hold.

    At most one of them is a chance.
    """

    text: str
    conditions: tuple[Condition, ...]


Measure: TypeAlias = Event | Outcome
