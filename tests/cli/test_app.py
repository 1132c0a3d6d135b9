from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from tests.cli.calls import TINY, command, environment, spawn
from tests.cli.conftest import Call

from necsim import __version__
from necsim.cli import app
from necsim.cli.app import COMMANDS

HEAVY = ("pydantic", "numpy", "numba", "polars", "rich", "xlsxwriter")


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; from necsim.cli.app import main; code = main(['--help']);"
        f" sys.exit(code or [name for name in {HEAVY} if name in sys.modules] or None)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_help_says_of_each_command_all_it_does(call: Call) -> None:
    said = " ".join(call("--help").out.split())
    for module in (import_module(f"necsim.cli.{name}") for name in COMMANDS):
        sentence = (module.command.__doc__ or "").partition("\n")[0]
        assert f"{module.NAME} {sentence}" in said
        assert sentence.endswith((".", "?"))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(call: Call, name: str) -> None:
    code, out, err = call(f"{name} --help")
    assert (code, err) == (0, "")
    assert out.startswith("Usage: ")
    assert f" {name} [OPTIONS]" in out


def test_a_bare_call_shows_the_help_as_a_usage_fault(call: Call) -> None:
    code, out, err = call("")
    assert code == 2
    assert "Commands:" in out + err


def test_version_is_one_line(call: Call) -> None:
    assert call("--version") == (0, f"necsim {__version__}\n", "")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("rnu tiny.toml", "Did you mean 'run'?"),
        ("run", "Missing argument 'FILE'"),
        ("run tiny.toml --sed 4", "--seed"),
        ("show tiny.toml other.toml", "show needs one file"),
        ("export results/tiny/latest", "Missing option '--to'"),
    ],
)
def test_a_call_that_makes_no_sense_ends_with_2(call: Call, line: str, words: str) -> None:
    code, out, err = call(line)
    assert (code, out) == (2, "")
    assert words in err


def test_an_argument_that_is_not_utf_8_is_refused(call: Call) -> None:
    assert app.main(["run", os.fsdecode(b"a\xff.toml")]) == 2


def test_an_interrupt_ends_with_130(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("necsim.scenario.load_scenario", interrupt)
    assert call("check tiny.toml").code == 130


def test_completion_knows_the_commands() -> None:
    words = {"COMP_WORDS": "necsim sh", "COMP_CWORD": "1", "_NECSIM_COMPLETE": "complete_bash"}
    code = "import sys; sys.argv = ['necsim']; from necsim.cli.app import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        env=environment(words),
    )
    assert done.stdout.split() == ["show"]


@pytest.mark.slow
@pytest.mark.parametrize("line", ["--help", "--version", "check --schema", "show tiny.toml"])
def test_a_closed_pipe_ends_quietly(tmp_path: Path, line: str) -> None:
    (tmp_path / "tiny.toml").write_text(TINY, encoding="utf-8")
    reader, writer = os.pipe()
    os.close(reader)
    done = spawn(*line.split(), cwd=tmp_path, stdout=writer)
    os.close(writer)
    assert (done.returncode, done.stderr) == (1, "")


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_behind_stdout_is_said_without_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "tiny.toml").write_text(TINY, encoding="utf-8")
    for line in ("--help", "check tiny.toml"):
        with Path("/dev/full").open("w") as full:
            done = spawn(*line.split(), cwd=tmp_path, stdout=full)
        assert (done.returncode, done.stderr) == (4, "the answer: No space left on device\n")


@pytest.mark.slow
def test_a_closed_stdout_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "tiny.toml").write_text(TINY, encoding="utf-8")
    shell = ["sh", "-c", '"$@" >&-', "sh", *command("check", "tiny.toml")]
    done = subprocess.run(shell, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.slow
def test_any_name_goes_into_a_pipe_whatever_the_locale(tmp_path: Path) -> None:
    text = TINY.replace('"Tiny"', '"Łódź ± 日本"')
    (tmp_path / "tiny.toml").write_text(text, encoding="utf-8")
    done = spawn("show", "tiny.toml", cwd=tmp_path, env={"PYTHONIOENCODING": "ascii"})
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Łódź ± 日本 (tiny)\n")


def test_every_module_with_a_command_is_listed() -> None:
    folder = Path(app.__file__).parent
    modules = {path.stem for path in folder.glob("*.py") if "\nNAME = " in path.read_text("utf-8")}
    assert modules == set(COMMANDS)


def test_a_command_loads_no_other() -> None:
    code = (
        "import sys; from necsim.cli.app import main; code = main(['show', '--help']);"
        " sys.exit(code or 'necsim.cli.run' in sys.modules or None)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Usage: -c show ")
