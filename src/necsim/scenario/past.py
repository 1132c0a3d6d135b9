"""A user's own past contests: the folder that `history` names, found and read for faults."""

from __future__ import annotations

import os
from pathlib import Path as File

from necsim.errors import DataError
from necsim.history import read_history
from necsim.scenario.draft import FLAG, Draft

_AT = ("history",)


def find_history(draft: Draft) -> None:
    """Resolve the folder against the file that names it, and report every fault of its tables."""
    stated = draft.get(_AT)
    if not isinstance(stated, str):
        return
    if not stated or "\0" in stated:
        draft.blame(_AT, "names no folder", 'write history = "past", a folder beside the file')
        return
    source = draft.source(_AT)
    folder = File() if source == FLAG else File(source).parent
    draft.tree["history"] = os.path.normpath(folder / stated)
    try:
        read_history(draft.tree["history"])
    except DataError as error:
        draft.faults.extend(error.faults)
