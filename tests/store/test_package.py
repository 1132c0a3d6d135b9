from __future__ import annotations

import json
from pathlib import Path

from tests.store.samples import TABLES, draws, finished


def test_the_data_package_describes_every_column(tmp_path: Path) -> None:
    path = finished(tmp_path).path
    package = json.loads((path / "datapackage.json").read_text())
    resources = {each["name"]: each for each in package["resources"]}
    assert set(resources) == {*TABLES, "draws"}
    for name, frame in (*TABLES.items(), ("draws", draws())):
        fields = resources[name]["schema"]["fields"]
        assert [field["name"] for field in fields] == frame.columns
        assert all(field["description"] and field["type"] for field in fields)
        assert (path / resources[name]["path"]).is_file()
    types = {field["name"]: field["type"] for field in resources["draws"]["schema"]["fields"]}
    assert types["elected.clp.ann"] == "boolean"
    assert types["seats.clp.left"] == "integer"
    assert types["margin.clp"] == "number"
