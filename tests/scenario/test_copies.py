from __future__ import annotations

import pytest
from tests.scenario.examples import changed, faults_of

from necsim.scenario import make_scenario


def test_copies_are_written_out_where_the_original_stood() -> None:
    minor = {"name": "Minor candidate", "copies": 3, "appeal": -1}
    tree = changed({"contests.clp.candidates.minor": minor, "contests.clp.candidates.zoe": {}})
    people = make_scenario(tree).contests["clp"].candidates
    assert list(people)[-4:] == ["minor_1", "minor_2", "minor_3", "zoe"]
    assert people["minor_2"].name == "Minor candidate 2"
    assert people["minor_3"].appeal == -1


def test_one_copy_keeps_its_id() -> None:
    tree = changed({"contests.clp.candidates.dan.copies": 1})
    assert "dan" in make_scenario(tree).contests["clp"].candidates


@pytest.mark.parametrize("first", ["minor", "minor_2"])
def test_a_copy_with_an_entry_of_its_own_keeps_it(first: str) -> None:
    entries = {"minor": {"copies": 3, "appeal": -1}, "minor_2": {"appeal": 1}}
    people = {id_: entries[id_] for id_ in sorted(entries, key=lambda id_: id_ != first)}
    tree = changed({"contests.clp.candidates": people, "contests.clp.slates": {}})
    written = make_scenario(tree).contests["clp"].candidates
    assert [written[f"minor_{n}"].appeal for n in (1, 2, 3)] == [-1, 1, -1]


@pytest.mark.parametrize("copies", [0, 1001, 1.5, True, "x", float("nan"), [2]])
def test_copies_that_are_no_number_of_copies_are_a_fault(copies: object) -> None:
    (fault,) = faults_of({"contests.clp.candidates.dan.copies": copies})
    assert fault.key == "contests.clp.candidates.dan.copies"


@pytest.mark.parametrize("gone", [{"minor"}, {"minor_2"}])
def test_copies_may_be_withdrawn_together_or_one_by_one(gone: set[str]) -> None:
    tree = changed({"contests.clp.candidates.minor": {"copies": 3}})
    people = make_scenario(tree, {f"candidates.{id_}.withdrawn": True for id_ in gone})
    left = {id_ for id_ in people.contests["clp"].candidates if id_.startswith("minor")}
    assert left == (set() if gone == {"minor"} else {"minor_1", "minor_3"})
