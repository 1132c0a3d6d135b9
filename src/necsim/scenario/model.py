"""A scenario: one set of assumptions, resolved and checked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal, NamedTuple, TypeAlias

from pydantic import Field, PrivateAttr

from necsim.rules import Sampler
from necsim.scenario.committee import Committee
from necsim.scenario.contest import Contest
from necsim.scenario.evidence import Evidence
from necsim.scenario.fields import Id, Name, NotNegativeOrTable, Share, Tail, Words
from necsim.scenario.reference import Reference

Correlation: TypeAlias = Annotated[float, Field(gt=-1, lt=1)]


class Origin(NamedTuple):
    """Where a value came from: `kind` is file, flag, fit or default; `source` the file or flag."""

    kind: Literal["file", "flag", "fit", "default"]
    source: str


class RunSettings(Words):
    """How the scenario is run unless the call says otherwise."""

    replicates: int = Field(default=10_000, ge=1, le=1_000_000_000)
    """Worlds drawn."""
    seed: int | None = Field(default=None, ge=0, lt=2**32)
    """Start of all random streams [drawn once, printed, recorded]."""
    sampler: Sampler = "flows"
    """Members in bulk, or one at a time."""
    precision: float | None = Field(default=None, gt=0, lt=0.5)
    """Run until every headline chance is known this closely (half-width)."""
    max_replicates: int = Field(default=1_000_000, ge=1, le=1_000_000_000)
    """Where a run for precision gives up."""


class Faction(Words):
    """A political tendency that holds seats and has members' support."""

    name: Name = ""
    """Shown in tables [the id]."""
    colour: str | None = Field(default=None, pattern=r"^#[0-9a-fA-F]{6}$")
    """As #rrggbb [next of a colour-blind safe set]."""


class Scenario(Words):
    """One set of assumptions."""

    format: Literal[1]
    """Version of the file format."""
    id: str = ""
    """Name of the results folder [the file's name]."""
    title: Name = ""
    """Shown above tables [the id]."""
    note: str = ""
    """Anything worth saying."""
    as_of: date | None = None
    """Nothing later than this day is used."""
    history: str | None = None
    """Folder of your own past contests, relative to the file, in the tables of necsim.history."""
    run: RunSettings = RunSettings()
    """How it is run."""
    factions: dict[Id, Faction] = Field(default_factory=dict)
    """Factions, by id."""
    support: dict[str, Share] = Field(default_factory=dict)
    """Mean share of voting members, by faction; the rest is unaligned."""
    support_from_votes: dict[str, Share] = Field(default_factory=dict)
    """Expected share of the votes in the first contest instead, by faction."""
    give_or_take: NotNegativeOrTable | None = None
    """One standard deviation of support, in share points: one number, or by faction."""
    support_correlation: dict[str, dict[str, Correlation]] = Field(default_factory=dict)
    """Correlation of two factions' support on the log scale."""
    tail: Tail = 5.0
    """Degrees of freedom of the shared tail; "inf" for a normal law."""
    reference: Reference = Reference()
    """Values in force wherever the scenario is silent."""
    contests: dict[Id, Contest] = Field(default_factory=dict)
    """Contests, by id."""
    committee: Committee | None = None
    """The body whose open seats the contests fill."""
    evidence: dict[Id, Evidence] = Field(default_factory=dict)
    """Polls, nominations and past results, by id."""
    why: dict[str, str] = Field(default_factory=dict)
    """Reasons, by address."""

    _origins: dict[str, Origin] = PrivateAttr(default_factory=dict)

    @property
    def origins(self) -> Mapping[str, Origin]:
        """Where each address that a file or flag set came from; all others are defaults."""
        return self._origins
