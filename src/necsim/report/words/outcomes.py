"""Outcomes, events and assumptions in plain words, with names in the place of ids."""

from __future__ import annotations

from collections.abc import Mapping

from necsim.columns import family
from necsim.errors import UsageError
from necsim.outcomes import Event, Outcome, parse_measure
from necsim.outcomes.words import KINDS, Condition
from necsim.plan.labels import NOBODY, ContestLabels
from necsim.report.words.names import Names
from necsim.report.words.numbers import capital, thousands
from necsim.scenario.behaviour import UNALIGNED
from necsim.scenario.contest import INDEPENDENT

_NEGATED = {">=": "<", "<=": ">", ">": "<=", "<": ">=", "==": "!=", "!=": "=="}
_BOUNDS = {
    ">=": "at least",
    "<=": "at most",
    ">": "more than",
    "<": "less than",
    "==": "exactly",
    "!=": "other than",
}
_NOUNS = {
    "seats": "seats of {}",
    "votes": "votes of {}",
    "share": "share of votes of {}",
    "margin": "margin of the last seat",
    "stage": "stage at which {} is elected",
    "ballots": "valid ballots",
    "exhausted": "exhausted votes",
    "support": "support of {}",
    "discipline": "discipline of {}",
    "appeal": "appeal of {}",
    "committee": "committee seats of {}",
    "shift": "shift of the sitting seats",
}
# Bare events and candidates: so, and not so.
_CLAUSES = {
    "control": ("{} controls the committee", "{} does not control the committee"),
    "elected": ("{} is elected", "{} is not elected"),
    "last_in": ("{} has the last seat", "{} does not have the last seat"),
    "first_out": ("{} just misses a seat", "{} does not just miss a seat"),
    "minimum_acted": ("a minimum passes somebody over", "no minimum passes anybody over"),
    "minimum_changed": ("minimums change who is elected", "minimums change nothing"),
}
# What leads an assumption's address, and says nothing to a reader.
_SILENT = ("behaviour", "contests")
_OWNED = ("candidates", "slates", "segments", "factions")


def outcome_words(text: str, names: Names) -> str:
    """Put an outcome in words, as "Left wins at least 3 seats"; what is no outcome stays as it is.

    Contests are named where there are several.
    """
    try:
        measure = parse_measure(text, names.labels, "ballots")
    except UsageError:
        return text
    if isinstance(measure, Outcome):
        return capital(_noun(measure, names))
    return _event(measure, names)


def key_words(key: str, names: Names) -> str:
    """Put the address of an assumption or an input in words, as "support of Left"."""
    try:
        measure = parse_measure(key, names.labels, "ballots")
    except UsageError:
        return _assumption(key, names)
    return _noun(measure, names) if isinstance(measure, Outcome) else key


def changes_words(text: str, names: Names) -> str:
    """Put what an alternative changes in words, as "turnout 10%"; a name of its own stays."""
    changes = [each.partition("=") for each in text.split()]
    if not changes or not all(sign and value for _, sign, value in changes):
        return text
    return ", ".join(
        f"{key_words(key, names)} {value_words(key, value)}" for key, _, value in changes
    )


def value_words(key: str, value: object) -> str:
    """Print a value of an assumption; one that is a share as a percentage."""
    try:
        number = float(str(value))
    except ValueError:
        return str(value)
    return _bound(number, is_share(key))


def is_share(key: str) -> bool:
    """Tell whether an assumption's values are shares, which a reader knows as percentages."""
    parts = key.split(".")
    while parts and parts[0] in _SILENT:
        parts = parts[2:] if parts[0] == "contests" else parts[1:]
    return bool(parts) and KINDS.get(parts[0]) == "share"


def _event(event: Event, names: Names) -> str:
    return capital(" and ".join(_condition(each, names) for each in event.conditions))


def _condition(condition: Condition, names: Names) -> str:
    outcome = condition.outcome
    sign = _NEGATED.get(condition.sign, "") if condition.negated else condition.sign
    where = _where(outcome, names)
    if clauses := _CLAUSES.get(outcome.family):
        denied = sign == "!=" or (not sign and condition.negated)
        return clauses[denied].format(_whose(condition, names)) + where
    if outcome.family == "seats":
        return _seats(sign, round(condition.bound), _owner(outcome, names)) + where
    bound = _bound(condition.bound, outcome.kind == "share")
    return f"{_noun(outcome, names)} {_BOUNDS[sign]} {bound}"


def _seats(sign: str, bound: int, owner: str) -> str:
    """Say how many seats somebody wins; independents are several."""
    several = owner.lower() == INDEPENDENT
    who = f"{owner}s win" if several else f"{owner} wins"
    if bound == 0 and sign in ("==", "<="):
        return f"{who} no seat"
    if (bound, sign) in ((0, "!="), (0, ">"), (1, ">=")):
        return f"{who} a seat"
    said = "fewer than" if sign == "<" else _BOUNDS[sign]
    return f"{who} {said} {bound} seat{'' if bound == 1 else 's'}"


def _whose(condition: Condition, names: Names) -> str:
    outcome = condition.outcome
    if outcome.kind != "candidate":
        return _owner(outcome, names)
    standing = list(names.candidates(outcome.column.split(".")[1]).values())
    return standing[round(condition.bound)]


def _noun(outcome: Outcome, names: Names) -> str:
    said = _NOUNS.get(outcome.family, outcome.family.replace("_", " "))
    return said.format(_owner(outcome, names)) + _where(outcome, names)


def _owner(outcome: Outcome, names: Names) -> str:
    """Name the faction, slate or candidate that an outcome is of; empty if it is of none."""
    _, *parts = outcome.column.split(".")
    if not parts:
        return ""
    if _has_contest(outcome):
        return _named(parts[1], names, parts[0]) if len(parts) > 1 else ""
    return _named(parts[0], names, "")


def _where(outcome: Outcome, names: Names) -> str:
    """Name an outcome's contest, where there are several."""
    if len(names.labels.contests) < 2 or not _has_contest(outcome):
        return ""
    return f" ({names.contest(outcome.column.split('.')[1]).name})"


def _has_contest(outcome: Outcome) -> bool:
    return ".<contest>" in family(outcome.column).pattern


def _named(id_: str, names: Names, contest: str) -> str:
    return _known(id_, names, contest) or _spaced(id_)


def _known(id_: str, names: Names, contest: str) -> str:
    """Name a holder, or whoever stands in a contest; empty for an id that nobody has."""
    if id_ in {*names.labels.holders, *names.labels.coalitions, NOBODY}:
        return names.holder(id_)
    here = [each for each in names.labels.contests if each.id == contest]
    people: Mapping[str, str] = names.candidates(contest) if here else {}
    slates = {slate.id: slate.name for each in here for slate in each.slates}
    return people.get(id_) or slates.get(id_) or ("the unaligned" if id_ == UNALIGNED else "")


def _assumption(key: str, names: Names) -> str:
    """Put the address of an assumption in words: what it is, whose, and in which contest."""
    parts, contest = key.split("."), _only(names)
    if parts[0] == "contests" and len(parts) > 2:
        contest, parts = parts[1], parts[2:]
    stated = "" if contest in ("", _only(names)) else f" ({_contest_name(contest, names)})"
    parts = [part for part in parts if part not in _SILENT]
    if parts == ["committee", "shift"]:
        return _NOUNS["shift"]
    if len(parts) > 2 and parts[0] in _OWNED:
        return f"{' '.join(map(_spaced, parts[2:]))} of {_named(parts[1], names, contest)}{stated}"
    if len(parts) > 1 and (whose := _known(parts[-1], names, contest)):
        return f"{' '.join(map(_spaced, parts[:-1]))} of {whose}{stated}"
    return ", ".join(map(_spaced, parts)) + stated if parts else key


def _only(names: Names) -> str:
    contests = names.labels.contests
    return contests[0].id if len(contests) == 1 else ""


def _contest_name(id_: str, names: Names) -> str:
    found: list[ContestLabels] = [each for each in names.labels.contests if each.id == id_]
    return found[0].name if found else _spaced(id_)


def _bound(number: float, share: bool) -> str:
    if share:
        return f"{100 * number:.6g}%".replace("-", "−")
    return thousands(number) if abs(number) >= 1_000 else f"{number:.6g}".replace("-", "−")


def _spaced(id_: str) -> str:
    return id_.replace("_", " ")
