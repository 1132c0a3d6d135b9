from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.count.samples import rankings

from necsim.count import Ballots, read_ballots

Read = Callable[..., Ballots]
STV_DATA = os.environ.get("NECSIM_STV_DATA", "")


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Read ballots from a text, or bytes, in a file of that name."""

    def read_text(content: str | bytes, name: str = "ward.blt") -> Ballots:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        ballots = read_ballots(path)
        assert all(rankings(ballots))
        return ballots

    return read_text


@pytest.fixture
def stv_data() -> Path:
    """Give the folder of real elections."""
    if not STV_DATA:
        pytest.skip("NECSIM_STV_DATA names no folder of real elections")
    return Path(STV_DATA)
