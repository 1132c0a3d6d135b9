from __future__ import annotations

import pytest
import typer

from necsim.cli.flags import half_width, whole


@pytest.mark.parametrize(("text", "number"), [("1", 1), ("40", 40), ("+7", 7), ("1_0", 10)])
def test_whole_numbers_are_read(text: str, number: int) -> None:
    assert whole(1, 40)(text) == number


@pytest.mark.parametrize("text", ["0", "41", "-5", "1e1", "4.0", "", " 7", "four", "nan", "1,0"])
def test_what_is_no_whole_number_within_the_limits_is_refused(text: str) -> None:
    with pytest.raises(typer.BadParameter, match="must be a whole number from 1 to 40, not '"):
        whole(1, 40)(text)


def test_zero_and_large_limits_are_written_as_they_may_be_typed() -> None:
    with pytest.raises(typer.BadParameter, match="from 0 to 4_294_967_295"):
        whole(0, 2**32 - 1)("-1")
    assert whole(0, 2**32 - 1)("4_294_967_295") == 2**32 - 1


@pytest.mark.parametrize(("text", "width"), [("0.01", 0.01), ("1%", 0.01), ("1e-3", 0.001)])
def test_a_precision_is_a_fraction_or_per_cent(text: str, width: float) -> None:
    assert half_width(text) == pytest.approx(width)


@pytest.mark.parametrize(
    "text", ["0", "0.5", "2", "-0.1", "nan", "inf", "abc", "", "%", "50%", "0%"]
)
def test_a_precision_out_of_reach_is_refused(text: str) -> None:
    with pytest.raises(typer.BadParameter, match=r"more than 0 and less than 0\.5"):
        half_width(text)
