"""Own every compiler option and the cache folder; the only module that imports numba."""

from __future__ import annotations

import hashlib
import importlib
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import numba
from llvmlite import binding
from numba import extending

P = ParamSpec("P")
R = TypeVar("R")

COMPILED: bool = not numba.config.DISABLE_JIT


def _fingerprint() -> str:
    # numba's cache sees edits in a kernel's own file only, so all sources share one folder name.
    digest = hashlib.blake2b(numba.__version__.encode(), digest_size=8)
    for source in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(source.read_bytes())
    return digest.hexdigest()


FINGERPRINT = _fingerprint()


def _cache_folder() -> Path:
    base = Path(
        os.environ.get("NECSIM_CACHE_DIR")
        or os.environ.get("XDG_CACHE_HOME")
        or Path("~/.cache").expanduser()
    )
    folder = base / "necsim" / FINGERPRINT
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        folder = Path(tempfile.mkdtemp(prefix="necsim-"))
    return folder


CACHE = _cache_folder()
numba.config.CACHE_DIR = str(CACHE)

_OPTIONS: dict[str, Any] = {"cache": True, "nogil": True, "error_model": "numpy"}


def _options() -> dict[str, Any]:
    """Add `_nrt=False` where numba takes it.

    Without it every array handed to a kernel is counted in and out, 150-200 ns a call; with it
    an allocation inside a kernel is a typing error, so callers own all scratch.
    """
    lean = {**_OPTIONS, "_nrt": False}
    try:
        numba.njit(**lean)(lambda: 0)
    except (KeyError, TypeError, ValueError, NameError):
        return _OPTIONS
    return lean


_CHOSEN = _options()
_INNER = {name: value for name, value in _CHOSEN.items() if name != "cache"} | {
    "no_cfunc_wrapper": True,
}


def kernel(function: Callable[P, R]) -> Callable[P, R]:
    """Compile a function over arrays and scalars on its first call, cached on disk."""
    compiled: Callable[P, R] = numba.njit(**_CHOSEN)(function)
    return compiled


def inner(function: Callable[P, R]) -> Callable[P, R]:
    """Let kernels call a function, which stays plain Python for everybody else.

    It is compiled with whatever calls it and gets no entry from Python: for tuples of many arrays
    those entries are a third of all compilation.
    """
    extending.register_jitable(**_INNER)(function)
    return function


def inlined(function: Callable[P, R]) -> Callable[P, R]:
    """Do as `inner`, and let the compiler never make a call of it.

    For small functions called from few places: to hand over a tuple of many arrays takes some
    sixty instructions.
    """
    extending.register_jitable(**_INNER, forceinline=True)(function)
    return function


def overload(verb: Callable[..., Any], shape: type, answer: Callable[..., Any]) -> None:
    """Let compiled calls of `verb` whose first argument is of class `shape` run `answer`."""

    def choose(source: Any, *rest: Any) -> Callable[..., Any] | None:
        return answer if getattr(source, "instance_class", None) is shape else None

    # Not strict: `choose` answers for verbs of any number of arguments.
    extending.overload(verb, jit_options=_INNER, strict=False)(choose)


def _skip_blas() -> None:
    """Keep numba from importing SciPy to look for a BLAS, which no kernel uses: 0.1 to 0.2 s."""
    if "scipy.linalg" in sys.modules or "numba.np.arraymath" in sys.modules:
        return
    sys.modules["scipy.linalg"] = None  # type: ignore[assignment]
    try:
        importlib.import_module("numba.np.arraymath")
    finally:
        del sys.modules["scipy.linalg"]


# In a process that may hold other people's kernels, theirs may need it.
if os.environ.get("NECSIM_PROCESS") == "own":
    _skip_blas()


def is_cold(kernels: str = "") -> bool:
    """Say whether none of these sources' kernels has been compiled on this machine yet.

    `kernels` is how those meant begin: a module, or a module and a function, as in `elect.elect`.
    """
    return COMPILED and not any(CACHE.rglob(f"{kernels}*.nbi"))


def cpu_family() -> str:
    """Name the family of this machine's processor, as the compiler sees it."""
    return str(binding.get_host_cpu_name())
