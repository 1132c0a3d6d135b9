"""Every command in README and docs is run, and prints what the page shows where it shows it."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from tests.pages import PAGES, ROOT, Line, blocks, lines

from necsim.cli.app import main
from necsim.scenario import load_scenario

_SHOWN = re.compile(r"\$ necsim (?P<line>[^\n]+)\n(?P<shown>.+?)\n*\Z", re.DOTALL)
SHOWN = [
    pytest.param(match["line"], match["shown"], id=f"{block.page}: {match['line']}")
    for block in blocks()
    if (match := _SHOWN.match(block.text))
]
PRINTED = {
    tuple(shlex.split(shown.values[0])) for shown in SHOWN if isinstance(shown.values[0], str)
}
TYPED = [
    pytest.param(line, id=line.name) for line in lines("necsim") if line.words[1:] not in PRINTED
]
# What stands for a reader's own; a word in capitals that is not among them fails the test.
STANDS_FOR = {
    "FILE": "configs/nec-2018-january.toml",
    "RUN": "results/my/latest",
    "RUN…": "results/my/latest",
    "DIR": "exported",
    "ID": "nec-2018-01",
}
# Pages say how to ask, not how long to wait: few replicates, and no workbook and page.
QUICK = {
    "run": "-n 50 --no-report",
    "sweep": "-n 50 --no-report",
    "compare": "-n 50 --no-report",
    "drivers": "-n 300 --no-report",
    "target": "-n 300 --no-report",
    "suppose": "--no-report",
    "score": "--no-report",
    "fit": "--no-report",
}
# Commands that need what no folder holds, such as a scheduler, by a word in them: the test that
# starts it and runs them.
RUN_BY = {"tcp://head:8786": "tests/executors/test_commands.py"}
SCENARIO = """\
format = 1
as_of = 2018-01-11
support = { left = 0.5, centre_right = 0.3 }
[run]
replicates = 2000
seed = 5
[factions]
left = {}
centre_right = {}
[contests.clp]
rule = "block"
seats = 3
electorate = 600
turnout = 0.3
slates = { left = { faction = "left" }, centre_right = { faction = "centre_right" } }
[contests.clp.candidates]
dar = { name = "Yasmine Dar", slate = "left" }
garnham = { slate = "left" }
lansman = { slate = "left" }
izzard = { slate = "centre_right", appeal = 0.6 }
baxter = { slate = "centre_right" }
josan = { slate = "centre_right" }
donovan = {}
[committee.seats]
chair = { faction = "centre_right" }
unions = { count = 2, chances = { left = 0.4, centre_right = 0.5 } }
"""
FILES = {
    "my.toml": SCENARIO,
    "result.csv": "candidate,elected,votes\ndar,yes,90\nizzard,yes,80\nlansman,yes,70\n"
    "garnham,no,60\nbaxter,no,50\njosan,no,40\ndonovan,no,5\n",
    "ward.blt": "4 2\n6 1 3 0\n5 2 4 0\n3 3 1 0\n2 4 0\n0\n" + '"A"\n"B"\n"C"\n"D"\n"Ward"\n',
    "board.csv": "ann,bob,cat,dee,eve,fay\n" + "1,2,3,,,\n,1,,2,3,\n,,1,2,,\n3,,,1,2,\n" * 5
    + "1,,,,2,3\n" * 3 + ",,,,1,2\n" * 2 + ",2,,,,1\n" * 2,
    "tags.csv": "number,tag\n1,women\n3,women\n4,women\n",
}  # fmt: skip


@pytest.fixture(scope="session")
def laid_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lay out what commands on the pages are about: a checkout's configs, and a reader's files."""
    folder = tmp_path_factory.mktemp("reader")
    shutil.copytree(ROOT / "configs", folder / "configs")
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    subprocess.run(["gzip", "ward.blt"], cwd=folder, check=True)
    assert (
        main(["run", str(folder / "my.toml"), "-q", "--no-report", "-o", f"{folder}/results"]) == 0
    )
    return folder


@pytest.fixture
def here(laid_out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Go to a copy of it."""
    shutil.copytree(laid_out, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_pages_hold_commands() -> None:
    assert {page.name for page in PAGES} >= {"README.md", "questions.md", "method.md"}
    assert len(SHOWN) == 8
    assert len(TYPED) > 30


@pytest.mark.slow
@pytest.mark.compiled
@pytest.mark.parametrize(("line", "shown"), SHOWN)
@pytest.mark.usefixtures("here")
def test_a_command_prints_what_the_page_shows(
    line: str,
    shown: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # A forecast is shown as wide as a terminal usually is, tables of studies a little wider.
    kept = shown.splitlines()[-1].startswith("results/")
    monkeypatch.setenv("COLUMNS", "80" if kept else "100")
    assert main([*shlex.split(line), "--no-report" if kept else "--no-files"]) == 0
    printed = [line.rstrip() for line in capsys.readouterr().out.rstrip().splitlines()]
    assert printed == shown.splitlines()


def call_of(line: Line) -> list[str]:
    """Give the call that a line stands for, with a reader's own files and few replicates."""
    words = [STANDS_FOR.get(word, word) for word in line.words[1:]]
    strange = [word for word in words if re.fullmatch(r"[A-Z]{2,}…?", word)]
    assert not strange, f"{line.name}: say in tests/test_docs.py what {strange} stands for"
    if line.within and len(words) == 1:
        return [*words, "--help"]  # the name of a command, no call of it
    return [*words, *shlex.split(QUICK.get(words[0], ""))]


@pytest.mark.slow
@pytest.mark.compiled
@pytest.mark.parametrize("line", TYPED)
@pytest.mark.usefixtures("here")
def test_a_command_that_a_page_tells_to_type_works(
    line: Line, capsys: pytest.CaptureFixture[str]
) -> None:
    for word, test in RUN_BY.items():
        if word in line.words:
            assert (ROOT / test).is_file()
            return
    code = main(call_of(line))
    said = capsys.readouterr()
    assert code == 0, said.err
    assert said.out


def test_a_placeholder_that_nobody_knows_is_noticed() -> None:
    with pytest.raises(AssertionError, match=r"say in tests/test_docs.py what \['BALLOTS'\]"):
        call_of(Line("page.md", ("necsim", "count", "BALLOTS"), within=False))


@pytest.mark.parametrize("line", [pytest.param(line, id=line.name) for line in lines("make")])
def test_a_target_that_a_page_names_is_one(line: Line) -> None:
    done = subprocess.run(
        ["make", "-n", *line.words[1:]], cwd=ROOT, capture_output=True, check=False, text=True
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.compiled
@pytest.mark.parametrize(
    "text", [pytest.param(block.text, id=block.page) for block in blocks("toml")]
)
def test_a_scenario_on_a_page_loads_and_runs(text: str, here: Path) -> None:
    path = here / "configs/example.toml"
    path.write_text(text, encoding="utf-8")
    assert load_scenario(path).as_of == tomllib.loads(text)["as_of"]
    assert main(["run", str(path), "-n", "50", "--no-files"]) == 0


@pytest.mark.slow
@pytest.mark.compiled
@pytest.mark.parametrize(
    "text", [pytest.param(block.text, id=block.page) for block in blocks("python")]
)
@pytest.mark.usefixtures("here")
def test_python_on_a_page_runs(text: str) -> None:
    exec(compile(text, "page", "exec"), {"__name__": "__main__"})


def test_every_block_of_code_is_of_a_kind_that_a_test_runs() -> None:
    assert {block.kind for block in blocks()} <= {"", "toml", "python"}
