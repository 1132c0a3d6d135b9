"""What the file of a workbook holds."""

from __future__ import annotations

import zipfile
from importlib import import_module
from pathlib import Path
from typing import Any

import polars as pl
from polars.testing import assert_frame_equal


def opened(path: Path) -> Any:
    # The package has no types.
    return import_module("openpyxl").load_workbook(path)


def parts(path: Path, folder: str) -> list[str]:
    """Give the texts of the parts of a file below a folder, in the order of their numbers."""
    with zipfile.ZipFile(path) as archive:
        names = [each for each in archive.namelist() if each.startswith(f"xl/{folder}/")]
        found = [each for each in names if each.endswith(".xml")]
        return [archive.read(each).decode() for each in sorted(found, key=lambda n: (len(n), n))]


def sheet(path: Path, name: str, like: pl.DataFrame) -> pl.DataFrame:
    """Read a sheet back, its columns typed like a table's; what is empty in both is null."""
    overrides = {key: pl.String for key, dtype in like.schema.items() if dtype == pl.String}
    found = pl.read_excel(path, sheet_name=name, schema_overrides=overrides, drop_empty_rows=False)
    # A file does not tell an empty text from none.
    return found.cast(like.schema).with_columns(pl.col(pl.String).replace("", None))


def assert_holds(path: Path, name: str, table: pl.DataFrame) -> None:
    """Check that a sheet holds a table and nothing else."""
    # A file keeps 16 digits of a number.
    said = table.with_columns(
        pl.col(pl.String).replace("", None), pl.col(pl.Float64).fill_nan(None)
    )
    assert_frame_equal(sheet(path, name, table), said, rel_tol=1e-15, abs_tol=0.0)


def assert_is_a_table(path: Path, name: str, rows: int, columns: int) -> None:
    """Check that a sheet is one real table from its first cell, with headers that stay in view."""
    found = opened(path)[name]
    (table,) = found.tables.values()
    last = found.cell(max(2, rows + 1), columns).coordinate
    assert table.ref == f"A1:{last}"
    assert found.freeze_panes is not None
    headers = [each.value for each in found[1][:columns]]
    assert [each.name for each in table.tableColumns] == headers
    assert len({each.lower() for each in headers}) == columns
