"""One Ctrl-C is one interrupt, whoever raises it first."""

from __future__ import annotations

import subprocess
import sys
from textwrap import dedent


def ended(code: str) -> subprocess.CompletedProcess[str]:
    begin = (
        "import signal\nfrom necsim.cli.interrupt import answer_interrupts\nanswer_interrupts()\n"
    )
    command = [sys.executable, "-c", begin + dedent(code)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_an_interrupt_is_raised() -> None:
    done = ended("""
        try:
            signal.raise_signal(signal.SIGINT)
        except KeyboardInterrupt:
            print("interrupted")
        """)
    assert (done.stdout, done.stderr) == ("interrupted\n", "")


def test_an_interrupt_that_a_library_raised_already_is_not_raised_again() -> None:
    done = ended("""
        try:
            try:
                raise KeyboardInterrupt  # as Polars does where it finds the signal
            finally:
                signal.raise_signal(signal.SIGINT)
                print("let go of")
        except KeyboardInterrupt:
            try:
                raise OSError
            except OSError:
                print("interrupted")
        """)
    assert (done.stdout, done.stderr) == ("let go of\ninterrupted\n", "")


def test_a_second_one_ends_the_process_at_once() -> None:
    done = ended("""
        try:
            signal.raise_signal(signal.SIGINT)
        except KeyboardInterrupt:
            signal.raise_signal(signal.SIGINT)
            print("went on")
        """)
    assert (done.returncode, done.stdout) == (-2, "")
