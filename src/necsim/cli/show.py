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
    from necsim.history import History
    from necsim.scenario import Assumption, Scenario

NAME = "show"
_VALUE_WIDTH = 40


def command(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="FILE", help="A scenario file; with --history an id, or both."),
    ] = None,
    id_: Annotated[str | None, typer.Argument(metavar="ID", help="With --history: an id.")] = None,
    set_: flags.Set = None,
    poll: flags.Poll = None,
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
        past, asked = _history(file, id_, set_ or [])
        answer(show_history(past, asked, json) if asked else list_history(past, json))
        return
    if file is None or id_ is not None:
        raise UsageError("show needs one file: necsim show FILE")
    from necsim.scenario import assumptions, load_scenario, remarks

    scenario = load_scenario(file, flags.changes(set_, poll))
    if keys:
        answer(_keys(scenario, json))
        return
    from necsim.evidence import centred

    words = centred(scenario)
    if json:
        import json as text

        rows = [row._asdict() for row in assumptions(words)]
        head = {"scenario": scenario.id, "title": scenario.title}
        answer(text.dumps(head | {"assumptions": rows}, indent=2, ensure_ascii=False))
    else:
        answer(f"{scenario.title} ({scenario.id})\n\n")
        answer(_listing(assumptions(words)))
        answer("")
        for line in (*_readings(scenario), *remarks(scenario), *_assumed(scenario)):
            answer(line)


def _history(file: Path | None, id_: str | None, changes: list[str]) -> tuple[History, str | None]:
    """Read the history that a scenario sees, or the published one; and the id asked for."""
    from necsim.history import read_history
    from necsim.scenario import load_scenario

    if file is None or (id_ is None and file.suffix != ".toml"):
        return read_history(), str(file) if file else None
    return read_history(load_scenario(file, changes).history), id_


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
    """Read support as shares of votes at the central world of each contest, and the other way."""
    from necsim.evidence import centred, mean_support
    from necsim.link.bounds import bounds
    from necsim.link.votes import central_votes, vote_shares

    support = mean_support(scenario)
    words, lines = centred(scenario), _fitted(scenario)
    if scenario.support_from_votes:
        lines.append(f"support that gives these votes: {_percents(support)}")
    for id_, contest in scenario.contests.items():
        shares = vote_shares(contest, central_votes(words, id_, support))
        lines.append(f"contests.{id_}: read as shares of the votes: {_percents(shares)}")
    return [*lines, *bounds(words, support)]


def _fitted(scenario: Scenario) -> list[str]:
    """Say what the evidence alone says of support, which typed shares stand in the place of."""
    if not scenario.evidence:
        return []
    from necsim.evidence.fitted import fitted

    found = fitted(scenario)
    names = (*found.layout.factions, "unaligned")
    shares = dict(zip(names, found.support.means.tolist(), strict=True))
    stands = "; what is typed stands in its place, with the fitted spread" * bool(scenario.support)
    return [f"evidence puts support at {_percents(shares)}{stands}"]


def _assumed(scenario: Scenario) -> list[str]:
    """Say what stands in for evidence that is not there."""
    if not scenario.evidence:
        return []
    from necsim.evidence.cautions import assumed
    from necsim.evidence.fitted import fitted

    return list(assumed(fitted(scenario)))


def _percents(shares: dict[str, float]) -> str:
    return ", ".join(f"{name} {100 * share:.1f} %" for name, share in shares.items())


def _keys(scenario: Scenario, json: bool) -> str:
    from necsim.draws import outcome_keys
    from necsim.evidence import centred
    from necsim.plan import labels_of
    from necsim.scenario import input_keys

    listed = {
        "inputs": list(input_keys(centred(scenario))),
        "outcomes": list(outcome_keys(labels_of(scenario), scenario.run.sampler)),
    }
    if json:
        import json as text

        return text.dumps(listed, indent=2)
    return "\n".join(
        "\n".join((f"{kind} ({use})", *(f"  {key}" for key in listed[kind])))
        for kind, use in (("inputs", "for --set"), ("outcomes", "columns of the draws"))
    )
