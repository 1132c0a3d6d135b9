"""A count as a workbook: the sheet as returning officers publish it, and the long table."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import polars as pl
import polars.selectors as cs

from necsim import columns
from necsim.count import NON_TRANSFERABLE, Count
from necsim.count.tables import stage_table
from necsim.report.words.count import elected_sentence, facts, notes, stage_title
from necsim.report.workbook.book import Book, new_book
from necsim.report.workbook.sheets import write_frame

# Title, facts, who is elected, an empty row; two rows of headings.
_HEAD, _BODY = 4, 6
_STAGES = 2
_NUMBER_WIDTH, _MOST_NAME_WIDTH, _LEAST_FIGURE_WIDTH, _RESULT_WIDTH = 5, 32, 12, 20
_HEAD_HEIGHT = 48
# What fits on a page at full size, in pixels and rows.
_PAGE_WIDTH, _PAGE_ROWS = 1030, 31
_SCALES = (40, 75)
_LOOKS: dict[str, dict[str, Any]] = {
    "": {},
    "title": {"bold": True, "font_size": 14},
    "bold": {"bold": True},
    "head": {"bold": True, "align": "center", "valign": "top", "text_wrap": True, "border": 1},
    "sum": {"bold": True, "top": 1},
    "elected": {"bold": True, "bg_color": "#DDEBDA"},
    "excluded": {"bg_color": "#E7E6E6"},
}


Pairs: TypeAlias = list[tuple[int | None, int]]


class Cell(NamedTuple):
    """One cell of the sheet: where, what, how it looks, and how many columns it spans.

    A look is one of those above; figures are totals, or transfers with their sign.
    """

    row: int
    place: int
    value: str | float
    look: str = ""
    transfer: bool = False
    span: int = 1


def write_count(path: Path, count: Count) -> None:
    """Write a count as an XLSX file, the same bytes for the same count.

    Sheet `Count` has a row a candidate and two columns a stage, what each gained or lost and what
    it holds then; sheet `stages` is the long table. Figures are numbers, shown to the rule's own
    decimals; names are text, whatever they begin with.
    """
    form = f"#,##0.{'0' * count.decimals}"
    with new_book(path, count.title) as book:
        sheet = book.add_sheet("Count", "what each candidate gained, lost and held at each stage")
        _set_up(sheet, count)
        _write_cells(book, sheet, form, (*_top(count), *_heads(count), *_body(count)))
        table = columns.STAGES._replace(
            columns=tuple(
                column._replace(format=form) if column.type == "decimal" else column
                for column in columns.STAGES.columns
            )
        )
        frame = stage_table(count).with_columns(cs.decimal().cast(pl.Float64))
        write_frame(book, table, frame)


def _set_up(sheet: Any, count: Count) -> None:
    """Keep names and headings in view, on screen and on paper."""
    result, (names, figures) = _place(len(count.stages)), _widths(count)
    sheet.set_column(0, 0, _NUMBER_WIDTH)
    sheet.set_column(1, 1, names)
    sheet.set_column(_STAGES, result - 1, figures)
    sheet.set_column(result, result, _RESULT_WIDTH)
    sheet.set_row(_HEAD + 1, _HEAD_HEIGHT)
    sheet.freeze_panes(_BODY, _STAGES)
    sheet.repeat_rows(_HEAD, _HEAD + 1)
    sheet.repeat_columns(0, 1)
    rows = _BODY + len(count.standing) + len(_sums(count))
    scale = max(_SCALES[0], min(_SCALES[1], 100 * _PAGE_ROWS // rows))
    sheet.set_print_scale(scale)
    # No stage is cut by the edge of a page.
    room = _PAGE_WIDTH * 100 // scale - _pixels(_NUMBER_WIDTH) - _pixels(names)
    fit = max(1, room // (2 * _pixels(figures)))
    sheet.set_v_pagebreaks([_place(place) for place in range(fit, len(count.stages), fit)])


def _widths(count: Count) -> tuple[int, int]:
    """Choose widths for names and for figures, in characters."""
    names = max((len(count.name(number)) for number in count.standing), default=0)
    figures = len(f"+{count.written(count.papers * count.unit, ',')}")
    names = max(len(NON_TRANSFERABLE), min(names, _MOST_NAME_WIDTH)) + 2
    return names, max(figures + 1, _LEAST_FIGURE_WIDTH)


def _pixels(width: int) -> int:
    """Reckon the width of a column on paper, in a font wider than the usual one."""
    return 10 * width + 5


def _write_cells(book: Book, sheet: Any, form: str, cells: tuple[Cell, ...]) -> None:
    forms = {"whole": "0", "total": form, "transfer": f"+{form};-{form};"}
    for cell in cells:
        whole = isinstance(cell.value, int)
        kind = "whole" if whole else "transfer" if cell.transfer else "total"
        look = book.style(**_LOOKS[cell.look], num_format=forms[kind])
        if cell.span > 1:
            last = cell.place + cell.span - 1
            sheet.merge_range(cell.row, cell.place, cell.row, last, "", look)
        write = sheet.write_string if isinstance(cell.value, str) else sheet.write_number
        write(cell.row, cell.place, cell.value, look)


def _place(stage: int) -> int:
    """Give the first column of a stage, from 0; the first stage has one, the others two."""
    return _STAGES + max(0, 2 * stage - 1)


def _top(count: Count) -> Iterator[Cell]:
    title, *others = facts(count)
    yield Cell(0, 0, title, "title")
    yield Cell(1, 0, " · ".join(others))
    yield Cell(2, 0, elected_sentence(count), "bold")
    below = _BODY + len(count.standing) + len(_sums(count)) + 1
    for row, note in enumerate(notes(count), start=below):
        yield Cell(row, 0, note)


def _heads(count: Count) -> Iterator[Cell]:
    yield Cell(_HEAD, 0, "Candidate", "head", span=2)
    yield Cell(_HEAD, _place(len(count.stages)), "Result", "head")
    for place, stage in enumerate(count.stages):
        for row, text in enumerate((f"Stage {place + 1}", stage_title(count, stage)), start=_HEAD):
            yield Cell(row, _place(place), text, "head", span=2 if place else 1)


def _body(count: Count) -> Iterator[Cell]:
    """Give a row a candidate, without figures once it is gone, and the rows of sums."""
    changes = [count.changes(place) for place in range(len(count.stages))]
    elected = count.winners
    excluded = {n: k for k, stage in enumerate(count.stages, start=1) for n in stage.excluded}
    for row, number in enumerate(count.standing, start=_BODY):
        at = elected.get(number) or excluded.get(number) or 0
        fate = "elected" if number in elected else "excluded" if at else ""
        yield Cell(row, 0, number, fate)
        yield Cell(row, 1, count.name(number), fate)
        result = f"{fate.capitalize()}, stage {at}" if fate else ""
        yield Cell(row, _place(len(count.stages)), result, fate)
        for place, stage in enumerate(count.stages):
            held, change = stage.totals[number - 1], changes[place][number - 1]
            if held or change or fate != "excluded" or place < at:
                look = fate if place + 1 == at else ""
                yield from _figures(count, row, place, (change, held), look)
    for row, (name, figures) in enumerate(_sums(count), start=_BODY + len(count.standing)):
        yield Cell(row, 1, name, "sum")
        for place, pair in enumerate(figures):
            yield from _figures(count, row, place, pair, "sum")


def _figures(
    count: Count, row: int, place: int, units: tuple[int | None, int], look: str
) -> Iterator[Cell]:
    """Give the transfer, if there is one and not at the first stage, and the total."""
    change, held = units
    if place and change is not None:
        shown = "" if look in ("elected", "excluded") else look
        yield Cell(row, _place(place), change / count.unit, shown, transfer=True)
    yield Cell(row, _place(place) + (place > 0), held / count.unit, look)


def _sums(count: Count) -> list[tuple[str, Pairs]]:
    """Give what stands below the candidates: a name, and transfer and total of each stage."""
    stages = count.stages
    valid: Pairs = [(None, sum(each.totals) + each.non_transferable) for each in stages]
    quotas: Pairs = [(None, each.quota) for each in stages if each.quota is not None]
    gone: Pairs = [
        (count.changes(place)[-1], each.non_transferable) for place, each in enumerate(stages)
    ]
    rows = [(NON_TRANSFERABLE, gone), ("Total", valid)]
    return [*rows, ("Quota", quotas)] if quotas else rows
