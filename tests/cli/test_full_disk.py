"""A disk that is really full, a small one in memory: what is said, what stays, how to go on."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cli.calls import tree
from tests.cli.conftest import Call

from necsim.engine import blocks, pace
from necsim.store import files

pytestmark = pytest.mark.slow

GO_ON = "what is done is kept: the same call with --resume goes on from there\n"
SWEEP = "sweep tiny.toml -q --vary support.left=0.4:0.6:0.1"
EARLIER = "run tiny.toml -q --seed 9 -o disk/results"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a disk of 8 MiB below the test's folder, where the system lets us."""
    path = tmp_path / "disk"
    path.mkdir()
    line = ["mount", "-t", "tmpfs", "-o", "size=8m", "necsim-test", str(path)]
    try:
        subprocess.run(line, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"no disk can be mounted here: {error}")
    try:
        yield path
    finally:
        subprocess.run(["umount", str(path)], check=True)


@pytest.fixture(autouse=True)
def _cut_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "LARGEST_SLICE", 7)
    monkeypatch.setattr(blocks, "_LONGEST_SECONDS", 0)


def fill(disk: Path) -> None:
    """Leave no room for a single byte."""
    with (disk / "ballast").open("ab", buffering=0) as ballast:
        for size in (1 << 16, 1):
            try:
                while ballast.write(bytes(size)) == size:
                    pass
            except OSError:
                continue


def fill_before(patch: pytest.MonkeyPatch, disk: Path, name: str) -> None:
    """Have the disk fill up when the file of this name, or a block past the first, is due."""
    whole = files.write_whole

    def write(path: Path, writer: files.Writer) -> None:
        later_block = path.parent.name == files.BLOCKS and not path.name.startswith("0000000000")
        if path.name == name or (name == "block" and later_block):
            fill(disk)
        whole(path, writer)

    patch.setattr(files, "write_whole", write)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("run tiny.toml -q", "block"),
        ("run tiny.toml -q", "draws.parquet"),
        ("run tiny.toml -q", "candidates.csv"),
        ("run tiny.toml -q", "forecast.xlsx"),
        ("run tiny.toml -q", "report.html"),
        ("run tiny.toml -q", "run.json"),
        ("run tiny.toml -q", "history.csv"),
        (SWEEP, "block"),
        (SWEEP, "sweep.csv"),
        (SWEEP, "forecast.xlsx"),
        (SWEEP, "study.json"),
    ],
)
def test_a_full_disk_names_the_file_loses_nothing_and_is_gone_on_with(
    reporting: Call, call: Call, disk: Path, line: str, name: str
) -> None:
    here = reporting if name in (files.WORKBOOK, files.PAGE) else call
    assert call(EARLIER).code == 0
    before = tree(disk)
    with pytest.MonkeyPatch.context() as patch:
        fill_before(patch, disk, name)
        code, _, err = here(f"{line} -o disk/results")
    assert code == 4
    assert (".arrow" if name == "block" else name) in err
    assert "cannot be written (" in err
    assert "No space left on device" in err
    assert "free space" in err
    assert GO_ON in err
    (disk / "ballast").unlink()
    left = tree(disk)
    assert not [path for path in left if ".writing-" in path]
    if name != files.HISTORY:
        assert before.items() <= left.items()
    assert here(f"{line} -o disk/results --resume").code == 0
    assert call(f"{EARLIER.replace('disk', 'other')}").code == 0
    assert here(f"{line} -o other/results").code == 0
    assert tree(disk) == tree(Path("other"))


def test_a_disk_that_fills_up_while_a_run_is_forced_leaves_what_was_published(
    call: Call, disk: Path
) -> None:
    assert call("run tiny.toml -q -o disk/results").code == 0
    before = tree(disk)
    with pytest.MonkeyPatch.context() as patch:
        fill_before(patch, disk, "draws.parquet")
        code, _, err = call("run tiny.toml -q -o disk/results --force")
    assert code == 4
    assert "with --resume" in err
    (disk / "ballast").unlink()
    shown = {name: held for name, held in before.items() if "/latest/" in name or "history" in name}
    assert len(shown) > 8
    assert shown.items() <= tree(disk).items()
    assert call("run tiny.toml -q -o disk/results --resume").code == 0
    assert tree(disk) == before
