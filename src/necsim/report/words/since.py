"""The line that says what changed since the last run."""

from __future__ import annotations

from necsim.report.words.verdict import POINTS, size_text
from necsim.studies.since import Changed, Since
from necsim.summary.paired import verdict

_LISTED = 3
_SIGNS = {"higher": "+", "lower": "−"}


def since_text(since: Since) -> str:
    """Say it in one line: "control.left 97.3% (+1.9 ±0.3 points since 8f21aa90: …)"."""
    is_chance = since.outcome.startswith("control.")
    now = f"{100 * since.now:.1f}%" if is_chance else f"{since.now:.2f}"
    found = verdict(since.difference)
    size = size_text(since.difference, POINTS if is_chance else "").strip()
    moved = f"{_SIGNS[found]}{size}" if found in _SIGNS else "no change told"
    return f"{since.outcome} {now} ({moved} since {since.run}: {_what(since.changed)})"


def _what(changed: tuple[Changed, ...]) -> str:
    if not changed:
        return "only the number of replicates differs"
    said = [f"{each.key} {each.before or 'unset'} → {each.after or 'unset'}" for each in changed]
    more = f" and {len(said) - _LISTED} more" if len(said) > _LISTED else ""
    return ", ".join(said[:_LISTED]) + more
