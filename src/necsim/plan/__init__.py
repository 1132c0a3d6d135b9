"""Words to arrays.

Plans read evidence and so load all that is compiled; labels, which reports need, load none of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from necsim.plan.labels import Labels, labels_of

if TYPE_CHECKING:
    from necsim.plan.make import Plan, make_plan

__all__ = ["Labels", "Plan", "labels_of", "make_plan"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'necsim.plan' has no attribute {name!r}")
    from necsim.plan import make

    return getattr(make, name)
