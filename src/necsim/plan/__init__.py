"""Words to arrays."""

from __future__ import annotations

from necsim.plan.labels import Labels, labels_of
from necsim.plan.make import Plan, make_plan

__all__ = ["Labels", "Plan", "labels_of", "make_plan"]
