"""Small tables of studies, names that want to break a page, and what a figure draws."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree import ElementTree

import polars as pl

from necsim.columns import STUDY_TABLES, dtype
from necsim.plan.labels import CandidateLabel, ContestLabels, Labels, SlateLabel
from necsim.report.charts.figure import Figure, inline_svg
from necsim.report.words.names import Names

N = 10_000
HOSTILE = ("=1+1\"'><script>alert(1)</script> <b>& Co", "Long " * 60, "W" * 300)
_PEOPLE = (CandidateLabel("dar", "Yasmine Dar", ("left",), "left"),
           CandidateLabel("izzard", "Eddie Izzard", ("right",), "right"))  # fmt: skip


def contest(id_: str, name: str) -> ContestLabels:
    slates = (SlateLabel("left", "Reds", "left"), SlateLabel("right", "Blues", "right"))
    return ContestLabels(id=id_, name=name, rule="block", seats=3, votes=3, candidates=_PEOPLE,
                         slates=slates, has_minimums=False)  # fmt: skip


def names(left: str = "Left", right: str = "Right", contests: int = 1) -> Names:
    labels = Labels(
        scenario="tiny",
        title="Tiny",
        factions={"left": left, "right": right},
        coalitions={},
        contests=tuple(contest(f"c{k}", f"Section {k}") for k in range(contests)),
        has_committee=True,
    )
    colours = {"left": "#D55E00", "right": "#0072B2", "independent": "#808080", "nobody": "#A0A0A0"}
    return Names(labels, colours, "20 of 39")


def table(study: str, *rows: Mapping[str, Any], **keys: Any) -> pl.DataFrame:
    """Fill a study's table; what a row leaves out is null, and `keys` (types) lead it."""
    schema = {each.name: getattr(pl, dtype(each)) for each in STUDY_TABLES[study].columns}
    return pl.DataFrame([dict(row) for row in rows], schema={**keys, **schema}, orient="row")


def chance(p: float) -> dict[str, float]:
    error = (p * (1 - p) / N) ** 0.5 or 0.00014
    low, high = max(0.0, p - 1.96 * error), min(1.0, p + 1.96 * error)
    return {"p": p, "p_se": error, "p_lo": low, "p_hi": high, "n": N}


def apart(diff: float, half: float) -> dict[str, float]:
    return {"diff": diff, "diff_lo": diff - half, "diff_hi": diff + half}


def values(figure: Figure) -> list[dict[str, Any]]:
    """Give all rows that a chart draws, layer by layer."""
    return list(_values(figure.chart.to_dict(validate=False)))


def _values(part: object) -> Iterator[dict[str, Any]]:
    if isinstance(part, dict):
        for key, inner in part.items():
            if key == "data" and isinstance(inner, dict) and "values" in inner:
                yield from inner["values"]
            elif key == "datasets":
                for rows in inner.values():
                    yield from rows
            else:
                yield from _values(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _values(inner)


def sound(figures: list[Figure]) -> list[str]:
    """Draw figures twice: XML with no element but SVG's, the same bytes, names of their own."""
    assert len({figure.name for figure in figures}) == len(figures)
    drawn = [inline_svg(figure) for figure in figures]
    assert drawn == [inline_svg(figure) for figure in figures]
    for figure, each in zip(figures, drawn, strict=True):
        root = ElementTree.fromstring(each)
        tags = {element.tag.rpartition("}")[2] for element in root.iter()}
        assert tags <= {"svg", "g", "path", "text", "tspan", "rect", "line", "defs", "clipPath"}
        assert root.get("aria-label") == figure.alt
        assert figure.alt.endswith(".")
        assert len(figure.title) < 120
        width = float((root.get("viewBox") or "").split()[2])
        assert width < 640, figure.name
    return drawn


def texts(drawn: str) -> list[str]:
    """Give the texts of a drawing, the lines of a text as parts of their own."""
    root = ElementTree.fromstring(drawn)
    return [element.text for element in root.iter() if element.text and element.text.strip()]
