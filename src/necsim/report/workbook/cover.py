"""The cover: what was found, how sure that is, what each sheet holds, and what ids stand for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from necsim.plan.labels import NOBODY
from necsim.report.words.names import Names
from necsim.report.words.numbers import capital
from necsim.report.workbook.book import Book, fitting
from necsim.report.workbook.sheets import HEADER
from necsim.scenario.contest import INDEPENDENT

ERROR = (
    "p is a chance; p_se, p_lo and p_hi say how far it may be off because the replicates are"
    " finitely many. This simulation error shrinks with more replicates. The forecast's own"
    " uncertainty (who turns out, how support really stands) is in p itself and does not."
)
_NAME = "Cover"
_WIDTHS = (26, 96, 16)
_LINE, _TALLEST, _SPARE = 15, 400, 6  # points, points, characters
_TOP = {"valign": "top"}
_BOLD = _TOP | {"bold": True}
_WRAPPED = _TOP | {"text_wrap": True}
_LINK = _TOP | {"font_color": "#0B5394", "underline": 1}


def add_cover(book: Book) -> Any:
    """Add the sheet first, to be filled when the others are there."""
    sheet = book.add_sheet(_NAME, "")
    for place, width in enumerate(_WIDTHS):
        sheet.set_column(place, place, width)
    sheet.hide_gridlines(2)
    sheet.fit_to_pages(1, 0)
    return sheet


def fill_cover(
    book: Book,
    sheet: Any,
    title: str,
    facts: Iterable[tuple[str, str]],
    names: Names | None,
    *,
    links: Mapping[str, str] | None = None,
) -> None:
    """Write the title, facts, the list of sheets with links, and the names of ids.

    `links` lead from the names of facts to cells.
    """
    sheet.write_string(0, 0, fitting(title), book.style(bold=True, font_size=16))
    row = _say(book, sheet, facts, links or {})
    row = _contents(book, sheet, row + 1)
    if names is not None:
        _names(book, sheet, row + 1, names)


def _say(book: Book, sheet: Any, facts: Iterable[tuple[str, str]], links: Mapping[str, str]) -> int:
    """Write facts below the title; gives the row below."""
    row = 2
    for key, value in facts:
        if key in links:
            sheet.write_url(row, 0, links[key], book.style(**_LINK), key, f"Go to {key}")
        else:
            sheet.write_string(row, 0, key, book.style(**_BOLD))
        sheet.set_row(row, _height(value))
        sheet.write_string(row, 1, fitting(value), book.style(**_WRAPPED))
        row += 1
    return row


def _contents(book: Book, sheet: Any, top: int) -> int:
    """List the other sheets; gives the row below."""
    others = [(name, what) for name, what in book.sheets.items() if name != _NAME]
    _table(book, sheet, (top, len(others)), "Contents", ("sheet", "what it holds"))
    for row, (name, what) in enumerate(others, start=top + 1):
        quoted = name.replace("'", "''")
        link = f"internal:'{quoted}'!A1"
        sheet.write_url(row, 0, link, book.style(**_LINK), name, f"Go to {name}")
        sheet.set_row(row, _height(what))
        sheet.write_string(row, 1, capital(what), book.style(**_WRAPPED))
    return top + 1 + len(others)


def _names(book: Book, sheet: Any, top: int, names: Names) -> None:
    """Say what the ids of contests and holders stand for, and which colour charts give them."""
    rows = list(_named(names))
    _table(book, sheet, (top, len(rows)), "Names", ("id", "name", "colour"))
    for row, (id_, name, colour) in enumerate(rows, start=top + 1):
        sheet.write_string(row, 0, id_, book.style(**_TOP))
        sheet.write_string(row, 1, name, book.style(**_WRAPPED))
        if colour:
            sheet.write_string(row, 2, f"■ {colour}", book.style(font_color=colour))


def _named(names: Names) -> Iterator[tuple[str, str, str]]:
    labels = names.labels
    for contest in labels.contests:
        yield contest.id, contest.name, ""
    for holder in (*labels.factions, INDEPENDENT):
        yield holder, names.holder(holder), names.colour(holder)
    for coalition, members in labels.coalitions.items():
        among = " and ".join(names.holder(each) for each in members)
        yield coalition, f"{names.holder(coalition)}: {among} together", names.colour(coalition)
    if labels.has_committee:
        yield NOBODY, "No single faction", names.colour(NOBODY)


def _table(
    book: Book, sheet: Any, rows: tuple[int, int], name: str, headers: tuple[str, ...]
) -> None:
    top, length = rows
    look = book.style(**HEADER)
    sheet.add_table(*(top, 0, top + length, len(headers) - 1), {
        "name": book.table_name(name),
        "style": "Table Style Light 1",
        "autofilter": False,
        "banded_rows": False,
        "columns": [{"header": each, "header_format": look} for each in headers],
    })  # fmt: skip


def _height(text: str) -> int:
    """Give the height of a row whose text is wrapped, which not every reader works out."""
    return min(_TALLEST, _LINE * max(1, -(-len(text) // (_WIDTHS[1] - _SPARE))))
