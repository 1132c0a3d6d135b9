"""One fit's question: its pieces as events in time, and how well scales foresee them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import NamedTuple

import numpy as np

from necsim.evidence.appeal import Fitted, Read, fit_appeals
from necsim.evidence.chain import Chained, Event, chain
from necsim.evidence.invert import Inversion, invert
from necsim.evidence.kalman import Seen
from necsim.evidence.layout import Layout
from necsim.evidence.observe import (
    seen_ballot,
    seen_judgement,
    seen_nominations,
    seen_poll,
    seen_result,
)
from necsim.evidence.pieces import PastResult, Pieces, Preceding, Sample
from necsim.evidence.reading import Reading, Votes, read_support, read_votes
from necsim.evidence.scales import Scales, scales_at
from necsim.kernels.types import Floats
from necsim.scenario import Scenario
from necsim.scenario.reference import Reference

Appeals = Mapping[str, Mapping[str, Fitted]]


class Lens(NamedTuple):
    """The state around which votes are linear, and those that evidence speaks of, by contest."""

    at: Floats
    votes: Mapping[str, Votes]


class Question(NamedTuple):
    """A scenario, its evidence, and contests that only the scales are learned from."""

    scenario: Scenario
    layout: Layout
    pieces: Pieces
    later: tuple[PastResult, ...]

    def appeals(self) -> Appeals:
        """Give every contest's appeals before the vote."""
        before, later = (self._read(each) for each in (self.pieces.results, self.later))
        reference = self.scenario.reference
        return {
            id_: fit_appeals(contest, self._counts(id_), before, [*before, *later], reference)
            for id_, contest in self.scenario.contests.items()
        }

    def foresee(self, lens: Lens | None, scales: Scales) -> Chained:
        """Go through all evidence; what speaks of votes waits for a lens."""
        reference, end = self.scenario.reference, self.scenario.as_of
        found = chain(self.layout, list(self._events(lens)), end, scales, reference)
        if not self.later:
            return found
        events = [event for each in self.later for event in self._of_result(each)]
        return found._replace(
            log=found.log + chain(self.layout, events, None, scales, reference).log
        )

    def look(self, appeals: Appeals) -> Lens:
        """Find the state at central scales, and how the votes that are spoken of move around it."""
        centre = scales_at(np.zeros((1, len(Scales._fields))), self.scenario.reference, np.inf)
        pieces, lens = self.pieces, None
        spoken = {poll.contest for poll in pieces.polls if poll.asks == "votes"}
        spoken |= {ballot.contest for ballot in pieces.ballots if len(ballot.shares) > 1}
        curved = bool(pieces.polls or pieces.ballots or pieces.judgements)
        # The first look is by what speaks of support alone; all else is linear around it.
        for _ in range(1 + curved):
            at = self.foresee(lens, centre).state.mean[0]
            lens = Lens(at, {id_: self.read_votes(id_, at, appeals[id_]) for id_ in sorted(spoken)})
        assert lens is not None
        return lens

    def read_votes(self, id_: str, at: Floats, appeals: Mapping[str, Fitted]) -> Votes:
        """Find how a contest's votes move around a state."""
        means = {who: fitted.mean for who, fitted in appeals.items()}
        return read_votes(self.layout, self.scenario, id_, at, means)

    def _read(self, results: tuple[PastResult, ...]) -> Read:
        return [(each, inverted(each, self.scenario.reference)) for each in results]

    def _counts(self, contest: str) -> Mapping[str, int]:
        """Give the newest nominations of a contest."""
        found = [each.counts for each in self.pieces.nominations if each.contest == contest]
        return found[-1] if found else {}

    def _events(self, lens: Lens | None) -> Iterator[Event]:
        layout, pieces = self.layout, self.pieces
        for result in pieces.results:
            yield from self._of_result(result)
        for each in pieces.nominations:
            contest = self.scenario.contests[each.contest]
            yield Event(each.id, each.day, partial(seen_nominations, layout, contest, each.counts))
        if lens is None:
            return
        for poll in pieces.polls:
            reading = self._reading(poll, lens)
            yield Event(poll.id, poll.day, partial(seen_poll, layout, poll, reading))
        for ballot in pieces.ballots:
            reading = self._reading(ballot, lens)
            yield Event(ballot.id, ballot.day, partial(seen_ballot, ballot, reading))
        for judged in pieces.judgements:
            reading = read_support(layout, lens.at, judged.shares, aligned=False)
            seen = seen_judgement(judged, reading)
            yield Event(judged.id, judged.day, partial(_always, seen))

    def _of_result(self, result: PastResult) -> Iterator[Event]:
        """Give a past contest's nominations, then its votes, both of its own day."""
        layout, reference = self.layout, self.scenario.reference
        yield Event(
            result.id,
            result.day,
            partial(seen_nominations, layout, result.past.words, result.nominations),
        )
        seen = seen_result(layout, result, inverted(result, reference), reference)
        yield Event(result.id, result.day, partial(_always, seen), ends_contest=True)

    def _reading(self, piece: Sample | Preceding, lens: Lens) -> Reading:
        """Read votes through the link; loyalty, and a vote between two sides, as support."""
        if isinstance(piece, Sample):
            if piece.asks == "votes":
                return lens.votes[piece.contest].read(piece.shares)
            return read_support(self.layout, lens.at, piece.shares, aligned=False)
        if len(piece.shares) == 1:
            return read_support(self.layout, lens.at, piece.shares, aligned=True)
        return lens.votes[piece.contest].read(piece.shares)


def _always(seen: Seen | None, scales: Scales) -> Seen | None:
    return seen


def inverted(result: PastResult, reference: Reference) -> Inversion:
    """Invert a past contest, once for each set of reference values that an inversion reads."""
    past = result.past
    key = (past.words.model_dump_json(), past.votes.tobytes(), past.used, past.log_ballots,
           past.log_ballots_error, reference.model_dump_json(exclude=_UNREAD))  # fmt: skip
    if key not in _INVERTED:
        _INVERTED[key] = invert(past, reference)
    return _INVERTED[key]


_INVERTED: dict[tuple[object, ...], Inversion] = {}
# What only the way from contest to contest, or other evidence, depends on.
_UNREAD = {
    "drift", "discipline_drift", "poll_bias", "poll_house", "poll_extra", "nominations_slope",
    "nominations_spread", "ballot_spread", "unaligned_give_or_take",
}  # fmt: skip
