from __future__ import annotations

import re
from typing import Any

import pytest

from necsim import provenance
from necsim.provenance import Provenance, content_hash, environment

RUN = Provenance(
    scenario="tiny",
    title="Tiny",
    as_of="2018-01-11",
    content='{"id":"tiny"}',
    seed=7,
    sampler="flows",
    replicates=100,
)


def test_a_hash_is_eight_digits_and_the_same_wherever_it_is_made() -> None:
    assert content_hash(RUN) == "31833c1e"
    assert re.fullmatch("[0-9a-f]{8}", content_hash(RUN))


@pytest.mark.parametrize(
    "change",
    [
        {"content": '{"id":"other"}'},
        {"seed": 8},
        {"sampler": "ballots"},
        {"replicates": 101},
        {"precision": 0.01},
    ],
)
def test_whatever_the_content_depends_on_changes_the_hash(change: dict[str, Any]) -> None:
    assert content_hash(RUN._replace(**change)) != content_hash(RUN)


def test_the_most_replicates_count_only_beside_a_precision() -> None:
    precise = RUN._replace(precision=0.01)
    assert content_hash(RUN._replace(max_replicates=5)) == content_hash(RUN)
    assert content_hash(precise._replace(max_replicates=5)) != content_hash(precise)


def test_another_schema_is_another_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    before = content_hash(RUN)
    monkeypatch.setattr(provenance, "SCHEMA_VERSION", provenance.SCHEMA_VERSION + 1)
    assert content_hash(RUN) != before


def test_the_environment_names_versions_and_nothing_of_the_machine_but_its_cpu() -> None:
    found = environment("x86_64 family 6")
    assert list(found) == ["necsim", "python", "numpy", "numba", "polars", "cpu"]
    assert found["necsim"] == provenance.__version__
    assert found["cpu"] == "x86_64 family 6"
