"""`necsim check`: report every fault in scenario files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from necsim.cli.console import answer, fault_list
from necsim.errors import Fault, ScenarioError, UsageError

NAME = "check"


def command(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="FILE", help="Scenario files.")
    ] = None,
    schema: Annotated[
        bool, typer.Option("--schema", help="Print the JSON Schema of scenario files, for editors.")
    ] = False,
) -> None:
    """Report every fault in scenario files, with the place and the remedy."""
    if schema:
        import json

        from necsim.scenario import json_schema

        answer(json.dumps(json_schema(), indent=2))
        return
    if not files:
        raise UsageError("check needs a file: necsim check FILE…")
    found = {file: _faults(file) for file in dict.fromkeys(files)}
    for file, faults in found.items():
        if not faults:
            answer(f"{file}: no faults")
    if any(found.values()):
        answer(fault_list(fault for faults in found.values() for fault in faults))
        raise typer.Exit(ScenarioError.exit_code)


def _faults(file: Path) -> tuple[Fault, ...]:
    """Find what is wrong with a file: what it says, and whether its numbers can be met."""
    from necsim.scenario import load_scenario

    try:
        scenario = load_scenario(file)
        from necsim.plan import make_plan

        make_plan(scenario)
    except ScenarioError as error:
        return error.faults
    return ()
