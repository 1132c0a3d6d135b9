from __future__ import annotations

from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from necsim.errors import UsageError
from necsim.studies.axes import Axis, grid, make_axis, read_axis, read_range, sample, side_by_side


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("a=0.3:0.5:0.1", (0.3, 0.4, 0.5)),
        ("a=30%:50%:10%", (0.3, 0.4, 0.5)),
        ("a=0.5:0.3:-0.1", (0.5, 0.4, 0.3)),
        ("a=1:3:1", (1, 2, 3)),
        ("a=2:2:1", (2,)),
        ("a = 0.1, 45% ,3", (0.1, 0.45, 3)),
        ("rule=block,ers97", ("block", "ers97")),
        ("w=true,false", (True, False)),
        ("order=[1,2],[2,1]", ([1, 2], [2, 1])),
        ("name='x,y',z", ("x,y", "z")),
    ],
)
def test_values_are_read_with_both_ends(text: str, values: tuple[object, ...]) -> None:
    axis = read_axis(text)
    assert axis.values == values
    assert [type(value) for value in axis.values] == [type(value) for value in values]


def test_steps_are_exact_decimals() -> None:
    assert make_axis("a", "0.30:0.70:0.01").values == tuple(k / 100 for k in range(30, 71))


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("a", "write key=from:to:step or key=v,v,v"),
        ("=0.3,0.4", "write key=from:to:step"),
        ("a=", "write key=from:to:step"),
        ("a=,", "there is no value to vary"),
        ("a=0.3:0.7", "write from:to:step"),
        ("a=0.3:0.7:0.1:2", "write from:to:step"),
        ("a=x:y:z", "write from:to:step"),
        ("a=0.3:0.7:0", "a step of 0 does not lead from 0.3 to 0.7"),
        ("a=0.3:0.7:-0.1", "a step of -0.1 does not lead from 0.3 to 0.7"),
        ("a=0.3:0.7:0.15", "steps of 0.15 end at 0.60, not at 0.7"),
        ("a=0:1:1e-9", "steps are too many"),
        ("a=nan:1:1", "write from:to:step"),
    ],
)
def test_what_is_no_axis_is_refused(text: str, wrong: str) -> None:
    with pytest.raises(UsageError, match=wrong):
        read_axis(text)


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(UsageError):
        assert read_axis(text).values


def test_a_grid_has_every_combination_the_last_axis_fastest() -> None:
    cells = grid([Axis("a", (1, 2)), Axis("b", ("x", "y"))])
    assert cells == [{"a": a, "b": b} for a in (1, 2) for b in ("x", "y")]


def test_one_key_is_varied_once() -> None:
    with pytest.raises(UsageError, match="a is varied twice"):
        grid([Axis("a", (1,)), Axis("a", (2,))])


def test_too_many_cells_are_refused() -> None:
    with pytest.raises(UsageError, match="1,000,000 cells: vary fewer values"):
        grid([Axis("a", tuple(range(1000))), Axis("b", tuple(range(1000)))])


def test_side_by_side_takes_values_in_step() -> None:
    cells = side_by_side([Axis("a", (1, 2)), Axis("b", (3, 4))])
    assert cells == [{"a": 1, "b": 3}, {"a": 2, "b": 4}]
    with pytest.raises(UsageError, match="equally many values, not a 2, b 1"):
        side_by_side([Axis("a", (1, 2)), Axis("b", (3,))])


def test_a_sample_has_one_point_in_each_part_of_every_range() -> None:
    cells = sample({"a": (0.0, 1.0), "b": (10.0, 30.0)}, 20, seed=1)
    a, b = (np.array([cell[key] for cell in cells]) for key in "ab")
    assert sorted((a * 20).astype(int)) == list(range(20))
    assert sorted(((b - 10) / 20 * 20).astype(int)) == list(range(20))
    assert sample({"a": (0.0, 1.0), "b": (10.0, 30.0)}, 20, seed=1) == cells
    assert sample({"a": (0.0, 1.0), "b": (10.0, 30.0)}, 20, seed=2) != cells


def test_ranges_are_read() -> None:
    assert read_range("a", "30%:0.7") == (0.3, 0.7)
    for text in ("0.3", "0.7:0.3", "a:b", "0.3:0.4:0.1", "0.3:0.3"):
        with pytest.raises(UsageError, match="is no range: write from:to"):
            read_range("a", text)
