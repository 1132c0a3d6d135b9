"""Tables as sheets: one real Excel table in each, from its first cell, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isfinite
from typing import Any

import polars as pl

from necsim.columns import Column, Table
from necsim.errors import UsageError
from necsim.report.workbook.book import Book, distinct, fitting

ROWS = 1_048_576  # of a sheet
HEADER = {"bold": True, "bg_color": "#E4EAF1", "bottom": 1, "valign": "top", "text_wrap": True}
_STYLE = "Table Style Light 1"
_LEAST_WIDTH, _MOST_WIDTH = 8, 48
# Sheets of text only are for reading: long texts are wrapped.
_MOST_READ_WIDTH, _WRAPPED = 72, {"text_wrap": True, "valign": "top"}
# Longer names of columns of numbers are wrapped.
_MOST_TITLED, _LINE, _TALLEST, _TALLEST_READ = 22, 15, 120, 400
_BUTTON = 3  # characters
_PAGE, _LEAST_SCALE, _MOST_SCALE = 95, 40, 90  # characters across a page at full size; percent
_MOST_FROZEN = 3


def write_frame(book: Book, form: Table, frame: pl.DataFrame, *, filters: bool = True) -> Any:
    """Write a table as a sheet of its own, its columns named and formatted as the form says.

    Numbers are numbers and text is text, whatever it begins with; null, and a number that is not
    finite, stays empty. Without `filters` there are no buttons to sort by: charts that are drawn
    from rows by their places stay right.
    """
    if len(frame) >= ROWS:
        raise UsageError(
            f"{form.name}: a sheet has no room for {len(frame):,} rows; write csv or parquet"
        )
    sheet = book.add_sheet(form.name, form.meaning)
    read = all(column.type == "text" for column in form.columns)
    widths = _fill(book, sheet, form, frame, filters)
    name = book.table_name(sheet.get_name())
    sheet.add_table(*(0, 0, max(1, len(frame)), len(form.columns) - 1), {
        "name": name,
        "style": _STYLE,
        "autofilter": filters,
        "columns": list(_heads(book, form, read)),
    })  # fmt: skip
    book.forms[name] = form._replace(name=sheet.get_name())
    sheet.freeze_panes(1, 1 if read else _leading(form.columns))
    _set_page(sheet, widths, filters)
    return sheet


def _fill(book: Book, sheet: Any, form: Table, frame: pl.DataFrame, filters: bool) -> list[int]:
    """Write the values, and give rows and columns their sizes; gives the columns' widths."""
    read = all(column.type == "text" for column in form.columns)
    most = _MOST_READ_WIDTH if read else _MOST_WIDTH
    values = [frame[column.name].to_list() for column in form.columns]
    widths = [_width(column, own, most) for column, own in zip(form.columns, values, strict=True)]
    if read:
        _set_heights(sheet, values, widths)
    titled = [width + _BUTTON * (filters and width < _MOST_WIDTH) for width in widths]
    for place, column in enumerate(form.columns):
        sheet.set_column(place, place, titled[place])
        _write_column(sheet, place, column, values[place], _style(book, column, read))
    lines = max(map(_lines, headers(form), titled))
    if lines > 1:
        # One more, since words are kept whole.
        sheet.set_row(0, min(_TALLEST, _LINE * (lines + 1)))
    return titled


def _set_page(sheet: Any, widths: Sequence[int], filters: bool) -> None:
    """Print all columns on one page; charts beside, where they stand, on pages of their own."""
    sheet.repeat_rows(0)
    if filters:
        sheet.fit_to_pages(1, 0)
    else:
        sheet.set_print_scale(max(_LEAST_SCALE, min(_MOST_SCALE, 100 * _PAGE // sum(widths))))
        sheet.set_v_pagebreaks([len(widths)])


def headers(form: Table) -> list[str]:
    """Give the texts that stand above the columns: their names, told apart."""
    return distinct(column.name for column in form.columns)


def _heads(book: Book, form: Table, read: bool) -> Iterator[dict[str, Any]]:
    """Describe the columns as a real table has them."""
    for column, title in zip(form.columns, headers(form), strict=True):
        style = _style(book, column, read)
        own = {"format": style} if style else {}
        yield {"header": title, "header_format": book.style(**HEADER), **own}


def _style(book: Book, column: Column, read: bool) -> Any:
    if read:
        return book.style(**_WRAPPED)
    return book.style(num_format=column.format) if column.format else None


def _write_column(
    sheet: Any, place: int, column: Column, values: Sequence[Any], style: Any
) -> None:
    """Write the values of a column below its header, each as the column's own type."""
    if column.type in ("text", "yes/no"):
        is_text = column.type == "text"
        write = sheet.write_string if is_text else sheet.write_boolean
        for row, value in enumerate(values, start=1):
            if value is not None:
                write(row, place, fitting(value) if is_text else value, style)
    else:
        for row, value in enumerate(values, start=1):
            if value is not None and isfinite(value):
                sheet.write_number(row, place, value, style)


def _width(column: Column, values: Sequence[Any], most: int) -> int:
    """Choose a width in characters: enough for the header and the longest cell, within bounds."""
    told = [value for value in values if value is not None]
    if column.type == "text":
        longest = max(map(len, told), default=0)
    elif "%" in column.format or column.type == "yes/no":
        longest = _LEAST_WIDTH
    else:
        largest = max((abs(value) for value in told if isfinite(value)), default=0)
        longest = len(f"{largest:,.0f}") + len(column.format.partition(".")[2]) + 2
    titled = most if column.type == "text" else _MOST_TITLED
    return max(_LEAST_WIDTH, min(longest, most), min(len(column.name), titled)) + 1


def _set_heights(
    sheet: Any, columns: Sequence[Sequence[str | None]], widths: Sequence[int]
) -> None:
    """Give rows of wrapped text their heights, which not every reader works out."""
    for row, values in enumerate(zip(*columns, strict=True), start=1):
        lines = max(map(_lines, values, widths))
        if lines > 1:
            sheet.set_row(row, min(_TALLEST_READ, _LINE * lines))


def _lines(text: str | None, width: int) -> int:
    """Count the lines of a wrapped text."""
    return sum(1 + max(0, len(each) - 1) // (width - 1) for each in (text or "").split("\n"))


def _leading(columns: Sequence[Column]) -> int:
    """Count the columns that say what a row is of, three at most: those before the chance."""
    names = [column.name for column in columns]
    texts = next((k for k, column in enumerate(columns) if column.type != "text"), len(columns))
    return max(1, min(names.index("p") if "p" in names else texts, _MOST_FROZEN))
