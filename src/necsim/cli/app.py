"""The application: its commands, its version, and what becomes of errors."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from necsim.cli import (
    backtest,
    bench,
    check,
    compare,
    count,
    drivers,
    export,
    fit,
    init,
    run,
    score,
    show,
    suppose,
    sweep,
    target,
)
from necsim.cli.console import complain, say, take_every_character
from necsim.cli.interrupt import answer_interrupts
from necsim.errors import NecsimError, RunError, UsageError
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
_COMMANDS = (
    *(init, check, show, run),
    *(sweep, compare, drivers, target, suppose),
    *(fit, backtest, score),
    *(count, export, bench),
)
for module in _COMMANDS:
    # Said as the short help too, a sentence is not cut to one line.
    sentence = (module.command.__doc__ or "").partition("\n")[0]
    app.command(module.NAME, short_help=sentence)(module.command)


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
    """Run one command; give its exit code. Without arguments the process is necsim's own."""
    if arguments is not None:
        return _answer(arguments)
    os.environ["NECSIM_PROCESS"] = "own"  # the kernels' compiler may leave out what others need
    answer_interrupts()
    code = _answer(sys.argv[1:])
    if sys.stderr:
        sys.stderr.flush()
    # All is written: to take the compiler down in order takes as long as a fifth of a forecast.
    os._exit(code)


def _answer(arguments: Sequence[str]) -> int:
    try:
        take_every_character()
        code = _run(arguments)
        if sys.stdout:
            sys.stdout.flush()
    except BrokenPipeError:
        # The reader has left; what Python still holds must not be written at exit.
        _forget_the_rest()
        return 1
    except OSError as error:
        say(f"{error.filename or 'the answer'}: {error.strerror or error}")
        _forget_the_rest()
        return RunError.exit_code
    return code


def _run(arguments: Sequence[str]) -> int:
    try:
        _want_text(arguments)
        app(args=arguments)
    except SystemExit as done:
        return done.code if isinstance(done.code, int) else 0
    except NecsimError as error:
        complain(error)
        return error.exit_code
    except KeyboardInterrupt:
        return 130
    return 0


def _want_text(arguments: Sequence[str]) -> None:
    for each in arguments:
        if any("\ud800" <= letter <= "\udfff" for letter in each):
            raise UsageError(f"{each!r}: not UTF-8 text; rename the file, or type it in UTF-8")


def _forget_the_rest() -> None:
    """Send what is still to be flushed nowhere."""
    if sys.__stdout__:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stdout__.fileno())
