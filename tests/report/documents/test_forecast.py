from __future__ import annotations

import json
from typing import Any

import polars as pl

from necsim.report.documents.forecast import json_document


def test_the_document_holds_run_and_tables(
    tables: dict[str, pl.DataFrame], record: dict[str, Any]
) -> None:
    said = json.loads(json_document(record, tables, {"simulate": 0.123456}, "results/tiny/x"))
    assert list(said) == [
        "schema_version",
        "scenario",
        "title",
        "seed",
        "replicates",
        "sampler",
        "ballots",
        "elapsed_seconds",
        "path",
        *tables,
    ]
    assert said["elapsed_seconds"] == {"simulate": 0.1235}
    for name, table in tables.items():
        assert said[name] == table.to_dicts()


def test_what_json_has_no_word_for_is_null(record: dict[str, Any]) -> None:
    table = pl.DataFrame({"x": [1.5, float("nan"), float("inf"), None], "k": [1, 2, 3, 4]})
    said = json.loads(json_document(record, {"odd": table}, {}, None))
    assert [row["x"] for row in said["odd"]] == [1.5, None, None, None]
    assert [row["k"] for row in said["odd"]] == [1, 2, 3, 4]
    assert said["path"] is None
