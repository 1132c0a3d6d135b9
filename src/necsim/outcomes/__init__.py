"""What is asked of the draws: events such as `seats.clp.left >= 2`, and outcomes that are numbers.

::

    event     = condition { "and" condition }
    condition = [ "not" ] outcome [ (">=" | "<=" | ">" | "<" | "==" | "!=") number ]
    outcome   = family { "." name }

The contest may be left out of an outcome when there is one. A number is 2, 0.45, -1.5, 1_000 or,
of a share, 45%. `last_in` and `first_out` are compared by `==` and `!=` with a candidate's id.
"""

from __future__ import annotations

from necsim.outcomes.parse import parse_event, parse_measure
from necsim.outcomes.tokens import OutcomeError
from necsim.outcomes.values import (
    default_measures,
    event_chance,
    measure_columns,
    measure_values,
)
from necsim.outcomes.words import Condition, Event, Kind, Measure, Outcome

__all__ = [
    "Condition",
    "Event",
    "Kind",
    "Measure",
    "Outcome",
    "OutcomeError",
    "default_measures",
    "event_chance",
    "measure_columns",
    "measure_values",
    "parse_event",
    "parse_measure",
]
