"""Evidence → what is believed of support, discipline and appeals before the vote (MODEL 8)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

import numpy as np

from necsim.evidence.gather import gather
from necsim.evidence.layout import Layout
from necsim.evidence.pieces import PastResult, Pieces
from necsim.evidence.posterior import Mixture, Posterior, fixed_draws, mixture, weigh
from necsim.evidence.question import Appeals, Lens, Question
from necsim.evidence.reading import Votes
from necsim.evidence.scales import scales_at
from necsim.evidence.standing import fitted_factions
from necsim.history import History
from necsim.kernels.types import Floats
from necsim.scenario import Scenario

_FIRST, _SECOND = 0, 1  # scrambles


class Moments(NamedTuple):
    """Means and standard deviations (…,) of shares."""

    means: Floats
    spreads: Floats


class Fit(NamedTuple):
    """What evidence says: the mixture that worlds are drawn from, and how it came about.

    `support` is of each faction, then of the unaligned (K + 1,), `discipline` by faction (K,).
    `error` (K + 1,) is how far a second set of points has mean support from these.
    """

    question: Question
    lens: Lens
    posterior: Posterior
    mixture: Mixture
    support: Moments
    discipline: Moments
    error: Floats
    appeals: Appeals

    @property
    def layout(self) -> Layout:
        """Where each unknown stands."""
        return self.question.layout

    @property
    def chance_error(self) -> float:
        """At most how far the points have any chance off: 0.4 of a shift in standard deviations.

        A chance that support lies on one side of some value moves by at most the density there
        times the shift, and a normal density is nowhere above 0.4.
        """
        return float(0.4 * np.max(self.error / np.maximum(self.support.spreads, 1e-12)))

    def votes(self, contest: str) -> Votes:
        """Give a contest's expected votes around the centre of the fit, and their slopes."""
        known = self.lens.votes.get(contest)
        return known or self.question.read_votes(contest, self.lens.at, self.appeals[contest])

    @property
    def mean_discipline(self) -> dict[str, float]:
        """Each faction's mean discipline."""
        return dict(zip(self.layout.factions, self.discipline.means.tolist(), strict=True))


def fit(
    scenario: Scenario, later: Sequence[PastResult] = (), history: History | None = None
) -> Fit:
    """Turn a scenario's evidence into a mixture of worlds.

    Parameters
    ----------
    later
        Contests that only the scales are learned from: none in a forecast.
    history
        Where evidence is read from; the package's and the scenario's own folder unless given.

    Raises
    ------
    ScenarioError
        Where evidence cannot be read, with every fault at once.
    """
    return fit_pieces(scenario, gather(scenario, history), later)


def fit_pieces(scenario: Scenario, pieces: Pieces, later: Sequence[PastResult] = ()) -> Fit:
    """Turn evidence that has been read into a mixture of worlds."""
    houses = tuple(dict.fromkeys(poll.house for poll in pieces.polls))
    question = Question(scenario, Layout(fitted_factions(scenario), houses), pieces, tuple(later))
    appeals = question.appeals()
    lens = question.look(appeals)
    foresee = partial(question.foresee, lens)
    lay = partial(scales_at, reference=scenario.reference, tail=scenario.tail)
    found, again = (weigh(foresee, lay, scramble) for scramble in (_FIRST, _SECOND))
    mixed = mixture(question.layout, found)
    support, discipline = moments(question.layout, mixed)
    other, _ = moments(question.layout, mixture(question.layout, again))
    error = np.abs(other.means - support.means)
    return Fit(question, lens, found, mixed, support, discipline, error, appeals)


def moments(layout: Layout, mixed: Mixture) -> tuple[Moments, Moments]:
    """Integrate shares, and discipline, over a mixture."""
    drawn = fixed_draws(mixed)
    discipline = 1.0 / (1.0 + np.exp(-drawn.states[..., layout.discipline]))
    mass = drawn.mass[:, :, None]
    return _moments(layout.shares(drawn.states), mass), _moments(discipline, mass)


def _moments(values: Floats, mass: Floats) -> Moments:
    means = (mass * values).sum(axis=(0, 1))
    return Moments(means, np.sqrt((mass * (values - means) ** 2).sum(axis=(0, 1))))
