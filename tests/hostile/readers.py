"""Every reader of what anybody may have written, given any bytes: a value or an error of ours."""

from __future__ import annotations

import contextlib
import gzip
import tomllib
from collections.abc import Callable
from pathlib import Path

from tests.cli.calls import TINY

from necsim.count import read_ballots, read_tags
from necsim.errors import DataError, Fault, ScenarioError
from necsim.history import read_history
from necsim.outcomes.parse import parse_event, parse_measure
from necsim.outcomes.tokens import OutcomeError
from necsim.plan import labels_of
from necsim.scenario import load_scenario, make_scenario
from necsim.scenario.tables import CANDIDATES, read_rows
from necsim.store import read_run, read_study

# Given a folder to write to, and the bytes.
Reader = Callable[[Path, bytes], None]
_LABELS = labels_of(make_scenario(tomllib.loads(TINY)))


def scenario(folder: Path, content: bytes) -> None:
    """Read a scenario file."""
    with contextlib.suppress(ScenarioError):
        load_scenario(_put(folder, "any.toml", content))


def override(folder: Path, content: bytes) -> None:
    """Read what follows `--set`."""
    sound = _put(folder, "sound.toml", TINY.encode())
    with contextlib.suppress(ScenarioError):
        load_scenario(sound, [content.decode(errors="replace")])


def outcome(_: Path, content: bytes) -> None:
    """Read what follows `--of`, `--given` or `--goal`."""
    text = content.decode(errors="replace")
    for parse in (parse_event, parse_measure):
        with contextlib.suppress(OutcomeError):
            parse(text, _LABELS)


def ballots(folder: Path, content: bytes) -> None:
    """Read ballots in both forms, packed too."""
    for name in ("any.blt", "any.csv"):
        for held, suffix in ((content, ""), (gzip.compress(content, 1), ".gz")):
            with contextlib.suppress(DataError):
                read_ballots(_put(folder, name + suffix, held))


def tags(folder: Path, content: bytes) -> None:
    """Read the tags of candidates."""
    with contextlib.suppress(DataError):
        read_tags(_put(folder, "any.csv", content), 3)


def candidates(folder: Path, content: bytes) -> None:
    """Read a table of candidates."""
    list(read_rows(_put(folder, "any.csv", content), CANDIDATES, ("id",), []))


def workbook(folder: Path, content: bytes) -> None:
    """Read a workbook, which no such bytes are."""
    faults: list[Fault] = []
    for held in (content, b"PK\x03\x04" + content):
        assert not list(read_rows(_put(folder, "any.xlsx", held), CANDIDATES, ("id",), faults))
    assert len(faults) == 2


def past(folder: Path, content: bytes) -> None:
    """Read a folder of history."""
    with contextlib.suppress(DataError):
        read_history(_put(folder, "past/results.csv", content).parent)


def record(folder: Path, content: bytes) -> None:
    """Read what says that a run or a study is finished, which no such bytes do."""
    for name, read in (("run.json", read_run), ("study.json", read_study)):
        home = _put(folder, f"done/{name}", content).parent
        with contextlib.suppress(DataError):
            raise AssertionError(f"{read(home)} was read")


def _put(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    return path


READERS: dict[str, Reader] = {
    each.__name__: each
    for each in (*(scenario, override, outcome, ballots, tags, candidates, workbook, past, record),)
}
