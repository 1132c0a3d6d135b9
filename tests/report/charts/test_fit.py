"""Figures of fits: support, what each piece of evidence adds, what evidence unseen would."""

from __future__ import annotations

from typing import Any

import pytest
from tests.report.charts.drawing import HOSTILE, names, sound, table, texts, values

from necsim.report.charts.fit import fit_figures

SUPPORT = [
    {"kind": "support", "name": "left", "mean": 0.587, "sd": 0.07, "p10": 0.5, "p90": 0.67},
    {"kind": "support", "name": "unaligned", "mean": 0.2, "sd": 0.06, "p10": 0.13, "p90": 0.28,
     "typed": 0.25},
]  # fmt: skip


def without(piece: str, mean: float, moved: float, name: str = "left") -> dict[str, Any]:
    return {"kind": "without", "evidence": piece, "name": name, "mean": mean, "sd": 0.07,
            "moved": moved}  # fmt: skip


def unseen(evidence: str, name: str = "support.left") -> dict[str, Any]:
    return {"kind": "value", "evidence": evidence, "contest": "c0", "name": name, "mean": 0.6,
            "sd": 0.066, "moved": -0.006}  # fmt: skip


def test_support_has_its_range_and_what_is_typed_in_its_place() -> None:
    (figure,) = fit_figures(table("fit", *SUPPORT), names())
    assert "Left 59% (50–67%) and Unaligned 20% (13–28%), typed 25%" in figure.alt
    assert [(row["low"], row["value"], row["high"]) for row in values(figure)] == [
        (0.5, 0.587, 0.67), (0.13, 0.2, 0.28),
    ]  # fmt: skip
    assert "59% (50–67%)" in texts(*sound([figure]))


def test_evidence_is_ranked_by_how_far_it_moves_each_faction() -> None:
    rows = [
        without("nec_2016", 0.6, -0.02), without("cac_2017", 0.54, 0.04),
        without("nec_2016", 0.25, 0.01, "right"), without("cac_2017", 0.3, -0.04, "right"),
    ]  # fmt: skip
    figures = list(fit_figures(table("fit", *rows), names()))
    assert [each.name for each in figures] == ["evidence-1", "evidence-2"]
    assert "Support of Left is 58.0% with all evidence" in figures[0].alt
    assert "without cac 2017 54.0%, +4.0 points and without nec 2016 60.0%, −2.0" in figures[0].alt
    assert "Support of Right is 26.0%" in figures[1].alt
    first = [(row["without"], row["with"]) for row in values(figures[0]) if "without" in row][:2]
    assert first == [pytest.approx((0.54, 0.58)), pytest.approx((0.6, 0.58))]
    sound(figures)


def test_of_much_evidence_the_rest_is_counted() -> None:
    rows = [without(f"poll_{k}", 0.5, 0.001 * (k + 1)) for k in range(20)]
    (figure,) = fit_figures(table("fit", *rows), names())
    assert len({row["row"] for row in values(figure) if "without" in row}) == 12
    assert figure.alt.endswith("16 others move it no further.")


def test_evidence_not_yet_seen_says_how_wide_support_is_now_and_then() -> None:
    rows = [unseen("poll size=1000"), unseen("poll size=1000", "control.left")]
    (figure,) = fit_figures(table("fit", *rows), names())
    assert figure.title == "What would be narrowed by poll size=1000"
    assert "support of Left: ±6.6 → ±6.0 points" in figure.alt
    assert "control" not in figure.alt
    both = fit_figures(table("fit", unseen("poll size=1000"), unseen("poll size=9")), names())
    assert "poll size=9: support of Left" in sound(list(both))[0]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_drawn_as_they_are(name: str) -> None:
    rows = [*SUPPORT, without(name, 0.5, 0.1), without("b", 0.5, 0.1), unseen(name), unseen("b")]
    figures = list(fit_figures(table("fit", *rows), names(left=name)))
    assert len(figures) == 3
    sound(figures)


def test_an_empty_table_has_no_figure() -> None:
    assert not list(fit_figures(table("fit"), names()))
