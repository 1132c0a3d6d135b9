"""Simulate: slices of replicates to draws to a run."""

from __future__ import annotations

from necsim.engine.run import Run, simulate
from necsim.engine.settings import Settings, provenance, settle

__all__ = ["Run", "Settings", "provenance", "settle", "simulate"]
