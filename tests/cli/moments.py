"""The states of a results folder that a kill could leave: what is on disk at every step."""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from tests.cli.calls import tree

# Who goes on with a run is another process than the one that was killed.
_NO_PROCESS = 999_999_999
_STEPS = ("replace", "unlink", "rmdir", "mkdir")


@contextmanager
def every_moment(root: Path, kept: Path) -> Iterator[list[Path]]:
    """Copy `root` before each step that changes a folder; a kill there would leave just that.

    Where a file is half written it is there twice: whole but not yet renamed, and cut in half.
    """
    copies = _Copies(root, kept)
    with pytest.MonkeyPatch.context() as patch:
        for step in _STEPS:
            patch.setattr(os, step, copies.before(getattr(os, step)))
        yield copies.made


class _Copies:
    def __init__(self, root: Path, kept: Path) -> None:
        self.root, self.kept, self.made = root, kept, list[Path]()
        self._last: dict[str, bytes] = {}
        self._names = (kept / f"{k:03d}" for k in itertools.count())
        self._at_it = False

    def before(self, step: Callable[..., Any]) -> Callable[..., Any]:
        """Copy what is there, then take the step."""

        def act(*arguments: Any, **options: Any) -> Any:
            if not self._at_it and self.root.is_dir():
                self._at_it = True
                try:
                    self._copy()
                finally:
                    self._at_it = False
            return step(*arguments, **options)

        return act

    def _copy(self) -> None:
        found = tree(self.root)
        if found == self._last:
            return
        self._last = found
        self._add()
        half = [self.made[-1] / name for name in found if "/.writing-" in f"/{name}"]
        if half:
            self._add()
            for path in self.made[-1].rglob(".writing-*"):
                os.truncate(path, path.stat().st_size // 2)

    def _add(self) -> None:
        self.made.append(next(self._names))
        shutil.copytree(self.root, self.made[-1])
        for path in self.made[-1].rglob(".writing-*"):
            path.rename(path.with_name(path.name.replace(f"-{os.getpid()}-", f"-{_NO_PROCESS}-")))
