from __future__ import annotations

import pytest

from necsim.scenario.behaviour import Behaviour, PerSlate, of
from necsim.scenario.reference import Reference


@pytest.mark.parametrize(
    ("stated", "slate", "value"),
    [
        (None, "reds", 9.0),
        (0.3, "reds", 0.3),
        ({"reds": 0.1, "default": 0.2}, "reds", 0.1),
        ({"reds": 0.1, "default": 0.2}, "blues", 0.2),
        ({"reds": 0.1}, "blues", 9.0),
        ({"unaligned": 0.0, "default": 0.2}, "unaligned", 0.0),
    ],
)
def test_one_number_or_one_by_slate(stated: PerSlate, slate: str, value: float) -> None:
    assert of(stated, slate, 9.0) == value


@pytest.mark.parametrize(
    ("camp", "target", "kin", "value"),
    [
        ("reds", "blues", False, -3.0),
        ("reds", "none", False, 0.4),
        ("blues", "reds", False, -0.5),
        ("reds", "pinks", True, 0.0),
        ("blues", "none", False, 0.0),
        ("unaligned", "reds", False, 0.0),
    ],
)
def test_affinity_is_stated_or_the_reference(
    camp: str, target: str, kin: bool, value: float
) -> None:
    behaviour = Behaviour(affinity={"reds": {"blues": "hostile", "none": 0.4}})
    assert behaviour.affinity_of(camp, target, kin=kin, reference=Reference()) == value
