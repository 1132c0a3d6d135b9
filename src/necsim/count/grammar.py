"""The words of a BLT file before its names, and how one ballot is read from them."""

from __future__ import annotations

import re

from necsim.count.files import shown
from necsim.count.verdicts import Mark

# Possessive throughout: what cannot be read is found out in one pass.
_GAP = r"(?>\s++|\#[^\n]*+|/\*(?s:.*?)\*/)"
_STOP = r"(?=[\s\#]|/\*|\Z)"
_MARK = rf"(?:[1-9]\d{{0,8}}+(?=[\s\#=)/]|\Z)|-{_STOP}|[=()])"
_BEGUN = rf"{_GAP}*+(?:\([^()\n]*+\){_GAP}*+)?+([1-9]\d{{0,8}}+){_STOP}((?:{_GAP}*+{_MARK})*+)"

HEAD = re.compile(rf"{_GAP}*+(\d{{1,9}}+){_GAP}++(\d{{1,9}}+){_STOP}", re.ASCII)
WITHDRAWN = re.compile(rf"{_GAP}*+-(\d{{1,9}}+){_STOP}", re.ASCII)
# A ballot, with an id or without: how many papers, what they say, a 0.
BALLOT = re.compile(rf"{_BEGUN}{_GAP}++0{_STOP}", re.ASCII)
# What was read of a ballot, if it was begun, and the word at which it ends.
UNREAD = re.compile(rf"(?:{_BEGUN})?+{_GAP}*+(\S*+)", re.ASCII)
# The 0 after the last ballot.
ENDED = re.compile(rf"{_GAP}*+0{_STOP}(?![ \t]*+\d)", re.ASCII)
REMEDY = "a ballot is a number of papers, then numbers of candidates, then 0"

_COMMENT = re.compile(r"\#[^\n]*|/\*(?s:.*?)\*/")
_GROUP = re.compile(r"\(([\d\s]*)\)")
_EQUALS = re.compile(r"\s*=\s*")


def read_marks(text: str, candidates: int) -> list[Mark]:
    """Read the preferences of one ballot, skipped and equal ones among them.

    A ValueError says what cannot be read.
    """
    text = _GROUP.sub(lambda group: f" {'='.join(group[1].split())} ", without_comments(text))
    return [_mark(word, candidates) for word in _EQUALS.sub("=", text).split()]


def _mark(word: str, candidates: int) -> Mark:
    if word == "-":
        return None
    parts = word.split("=")
    if not all(map(str.isdecimal, parts)):
        raise ValueError(f"cannot read {shown(word)} in a ballot")
    numbers = tuple(map(int, parts))
    if max(numbers) > candidates:
        raise ValueError(nobody(max(numbers), candidates))
    return numbers if len(numbers) > 1 else numbers[0]


def without_comments(text: str) -> str:
    """Leave out comments; the lines stay as many."""
    return _COMMENT.sub(lambda found: "\n" * found[0].count("\n") or " ", text)


def nobody(number: int, candidates: int) -> str:
    """Say that there is no candidate of this number."""
    return f"names candidate {number}, but the first line says there are {candidates}"
