from __future__ import annotations

import json

from tests.report.counts import SMALL

from necsim.report.documents.count import count_document


def test_the_document_has_the_form_agreed() -> None:
    assert json.loads(count_document(SMALL)) == {
        "rule": "ers97",
        "seats": 2,
        "candidates": [
            {"number": 1, "name": "Ann Ames (Lab)"},
            {"number": 2, "name": "Bob Bell"},
            {"number": 4, "name": "Dee Dunn"},
            {"number": 5, "name": "=Eve Eck"},
        ],
        "quota": "3.30",
        "winners": [
            {"number": 1, "name": "Ann Ames (Lab)", "stage": 1},
            {"number": 2, "name": "Bob Bell", "stage": 2},
        ],
        "stages": [
            {
                "stage": 1,
                "kind": "first",
                "quota": "3.34",
                "moved": [],
                "totals": {"1": "5.00", "2": "3.00", "4": "1.00", "5": "1.00"},
                "non_transferable": "0.00",
                "elected": [1],
                "excluded": [],
                "lot": None,
            },
            {
                "stage": 2,
                "kind": "surplus",
                "quota": "3.34",
                "moved": [1],
                "totals": {"1": "3.34", "2": "4.34", "4": "1.00", "5": "1.00"},
                "non_transferable": "0.32",
                "elected": [2],
                "excluded": [],
                "lot": None,
            },
            {
                "stage": 3,
                "kind": "exclusion",
                "quota": "3.30",
                "moved": [4],
                "totals": {"1": "3.34", "2": "4.34", "4": "0.00", "5": "2.00"},
                "non_transferable": "0.32",
                "elected": [],
                "excluded": [4],
                "lot": [{"among": [4, 5], "drawn": 4, "declared": True}],
            },
        ],
        "minimum_acted": True,
        "title": "Ward 7",
        "ballots": {
            "valid": 10,
            "invalid": 1,
            "set_aside": 1,
            "verdicts": [
                {"fault": "equal", "invalid": False, "ballots": 1200, "lines": [3, 14]},
                {"fault": "blank", "invalid": True, "ballots": 1, "lines": [9]},
            ],
        },
    }


def test_meek_has_no_quota_of_the_whole_count() -> None:
    said = json.loads(count_document(SMALL._replace(rule="meek")))
    assert said["quota"] is None
    assert said["stages"][0]["quota"] == "3.34"


def test_figures_are_written_to_the_last_unit() -> None:
    scottish = SMALL._replace(unit=100_000)
    assert [scottish.written(units) for units in (0, 1, -1, 123_456_789_012_345)] == [
        "0.00000",
        "0.00001",
        "-0.00001",
        "1234567890.12345",
    ]
    assert SMALL.written(-1_234_567_89, ",") == "-1,234,567.89"
