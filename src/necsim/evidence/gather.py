"""The words of a scenario's evidence, and the history they name → numbers by id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from necsim.errors import Fault, ScenarioError
from necsim.evidence.gather_results import gather_result
from necsim.evidence.gather_shares import gather_ballot, gather_poll
from necsim.evidence.pieces import Counts, Judged, PastResult, Pieces, Preceding, Sample
from necsim.evidence.sources import (
    RefusedError,
    Sources,
    dated,
    day_of,
    identify,
    open_sources,
    refused,
    rows,
    widest_count,
)
from necsim.evidence.standing import check_standing
from necsim.history import History, Nomination, read_history
from necsim.scenario import Scenario
from necsim.scenario.check_numbers import wrong_counts
from necsim.scenario.draft import address
from necsim.scenario.evidence import Ballot, Evidence, Judgement, Nominations, Poll, Result
from necsim.scenario.matching import contests_of, match_all, people
from necsim.scenario.refusal import refusal

Piece: TypeAlias = PastResult | Sample | Counts | Preceding | Judged


def gather(scenario: Scenario, history: History | None = None) -> Pieces:
    """Collect all evidence of a scenario, by the scenario's own ids.

    History is the package's and the scenario's own folder unless given; it is cut to what was
    public by `as_of` before anything is read.

    Raises
    ------
    ScenarioError
        With every piece that history does not have by `as_of`, that tells nothing of whom it
        should, or that cannot be used, at once.
    """
    if history is None:
        named = any(getattr(piece, "history", None) for piece in scenario.evidence.values())
        history = read_history(scenario.history) if named else History()
    sources = open_sources(scenario, history)
    found: list[Piece] = []
    faults: list[Fault] = []
    for id_, piece in scenario.evidence.items():
        try:
            found.append(_gather(sources, id_, piece))
            check_standing(scenario, piece, found[-1])
        except RefusedError as error:
            for path, wrong, remedy, _ in error.problems:
                at = address(("evidence", id_, *path))
                faults.extend(refusal(scenario, at, wrong, remedy).faults)
    if faults:
        raise ScenarioError(faults)
    return _sorted(found)


def _sorted(found: list[Piece]) -> Pieces:
    found = sorted(found, key=lambda piece: piece.day)
    return Pieces(
        tuple(piece for piece in found if isinstance(piece, PastResult)),
        tuple(piece for piece in found if isinstance(piece, Sample)),
        tuple(piece for piece in found if isinstance(piece, Counts)),
        tuple(piece for piece in found if isinstance(piece, Preceding)),
        tuple(piece for piece in found if isinstance(piece, Judged)),
    )


def _gather(sources: Sources, id_: str, piece: Evidence) -> Piece:
    match piece:
        case Result():
            return gather_result(sources, id_, piece)
        case Poll():
            return gather_poll(sources, id_, piece)
        case Nominations():
            return _nominations(sources, id_, piece)
        case Ballot():
            return gather_ballot(sources, id_, piece)
        case Judgement():
            return _judged(sources, id_, piece)


def _nominations(sources: Sources, id_: str, piece: Nominations) -> Counts:
    """Collect the nominations of those who stand in the contest."""
    standing, day = people(sources.scenario, piece), None
    if piece.history is None:
        counts = dict(match_all(piece.counts, piece.match, standing))
    else:
        found = _published(sources, piece, piece.history, standing)
        day = day_of(found[0])
        counts = {row.candidate: row.nominations for row in found}
    contest, words = next(iter(contests_of(sources.scenario, piece).items()))
    if wrong := wrong_counts(counts, words):
        raise refused("history" if piece.history else "counts", *wrong)
    if piece.history is not None:
        counts = _with_unlisted(counts, words.candidates)
    return Counts(id_, dated(piece, day, sources.scenario), contest, counts)


def _with_unlisted(counts: Mapping[str, int], standing: Iterable[str]) -> dict[str, int]:
    """Count whoever a published count leaves out at half of its last: it lists the first ones."""
    least = min(counts.values()) // 2
    return {id_: counts.get(id_, least) for id_ in standing}


def _published(
    sources: Sources, piece: Nominations, contest: str, standing: dict[str, str]
) -> tuple[Nomination, ...]:
    """Give a count from history with the ids of the scenario."""
    every: tuple[Nomination, ...] = rows(sources, "nominations", contest)
    matched = (
        row._replace(candidate=identify(row.candidate, row.name, piece.match, standing) or "")
        for row in every
    )
    found = widest_count(matched, standing)
    if not found:
        wrong = f"nobody that {contest} nominated stands here"
        raise refused("history", wrong, 'add match = { name = "id" }, or remove it')
    return found


def _judged(sources: Sources, id_: str, piece: Judgement) -> Judged:
    errors = piece.give_or_take
    each = errors if isinstance(errors, dict) else dict.fromkeys(piece.shares, errors)
    return Judged(id_, dated(piece, None, sources.scenario), piece.shares, each)
