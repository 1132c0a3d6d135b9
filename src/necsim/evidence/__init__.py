"""What is believed before the vote: typed or fitted, one type downstream."""

from __future__ import annotations

from necsim.evidence.belief import Belief, believe, centred, mean_support
from necsim.evidence.fit import Fit, fit

__all__ = ["Belief", "Fit", "believe", "centred", "fit", "mean_support"]
