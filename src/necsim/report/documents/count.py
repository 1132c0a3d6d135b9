"""The document that `count --json` prints."""

from __future__ import annotations

import json
from typing import Any

from necsim.count import Count, Stage


def count_document(count: Count) -> str:
    """Give a count as JSON text; figures are decimal strings to the rule's own precision.

    `quota` is that of the last stage, null where each iteration has its own.
    """
    quota = count.stages[-1].quota if count.stages else None
    document = {
        "rule": count.rule,
        "seats": count.seats,
        "candidates": [_person(count, number) for number in count.standing],
        "quota": None if quota is None or count.rule == "meek" else count.written(quota),
        "winners": [
            _person(count, number) | {"stage": stage} for number, stage in count.winners.items()
        ],
        "stages": [_stage(count, place, each) for place, each in enumerate(count.stages, start=1)],
        "minimum_acted": count.minimum_acted,
        "title": count.title,
        "ballots": {
            "valid": count.papers,
            "invalid": sum(each.ballots for each in count.verdicts if each.invalid),
            "set_aside": count.unnamed,
            "verdicts": [verdict._asdict() for verdict in count.verdicts],
        },
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _person(count: Count, number: int) -> dict[str, Any]:
    return {"number": number, "name": count.name(number)}


def _stage(count: Count, place: int, stage: Stage) -> dict[str, Any]:
    return {
        "stage": place,
        "kind": stage.kind,
        "quota": None if stage.quota is None else count.written(stage.quota),
        "moved": stage.moved,
        "totals": {str(n): count.written(stage.totals[n - 1]) for n in count.standing},
        "non_transferable": count.written(stage.non_transferable),
        "elected": stage.elected,
        "excluded": stage.excluded,
        "lot": [lot._asdict() for lot in stage.lots] or None,
    }
