from __future__ import annotations

import pytest

from necsim.report.page.cells import number_as


@pytest.mark.parametrize(
    ("form", "value", "said"),
    [
        ("#,##0", 78_751.4, "78,800"),
        ("#,##0", 146_285, "146,285"),
        ("#,##0", -2_244.6, "−2,240"),
        ("0.00%", 0.10904, "10.9%"),
        ("0.0%", -0.333, "−33.3%"),
        ("#,##0.00", 4.0, "4"),
        ("0.000", 1.71342, "1.713"),
        ("", 0.58682345, "0.586823"),
    ],
)
def test_a_number_is_printed_no_finer_than_it_is_known(form: str, value: float, said: str) -> None:
    assert number_as(form, value) == said
