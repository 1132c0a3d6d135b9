"""What is depended on is said, pinned, imported and explained, each in its one place."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs/dependencies.md").read_text(encoding="utf-8")
PYPROJECT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
PINS = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
PROJECT = tomllib.loads(PYPROJECT)["project"]
RUN_TIME: list[str] = PROJECT["dependencies"]
EXTRAS: dict[str, list[str]] = PROJECT["optional-dependencies"]
# Libraries that come with another at the very version that it pins, or under another name.
COMES_WITH = {"llvmlite": "numba", "pydantic_core": "pydantic", "vl_convert": "vl-convert-python"}
COMES_WITH |= {"distributed": "dask", "markupsafe": "jinja2"}


def name(requirement: str) -> str:
    return re.split(r"[^\w.-]", requirement)[0].replace("_", "-").casefold()


def said(heading: str) -> list[str]:
    section = PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    return re.findall(r"^\| `([^`]+)` \|", section, re.MULTILINE)


def imported() -> set[str]:
    found = set()
    for file in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_bytes())):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.add(node.module.partition(".")[0])
    return found - set(sys.stdlib_module_names) - {"necsim"}


def test_every_dependency_has_its_line_and_every_line_its_dependency() -> None:
    assert said("At run time") == RUN_TIME
    assert said("Extra: `cluster`") == EXTRAS["cluster"]
    dev = [bound for bound in EXTRAS["dev"] if bound not in EXTRAS["cluster"]]
    assert said("For development: `dev`") == dev
    assert set(EXTRAS) == {"cluster", "dev"}


def test_every_dependency_has_a_lower_bound_alone_and_a_pin_that_meets_it() -> None:
    pinned = dict(line.split("==") for line in PINS)
    names = {name(pin): version for pin, version in pinned.items()}
    for bound in [*RUN_TIME, *EXTRAS["cluster"], *EXTRAS["dev"]]:
        assert re.fullmatch(r"[\w-]+(\[\w+\])?>=[\d.]+", bound), bound
        lowest, pin = bound.partition(">=")[2], names[name(bound)]
        assert numbers(lowest) <= numbers(pin), f"{bound}, pinned at {pin}"
    assert "hatchling" in names


def numbers(version: str) -> list[int]:
    return [int(part) for part in re.findall(r"\d+", version)]


def test_constraints_hold_names_and_versions_alone() -> None:
    assert all(re.fullmatch(r"[\w.-]+==[\w.]+", line) for line in PINS)
    assert len({name(line) for line in PINS}) == len(PINS)
    assert "://" not in PYPROJECT


def test_what_is_imported_is_declared_and_what_is_declared_is_imported() -> None:
    declared = {name(bound) for bound in [*RUN_TIME, *EXTRAS["cluster"]]}
    needed = {name(COMES_WITH.get(module, module)) for module in imported()}
    assert needed == declared - {"fastexcel"}  # polars reads XLSX by it


def test_classifiers_name_the_oldest_python_and_those_tried() -> None:
    oldest = PROJECT["requires-python"].removeprefix(">=")
    pythons = [line.rpartition(" ")[2] for line in PROJECT["classifiers"] if "Python :: 3." in line]
    assert pythons[0] == oldest
    assert f"{', '.join(pythons[:-1])} and {pythons[-1]} are tried" in PAGE
    assert (ROOT / "src/necsim/py.typed").is_file()
