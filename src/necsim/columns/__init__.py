"""Every output column: its name, type, unit, spreadsheet format and meaning, said once.

CSV files, the workbook and its dictionary, `datapackage.json`, `--json` and the docs are made from
the tables of runs, counts and studies; `draws.parquet` from `DRAWS`. Light commands read this:
stdlib only.
"""

from necsim.columns.count import COUNT_TABLES, STAGES
from necsim.columns.draws import ALWAYS, DRAWS, PASSING, Family, family
from necsim.columns.form import RUN, Column, ColumnType, Table, dtype
from necsim.columns.run import ALL, TABLES, beside_others, schema
from necsim.columns.studies import STUDY_TABLES

__all__ = [
    "ALL",
    "ALWAYS",
    "COUNT_TABLES",
    "DRAWS",
    "PASSING",
    "RUN",
    "STAGES",
    "STUDY_TABLES",
    "TABLES",
    "Column",
    "ColumnType",
    "Family",
    "Table",
    "beside_others",
    "dtype",
    "family",
    "schema",
]
