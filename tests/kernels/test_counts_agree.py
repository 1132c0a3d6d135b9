"""Random elections counted by the kernels and literally, paper by paper."""

from __future__ import annotations

import pytest
from hypothesis import assume, event, given, settings
from hypothesis import strategies as st
from tests.kernels.counts import KINDS, LITERAL, Election, count, count_literally, lots_of
from tests.kernels.literal_count import Minimum

from necsim.kernels.stv_shapes import DONE


@st.composite
def elections(draw: st.DrawFn, with_minimums: bool = False) -> Election:
    """Draw small elections, rich in ties, short papers, big numbers, withdrawals, many seats."""
    candidates = draw(st.integers(2, 7))
    largest = draw(st.sampled_from([1, 3, 30, 10_000, 7_000_000]))
    ranking = st.permutations(range(candidates)).flatmap(
        lambda order: st.integers(0, candidates).map(lambda k: tuple(order[:k]))
    )
    ballots = draw(st.lists(st.tuples(st.integers(1, largest), ranking), max_size=12))
    standing = draw(st.none() | st.frozensets(st.integers(0, candidates - 1), min_size=1))
    seats = draw(st.integers(1, candidates))
    minimums: list[Minimum] = []
    if with_minimums:
        tagged = st.frozensets(st.integers(0, candidates - 1), min_size=1)
        minimums = draw(st.lists(st.builds(Minimum, st.integers(1, 3), tagged), max_size=2))
    return Election(ballots, seats, candidates, standing, tuple(minimums))


def check_agreement(rule: str, election: Election, key: int) -> None:
    """Count both ways, with the same lots, and compare everything."""
    counted = count(rule, election, key=key)
    literal = count_literally(rule, election, lots_of(counted))
    assert counted.fault == DONE
    assert counted.papers == literal.votes
    assert list(counted.winners) == literal.elected
    elected_at = [s for s, stage in enumerate(counted.stages, 1) for _ in stage.elected]
    assert elected_at == literal.elected_at
    assert counted.minimum_acted == literal.acted
    drawn = [(lot.chosen, frozenset(lot.among)) for s in counted.stages for lot in s.lots]
    assert drawn == literal.drawn
    assert len(counted.stages) == len(literal.stages)
    slack = 2 if rule == "meek" else 0
    for stage, other in zip(counted.stages, literal.stages, strict=True):
        assert KINDS[stage.kind] == other.kind
        assert frozenset(stage.moved) == other.moved
        figures = [stage.quota, stage.non_transferable, *stage.totals.tolist()]
        others = [other.quota, other.lost, *other.totals]
        assert max(abs(a - b) for a, b in zip(figures, others, strict=True)) <= slack * len(figures)
    event(f"lots: {len(drawn)}")
    event(f"stages: {len(counted.stages)}")
    event(f"acted: {counted.minimum_acted}")
    again = count(rule, election, lots_of(counted))  # the same lots, declared
    assert again.winners == counted.winners
    assert [s.totals.tolist() for s in again.stages] == [s.totals.tolist() for s in counted.stages]


@pytest.mark.parametrize("rule", ["ers97", "scottish"])
@pytest.mark.slow
@settings(derandomize=True, deadline=None, max_examples=400)
@given(election=elections(), key=st.integers(0, 2**40))
def test_any_count_equals_the_rule_read_literally(rule: str, election: Election, key: int) -> None:
    check_agreement(rule, election, key)


@pytest.mark.parametrize("rule", ["ers97", "scottish"])
@pytest.mark.slow
@settings(derandomize=True, deadline=None, max_examples=400)
@given(election=elections(with_minimums=True), key=st.integers(0, 2**40))
def test_minimums_act_as_the_rule_read_literally(rule: str, election: Election, key: int) -> None:
    assume(can_be_met(election))
    check_agreement(rule, election, key)


def can_be_met(election: Election) -> bool:
    """Say whether those who stand can meet the minimums at all."""
    literal = LITERAL["scottish"](
        [], election.stands, election.seats, election.candidates, election.minimums
    )
    return literal.can_spare([])


@pytest.mark.slow
@settings(derandomize=True, deadline=None, max_examples=200)
@given(election=elections(with_minimums=True), key=st.integers(0, 2**40))
def test_meek_equals_forty_digits(election: Election, key: int) -> None:
    assume(can_be_met(election))
    check_agreement("meek", election, key)
