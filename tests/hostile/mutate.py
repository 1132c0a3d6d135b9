"""Files that somebody has spoilt: each says whether it must be refused."""

from __future__ import annotations

import gzip
import random
import re
from collections.abc import Callable
from typing import NamedTuple

# What makes trouble wherever it lands: formulas, paths, markup, numbers out of range, odd letters.
NASTY = (
    *("=1+1", "+1", "-1", "@x", "../../etc/x", "/etc/passwd", "<script>", "{{1}}", "%s%n", "'\""),
    *("1e309", "nan", "inf", "-0", "9" * 40, "1" * 400, "0x10", "1_0", "١", "½", "1e-400"),
    *(
        "\0",
        "\ufeff",
        "\u202e",
        "\ud7ff",
        "é" * 50,
        "true",
        "[]",
        "{}",
        '""',
        "a" * 5_000,
        "\r",
        "\t",
    ),
    *("#", "=", ".", "[", "]]", '"', "'''", "9999-12-31", "0000-00-00", "2018-02-30", "-" * 50),
)
_WORD = re.compile(rb"[A-Za-z0-9_.]+")


class Spoilt(NamedTuple):
    """What a file became, and whether that can be no file of its kind."""

    content: bytes
    is_fault: bool = False


Mutator = Callable[[bytes, random.Random], Spoilt]


def flip(content: bytes, chance: random.Random) -> Spoilt:
    """Change some bytes to others."""
    spoilt = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
    return Spoilt(bytes(spoilt))


def cut(content: bytes, chance: random.Random) -> Spoilt:
    """End early."""
    return Spoilt(content[: chance.randrange(len(content))])


def drop(content: bytes, chance: random.Random) -> Spoilt:
    """Leave out a stretch."""
    start = chance.randrange(len(content))
    return Spoilt(content[:start] + content[start + chance.randint(1, 40) :])


def double(content: bytes, chance: random.Random) -> Spoilt:
    """Say a stretch again."""
    start = chance.randrange(len(content))
    stop = start + chance.randint(1, 200)
    return Spoilt(content[:stop] + content[start:stop] * chance.randint(1, 30) + content[stop:])


def swap_lines(content: bytes, chance: random.Random) -> Spoilt:
    """Put two lines in each other's place."""
    lines = content.splitlines(keepends=True)
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return Spoilt(b"".join(lines))


def replace_word(content: bytes, chance: random.Random) -> Spoilt:
    """Write something nasty in place of a word or number, or another word of the file."""
    words = list(_WORD.finditer(content))
    at = chance.choice(words)
    other = chance.choice((*NASTY, chance.choice(words)[0].decode()))
    return Spoilt(content[: at.start()] + other.encode("utf-8") + content[at.end() :])


def insert(content: bytes, chance: random.Random) -> Spoilt:
    """Put something nasty somewhere."""
    at = chance.randrange(len(content))
    return Spoilt(content[:at] + chance.choice(NASTY).encode() + content[at:])


def not_utf8(content: bytes, chance: random.Random) -> Spoilt:
    """Put a byte where UTF-8 has none."""
    at = chance.randrange(len(content))
    return Spoilt(content[:at] + b"\xff" + content[at:], is_fault=True)


def empty(content: bytes, chance: random.Random) -> Spoilt:
    """Leave nothing, or nothing but blanks."""
    return Spoilt(chance.choice((b"", b" ", b"\n\n", b"\xef\xbb\xbf")), is_fault=True)


BYTES: tuple[Mutator, ...] = (flip, cut, drop, double)
ANY: tuple[Mutator, ...] = (*BYTES, swap_lines, replace_word, insert)
FAULTS: tuple[Mutator, ...] = (not_utf8, empty)


def line_added(*lines: str) -> Mutator:
    """Make a mutator that puts a line at the start of a file that cannot stand in any."""

    def add(content: bytes, chance: random.Random) -> Spoilt:
        return Spoilt(chance.choice(lines).encode() + b"\n" + content, is_fault=True)

    return add


def word_changed(*changes: tuple[str, str]) -> Mutator:
    """Make a mutator that changes one thing which stands in the file to one that cannot."""

    def change(content: bytes, chance: random.Random) -> Spoilt:
        old, new = chance.choice(changes)
        assert old.encode() in content, old
        return Spoilt(content.replace(old.encode(), new.encode(), 1), is_fault=True)

    return change


def damaged_gzip(content: bytes, chance: random.Random) -> Spoilt:
    """Compress, and cut off the end."""
    squeezed = gzip.compress(content, mtime=0)
    return Spoilt(squeezed[: chance.randrange(11, len(squeezed))], is_fault=True)
