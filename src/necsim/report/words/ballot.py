"""How members vote in a contest, in words."""

from __future__ import annotations

from necsim.plan.labels import ContestLabels


def ballot_words(contest: ContestLabels) -> str:
    """Say how many seats there are and how a member votes for them: "3 seats, vote for up to 3"."""
    seats = f"{contest.seats} seat{'s' if contest.seats > 1 else ''}"
    if contest.filled < contest.seats:
        seats += f" ({contest.seats - contest.filled} of them stay empty)"
    if contest.ranked:
        return f"{seats}, ranked"
    return f"{seats}, vote for {'up to ' if contest.votes > 1 else ''}{contest.votes}"
