"""A run that leaves no files: blocks of draws kept in memory, with a folder's methods."""

from __future__ import annotations

import polars as pl


class Memory:
    """Blocks of draws by first replicate."""

    def __init__(self) -> None:
        self._blocks: dict[int, pl.DataFrame] = {}

    def missing(self, replicates: int) -> list[tuple[int, int]]:
        """List the range [start, stop) of the first `replicates` that no block holds."""
        reach = sum(len(block) for block in self._blocks.values())
        return [(reach, replicates)] if reach < replicates else []

    def keep(self, start: int, draws: pl.DataFrame) -> None:
        """Keep the draws of the replicates from `start` on."""
        self._blocks[start] = draws

    def draws(self, replicates: int) -> pl.LazyFrame:
        """Give the first `replicates`, in order."""
        blocks = [block for _, block in sorted(self._blocks.items())]
        return pl.concat(blocks).lazy().head(replicates)
