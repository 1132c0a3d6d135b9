"""Streams: seed, purpose, name and replicate decide every random number.

Worlds draw from one NumPy generator per (purpose, name), started anew every 256 replicates, so
adding a candidate changes nobody else's draws and any range of replicates can be drawn alone.
Kernels draw from streams of their own (kernels/stream.py), keyed by `kernel_key`.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, Literal, NamedTuple, TypeVar, get_args

import numpy as np
from numpy.random import Generator, Philox
from numpy.typing import NDArray

Floats = NDArray[np.float64]
T = TypeVar("T", bound=np.generic)
Sample = Callable[[Generator, int], Floats]

BLOCK = 256

Purpose = Literal[
    "tail",  # the scale shared by all factions' support
    "support",  # a faction's support
    "split",  # a slate's share of its faction
    "segment",  # a slate's support in one segment
    "turnout",  # a segment's turnout
    "discipline",  # a slate's discipline
    "appeal",  # a candidate's appeal
    "shift",  # what uncertain seats share
    "flows",  # ballots, members in bulk
    "ballots",  # ballots, one member at a time
    "lots",  # ties
]
PURPOSES: tuple[Purpose, ...] = get_args(Purpose)


class Drawn(dict[tuple[object, ...], Floats]):
    """What has been drawn, by what it was drawn for; not to be written to.

    Numbers stay in their process: sent to another it is empty there, and one for all that follow.
    """

    def __init__(self, token: str = "") -> None:
        super().__init__()
        self.token = token or secrets.token_hex(8)

    def __reduce__(self) -> tuple[Callable[[str], Drawn], tuple[str]]:
        return _drawn_here, (self.token,)


@lru_cache(maxsize=1)  # one study at a time
def _drawn_here(token: str) -> Drawn:
    return Drawn(token)


class Seeds(NamedTuple):
    """The seed of a run, and other seeds for purposes that are to be drawn afresh.

    Runs side by side on one seed draw the same numbers for whatever they share; those are kept in
    `drawn`, if it is given.
    """

    seed: int
    redrawn: Mapping[Purpose, int] = {}
    drawn: Drawn | None = None

    def of(self, purpose: Purpose) -> int:
        """Give the seed that a purpose draws from."""
        return self.redrawn.get(purpose, self.seed)


def name_key(*parts: str | int) -> np.uint64:
    """Hash names to 64 bits; the same on every machine."""
    digest = hashlib.blake2b("\0".join(map(str, parts)).encode(), digest_size=8)
    return np.uint64(int.from_bytes(digest.digest(), "little"))


def kernel_key(seeds: Seeds, purpose: Purpose, contest: str) -> np.uint64:
    """Give the key of a contest's kernel streams for one purpose."""
    return name_key(seeds.of(purpose), purpose, contest)


class Span(NamedTuple):
    """Replicates start … stop − 1, drawn as the whole blocks that hold them."""

    start: int
    stop: int

    @property
    def blocks(self) -> range:
        """The blocks that hold the span."""
        return range(self.start // BLOCK, -(-self.stop // BLOCK))

    @property
    def whole(self) -> int:
        """Count the replicates of those blocks."""
        return len(self.blocks) * BLOCK

    def cut(self, drawn: NDArray[T]) -> NDArray[T]:
        """Cut whole blocks, along the first axis, to the span."""
        first = self.start - self.blocks.start * BLOCK
        return drawn[first : first + self.stop - self.start]

    def draw(self, seeds: Seeds, purpose: Purpose, name: str, sample: Sample) -> Floats:
        """Draw whole blocks for one name of a purpose; `sample` gives n numbers."""
        seed, kept = seeds.of(purpose), seeds.drawn
        if kept is None:
            return np.concatenate([*_draw(purpose, name, seed, sample, self.blocks)])
        keys = {block: (purpose, name, seed, sample, block) for block in self.blocks}
        missing = [block for block, key in keys.items() if key not in kept]
        fresh = _draw(purpose, name, seed, sample, missing)
        kept.update({keys[block]: drawn for block, drawn in zip(missing, fresh, strict=True)})
        return np.concatenate([kept[key] for key in keys.values()])


def _draw(
    purpose: Purpose, name: str, seed: int, sample: Sample, blocks: Iterable[int]
) -> Iterator[Floats]:
    """Draw some blocks for one name of a purpose."""
    bits = Philox(key=[int(name_key(purpose, name)), seed])
    generator = Generator(bits)
    # Plain numbers are read back five times as fast as the arrays that NumPy itself gives.
    state: Any = {**bits.state, "buffer": (0, 0, 0, 0)}
    key = tuple(map(int, state["state"]["key"]))
    for block in blocks:
        # A fresh state from the block's own counter: far cheaper than a new generator.
        state["state"] = {"counter": (0, 0, 0, block), "key": key}
        bits.state = state
        yield sample(generator, BLOCK)


def normal(generator: Generator, n: int) -> Floats:
    """Sample standard normals."""
    return generator.standard_normal(n)


def uniform(generator: Generator, n: int) -> Floats:
    """Sample uniforms between 0 and 1."""
    return generator.random(n)


@lru_cache  # one law, one sample: what was drawn by it is known again
def student(freedom: float) -> Sample:
    """Sample a t law scaled to standard deviation one; normal for infinite freedom."""
    if np.isinf(freedom):
        return normal
    scale = np.sqrt((freedom - 2.0) / freedom)
    return lambda generator, n: generator.standard_t(freedom, n) * scale


@lru_cache
def tail_scale(freedom: float) -> Sample:
    """Sample s = √(ν/χ²_ν), the scale of a multivariate t; ones for infinite freedom."""
    if np.isinf(freedom):
        return lambda _, n: np.ones(n)
    return lambda generator, n: np.sqrt(freedom / generator.chisquare(freedom, n))
