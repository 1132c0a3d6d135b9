"""Counts made by hand, small enough to add up."""

from __future__ import annotations

from necsim.count import Count, Lot, Stage, Verdict

NAMES = ("Ann Ames (Lab)", "Bob Bell", "Cy Cole", "Dee Dunn", "=Eve Eck")


def stage(kind: str, totals: tuple[int, ...], lost: int, **changes: object) -> Stage:
    made = Stage(kind, 3_34, (), totals, lost, (), (), ())  # type: ignore[arg-type]
    return made._replace(**changes)  # type: ignore[arg-type]


SMALL = Count(
    title="Ward 7",
    rule="ers97",
    seats=2,
    candidates=NAMES,
    standing=(1, 2, 4, 5),
    unit=100,
    papers=10,
    unnamed=1,
    stages=(
        stage("first", (5_00, 3_00, 0, 1_00, 1_00), 0, elected=(1,)),
        stage("surplus", (3_34, 4_34, 0, 1_00, 1_00), 32, moved=(1,), elected=(2,)),
        stage(
            "exclusion",
            (3_34, 4_34, 0, 0, 2_00),
            32,
            quota=3_30,
            moved=(4,),
            excluded=(4,),
            lots=(Lot((4, 5), 4, True),),
        ),
    ),
    minimum_acted=True,
    verdicts=(
        Verdict("equal", False, 1_200, (3, 14)),
        Verdict("blank", True, 1, (9,)),
    ),
)


def long_count(candidates: int, unit: int = 100_000) -> Count:
    """Make a count that excludes one candidate after another, the first of them last."""
    names = tuple(f"Candidate with a long name {n}" for n in range(1, candidates + 1))
    totals = [100 * unit * n for n in range(candidates, 0, -1)]
    stages = [Stage("first", 500 * unit, (), tuple(totals), 0, (), (), ())]
    for number in range(candidates, 1, -1):
        totals[0] += totals[number - 1]
        totals[number - 1] = 0
        stages.append(
            Stage("exclusion", 500 * unit, (number,), tuple(totals), 0, (), (number,), ())
        )
    stages[-1] = stages[-1]._replace(elected=(1,))
    papers = sum(totals) // unit
    everyone = tuple(range(1, candidates + 1))
    return Count("Long", "scottish", 1, names, everyone, unit, papers, 0, tuple(stages), False)
