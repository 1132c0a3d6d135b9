from __future__ import annotations

import json
import tomllib

from necsim.scenario import json_schema, starter_files
from necsim.scenario.schema import kinds_at, names_at


def test_names_at_a_path_hold_the_keys_of_files_too() -> None:
    assert "extends" in names_at(())
    assert {"copies", "withdrawn", "appeal"} <= set(names_at(("contests", "c", "candidates", "a")))
    assert "candidates_from" in names_at(("contests", "c"))
    assert "withdrawn" not in names_at(("committee",))
    assert "design_effect" in names_at(("evidence", "a"))
    assert names_at(("contests",)) == ()


def test_paths_that_the_model_lacks_have_no_kinds() -> None:
    assert kinds_at(("contests", "c", "behaviour", "discipline", "left"))
    assert not kinds_at(("contests", "c", "turnout", "x"))


def test_the_schema_is_json_with_a_description_for_every_key() -> None:
    schema = json.loads(json.dumps(json_schema()))
    tables = [schema, *schema["$defs"].values()]
    file_keys = {"extends", "withdrawn", "copies", "candidates_from", "seats_from", "file"}
    for table in tables:
        for name, key in table.get("properties", {}).items():
            assert name in file_keys or key.get("description"), (table["title"], name)
    assert schema["required"] == ["format"]


def test_the_schema_knows_every_key_of_the_starter() -> None:
    schema = json_schema()
    tree = tomllib.loads(starter_files()["board-election.toml"])
    assert set(tree) <= set(schema["properties"])
    person = schema["$defs"]["Candidate"]["properties"]
    for who in tree["contests"]["board"]["candidates"].values():
        assert set(who) <= set(person)
