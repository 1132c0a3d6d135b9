from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from scipy import special, stats
from tests.engine.scenarios import JANUARY, cooperative, edit, january

from necsim.kernels.types import Floats
from necsim.plan import Plan, make_plan
from necsim.plan.contest import Varying
from necsim.scenario import make_scenario
from necsim.streams import Seeds, Span, normal
from necsim.worlds import Worlds, draw_worlds, mobilise, world_columns

MANY = Span(0, 51_200)
SEEDS = Seeds(2018)
# A right program falls below this once in a thousand seeds; ours are fixed.
UNLIKELY = 0.001


def draw(plan: Plan, span: Span = MANY, seeds: Seeds = SEEDS) -> Worlds:
    return draw_worlds(plan, seeds, span)


def follows(drawn: Floats, law: Any) -> bool:
    return bool(stats.kstest(drawn, law.cdf).pvalue > UNLIKELY)


def mean_is(drawn: Floats, mean: float) -> bool:
    return bool(abs(drawn.mean() - mean) < 5 * drawn.std() / np.sqrt(len(drawn)))


@pytest.mark.parametrize("tail", [5.0, "inf"])
def test_log_ratios_of_support_follow_the_stated_tail(tail: float | str) -> None:
    plan = make_plan(january({"tail": tail}))
    law, support = plan.belief.law, draw(plan).support
    expected = stats.norm() if tail == "inf" else stats.t(5.0)
    for one, other in ((0, 1), (0, 2), (1, 2)):
        ratio = np.log(support[:, one] / support[:, other]) - (law.m[one] - law.m[other])
        assert follows(ratio / np.hypot(law.tau[one], law.tau[other]), expected)


def test_factions_share_one_tail() -> None:
    # With a tail each, surprises of disjoint pairs of factions would be unrelated in size.
    names: dict[str, dict[str, Any]] = {name: {} for name in "abcd"}
    shares = dict.fromkeys("abcd", 0.25)
    plan = make_plan(
        make_scenario(
            edit(
                JANUARY,
                {
                    "factions": names,
                    "support": shares,
                    "give_or_take": 0.03,
                    "contests.clp.slates": {},
                    "contests.clp.candidates": {"x": {}, "y": {}},
                },
            )
        )
    )
    logs = np.log(draw(plan).support)
    sizes = np.abs([logs[:, 0] - logs[:, 1], logs[:, 2] - logs[:, 3]])
    assert stats.spearmanr(*sizes).statistic > 0.1
    assert abs(stats.spearmanr(logs[:, 0] - logs[:, 1], logs[:, 2] - logs[:, 3]).statistic) < 0.02


def test_correlated_support_follows_its_root() -> None:
    plan = make_plan(cooperative({"tail": "inf"}))
    assert plan.belief.stated is not None
    law, root, _ = plan.belief.stated
    support = draw(plan).support
    assert root is not None
    cov = np.outer(law.tau, law.tau) * (root @ root.T)
    for one, other in ((0, 1), (0, 2), (1, 2), (2, 3)):
        ratio = np.log(support[:, one] / support[:, other]) - (law.m[one] - law.m[other])
        width = np.sqrt(cov[one, one] + cov[other, other] - 2 * cov[one, other])
        assert follows(ratio / width, stats.norm())


def test_turnout_is_logit_normal_around_the_stated_mean() -> None:
    plan = make_plan(january())
    law, turnout = plan.contests[0].segments.turnout, draw(plan).contests[0].turnout
    assert follows((special.logit(turnout) - law.m[0]) / law.tau[0], stats.norm())
    assert mean_is(turnout, 0.21)
    assert turnout.std() == pytest.approx(0.03, rel=5 / np.sqrt(2 * len(turnout)))


def test_ballots_cast_are_electorate_times_turnout_to_the_nearest() -> None:
    plan = make_plan(cooperative())
    segments, span = plan.contests[0].segments, Span(0, 2000)
    world = draw(plan, span).contests[0]
    for s, name in enumerate(segments.names):
        z = span.cut(span.draw(SEEDS, "turnout", f"board/{name}", normal))
        voting = special.expit(segments.turnout.m[s] + segments.turnout.tau[s] * z)
        assert np.all(np.abs(world.voters.cast[:, s] - segments.electorate[s] * voting) <= 0.5)
    np.testing.assert_allclose(world.turnout, world.voters.cast.sum(axis=1) / 150, rtol=1e-15)


@pytest.mark.parametrize(("turnout", "cast"), [(0.0, 0), (1.0, 1003), (0.21, 211)])
def test_fixed_turnout_casts_the_same_ballots_in_every_world(turnout: float, cast: int) -> None:
    changes = {
        "contests.clp.electorate": 1003,
        "contests.clp.turnout": turnout,
        "contests.clp.turnout_give_or_take": 0.0,
    }
    world = draw(make_plan(january(changes)), Span(0, 300)).contests[0]
    assert np.all(world.voters.cast == cast)


def test_nobody_entitled_casts_no_ballot() -> None:
    world = draw(make_plan(january({"contests.clp.electorate": 0})), Span(0, 10)).contests[0]
    assert np.all(world.voters.cast == 0)
    assert np.all(world.turnout == 0.0)


def test_discipline_follows_its_law() -> None:
    behaviour = {
        "discipline": {"momentum": 0.75},
        "discipline_give_or_take": {"momentum": 0.05},
    }
    plan = make_plan(january({"contests.clp.behaviour": behaviour}))
    law, world = plan.contests[0].discipline.stated, draw(plan).contests[0]
    for k in range(2):
        z = (special.logit(world.discipline[:, k]) - law.m[k]) / law.tau[k]
        assert follows(z, stats.norm())
    assert mean_is(world.discipline[:, 0], 0.75)
    assert mean_is(world.discipline[:, 1], 0.5)
    assert world.discipline[:, 0].std() == pytest.approx(0.05, rel=0.02)
    assert np.all(world.voters.discipline[:, :2] == world.discipline)
    assert np.all(world.voters.discipline[:, 2] == 0.0)


def test_fixed_discipline_is_exact() -> None:
    behaviour = {
        "discipline": {"momentum": 1.0, "diversity": 0.0},
        "discipline_give_or_take": 0.0,
    }
    world = draw(make_plan(january({"contests.clp.behaviour": behaviour})), Span(0, 300))
    assert np.all(world.contests[0].discipline == [1.0, 0.0])


@pytest.mark.parametrize("tail", [5.0, "inf"])
def test_appeal_varies_around_what_is_typed(tail: float | str) -> None:
    plan = make_plan(january({"reference": {"appeal_tail": tail}}))
    appeal = draw(plan).contests[0].appeal
    unit = stats.norm() if tail == "inf" else stats.t(5.0, scale=np.sqrt(3 / 5))
    assert follows(appeal[:, 0] / 0.5, unit)
    assert follows((appeal[:, 3] - 0.6) / 0.5, unit)
    assert follows(appeal[:, 6] / 0.7, unit)
    related = np.corrcoef(appeal.T) - np.eye(9)
    assert np.abs(related).max() < 5 / np.sqrt(len(appeal))


def test_strength_is_exp_appeal_with_the_strongest_one() -> None:
    world = draw(make_plan(january()), Span(0, 300)).contests[0]
    np.testing.assert_allclose(
        world.voters.strength,
        np.exp(world.appeal - world.appeal.max(axis=1, keepdims=True)),
        rtol=1e-12,
    )


def test_appeal_however_far_apart_leaves_everyone_a_strength() -> None:
    far = {"dar": 30.0, "lansman": -30.0}
    changes = {f"contests.clp.candidates.{who}.appeal": appeal for who, appeal in far.items()}
    strength = draw(make_plan(january(changes)), Span(0, 3)).contests[0].voters.strength
    assert np.all(strength > 0.0)
    assert np.all(strength[:, 0] == 1.0)


def test_slates_split_their_faction_and_leave_its_total_untouched() -> None:
    changes = {"contests.board.segments": {}, "contests.board.slates.grass.share_give_or_take": 0.1}
    plan = make_plan(cooperative(changes))
    worlds = draw(plan)
    shares = worlds.contests[0].voters.shares[:, 0]
    np.testing.assert_allclose(shares[:, :2].sum(axis=1), worlds.support[:, 0], rtol=1e-12)
    np.testing.assert_allclose(shares[:, 2], worlds.support[:, 1], rtol=1e-12)
    np.testing.assert_allclose(shares.sum(axis=1), 1.0, rtol=1e-12)
    split = shares[:, 0] / shares[:, :2].sum(axis=1)
    assert mean_is(split, 0.7)
    assert split.std() == pytest.approx(0.1, rel=0.02)
    assert abs(stats.spearmanr(split, worlds.support[:, 0]).statistic) < 5 / np.sqrt(len(split))


def test_a_lean_moves_a_contests_camps_by_as_much_on_the_log_scale() -> None:
    worlds = draw(make_plan(cooperative()), Span(0, 300))
    green, unaligned = worlds.contests[1].voters.shares[:, 0].T
    others = worlds.support[:, 1:].sum(axis=1)
    np.testing.assert_allclose(
        np.log(green / unaligned), np.log(worlds.support[:, 0] / others) + 0.5, rtol=1e-9
    )


def test_supporters_of_a_faction_that_does_not_stand_are_unaligned() -> None:
    worlds = draw(make_plan(cooperative({"contests.youth.lean": {}})), Span(0, 300))
    youth = worlds.contests[1].voters.shares[:, 0]
    np.testing.assert_allclose(youth[:, 0], worlds.support[:, 0], rtol=1e-12)
    np.testing.assert_allclose(youth[:, 1], worlds.support[:, 1:].sum(axis=1), rtol=1e-12)


SEGMENTS = {
    "north": {"share": 0.5, "lean": {"left": 0.6}},
    "middle": {"share": 0.3, "turnout": 0.3},
    "south": {"share": 0.2, "lean": {"left": -0.4, "centre_right": 0.8}},
}


def test_segments_together_meet_the_stated_support_exactly() -> None:
    plan = make_plan(january({"contests.clp.segments": SEGMENTS}))
    worlds = draw(plan, Span(0, 3000))
    shares = worlds.contests[0].voters.shares
    sizes = np.array([0.5 * 0.21, 0.3 * 0.3, 0.2 * 0.21])
    together = np.einsum("s,nsg->ng", sizes / sizes.sum(), shares)
    np.testing.assert_allclose(together, worlds.support, atol=1e-6)
    np.testing.assert_allclose(shares.sum(axis=2), 1.0, rtol=1e-12)


def log_odds(plan: Plan, span: Span) -> Floats:
    """Give each segment's log-odds of the first two camps against the unaligned, (n, S, 2)."""
    shares = draw(plan, span).contests[0].voters.shares
    return np.asarray(np.log(shares[:, :, :2] / shares[:, :, 2:]), dtype=np.float64)


def test_segments_lean_as_stated_against_one_another() -> None:
    changes = {"contests.clp.segments": SEGMENTS, "reference": {"segment_spread": 0.0}}
    odds = log_odds(make_plan(january(changes)), Span(0, 300))
    np.testing.assert_allclose(odds[:, 0] - odds[:, 1], np.tile([0.6, 0.0], (300, 1)), atol=1e-9)
    np.testing.assert_allclose(odds[:, 2] - odds[:, 1], np.tile([-0.4, 0.8], (300, 1)), atol=1e-9)


def test_each_segment_has_a_surprise_of_its_own() -> None:
    odds = log_odds(make_plan(january({"contests.clp.segments": SEGMENTS})), MANY)
    apart = np.asarray(odds[:, 0] - odds[:, 1] - [0.6, 0.0])
    for of_camp in apart.T:
        assert follows(of_camp / np.hypot(0.1, 0.1), stats.norm())
    assert abs(stats.pearsonr(*apart.T).statistic) < 5 / np.sqrt(len(apart))


def test_segments_of_a_contest_without_slates_are_all_unaligned() -> None:
    changes = {
        "contests.clp.slates": {},
        "contests.clp.candidates": {"ann": {}, "bob": {}, "cat": {}},
        "contests.clp.segments": {"north": {"share": 0.5}, "south": {"share": 0.5}},
    }
    world = draw(make_plan(january(changes)), Span(0, 3)).contests[0]
    np.testing.assert_array_equal(world.voters.shares, np.ones((3, 2, 1)))


MOVED = np.array([0.8, -0.5, 0.0])
SHARES = np.array([[[0.5, 0.3, 0.2]]])


def test_mobilisation_multiplies_odds_and_keeps_the_turnout() -> None:
    settled, turnout = special.logit(np.array([0.3])), np.array([[0.45]])
    shares = mobilise(SHARES, turnout, settled, MOVED)[0, 0]
    # Of members, camps are as their shares of voters where support is stated.
    rate = shares * 0.45 / SHARES[0, 0]
    odds = rate / (1.0 - rate)
    x = special.logit(0.45) - special.logit(0.3)
    np.testing.assert_allclose(np.log(odds / odds[2]), MOVED * x, atol=1e-9)
    assert shares.sum() == pytest.approx(1.0, abs=1e-12)
    assert rate @ SHARES[0, 0] == pytest.approx(0.45, abs=1e-12)


def test_where_support_is_stated_and_where_all_vote_mobilisation_moves_nobody() -> None:
    settled = special.logit(np.array([0.3]))
    for turnout in (0.3, 1.0):
        moved = mobilise(SHARES, np.array([[turnout]]), settled, MOVED)
        np.testing.assert_allclose(moved, SHARES, atol=1e-9)
    np.testing.assert_allclose(
        mobilise(SHARES, np.array([[0.1]]), settled, np.full(3, 0.7)), SHARES, atol=1e-12
    )


def test_higher_turnout_helps_the_camp_that_it_mobilises() -> None:
    behaviour = {"contests.clp.behaviour": {"mobilisation": {"momentum": 0.6}}}
    settled = {"contests.clp.support_turnout": 0.21, "contests.clp.turnout_give_or_take": 0.0}
    low, high = (
        draw(make_plan(january({**behaviour, **settled, "contests.clp.turnout": turnout})))
        for turnout in (0.15, 0.3)
    )
    still = draw(make_plan(january({"contests.clp.turnout_give_or_take": 0.0})))
    left = [worlds.contests[0].voters.shares[:, 0, 0] for worlds in (low, still, high)]
    assert np.all(left[0] < left[1])
    assert np.all(left[1] < left[2])
    np.testing.assert_array_equal(low.support, high.support)


@pytest.mark.slow
def test_segments_are_weighted_by_the_turnout_at_which_support_is_stated() -> None:
    """Doubling a segment's turnout moves nobody, unless support is stated at the old one."""
    north = "contests.board.segments.north"
    fixed = {"contests.board.turnout_give_or_take": 0.0, f"{north}.turnout": 0.25,
             f"{north}.lean.green": 1.5}  # fmt: skip
    settled = {f"{north}.support_turnout": 0.25, f"{north}.turnout": 0.5}

    def whole(changes: Mapping[str, Any]) -> Floats:
        world = draw(make_plan(cooperative({**fixed, **changes}))).contests[0].voters
        voters = world.shares * world.cast[:, :, None]
        return np.asarray(voters.sum(axis=1) / world.cast.sum(axis=1)[:, None])

    np.testing.assert_allclose(whole({f"{north}.turnout": 0.5}), whole({}), atol=0.02)
    assert np.abs(whole(settled) - whole({})).mean(axis=0).max() > 0.02


def test_the_committees_shift_has_its_spread() -> None:
    shift = draw(make_plan(cooperative({"committee.shift": 0.4}))).shift
    assert shift is not None
    assert follows(shift / 0.4, stats.norm())
    assert draw(make_plan(january()), Span(0, 3)).shift is None


@pytest.mark.parametrize(
    "changes", [{}, {"contests.clp.segments": SEGMENTS}, {"support_correlation": {"left": {}}}]
)
def test_kernels_get_rows_that_lie_one_after_another(changes: Mapping[str, Any]) -> None:
    # A kernel is compiled anew for each layout it meets.
    for field in draw(make_plan(january(changes)), Span(3, 300)).contests[0].voters:
        assert field.flags.c_contiguous


def digest(worlds: Worlds) -> list[bytes]:
    contests = [part for world in worlds.contests for part in (*world.voters, *world[1:])]
    return [np.asarray(part).tobytes() for part in (worlds.support, *contests, worlds.shift)]


@pytest.mark.parametrize("cuts", [[1], [255], [256], [257], [1, 255, 256, 257, 999]])
def test_worlds_are_the_same_however_a_span_is_cut(cuts: list[int]) -> None:
    plan = make_plan(cooperative())
    edges = [0, *cuts, 1000]
    pieces = [digest(draw(plan, Span(*edge))) for edge in pairwise(edges)]
    joined = [b"".join(parts) for parts in zip(*pieces, strict=True)]
    assert joined == digest(draw(plan, Span(0, 1000)))


@pytest.mark.parametrize(
    ("purpose", "touched"),
    [
        ("tail", {"support", "shares"}),
        ("support", {"support", "shares"}),
        ("split", {"shares"}),
        ("segment", {"shares"}),
        ("turnout", {"turnout", "cast"}),
        ("discipline", {"discipline"}),
        ("appeal", {"appeal", "strength"}),
        ("shift", {"shift"}),
        ("flows", set()),
    ],
)
def test_redrawing_one_purpose_leaves_the_rest_of_the_world(
    purpose: Any, touched: set[str]
) -> None:
    plan, span = make_plan(cooperative()), Span(0, 3)
    one, other = draw(plan, span), draw(plan, span, Seeds(2018, {purpose: 7}))
    changed = {
        name
        for here, there in zip(one.contests, other.contests, strict=True)
        for name, value in {**here.voters._asdict(), **here._asdict()}.items()
        if name != "voters"
        and not np.array_equal(value, {**there.voters._asdict(), **there._asdict()}[name])
    }
    changed |= {n for n in ("support", "shift") if np.any(getattr(one, n) != getattr(other, n))}
    assert changed == touched


def test_columns_are_the_worlds_draws_by_address() -> None:
    plan = make_plan(cooperative({"support.blue": 0.0}))
    worlds = draw(plan, Span(5, 9))
    columns = dict(world_columns(plan, worlds))
    slates, people = ("grass", "moss", "sky"), ("ann", "bob", "cat", "dan", "eve")
    assert list(columns) == [
        *(f"support.{name}" for name in ("green", "blue", "amber", "unaligned")),
        "turnout.board",
        *(f"discipline.board.{slate}" for slate in slates),
        *(f"appeal.board.{who}" for who in people),
        "turnout.youth",
        "discipline.youth.leaf",
        *(f"appeal.youth.{who}" for who in ("fay", "gus")),
        "shift",
    ]
    assert np.all(columns["support.blue"] == 0.0)
    np.testing.assert_array_equal(columns["support.amber"], worlds.support[:, 1].astype("f4"))
    np.testing.assert_array_equal(columns["appeal.board.cat"], worlds.contests[0].appeal[:, 2])
    kinds = {name.partition(".")[0]: column.dtype.name for name, column in columns.items()}
    assert kinds == {
        "support": "float32",
        "turnout": "float32",
        "discipline": "float32",
        "appeal": "float64",
        "shift": "float64",
    }


def test_shares_that_do_not_vary_take_no_draws() -> None:
    law = Varying(("",), np.array([special.logit(0.3)]), np.array([0.0]))
    plan = make_plan(january())
    contest = plan.contests[0]
    fixed = contest._replace(segments=contest.segments._replace(turnout=law))
    world = draw(plan._replace(contests=(fixed,)), Span(0, 9)).contests[0]
    assert np.all(world.voters.cast == 165_000)
