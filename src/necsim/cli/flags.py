"""Flags that several commands share, each with one meaning."""

from __future__ import annotations

import re
from collections.abc import Callable
from math import nan
from pathlib import Path
from typing import Annotated, Any, TypeAlias

import typer

from necsim.rules import Sampler


def whole(least: int, most: int) -> Callable[[str], int]:
    """Make a reader of whole numbers from `least` to `most`."""

    def read(text: str) -> int:
        number = int(text) if text.lstrip("+-").replace("_", "").isdecimal() else least - 1
        if not least <= number <= most:
            limits = f"from {least} to {most:_}"
            raise typer.BadParameter(f"must be a whole number {limits}, not {text!r}")
        return number

    return read


def half_width(text: str) -> float:
    """Read how close chances shall be: a number such as 0.01, or 1%."""
    return _share(text, 0.5, "0.01 or 1%")


def chance(text: str) -> float:
    """Read a chance between 0 and 1: a number such as 0.5, or 50%."""
    return _share(text, 1, "0.5 or 50%")


def _share(text: str, most: float, such: str) -> float:
    """Read a number between 0 and `most`, or a percentage."""
    percent = text.endswith("%")
    try:
        number = float(text.removesuffix("%")) / (100 if percent else 1)
    except ValueError:
        number = nan
    if not 0 < number < most:
        limits = f"more than 0 and less than {most:g}, such as {such}"
        raise typer.BadParameter(f"must be {limits}, not {text!r}")
    return number


def cluster(text: str) -> str:
    """Read where a cluster is: `tcp://host:port`, or `local:4` for four processes here."""
    if not re.fullmatch(r"local:[1-9][0-9]{0,2}|(tcp|tls)://[^\s/]+:[0-9]{1,5}", text):
        such = "tcp://host:port, or local:4 for four processes here"
        raise typer.BadParameter(f"must be {such}, not {text!r}")
    return text


_REPLICATES = whole(1, 1_000_000_000)

File: TypeAlias = Annotated[Path, typer.Argument(metavar="FILE", help="A scenario file.")]
StudyFile: TypeAlias = Annotated[
    Path, typer.Argument(metavar="FILE", help="A scenario file, or a file of the study.")
]
Of: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--of", metavar="OUTCOME", help='An event or number, as in "seats.left >= 2"; repeatable.'
    ),
]
Set: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="KEY=VALUE", help="Change a key, as in support.left=45%."),
]
Poll: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--poll",
        metavar='"KEY=VALUE …"',
        help='Add a poll, as in "size=1000 asks=votes left=45%"; repeatable.',
    ),
]
Replicates: TypeAlias = Annotated[
    int | None,
    typer.Option(
        "--replicates", "-n", metavar="N", parser=_REPLICATES, help="Worlds to draw [the file's]."
    ),
]
Seed: TypeAlias = Annotated[
    int | None,
    typer.Option(
        "--seed",
        metavar="N",
        parser=whole(0, 2**32 - 1),
        help="Start of all random streams [the file's, else drawn].",
    ),
]
Precision: TypeAlias = Annotated[
    float | None,
    typer.Option(
        "--precision",
        metavar="P",
        parser=half_width,
        help="Go on until every headline chance is this close (±), as in 0.01 or 1%.",
    ),
]
MaxReplicates: TypeAlias = Annotated[
    int | None,
    typer.Option(
        "--max-replicates", metavar="N", parser=_REPLICATES, help="Where --precision gives up."
    ),
]
ChosenSampler: TypeAlias = Annotated[
    Sampler | None,
    typer.Option("--sampler", help="Members in bulk (flows) or one at a time (ballots)."),
]
ThreadCount: TypeAlias = Annotated[
    int | None,
    typer.Option(
        "--threads", "-j", metavar="N", parser=whole(1, 1024), help="Threads [all processors]."
    ),
]
Cluster: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--cluster",
        metavar="WHERE",
        parser=cluster,
        help="A Dask scheduler, as tcp://host:port, or local:4 for four processes here.",
    ),
]
Output: TypeAlias = Annotated[
    Path, typer.Option("--output", "-o", metavar="DIR", help="The root of all results folders.")
]
Force: TypeAlias = Annotated[
    bool, typer.Option("--force", help="Run again though the folder is finished or begun.")
]
Resume: TypeAlias = Annotated[
    bool, typer.Option("--resume", help="Go on with a run that was interrupted.")
]
NoFiles: TypeAlias = Annotated[bool, typer.Option("--no-files", help="Write no files.")]
NoReport: TypeAlias = Annotated[
    bool, typer.Option("--no-report", help="Write no workbook and no page beside the tables.")
]
Json: TypeAlias = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
Quiet: TypeAlias = Annotated[
    bool, typer.Option("--quiet", "-q", help="Say nothing but the answer.")
]


def changes(set_: Set, poll: Poll) -> list[str | tuple[str, Any]]:
    """List what --set and --poll change in a scenario."""
    from necsim.scenario import read_polls

    return [*(set_ or ()), *read_polls(poll or ())]
