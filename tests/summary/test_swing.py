from __future__ import annotations

from necsim.link.swing import Swing
from necsim.summary.swing import summarise_swing


def test_one_row_a_swing_at_six_decimals() -> None:
    swings = [
        Swing("clp", "left", 1, -0.12345678),
        Swing("clp", "left", 2, -1e-9),
        Swing("clp", "right", 1, None),
    ]
    table = summarise_swing(swings)
    assert table.rows() == [
        ("clp", "left", 1, -0.123457),
        ("clp", "left", 2, 0.0),
        ("clp", "right", 1, None),
    ]
    assert "-0.0\n" not in table.write_csv()


def test_without_swings_there_are_headers_only() -> None:
    assert summarise_swing([]).columns == ["contest", "faction", "seats", "swing"]
