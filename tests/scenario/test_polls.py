from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.engine.scenarios import JANUARY

from necsim.errors import ScenarioError, UsageError
from necsim.scenario import make_scenario, read_polls
from necsim.scenario.evidence import Poll

TEXT = "size=1000 asks=votes left=45% centre_right=0.32 house=us"


def untyped() -> dict[str, Any]:
    return {key: value for key, value in JANUARY.items() if key not in ("support", "give_or_take")}


def test_a_poll_on_the_command_line_is_a_piece_of_evidence() -> None:
    scenario = make_scenario(untyped() | {"as_of": date(2018, 1, 11)}, read_polls([TEXT, TEXT]))
    assert list(scenario.evidence) == ["poll_1", "poll_2"]
    poll = scenario.evidence["poll_1"]
    assert isinstance(poll, Poll)
    assert (poll.size, poll.asks, poll.house) == (1000, "votes", "us")
    assert poll.shares == {"left": 0.45, "centre_right": 0.32}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("left=45%", "state size and asks"),
        ("size=10 left=45%", "state asks"),
        ("", "write key=value pairs"),
        ("size", "write key=value pairs"),
        ("size=1000 asks='votes", "close the quotes"),
    ],
)
def test_a_poll_that_says_too_little_is_refused(text: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        read_polls([text])


def test_a_poll_of_nobody_here_names_the_nearest() -> None:
    with pytest.raises(ScenarioError) as caught:
        make_scenario(untyped(), read_polls(["size=10 asks=votes lefts=45%"]))
    fault = next(each for each in caught.value.faults if each.key.endswith("lefts"))
    assert fault.file == "--set"
    assert 'did you mean "left"?' in fault.remedy


@pytest.mark.parametrize("typed", ["support", "support_from_votes"])
def test_a_poll_beside_typed_support_is_refused_with_the_remedy(typed: str) -> None:
    words = {**untyped(), typed: {"left": 0.5, "centre_right": 0.3}}
    with pytest.raises(ScenarioError) as caught:
        make_scenario(words, read_polls([TEXT]))
    (fault,) = (each for each in caught.value.faults if each.key == "evidence.poll_1")
    assert fault.wrong == f"{typed} is typed, and would stand in the place of what a poll says"
    assert f"take [{typed}] out of the file" in fault.remedy
