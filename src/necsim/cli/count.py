"""`necsim count`: real ballots, stage by stage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from necsim.cli import flags
from necsim.cli.console import answer, console, say
from necsim.errors import DataError, UsageError

if TYPE_CHECKING:
    from necsim.count import Ballots, Count

NAME = "count"
FORMATS = ("csv", "xlsx")
_SEATS = flags.whole(1, 1_000)
_MOST_DIGITS = 9


def command(
    file: Annotated[
        Path,
        typer.Argument(metavar="BALLOTS", help="BLT, or CSV with a row a ballot; .gz of either."),
    ],
    rule: Annotated[
        str, typer.Option("--rule", metavar="RULE", help="ers97, scottish or meek.")
    ] = "ers97",
    seats: Annotated[
        int | None,
        typer.Option("--seats", metavar="N", parser=_SEATS, help="Seats to fill [the file's]."),
    ] = None,
    lots: Annotated[
        str,
        typer.Option("--lots", metavar="N,N,…", help="Candidates drawn by lot, first drawn first."),
    ] = "",
    seed: Annotated[
        int | None,
        typer.Option(
            "--seed", metavar="N", parser=flags.whole(0, 2**32 - 1), help="Draws the other lots."
        ),
    ] = None,
    vacate: Annotated[
        list[str] | None,
        typer.Option("--vacate", metavar="NAME", help="Count as if NAME had never stood."),
    ] = None,
    minimum: Annotated[
        list[str] | None,
        typer.Option("--minimum", metavar="TAG=N", help="At least N winners with a tag."),
    ] = None,
    tags: Annotated[
        Path | None,
        typer.Option("--tags", metavar="FILE", help="Who has which tag: CSV number,tag."),
    ] = None,
    to: Annotated[
        str, typer.Option("--to", metavar="FORMATS", help=f"Write {','.join(FORMATS)} as well.")
    ] = "",
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="Where to write them.")
    ] = Path(),
    json: flags.Json = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Name the lines of faulty ballots.")
    ] = False,
    quiet: flags.Quiet = False,
) -> None:
    """Count real ballots, stage by stage."""
    formats = _formats(to)
    drawn, needs = _lots(lots), _minimums(minimum or (), tags)
    from necsim.count import count_ballots, read_ballots, read_tags

    ballots = read_ballots(file)
    for remark in ballots.remarks:
        say(f"warning: {file}: {remark}", quiet=quiet)
    who = read_tags(tags, len(ballots.candidates)) if tags else {}
    vacated = [_number(ballots, name) for name in vacate or ()]
    _announce_compiling(rule, quiet)
    with _naming(file):
        count = count_ballots(
            ballots, rule, seats, drawn, seed=seed, vacate=vacated, minimums=needs, tags=who
        )
    if count.lots_declared < len(drawn):
        say(f"warning: only {count.lots_declared} of {len(drawn)} lots were needed", quiet=quiet)
    stem = file.name.removesuffix(".gz").rpartition(".")[0] or file.name
    for path in _write(count, formats, output / f"{stem}-{rule}"):
        say(f"wrote {path}", quiet=quiet)
    _print(count, json=json, verbose=verbose)


@contextmanager
def _naming(file: Path) -> Iterator[None]:
    """Have what is wrong with ballots as a whole name their file."""
    try:
        yield
    except DataError as error:
        raise DataError(f"{file}: {error}") from error


def _formats(to: str) -> list[str]:
    formats = [name.strip() for name in to.split(",")] if to else []
    if unknown := [name for name in formats if name not in FORMATS]:
        raise UsageError(f"--to {unknown[0]!r}: not a format; there are {', '.join(FORMATS)}")
    return list(dict.fromkeys(formats))


def _lots(text: str) -> list[int]:
    numbers = text.replace(",", " ").split()
    if not all(map(_is_whole, numbers)):
        raise UsageError(f"--lots {text!r}: write candidates' numbers, as in --lots 3,1")
    return [int(number) for number in numbers]


def _minimums(stated: Sequence[str], tags: Path | None) -> dict[str, int]:
    if bool(stated) != (tags is not None):
        raise UsageError("--minimum and --tags go together: give both")
    needs = {}
    for each in stated:
        tag, _, need = (part.strip() for part in each.partition("="))
        if not (tag and _is_whole(need)):
            raise UsageError(f'--minimum {each!r}: write a tag and a number, as in "women=4"')
        needs[tag] = int(need)
    return needs


def _is_whole(text: str) -> bool:
    return text.isdecimal() and len(text) <= _MOST_DIGITS


def _number(ballots: Ballots, name: str) -> int:
    """Find a candidate by name, or else by number."""
    found = [n for n, each in enumerate(ballots.candidates, start=1) if each == name]
    if len(found) == 1:
        return found[0]
    if found:
        raise DataError(f"--vacate {name!r}: two candidates have this name; give the number")
    if _is_whole(name):
        return int(name)
    from difflib import get_close_matches

    near = get_close_matches(name, ballots.candidates, n=1, cutoff=0.4)
    remedy = f"did you mean {near[0]!r}?" if near else "give the name as in the file, or the number"
    raise DataError(f"--vacate {name!r}: no candidate has this name; {remedy}")


def _announce_compiling(rule: str, quiet: bool) -> None:
    from necsim.kernels._numba import is_cold

    if is_cold(f"count_rankings._{rule}"):
        say("compiling, once on this machine: about twenty seconds …", quiet=quiet)


def _write(count: Count, formats: Sequence[str], base: Path) -> Iterator[Path]:
    """Write the count in each format asked for; give the files."""
    for name in formats:
        from necsim.store import write_table, write_whole

        path = base.with_name(f"{base.name}.{name}")
        if name == "csv":
            from necsim.count.tables import stage_table

            write_table(path, stage_table(count))
        else:
            from necsim.report.workbook.count import write_count

            write_whole(path, partial(write_count, count=count))
        yield path


def _print(count: Count, *, json: bool, verbose: bool) -> None:
    if json:
        from necsim.report.documents.count import count_document

        answer(count_document(count))
    else:
        from necsim.report.terminal.count import print_count

        print_count(console(), count, lines=verbose)
