"""Every input in force, by address: its value, where it came from, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from pydantic import BaseModel

from necsim.scenario.contest import Contest
from necsim.scenario.draft import Path, address
from necsim.scenario.keys import full_path
from necsim.scenario.model import Origin, Scenario
from necsim.scenario.reference import votes_used

_DEFAULT = Origin("default", "")
# Not assumptions: they say what a scenario is, not what it holds.
_APART = ("format", "id", "title", "note", "why", "evidence")
_STV_ONLY = ("after_slate",)
_FITTED = "as fitted"
_UNALIGNED = "reference.unaligned_give_or_take"


class Assumption(NamedTuple):
    """One input in force; for a default, `source` is the reference value it comes from."""

    key: str
    value: str
    origin: str
    source: str
    why: str


def assumptions(scenario: Scenario) -> list[Assumption]:
    """List every resolved input: what was typed, and each default number in force.

    Empty texts and lists, and names filled in from ids, are left out.
    """
    reasons = {full_path(key, scenario.contests): why for key, why in scenario.why.items()}
    return [_assumption(path, value, scenario, reasons, source)
            for path, value, source in inputs(scenario)]  # fmt: skip


def _assumption(
    path: Path, value: Any, scenario: Scenario, reasons: Mapping[Path, str], source: str
) -> Assumption:
    key = address(path)
    origin = scenario.origins.get(key, _DEFAULT._replace(source=source))
    why = _reason(path, reasons) or _reason(_uncopied(path, scenario), reasons)
    return Assumption(key, written(value), origin.kind, origin.source, why)


def _reason(path: Path, reasons: Mapping[Path, str]) -> str:
    """Find the reason given for a path, or for the nearest table that holds it."""
    nearest = max((len(at) for at in reasons if path[: len(at)] == at), default=0)
    return reasons[path[:nearest]] if nearest else ""


def _uncopied(path: Path, scenario: Scenario) -> Path:
    """Give the path that a copy was written as: minor for minor_3, unless minor itself stands."""
    if len(path) < 4 or path[2] != "candidates":
        return path
    base = path[3].rstrip("0123456789").removesuffix("_")
    standing = scenario.contests[path[1]].candidates
    return path if base in standing else (*path[:3], base, *path[4:])


def inputs(scenario: Scenario) -> Iterator[tuple[Path, Any, str]]:
    """Walk all inputs in force: path, value, and the reference value a default comes from."""
    for name in type(scenario).model_fields:
        if name not in _APART:
            yield from _walk((name,), getattr(scenario, name), scenario)
    stated = scenario.support or scenario.support_from_votes
    if scenario.evidence and scenario.give_or_take is None:
        yield ("give_or_take",), _FITTED, "evidence"
    elif stated and scenario.give_or_take is None:
        yield ("give_or_take",), scenario.reference.unaligned_give_or_take, _UNALIGNED
    for id_, contest in scenario.contests.items():
        yield from _contest_defaults(("contests", id_), contest, scenario)


def _walk(path: Path, value: Any, scenario: Scenario) -> Iterator[tuple[Path, Any, str]]:
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _walk((*path, name), getattr(value, name), scenario)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _walk((*path, key), inner, scenario)
    elif value is not None and not _untyped_words(path, value, scenario):
        yield path, value, ""


def _untyped_words(path: Path, value: Any, scenario: Scenario) -> bool:
    filled_in = value in ("", ()) or path[-1] == "name"
    return filled_in and address(path) not in scenario.origins


def _contest_defaults(
    at: Path, contest: Contest, scenario: Scenario
) -> Iterator[tuple[Path, Any, str]]:
    """Walk what a contest leaves unsaid and the model fills in."""
    if contest.rule == "block" and contest.votes is None:
        yield (*at, "votes"), contest.seats, address((*at, "seats"))
    for faction in {slate.faction: None for slate in contest.slates.values()}:
        for slate, share in contest.slate_shares(faction).items():
            if contest.slates[slate].share is None:
                yield (*at, "slates", slate, "share"), share, ""
    for id_, who in contest.candidates.items():
        if who.appeal is None:
            yield (*at, "candidates", id_, "appeal"), 0.0, ""
    for name, value, source in _behaviour_defaults(contest, scenario):
        if getattr(contest.behaviour, name) is None:
            yield (*at, "behaviour", name), value, source


def _behaviour_defaults(
    contest: Contest, scenario: Scenario
) -> Iterator[tuple[str, float | str, str]]:
    reference = scenario.reference
    for name in ("discipline", "after_slate", "loyalty", "kinship"):
        if contest.rule != "block" or name not in _STV_ONLY:
            yield name, getattr(reference, name), f"reference.{name}"
    spread = f"{reference.discipline_spread:g} on the logit", "reference.discipline_spread"
    fitted = _FITTED, "evidence"
    yield "discipline_give_or_take", *(fitted if scenario.evidence else spread)
    if contest.rule == "block":
        yield "votes_used", votes_used(contest.allowed), "published rates"
    elif contest.behaviour.stop is None:
        yield "preferences", reference.preferences, "reference.preferences"
    appeal = f"{reference.appeal_slate:g} on slates, {reference.appeal_off_slate:g} off"
    typed = appeal, "reference.appeal_slate"
    yield "appeal_give_or_take", *(fitted if scenario.evidence else typed)
    yield "mobilisation", 0.0, ""


def written(value: Any) -> str:
    """Write a value as short text."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return ", ".join(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def input_keys(scenario: Scenario) -> tuple[str, ...]:
    """List the addresses that `--set` takes here, as short as they may be written."""
    prefix = f"contests.{next(iter(scenario.contests))}." if len(scenario.contests) == 1 else ""
    paths = dict.fromkeys(path for path, _, _ in inputs(scenario))
    return tuple(address(path).removeprefix(prefix) for path in paths)
