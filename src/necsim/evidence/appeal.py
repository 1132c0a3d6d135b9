"""Candidates' appeal from nominations and earlier contests (MODEL 8).

Within a slate a_c = b·(log(n_c + ½) − slate mean) + ρ·â_c(previous) + u_c; off the slates the same
with a level, nominations against the mean of all slates' names. Learned by least squares with a
normal prior, from inverted contests' â; what is not known of a candidate is left out, and the rest
learned from all whose like was known. σ of u is integrated over a grid, â's own error beside it.
Where no case teaches anything, an average name's spread is the reference value: off the slates half
of that variance is the level's, which all of them share.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from necsim.evidence.invert import Inversion
from necsim.evidence.pieces import PastResult
from necsim.kernels.types import Floats
from necsim.scenario.contest import Contest
from necsim.scenario.reference import Reference

SLOPE, CARRY = (0.5, 0.3), (0.5, 0.3)  # priors of b and of ρ: mean and standard deviation
_HALF = float(np.sqrt(0.5))
_GRID_SPREAD = 0.35  # of the logarithm of σ


def _grid() -> tuple[Floats, Floats]:
    """Lay σ over its reference value (G,), of mean square one, with weights that add to one."""
    sigmas = np.geomspace(0.25, 2.0, 25)
    weights = np.exp(-0.5 * (np.log(sigmas) / _GRID_SPREAD) ** 2)
    weights /= weights.sum()
    return sigmas / np.sqrt(weights @ sigmas**2), weights


_SIGMAS, _PRIOR = _grid()


class Fitted(NamedTuple):
    """A candidate's appeal: mean and standard deviation."""

    mean: float
    spread: float


class _Known(NamedTuple):
    """What is known of a candidate: whether on a slate, log nominations, and appeal before."""

    listed: bool
    nominations: float | None
    before: float | None
    before_error: float = 0.0


class _Case(NamedTuple):
    """A candidate of a past contest, and the appeal that its inversion found."""

    known: _Known
    appeal: float
    error: float


Read = Sequence[tuple[PastResult, Inversion]]


def fit_appeals(
    contest: Contest, counts: Mapping[str, int], before: Read, learned: Read, reference: Reference
) -> dict[str, Fitted]:
    """Give the appeal before the vote of every candidate whose appeal nobody typed.

    `before` are the contests (oldest first) whose appeals carry over; `learned` those that b, ρ and
    σ are learned from, in any order.
    """
    cases = list(_cases(learned))
    kinds = _kinds(contest, counts, before)
    silent = [id_ for id_, who in contest.candidates.items() if who.appeal is None]
    found = {id_: _predict(kinds[id_], cases, reference) for id_ in silent}
    for slate in contest.slates:
        names = [id_ for id_ in contest.names_on(slate) if id_ in found]
        mean = float(np.mean([found[id_].mean for id_ in names])) if names else 0.0
        for id_ in names:
            found[id_] = found[id_]._replace(mean=found[id_].mean - mean)
    return found


def _cases(learned: Read) -> Iterable[_Case]:
    """Collect past candidates; what they had before is of earlier contests among those learned."""
    inverted = sorted(learned, key=lambda pair: pair[0].day)
    for k, (result, found) in enumerate(inverted):
        kinds = _kinds(result.past.words, result.nominations, inverted[:k])
        for id_, appeal, error in zip(
            found.candidates, found.appeal, found.appeal_error, strict=True
        ):
            yield _Case(kinds[id_], float(appeal), float(error))


def _kinds(contest: Contest, counts: Mapping[str, int], before: Read) -> dict[str, _Known]:
    logs = {id_: float(np.log(count + 0.5)) for id_, count in counts.items()}
    listed = [logs[id_] for id_, who in contest.candidates.items() if who.slate and id_ in logs]
    middle = float(np.mean(listed)) if listed else 0.0
    kinds = {}
    for id_, who in contest.candidates.items():
        mates = [logs[m] for m in contest.names_on(who.slate[0]) if m in logs] if who.slate else []
        centre = float(np.mean(mates)) if mates else middle
        alone = who.slate and len(mates) < 2
        told = id_ in logs and listed and not alone
        earlier = _earlier(id_, before)
        kinds[id_] = _Known(bool(who.slate), logs[id_] - centre if told else None, *earlier)
    return kinds


def _earlier(id_: str, before: Read) -> tuple[float | None, float]:
    """Give the appeal that the latest earlier contest found, and its error."""
    for _, found in reversed(before):
        if id_ in found.candidates:
            c = found.candidates.index(id_)
            return float(found.appeal[c]), float(found.appeal_error[c])
    return None, 0.0


def _predict(known: _Known, cases: Sequence[_Case], reference: Reference) -> Fitted:
    """Predict one candidate from all cases of which at least as much is known."""
    like = [case for case in cases if case.known.listed == known.listed
            and (known.nominations is None or case.known.nominations is not None)
            and (known.before is None or case.known.before is not None)]  # fmt: skip
    spread = reference.appeal_slate if known.listed else reference.appeal_off_slate
    row, mean, sd = _row(known, known, spread)
    if not len(row) or spread == 0.0:
        return Fitted(0.0, spread)
    rows = np.array([_row(case.known, known, spread)[0] for case in like]).reshape(-1, len(row))
    seen = np.array([case.appeal for case in like])
    errors = np.array([case.error for case in like])
    sigmas = _SIGMAS * (spread if known.listed else spread * _HALF)
    weights, means, spreads = _regress(rows, seen, errors, sigmas, (mean, sd))
    weights = weights * _PRIOR
    weights = weights / weights.sum()
    centres = means @ row
    centre = float(weights @ centres)
    within = sigmas**2 + np.einsum("i,gij,j->g", row, spreads, row)
    carried = CARRY[0] * known.before_error if known.before is not None else 0.0
    variance = weights @ (within + (centres - centre) ** 2) + carried**2
    return Fitted(centre, float(np.sqrt(variance)))


def _row(known: _Known, like: _Known, spread: float) -> tuple[Floats, Floats, Floats]:
    """Lay out what is known of one, as far as it is of `like`, with the priors' means and sds."""
    parts = [(1.0, (0.0, spread * _HALF))] if not like.listed else []
    if like.nominations is not None:
        parts.append((known.nominations or 0.0, SLOPE))
    if like.before is not None:
        parts.append((known.before or 0.0, CARRY))
    values = np.array([value for value, _ in parts])
    priors = np.array([prior for _, prior in parts]).reshape(-1, 2)
    return values, priors[:, 0], priors[:, 1]


def _regress(
    rows: Floats, seen: Floats, errors: Floats, sigmas: Floats, prior: tuple[Floats, Floats]
) -> tuple[Floats, Floats, Floats]:
    """Fit by least squares at each σ (G,): likelihoods up to a factor, means, covariances."""
    mean, sd = prior
    variances = sigmas[:, None] ** 2 + errors**2
    weighted = rows / variances[:, :, None]
    spread = np.linalg.inv(np.diag(1.0 / sd**2) + np.einsum("gni,nj->gij", weighted, rows))
    off = seen - rows @ mean
    moved = np.einsum("gij,gnj,n->gi", spread, weighted, off)
    # log N(off; 0, V + X S Xᵀ), by the matrix determinant lemma.
    far = (off**2 / variances).sum(axis=1) - np.einsum("gni,n,gi->g", weighted, off, moved)
    log = -0.5 * (np.log(variances).sum(axis=1) - np.linalg.slogdet(spread)[1] + far)
    return np.exp(log - log.max()), mean + moved, spread
