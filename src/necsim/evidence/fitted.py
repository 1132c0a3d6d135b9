"""A scenario's fit, made once; and its words with what was fitted in their silent places."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator

from necsim.evidence.fit import Fit, fit
from necsim.evidence.words import filled, silent_slates
from necsim.scenario import Scenario
from necsim.scenario.model import Origin

_KEPT = 64
FIT = Origin("fit", "evidence")
_fits: OrderedDict[str, Fit] = OrderedDict()
# How a forecast is run, said or reasoned changes no fit; support may be typed beside one.
_APART = {"run", "why", "note", "title", "committee", "give_or_take", "support_correlation"}


def fitted(scenario: Scenario) -> Fit:
    """Fit a scenario's evidence; the last few are kept, since a study asks again and again.

    Scenarios that differ apart from their evidence share what was found, each with its own words.
    """
    key = scenario.model_dump_json(exclude=_APART | {"support"}) + repr(_nobody(scenario))
    if key not in _fits:
        _fits[key] = fit(scenario)
        if len(_fits) > _KEPT:
            _fits.popitem(last=False)
    _fits.move_to_end(key)
    found = _fits[key]
    return found._replace(question=found.question._replace(scenario=scenario))


def fitted_support(scenario: Scenario, found: Fit) -> dict[str, float]:
    """Give mean support: as typed, and what is not typed in proportion as fitted."""
    typed = {name: share for name, share in scenario.support.items() if share > 0.0}
    means = dict(zip(found.layout.factions, found.support.means.tolist(), strict=False))
    silent = {name: mean for name, mean in means.items() if name not in typed}
    unaligned = float(found.support.means[-1])
    room = (1.0 - sum(typed.values())) / (unaligned + sum(silent.values()))
    return {name: typed.get(name, room * means[name]) for name in means}


def fitted_words(scenario: Scenario, found: Fit) -> Scenario:
    """Fill discipline and appeals into a scenario's silent places; their origin is `fit`."""
    words, origins = scenario, dict(scenario.origins)
    for id_, appeals in found.appeals.items():
        means = {who: each.mean for who, each in appeals.items()}
        words = filled(words, id_, found.mean_discipline, means)
        origins |= dict.fromkeys(_silent(scenario, id_), FIT)
    words = words.model_copy()
    words._origins = origins
    return words


def _silent(scenario: Scenario, id_: str) -> Iterator[str]:
    """Give the addresses of one contest that a fit fills."""
    contest = scenario.contests[id_]
    for slate in silent_slates(contest):
        yield f"contests.{id_}.behaviour.discipline.{slate}"
    for who, words in contest.candidates.items():
        if words.appeal is None:
            yield f"contests.{id_}.candidates.{who}.appeal"


def _nobody(scenario: Scenario) -> list[str]:
    """Name the factions typed to have nobody: they are no part of a fit."""
    return [name for name, share in scenario.support.items() if share == 0.0]
