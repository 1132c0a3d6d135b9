from __future__ import annotations

from typing import NamedTuple

from necsim.summary.assumptions import summarise_assumptions


class _Row(NamedTuple):
    key: str
    value: object
    origin: str
    source: str
    why: str


def test_one_row_a_value_in_the_order_given() -> None:
    rows = [
        _Row("support.left", 0.54, "file", "nec.toml", "the ballot of 2017"),
        _Row("contests.clp.rule", "block", "flag", "--set", ""),
    ]
    assert summarise_assumptions(rows).rows() == [
        ("support.left", "0.54", "file", "the ballot of 2017"),
        ("contests.clp.rule", "block", "flag", ""),
    ]
