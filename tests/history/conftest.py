from __future__ import annotations

import pytest

from necsim.history import History, read_history


@pytest.fixture(scope="session")
def history() -> History:
    return read_history()
