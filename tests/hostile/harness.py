"""One mutated input after the other given to necsim in this process, and what must hold of each."""

from __future__ import annotations

import contextlib
import functools
import io
import json
import random
import re
import shutil
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple
from unittest import mock

import polars as pl
import typer.main
from tests.cli.calls import TINY, tree
from tests.count.samples import PLAIN
from tests.hostile.mutations import ANY, BALLOTS, TOML, Mutated, Mutator, value

from necsim.cli.app import main
from necsim.store.seal import seal

CANDIDATES = (
    "id,name,slate\nann,Ann Ames,reds\nbob,Bob Bell,reds\ncy,Cy Cole,blues\ndee,Dee Dunn,\n"
)
POLL = "option,share\nreds,0.5\nblues,0.4\n"
ACTUAL = "candidate,elected,votes\nann,yes,120\nbob,yes,110\ncy,no,90\ndee,no,20\n"
TABLE = "Adam,Basil,Charlotte,count\n1,2,3,5\n2,1,,4\n,1,2,3\n"
TAGS = "number,tag\n1,women\n2,women\n"
WITH_TABLES = (
    TINY.partition("[contests.clp.candidates]")[0]
    + 'candidates_from = "candidates.csv"\n'
    + '[evidence.poll]\nkind = "poll"\nsize = 400\ndate = 2018-01-02\nasks = "votes"\n'
    + 'file = "poll.csv"\n'
    + TINY[TINY.index("[committee.seats]") :]
).replace("slates = {", 'candidates_from = "candidates.csv"\nslates = {')
WITH_TABLES = WITH_TABLES.replace('}\ncandidates_from = "candidates.csv"\n[evid', "}\n[evid")
PAST_CONTESTS = (
    "contest,date,published,rule,seats,votes,source\n"
    "club-2016,2016-05-03,2016-05-04,block,2,2,minutes\n"
)
PAST_RESULTS = (
    "contest,candidate,name,slate,faction,votes,elected,date,published,source\n"
    "club-2016,eve,Eve East,reds,left,80,yes,2016-05-03,2016-05-04,minutes\n"
    "club-2016,fay,Fay Ford,reds,left,75,yes,2016-05-03,2016-05-04,minutes\n"
    "club-2016,guy,Guy Gale,blues,right,50,no,2016-05-03,2016-05-04,minutes\n"
)
WITH_PAST = (
    TINY.replace("format = 1", 'format = 1\nhistory = "past"')
    + '[evidence.past]\nkind = "result"\nhistory = "club-2016"\n'
)


class Case(NamedTuple):
    """A file that is mutated, what is called on it, and its weight among all.

    The folder of a run or study that it is in is `sealed` anew, as whoever forges one would do.
    """

    file: str
    call: tuple[str, ...]
    mutators: tuple[Mutator, ...]
    weight: int
    sealed: bool = False


class Outcome(NamedTuple):
    """What came of one call."""

    code: int
    out: str
    err: str


def _export(folder: str) -> tuple[str, ...]:
    return ("export", folder, "--to", "csv,json,xlsx", "-o", "out")


_SCORE = ("score", "done", "--actual", "actual.csv", "--no-report", "-q")
CASES = (
    Case("scenario.toml", ("check", "scenario.toml"), TOML, 420),
    Case("scenario.toml", ("show", "scenario.toml"), TOML, 60),
    Case("scenario.toml", ("run", "scenario.toml", "-n", "3", "--no-report", "-q"), TOML, 10),
    Case("shipped.toml", ("check", "shipped.toml"), ANY, 20),
    Case("tables.toml", ("check", "tables.toml"), ANY, 60),
    Case("candidates.csv", ("check", "tables.toml"), ANY, 90),
    Case("poll.csv", ("check", "tables.toml"), ANY, 60),
    Case("ward.blt", ("count", "ward.blt", "-q", "--seats", "2"), BALLOTS, 120),
    Case("ward.csv", ("count", "ward.csv", "-q", "--seats", "2"), BALLOTS, 80),
    Case("tags.csv", ("count", "ward.csv", "--seats", "2", "-q", "--minimum", "women=1",
                      "--tags", "tags.csv"), ANY, 20),
    Case("candidates.xlsx", ("check", "xlsx.toml"), (*ANY[:4], *ANY[-1:]), 40),
    Case("scenario.toml", ("compare", "scenario.toml", "--with", "support.left=0.4", "-n", "3",
                           "--no-report", "-q"), TOML, 10),
    Case("scenario.toml", ("drivers", "scenario.toml", "-n", "16", "--no-report", "-q"), TOML, 5),
    Case("past/contests.csv", ("check", "past.toml"), ANY, 40),
    Case("past/results.csv", ("check", "past.toml"), ANY, 60),
    Case("past/results.csv", ("show", "past.toml", "--history"), ANY, 10),
    Case("done/run.json", _export("done"), ANY, 15),
    Case("done/tables/seats.csv", _export("done"), ANY, 10),
    Case("done/run.json", _SCORE, ANY, 5),
    Case("done/draws.parquet", (*_SCORE, "--no-files"), ANY[:5], 5),
    Case("actual.csv", ("score", "done", "--actual", "actual.csv", "--no-files", "-q"), ANY, 10),
    Case("study/study.json", _export("study"), ANY, 5),
    Case("done/run.json", _export("done"), (value,), 10, True),
    Case("done/run.json", _SCORE, (value,), 10, True),
    *(Case(f"done/tables/{name}.csv", _export("done"), ANY, 5, True)
      for name in ("candidates", "seats", "control", "contests")),
    Case("done/draws.parquet", ("drivers", "done", "--of", "control.left", "-q"), ANY, 10, True),
    Case("study/study.json", _export("study"), (value,), 5, True),
    Case("study/tables/sweep.csv", _export("study"), ANY, 10, True),
)  # fmt: skip
_PLACE = re.compile(r"\.(toml|csv|xlsx)|/|nowhere")
_CONFIGS = Path(__file__).parents[2] / "configs"
# The commands are the same for every call, and take longer to put together than most to answer.
_COMMANDS = functools.lru_cache(typer.main.get_command)
# Where these commands may write, below the folder they are called in.
OUTPUT = ("results/", "out/")


def seed_files(folder: Path) -> None:
    """Write sound files, and a finished run and study, into an empty folder."""
    texts = {
        "scenario.toml": TINY, "tables.toml": WITH_TABLES, "candidates.csv": CANDIDATES,
        "xlsx.toml": WITH_TABLES.replace("candidates.csv", "candidates.xlsx"),
        "poll.csv": POLL, "actual.csv": ACTUAL, "ward.blt": PLAIN, "ward.csv": TABLE,
        "tags.csv": TAGS, "canary.txt": "do not touch", "past.toml": WITH_PAST,
        "past/contests.csv": PAST_CONTESTS, "past/results.csv": PAST_RESULTS,
    }  # fmt: skip
    (folder / "past").mkdir()
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    shutil.copyfile(_CONFIGS / "housing-cooperative.toml", folder / "shipped.toml")
    pl.read_csv(CANDIDATES.encode()).write_excel(folder / "candidates.xlsx")
    for line, name in (
        ("run scenario.toml -q --no-report", "done"),
        ("sweep scenario.toml --vary support.left=0.4,0.5 -q --no-report", "study"),
    ):
        done = call(tuple(line.split()))
        assert done.code == 0, done.err
        shutil.copytree(done.out.split()[-1], name)
    shutil.rmtree("results")
    for case in CASES:
        assert call(case.call).code == 0, case
    for name in OUTPUT:
        shutil.rmtree(name, ignore_errors=True)


def call(arguments: tuple[str, ...]) -> Outcome:
    """Call necsim in this process, as its script does; a traceback is what `main` lets through."""
    out, err = io.StringIO(), io.StringIO()
    once = mock.patch("typer.main.get_command", _COMMANDS)
    with once, contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(list(arguments))
    return Outcome(code, out.getvalue(), err.getvalue())


def pick(number: int) -> tuple[Case, random.Random]:
    """Choose the case of an input by its number."""
    chance = random.Random(number)
    (case,) = chance.choices(CASES, [each.weight for each in CASES])
    return case, chance


def try_out(number: int, folder: Path, before: Mapping[str, bytes]) -> tuple[Case, Mutated, str]:
    """Give one mutated input to necsim; give what is wrong with what came of it, or nothing.

    `before` are all files of the folder; they stand there again afterwards.
    """
    case, chance = pick(number)
    mutated = chance.choice(case.mutators)(before[case.file], chance)
    put = {case.file: mutated.content}
    (folder / case.file).write_bytes(mutated.content)
    if case.sealed:
        put |= _sealed(folder, case.file)
    try:
        found = call(case.call)
        wrong = _wrong(found, case, mutated)
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt):
            raise
        wrong = f"traceback: {type(error).__name__}: {error}"
    wrong = wrong or _lost(folder, {**before, **put})
    for name in put:
        (folder / name).write_bytes(before[name])
    for name in OUTPUT:
        shutil.rmtree(folder / name, ignore_errors=True)
    return case, mutated, wrong


def _wrong(found: Outcome, case: Case, mutated: Mutated) -> str:
    allowed = {3} if mutated.faulty else {0, 3}
    if found.code not in allowed:
        return f"exit {found.code}, not {allowed}: {found.err[-300:]}"
    said = found.out + found.err if case.call[0] == "check" else found.err
    if "Traceback" in found.err:
        return f"traceback: {found.err[-300:]}"
    named = case.file.split("/")[0]
    # A fault may come to light in another file: one that is named in this one, or names it.
    blamed = said.partition("\n")[0].partition(": ")[0].encode()
    elsewhere = _PLACE.search(said) or (blamed and blamed in mutated.content)
    if found.code == 3 and named not in said and not elsewhere:
        return f"{named} is not named: {said[-300:]}"
    return ""


def _sealed(folder: Path, file: str) -> dict[str, bytes]:
    """Seal the folder that a file is in as its record would have it; give the record's bytes."""
    home = file.partition("/")[0]
    (name,) = (name for name in ("run.json", "study.json") if (folder / home / name).is_file())
    path = folder / home / name
    record = json.loads(path.read_bytes())
    listed = record.pop("files", {})
    made = [folder / home / each for each in listed] if isinstance(listed, dict) else []
    record.pop("seal", None)
    path.write_text(json.dumps(seal(record, folder / home, made)), encoding="utf-8")
    return {f"{home}/{name}": path.read_bytes()}


def _lost(folder: Path, wanted: Mapping[str, bytes]) -> str:
    """Say which file has changed, gone or come where none may."""
    after = {name: held for name, held in tree(folder).items() if not name.startswith(OUTPUT)}
    changed = [name for name in after.keys() | wanted.keys() if after.get(name) != wanted.get(name)]
    return f"changed on disk: {sorted(changed)}" if changed else ""


def try_all(numbers: range, folder: Path) -> tuple[list[str], Counter[str]]:
    """Try inputs by number in a folder of sound files; give all that went wrong, and figures."""
    before, found, figures = tree(folder), list[str](), Counter[str]()
    for number in numbers:
        case, mutated, wrong = try_out(number, folder, before)
        figures[f"{case.call[0]} {case.file}"] += 1
        figures["known to be faults"] += mutated.faulty
        if wrong:
            found.append(f"{number}: {case.call[0]} {case.file}, {mutated.how}: {wrong}")
    return found, figures
