"""Cutting the text of an event into words, and errors that point into it."""

from __future__ import annotations

import re
from collections import deque
from typing import Literal, NamedTuple

from necsim.errors import UsageError
from necsim.scenario.draft import shown

TokenKind = Literal["word", "joiner", "number", "sign", "other", "end"]

_TOKEN = re.compile(
    r"(?P<word>[^\W\d][\w.]*)"
    r"|(?P<number>-?\.?[0-9][0-9A-Za-z_.]*)"
    r"|(?P<sign>[<>=!&|≥≤≠]+)"
    r"|(?P<other>\S)"
)
_JOINERS = ("and", "not")
_MEANT = {
    "=": "compare with `==`, `>=` or `<=`; an input is set by `--set`",
    "=<": "write `<=`",
    "=>": "write `>=`",
    "<>": "write `!=`",
    "!": "write `not`",
    "&": "write `and`",
    "&&": "write `and`",
    **dict.fromkeys(("or", "|", "||"), "`A or B` is so unless `not A and not B` is so"),
    **dict.fromkeys("()", "write conditions joined by `and`, without parentheses"),
}


class Token(NamedTuple):
    """One word or sign; `column` (from 0) is where it begins in `whole`."""

    kind: TokenKind
    text: str
    column: int
    whole: str


class OutcomeError(UsageError):
    """Raised when the text of an event or outcome makes no sense here.

    The message ends with two lines: the text, and a caret under the column (from 0).
    """

    def __init__(self, text: str, column: int, wrong: str, remedy: str) -> None:
        self.text, self.column, self.wrong, self.remedy = text, column, wrong, remedy
        # A line break or a tab in the text would take the caret from its place.
        line = "".join(letter if letter.isprintable() else " " for letter in text)
        said = f"{wrong} {remedy}" if wrong.endswith("?") else f"{wrong}: {remedy}"
        super().__init__(f"{said}\n{line}\n{' ' * column}^")


def read_tokens(text: str) -> deque[Token]:
    """Cut a text into tokens, spaces left out; the last is `end`, just after the last other."""
    tokens: deque[Token] = deque()
    for found in _TOKEN.finditer(text):
        kind = "joiner" if found[0] in _JOINERS else found.lastgroup
        tokens.append(Token(kind, found[0], found.start(), text))  # type: ignore[arg-type]
    tokens.append(Token("end", "", len(text.rstrip()), text))
    return tokens


def refusal(token: Token, wrong: str, remedy: str, offset: int = 0) -> OutcomeError:
    """Make the error that points at a token, or `offset` columns into it."""
    return OutcomeError(token.whole, token.column + offset, wrong, remedy)


def misplaced(token: Token, remedy: str) -> OutcomeError:
    """Make the error for a token that cannot stand where it does.

    `remedy` says what can, and gives way where it is plain what was meant.
    """
    wrong = f"cannot read {shown(token.text)} here" if token.text else "something is missing here"
    return refusal(token, wrong, _MEANT.get(token.text, remedy))
