from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from necsim.errors import ScenarioError
from necsim.evidence import Belief, believe
from necsim.plan import make_plan
from necsim.scenario import Scenario, load_scenario, make_scenario
from necsim.simplex.mean_spread import Floats, default_spreads
from necsim.streams import Seeds, Span
from necsim.worlds import draw_worlds

DRAWS = 100_000
SHARES = {"left": 0.54, "right": 0.26}


def scenario(**changes: Any) -> Scenario:
    contest = {
        "rule": "block",
        "seats": 1,
        "electorate": 100,
        "turnout": 0.5,
        "candidates": {"ann": {}, "bob": {}},
    }
    return make_scenario(
        {
            "format": 1,
            "factions": {"left": {}, "right": {}, "other": {}},
            "support": SHARES,
            "contests": {"c": contest},
            **changes,
        }
    )


def draw_support(words: Scenario) -> Floats:
    return draw_worlds(make_plan(words), Seeds(2018), Span(0, DRAWS)).support


def spreads_of(belief: Belief) -> dict[str, float]:
    return dict(zip(belief.names, belief.law.spreads.tolist(), strict=True))


@pytest.mark.slow
@pytest.mark.parametrize("tail", [5.0, "inf"])
@pytest.mark.parametrize(
    "stated",
    [0.05, {"left": 0.07, "right": 0.06}, {"left": 0.05, "right": 0.05, "unaligned": 0.04}, None],
)
@pytest.mark.parametrize("related", [{}, {"left": {"right": -0.5}}])
def test_draws_have_the_means_and_spreads_that_are_believed(
    tail: float | str, stated: object, related: Mapping[str, Any]
) -> None:
    words = scenario(tail=tail, support_correlation=related)
    if stated is not None:
        words = scenario(tail=tail, support_correlation=related, give_or_take=stated)
    belief, support = believe(words), draw_support(words)
    offsets = support - support.mean(axis=0)
    second, fourth = np.mean(offsets**2, axis=0), np.mean(offsets**4, axis=0)
    mean_errors = np.sqrt(second / DRAWS)
    spread_errors = np.sqrt((fourth - second**2) / DRAWS / second) / 2.0
    assert np.all(np.abs(support.mean(axis=0) - [0.54, 0.26, 0.2]) < 5 * mean_errors)
    assert np.all(np.abs(np.sqrt(second) - belief.law.spreads) < 5 * spread_errors)
    np.testing.assert_allclose(support.sum(axis=1), 1.0, rtol=1e-12)


def test_one_number_is_the_error_of_every_faction() -> None:
    spreads = spreads_of(believe(scenario(give_or_take=0.05)))
    # A trace is lost to the error of the unaligned, which nobody stated.
    assert spreads["left"] == pytest.approx(0.05, abs=1e-5)
    assert spreads["right"] == pytest.approx(0.05, abs=1e-5)


def test_a_table_is_met_and_other_factions_vary_alike() -> None:
    belief = believe(scenario(give_or_take={"left": 0.07}))
    expected = default_spreads(np.array([0.54, 0.26, 0.2]), {0: 0.07})
    np.testing.assert_allclose(belief.law.spreads[:2], expected[:2], atol=1e-4)


@pytest.mark.parametrize("usual", [0.05, 0.06])
def test_the_unaligned_vary_as_the_reference_says(usual: float) -> None:
    words = scenario(
        give_or_take={"left": 0.06, "right": 0.05},
        reference={"unaligned_give_or_take": usual},
    )
    assert spreads_of(believe(words))["unaligned"] == pytest.approx(usual, abs=1e-4)


def test_factions_fixed_by_a_table_leave_the_unaligned_no_room() -> None:
    spreads = spreads_of(believe(scenario(give_or_take={"left": 0.0, "right": 0.0})))
    assert max(spreads.values()) < 1e-4


def test_a_table_may_state_the_unaligned() -> None:
    stated = {"left": 0.05, "right": 0.05, "unaligned": 0.04}
    spreads = spreads_of(believe(scenario(give_or_take=stated)))
    assert spreads == pytest.approx(stated, abs=1e-6)


def test_without_an_error_each_has_six_points() -> None:
    belief = believe(scenario())
    np.testing.assert_allclose(belief.law.spreads, 0.06, atol=0.002)


def test_no_error_at_all_fixes_support() -> None:
    words = scenario(give_or_take=0)
    assert np.all(believe(words).law.tau == 0.0)
    support = draw_support(words)
    assert np.all(support == support[0])
    np.testing.assert_allclose(support[0], [0.54, 0.26, 0.2], rtol=1e-12)


def test_nobody_supports_what_has_no_share() -> None:
    belief = believe(scenario(support={**SHARES, "other": 0.0}))
    assert belief.names == ("left", "right", "unaligned")
    assert len(belief.law.m) == 3


@pytest.mark.parametrize("right", [0.4, 0.4 - 1e-12])
def test_nobody_is_unaligned_where_factions_have_everyone(right: float) -> None:
    belief = believe(scenario(support={"left": 0.6, "right": right}, give_or_take=0.05))
    assert belief.names == ("left", "right")


def test_without_typed_support_factions_are_equal_and_little_is_known() -> None:
    belief = believe(scenario(support={}))
    assert belief.names == ("left", "right", "other", "unaligned")
    np.testing.assert_allclose(belief.law.m, np.log([0.8 / 3] * 3 + [0.2]), rtol=1e-12)
    assert np.all(belief.law.tau == 1.0)
    # What the belief says of itself is so: on draws, within what 10⁵ of them can show.
    generator = np.random.default_rng(5)
    scale = np.sqrt(5 / generator.chisquare(5, 100_000))[:, None]
    odds = np.exp(belief.law.m + scale * generator.standard_normal((100_000, 4)))
    shares = odds / odds.sum(axis=1, keepdims=True)
    np.testing.assert_allclose(belief.law.means, shares.mean(axis=0), atol=0.005)
    np.testing.assert_allclose(belief.law.spreads, shares.std(axis=0), atol=0.005)


def test_without_factions_everyone_is_unaligned() -> None:
    belief = believe(scenario(support={}, factions={}))
    assert belief.names == ("unaligned",)


@pytest.mark.parametrize("factions", [1, 3, 7, 10, 13])
def test_an_unaligned_share_of_nothing_is_nobody_also_where_none_is_typed(factions: int) -> None:
    names = [f"f{k}" for k in range(factions)]
    belief = believe(
        scenario(support={}, factions={n: {} for n in names}, reference={"unaligned": 0.0})
    )
    assert belief.names == tuple(names)


def root_of(words: Scenario) -> Floats | None:
    stated = believe(words).stated
    assert stated is not None
    return stated.root


def test_the_root_gives_the_stated_correlations() -> None:
    related = {"left": {"right": -0.5}, "other": {"left": 0.2}}
    words = scenario(support={**SHARES, "other": 0.1}, support_correlation=related)
    root = root_of(words)
    assert root is not None
    expected = np.eye(4)
    expected[0, 1] = expected[1, 0] = -0.5
    expected[0, 2] = expected[2, 0] = 0.2
    np.testing.assert_allclose(root @ root.T, expected, atol=1e-12)


def test_no_stated_correlation_needs_no_root() -> None:
    assert root_of(scenario()) is None


def test_a_correlation_with_nobody_is_left_out() -> None:
    related = {"left": {"other": 0.5}}
    root = root_of(scenario(support={**SHARES, "other": 0.0}, support_correlation=related))
    assert root is not None
    np.testing.assert_allclose(root, np.eye(3), atol=1e-12)


def test_correlations_that_cannot_be_are_refused() -> None:
    related = {"left": {"right": -0.9, "other": -0.9}, "right": {"other": -0.9}}
    words = scenario(support={**SHARES, "other": 0.1}, support_correlation=related)
    with pytest.raises(ScenarioError) as refused:
        believe(words)
    (fault,) = refused.value.faults
    assert (fault.file, fault.key) == ("scenario", "support_correlation")
    assert fault.remedy == "bring them closer to 0"


def test_errors_out_of_reach_are_refused_with_the_nearest(tmp_path: Path) -> None:
    file = tmp_path / "narrow.toml"
    file.write_text(
        "format = 1\nfactions = { left = {}, right = {} }\n"
        "support = { left = 0.54, right = 0.26 }\n"
        "give_or_take = { left = 0.05, right = 0.1, unaligned = 0.051 }\n"
        "[contests.c]\nrule = 'block'\nseats = 1\nelectorate = 100\nturnout = 0.5\n"
        "candidates = { ann = {}, bob = {} }\n"
    )
    with pytest.raises(ScenarioError) as refused:
        believe(load_scenario(file))
    (fault,) = refused.value.faults
    assert Path(fault.file).name == "narrow.toml"
    assert fault.key == "give_or_take"
    nearest = dict(part.split(" ") for part in fault.remedy.partition(": ")[2].split(", "))
    reached = {name: float(spread) for name, spread in nearest.items()}
    again = believe(load_scenario(file, {"give_or_take": reached}))
    assert spreads_of(again) == pytest.approx(reached, abs=0.002)
