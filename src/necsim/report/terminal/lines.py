"""Lines of prose in the terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

# Stands for a space at which no line may be broken.
_JOINED = "\0"


def say_parts(console: Console, parts: Iterable[str]) -> None:
    """Print parts with a dot between them; a line is broken between parts only."""
    line = " · ".join(parts).replace(" ", _JOINED).replace(f"·{_JOINED}", "· ")
    for each in textwrap.wrap(line, console.width, break_on_hyphens=False):
        say(console, each.replace(_JOINED, " "))
    console.print()


def say(console: Console, line: str, indent: int = 0) -> None:
    """Print a line as it is; in a pipe it stays one line however long."""
    console.print(Text(" " * indent + line), soft_wrap=not console.is_terminal)
