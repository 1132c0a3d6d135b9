"""`necsim check`: report every fault in scenario and sweep files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from necsim.cli.cautions import warnings
from necsim.cli.console import answer, fault_list
from necsim.errors import Fault, ScenarioError, UsageError

NAME = "check"


def command(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="FILE", help="Scenario and sweep files.")
    ] = None,
    schema: Annotated[
        bool, typer.Option("--schema", help="Print the JSON Schema of scenario files, for editors.")
    ] = False,
) -> None:
    """Report every fault in scenario and sweep files, with the place and the remedy."""
    if schema:
        import json

        from necsim.scenario import json_schema

        answer(json.dumps(json_schema(), indent=2))
        return
    if not files:
        raise UsageError("check needs a file: necsim check FILE…")
    found = {file: _look(file) for file in dict.fromkeys(files)}
    faults = [fault for look in found.values() for fault in look.faults]
    for file, look in found.items():
        if not look.faults:
            answer(f"{file}: no faults")
        for warning in look.warnings:
            answer(f"    warning: {warning}")
    if faults:
        answer(fault_list(faults))
        raise typer.Exit(ScenarioError.exit_code)


class _Look(NamedTuple):
    """What a file has: faults, or else perhaps warnings."""

    faults: tuple[Fault, ...] = ()
    warnings: tuple[str, ...] = ()


def _look(file: Path) -> _Look:
    """Find what is wrong with a file: what it says, and whether its numbers can be met."""
    from necsim.scenario import load_scenario
    from necsim.scenario.read import read_toml

    try:
        if "scenario" in (read_toml(file, []) or {}):
            return _look_at_sweep(file)
        scenario = load_scenario(file)
        from necsim.plan import make_plan

        make_plan(scenario)
        return _Look(warnings=tuple(warnings(scenario)))
    except ScenarioError as error:
        return _Look(faults=error.faults)


def _look_at_sweep(file: Path) -> _Look:
    """Look at a sweep file, and at the scenario of its first and of its last cell."""
    from necsim.outcomes import OutcomeError
    from necsim.studies.files import read_sweep
    from necsim.studies.sweep import settle_sweep

    try:
        settle_sweep(read_sweep(file), None, None, None)
    except OutcomeError as error:
        place = f'"{error.text}", column {error.column + 1}'
        return _Look((Fault(str(file), "of", f"{place}: {error.wrong}", error.remedy),))
    return _Look()
