"""What happened in the contests of a run: from CSV or XLSX, or from history."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from necsim.errors import DataError, Fault
from necsim.history import Result, read_history, results
from necsim.plan.labels import CandidateLabel, ContestLabels, Labels
from necsim.scenario.draft import shown, suggest
from necsim.scenario.tables import read_cell, read_rows

COLUMNS = ("contest", "candidate", "elected", "votes")
_NEEDED = ("candidate", "elected")
_MOST_VOTES = 10**12

Cells = dict[str, str]


class Actual(NamedTuple):
    """What happened in one contest, by candidate in the order of its labels.

    `votes` are first preferences under STV; None where they are not known.
    """

    contest: ContestLabels
    elected: tuple[bool, ...]
    votes: tuple[int | None, ...]

    def seats(self, holder: str) -> int:
        """Count the seats that a faction, or independents, won."""
        who = zip(self.contest.candidates, self.elected, strict=True)
        return sum(won for candidate, won in who if candidate.faction == holder)


class _Row(NamedTuple):
    """One row as read; what could not be read is None."""

    place: str
    contest: ContestLabels | None
    candidate: str | None
    elected: bool | None
    votes: int | None


def read_actual(source: str | os.PathLike[str], labels: Labels) -> tuple[Actual, ...]:
    """Read what happened from a file, or from history where `source` is the id of a contest there.

    A file has the columns `candidate` (id or name) and `elected`, and may have `contest` (needed
    where the run has several) and `votes`. Contests without rows are left out.

    Raises
    ------
    DataError
        With every fault at once: file, row, column.
    """
    file, faults = Path(source), list[Fault]()
    if not file.suffix and not file.exists():
        cells = list(_past_rows(str(source), labels))
    else:
        rows = read_rows(file, COLUMNS, _NEEDED, faults)
        cells = [(f"{file}, row {number}", row) for number, row in rows if any(row.values())]
        if not cells and not faults:
            faults.append(Fault(str(file), "", "has no rows", "give each candidate one"))
    read = [_read_row(place, row, labels, faults) for place, row in cells]
    found = tuple(_gather(str(source), each, read, faults) for each in labels.contests)
    if faults:
        raise DataError(faults)
    return tuple(each for each in found if each.elected)


def _past_rows(id_: str, labels: Labels) -> Iterator[tuple[str, Cells]]:
    """Write a published result as the rows of a file; its ids, where the run has them too."""
    history = read_history()
    known = {row.contest for row in history.results}
    if id_ not in known:
        remedy = suggest(id_, sorted(known), "see `necsim show --history`")
        raise DataError(
            f"{id_}: is neither a file nor a contest whose result history has; {remedy}"
        )
    rows = results(history, id_)
    contest = _same_people(id_, rows, labels)
    ids = {who.id for who in contest.candidates}
    names = {_plain(who.name) for who in contest.candidates}
    # With all seats accounted for, whoever is not named on either side was not elected.
    whole = sum(row.elected is True for row in rows) == contest.filled
    for row in rows:
        candidate = row.candidate if row.candidate in ids else row.name
        stands = candidate in ids or _plain(row.name) in names
        if stands or row.elected or not whole:
            yield f"{id_}, {row.name}", _cells(contest, candidate, row.elected, row.votes)
    named = {row.candidate for row in rows} | {_plain(row.name) for row in rows}
    for who in contest.candidates if whole else ():
        if not {who.id, _plain(who.name)} & named:
            yield f"{id_}, {who.name}", _cells(contest, who.id, False, None)


def _cells(
    contest: ContestLabels, candidate: str, elected: bool | None, votes: int | None
) -> Cells:
    said = {True: "yes", False: "no", None: ""}[elected]
    counted = "" if votes is None else str(votes)
    return {"contest": contest.id, "candidate": candidate, "elected": said, "votes": counted}


def _same_people(id_: str, rows: Sequence[Result], labels: Labels) -> ContestLabels:
    """Find the contest of a run in which most of a published contest's candidates stand."""
    names = {row.candidate for row in rows}
    common = [len(names & {who.id for who in each.candidates}) for each in labels.contests]
    best = max(common)
    if len(labels.contests) > 1 and (not best or common.count(best) > 1):
        remedy = "write a file with a column contest"
        raise DataError(f"{id_}: may be more than one contest of the run; {remedy}")
    return labels.contests[common.index(best)]


def _read_row(place: str, cells: Cells, labels: Labels, faults: list[Fault]) -> _Row:
    contest = _find_contest(place, cells.get("contest", ""), labels, faults)
    who = _find_candidate(place, cells.get("candidate", ""), contest, faults) if contest else None
    elected = _read(place, "elected", cells, faults)
    if not cells.get("elected"):
        faults.append(Fault(place, "elected", "is empty", "write yes or no"))
    votes = _read(place, "votes", cells, faults)
    if votes is not None and not 0 <= votes <= _MOST_VOTES:
        wrong = f"must be 0 or more, not {cells['votes']}"
        wrong = wrong if votes < 0 else f"{cells['votes']} are too many"
        faults.append(Fault(place, "votes", wrong, "mend the cell, or leave it empty"))
    return _Row(place, contest, who, elected, votes)


def _read(place: str, column: str, cells: Cells, faults: list[Fault]) -> Any:
    """Read a cell; None where it is empty or wrong."""
    before = len(faults)
    value = read_cell(place, column, cells[column], faults) if cells.get(column) else None
    return value if len(faults) == before else None


def _find_contest(
    place: str, name: str, labels: Labels, faults: list[Fault]
) -> ContestLabels | None:
    known = {contest.id: contest for contest in labels.contests}
    if not name and len(known) == 1:
        return labels.contests[0]
    if name not in known:
        wrong = f"there is no contest {shown(name)}" if name else "is empty: which contest?"
        faults.append(Fault(place, "contest", wrong, suggest(name, known)))
    return known.get(name)


def _find_candidate(
    place: str, name: str, contest: ContestLabels, faults: list[Fault]
) -> str | None:
    """Find a candidate by id, else by a name that is one candidate's; capitals do not count."""
    ids = [candidate.id for candidate in contest.candidates]
    named = [each.id for each in contest.candidates if _plain(each.name) == _plain(name)]
    found = [name] if name in ids else named
    if len(found) == 1:
        return found[0]
    wrong, remedy = f"{shown(name)} names {len(found)} candidates", f"write {' or '.join(found)}"
    if not found:
        wrong = f"there is no candidate {shown(name)} in {contest.id}" if name else "is empty"
        remedy = suggest(name, [*ids, *(candidate.name for candidate in contest.candidates)])
    faults.append(Fault(place, "candidate", wrong, remedy))
    return None


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _gather(source: str, contest: ContestLabels, read: list[_Row], faults: list[Fault]) -> Actual:
    """Put the rows of a contest in the order of its candidates, and check them together."""
    rows: dict[str, _Row] = {}
    for row in read:
        if row.contest is contest and row.candidate:
            if row.candidate in rows:
                wrong = f"{row.candidate} stands twice"
                faults.append(Fault(row.place, "candidate", wrong, "remove one of the rows"))
            rows.setdefault(row.candidate, row)
    known = all(row.contest and row.candidate for row in read)
    missing = [each for each in contest.candidates if each.id not in rows]
    # A name misspelt is one fault, not two.
    if rows and known:
        faults.extend(_missing(source, contest, who) for who in missing)
    elected = [rows[each.id].elected for each in contest.candidates if each.id in rows]
    won = sum(each is True for each in elected)
    if rows and won != contest.filled and not missing and None not in elected:
        wrong = f"{won} elected in {contest.id}, which fills {contest.filled} seats"
        faults.append(Fault(source, "elected", wrong, f"write yes for just {contest.filled}"))
    votes = tuple(rows[each.id].votes for each in contest.candidates if each.id in rows)
    return Actual(contest, tuple(map(bool, elected)), votes)


def _missing(source: str, contest: ContestLabels, who: CandidateLabel) -> Fault:
    name = who.id if who.name == who.id else f"{who.id} ({who.name})"
    return Fault(source, "candidate", f"{name} of {contest.id} has no row", "add one")
