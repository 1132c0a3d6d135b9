"""Entries that are withdrawn, and all that goes with them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from necsim.scenario.draft import Draft, Path, Tree, shown
from necsim.scenario.fields import is_number
from necsim.scenario.schema import ENTRIES


def withdraw_entries(draft: Draft) -> None:
    """Take out what is withdrawn, with all that hangs on it."""
    gone = {table: _withdraw(draft, table) for table in _tables(draft)}
    _forget_factions(draft, gone.get(("factions",), set()))
    for contest in draft.entries(("contests",)):
        at = ("contests", contest)
        _forget_slates(draft, at, gone.get((*at, "slates"), set()))
        _forget(draft.get(at), "segments", gone.get((*at, "segments"), set()))
        people = gone.get((*at, "candidates"), set()) | _withdraw(draft, (*at, "candidates"))
        _forget(draft.get(at), "candidates", people)


def _tables(draft: Draft) -> list[Path]:
    """List the paths of all tables of entries; contests last, so that their insides come first."""
    paths: list[Path] = []
    for pattern in ENTRIES:
        if pattern[:2] == ("contests", "*"):
            paths += [("contests", id_, pattern[2]) for id_ in draft.entries(("contests",))]
        else:
            paths.append(pattern)
    return sorted(paths, key=lambda path: path == ("contests",))


def _withdraw(draft: Draft, table: Path) -> set[str]:
    """Take withdrawn entries out of one table and give their ids."""
    if table[-1] == "slates":
        _pass_on_shares(draft.entries(table))
    gone = set()
    for id_, entry in draft.entries(table).items():
        stated = entry.pop("withdrawn", False)
        if not isinstance(stated, bool):
            wrong = f"must be true or false, not {shown(stated)}"
            draft.blame((*table, id_, "withdrawn"), wrong, "write withdrawn = true")
        elif stated:
            gone.add(id_)
            del draft.get(table)[id_]
    return gone


def _pass_on_shares(slates: dict[str, Tree]) -> None:
    """Let a withdrawn slate's share go to its faction's other slates, in proportion."""
    for faction in {str(slate.get("faction")) for slate in slates.values()}:
        ours = [slate for slate in slates.values() if str(slate.get("faction")) == faction]
        stated = [slate["share"] for slate in ours if is_number(slate.get("share"))]
        silent = len(ours) - len(stated)
        each = max(0.0, 1 - sum(stated)) / silent if silent else 0.0
        whole = sum(stated) + silent * each
        left = sum(_share(s, each) for s in ours if s.get("withdrawn") is not True)
        for slate in ours:
            if left and left != whole and is_number(slate.get("share")):
                slate["share"] = min(1.0, slate["share"] * whole / left)


def _share(slate: Tree, silent: float) -> float:
    share = slate.get("share")
    return float(share) if share is not None and is_number(share) else silent


def _forget_factions(draft: Draft, gone: set[str]) -> None:
    """Drop a withdrawn faction's shares and slates; seats that name it are left to the checks."""
    tables = [draft.get((name,)) for name in ("support", "support_from_votes", "give_or_take")]
    correlation = draft.get(("support_correlation",))
    tables += [correlation, *(correlation.values() if isinstance(correlation, dict) else ())]
    for contest in draft.entries(("contests",)):
        tables.append(draft.get(("contests", contest, "lean")))
        slates = draft.entries(("contests", contest, "slates"))
        lost = {id_ for id_, slate in slates.items() if _among(slate.get("faction"), gone)}
        _pick_out(draft.get(("contests", contest, "slates")), lost)
        _forget_slates(draft, ("contests", contest), lost)
        segments = draft.entries(("contests", contest, "segments"))
        tables += [segment.get("lean") for segment in segments.values()]
    for table in tables:
        _pick_out(table, gone)


def _forget_slates(draft: Draft, contest: Path, gone: set[str]) -> None:
    """Drop withdrawn slates from behaviour and mark candidates who stand on no other."""
    behaviour = draft.entries((*contest, "behaviour"))
    for name, table in behaviour.items():
        _pick_out(table, gone)
        if name == "affinity":
            for inner in table.values():
                _pick_out(inner, gone)
    for who in draft.entries((*contest, "candidates")).values():
        slates = who.get("slate", ())
        slates = (slates,) if isinstance(slates, str) else slates
        if isinstance(slates, tuple) and gone.intersection(s for s in slates if isinstance(s, str)):
            who["slate"] = tuple(slate for slate in slates if slate not in gone)
            who["withdrawn"] = not who["slate"]


def _forget(contest: Tree, what: str, gone: set[str]) -> None:
    """Drop withdrawn candidates or segments from orders, asks and vacancies."""
    slates = contest.get("slates")
    for slate in slates.values() if isinstance(slates, dict) else ():
        if not isinstance(slate, dict):
            continue
        orders = slate.get("orders")
        if what == "segments":
            _pick_out(orders, gone)
        else:
            for table in (slate, orders if isinstance(orders, dict) else {}):
                _filter_lists(table, gone)
    if what == "candidates":
        _filter_lists(contest, gone)


def _filter_lists(table: Tree, gone: set[str]) -> None:
    for key, value in table.items():
        if isinstance(value, tuple) and key not in ("slate", "tags"):
            table[key] = tuple(item for item in value if not _among(item, gone))


def _among(item: Any, gone: set[str]) -> bool:
    return isinstance(item, str) and item in gone


def _pick_out(table: Any, gone: Iterable[str]) -> None:
    if isinstance(table, dict):
        for key in gone:
            table.pop(key, None)
