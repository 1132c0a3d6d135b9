"""All checks across keys: what no single key can tell."""

from __future__ import annotations

from collections.abc import Iterator

from necsim.scenario.check_committee import check_committee
from necsim.scenario.check_contest import check_contest
from necsim.scenario.check_evidence import check_evidence
from necsim.scenario.check_support import check_support
from necsim.scenario.draft import Path, address, suggest
from necsim.scenario.inputs import inputs
from necsim.scenario.keys import full_path
from necsim.scenario.model import Scenario
from necsim.scenario.problem import Problem


def check(scenario: Scenario, known: frozenset[Path]) -> Iterator[Problem]:
    """Check a scenario; `known` are the paths its files set, before any entry was withdrawn."""
    if not scenario.contests:
        yield Problem(("contests",), "there is no contest", "add [contests.<id>]")
    yield from check_support(scenario)
    factions = tuple(scenario.factions)
    for id_, contest in scenario.contests.items():
        yield from check_contest(("contests", id_), contest, factions)
    if scenario.committee is not None:
        yield from check_committee(scenario, scenario.committee)
    yield from check_evidence(scenario)
    yield from _reasons(scenario, known)


def _reasons(scenario: Scenario, known: frozenset[Path]) -> Iterator[Problem]:
    """Report reasons for addresses that are not there."""
    told = {key: full_path(key, scenario.contests) for key in scenario.why}
    unset = {key: path for key, path in told.items() if path not in known or path[0] == "why"}
    if not unset:
        return
    paths = {path for path in known if path[0] != "why"}
    for path, _, _ in inputs(scenario):
        paths.update(path[:end] for end in range(1, len(path) + 1))
    for key, path in unset.items():
        if path not in paths:
            near = suggest(address(path), map(address, sorted(paths)), "give a reason for what is")
            yield Problem(("why", key), "there is no such address", near)
