"""Simulate: slices of replicates to draws to a run."""

from __future__ import annotations

from necsim.engine.run import Run, Settings, provenance, settle, simulate

__all__ = ["Run", "Settings", "provenance", "settle", "simulate"]
