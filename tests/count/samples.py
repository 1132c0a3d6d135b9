"""Elections small enough to read, and what they come to."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from necsim.count import Ballots

PLAIN = """\
4 2
3 1 3 4 0
4 1 3 2 0
2 4 1 3 0
1 2 0
2 2 4 3 1 0
1 3 4 2 0
0
"Adam"
"Basil"
"Charlotte"
"Donald"
"A title"
"""
PAPERS = {
    (1, 3, 4): 3,
    (1, 3, 2): 4,
    (4, 1, 3): 2,
    (2,): 1,
    (2, 4, 3, 1): 2,
    (3, 4, 2): 1,
}
NAMES = ("Adam", "Basil", "Charlotte", "Donald")

# The model election of the Electoral Reform Society's booklet (ERS97, section 8).
MODEL = """\
11 6
35 1 2 0
3 1 3 9 0
11 1 3 6 0
5 1 3 7 0
6 1 3 8 0
20 1 4 0
7 1 4 9 0
4 1 4 11 0
8 1 5 0
4 1 8 0
1 1 10 5 7 0
1 1 10 9 0
18 1 11 0
11 1 0
81 2 0
23 3 1 2 0
2 3 1 2 7 0
1 3 1 2 8 0
1 3 1 0
3 4 1 3 7 0
1 4 8 0
11 4 5 6 0
3 4 2 0
5 4 2 11 0
1 4 3 0
105 5 0
91 6 0
64 7 0
5 8 0
42 8 9 0
12 8 7 0
55 9 0
2 10 5 0
5 10 8 0
14 10 9 0
2 10 1 11 0
90 11 0
0
"Smith"
"Carpenter"
"Wright"
"Glazier"
"Duke"
"Prince"
"Baron"
"Abbot"
"Vicar"
"Monk"
"Freeman"
"ERS97 model election"
"""


def rankings(ballots: Ballots) -> list[tuple[int, ...]]:
    """List the rankings of valid papers, candidates numbered from 1."""
    papers = ballots.papers
    flat = [int(candidate) + 1 for candidate in papers.preferences]
    ends = papers.starts.tolist()
    return [tuple(flat[start:end]) for start, end in pairwise(ends)]


def pooled(ballots: Ballots) -> dict[tuple[int, ...], int]:
    """Count papers by ranking."""
    papers: Counter[tuple[int, ...]] = Counter()
    for ranking, number in zip(rankings(ballots), ballots.papers.numbers.tolist(), strict=True):
        papers[ranking] += number
    return dict(papers)


def faults(ballots: Ballots) -> dict[str, int]:
    """Count faulty ballots: `equal` where cut, `no equal` where invalid."""
    return {f"{'no ' * each.invalid}{each.fault}": each.ballots for each in ballots.verdicts}
