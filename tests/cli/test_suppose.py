from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest
from tests.cli.calls import tree
from tests.cli.conftest import Call

GIVEN = '--given "seats.left >= 1"'


@pytest.fixture
def run(call: Call) -> str:
    """Run tiny.toml and give its folder."""
    return call("run tiny.toml -n 600 -q").out.splitlines()[-1]


def test_it_answers_from_a_finished_run_and_leaves_a_folder(call: Call, run: str) -> None:
    code, out, err = call(f"suppose {run} {GIVEN} --of control.left --of support.left")
    assert (code, err) == (0, "")
    kept = pl.read_parquet(Path(run) / "draws.parquet")["seats.clp.left"].gt(0).sum()
    first, folder = out.splitlines()[0], Path(out.splitlines()[-1])
    assert first.startswith("Suppose seats.left >= 1: it happens in ")
    assert first.endswith(f"% of worlds ({kept} of 600 replicates)")
    table = pl.read_csv(folder / "tables" / "suppose.csv")
    assert table["outcome"].to_list() == ["control.left", "support.left"]
    assert set(table["n"]) == {kept}
    record = json.loads((folder / "study.json").read_text(encoding="utf-8"))
    assert record["asked"]["run"] == Path(run).name
    assert record["given"]["kept"] == kept


def test_the_same_call_shows_the_same_again_and_computes_nothing(call: Call, run: str) -> None:
    line = f"suppose {run} {GIVEN} --examples 2"
    first = call(line)
    before = tree(Path("results"))
    again = call(line)
    assert again.out == first.out
    assert again.err == "finished before; --force runs it again\n"
    assert tree(Path("results")) == before
    assert call(f"{line} --force").out == first.out
    assert tree(Path("results")) == before


def test_json_holds_the_table_the_event_and_the_examples(call: Call, run: str) -> None:
    code, out, _ = call(f"suppose {run} {GIVEN} --examples 2 --json --no-files")
    said = json.loads(out)
    assert code == 0
    assert [row["outcome"] for row in said["suppose"]][:2] == ["control.left", "control.right"]
    assert said["given"]["n"] == 600
    assert [list(each["contests"]) for each in said["examples"]] == [["clp"]] * 2
    assert said["examples"][0]["share"] >= said["examples"][1]["share"]
    assert said["path"] is None


def test_replicates_that_were_added_are_said(call: Call) -> None:
    run = call("run tiny.toml -q").out.splitlines()[-1]
    code, out, err = call(f"suppose {run} --given control.left --json --no-files")
    said = json.loads(out)
    assert code == 0
    assert said["given"]["n"] == 40 + said["given"]["added"] == said["suppose"][0]["n"]
    assert err == f"simulated {said['given']['added']} more replicates of the same run\n"
    assert call(f"suppose {run} --given control.left -q --no-files").err == ""


def test_few_replicates_and_certain_events_are_remarked(call: Call) -> None:
    run = call("run tiny.toml -n 100 -q").out.splitlines()[-1]
    line = f'suppose {run} --given "ballots >= 0" --no-files --max-replicates'
    few = call(f"{line} 100")
    assert few.code == 0
    assert "count as only 100 replicates" in few.err
    assert "it happens in every replicate: nothing to suppose" in few.err
    assert "100 of 100 replicates" in few.out


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (f"tiny.toml {GIVEN}", 2, "run it first (necsim run tiny.toml)"),
        (f"nowhere {GIVEN}", 3, "is no finished run"),
        (f"results/tiny {GIVEN}", 3, "name results/tiny/latest"),
        ("results/tiny/latest", 2, "--given"),
        ("results/tiny/latest --given seats.left", 2, "compare it"),
        ("results/tiny/latest --given control.left --given control.right", 2, "at most one chance"),
        (f"results/tiny/latest {GIVEN} --of seat", 2, "there is no outcome"),
        (f"results/tiny/latest {GIVEN} --examples 21", 2, "from 0 to 20"),
        (f"results/tiny/latest {GIVEN} --max-replicates 0", 2, "from 1 to"),
        (
            'results/tiny/latest --given "seats.left == 2 and seats.right == 1" '
            "--max-replicates 900",
            4,
            "none of 900 replicates has it",
        ),
    ],
)  # fmt: skip
def test_errors_say_what_to_do(call: Call, run: str, arguments: str, code: int, said: str) -> None:
    found = call(f"suppose {arguments}")
    assert (found.code, found.out) == (code, "")
    assert said in " ".join(found.err.split())


def test_help_says_what_it_is(call: Call) -> None:
    assert "From a finished run: given that this happens, what else?" in call("--help").out
