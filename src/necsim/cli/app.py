"""The application: its commands, its version, and what becomes of errors."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from necsim.cli import bench, check, export, init, run, show
from necsim.cli.console import complain
from necsim.errors import NecsimError
from necsim.provenance import __version__

# Plain help that pipes; and a traceback, if there must be one, without the values of variables.
app = typer.Typer(
    name="necsim",
    help="Forecast committee elections: who wins the open seats, and who controls the committee.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)
for module in (init, check, show, run, export, bench):
    app.command(module.NAME)(module.command)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"necsim {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Print version."),
    ] = False,
) -> None:
    """Forecast committee elections: who wins the open seats, and who controls the committee."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; give its exit code."""
    try:
        app(args=arguments)
    except SystemExit as done:
        return done.code if isinstance(done.code, int) else 0
    except NecsimError as error:
        complain(error)
        return error.exit_code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader has left; what Python still holds must not be written at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return 0
