"""Files and flags → a checked scenario, or every fault at once."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path as File
from typing import Any

from pydantic import ValidationError

from necsim.errors import ScenarioError
from necsim.scenario.checks import check
from necsim.scenario.copies import write_copies
from necsim.scenario.crowds import refuse_crowds
from necsim.scenario.draft import FLAG, Draft, Path, address
from necsim.scenario.entries import withdraw_entries
from necsim.scenario.evidence_tables import lay_evidence
from necsim.scenario.keys import Overrides, apply_overrides, split_overrides
from necsim.scenario.messages import path_of, words_of
from necsim.scenario.model import Origin, Scenario
from necsim.scenario.past import find_history
from necsim.scenario.polls import blame_polls
from necsim.scenario.read import read_draft
from necsim.scenario.tables import lay_tables

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}")
# What stands in for a missing or faulty value, so that the rest can still be checked.
_STAND_INS: dict[str, Any] = {
    "format": 1, "rule": "block", "seats": 1, "electorate": 0, "turnout": 0.5, "faction": "",
    "tag": "", "at_least": 1, "kind": "result", "size": 1, "asks": "votes",
}  # fmt: skip
_ROUNDS = 8
# Each fault is held against all others; who has more is told the rest when these are mended.
_MOST_FAULTS = 200


def load_scenario(path: str | os.PathLike[str], overrides: Overrides = None) -> Scenario:
    """Read a scenario file with all it extends; ScenarioError with every fault at once.

    `overrides`: a mapping such as {"support.left": 0.45}, or texts such as "support.left=45%" and
    pairs such as ("support.left", 0.45), mixed as they come.
    """
    return resolve(read_draft(path), overrides)


def make_scenario(
    tree: Mapping[str, Any], overrides: Overrides = None, name: str = "scenario"
) -> Scenario:
    """Make a scenario of a mapping with the keys of a scenario file."""
    return resolve(make_draft(tree, name), overrides)


def make_draft(tree: Mapping[str, Any], name: str = "scenario") -> Draft:
    """Make the draft of a mapping with the keys of a scenario file."""
    draft = Draft(name)
    draft.merge(tree, name)
    if draft.tree.pop("extends", None) is not None:
        draft.blame(("extends",), "can only be set in a file", "use load_scenario")
    return draft


def resolve(draft: Draft, overrides: Overrides = None) -> Scenario:
    """Apply overrides, tables, copies and withdrawals to a draft, and check what comes out."""
    draft = draft.copy()
    files, others = split_overrides(draft, overrides)
    apply_overrides(draft, files)
    lay_tables(draft)
    lay_evidence(draft)
    apply_overrides(draft, others)
    refuse_crowds(draft)
    find_history(draft)
    blame_polls(draft)
    known = frozenset(draft.sources)
    write_copies(draft)
    refuse_crowds(draft)
    withdraw_entries(draft)
    _name(draft)
    scenario, broken = _validate(draft)
    if scenario is not None:
        for problem in check(scenario, known):
            touched = (problem.path, *problem.needs)
            if not any(_overlap(path, bad) for path in touched for bad in broken):
                draft.blame(problem.path, problem.wrong, problem.remedy)
    if scenario is None or draft.faults:
        raise ScenarioError(dict.fromkeys(draft.faults))
    scenario._origins.update(_origins(draft))
    return scenario


def _name(draft: Draft) -> None:
    """Fill in the names that default to ids, and the id that defaults to the file's name."""
    id_ = draft.tree.setdefault("id", File(draft.file).stem)
    if isinstance(id_, str) and not _ID.fullmatch(id_):
        wrong = f"{id_!r} cannot be a scenario's id"
        draft.blame(("id",), wrong, "it names a folder: use letters, digits, _ and -, at most 100")
    draft.tree.setdefault("title", id_)
    contests = draft.entries(("contests",))
    named = [draft.entries(("factions",)), contests]
    named += [draft.entries(("contests", c, t)) for c in contests for t in ("slates", "candidates")]
    for entries in named:
        for entry_id, entry in entries.items():
            entry.setdefault("name", entry_id)


def _validate(draft: Draft) -> tuple[Scenario | None, list[Path]]:
    """Build the model; what is faulty is reported, replaced by a stand-in and passed over."""
    broken: list[Path] = []
    for _ in range(_ROUNDS):
        try:
            return Scenario.model_validate(draft.tree), broken
        except ValidationError as errors:
            for error in errors.errors(include_url=False)[:_MOST_FAULTS]:
                path = path_of(error)
                if not any(_overlap(path, bad) for bad in broken if len(bad) <= len(path)):
                    draft.blame(path, *words_of(error))
                broken.append(path)
                _mend(draft, path, error["type"])
    return None, broken


def _mend(draft: Draft, path: Path, kind: str) -> None:
    """Put something that passes in place of what does not."""
    table = draft.get(path[:-1])
    if not path or not isinstance(table, dict):
        return
    if kind in ("union_tag_not_found", "union_tag_invalid", "extra_forbidden"):
        table.pop(path[-1], None)
    elif kind in ("model_type", "model_attributes_type"):
        table[path[-1]] = {}
    elif path[-1] in _STAND_INS and table.get(path[-1]) != _STAND_INS[path[-1]]:
        table[path[-1]] = _STAND_INS[path[-1]]
    else:
        table.pop(path[-1], None)


def _overlap(one: Path, other: Path) -> bool:
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]


def _origins(draft: Draft) -> dict[str, Origin]:
    return {
        address(path): Origin("flag" if source == FLAG else "file", source)
        for path, source in draft.sources.items()
    }
