"""What README and docs tell a reader to type, read from the pages themselves."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
# Decisions tell of what was, so commands in them are history.
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
_FENCE = re.compile(r"^```(?P<kind>\w*)\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE)
_SPAN = re.compile(r"`([^`]+)`")


class Block(NamedTuple):
    """A block of code on a page; `kind` is the language it says, if any."""

    page: str
    kind: str
    text: str


class Line(NamedTuple):
    """A command on a page, in a block of code or amid a sentence, without its comment."""

    page: str
    words: tuple[str, ...]
    within: bool

    @property
    def name(self) -> str:
        """Name it in a list of tests."""
        return f"{self.page}: {shlex.join(self.words)}"


def blocks(kind: str | None = None) -> Iterator[Block]:
    """Give the blocks of code of all pages, of one language or of all."""
    for page in PAGES:
        for match in _FENCE.finditer(page.read_text(encoding="utf-8")):
            if kind is None or match["kind"] == kind:
                yield Block(page.name, match["kind"], match["text"])


def lines(program: str) -> list[Line]:
    """Give every call of a program: lines of code, and spans of code amid text, once a page."""
    found: dict[Line, None] = {}
    for block in blocks():
        for line in block.text.splitlines():
            words = shlex.split(line.removeprefix("$ "), comments=True) if program in line else []
            words = words[: words.index("&&")] if "&&" in words else words
            if words[:1] == [program]:
                found[Line(block.page, tuple(words), within=False)] = None
    for page in PAGES:
        text = _FENCE.sub("", page.read_text(encoding="utf-8"))
        for span in _SPAN.findall(text):
            words = span.split() if '"' not in span else shlex.split(span)
            if words[0] == program and len(words) > 1:
                found[Line(page.name, tuple(words), within=True)] = None
    return list(found)
