"""Ctrl-C, answered once."""

from __future__ import annotations

import signal
import sys
from types import FrameType


def answer_interrupts() -> None:
    """Have the first Ctrl-C raise one KeyboardInterrupt, and a second one end the process at once.

    Polars raises a KeyboardInterrupt of its own where the signal finds it at work, also from
    another thread; Python's would come as a second one, wherever the first has just got to.
    """
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _interrupt)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if not _is_under_way(sys.exception()):
        raise KeyboardInterrupt


def _is_under_way(error: BaseException | None) -> bool:
    """Say whether an interrupt is being handled here, or led to what is."""
    while error is not None:
        if isinstance(error, KeyboardInterrupt):
            return True
        error = error.__context__
    return False
