from __future__ import annotations

from datetime import date

import pytest

from necsim.history import parse_day


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2018-01-15", date(2018, 1, 15), date(2018, 1, 15)),
        ("2018-01", date(2018, 1, 1), date(2018, 1, 31)),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29)),
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2020-01-08/2020-01-13", date(2020, 1, 8), date(2020, 1, 13)),
        ("2019/2020-02", date(2019, 1, 1), date(2020, 2, 29)),
    ],
)
def test_a_partial_date_counts_as_its_last_day(text: str, first: date, last: date) -> None:
    day = parse_day(text)
    assert (day.first, day.last, str(day)) == (first, last, text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "today",
        "2018-13",
        "2018-02-30",
        "15/01/2018",
        "2018-1",
        "2018-01-15/",
        "0000",
        "2020/2019",
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parse_day(text)
