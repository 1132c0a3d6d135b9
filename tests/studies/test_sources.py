from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from tests.engine.scenarios import COOPERATIVE, JANUARY

from necsim.outcomes import Measure, parse_measure
from necsim.outcomes.words import KINDS, Outcome
from necsim.plan import Plan, make_plan
from necsim.plan.labels import Labels
from necsim.scenario import make_scenario
from necsim.studies.cells import Cell, Running, run_plans, run_redrawn
from necsim.studies.drivers import drivers
from necsim.studies.fifths import world_inputs
from necsim.studies.sources import SHIFT, SITTING, shares, sources
from necsim.summary.variance import sitting_share

pytestmark = pytest.mark.compiled  # thousands of replicates a test

RUNNING = Running(600, 11, "flows")
# Which of the world's own columns each source draws.
DRAWN = {
    "support": ("support.",),
    "segments": (),
    "turnout": ("turnout.",),
    "discipline": ("discipline.",),
    "appeal": ("appeal.",),
    "ballots": (),
    SHIFT: ("shift",),
}
# Votes for ann are turnout times a share that is linear in discipline: members of the half that
# follows her slate vote for her, and half of all others do.
PRODUCT = {
    "format": 1,
    "factions": {"left": {}},
    "support": {"left": 0.5},
    "give_or_take": 0,
    "reference": {"unaligned_give_or_take": 0, "loyalty": 0.0},
    "contests": {
        "c": {
            "rule": "block",
            "seats": 1,
            "electorate": 1_000_000,
            "turnout": 0.4,
            "turnout_give_or_take": 0.05,
            "behaviour": {
                "discipline": 0.5,
                "discipline_give_or_take": 0.2,
                "appeal_give_or_take": 0,
            },
            "slates": {"reds": {"faction": "left"}},
            "candidates": {"ann": {"slate": "reds"}, "bob": {}},
        }
    },
}


def world(labels: Labels) -> tuple[Measure, ...]:
    return tuple(Outcome(key, key, KINDS[key.partition(".")[0]]) for key in world_inputs(labels))


def simulated(plan: Plan) -> Cell:
    return next(run_plans([plan], world, RUNNING))


def changed(before: pl.DataFrame, after: pl.DataFrame) -> set[str]:
    return {key for key in before.columns if not before[key].equals(after[key])}


def test_a_source_drawn_anew_leaves_every_other_stream_as_it_was() -> None:
    plan = make_plan(make_scenario(COOPERATIVE))
    base = simulated(plan)
    drawn = sources(plan, "flows")
    assert [each.name for each in drawn] == list(DRAWN)
    cells = run_redrawn(plan, world, RUNNING, [each.redraw(11) for each in drawn])
    for source, cell in zip(drawn, cells, strict=True):
        own = {key for key in base.draws.columns if key.startswith(DRAWN[source.name] or "none")}
        varying = {key for key in own if base.draws[key].n_unique() > 1}
        assert changed(base.draws, cell.draws) == varying


def test_ballots_drawn_anew_change_votes_and_nothing_of_the_world() -> None:
    plan = make_plan(make_scenario(JANUARY))

    def wanted(labels: Labels) -> tuple[Measure, ...]:
        return (*world(labels), parse_measure("votes.dar", labels))

    base = next(run_plans([plan], wanted, RUNNING))
    ballots = next(each for each in sources(plan, "flows") if each.name == "ballots")
    other = next(run_redrawn(plan, wanted, RUNNING, [ballots.redraw(11)]))
    assert changed(base.draws, other.draws) == {"votes.clp.dar"}


def test_a_source_drawn_anew_is_the_same_for_the_same_run_and_another_for_another() -> None:
    source = sources(make_plan(make_scenario(JANUARY)), "flows")[0]
    assert source.redraw(1) == source.redraw(1)
    assert source.redraw(1).redrawn != source.redraw(2).redrawn
    assert source.redraw(1).of("support") != 1
    assert source.redraw(1).of("appeal") == 1


def test_sources_that_draw_nothing_are_left_out() -> None:
    assert [each.name for each in sources(make_plan(make_scenario(PRODUCT)), "flows")] == [
        "turnout",
        "discipline",
        "ballots",
    ]


def test_the_ballots_source_is_that_of_the_sampler_in_use() -> None:
    plan = make_plan(make_scenario(PRODUCT))
    assert sources(plan, "ballots")[-1].purposes == ("ballots", "lots")


def expected_shares() -> dict[str, float]:
    """Give the total effects on T·N·g + noise for T and g independent, by their moments.

    E T² Var g, E g² Var T and the binomial's N E T E g(1 − g), over their sum with Var g Var T
    counted once.
    """
    members, turnout, turnout_sd, discipline_sd = 1e6, 0.4, 0.05, 0.2
    free = 0.5
    g = 0.5 * (0.5 + 0.5 * free) + 0.5 * free
    g_var = (0.5 * (1 - free) * discipline_sd) ** 2
    square = turnout**2 + turnout_sd**2
    noise = turnout * (g - g**2 - g_var) / members
    whole = square * (g**2 + g_var) - (turnout * g) ** 2 + noise
    return {
        "turnout": turnout_sd**2 * (g**2 + g_var) / whole,
        "discipline": square * g_var / whole,
        "ballots": noise / whole,
    }


@pytest.mark.compiled
def test_shares_of_a_product_are_those_of_its_moments() -> None:
    table = drivers(PRODUCT, ["votes.ann"], replicates=20_000, seed=4)
    found = {row["driver"]: row for row in table.filter(kind="share").to_dicts()}
    expected = expected_shares()
    assert found.keys() == expected.keys()
    for name, share in expected.items():
        # 3.48 standard errors: all three at once with chance 0.9985.
        error = (found[name]["share_hi"] - found[name]["share_lo"]) / (2 * 1.96)
        assert found[name]["share_lo"] > 0
        assert found[name]["share_hi"] < 1
        assert abs(found[name]["share"] - share) < 3.48 * error, name


def test_the_sitting_seats_have_shares_only_where_the_committee_is_asked_of() -> None:
    texts = ["control.green", "seats.board.green >= 1", "committee.green", "support.green"]

    def wanted(labels: Labels) -> tuple[Measure, ...]:
        return tuple(parse_measure(text, labels) for text in texts)

    plan = make_plan(make_scenario(COOPERATIVE))
    base = next(run_plans([plan], wanted, RUNNING))
    drawn = sources(plan, "flows")
    cells = run_redrawn(plan, wanted, RUNNING, [each.redraw(11) for each in drawn])
    redrawn = {each.name: cell for each, cell in zip(drawn, cells, strict=True)}
    by_text = {text: dict(shares(base, redrawn, k)) for k, text in enumerate(texts)}
    assert {SHIFT, SITTING} <= by_text["control.green"].keys()
    assert SITTING not in by_text["committee.green"]
    assert SHIFT in by_text["committee.green"]
    assert not {SHIFT, SITTING} & by_text["seats.board.green >= 1"].keys()
    chances = base.draws["control.green"].to_numpy()
    assert by_text["control.green"][SITTING].share == pytest.approx(
        sitting_share(chances).share, rel=1e-6
    )
    for name, share in by_text["support.green"].items():
        assert share.share == 0.0 or name == "support"


def test_an_outcome_that_never_varies_has_no_shares() -> None:
    table = drivers(PRODUCT, ["seats.c.left >= 2"], replicates=50, seed=1)
    assert table.filter(kind="share")["share"].null_count() == 3
    assert not np.any(table.filter(kind="base")["p"].to_numpy())
