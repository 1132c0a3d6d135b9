"""How a scenario is run: what the call says, else what the scenario says."""

from __future__ import annotations

import secrets
from typing import NamedTuple

from necsim.errors import UsageError
from necsim.provenance import Provenance
from necsim.rules import Sampler
from necsim.scenario import Scenario, canonical

_SEEDS = 2**32


class Settings(NamedTuple):
    """How a scenario is run; with a precision, `replicates` is the least and there is a most."""

    replicates: int
    seed: int
    sampler: Sampler
    precision: float | None
    max_replicates: int


def settle(
    scenario: Scenario,
    *,
    replicates: int | None = None,
    seed: int | None = None,
    sampler: Sampler | None = None,
    precision: float | None = None,
    max_replicates: int | None = None,
) -> Settings:
    """Settle how a scenario is run: by the call, else by the scenario; draw a missing seed.

    Raises UsageError where a number is out of its range.
    """
    typed = scenario.run
    precision = typed.precision if precision is None else precision
    if precision is not None and not 0.0 < precision < 0.5:
        raise UsageError(f"a precision of {precision:g}: it is a half-width between 0 and 0.5")
    replicates = typed.replicates if replicates is None else replicates
    if replicates < 1:
        raise UsageError(f"{replicates} replicates: run at least one")
    seed = typed.seed if seed is None else seed
    if seed is not None and not 0 <= seed < _SEEDS:
        raise UsageError(f"a seed of {seed}: it is a whole number from 0 to {_SEEDS - 1}")
    return Settings(
        replicates,
        secrets.randbelow(_SEEDS) if seed is None else seed,
        sampler or typed.sampler,
        precision,
        typed.max_replicates if max_replicates is None else max_replicates,
    )


def provenance(scenario: Scenario, settings: Settings) -> Provenance:
    """Say what the content of a run depends on."""
    as_of = scenario.as_of.isoformat() if scenario.as_of else None
    return Provenance(
        scenario.id,
        scenario.title,
        as_of,
        canonical(scenario),
        settings.seed,
        settings.sampler,
        settings.replicates,
        settings.precision,
        settings.max_replicates,
    )
