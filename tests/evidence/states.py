"""Scales, states and layouts to try evidence on."""

from __future__ import annotations

import numpy as np

from necsim.evidence.kalman import Gaussians
from necsim.evidence.layout import Layout
from necsim.evidence.scales import Scales, scales_at
from necsim.kernels.types import Floats
from necsim.scenario.reference import Reference

REFERENCE = Reference()
PAIR = Layout(("left", "right"), ("us", "them"))
THREE = Layout(("left", "right", "green"), ("us",))


def central(points: int = 1) -> Scales:
    """Give the reference scales at so many points."""
    return scales_at(np.zeros((points, len(Scales._fields))), REFERENCE, np.inf)


def before(layout: Layout, scales: Scales | None = None) -> Gaussians:
    """Give what is believed with no evidence at all."""
    return layout.before(scales or central(), REFERENCE)


def made(seed: int, points: int, size: int) -> Gaussians:
    """Make Gaussians with nothing special about them."""
    generator = np.random.default_rng(seed)
    roots = generator.normal(size=(points, size, size))
    return Gaussians(generator.normal(size=(points, size)), roots @ roots.transpose(0, 2, 1))


def spreads(state: Gaussians) -> Floats:
    """Give the standard deviations (S, D)."""
    return np.sqrt(np.diagonal(state.covariance, axis1=1, axis2=2))
