"""The kinds of value a scenario is made of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, TypeAlias

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
)
from pydantic_core import PydanticCustomError

RESERVED = ("unaligned", "independent", "nobody", "none", "default", "and", "not")
_ID = re.compile(r"[a-z][a-z0-9_]*")
_LONGEST_ID = 60


class Words(BaseModel):
    """One table of a scenario: frozen, typed strictly, closed to unknown keys."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        strict=True,
        allow_inf_nan=False,
        use_attribute_docstrings=True,
        ser_json_inf_nan="strings",
    )


def fault(wrong: str, remedy: str) -> PydanticCustomError:
    """Make the error that a validator raises; it becomes a `Fault` with these words."""
    return PydanticCustomError("necsim", "{wrong}", {"wrong": wrong, "remedy": remedy})


def _check_id(text: str) -> str:
    if text in RESERVED:
        raise fault(f'"{text}" is a reserved word', "choose another id")
    if not _ID.fullmatch(text):
        raise fault(
            f"{text!r} cannot be an id",
            "use a–z, 0–9 and _, and begin with a letter; a name may hold anything",
        )
    if len(text) > _LONGEST_ID:
        raise fault(
            f"an id of {len(text)} characters", f"use at most {_LONGEST_ID}; a name may be longer"
        )
    return text


def _kind_of_value(value: object) -> str:
    return "<table>" if isinstance(value, Mapping) else "<single>"


def _one_or_more(value: object) -> object:
    return (value,) if isinstance(value, str) else value


def _read_infinity(value: object) -> object:
    # The longer word is what a resolved scenario has in JSON.
    return float("inf") if value in ("inf", "Infinity") else value


Id: TypeAlias = Annotated[str, AfterValidator(_check_id)]
Name: TypeAlias = Annotated[str, Field(max_length=200)]
Share: TypeAlias = Annotated[float, Field(ge=0, le=1)]
NotNegative: TypeAlias = Annotated[float, Field(ge=0)]
Positive: TypeAlias = Annotated[float, Field(gt=0)]
# Beyond these a weight is as good as 0 or the only one, and sums of others no longer hold it.
LogWeight: TypeAlias = Annotated[float, Field(ge=-30, le=30)]
LogSpread: TypeAlias = Annotated[float, Field(ge=0, le=10)]
PositiveSpread: TypeAlias = Annotated[float, Field(gt=0, le=10)]
Weight: TypeAlias = Annotated[float, Field(ge=0, le=1e13)]
Ids: TypeAlias = Annotated[
    tuple[str, ...],
    BeforeValidator(_one_or_more, json_schema_input_type=str | list[str]),
]
Tail: TypeAlias = Annotated[
    float,
    Field(gt=2, allow_inf_nan=True),
    BeforeValidator(_read_infinity, json_schema_input_type=float | str),
]
_EITHER = Discriminator(_kind_of_value)
LogWeightOrTable: TypeAlias = Annotated[
    Annotated[LogWeight, Tag("<single>")] | Annotated[dict[str, LogWeight], Tag("<table>")],
    _EITHER,
]
LogSpreadOrTable: TypeAlias = Annotated[
    Annotated[LogSpread, Tag("<single>")] | Annotated[dict[str, LogSpread], Tag("<table>")],
    _EITHER,
]
WeightOrTable: TypeAlias = Annotated[
    Annotated[Weight, Tag("<single>")] | Annotated[dict[str, Weight], Tag("<table>")], _EITHER
]
ShareOrTable: TypeAlias = Annotated[
    Annotated[Share, Tag("<single>")] | Annotated[dict[str, Share], Tag("<table>")], _EITHER
]
NotNegativeOrTable: TypeAlias = Annotated[
    Annotated[NotNegative, Tag("<single>")] | Annotated[dict[str, NotNegative], Tag("<table>")],
    _EITHER,
]


def is_number(value: Any) -> bool:
    """Say whether a value read from a file is a number that sums can hold; yes and no are not."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e15
