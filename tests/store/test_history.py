from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
from tests.store.samples import RUN, finished

from necsim.errors import DataError
from necsim.provenance import content_hash
from necsim.store import claim


def history(root: Path) -> list[dict[str, Any]]:
    with (root / "tiny" / "history.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_history_gains_a_line_a_run_by_date(tmp_path: Path) -> None:
    runs = [RUN._replace(as_of=day, seed=seed) for seed, day in ((1, "2018-02-01"), (2, None))]
    for run in (RUN, *runs):
        finished(tmp_path, run)
    lines = history(tmp_path)
    assert [line["as_of"] for line in lines] == ["", "2018-01-11", "2018-02-01"]
    assert lines[1] == {
        "as_of": "2018-01-11",
        "run": content_hash(RUN),
        "title": RUN.title,
        "replicates": "700",
        "seed": "7",
        "control.left": "0.25",
        "control.nobody": "0.25",
        "seats.clp.independent": "0",
        "seats.clp.left": "1",
    }


def test_the_same_run_again_replaces_its_line_and_order_does_not_matter(tmp_path: Path) -> None:
    other = RUN._replace(seed=8)
    finished(tmp_path / "a")
    finished(tmp_path / "a", other)
    finished(tmp_path / "b", other)
    finished(tmp_path / "b")
    claim(tmp_path / "b", RUN, force=True)
    finished(tmp_path / "b")
    made = [(tmp_path / root / "tiny" / "history.csv").read_bytes() for root in "ab"]
    assert made[0] == made[1]
    assert len(history(tmp_path / "a")) == 2


@pytest.mark.parametrize("damage", [b"\xff\xfe", b'run\n"' + b"x" * 200_000 + b'"'])
def test_a_damaged_history_is_named_with_the_remedy(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "tiny").mkdir()
    (tmp_path / "tiny" / "history.csv").write_bytes(damage)
    with pytest.raises(DataError, match=r"history\.csv: cannot be read .* move it away"):
        finished(tmp_path)
