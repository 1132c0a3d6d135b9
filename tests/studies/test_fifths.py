from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from tests.engine.scenarios import january

from necsim.outcomes import parse_measure
from necsim.plan import make_plan
from necsim.studies.fifths import cut_in_fifths, world_inputs
from necsim.summary.frame import Columns

LABELS = make_plan(january()).labels
N = 1_000
RNG = np.random.default_rng(5)
LEFT, TURNOUT = RNG.permutation(N) / N, RNG.permutation(N) / N
MARGIN = np.where(TURNOUT < 0.1, np.nan, 1e6 + 1000 * LEFT)
DRAWS = pl.DataFrame(
    {
        "support.left": LEFT,
        "turnout.clp": TURNOUT,
        "seats.clp.left": (LEFT > 0.45).astype(np.uint8),
        "margin.clp": pl.Series(MARGIN).fill_nan(None),
        "votes.clp.dar": (50_000 + 10_000 * LEFT).astype(np.int32),
    }
)
KNOWN = ("turnout.clp", "support.left")


def test_the_world_s_inputs_are_its_columns_of_the_draws() -> None:
    known = world_inputs(LABELS)
    assert {"support.unaligned", "turnout.clp", "discipline.clp.momentum"} <= set(known)
    assert "appeal.clp.taylor" in known
    assert not [key for key in known if key.startswith(("votes", "seats", "margin"))]


def test_an_event_s_chances_by_fifth_are_counted_by_hand() -> None:
    parts = cut_in_fifths(parse_measure("seats.left >= 1", LABELS), DRAWS, KNOWN)
    first = [part for part in parts if part.key == "support.left"]
    assert [part.key for part in parts] == ["support.left"] * 5 + ["turnout.clp"] * 5
    assert [part.estimate.p for part in first] == [0, 0, pytest.approx(0.745), 1, 1]
    assert [(part.low, part.high) for part in first[:2]] == [(0.0, 0.199), (0.2, 0.399)]


def test_a_number_s_means_and_errors_by_fifth_are_those_of_its_values() -> None:
    parts = cut_in_fifths(parse_measure("votes.dar", LABELS), DRAWS, KNOWN)
    assert parts[0].key == "support.left"
    for part in parts:
        inside = DRAWS.filter(pl.col(part.key).is_between(part.low, part.high))["votes.clp.dar"]
        values = inside.to_numpy()
        assert part.estimate.p is None
        assert part.estimate.n == len(values) == N // 5
        assert part.estimate.mean == pytest.approx(values.mean())
        assert part.estimate.mean_se == pytest.approx(values.std(ddof=1) / np.sqrt(len(values)))


def test_replicates_without_a_value_are_left_out() -> None:
    parts = cut_in_fifths(parse_measure("margin", LABELS), DRAWS, KNOWN)
    assert {part.estimate.n for part in parts} == {180}
    lowest = next(part for part in parts if part.key == "turnout.clp")
    assert lowest.low == 0.1


def test_fifths_do_not_depend_on_whether_the_draws_are_read_at_once() -> None:
    for text in ("seats.left >= 1", "margin"):
        once, by_column = (
            cut_in_fifths(parse_measure(text, LABELS), draws, KNOWN)
            for draws in (DRAWS, Columns(DRAWS.lazy(), N))
        )
        assert once == by_column


def test_fewer_than_five_replicates_have_no_fifths() -> None:
    for text in ("seats.left >= 1", "votes.dar"):
        assert cut_in_fifths(parse_measure(text, LABELS), DRAWS.head(4), KNOWN) == []
        assert cut_in_fifths(parse_measure(text, LABELS), DRAWS.head(5), KNOWN) != []
