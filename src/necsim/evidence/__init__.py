"""What is believed before the vote: typed or fitted, one type downstream."""

from __future__ import annotations

from necsim.evidence.belief import Belief, believe, mean_support

__all__ = ["Belief", "believe", "mean_support"]
