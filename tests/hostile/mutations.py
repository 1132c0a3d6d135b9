"""Inputs changed to do harm, each repeatable by its number; some are known to be faults."""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple


class Mutated(NamedTuple):
    """What a file now holds, whether that is known to be a fault, and what was done to it."""

    content: bytes
    faulty: bool
    how: str


Mutator = Callable[[bytes, random.Random], Mutated]
_NUMBER = re.compile(rb"(?<![\w.\"])\d+(?:\.\d+)?(?![\w.\"])")
_ODD_NUMBERS = (
    b"-1",
    b"0",
    b"1e308",
    b"-1e308",
    b"inf",
    b"nan",
    b"9" * 400,
    b"99999999999",
    b"0.5",
)
_ODD_TEXTS = (
    *(b"=1+1", b"+1", b"-1", b"@SUM(A1)", b"<script>", b"../../up", b"/etc/passwd", b"~"),
    *(b"{{7*7}}", b"%s%n", b"${HOME}", b"'; DROP", b"\\x00", "Ünï\u202e".encode(), b"A" * 5000),
)
_ODD_VALUES: tuple[Any, ...] = (
    *(None, True, -1, 0, 3, 1e308, float("nan"), 10**30, "", "=1+1", "../../up", "A" * 3000),
    *([], {}, [[]], {"a": 1}, [None], "2018-13-45"),
)
_ODD_BYTES = (b"\0", b"\r", b"\xff", b"\xef\xbb\xbf", b'"', b"'", b"[", b"{", b"=", b"#", b"\n")


def flip(content: bytes, chance: random.Random) -> Mutated:
    """Change up to eight bytes."""
    changed = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return Mutated(bytes(changed), False, "flip")


def cut(content: bytes, chance: random.Random) -> Mutated:
    """Cut the file short."""
    return Mutated(content[: chance.randrange(len(content))], False, "cut")


def repeat(content: bytes, chance: random.Random) -> Mutated:
    """Say a stretch again, up to twenty times."""
    start, end = sorted(chance.randrange(len(content) + 1) for _ in range(2))
    again = content[start:end] * chance.randint(1, 20)
    return Mutated(content[:end] + again + content[end:], False, "repeat")


def put(content: bytes, chance: random.Random) -> Mutated:
    """Put odd bytes somewhere."""
    place = chance.randrange(len(content) + 1)
    odd = chance.choice(_ODD_BYTES) * chance.randint(1, 3)
    return Mutated(content[:place] + odd + content[place:], False, "put")


def shuffle(content: bytes, chance: random.Random) -> Mutated:
    """Put lines in another order, leaving some out."""
    lines = content.split(b"\n")
    chance.shuffle(lines)
    return Mutated(b"\n".join(lines[: chance.randint(1, len(lines))]), False, "shuffle")


def number(content: bytes, chance: random.Random) -> Mutated:
    """Put another number, or none, in the place of one."""
    return _swap(content, chance, _NUMBER, _ODD_NUMBERS, "number")


def text(content: bytes, chance: random.Random) -> Mutated:
    """Put a text that means harm in the place of a word."""
    return _swap(content, chance, re.compile(rb"[A-Za-z]\w+"), _ODD_TEXTS, "text")


def not_utf8(content: bytes, chance: random.Random) -> Mutated:
    """Put a byte that UTF-8 never has somewhere: known to be a fault."""
    place = chance.randrange(len(content) + 1)
    return Mutated(content[:place] + b"\xff" + content[place:], True, "not UTF-8")


def squeeze(content: bytes, chance: random.Random) -> Mutated:
    """Compress the file and damage it: known to be a fault."""
    packed = gzip.compress(content, mtime=0)
    return Mutated(packed[: chance.randrange(2, len(packed))], True, "gzip cut short")


def emptied(content: bytes, chance: random.Random) -> Mutated:
    """Leave nothing but white space: known to be a fault."""
    return Mutated(chance.choice((b"", b"\n", b" \n\n", b"\xef\xbb\xbf")), True, "emptied")


def value(content: bytes, chance: random.Random) -> Mutated:
    """Put another value, or none, in the place of one in a JSON document."""
    document = json.loads(content)
    holder, key = chance.choice(list(_places(document)))
    where = f"value at {key}"
    if isinstance(holder, dict) and chance.random() < 0.25:
        del holder[key]
    else:
        holder[key] = chance.choice(_ODD_VALUES)
    return Mutated(json.dumps(document).encode(), False, where)


def _places(document: Any) -> Iterator[tuple[Any, Any]]:
    """Give every holder of a value in a document, and the value's key or index."""
    keys: Any = range(len(document)) if isinstance(document, list) else tuple(document)
    for key in keys:
        yield document, key
        if isinstance(document[key], dict | list):
            yield from _places(document[key])


def _swap(
    content: bytes, chance: random.Random, old: re.Pattern[bytes], new: tuple[bytes, ...], how: str
) -> Mutated:
    found = list(old.finditer(content))
    if not found:
        return put(content, chance)
    place = chance.choice(found)
    changed = content[: place.start()] + chance.choice(new) + content[place.end() :]
    return Mutated(changed, False, how)


ANY: tuple[Mutator, ...] = (flip, cut, repeat, put, shuffle, number, text, not_utf8, emptied)
# A faulty line of TOML anywhere makes the file faulty; these go to its head, before any table.
_TOML_FAULTS = (
    *(b"unheard_of = 1", b"format = 1\nformat = 1", b"support = 7\nsupport.left = 1", b"seats = "),
    *(b'as_of = "yesterday"', b"as_of = 2018-13-45", b"a = [" + b"[" * 2000, b"x = {a=" * 500),
    *(b".".join([b"a"] * 200) + b" = 1", b'extends = "scenario.toml"', b'extends = "/dev/zero"'),
    *(b'extends = ["../../../../etc/passwd"]', b'id = "../x"', b'id = "/tmp/x"', b'id = ""'),
    *(b'history = "../nowhere"', b"id = '..'", b'extends = "nowhere\\u0000.toml"', b"note = 7"),
)


def toml_fault(content: bytes, chance: random.Random) -> Mutated:
    """Put a line that cannot be at the head of a scenario: known to be a fault."""
    line = chance.choice(_TOML_FAULTS)
    return Mutated(line + b"\n" + content, True, line[:40].decode())


def _faulty_value(old: bytes, new: tuple[bytes, ...]) -> Mutator:
    def change(content: bytes, chance: random.Random) -> Mutated:
        value = chance.choice(new)
        faulty = content.replace(old, old.partition(b"=")[0] + b"= " + value, 1)
        return Mutated(faulty, True, f"{old.decode()} → {value[:40].decode()}")

    return change


_NO_NUMBER = (b'"2"', b"[]", b"{}", b"true", b"nan", b"-1", b"9" * 400, b"1e400", b"2018-01-01")
TOML: tuple[Mutator, ...] = (
    *ANY,
    toml_fault,
    _faulty_value(b"seats = 2", (*_NO_NUMBER, b"0", b"256", b"1.5")),
    _faulty_value(b"electorate = 300", (*_NO_NUMBER, b"2000000001", b"300.5")),
    _faulty_value(b"turnout = 0.3", (*_NO_NUMBER, b"1.01", b"inf")),
    _faulty_value(
        b'rule = "block"', (b'"star"', b"1", b"[]", b'"../block"', b'"' + b"x" * 9000 + b'"')
    ),
    _faulty_value(b'slate = "reds"', (b'"nobody_knows"', b"7", b"{}", b'"=1+1"')),
)
BALLOTS: tuple[Mutator, ...] = (*ANY, squeeze)
