r"""Names in a BLT file: in quotes or one a line; quotes within as ``\"``, ``""`` or bare."""

from __future__ import annotations

import re
from collections.abc import Sequence

from necsim.count.files import misread, shown, tidy

# After the names come a title, a source and a comment, each if there is one.
_MOST_AFTER = 3
_QUOTED = r'"((?:[^"\\]|\\.)*+)"'
_ROW = re.compile(rf"{_QUOTED}(?:\s++{_QUOTED})*+\s*+(?:\#.*)?")
_NAME = re.compile(_QUOTED)
_BARE = re.compile(r'"(.*)"\s*(?:\#.*)?')
_NUMBERS = re.compile(r"[\d\s=-]+")
_COMMENT = re.compile(r"(?:^|\s)\#.*")
_ESCAPED = re.compile(r'\\(["\\])|""')


def read_names(lines: Sequence[str], first: int, candidates: int) -> tuple[tuple[str, ...], str]:
    """Read so many names, and the title; `first` is the number of the first line.

    A MisreadError where there are too few or too many, or something else than names.
    """
    rows = [(first + place, _strings(line.strip())) for place, line in enumerate(lines)]
    rows = [(line, names) for line, names in rows if names]
    for line, names in rows:
        if _NUMBERS.fullmatch(lines[line - first]):
            wrong = f"{shown(names[0])} stands where a name should"
            raise misread(line, wrong, "no ballot stands behind a line that holds 0 alone")
    if 1 < candidates <= len(rows) and all(len(names) > 1 for _, names in rows[:candidates]):
        raise misread(rows[0][0], "several names on each line", "write one name a line")
    found = [tidy(name) for _, names in rows for name in names]
    if not candidates <= len(found) <= candidates + _MOST_AFTER:
        wrong = f"{len(found)} names and titles for {candidates} candidates"
        remedy = "write each name in quotes on a line of its own, then a title"
        raise misread(rows[-1][0] if rows else first, wrong, remedy)
    names = [name or f"Candidate {n}" for n, name in enumerate(found[:candidates], start=1)]
    return tuple(names), "".join(found[candidates : candidates + 1])


def quoted(name: str) -> str:
    r"""Write a name in quotes, with ``\`` before quotes within it."""
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _strings(line: str) -> list[str]:
    """Take the strings of a line: several in quotes, else one, whatever is in it."""
    if _ROW.fullmatch(line):
        return [_unescaped(each) for each in _NAME.findall(line)]
    if bare := _BARE.fullmatch(line):
        return [_unescaped(bare[1])]
    name = _COMMENT.sub("", line).strip().removeprefix('"')
    return [name] if name else []


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: found[1] or '"', text)
