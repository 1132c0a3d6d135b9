"""Candidates who multiply: `copies`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from necsim.limits import MOST_ENTRIES
from necsim.scenario.draft import Draft, Path, Tree, shown

MOST_COPIES = 1_000
_MOST_IN_ALL = 5_000


def write_copies(draft: Draft) -> None:
    """Write `copies = 20` on a candidate `minor` out as minor_1 … minor_20, where it stood."""
    made = 0
    for contest in draft.entries(("contests",)):
        made += _write(draft, ("contests", contest, "candidates"))
        if made > _MOST_IN_ALL:
            wrong = f"hold more than {_MOST_IN_ALL:,} candidates in all"
            draft.blame(("contests",), wrong, "write fewer copies")
            return


def _write(draft: Draft, path: Path) -> int:
    """Write out the copies of one contest; give how many stand there."""
    people = draft.get(path)
    if not isinstance(people, dict):
        return 0
    written: Tree = {}
    for id_, who in people.items():
        for copy, entry in _copies(draft, (*path, id_), who):
            written[copy] = _over(written.get(copy), entry)
        if len(written) > MOST_ENTRIES:
            break  # `refuse_crowds` says so
    # A copy that has an entry of its own keeps what that entry says, wherever it stands.
    for id_ in written.keys() & people.keys():
        written[id_] = _over(written[id_], people[id_])
    draft.get(path[:-1])[path[-1]] = written
    return len(written)


def _copies(draft: Draft, path: Path, who: Any) -> Iterator[tuple[str, Any]]:
    """Give one candidate's copies by id; the candidate alone where none are asked for."""
    stated = who.pop("copies", 1) if isinstance(who, dict) else 1
    if type(stated) is not int or not 1 <= stated <= MOST_COPIES:
        wrong = f"must be a whole number from 1 to {MOST_COPIES}, not {shown(stated)}"
        draft.blame((*path, "copies"), wrong, "write copies = 20")
        stated = 1
    if stated == 1:
        yield path[-1], who
        return
    for number in range(1, stated + 1):
        copy = f"{path[-1]}_{number}"
        draft.move(path, (*path[:-1], copy))
        yield copy, {**who, "name": f"{who.get('name') or path[-1]} {number}"}


def _over(under: Any, over: Any) -> Any:
    """Lay one entry over another."""
    if isinstance(under, dict) and isinstance(over, dict):
        return {**under, **over}
    return over
