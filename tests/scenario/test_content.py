from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.scenario.examples import GOOD, changed

from necsim.errors import ScenarioError
from necsim.scenario import canonical, from_canonical, load_scenario, make_scenario


def test_reasons_notes_and_run_settings_change_no_content() -> None:
    plain = make_scenario(GOOD)
    told = make_scenario(changed({"note": "x", "why": {"support.left": "y"}, "run.replicates": 7}))
    assert canonical(plain) == canonical(told)


def test_where_a_value_came_from_changes_no_content(tmp_path: Path) -> None:
    typed = make_scenario(changed({"contests.clp.turnout": 0.3}))
    assert canonical(typed) == canonical(make_scenario(GOOD, ["turnout=30%"]))


@pytest.mark.parametrize(
    "override",
    ["turnout=0.21", "tail=inf", "candidates.ann.name=Ann", "title=Other", "reference.loyalty=1"],
)
def test_what_moves_numbers_or_names_changes_content(override: str) -> None:
    assert canonical(make_scenario(GOOD)) != canonical(make_scenario(GOOD, [override]))


def test_the_order_of_candidates_is_content() -> None:
    people = GOOD["contests"]["clp"]["candidates"]
    turned = changed({"contests.clp.candidates": dict(reversed(people.items()))})
    assert canonical(make_scenario(GOOD)) != canonical(make_scenario(turned))


def test_content_is_strict_json() -> None:
    def refuse(word: str) -> None:
        raise AssertionError(word)

    text = canonical(make_scenario(GOOD, ["tail=inf"]))
    assert json.loads(text, parse_constant=refuse)["tail"] == "Infinity"


def test_load_and_make_agree(tmp_path: Path) -> None:
    path = tmp_path / "scenario.toml"
    path.write_text('format = 1\n[contests.c]\nrule="block"\nseats=1\nelectorate=5\nturnout=1\n'
                    "[contests.c.candidates.a]\n")  # fmt: skip
    tree = {
        "format": 1,
        "contests": {
            "c": {
                "rule": "block",
                "seats": 1,
                "electorate": 5,
                "turnout": 1,
                "candidates": {"a": {}},
            }
        },
    }
    assert canonical(load_scenario(path)) == canonical(make_scenario(tree))


CONFIGS = sorted(path for path in Path("configs").glob("*.toml") if not path.stem.endswith("-base"))


@pytest.mark.parametrize("path", CONFIGS, ids=lambda path: path.stem)
def test_every_shipped_scenario_is_read_back_from_its_content(path: Path) -> None:
    text = canonical(load_scenario(path))
    assert canonical(from_canonical(json.loads(text))) == text


@pytest.mark.parametrize(
    "override",
    [
        *("tail=inf", "reference.appeal_tail=inf", "as_of=2018-01-11", "turnout=30%"),
        "evidence.a={kind='ballot', date=2018-01-11, published=2018-01-12, shares={left=0.5}}",
        "evidence.a={kind='result', date='2018', candidates={ann={votes=5}, Eve={}}}",
    ],
)
def test_content_is_read_back_whatever_it_holds(override: str) -> None:
    text = canonical(make_scenario(GOOD, [override]))
    assert canonical(from_canonical(json.loads(text))) == text


def test_content_that_cannot_be_is_refused() -> None:
    content = json.loads(canonical(make_scenario(GOOD))) | {"seats": 3}
    with pytest.raises(ScenarioError, match=r"run\.json: seats"):
        from_canonical(content, "run.json")
