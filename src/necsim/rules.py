"""The counting rules: their names, the ballots they read and the samplers that can feed them."""

from __future__ import annotations

from typing import Literal, NamedTuple, get_args

Sampler = Literal["flows", "ballots"]
SAMPLERS: tuple[Sampler, ...] = get_args(Sampler)


class Rule(NamedTuple):
    """One rule: what its ballots look like, who can draw them, and what a total counts.

    `decimals` are those of a vote in its counts.
    """

    name: str
    ballot: Literal["ticks", "ranking"]
    samplers: tuple[Sampler, ...]
    unit: str
    decimals: int


BLOCK = Rule("block", "ticks", SAMPLERS, "votes", 0)
ERS97 = Rule("ers97", "ranking", SAMPLERS, "first preferences", 2)
SCOTTISH = Rule("scottish", "ranking", SAMPLERS, "first preferences", 5)
MEEK = Rule("meek", "ranking", ("ballots",), "first preferences", 9)

RULES: dict[str, Rule] = {rule.name: rule for rule in (BLOCK, ERS97, SCOTTISH, MEEK)}

# Papers beyond which a rule's whole numbers no longer hold every total.
MOST_PAPERS = {"scottish": 900_000_000}
