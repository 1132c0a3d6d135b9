"""What a fit asks: earlier contests move support, later ones teach the scales alone."""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache

import numpy as np
import pytest
from tests.evidence.synthetic import AS_OF, BARE, FACTIONS, Case, make_case

from necsim.evidence.appeal import Fitted
from necsim.evidence.layout import Layout
from necsim.evidence.pieces import Judged, PastResult, Pieces, Preceding, Sample
from necsim.evidence.question import Question, inverted
from necsim.evidence.scales import Scales, prior_points, scales_at
from necsim.kernels.types import Floats
from necsim.scenario.reference import Reference

pytestmark = pytest.mark.compiled

LAYOUT = Layout(FACTIONS, ("house",))
SCALES = scales_at(prior_points(0).z[:40], BARE.reference, 5.0)


@lru_cache(maxsize=1)
def case() -> Case:
    return make_case(3)


@lru_cache(maxsize=1)
def later() -> tuple[PastResult, ...]:
    """Give contests of years to come."""
    return tuple(
        each._replace(id=f"later_{k}", day=AS_OF + timedelta(days=400 + 300 * k))
        for k, each in enumerate(make_case(4).pieces.results)
    )


def ask(pieces: Pieces, after: tuple[PastResult, ...] = ()) -> Question:
    return Question(BARE, LAYOUT, pieces, after)


def test_later_contests_change_how_scales_are_weighed_and_nothing_else() -> None:
    alone, taught = ask(case().pieces), ask(case().pieces, later())
    lens = alone.look(alone.appeals())
    one, other = alone.foresee(lens, SCALES), taught.foresee(lens, SCALES)
    np.testing.assert_array_equal(one.state.mean, other.state.mean)
    np.testing.assert_array_equal(one.state.covariance, other.state.covariance)
    told = other.log - one.log
    assert np.std(told) > 0.1
    # They are foreseen from before all evidence: what they say of scales hangs on nothing else.
    nothing = ask(Pieces(), later()).foresee(None, SCALES)
    np.testing.assert_allclose(told, nothing.log, rtol=1e-9)


def test_appeals_of_later_contests_are_nobodys_before() -> None:
    """Their people stand here too; but what was found of them was found later."""
    known, taught = (
        ask(Pieces(results=later())).appeals()["c"],
        ask(Pieces(), later()).appeals()["c"],
    )
    on_slates = [who for who, words in BARE.contests["c"].candidates.items() if words.slate]
    assert all(known[who].mean != 0.0 for who in on_slates)
    assert {taught[who] for who in on_slates} == {Fitted(0.0, BARE.reference.appeal_slate)}


def test_the_order_of_pieces_does_not_matter() -> None:
    polls = tuple(case().pieces.polls[0]._replace(id=f"poll_{k}", day=AS_OF - timedelta(days=k))
                  for k in (50, 10, 30))  # fmt: skip
    pieces = case().pieces._replace(polls=polls)
    turned = Pieces(results=pieces.results[::-1], polls=polls[::-1], nominations=pieces.nominations)
    one, other = ask(pieces), ask(turned)
    lens = one.look(one.appeals())
    np.testing.assert_allclose(lens.at, other.look(one.appeals()).at, rtol=1e-9, atol=1e-12)
    forward, back = one.foresee(lens, SCALES), other.foresee(lens, SCALES)
    np.testing.assert_allclose(forward.log, back.log, rtol=1e-9)
    np.testing.assert_allclose(forward.state.mean, back.state.mean, rtol=1e-8, atol=1e-10)


def test_the_lens_lies_where_the_evidence_is_at_the_central_scales() -> None:
    question = ask(case().pieces)
    lens = question.look(question.appeals())
    centre = scales_at(np.zeros((1, len(Scales._fields))), BARE.reference, np.inf)
    again = question.foresee(lens, centre).state
    spread = np.sqrt(np.diagonal(again.covariance[0]))[LAYOUT.support]
    assert np.all(np.abs(again.mean[0] - lens.at)[LAYOUT.support] < 0.3 * spread)
    assert set(lens.votes) == {"c"}


def support_after(pieces: Pieces) -> Floats:
    question = ask(pieces)
    lens = question.look(question.appeals())
    centre = scales_at(np.zeros((1, len(Scales._fields))), BARE.reference, np.inf)
    return LAYOUT.shares(question.foresee(lens, centre).state.mean[0])


@pytest.mark.parametrize("kind", ["votes", "loyalty", "ballot", "two", "judgement"])
def test_each_kind_moves_support_toward_what_it_says(kind: str) -> None:
    def with_left(share: float) -> Pieces:
        shares = {"left": share, "right": 0.8 - share}
        alone = {"left": share / 0.8}
        made = {
            "votes": Pieces(polls=(_poll("votes", shares),)),
            "loyalty": Pieces(polls=(_poll("loyalty", shares),)),
            "ballot": Pieces(ballots=(Preceding("b", AS_OF, "c", shares),)),
            "two": Pieces(ballots=(Preceding("b", AS_OF, "c", alone),)),
            "judgement": Pieces(
                judgements=(Judged("j", AS_OF, shares, dict.fromkeys(shares, 0.05)),)
            ),
        }
        return made[kind]

    low, even, high = (support_after(with_left(share)) for share in (0.3, 0.4, 0.5))
    assert low[0] < even[0] - 0.03
    assert even[0] < high[0] - 0.03
    np.testing.assert_allclose(low[:2], high[1::-1], atol=0.02)
    np.testing.assert_allclose(even[:2], 0.4, atol=0.01)


def _poll(asks: str, shares: dict[str, float]) -> Sample:
    return Sample("poll", AS_OF, "c", asks, "house", 1_000, 1.0, 0.0, shares)


def test_an_inversion_is_made_once_for_what_it_reads() -> None:
    result = case().pieces.results[0]
    first = inverted(result, Reference())
    # Drift belongs to the way from one contest to the next, the day and nominations too.
    assert inverted(result, Reference(drift=0.3)) is first
    assert inverted(result._replace(day=AS_OF, nominations={}), Reference()) is first
    assert inverted(result, Reference(loyalty=1.0)) is not first
    votes = result.past.votes.copy()
    votes[0] += 500.0
    other = inverted(result._replace(past=result.past._replace(votes=votes)), Reference())
    assert not np.array_equal(other.appeal, first.appeal)
