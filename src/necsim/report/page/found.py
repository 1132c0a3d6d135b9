"""What a study found, in a few plain sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Any

import polars as pl

from necsim.report.page.cells import CHANCE, difference_text, estimate_text
from necsim.report.page.change import by_fifths, worlds
from necsim.report.words.asked import value_text
from necsim.report.words.names import Names
from necsim.report.words.numbers import capital, chance_text, listed, thousands
from necsim.report.words.outcomes import changes_words, key_words, outcome_words
from necsim.store import Record
from necsim.summary.chance import Z

_STRONGEST = 3
_SCORE = "log score"
_NO_MEAN = {"mean": None, "mean_se": None}
_NONE = {
    "every": "Every value looked at gives that chance or more.",
    "none": "No value looked at gives that chance.",
    "not told": "Simulation error leaves open where it has that chance.",
}
Row = dict[str, Any]


def findings(record: Record, table: pl.DataFrame, names: Names) -> tuple[str, ...]:
    """Say what a study found; no sentence says more than simulation tells."""
    return tuple(_FINDINGS[record["study"]](record, table, names))


def _sweep(record: Record, table: pl.DataFrame, names: Names) -> Iterator[str]:
    keys = list(record["asked"]["cells"][0])
    for (outcome,), rows in table.group_by("outcome", maintain_order=True):
        by = "p" if rows["p"].null_count() < len(rows) else "mean"
        ranked = rows.filter(pl.col(by).is_not_null()).sort(by, maintain_order=True)
        if not ranked.is_empty():
            low, high = (_at(ranked.row(place, named=True), keys, names) for place in (0, -1))
            yield f"{outcome_words(str(outcome), names)}: from {low} to {high}."


def _at(row: Row, keys: list[str], names: Names) -> str:
    setting = (f"{key_words(key, names)} {value_text(key, row[key])}" for key in keys)
    return f"{estimate_text(row)} ({', '.join(setting)})"


def _compare(record: Record, table: pl.DataFrame, names: Names) -> Iterator[str]:
    for (alternative,), rows in table.group_by("alternative", maintain_order=True):
        name = capital(changes_words(str(alternative), names))
        told = rows.filter(pl.col("verdict").is_in(["higher", "lower"]))
        if told.is_empty():
            yield f"{name}: no outcome changes by more than simulation error tells."
        else:
            yield f"{name}: {'; '.join(_differences(told, names))}."


def _differences(rows: pl.DataFrame, names: Names) -> list[str]:
    """Say the largest differences; chances of control go first."""
    is_control = pl.col("outcome").str.starts_with("control.")
    ranked = rows.sort(~is_control, -pl.col("diff").abs(), maintain_order=True)
    return [
        f"{outcome_words(row['outcome'], names)}: {difference_text(row)}, to {estimate_text(row)}"
        for row in ranked.head(_STRONGEST).iter_rows(named=True)
    ]


def _drivers(record: Record, table: pl.DataFrame, names: Names) -> Iterator[str]:
    for row in table.filter(kind="base").iter_rows(named=True):
        said = outcome_words(row["outcome"], names)
        yield f"{said}: {estimate_text(row)} as things stand."
        own = table.filter(outcome=row["outcome"])
        told = own.filter((pl.col("diff_lo") > 0) | (pl.col("diff_hi") < 0), kind="tornado")
        ranked = told.sort(-pl.col("diff").abs(), maintain_order=True)
        for each in ranked.head(_STRONGEST).iter_rows(named=True):
            value = value_text(each["driver"], float(f"{each['value']:.3g}"))
            where = f"{capital(key_words(each['driver'], names))} at {value}"
            yield f"{where} instead of as stated: {estimate_text(each)}."
        shares = own.filter(pl.col("share") > 0, kind="share").sort("share", descending=True)
        if largest := [f"{each['driver']} {each['share']:.0%}" for each in shares.to_dicts()]:
            yield f"Where its variance is from: {listed(largest, most=_STRONGEST)}."
    yield from by_fifths(table, names)


def _target(record: Record, table: pl.DataFrame, names: Names) -> Iterator[str]:
    for row in table.iter_rows(named=True):
        here = estimate_text(row | _NO_MEAN)
        if row["value"] is None:
            yield f"{_NONE[row['found']]} At the end nearest to it the chance is {here}."
            continue
        value, low, high = (_rounded(row, each) for each in ("value", "value_lo", "value_hi"))
        yield (
            f"{capital(key_words(row['key'], names))}: {row['found']} {value}, where the chance is"
            f" {here}. Simulation error leaves {low} to {high} open."
        )
        if row["members"] is not None:
            members = thousands(float(format(row["members"], ".2g")))
            yield f"That is about {members} voting members."


def _rounded(row: Row, name: str) -> str:
    """Print as many digits as the interval's width supports."""
    width = row["value_hi"] - row["value_lo"]
    places = 4 if width < 0.002 else 3 if width < 0.05 else 2
    return value_text(row["key"], round(row[name], places))


def _suppose(record: Record, table: pl.DataFrame, names: Names) -> Iterator[str]:
    given = record["given"]
    p, p_se, low, high = (given[key] for key in CHANCE)
    yield (
        f"That is so in {worlds(p, low, high)} ({chance_text(p, p_se, low, high)}):"
        f" {thousands(given['kept'])} of {thousands(given['n'])}. In those:"
    )
    is_told = (pl.col("diff_lo") > 0) | (pl.col("diff_hi") < 0)
    told = table.filter(is_told, pl.col("p").is_not_null())
    yield from (f"{said}." for said in _differences(told, names))


def _score(record: Record, table: pl.DataFrame, names: Names) -> Iterator[str]:
    whole = table.filter(what="contest", measure=_SCORE)
    for row in whole.iter_rows(named=True):
        where = "" if len(whole) == 1 else f"{names.contest(row['contest']).name}: "
        yield (
            f"{where}The forecast gave the seats as they fell a chance of"
            f" {100 * row['forecast']:.2g}%. Its log score is {row['value']:.2f}, against"
            f" {row['even_odds']:.2f} at even odds; lower is better."
        )


def _fit(record: Record, table: pl.DataFrame, names: Names) -> Iterator[str]:
    for row in table.filter(kind="support").iter_rows(named=True):
        yield (
            f"{names.holder(row['name'])}: support of {row['mean']:.0%}, give or take"
            f" {100 * row['sd']:.0f} points; eight chances in ten that it is between"
            f" {row['p10']:.0%} and {row['p90']:.0%}."
        )
    values = table.filter(pl.col("name").str.starts_with("support."), kind="value")
    for evidence, rows in groupby(values.iter_rows(named=True), key=lambda row: row["evidence"]):
        narrowed = [
            f"{key_words(row['name'], names)} from give or take {100 * row['sd']:.1f} points to"
            f" {100 * (row['sd'] + row['moved']):.1f}"
            for row in rows
        ]
        yield f"“{evidence}” would narrow {listed(narrowed, most=_STRONGEST)}."


def _backtest(record: Record, table: pl.DataFrame, names: Names) -> Iterator[str]:
    against = table.filter(pl.col("what").str.starts_with("less "), measure=_SCORE)
    for (mode,), rows in against.group_by("mode", maintain_order=True):
        said = [
            f"a {row['verdict']} against {row['what'].removeprefix('less ')}"
            f" ({_apart(row)} over {row['contests']} contests)"
            for row in rows.iter_rows(named=True)
        ]
        told = listed(said, most=_STRONGEST)
        yield f"{capital(str(mode))}: by the log score of the seats, {told}."


def _apart(row: Row) -> str:
    return f"{row['value']:+.2f} ±{Z * row['se']:.2f}".replace("-", "−")


_FINDINGS: dict[str, Callable[[Record, pl.DataFrame, Names], Iterable[str]]] = {
    "sweep": _sweep,
    "compare": _compare,
    "drivers": _drivers,
    "target": _target,
    "suppose": _suppose,
    "score": _score,
    "fit": _fit,
    "backtest": _backtest,
}
