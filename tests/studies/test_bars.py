from __future__ import annotations

from necsim.studies.bars import End, rank_bars
from necsim.studies.points import Point
from necsim.summary.paired import Difference


def end(driver: str, point: str, diff: float | None, changed: int = 3) -> End:
    apart = None if diff is None else Difference(diff, 0.1, -1.0, 1.0, 10, changed, None, None)
    return End(Point(driver, point, 0.0, None, ""), None, apart)


def test_bars_come_by_their_longer_end() -> None:
    ends = [
        *(end("a", "10 %", 0.1), end("a", "90 %", -0.2)),
        *(end("b", "10 %", -0.3), end("b", "90 %", 0.0)),
        *(end("c", "10 %", None), end("c", "90 %", 0.25)),
    ]
    assert [bar.driver for bar in rank_bars(ends)] == ["b", "c", "a"]


def test_a_bar_is_still_where_no_replicate_differs_at_either_end() -> None:
    still, moves, refused = rank_bars(
        [
            *(end("still", "10 %", 0.0, 0), end("still", "90 %", 0.0, 0)),
            *(end("moves", "10 %", 0.0, 0), end("moves", "90 %", 0.0, 2)),
            *(end("refused", "10 %", None), end("refused", "90 %", 0.0, 0)),
        ]
    )
    assert (still.still, moves.still, refused.still) == (True, False, False)
