"""What a fit assumes or cannot do well, in words."""

from __future__ import annotations

from collections.abc import Iterator

from necsim.evidence.fit import Fit
from necsim.rules import RULES

_FEW = 50  # effective points below which a second set tells little of the error


def assumed(found: Fit) -> Iterator[str]:
    """Say what stands in for evidence that is not there."""
    heard = _heard(found)
    for faction in found.layout.factions:
        if faction not in heard:
            yield (
                f"no evidence speaks of {faction}: as likely as any other to be large, with a"
                " spread of 1 on the log scale"
            )
    contests = found.question.scenario.contests
    ranked = [each.id for each in found.question.pieces.nominations
              if RULES[contests[each.contest].rule].ballot == "ranking"]  # fmt: skip
    for id_ in ranked:
        yield (
            f"evidence.{id_}: how far nominations follow appeal is borrowed from block votes,"
            " since no ranked ballot's first preferences are there to learn it from"
        )


def doubts(found: Fit, replicates: int) -> Iterator[str]:
    """Say where the fit's own error is above that of so many replicates."""
    error = 0.5 / replicates**0.5
    if found.chance_error > error:
        yield (
            f"the fit's own error may reach {100 * found.chance_error:.1f} points of a chance, more"
            f" than the {100 * error:.1f} that {replicates:,} replicates leave"
        )
    if found.posterior.effective < _FEW:
        yield (
            f"only {found.posterior.effective:.0f} points of the scales carry the fit: its pieces"
            " of evidence contradict one another more than their stated errors allow"
        )


def _heard(found: Fit) -> set[str]:
    """Name the factions that some piece speaks of."""
    pieces, contests = found.question.pieces, found.question.scenario.contests
    heard = {slate.faction for each in pieces.results for slate in each.past.words.slates.values()}
    for each in pieces.nominations:
        people = contests[each.contest].candidates
        listed = [id_ for id_ in each.counts if people[id_].slate]
        heard |= {contests[each.contest].faction_of(id_) for id_ in listed}
    shares = [(poll.contest, poll.shares) for poll in pieces.polls]
    shares += [(ballot.contest, ballot.shares) for ballot in pieces.ballots]
    for contest, names in shares:
        slates = contests[contest].slates
        heard |= {slates[name].faction if name in slates else name for name in names}
    return heard | {name for each in pieces.judgements for name in each.shares}
