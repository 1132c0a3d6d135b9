"""A belief that rests on a fit, with some of it typed; and a scenario filled from one."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
import pytest
from tests.evidence.synthetic import FACTIONS, make_case, tree

from necsim.evidence import Belief, believe, centred, mean_support
from necsim.evidence import fitted as module
from necsim.evidence.fit import Fit, fit_pieces, moments
from necsim.evidence.fitted import FIT, fitted, fitted_support, fitted_words
from necsim.evidence.pieces import Pieces
from necsim.evidence.posterior import Mixture, sample
from necsim.evidence.words import filled, silent_slates
from necsim.kernels.types import Floats
from necsim.link.votes import central_votes, faction_shares
from necsim.scenario import Scenario, make_scenario

pytestmark = pytest.mark.compiled

SPLIT = {"contests.c.slates.list": {"faction": "left"}, "contests.c.candidates.off_0.slate": "list"}


@lru_cache(maxsize=1)
def found() -> Fit:
    case = make_case(1)
    return fit_pieces(case.scenario, case.pieces)


def typed(**changes: Any) -> Scenario:
    return make_scenario(tree() | changes)


def mixture_of(belief: Belief) -> Mixture:
    assert belief.mixture is not None
    return belief.mixture


def fitted_means() -> dict[str, float]:
    return dict(zip((*FACTIONS, "unaligned"), found().support.means.tolist(), strict=True))


def test_untyped_support_is_the_fits_own_mixture() -> None:
    belief = believe(typed(), found())
    assert belief.names == (*FACTIONS, "unaligned")
    assert belief.stated is None
    assert belief.varies
    np.testing.assert_allclose(belief.means, found().support.means, atol=1e-12)
    assert belief.mixture is found().mixture
    with pytest.raises(TypeError, match="mixture"):
        _ = belief.law


@pytest.mark.parametrize(
    "support",
    [{"left": 0.54, "right": 0.26}, {"left": 0.05, "right": 0.9}, {"left": 0.3, "right": 0.3}],
)
def test_typed_support_moves_the_centre_and_keeps_the_spread_of_logs(
    support: dict[str, float],
) -> None:
    belief, before = believe(typed(support=support), found()), found().mixture
    after, layout = mixture_of(belief), found().layout
    aim = np.array([*support.values(), 1.0 - sum(support.values())])
    np.testing.assert_allclose(belief.means, aim, atol=1e-12)
    np.testing.assert_allclose(moments(layout, after)[0].means, aim, atol=1e-5)
    assert after.root.tobytes() == before.root.tobytes()
    assert after.cumulative.tobytes() == before.cumulative.tobytes()
    # One shift for all points, and none of discipline: what tells points apart is kept.
    shift = after.centre - before.centre
    np.testing.assert_allclose(shift, shift[:1] + np.zeros_like(shift), atol=1e-12)
    np.testing.assert_allclose(shift[:, layout.discipline], 0.0, atol=1e-12)


def test_worlds_of_typed_support_have_it_in_the_mean() -> None:
    belief = believe(typed(support={"left": 0.54, "right": 0.26}), found())
    shares = found().layout.shares(sample(mixture_of(belief), 60_000, 1).states)
    error = shares.std(axis=0) * (4 / np.sqrt(len(shares)) + 0.005)
    assert np.all(np.abs(shares.mean(axis=0) - [0.54, 0.26, 0.2]) < error)


def test_typing_what_was_fitted_changes_nothing() -> None:
    means = fitted_means()
    belief = believe(typed(support={name: means[name] for name in FACTIONS}), found())
    assert belief.mixture is found().mixture


def test_partly_typed_support_leaves_the_rest_in_proportion() -> None:
    means = fitted_means()
    support = mean_support(typed(support={"left": 0.5}), found())
    assert support["left"] == 0.5
    rest = 1.0 - sum(support.values())
    assert support["right"] / rest == pytest.approx(means["right"] / means["unaligned"])
    belief = believe(typed(support={"left": 0.5}), found())
    np.testing.assert_allclose(
        moments(found().layout, mixture_of(belief))[0].means,
        [0.5, support["right"], rest],
        atol=1e-5,
    )
    assert fitted_support(typed(), found()) == pytest.approx({n: means[n] for n in FACTIONS})


@pytest.mark.parametrize(
    "typed_spread", [0.05, {"left": 0.05, "right": 0.05}, {"left": 0.04, "right": 0.06}]
)
def test_a_typed_give_or_take_replaces_the_fitted_spread(typed_spread: Any) -> None:
    belief, means = believe(typed(give_or_take=typed_spread), found()), fitted_means()
    assert belief.stated is not None
    law = belief.law
    np.testing.assert_allclose(law.means, [means[name] for name in belief.names], atol=1e-4)
    wanted = typed_spread if isinstance(typed_spread, dict) else dict.fromkeys(FACTIONS, 0.05)
    for name, spread in wanted.items():
        assert law.spreads[belief.names.index(name)] == pytest.approx(spread, abs=1e-3)
    # Discipline still comes from the fit.
    assert belief.mixture is found().mixture
    assert belief.factions == FACTIONS
    assert belief.discipline == {"c": dict.fromkeys(FACTIONS, 0.0)}


def test_no_error_at_all_fixes_support_at_the_fit() -> None:
    belief = believe(typed(give_or_take=0), found())
    assert not belief.varies
    np.testing.assert_allclose(belief.law.means[:2], found().support.means[:2], atol=1e-9)


def share_of_votes(words: Scenario, support: dict[str, float]) -> float:
    shares = faction_shares(words.contests["c"], central_votes(words, "c", support))
    return shares["left"] / (shares["left"] + shares["right"])


@pytest.mark.parametrize("left", [0.4, 0.6])
def test_support_read_from_votes_gives_them_with_what_was_fitted(left: float) -> None:
    words = typed(support_from_votes={"left": left, "right": 1.0 - left})
    support = mean_support(words, found())
    assert share_of_votes(fitted_words(words, found()), support) == pytest.approx(left, abs=1e-8)
    # Fitted discipline and appeals tell: with none of them the same support gives other votes.
    assert share_of_votes(typed(), support) != pytest.approx(left, abs=1e-3)
    belief = believe(words, found())
    np.testing.assert_allclose(belief.means[:2], list(support.values()), atol=1e-12)
    reached: Floats = moments(found().layout, mixture_of(belief))[0].means
    np.testing.assert_allclose(reached[:2], list(support.values()), atol=1e-5)


def test_words_are_filled_where_they_are_silent_and_say_whence() -> None:
    words = typed()
    appeal, behaviour = "contests.c.candidates.left_0.appeal", "contests.c.behaviour.discipline"
    words = make_scenario(tree(), {appeal: 0.3, f"{behaviour}.right": 0.9})
    new = centred(words, found())
    contest = new.contests["c"]
    assert contest.candidates["left_0"].appeal == 0.3
    assert contest.candidates["left_1"].appeal == found().appeals["c"]["left_1"].mean
    typed_discipline = contest.behaviour.discipline
    assert isinstance(typed_discipline, dict)
    assert typed_discipline["right"] == 0.9
    assert typed_discipline["left"] == pytest.approx(found().discipline.means[0])
    assert new.support == pytest.approx({name: fitted_means()[name] for name in FACTIONS})
    for at in ("contests.c.candidates.left_1.appeal", f"{behaviour}.left", "support.left"):
        assert new.origins[at] == FIT
    for at in (appeal, f"{behaviour}.right"):
        assert new.origins.get(at) != FIT
    assert words.contests["c"].candidates["left_1"].appeal is None


def test_typed_support_keeps_its_own_origin() -> None:
    new = centred(typed(support={"left": 0.5}), found())
    assert new.origins["support.right"] == FIT
    assert new.origins["support.left"] != FIT


def test_without_evidence_nothing_is_filled() -> None:
    words = tree()
    del words["evidence"]
    bare = make_scenario(words)
    assert centred(bare) is bare


def test_slates_of_typed_discipline_are_not_silent() -> None:
    def silent(discipline: Any, **spread: Any) -> tuple[str, ...]:
        behaviour = {"discipline": discipline} if discipline is not None else {}
        words = make_scenario(tree(), {"contests.c.behaviour": {**behaviour, **spread}})
        return silent_slates(words.contests["c"])

    assert silent(None) == FACTIONS
    assert silent({"left": 0.5}) == ("right",)
    assert silent({"default": 0.5}) == ()
    assert silent(0.5) == ()


def test_a_typed_spread_of_discipline_takes_its_slate_from_the_fit() -> None:
    words = make_scenario(tree(), {"contests.c.behaviour.discipline_give_or_take": {"left": 0.1}})
    assert believe(words, found()).discipline == {"c": {"right": 0.0}}


def test_two_slates_of_a_faction_take_its_discipline_each() -> None:
    words = make_scenario(tree(), SPLIT)
    behaviour = filled(words, "c", {"left": 0.7, "right": 0.2}, {}).contests["c"].behaviour
    assert behaviour.discipline == {"left": 0.7, "right": 0.2, "list": 0.7}


@pytest.mark.parametrize(
    ("changes", "again"),
    [
        ({"run": {"replicates": 7}}, False),
        ({"support": {"left": 0.5}}, False),
        ({"give_or_take": 0.05}, False),
        ({"support": {"left": 0.0}}, True),
        ({"tail": 7}, True),
        ({"reference": {"loyalty": 1.0}}, True),
        ({"reference": {"drift": 0.3}}, True),
    ],
)
def test_a_fit_is_made_again_only_where_it_would_be_another(
    changes: dict[str, Any], again: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Scenario] = []

    def fit(scenario: Scenario) -> Fit:
        asked.append(scenario)
        return fit_pieces(scenario, Pieces())

    monkeypatch.setattr(module, "fit", fit)
    monkeypatch.setattr(module, "_fits", type(module._fits)())
    first = fitted(typed())
    other = fitted(typed(**changes))
    assert (other.mixture is not first.mixture) == again
    assert len(asked) == 1 + again
    assert fitted(typed()).mixture is first.mixture
    # What is shared is what was found: the words are those that were asked with.
    assert other.question.scenario == typed(**changes)
