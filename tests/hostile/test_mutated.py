"""Whatever is done to an input, necsim takes it or refuses it, and nothing on disk is lost.

`NECSIM_MUTATIONS=20000` tries so many; the number of an input makes it again.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.hostile.harness import seed_files, try_all

MUTATIONS = int(os.environ.get("NECSIM_MUTATIONS", "600"))


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
