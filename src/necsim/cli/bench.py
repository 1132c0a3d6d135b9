"""`necsim bench`: time this machine on the standard jobs."""

from __future__ import annotations

NAME = "bench"


def command() -> None:
    """Time this machine on the standard jobs, beside the plain loop run now."""
    raise NotImplementedError
