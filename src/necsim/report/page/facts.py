"""Facts of a run or a study: the line below its headline, and what made it."""

from __future__ import annotations

from collections.abc import Iterator

from necsim.report.words.ballot import ballot_words
from necsim.report.words.names import Names
from necsim.report.words.numbers import large, thousands
from necsim.store import Record


def run_facts(record: Record, names: Names) -> Iterator[str]:
    """Give what a reader wants to know first: seats and votes, size, date."""
    contests = names.labels.contests
    for contest in contests:
        where = "" if len(contests) == 1 else f"{contest.name}: "
        yield where + ballot_words(contest)
    yield f"{thousands(record['replicates'])} replicates"
    yield f"{large(record['ballots'])} simulated ballots"
    if record["as_of"]:
        yield f"as of {record['as_of']}"


def study_facts(record: Record) -> Iterator[str]:
    """Give what a reader wants to know first of a study: its size and date."""
    yield f"{thousands(record['replicates'])} replicates{_EACH.get(record['study'], '')}"
    if record["as_of"]:
        yield f"as of {record['as_of']}"


_EACH = {"sweep": " a setting", "compare": " each", "target": " a value", "backtest": " a contest"}


def provenance(record: Record) -> Iterator[tuple[str, str]]:
    """Say what made a run or a study, as names and values."""
    yield "Scenario", record["scenario"]
    yield "Study" if "study" in record else "Run", record["hash"]
    yield "Seed", str(record["seed"])
    yield "Sampler", record["sampler"]
    yield "Replicates", thousands(record["replicates"])
    if "precision" in record:
        yield "Stopped", record["precision"]["stopped"]
        yield "Widest 95% interval", f"±{100 * record['precision']['reached']:.2g} points"
    for name, value in record["environment"].items():
        yield name if name != "cpu" else "Processor", value
