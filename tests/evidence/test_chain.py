"""Evidence through time: drift in between, discipline from contest to contest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from itertools import permutations

import numpy as np
import pytest
from tests.evidence.states import PAIR, REFERENCE, before, central, spreads

from necsim.evidence.chain import Chained, Event, chain
from necsim.evidence.kalman import Seen
from necsim.evidence.scales import Scales
from necsim.kernels.types import Floats

DAY = date(2016, 1, 1)
SCALES = central(2)._replace(drift=np.array([0.2, 0.4]), tail=np.array([1.0, 1.5]))


def after(days: float) -> date:
    return DAY + timedelta(days=days)


def say(seen: Seen | None, scales: Scales) -> Seen | None:
    return seen


def event(id_: str, days: float, place: int | None, value: float = 0.0, **how: bool) -> Event:
    """Make an event that sees one entry of the state, or nothing."""
    seen = None
    if place is not None:
        design = np.eye(PAIR.size)[place : place + 1]
        seen = Seen(np.array([value]), design, np.zeros(1), np.full((1, 1), 0.04))
    return Event(id_, after(days), partial(say, seen), **how)


def run(events: Sequence[Event], days: float | None) -> Chained:
    return chain(PAIR, events, None if days is None else after(days), SCALES, REFERENCE)


def variances(found: Chained) -> Floats:
    return spreads(found.state) ** 2


def test_with_no_evidence_there_is_no_day_to_drift_from() -> None:
    found = run([], 9_999)
    for one, other in zip(found.state, before(PAIR, SCALES), strict=True):
        np.testing.assert_array_equal(one, other)
    np.testing.assert_array_equal(found.log, 0.0)


@pytest.mark.parametrize("years", [0, 1, 4])
def test_support_drifts_as_time_goes_by_and_nothing_else_does(years: int) -> None:
    found = run([event("seen", 0, 0, 1.0)], 365.25 * years)
    start = run([event("seen", 0, 0, 1.0)], None)
    added = variances(found) - variances(start)
    days = int(365.25 * years) / 365.25
    for s, yearly in enumerate((0.2, 0.6)):
        np.testing.assert_allclose(added[s, PAIR.support], days * yearly**2, atol=1e-12)
    np.testing.assert_allclose(np.delete(added, np.r_[PAIR.support], axis=1), 0.0, atol=1e-12)
    np.testing.assert_array_equal(found.state.mean, start.state.mean)


def test_what_was_seen_long_ago_is_believed_less_of_today() -> None:
    means, sds = [], []
    for days in (0, 700, 7_000):
        found = run([event("then", 0, 0, 2.0), event("now", days, 0, 0.0)], days)
        means.append(found.state.mean[:, 0])
        sds.append(spreads(found.state)[:, 0])
    assert np.all(np.diff(means, axis=0) < 0.0)
    assert np.all(np.diff(sds, axis=0) > 0.0)


def test_drift_by_steps_is_drift_at_once() -> None:
    steps = [event("seen", 0, 0, 1.0), *(event(str(k), 100 * k, None) for k in (1, 2, 3))]
    for one, other in zip(run(steps, 400).state, run(steps[:1], 400).state, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-12)


def test_an_end_before_the_last_piece_takes_nothing_back() -> None:
    events = [event("seen", 0, 0, 1.0), event("late", 50, 1, 0.3)]
    for one, other in zip(run(events, 10).state, run(events, None).state, strict=True):
        np.testing.assert_array_equal(one, other)


def test_a_contest_widens_discipline_for_the_next() -> None:
    place = PAIR.discipline.start
    plain = run([event("vote", 0, place, 1.0)], 0)
    voted = run([event("vote", 0, place, 1.0, ends_contest=True)], 0)
    added = variances(voted) - variances(plain)
    wide = REFERENCE.discipline_drift**2
    np.testing.assert_allclose(added[:, PAIR.discipline], wide)
    np.testing.assert_allclose(np.delete(added, np.r_[PAIR.discipline], axis=1), 0.0, atol=1e-12)
    # What is seen next counts for more by that.
    again = event("next", 1, place, -1.0)
    means = [run([event("vote", 0, place, 1.0, ends_contest=ends), again], 1).state.mean[0, place]
             for ends in (False, True)]  # fmt: skip
    assert means[1] < means[0]


def test_the_order_of_input_does_not_matter() -> None:
    vote = event("b", 400, PAIR.discipline.start, -1.0, ends_contest=True)
    events = [event("a", 0, 0, 1.0), vote, event("c", 700, 1, 0.5), event("d", 700, None)]
    first = run(events, 900)
    for shuffled in permutations(events):
        found = run(shuffled, 900)
        np.testing.assert_allclose(found.log, first.log, rtol=1e-12)
        np.testing.assert_allclose(found.state.mean, first.state.mean, rtol=1e-12)
        np.testing.assert_allclose(found.state.covariance, first.state.covariance, atol=1e-14)


def test_the_log_likelihood_is_that_of_all_pieces_together() -> None:
    """Two looks at one entry, a thousand days apart: a bivariate normal."""
    from scipy import stats

    found = run([event("a", 0, 0, 0.7), event("b", 1_000, 0, -0.4)], 2_000)
    for s, yearly in enumerate((0.2, 0.6)):
        moved = 1_000 / 365.25 * yearly**2
        law = stats.multivariate_normal(np.zeros(2), [[1.04, 1.0], [1.0, 1.04 + moved]])
        assert found.log[s] == pytest.approx(law.logpdf([0.7, -0.4]))


def test_an_event_is_asked_at_the_scales_of_every_point() -> None:
    heard: list[Scales] = []

    def hear(scales: Scales) -> Seen | None:
        heard.append(scales)
        return None

    run([Event("x", DAY, hear)], 0)
    assert heard == [SCALES]
