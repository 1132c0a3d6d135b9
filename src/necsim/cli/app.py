"""The application: its commands, its version, and what becomes of errors."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from functools import cache
from importlib import import_module
from typing import Annotated

import typer

from necsim.cli.console import complain, say, take_every_character
from necsim.cli.interrupt import answer_interrupts
from necsim.errors import NecsimError, RunError, UsageError
from necsim.provenance import __version__

# In the order of help. Each is a module here, with a NAME and a `command`.
COMMANDS = (
    *("init", "check", "show", "run"),
    *("sweep", "compare", "drivers", "target", "suppose"),
    *("fit", "backtest", "score"),
    *("count", "export", "bench"),
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"necsim {__version__}")
        raise typer.Exit


def options(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Print version."),
    ] = False,
) -> None:
    """Forecast committee elections: who wins the open seats, and who controls the committee."""


@cache
def application(*names: str) -> Callable[..., object]:
    """Make the command line with these commands; each that is there costs a call some time."""
    # Plain help that pipes; and a traceback, if there must be one, without values of variables.
    app = typer.Typer(
        name="necsim",
        help=options.__doc__,
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["--help", "-h"]},
    )
    app.callback()(options)
    for name in names:
        module = import_module(f"necsim.cli.{name}")
        # Said as the short help too, a sentence is not cut to one line.
        sentence = (module.command.__doc__ or "").partition("\n")[0]
        app.command(module.NAME, short_help=sentence)(module.command)
    return typer.main.get_command(app)


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
        named = arguments[:1] if arguments and arguments[0] in COMMANDS else COMMANDS
        application(*named)(args=arguments)
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
