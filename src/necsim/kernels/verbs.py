"""The three verbs in which a counting rule speaks to its papers (MODEL 6).

A rule sees numbers of papers only; a source knows where each paper goes next. Sources are named
tuples of arrays, and the class of the tuple says which functions answer: in compiled kernels when
they are typed, in plain Python by a look-up. A source arrives loaded, all its papers in hand.

A move is one `begin`, any number of `take`, one `deal`. First preferences are a move without a
take: `begin(source, standing)`, `deal(source, 0, received)`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from necsim.kernels._numba import overload
from necsim.kernels.ranking_shapes import RankingLaw, RankingWorld
from necsim.kernels.shapes import Call
from necsim.kernels.types import Counts, Flags

Source = tuple[Any, ...]
Answer = TypeVar("Answer", bound=Callable[..., Any])

_ANSWERS: dict[tuple[str, type], Callable[..., Any]] = {}


def begin(source: Source, continuing: Flags) -> None:
    """Start a move: who may receive papers from now on (C,); none of them ever comes back."""
    _ANSWERS["begin", type(source)](source, continuing)


def take(source: Source, c: int, v: int, last_only: bool) -> None:
    """Put in hand the papers candidate c holds at value index v, or c's last batch of them."""
    _ANSWERS["take", type(source)](source, c, v, last_only)


def deal(source: Source, v: int, received: Counts) -> int:
    """Deal what is in hand to the next holders, filed at value index v.

    Adds to `received` (C,) the papers each gets, which become its last batch, and returns how
    many are non-transferable: those never come back.
    """
    stopped: int = _ANSWERS["deal", type(source)](source, v, received)
    return stopped


def load(source: Source, law: RankingLaw, world: RankingWorld, call: Call, i: int) -> int:
    """Put the valid papers of replicate i of a slice in hand; return how many they are.

    Only sources that draw their papers answer.
    """
    papers: int = _ANSWERS["load", type(source)](source, law, world, call, i)
    return papers


def answers(verb: Callable[..., Any], shape: type) -> Callable[[Answer], Answer]:
    """Make a plain function answer a verb where its first argument is of one class.

    It takes the verb's own arguments and stays plain Python: the compiler gets it from here.
    """

    def register(function: Answer) -> Answer:
        _ANSWERS[verb.__name__, shape] = function
        overload(verb, shape, function)
        return function

    return register
