"""The layout of a state, and what is believed with no evidence."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import special, stats
from tests.evidence.states import PAIR, REFERENCE, THREE, before, central, spreads

from necsim.evidence.kalman import Gaussians
from necsim.evidence.layout import LEAN, Layout, nested_shares
from necsim.kernels.types import Floats


@pytest.mark.parametrize("layout", [PAIR, THREE, Layout(("one",), ())])
def test_parts_cover_the_state_once(layout: Layout) -> None:
    parts = [layout.support, slice(layout.unaligned, layout.unaligned + 1), layout.discipline,
             layout.lean, layout.bias, *(layout.house(name) for name in layout.houses)]  # fmt: skip
    places = [place for part in parts for place in range(layout.size)[part]]
    assert places == list(range(layout.size))
    assert layout.world == layout.discipline.stop
    each = {len(range(layout.size)[part]) for part in parts} - {1}
    assert each <= {len(layout.factions)}


def test_shares_add_up_and_only_differences_of_support_matter() -> None:
    states = np.random.default_rng(1).normal(scale=3.0, size=(50, 4, THREE.size))
    shares = THREE.shares(states)
    assert shares.shape == (50, 4, 4)
    np.testing.assert_allclose(shares.sum(axis=-1), 1.0, rtol=1e-12)
    raised = states.copy()
    raised[..., THREE.support] += 900.0
    np.testing.assert_allclose(THREE.shares(raised), shares, rtol=1e-9)


def test_shares_are_the_unaligneds_logit_and_ratios_of_the_rest() -> None:
    shares = nested_shares(np.log([3.0, 1.0]), special.logit(np.array(0.2)))
    np.testing.assert_allclose(shares, [0.6, 0.2, 0.2], rtol=1e-12)


def test_mean_discipline_is_by_faction() -> None:
    state = np.zeros(PAIR.size)
    state[PAIR.discipline] = special.logit([0.9, 0.3])
    assert PAIR.mean_discipline(state) == pytest.approx({"left": 0.9, "right": 0.3})


def spread(state: Gaussians, part: slice) -> Floats:
    return spreads(state)[0, part]


def test_before_evidence_factions_are_alike_and_little_is_known() -> None:
    state = before(THREE)
    np.testing.assert_array_equal(state.mean[0, THREE.support], 0.0)
    np.testing.assert_array_equal(spread(state, THREE.support), 1.0)
    centre = special.logit(REFERENCE.discipline)
    np.testing.assert_allclose(state.mean[0, THREE.discipline], centre)
    np.testing.assert_allclose(spread(state, THREE.discipline), REFERENCE.discipline_spread)
    np.testing.assert_allclose(spread(state, THREE.lean), LEAN)
    np.testing.assert_array_equal(state.mean[0, THREE.lean.start :], 0.0)
    assert np.count_nonzero(state.covariance[0]) == THREE.size


def test_the_unaligned_share_has_the_references_mean_and_spread() -> None:
    state, k = before(PAIR), PAIR.unaligned
    law = stats.norm(state.mean[0, k], np.sqrt(state.covariance[0, k, k]))
    mean = law.expect(special.expit)
    assert mean == pytest.approx(REFERENCE.unaligned, abs=1e-6)
    second = law.expect(lambda x: (special.expit(x) - mean) ** 2)
    assert np.sqrt(second) == pytest.approx(REFERENCE.unaligned_give_or_take, abs=1e-6)


def test_the_tail_widens_the_shared_bias_but_no_houses_own() -> None:
    scales = central(2)._replace(tail=np.array([1.0, 3.0]))
    state = before(PAIR, scales)
    wide = spreads(state)
    np.testing.assert_allclose(wide[:, PAIR.bias].T, [[0.2, 0.6]] * 2)
    for house in PAIR.houses:
        np.testing.assert_allclose(wide[:, PAIR.house(house)], REFERENCE.poll_house)
    rest = np.delete(wide, np.r_[PAIR.bias], axis=1)
    np.testing.assert_array_equal(rest[0], rest[1])
