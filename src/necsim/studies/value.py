"""Value of evidence: how much the answer would narrow if it were seen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from necsim.errors import UsageError
from necsim.evidence.fit import Fit
from necsim.evidence.preview import (
    Narrowing,
    Unseen,
    narrowing,
    outcome_weights,
    unseen_nominations,
    unseen_poll,
)
from necsim.kernels.types import Floats
from necsim.outcomes import measure_values, parse_measure
from necsim.scenario import Scenario
from necsim.scenario.evidence import Poll
from necsim.scenario.polls import key_values
from necsim.streams import Seeds, Span
from necsim.studies.cells import Cell, Running, run_cells
from necsim.studies.drivers import default_of
from necsim.worlds import picked_states

_MOST = 5_000  # replicates: 256 outcomes weigh each of them
_SUCH = 'as in "poll size=1000 asks=votes" or "nominations size=20"'


class Value(NamedTuple):
    """Evidence not yet seen: as it was asked, the contest it is of, and its terms."""

    text: str
    contest: str
    poll: Poll | None
    size: int


def read_values(texts: Sequence[str], scenario: Scenario) -> tuple[Value, ...]:
    """Read `--value-of`."""
    return tuple(_read(text, scenario) for text in texts)


def _read(text: str, scenario: Scenario) -> Value:
    kind, _, rest = text.strip().partition(" ")
    if kind not in ("poll", "nominations"):
        raise UsageError(f"--value-of {text!r}: a poll or nominations, {_SUCH}")
    pairs = dict(key_values(rest, "--value-of"))
    contest = str(pairs.pop("contest", next(iter(scenario.contests))))
    if contest not in scenario.contests:
        raise UsageError(f"--value-of {text!r}: there is no contest {contest!r}")
    size = pairs.get("size")
    if not isinstance(size, int) or size < 1:
        raise UsageError(f"--value-of {text!r}: state its size, {_SUCH}")
    if kind == "nominations":
        if set(pairs) != {"size"}:
            raise UsageError(f"--value-of {text!r}: nominations have a size only, {_SUCH}")
        return Value(text, contest, None, size)
    return Value(text, contest, _read_poll(text, pairs), size)


def _read_poll(text: str, pairs: dict[str, object]) -> Poll:
    from pydantic import ValidationError

    if pairs.get("asks") not in ("votes", "loyalty"):
        raise UsageError(f'--value-of {text!r}: asks="votes" or "loyalty"? {_SUCH}')
    try:
        # Shares are what is not known yet; any stand in, for the words want some.
        return Poll.model_validate({**pairs, "kind": "poll", "shares": {"unseen": 1.0}})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise UsageError(f"--value-of {text!r}: {first['loc'][0]}: {first['msg']}") from None


def narrow(
    found: Fit, scenario: Scenario, value: Value, of: Sequence[str], running: Running
) -> Iterator[tuple[str, Narrowing]]:
    """Say how much support, and outcomes, would narrow if evidence were seen."""
    running = running._replace(replicates=min(running.replicates, _MOST))
    cell = _simulate(scenario, of, running)
    belief = cell.plan.belief
    picked = picked_states(belief, Seeds(running.seed), Span(0, running.replicates))
    weights = outcome_weights(found, _unseen(found, value), picked, running.seed)
    shares = found.layout.shares(picked.states)
    for k, name in enumerate(found.layout.factions):
        yield f"support.{name}", narrowing(weights, shares[:, k])
    for measure in cell.measures:
        yield measure.text, narrowing(weights, _numbers(measure_values(measure, cell.draws)))


def _simulate(scenario: Scenario, of: Sequence[str], running: Running) -> Cell:
    return next(
        run_cells(
            [scenario],
            lambda labels: tuple(
                parse_measure(text, labels, running.sampler) for text in of or default_of(labels)
            ),
            running,
        )
    )


def _unseen(found: Fit, value: Value) -> Unseen:
    if value.poll is None:
        return unseen_nominations(found, value.contest, value.size)
    return unseen_poll(found, value.contest, value.poll)


def _numbers(values: object) -> Floats:
    return np.asarray(values, np.float64)
