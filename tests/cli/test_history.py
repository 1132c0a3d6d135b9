from __future__ import annotations

import json

from tests.cli.conftest import Call


def test_history_lists_every_id_with_its_tables(call: Call) -> None:
    code, out, err = call("show --history")
    assert (code, err) == (0, "")
    lines = dict(line.split(maxsplit=1) for line in out.splitlines())
    assert "results" in lines["nec-2018-01"]
    assert "committees" in lines["nec-2017-12"]


def test_history_prints_what_is_known_of_one_contest(call: Call) -> None:
    code, out, _ = call("show nec-2018-01 --history")
    assert code == 0
    assert "68388" in out
    assert "source: " in out
    document = json.loads(call("show nec-2018-01 --history --json").out)
    votes = {row["candidate"]: row["votes"] for row in document["nec-2018-01"]["results"]}
    assert votes["dar"] == 68388


def test_an_unknown_id_ends_with_3_and_names_the_nearest(call: Call) -> None:
    code, out, err = call("show nec-2018-1 --history")
    assert (code, out) == (3, "")
    assert 'did you mean "nec-2018-' in err


def test_show_without_a_file_says_what_it_needs(call: Call) -> None:
    assert call("show").code == 2
