"""Kept by hand: which machine limit a job is near, and why one falls short where it does.

Figures here are counts of work, which are the same on every machine, and shares of one machine's
time; what a unit of work takes is measured by test_limits.py.
"""

from __future__ import annotations

_COMPILER = "numba's compiler, one thread; nothing of ours runs in it"
_IMPORTS = "mostly imports, in processor seconds: numba 0.45, polars 0.35, NumPy 0.17, typer 0.1"

REMARKS: dict[str, str] = {
    "flows, January 2018": (
        "near the binomial: 96 of them a replicate, 72 by rejection, are over half of its time; a"
        " quarter goes on drawing the world, most of it NumPy's t law"
    ),
    "flows, summer 2018": (
        "near the binomial: 735 a replicate, 520 by rejection, are some three quarters of its time"
    ),
    "flows, November 2020": (
        "45,000 alias draws and 620 binomials a replicate are about two fifths; an eighth goes on"
        " the world, and the rest on moving piles of 42 candidates' papers 170 times"
    ),
    "ballots, January 2018": (
        "near the alias draw: one a member, and nothing else a member; a machine on which that"
        " takes over 1.7 ns cannot reach the target"
    ),
    "ballots, summer 2018": (
        "candidates in chunks: three random words and five alias draws a member, and with that near"
        " the alias draw"
    ),
    "ballots, November 2020": (
        "an alias draw for each preference that the count reads; then papers are moved one by one"
    ),
    "a small kernel call": "no limit of the machine: what handing on twelve arrays costs",
    "a random number": "with the stream in registers",
    "an alias draw": "with its tally, of 649 types of ballots",
    "an unpredictable branch": "what a jump guessed wrong adds",
    "a binomial of 20 at 0.05": "by inversion",
    "a binomial of 10,000 at 0.3": "by rejection",
    "STV flows, electorate × 1,000": "more binomials where piles are too large for alias draws",
    "flows, two threads": (
        "a fifth of a slice, its worlds, is drawn by one thread at a time, and an eighth is columns"
        " made in Python; a thread that needs the interpreter waits for the other"
    ),
    "STV flows, two threads": "as above: worlds a fourteenth, columns a tenth",
    "--help": "Python's own start, and typer",
    "check": (
        "the plan's own functions are kernels, so that numba, a third of it, is imported to check"
        " that the numbers can be met"
    ),
    "run, beside its simulation": _IMPORTS,
    "run and reports, beside its simulation": (
        "as above, and altair, 0.5 s of imports, with its charts"
    ),
    "first run, flows": _COMPILER,
    "first run, ballots": _COMPILER,
    "first run, STV flows": _COMPILER,
    "first run, STV ballots": _COMPILER,
    "10,000 replicates and files, flows": (
        "start and reports, as above; the simulation is a twentieth"
    ),
    "10,000 replicates and files, nec-2018-january.toml": ("as above, and the fit of its evidence"),
    "10,000 replicates and files, STV flows": (
        "the simulation on two threads is two fifths; then as above"
    ),
    "a million replicates": (
        "the simulation on two threads is over half, the summary and files a third"
    ),
    "sweep, 21 × 21 points": (
        "of its processor time two fifths are slices, a sixth fits the evidence at 21 turnouts, a"
        " sixth moves a fit to the support of each of 441 cells"
    ),
    "an inversion, August 2016": (
        "a quarter is the kernel, most of the rest NumPy's calls on small arrays"
    ),
    "fit, January 2018": "six inversions, as above",
    "200 STV replicates, flows": "VoteKit makes every ballot; we draw counts of ballots",
}
