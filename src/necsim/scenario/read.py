"""Scenario files → one merged draft, bases first."""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path as File
from typing import Any

from necsim.errors import Fault, ScenarioError
from necsim.limits import MOST_EXTENDED, MOST_TOML, LimitError, check_toml, read_within
from necsim.scenario.draft import Draft, shown

DEEPEST_CHAIN = 10
_PLACE = re.compile(r" \(at (line \d+, column \d+|end of document)\)$")


def read_draft(path: str | os.PathLike[str]) -> Draft:
    """Read a scenario file and all it extends; ScenarioError with every fault of the files."""
    draft = Draft(str(path))
    _lay(File(path), (), draft)
    if draft.faults:
        raise ScenarioError(draft.faults)
    return draft


def _lay(file: File, above: tuple[str, ...], draft: Draft) -> None:
    """Lay a file's bases and then the file itself over the draft."""
    tree = read_toml(file, draft.faults)
    draft.files += 1
    if tree is None:
        return
    bases = _bases(file, tree.pop("extends", ()), draft)
    chain = (*above, os.path.realpath(file))
    for base in bases:
        if wrong := _wrong_chain(base, chain, draft.files):
            draft.faults.append(Fault(str(file), "extends", wrong, "extend another file"))
            continue
        _lay(base, chain, draft)
    # A base's own id would send every scenario that extends it to one results folder.
    draft.tree.pop("id", None)
    try:
        draft.merge(tree, str(file))
    except RecursionError:
        draft.faults.append(Fault(str(file), "", "nested too deeply", "write plain tables"))


def _bases(file: File, stated: Any, draft: Draft) -> list[File]:
    """Read `extends`: a string or a list of strings, relative to the file."""
    names = stated if isinstance(stated, list | tuple) else [stated]
    bad = [name for name in names if not isinstance(name, str) or not name]
    for name in bad:
        wrong = f"must name a file, not {shown(name)}"
        draft.faults.append(Fault(str(file), "extends", wrong, 'write extends = "base.toml"'))
    return [] if bad else [File(os.path.normpath(file.parent / name)) for name in names]


def _wrong_chain(base: File, chain: tuple[str, ...], read: int) -> str:
    if os.path.realpath(base.as_posix().replace("\0", "")) in chain:
        return f"{base} extends this file in turn"
    if len(chain) > DEEPEST_CHAIN:
        return f"files extend one another more than {DEEPEST_CHAIN} deep"
    if read > MOST_EXTENDED:
        return f"more than {MOST_EXTENDED} files are extended in all"
    return ""


def read_toml(file: File, faults: list[Fault]) -> dict[str, Any] | None:
    """Read a TOML file; on a fault record it and give None."""
    text = read_text(file, faults, MOST_TOML)
    if text is None:
        return None
    try:
        check_toml(text)
        return tomllib.loads(text)
    except LimitError as error:
        faults.append(Fault(str(file), "", error.wrong, error.remedy))
    except RecursionError:
        faults.append(Fault(str(file), "", "nested too deeply", "write plain tables"))
    except ValueError as error:
        wrong = str(error)
        place = _PLACE.search(wrong)
        where = place[1] if place else ""
        wrong = f"not TOML: {_PLACE.sub('', wrong)}"
        faults.append(Fault(str(file), where, wrong, "mend the line, or the one above it"))
    return None


def read_text(file: File, faults: list[Fault], most: int) -> str | None:
    """Read a UTF-8 file of at most so many bytes, with or without a mark at its start.

    On a fault record it, and give None.
    """
    try:
        return read_within(file, most).decode("utf-8-sig")
    except LimitError as error:
        faults.append(Fault(str(file), "", error.wrong, error.remedy))
    except UnicodeDecodeError as error:
        where = f"line {error.object[: error.start].count(10) + 1}"
        faults.append(Fault(str(file), where, "not UTF-8 text", "save the file as UTF-8"))
    except FileNotFoundError:
        faults.append(Fault(str(file), "", "there is no such file", "check the path"))
    except IsADirectoryError:
        faults.append(Fault(str(file), "", "is a folder", "name a file in it"))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        faults.append(Fault(str(file), "", f"cannot be read: {reason}", "check the path"))
    return None
