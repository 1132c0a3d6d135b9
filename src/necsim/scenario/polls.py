"""Polls on the command line: `--poll "size=1000 asks=votes left=45% centre_right=32%"`."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from typing import Any

from necsim.errors import UsageError
from necsim.scenario.draft import FLAG, Draft
from necsim.scenario.evidence import Poll
from necsim.scenario.keys import read_value

_SUCH = 'as in --poll "size=1000 asks=votes left=45% centre_right=32%"'


def read_polls(texts: Iterable[str]) -> list[tuple[str, Any]]:
    """Read polls as changes to a scenario; what is no key of a poll is a slate or faction."""
    return [(f"evidence.poll_{k}", read_poll(text)) for k, text in enumerate(texts, start=1)]


def read_poll(text: str, flag: str = "--poll") -> dict[str, Any]:
    """Read the keys and shares of one poll."""
    poll: dict[str, Any] = {"kind": "poll"}
    shares: dict[str, Any] = {}
    for key, value in key_values(text, flag):
        (poll if key in Poll.model_fields else shares)[key] = value
    missing = [key for key in ("size", "asks") if key not in poll]
    if missing:
        raise UsageError(f"{flag} {text!r}: state {' and '.join(missing)}, {_SUCH}")
    return {**poll, "shares": shares} if shares else poll


def key_values(text: str, flag: str) -> list[tuple[str, Any]]:
    """Split a text into pairs of key and value."""
    try:
        parts = [part.partition("=") for part in shlex.split(text)]
    except ValueError as error:
        raise UsageError(f"{flag} {text!r}: {str(error).lower()}; close the quotes") from None
    if not parts or not all(key and equals and value for key, equals, value in parts):
        raise UsageError(f"{flag} {text!r}: write key=value pairs, {_SUCH}")
    return [(key, read_value(value)) for key, _, value in parts]


def blame_polls(draft: Draft) -> None:
    """Refuse a poll from a flag beside typed support, which would stand in its place."""
    typed = [key for key in ("support", "support_from_votes") if draft.get((key,))]
    for id_, piece in draft.entries(("evidence",)).items():
        if (
            typed
            and piece.get("kind") == "poll"
            and draft.sources.get(("evidence", id_, "kind")) == FLAG
        ):
            wrong = f"{typed[0]} is typed, and would stand in the place of what a poll says"
            remedy = f"take [{typed[0]}] out of the file, or leave the poll out and --set support"
            draft.blame(("evidence", id_), wrong, remedy)
