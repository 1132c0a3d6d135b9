"""Bombs, crowds and paths that lead out are refused, each with a reason that names the file."""

from __future__ import annotations

import ast
import gzip
import io
import json
import shutil
import struct
import zipfile
from pathlib import Path

import pytest
from tests.cli.calls import TINY
from tests.hostile.harness import CANDIDATES, call

from necsim import limits
from necsim.count import read_ballots
from necsim.errors import DataError, Fault, ScenarioError
from necsim.history import read_history
from necsim.scenario import load_scenario
from necsim.scenario.tables import read_rows

HEAD = "format = 1\n"
PEOPLE = "".join(f"c{number} = {{}}\n" for number in range(1_100))
SHEET = "xl/worksheets/sheet1.xml"


def refused(folder: Path, text: str) -> str:
    path = folder / "hostile.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        load_scenario(path)
    assert all(fault.file and fault.remedy for fault in caught.value.faults)
    return str(caught.value)


def workbook_faults(path: Path, parts: dict[str, bytes]) -> list[Fault]:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    faults: list[Fault] = []
    assert not list(read_rows(path, ("id",), ("id",), faults))
    return faults


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("# " + "x" * limits.MOST_TOML, "holds more than 1 MB"),
        ("a = " + "[" * 100_000, "nested too deeply"),
        ("a = " + "{a = " * 10_000, "nested too deeply"),
        (".".join("a" * 400_000) + " = 1", "line 1: nested too deeply"),
        (HEAD + "[factions]\n" + PEOPLE, "factions: holds 1,100 entries"),
        (HEAD + "".join(f"x{number} = 1\n" for number in range(2_000)), "2,001 entries"),
        (HEAD + "[[a]]\n" * 2_000, "a: holds 2,000 entries"),
        (HEAD + "[contests.a.candidates]\n" + PEOPLE, "contests.a.candidates: holds 1,100"),
        (HEAD + "[contests.a.candidates]\na = { copies = 999 }\nb = { copies = 2 }",
         "contests.a.candidates: holds 1,001"),
        (HEAD + "".join(f"[a{n}]\nb = {[0] * 900}\n" for n in range(80)),
         "more than 50,000 values"),
        ('extends = "/dev/zero"', "/dev/zero: holds more than 1 MB"),
        ('id = "../x"\n' + TINY, "cannot be a scenario's id"),
        (TINY.replace("contests.clp", 'contests."../clp"'), "cannot be an id"),
        (TINY.replace("replicates = 40", "replicates = 1000000000000"), "run.replicates"),
    ],
)  # fmt: skip
def test_a_scenario_beyond_a_limit_is_refused(tmp_path: Path, text: str, words: str) -> None:
    assert words in refused(tmp_path, text)


def test_files_that_extend_ever_more_files_are_refused(tmp_path: Path) -> None:
    for level in range(9):
        bases = ", ".join([f'"level{level + 1}.toml"'] * 8)
        text = f"extends = [{bases}]\n" if level < 8 else "note = 'x'\n"
        (tmp_path / f"level{level}.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioError, match="more than 100 files are extended"):
        load_scenario(tmp_path / "level0.toml")


def test_a_gzip_bomb_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("necsim.count.files.MOST_BALLOTS", limits.MEGABYTE)
    path = tmp_path / "ward.blt.gz"
    path.write_bytes(gzip.compress(b"4 2\n" + b" " * 50 * limits.MEGABYTE))
    with pytest.raises(DataError, match=r"ward\.blt\.gz: unpacks to more than 1 MB; "):
        read_ballots(path)


def test_ballots_beyond_the_limit_are_refused_packed_or_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("necsim.count.files.MOST_BALLOTS", limits.MEGABYTE)
    path = tmp_path / "ward.csv"
    path.write_bytes(b"A,B\n" + b"1,2\n" * limits.MEGABYTE)
    with pytest.raises(DataError, match=r"ward\.csv: holds more than 1 MB; "):
        read_ballots(path)


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    bomb = b" " * (limits.MOST_UNPACKED_WORKBOOK + 1)
    (fault,) = workbook_faults(tmp_path / "bomb.xlsx", {SHEET: bomb})
    assert "unpacks to more than 64 MB" in fault.wrong


def test_a_zip_bomb_that_states_small_sizes_is_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(SHEET, b" " * (limits.MOST_UNPACKED_WORKBOOK + 1))
    content = bytearray(packed.getvalue())
    listed = content.index(b"PK\x01\x02")
    struct.pack_into("<I", content, listed + 24, 10)
    with pytest.raises(limits.LimitError, match="unpacks to more"):
        limits.check_workbook(bytes(content))


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({SHEET: b'<c r="A1"/><c r="XFD1048576"/>'}, "its cells span more than 1,000,000"),
        ({SHEET: b"<c/>" * 1_100_000}, "its cells span more than 1,000,000"),
        ({SHEET: b'<c t="s"/>' * 9_000, "s.xml": b"<si>" + b"x" * 40_000 + b"</si>"}, "too long"),
        ({f"{number}.xml": b"" for number in range(1_001)}, "more than 1,000 files"),
    ],
)
def test_a_workbook_of_too_much_is_refused(
    tmp_path: Path, parts: dict[str, bytes], words: str
) -> None:
    (fault,) = workbook_faults(tmp_path / "large.xlsx", parts)
    assert words in fault.wrong
    assert fault.file.endswith("large.xlsx")


def test_a_table_beyond_the_limit_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("necsim.scenario.tables.MOST_TABLE", 50)
    path, faults = tmp_path / "candidates.csv", list[Fault]()
    path.write_text(CANDIDATES, encoding="utf-8")
    assert not list(read_rows(path, ("id", "name", "slate"), ("id",), faults))
    assert "holds more than" in faults[0].wrong


def test_a_history_beyond_the_limit_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_history()
    monkeypatch.setattr("necsim.history.read.MOST_TABLE", 50)
    (tmp_path / "results.csv").write_text("x" * 51, encoding="utf-8")
    with pytest.raises(DataError, match=r"results\.csv: holds more than"):
        read_history(tmp_path)


@pytest.mark.compiled
@pytest.mark.parametrize(
    "change",
    [
        {"hash": "../../../up"},
        {"hash": "/tmp/up"},
        {"scenario": "../up"},
        {"replicates": "many"},
        {"resolved": []},
        {"resolved": {"format": 1}},
        {"files": 7},
    ],
)
def test_a_record_that_was_tampered_with_leads_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: dict[str, object]
) -> None:
    inner = tmp_path / "outer/inner"
    inner.mkdir(parents=True)
    monkeypatch.chdir(inner)
    Path("tiny.toml").write_text(TINY, encoding="utf-8")
    assert call(("run", "tiny.toml", "-n", "3", "-q", "--no-report")).code == 0
    newest = Path("results/tiny/latest")
    record = json.loads((newest / "run.json").read_text(encoding="utf-8"))
    (newest / "run.json").write_text(json.dumps(record | change), encoding="utf-8")
    found = call(("export", str(newest), "--to", "csv,html,svg"))
    assert found.code == 3, found
    assert "latest" in found.err
    assert [path.name for path in tmp_path.rglob("*") if inner not in path.parents] == [
        "outer",
        "inner",
    ]
    shutil.rmtree("results")


def test_nothing_that_is_read_from_a_file_can_be_code() -> None:
    source = Path(limits.__file__).parent
    callers = set()
    for path in source.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {
                *("eval", "exec", "pickle.load", "pickle.loads", "numpy.load", "np.load"),
                *("marshal.loads", "yaml.load", "os.system", "__import__"),
            }:
                callers.add(path.relative_to(source).as_posix())
    # One reads its own pipe, the other what a client sent that its worker trusts.
    assert callers == {"cli/beside.py", "executors/cluster.py"}
