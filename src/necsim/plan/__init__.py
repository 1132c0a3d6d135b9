"""Words to arrays."""

from __future__ import annotations

from necsim.plan.labels import Labels
from necsim.plan.make import Plan, make_plan

__all__ = ["Labels", "Plan", "make_plan"]
