"""`necsim init`: write a commented starter scenario."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Annotated

import typer

from necsim.cli.console import answer, say
from necsim.errors import UsageError

NAME = "init"


def command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where to write it.")] = Path(),
    csv: Annotated[
        bool, typer.Option("--csv", help="Candidates and seats as CSV tables to fill in.")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Write over files that are there.")
    ] = False,
) -> None:
    """Write a commented starter scenario."""
    from necsim.scenario import starter_files
    from necsim.store.files import write_text

    files = {folder / name: text for name, text in starter_files(tables=csv).items()}
    there = [str(path) for path in files if path.exists()]
    if there and not force:
        raise UsageError(f"{', '.join(there)}: already there; --force writes over it")
    for path, text in files.items():
        write_text(path, text)
        answer(f"wrote {path}")
    scenario = next(path for path in files if path.suffix == ".toml")
    say(f"next: necsim run {shlex.quote(str(scenario))}")
