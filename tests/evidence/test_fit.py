"""A fit as a whole: the prior where nothing is known, and what evidence makes of it."""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache

import numpy as np
import pytest
from scipy import special, stats
from tests.evidence.states import REFERENCE
from tests.evidence.synthetic import AS_OF, BARE, FACTIONS, make_case, tree

from necsim.evidence import scales
from necsim.evidence.fit import Fit, fit_pieces, moments
from necsim.evidence.pieces import Pieces, Sample
from necsim.evidence.posterior import sample
from necsim.evidence.words import filled
from necsim.kernels.types import Floats
from necsim.link.votes import central_votes, faction_shares
from necsim.scenario import make_scenario

pytestmark = pytest.mark.compiled

LEFT = ("left",)


@lru_cache(maxsize=8)
def fitted(seed: int) -> Fit:
    case = make_case(seed)
    return fit_pieces(case.scenario, case.pieces)


def poll(left: float, right: float, size: int = 800) -> Sample:
    shares = {"left": left, "right": right}
    return Sample("poll", AS_OF, "c", "votes", "us", size, 1.5, 0.0, shares)


def test_with_no_evidence_a_fit_is_the_prior() -> None:
    found = fit_pieces(BARE, Pieces())
    assert found.layout.factions == FACTIONS
    assert found.posterior.effective == pytest.approx(scales.POINTS)
    np.testing.assert_allclose(found.error, 0.0, atol=1e-12)
    np.testing.assert_allclose(found.support.means, [0.4, 0.4, 0.2], atol=0.0005)
    assert found.support.spreads[2] == pytest.approx(REFERENCE.unaligned_give_or_take, rel=0.01)
    # Two factions' logs of spread 1 each: their ratio's logit has a spread of √2.
    ratio = stats.norm(0.0, np.sqrt(2.0)).expect(lambda x: special.expit(x) ** 2)
    aligned = 0.8**2 + REFERENCE.unaligned_give_or_take**2
    spread = np.sqrt(aligned * ratio - 0.4**2)
    np.testing.assert_allclose(found.support.spreads[:2], spread, rtol=0.01)
    law = stats.norm(0.0, REFERENCE.discipline_spread)
    wide = np.sqrt(law.expect(lambda x: (special.expit(x) - 0.5) ** 2))
    np.testing.assert_allclose(found.discipline.means, 0.5, atol=0.0005)
    np.testing.assert_allclose(found.discipline.spreads, wide, rtol=0.01)


@pytest.mark.parametrize("seed", [1, 2])
def test_what_a_fit_says_is_what_its_mixture_draws(seed: int) -> None:
    found, count = fitted(seed), 60_000
    drawn = sample(found.mixture, count, 1).states
    logits = drawn[:, found.layout.discipline]
    for told, values in (
        (found.support, found.layout.shares(drawn)),
        (found.discipline, special.expit(logits)),
    ):
        off = values - values.mean(axis=0)
        second, fourth = np.mean(off**2, axis=0), np.mean(off**4, axis=0)
        # Beside the draws' error the nodes have theirs, of hundreds of points that count.
        allowed = 0.008 * np.sqrt(second)
        error = 4 * np.sqrt(second / count) + allowed
        assert np.all(np.abs(values.mean(axis=0) - told.means) < error)
        error = 4 * np.sqrt((fourth - second**2) / count / second) / 2 + 2 * allowed
        assert np.all(np.abs(np.sqrt(second) - told.spreads) < error)
    assert found.support.means.sum() == pytest.approx(1.0)
    assert list(found.mean_discipline.values()) == found.discipline.means.tolist()


def test_a_fit_is_the_same_each_time() -> None:
    one, other = fitted(1), fit_pieces(make_case(1).scenario, make_case(1).pieces)
    for mine, theirs in zip(one.mixture, other.mixture, strict=True):
        assert mine.tobytes() == theirs.tobytes()
    assert one.support.means.tobytes() == other.support.means.tobytes()
    assert one.appeals == other.appeals


@pytest.mark.parametrize("seed", range(1, 7))
def test_the_points_own_error_is_small_beside_what_is_not_known(seed: int) -> None:
    found = fitted(seed)
    assert np.all(found.error < 0.05 * found.support.spreads)
    assert np.any(found.error > 0.0)
    ratio = np.max(found.error / found.support.spreads)
    assert found.chance_error == pytest.approx(0.4 * ratio)
    assert found.posterior.effective > 0.2 * scales.POINTS
    assert found.posterior.weights.sum() == pytest.approx(1.0)


def test_evidence_narrows_and_the_truth_is_within_it() -> None:
    """Of six made contests, a right fit has one of two shares beyond 4 spreads once in 1,000."""
    prior = fit_pieces(BARE, Pieces()).support.spreads
    for seed in range(1, 7):
        found, truth = fitted(seed), make_case(seed).truth
        assert np.all(found.support.spreads[:2] < 0.6 * prior[:2])
        off = (found.support.means - truth.support) / found.support.spreads
        assert np.all(np.abs(off) < 4.0)


def test_more_members_asked_leave_less_open_but_never_nothing() -> None:
    spreads = [fit_pieces(BARE, Pieces(polls=(poll(0.5, 0.3, size),))).support.spreads[0]
               for size in (50, 500, 5_000, 5_000_000)]  # fmt: skip
    assert np.all(np.diff(spreads) < 0.0)
    # Bias, house and the poll's own error of .2, .25 and .1 on the log of either share.
    logs = np.sqrt(2.0) * np.sqrt(0.2**2 + 0.25**2 + 0.1**2)
    assert spreads[-1] > 0.5 * logs * 0.5 * 0.3 / 0.8


def test_older_evidence_counts_for_less() -> None:
    old = poll(0.5, 0.25)._replace(day=AS_OF - timedelta(3_000))
    now, then = (fit_pieces(BARE, Pieces(polls=(each,))) for each in (poll(0.5, 0.25), old))
    assert now.support.means[0] > then.support.means[0] > 0.4
    assert now.support.spreads[0] < then.support.spreads[0]


def test_ten_polls_do_not_beat_the_bias_that_all_share() -> None:
    polls = tuple(poll(0.5, 0.25, 10_000)._replace(id=f"p{k}", house=f"h{k}") for k in range(10))
    one, ten = (fit_pieces(BARE, Pieces(polls=each)) for each in (polls[:1], polls))
    first, all_ = (each.support.spreads[0] / each.support.means[0] for each in (one, ten))
    assert 0.3 * first < all_ < first


def expected_share(found: Fit) -> float:
    """Give the left's expected share of votes, over draws that are the same for every fit."""
    drawn = sample(found.mixture, 32, 3).states
    means = {who: each.mean for who, each in found.appeals["c"].items()}
    shares = []
    for state in drawn:
        words = filled(BARE, "c", found.layout.mean_discipline(state), means)
        support = dict(zip(FACTIONS, found.layout.shares(state)[:-1].tolist(), strict=True))
        shares.append(
            faction_shares(words.contests["c"], central_votes(words, "c", support))["left"]
        )
    return float(np.mean(shares))


@pytest.mark.parametrize("seed", [None, 2])
@pytest.mark.parametrize("right", [0.25, 0.45])
def test_ten_points_more_in_a_poll_never_lower_expected_votes(
    seed: int | None, right: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With scales held: else a surprise may speak against the poll itself."""
    monkeypatch.setattr(scales, "SPREAD", 1e-9)
    held = make_scenario(tree() | {"tail": "inf"})
    known = Pieces() if seed is None else make_case(seed).pieces
    shares = [
        expected_share(fit_pieces(held, known._replace(polls=(poll(left, right),))))
        for left in (0.10, 0.20, 0.30, 0.40, 0.50)
    ]
    assert np.all(np.diff(shares) > 0.0)
    assert shares[-1] - shares[0] > 0.05


def test_a_faction_typed_to_have_nobody_is_no_part_of_a_fit() -> None:
    found = fit_pieces(make_scenario(tree() | {"support": {"right": 0.0}}), Pieces())
    assert found.layout.factions == LEFT
    np.testing.assert_allclose(found.support.means, [0.8, 0.2], atol=0.0005)


def test_a_faction_without_a_slate_is_no_part_of_a_fit() -> None:
    words = tree()
    words["factions"]["green"] = {}
    assert fit_pieces(make_scenario(words), Pieces()).layout.factions == FACTIONS


def test_moments_are_those_of_one_normal_where_there_is_one() -> None:
    found = fitted(1)
    one = found.mixture._replace(root=np.zeros_like(found.mixture.root))
    flat = one._replace(centre=np.tile(one.centre[:1], (len(one.centre), 1)))
    support, discipline = moments(found.layout, flat)
    exact: Floats = found.layout.shares(one.centre[0])
    np.testing.assert_allclose(support.means, exact, rtol=1e-12)
    np.testing.assert_allclose(support.spreads, 0.0, atol=1e-12)
    logits = one.centre[0, found.layout.discipline]
    np.testing.assert_allclose(discipline.means, special.expit(logits), rtol=1e-12)
