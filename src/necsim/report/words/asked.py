"""What was asked of a study, as a question that its report answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from necsim.report.words.names import Names
from necsim.report.words.numbers import listed
from necsim.report.words.outcomes import changes_words, is_share, key_words, outcome_words
from necsim.store import Record

_MOST = 3


def question(record: Record, names: Names) -> str:
    """Put in words what was asked."""
    return _QUESTIONS[record["study"]](record["asked"], names)


def value_text(key: str, value: object) -> str:
    """Print a value that an assumption takes: shares as percentages, words as they are."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    return f"{100 * value:.6g}%" if is_share(key) else f"{value:,.6g}".replace("-", "−")


def _sweep(asked: dict[str, Any], names: Names) -> str:
    cells = asked["cells"]
    values = {key: list(dict.fromkeys(cell[key] for cell in cells)) for key in cells[0]}
    varied = [
        f"{key_words(key, names)} {_span(key, taken)}" if len(taken) > 1 else key_words(key, names)
        for key, taken in values.items()
    ]
    return f"How do the chances change with {listed(varied, most=_MOST)}?"


def _span(key: str, values: Sequence[Any]) -> str:
    numeric = all(isinstance(value, int | float) for value in values)
    ends = (min(values), max(values)) if numeric else (values[0], values[-1])
    low, high = (value_text(key, end) for end in ends)
    return (
        f"from {low} to {high}"
        if numeric
        else f"as {listed([str(each) for each in values], most=_MOST)}"
    )


def _compare(asked: dict[str, Any], names: Names) -> str:
    said = [changes_words(other, names) for other in asked["others"]]
    return f"What would change with {_quoted(said, 'or with')}?"


def _drivers(asked: dict[str, Any], names: Names) -> str:
    return f"What moves {_outcomes(asked['of'], names)}?"


def _target(asked: dict[str, Any], names: Names) -> str:
    low, high = (value_text(asked["by"], end) for end in asked["between"])
    return (
        f"Which {key_words(asked['by'], names)}, between {low} and {high}, gives"
        f" {_outcomes([asked['goal']], names)} a chance of {100 * asked['chance']:g}%?"
    )


def _suppose(asked: dict[str, Any], names: Names) -> str:
    return f"Suppose {_outcomes(asked['given'], names)}: what else is so in those worlds?"


def _score(asked: dict[str, Any], names: Names) -> str:
    return f"How good was forecast {asked['run']}, beside what happened?"


def _fit(asked: dict[str, Any], names: Names) -> str:
    said = "What does the evidence say before the vote?"
    if not asked["value_of"]:
        return said
    return f"{said} And what would it add to see {_quoted(asked['value_of'])}?"


def _backtest(asked: dict[str, Any], names: Names) -> str:
    return (
        f"How well would the model have forecast {len(asked['contests'])} contests from what was"
        " known before each?"
    )


def _outcomes(outcomes: Sequence[str], names: Names) -> str:
    return _quoted([outcome_words(each, names) for each in outcomes])


def _quoted(said: Sequence[str], joined: str = "and") -> str:
    return listed([f"“{each}”" for each in said], joined, _MOST)


_QUESTIONS: dict[str, Callable[[dict[str, Any], Names], str]] = {
    "sweep": _sweep,
    "compare": _compare,
    "drivers": _drivers,
    "target": _target,
    "suppose": _suppose,
    "score": _score,
    "fit": _fit,
    "backtest": _backtest,
}
