"""Whatever is done to an input, necsim takes it or refuses it, and nothing on disk is lost.

`make soak` tries twenty thousand; the number of an input makes it again.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.hostile.harness import CANDIDATES, POLL, WITH_TABLES, call, seed_files, try_all
from tests.soak import rounds

pytestmark = pytest.mark.slow

MUTATIONS = rounds(400, 20_000)


@pytest.mark.compiled
@pytest.mark.filterwarnings("default")
def test_mutated_inputs_are_taken_or_refused_and_nothing_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = tmp_path / "outer/inner"
    inner.mkdir(parents=True)
    monkeypatch.chdir(inner)
    seed_files(inner)
    found, figures = try_all(range(MUTATIONS), inner)
    print(dict(figures))
    assert not found, f"{len(found)} of {MUTATIONS}:\n" + "\n".join(found[:20])
    assert sorted(path.name for path in tmp_path.rglob("*") if inner not in path.parents) == [
        "inner",
        "outer",
    ]


def test_a_poll_of_a_faction_whose_support_is_held_at_nought_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("candidates.csv").write_text(CANDIDATES, encoding="utf-8")
    Path("poll.csv").write_text(POLL, encoding="utf-8")
    for old, new in (("left = 0.5", "left = 0"), ("right = 0.3", "right = 0")):
        Path("tables.toml").write_text(WITH_TABLES.replace(old, new, 1), encoding="utf-8")
        assert call(("check", "tables.toml")).code in (0, 3)
