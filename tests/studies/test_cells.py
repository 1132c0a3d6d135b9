from __future__ import annotations

from tests.engine.scenarios import column_bytes, cooperative

from necsim.engine import simulate
from necsim.executors import Inline
from necsim.outcomes import parse_measure
from necsim.plan.labels import Labels
from necsim.studies.cells import Running, run_cells

OF = ("seats.board.green", "control.green", "support.blue", "margin.youth")


def test_cells_that_start_later_are_the_rest_of_a_longer_run() -> None:
    def wanted(labels: Labels) -> tuple[object, ...]:
        return tuple(parse_measure(text, labels) for text in OF)

    whole = simulate(cooperative(), replicates=700, seed=8, executor=Inline()).draws
    later = Running(430, 8, "flows", Inline(), start=270)
    cell = next(run_cells([cooperative()], wanted, later))  # type: ignore[arg-type]
    assert column_bytes(cell.draws) == column_bytes(whole[270:].select(OF))
