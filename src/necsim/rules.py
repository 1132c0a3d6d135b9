"""The counting rules: their names, the ballots they read and the samplers that can feed them."""

from __future__ import annotations

from typing import Literal, NamedTuple, get_args

Sampler = Literal["flows", "ballots"]
SAMPLERS: tuple[Sampler, ...] = get_args(Sampler)


class Rule(NamedTuple):
    """One rule: what its ballots look like, who can draw them, and what a total counts."""

    name: str
    ballot: Literal["ticks", "ranking"]
    samplers: tuple[Sampler, ...]
    unit: str


BLOCK = Rule("block", "ticks", SAMPLERS, "votes")
ERS97 = Rule("ers97", "ranking", SAMPLERS, "first preferences")
SCOTTISH = Rule("scottish", "ranking", SAMPLERS, "first preferences")
MEEK = Rule("meek", "ranking", ("ballots",), "first preferences")

RULES: dict[str, Rule] = {rule.name: rule for rule in (BLOCK, ERS97, SCOTTISH, MEEK)}
SIMULATED: frozenset[str] = frozenset({"block"})
