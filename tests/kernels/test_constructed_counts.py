from __future__ import annotations

import pytest
from tests.kernels.constructed import CASES, Case
from tests.kernels.counts import KINDS, Election, count, count_literally
from tests.kernels.literal_count import Minimum

from necsim.kernels.stv_shapes import DONE

NAMES = "ABCDEF"
DECIMALS = {"ers97": 2, "scottish": 5, "meek": 9}


def election(case: Case) -> Election:
    ballots = []
    for paper in case.ballots.split(", "):
        number, names = paper.split(" ")
        ballots.append((int(number), tuple(NAMES.index(name) for name in names)))
    candidates = 1 + max(c for _, preferences in ballots for c in preferences)
    standing = frozenset(c for c in range(candidates) if NAMES[c] not in case.withdrawn)
    tagged = frozenset(NAMES.index(name) for name in case.at_least_one_of)
    minimums = (Minimum(1, tagged),) if tagged else ()
    return Election(ballots, case.seats, candidates, standing, minimums)


def written(rule: str, units: int) -> str:
    decimals = DECIMALS[rule]
    return f"{units // 10**decimals}.{units % 10**decimals:0{decimals}d}"


def line(rule: str, kind: str, moved: frozenset[int], figures: list[int]) -> str:
    names = "".join(NAMES[c] for c in sorted(moved))
    quota, lost, *totals = (written(rule, units) for units in figures)
    return f"{kind} {names} {quota} | {' '.join(totals)} | {lost}".replace("  ", " ")


def lines(case: Case) -> list[str]:
    return [stage.strip() for stage in case.stages.strip().splitlines()]


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_constructed_count_is_as_worked_out(case: Case) -> None:
    counted = count(case.rule, election(case))
    assert counted.fault == DONE
    found = [
        line(
            case.rule,
            KINDS[s.kind],
            frozenset(s.moved),
            [s.quota, s.non_transferable, *s.totals.tolist()],
        )
        for s in counted.stages
    ]
    assert found == lines(case)
    assert "".join(NAMES[c] for c in counted.winners) == case.winners
    assert counted.minimum_acted == bool(case.at_least_one_of)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_the_rule_read_literally_comes_to_the_same(case: Case) -> None:
    literal = count_literally(case.rule, election(case))
    found = [line(case.rule, s.kind, s.moved, [s.quota, s.lost, *s.totals]) for s in literal.stages]
    assert found == lines(case)
    assert "".join(NAMES[c] for c in literal.elected) == case.winners
