"""Flags that several commands share, each with one meaning."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from necsim.rules import Sampler

File: TypeAlias = Annotated[Path, typer.Argument(help="A scenario file.", show_default=False)]
Set: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="KEY=VALUE", help="Change a key, as in support.left=45%."),
]
Poll: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--poll", metavar='"KEY=VALUE …"', help="Add a poll. Not there yet."),
]
Replicates: TypeAlias = Annotated[
    int | None,
    typer.Option("--replicates", "-n", min=1, max=1_000_000_000, help="Worlds to draw."),
]
Seed: TypeAlias = Annotated[
    int | None, typer.Option("--seed", min=0, max=2**32 - 1, help="Start of all random streams.")
]
Precision: TypeAlias = Annotated[
    float | None,
    typer.Option("--precision", help="Go on until every headline chance is this close (±)."),
]
MaxReplicates: TypeAlias = Annotated[
    int | None,
    typer.Option("--max-replicates", min=1, max=1_000_000_000, help="Where --precision gives up."),
]
ChosenSampler: TypeAlias = Annotated[
    Sampler | None,
    typer.Option("--sampler", help="Members in bulk (flows) or one at a time (ballots)."),
]
ThreadCount: TypeAlias = Annotated[
    int | None, typer.Option("--threads", "-j", min=1, max=1024, help="Threads to run on.")
]
Output: TypeAlias = Annotated[
    Path, typer.Option("--output", "-o", help="The root of all results folders.")
]
Force: TypeAlias = Annotated[
    bool, typer.Option("--force", help="Run again though the folder is finished or begun.")
]
Resume: TypeAlias = Annotated[
    bool, typer.Option("--resume", help="Go on with a run that was interrupted.")
]
NoFiles: TypeAlias = Annotated[bool, typer.Option("--no-files", help="Write no files.")]
Json: TypeAlias = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
Quiet: TypeAlias = Annotated[
    bool, typer.Option("--quiet", "-q", help="Say nothing but the answer.")
]
