"""What readers see in the place of ids: names, and a colour for each faction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from necsim.plan.labels import NOBODY, ContestLabels, Labels, labels_of
from necsim.report.words.numbers import surnames
from necsim.report.words.sentence import holder_name
from necsim.scenario import Scenario, from_canonical
from necsim.scenario.contest import INDEPENDENT
from necsim.store import Record

# Okabe and Ito (2008) without yellow and black, then Tol's muted: told apart by colour-blind
# readers, and each visible on white and on near black.
PALETTE = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#AA4499", "#999933")
_GREYS = {INDEPENDENT: "#808080", NOBODY: "#A0A0A0"}


class Names(NamedTuple):
    """Names and colours of a scenario; colours are by faction, `independent` and `nobody` too."""

    labels: Labels
    colours: Mapping[str, str]
    majority: str

    def holder(self, id_: str) -> str:
        """Name a faction, a coalition, independents or nobody."""
        return holder_name(id_, self.labels)

    def colour(self, id_: str) -> str:
        """Give a holder's colour; a coalition has that of its first faction."""
        first = self.labels.coalitions.get(id_, (id_,))[0]
        return self.colours.get(first, _GREYS[NOBODY])

    def contest(self, id_: str) -> ContestLabels:
        """Give the labels of a contest."""
        return next(each for each in self.labels.contests if each.id == id_)

    def candidates(self, contest: str) -> dict[str, str]:
        """Name the candidates of a contest shortly, by id: surnames where these are not shared."""
        people = self.contest(contest).candidates
        return surnames({each.id: each.name.strip() or each.id for each in people})


def names_of(record: Record) -> Names:
    """Read names and colours back from the record of a run or a study."""
    return named(from_canonical(record["resolved"], record["scenario"]))


def named(scenario: Scenario) -> Names:
    """Collect the names and colours of a scenario; a stated colour goes before the palette's."""
    stated = {id_: each.colour for id_, each in scenario.factions.items() if each.colour}
    taken = {colour.upper() for colour in stated.values()}
    free = [colour for colour in PALETTE if colour not in taken] or list(PALETTE)
    silent = [id_ for id_ in scenario.factions if id_ not in stated]
    given = {id_: free[k % len(free)] for k, id_ in enumerate(silent)}
    return Names(labels_of(scenario), {**_GREYS, **given, **stated}, _majority(scenario))


def _majority(scenario: Scenario) -> str:
    """Say how many votes are more than half of the committee's, as "20 of 39"."""
    from necsim.plan.committee import total_votes

    if scenario.committee is None:
        return ""
    votes = total_votes(scenario)
    return f"{votes // 2 + 1} of {votes}"
