"""`necsim show`: the resolved scenario, and where each value came from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from necsim.cli import flags
from necsim.cli.console import answer
from necsim.cli.past import list_history, show_history
from necsim.errors import UsageError

if TYPE_CHECKING:
    from necsim.scenario import Assumption, Scenario

NAME = "show"
_VALUE_WIDTH = 40


def command(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="FILE", help="A scenario file; with --history, an id."),
    ] = None,
    set_: flags.Set = None,
    keys: Annotated[
        bool,
        typer.Option("--keys", help="List the keys that --set takes, and the outcomes in draws."),
    ] = False,
    history: Annotated[
        bool, typer.Option("--history", help="List published contests, or print one by its id.")
    ] = False,
    json: flags.Json = False,
) -> None:
    """Print the resolved scenario and where each value came from."""
    if history:
        answer(show_history(str(file), json) if file else list_history(json))
        return
    if file is None:
        raise UsageError("show needs a file: necsim show FILE")
    from necsim.scenario import assumptions, load_scenario, remarks

    scenario = load_scenario(file, set_ or ())
    if keys:
        answer(_keys(scenario, json))
    elif json:
        import json as text

        rows = [row._asdict() for row in assumptions(scenario)]
        head = {"scenario": scenario.id, "title": scenario.title}
        answer(text.dumps(head | {"assumptions": rows}, indent=2, ensure_ascii=False))
    else:
        answer(f"{scenario.title} ({scenario.id})\n\n")
        answer(_listing(assumptions(scenario)))
        answer("")
        for line in (*_readings(scenario), *remarks(scenario)):
            answer(line)


def _listing(rows: list[Assumption]) -> str:
    """Lay out key, value and origin in columns, the reason below."""
    wide = max((len(row.key) for row in rows), default=0)
    room = min(max((len(row.value) for row in rows), default=0), _VALUE_WIDTH)
    lines = []
    for row in rows:
        origin = row.source or row.origin
        lines.append(f"{row.key:<{wide}}  {row.value:<{room}}  {origin}".rstrip())
        if row.why:
            lines.append(f"    {row.why}")
    return "\n".join(lines)


def _readings(scenario: Scenario) -> list[str]:
    """Read the stated support as shares of votes, at the central world of each contest."""
    from necsim.plan import make_plan
    from necsim.plan.link import central_votes, vote_shares

    plan = make_plan(scenario)
    lines = []
    for contest in plan.contests:
        votes = central_votes(scenario, contest, plan.belief)
        shares = vote_shares(contest.labels, votes)
        said = ", ".join(f"{name} {100 * share:.1f} %" for name, share in shares.items())
        lines.append(f"contests.{contest.labels.id}: read as shares of the votes: {said}")
    return lines


def _keys(scenario: Scenario, json: bool) -> str:
    from necsim.draws import outcome_keys
    from necsim.plan import make_plan
    from necsim.scenario import input_keys

    listed = {
        "inputs": list(input_keys(scenario)),
        "outcomes": list(outcome_keys(make_plan(scenario).labels)),
    }
    if json:
        import json as text

        return text.dumps(listed, indent=2)
    return "\n".join(
        "\n".join((f"{kind} ({use})", *(f"  {key}" for key in listed[kind])))
        for kind, use in (("inputs", "for --set"), ("outcomes", "columns of the draws"))
    )
