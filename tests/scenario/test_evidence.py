from __future__ import annotations

from datetime import date
from typing import Any, get_args

import pytest
from pydantic import TypeAdapter

from necsim.scenario.evidence import KINDS, Evidence, Poll

READ: TypeAdapter[Any] = TypeAdapter(Evidence)
POLL = {"kind": "poll", "asks": "votes", "size": 100, "shares": {"left": 0.5}}


@pytest.mark.parametrize(
    ("stated", "day"),
    [
        ("2018", date(2018, 12, 31)),
        ("2016-02", date(2016, 2, 29)),
        (date(2018, 1, 11), date(2018, 1, 11)),
    ],
)
def test_a_partial_date_counts_as_its_last_day(stated: Any, day: date) -> None:
    assert READ.validate_python({**POLL, "date": stated}).date == day


@pytest.mark.parametrize("stated", ["2018-13", "0000", "18", "2018-01-11", "January"])
def test_what_is_no_date_is_refused(stated: str) -> None:
    with pytest.raises(ValueError, match="is no date"):
        READ.validate_python({**POLL, "date": stated})


def test_a_poll_has_its_defaults() -> None:
    poll = READ.validate_python(POLL)
    assert isinstance(poll, Poll)
    assert (poll.design_effect, poll.undecided) == (1.5, 0.0)


def test_every_kind_has_a_class() -> None:
    union = get_args(get_args(Evidence)[0])
    kinds = [get_args(kind)[0].model_fields["kind"].annotation for kind in union]
    assert sorted(get_args(kind)[0] for kind in kinds) == sorted(KINDS)
