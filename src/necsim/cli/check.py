"""`necsim check`: report every fault in scenario files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from necsim.cli.console import answer, complain
from necsim.errors import Fault, ScenarioError, UsageError

NAME = "check"


def command(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="FILE…", help="Scenario files.")
    ] = None,
    schema: Annotated[
        bool, typer.Option("--schema", help="Print the JSON Schema of scenario files, for editors.")
    ] = False,
) -> None:
    """Report every fault in scenario files, with the place and the remedy."""
    from necsim.scenario import json_schema, load_scenario

    if schema:
        import json

        answer(json.dumps(json_schema(), indent=2))
        return
    if not files:
        raise UsageError("check needs a file: necsim check FILE…")
    faults: list[Fault] = []
    for file in files:
        try:
            load_scenario(file)
        except ScenarioError as error:
            faults += error.faults
        else:
            answer(f"{file}: no faults")
    if faults:
        complain(ScenarioError(dict.fromkeys(faults)))
        raise typer.Exit(ScenarioError.exit_code)
