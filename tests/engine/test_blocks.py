from __future__ import annotations

import polars as pl
import pytest

from necsim.engine import blocks
from necsim.engine.blocks import Batch
from necsim.store.memory import Memory


class Kept(Memory):
    def __init__(self) -> None:
        super().__init__()
        self.spans: list[tuple[int, int]] = []

    def keep(self, start: int, draws: pl.DataFrame) -> None:
        super().keep(start, draws)
        self.spans.append((start, start + len(draws)))


def rows(start: int, stop: int) -> pl.DataFrame:
    return pl.DataFrame({"replicate": range(start, stop)})


def test_slices_that_follow_one_another_become_one_block() -> None:
    kept = Kept()
    batch = Batch(kept)
    for start in range(0, 50, 10):
        batch.add(start, rows(start, start + 10))
    assert kept.spans == []
    batch.keep()
    batch.keep()
    assert kept.spans == [(0, 50)]
    assert kept.draws(50).collect()["replicate"].to_list() == list(range(50))


def test_a_slice_that_does_not_follow_begins_another_block() -> None:
    kept = Kept()
    batch = Batch(kept)
    batch.add(5, rows(5, 8))
    batch.add(20, rows(20, 30))
    batch.keep()
    assert kept.spans == [(5, 8), (20, 30)]


def test_enough_slices_are_kept_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "_LARGEST", 15)
    kept = Kept()
    batch = Batch(kept)
    for start in range(0, 40, 10):
        batch.add(start, rows(start, start + 10))
    assert kept.spans == [(0, 20), (20, 40)]


def test_slices_do_not_wait_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "_LONGEST_SECONDS", -1.0)
    kept = Kept()
    Batch(kept).add(0, rows(0, 3))
    assert kept.spans == [(0, 3)]
