"""A count in words: who is elected, what each stage does, lots and faulty ballots."""

from __future__ import annotations

from collections.abc import Iterator

from necsim.count import Count, Stage, Verdict
from necsim.report.words.numbers import listed, surnames, thousands

_NAMED = 3
_FAULTS = {
    "blank": "blank",
    "equal": "equal preferences",
    "repeated": "a candidate named again",
    "skipped": "a skipped preference",
}


def elected_sentence(count: Count) -> str:
    """Say who is elected, in order of election."""
    names = [count.name(number) for number in count.winners]
    return f"Elected: {listed(names) or 'nobody'}."


def stage_title(count: Count, stage: Stage, *, short: bool = False) -> str:
    """Say what a stage does; with `short` people go by surnames, and many by their number."""
    if stage.kind == "first":
        return "First preferences"
    names = dict(enumerate(count.candidates, start=1))
    called = surnames(names) if short else names
    who = listed([called[number] for number in stage.moved])
    if short and len(stage.moved) > _NAMED:
        who = f"{len(stage.moved)} candidates"
    return f"{'Surplus' if stage.kind == 'surplus' else 'Exclusion'} of {who}"


def facts(count: Count) -> list[str]:
    """Say what was counted, and how: title, rule, seats, ballots, quota."""
    quotas = [stage.quota for stage in count.stages if stage.quota is not None]
    facts = [
        count.title,
        f"{count.rule} rule",
        f"{count.seats} seat{'s' if count.seats > 1 else ''}",
        f"{thousands(count.papers)} valid ballots",
    ]
    if quotas:
        facts.append(f"quota {count.written(quotas[-1], ',')}")
    if quotas[:1] != quotas[-1:]:
        facts.append(f"at first {count.written(quotas[0], ',')}")
    return facts


def notes(count: Count, lines: bool = False) -> Iterator[str]:
    """Say what lots were drawn, whether a minimum acted, and what was wrong with ballots."""
    for place, stage in enumerate(count.stages, start=1):
        for lot in stage.lots:
            tied = listed([count.name(number) for number in lot.among])
            by = "as declared" if lot.declared else "by the seed"
            yield f"Stage {place}: lot between {tied}: {count.name(lot.drawn)} drawn, {by}"
    if count.minimum_acted:
        yield "A minimum acted: somebody was excluded who was not the lowest"
    if count.unnamed:
        yield f"{_ballots(count.unnamed)} set aside: nobody named there stands"
    for verdict in count.verdicts:
        yield _verdict(verdict, lines)


def _verdict(verdict: Verdict, lines: bool) -> str:
    fate = "invalid: " if verdict.invalid else "cut at "
    said = f"{_ballots(verdict.ballots)} {fate}{_FAULTS[verdict.fault]}"
    if not lines:
        return said
    places = ", ".join(map(str, verdict.lines))
    return f"{said} (line{'s' if len(verdict.lines) > 1 else ''} {places})"


def _ballots(number: int) -> str:
    return f"{thousands(number)} ballot{'s' if number > 1 else ''}"
