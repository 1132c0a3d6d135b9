from __future__ import annotations

import weakref

import numpy as np
import polars as pl
import pytest

from necsim import columns
from necsim.kernels.units import CommitteePlan
from necsim.link.swing import Swing
from necsim.plan.labels import Labels
from necsim.summary import frame
from necsim.summary.chance import from_sums, summarise_count
from necsim.summary.tables import headline, summarise


def _schemas(tables: dict[str, pl.DataFrame]) -> dict[str, dict[str, str]]:
    return {
        name: {column: str(dtype) for column, dtype in table.schema.items()}
        for name, table in tables.items()
    }


AGREED = {name: columns.schema(name) for name in columns.TABLES}


def test_tables_have_the_agreed_order_columns_and_data_types(
    draws: pl.DataFrame, labels: Labels, committee: CommitteePlan
) -> None:
    swings = [Swing("clp", "left", 1, -0.1)]
    tables = summarise(draws, labels, committee=committee, swings=swings)
    assert list(tables) == list(columns.TABLES)
    assert _schemas(tables) == AGREED
    assert tables["swing"].rows() == swings


def test_header_only_tables_have_them_too(draws: pl.DataFrame, labels: Labels) -> None:
    tables = summarise(draws, labels)
    assert _schemas(tables) == AGREED
    assert {name for name, table in tables.items() if not table.height} == {
        *("committee", "control", "assumptions", "swing")
    }


def test_tables_do_not_depend_on_how_the_draws_were_cut(
    draws: pl.DataFrame, labels: Labels, committee: CommitteePlan
) -> None:
    noise = np.random.default_rng(7).random((4, 1000))
    whole = draws.sample(1000, with_replacement=True, seed=7).with_columns(
        pl.Series("turnout.clp", noise[0], dtype=pl.Float32),
        pl.Series("exhausted.youth", noise[1]),
        pl.Series("control.left", noise[2]),
        pl.Series("shift", noise[3]),
    )
    cut = pl.concat([whole[:137], whole[137:512], whole[512:]], rechunk=False)
    assert cut.n_chunks() == 3
    once, thrice = (summarise(each, labels, committee=committee) for each in (whole, cut))
    assert all(once[name].equals(thrice[name]) for name in columns.TABLES)


def test_tables_do_not_depend_on_whether_the_draws_are_read_at_once(
    draws: pl.DataFrame,
    labels: Labels,
    committee: CommitteePlan,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert isinstance(frame.open_draws(draws.lazy(), 4), pl.DataFrame)
    monkeypatch.setattr(frame, "_AT_ONCE", 3)
    columnwise = frame.open_draws(draws.lazy(), 4)
    assert isinstance(columnwise, frame.Columns)
    once, by_column = (summarise(each, labels, committee=committee) for each in (draws, columnwise))
    assert all(once[name].equals(by_column[name]) for name in columns.TABLES)


class Watched(frame.Columns):
    """Draws that tell how many of their columns are held at once."""

    most = 0
    held: tuple[weakref.ref[pl.Series], ...] = ()

    def __getitem__(self, name: str) -> pl.Series:
        column = super().__getitem__(name)
        self.held = (*(ref for ref in self.held if ref() is not None), weakref.ref(column))
        self.most = max(self.most, len(self.held))
        return column


def test_of_many_replicates_no_more_than_a_few_columns_are_held_at_once(
    draws: pl.DataFrame, labels: Labels, committee: CommitteePlan
) -> None:
    watched = Watched(draws.lazy(), 4)
    summarise(watched, labels, committee=committee)
    assert len(draws.columns) > 30
    assert watched.most <= 3


def test_headline_lists_control_seats_and_candidates(
    draws: pl.DataFrame, labels: Labels, committee: CommitteePlan
) -> None:
    widths = headline(summarise(draws, labels, committee=committee))
    assert len(widths) == 4 + 18 + 5
    assert widths[0] == from_sums(3.0, 2.5, 4).half_width
    assert max(widths) == pytest.approx(summarise_count(2, 4).half_width)
