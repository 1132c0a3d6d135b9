from __future__ import annotations

import ast
import sys
from collections import defaultdict
from pathlib import Path

import polars as pl
import pytest

from necsim import columns


@pytest.mark.parametrize("file", sorted(Path(columns.__file__).parent.glob("*.py")))
def test_needs_the_standard_library_only(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    names = [
        node.module or "" if isinstance(node, ast.ImportFrom) else node.names[0].name
        for node in imports
    ]
    others = [name for name in names if not name.startswith("necsim.columns.")]
    assert {name.partition(".")[0] for name in others} <= sys.stdlib_module_names


def test_tables_stand_in_the_order_and_with_the_columns_agreed() -> None:
    chance = ["p", "p_se", "p_lo", "p_hi", "n"]
    votes = ["votes_mean", "votes_p10", "votes_p90"]
    assert {
        name: [each.name for each in table.columns] for name, table in columns.TABLES.items()
    } == {
        "candidates": ["contest", "candidate", "name", "slate", "faction", *chance, *votes],
        "seats": ["contest", "faction", "seats", *chance],
        "committee": ["faction", "seats", *chance],
        "control": ["holder", "kind", *chance],
        "assumptions": ["key", "value", "origin", "why"],
        "contests": [
            *("contest", "ballots_mean", "turnout_mean", "margin_p10", "margin_p50", "margin_p90"),
            *("margin_points_p10", "margin_points_p50", "margin_points_p90"),
            *("last_in", "last_in_p", "first_out", "first_out_p"),
            *("exhausted_mean", "minimum_acted", "minimum_changed"),
        ],
        "transfers": ["contest", "from", "to", "votes_mean"],
        "swing": ["contest", "faction", "seats", "swing"],
    }
    order = ["candidates", "seats", "committee", "control", "assumptions", "contests"]
    assert list(columns.TABLES) == [*order, "transfers", "swing"]


def test_a_name_means_the_same_in_every_table() -> None:
    definitions = defaultdict(set)
    for table in columns.TABLES.values():
        for column in table.columns:
            definitions[column.name].add(column)
    assert [name for name, found in definitions.items() if len(found) > 1] == []


def test_only_text_has_no_spreadsheet_format() -> None:
    for table in (*columns.TABLES.values(), *columns.COUNT_TABLES.values()):
        for column in table.columns:
            assert (column.format == "") == (column.type == "text"), column
            assert column.meaning, column


@pytest.mark.parametrize("name", columns.TABLES)
def test_schema_names_data_types_that_polars_has(name: str) -> None:
    frame = pl.DataFrame(schema={c: getattr(pl, t) for c, t in columns.schema(name).items()})
    assert frame.columns == [column.name for column in columns.TABLES[name].columns]


def test_schema_turns_types_into_data_types() -> None:
    assert columns.schema("control") == {
        "holder": "String",
        "kind": "String",
        "p": "Float64",
        "p_se": "Float64",
        "p_lo": "Float64",
        "p_hi": "Float64",
        "n": "Int64",
    }


def test_the_table_of_a_count_has_the_columns_agreed() -> None:
    names = ["stage", "kind", "number", "name", "transfer", "total", "fate"]
    assert [column.name for column in columns.COUNT_TABLES["stages"].columns] == names
    types = [columns.dtype(column) for column in columns.STAGES.columns]
    assert types == ["Int64", "String", "Int64", "String", "Decimal", "Decimal", "String"]


def test_every_family_of_draws_has_its_own_first_word_and_a_data_type() -> None:
    words = [family.pattern.partition(".")[0] for family in columns.DRAWS]
    assert len(set(words)) == len(words)
    assert all(hasattr(pl, family.dtype) for family in columns.DRAWS)


def test_a_column_of_the_draws_finds_its_family() -> None:
    assert columns.family("seats.clp.left").pattern == "seats.<contest>.<faction>"
    assert columns.family("shift").dtype == "Float64"
    with pytest.raises(KeyError):
        columns.family("sets.clp.left")
