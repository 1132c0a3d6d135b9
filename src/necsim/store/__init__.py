"""A results folder: claimed, filled block by block, finished by a rename, read back.

::

    <root>/<scenario id>/<8 hex>/   run.json (written last)  draws.parquet  datapackage.json
                                    tables/<name>.csv  and whatever `Folder.write` was given
                         latest/    copies of the newest workbook, tables and run.json
                         history.csv    one line a run

Every file is written under a temporary name and renamed, and none holds a time, a host or a thread
count: equal inputs give equal bytes, however the replicates were cut into blocks.
"""

from __future__ import annotations

from necsim.store.files import write_table, write_text, write_whole
from necsim.store.folder import Folder, claim
from necsim.store.record import Finished, Outcome, Record, doubting, read_run, run_record
from necsim.store.several import run_name, side_by_side
from necsim.store.study import (
    FinishedStudy,
    finish_study,
    read_study,
    study_provenance,
    study_record,
)

__all__ = [
    "Finished",
    "FinishedStudy",
    "Folder",
    "Outcome",
    "Record",
    "claim",
    "doubting",
    "finish_study",
    "read_run",
    "read_study",
    "run_name",
    "run_record",
    "side_by_side",
    "study_provenance",
    "study_record",
    "write_table",
    "write_text",
    "write_whole",
]
