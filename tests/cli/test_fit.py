"""Evidence on the command line: `fit`, and forecasts that rest on it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.calls import TINY
from tests.cli.conftest import Call

UNTYPED = TINY.replace("support = { left = 0.5, right = 0.3 }\n", "").replace(
    'why = { "support.left" = "a guess" }\n', ""
)
EVIDENCE = """
[evidence]
members = { kind = "poll", asks = "loyalty", size = 600, shares = { left = 0.5, right = 0.25 } }
view    = { kind = "judgement", shares = { left = 0.4, right = 0.35 }, give_or_take = 0.1 }
"""


@pytest.fixture
def poll_file(call: Call) -> str:
    Path("poll.toml").write_text(UNTYPED + EVIDENCE, encoding="utf-8")
    return "poll.toml"


def test_fit_shows_support_and_what_each_piece_adds(call: Call, poll_file: str) -> None:
    code, out, err = call(f"fit {poll_file}")
    assert (code, err) == (0, "")
    assert "Left" in out
    assert "Share of the votes" in out
    lines = out.splitlines()
    without = next(k for k, line in enumerate(lines) if line.startswith("  Without"))
    assert [line.split()[0] for line in lines[without + 1 : without + 3]] == ["members", "view"]
    folder = Path(lines[-1])
    assert (folder / "tables/fit.csv").exists()


def test_a_piece_moves_support_by_the_difference_of_with_and_without(
    call: Call, poll_file: str
) -> None:
    _, out, _ = call(f"fit {poll_file} --json --no-files")
    rows = json.loads(out)["fit"]
    support = {r["name"]: r["mean"] for r in rows if r["kind"] == "support"}
    without = {(r["evidence"], r["name"]): r for r in rows if r["kind"] == "without"}
    for piece in ("members", "view"):
        row = without[piece, "left"]
        assert row["moved"] == pytest.approx(support["left"] - row["mean"])
    # The poll says more for the left than the view does, so each pulls its own way.
    assert without["members", "left"]["moved"] > 0 > without["view", "left"]["moved"]


def test_what_a_poll_would_tell_is_said(call: Call, poll_file: str) -> None:
    flags = '--value-of "poll size=2000 asks=loyalty" --value-of "nominations size=30"'
    code, out, _ = call(f"fit {poll_file} {flags} --of control.left -n 300 --json --no-files")
    values = [row for row in json.loads(out)["fit"] if row["kind"] == "value"]
    assert code == 0
    assert {row["name"] for row in values} == {"support.left", "support.right", "control.left"}
    assert all(row["moved"] <= 0.01 for row in values)
    assert next(row for row in values if row["name"] == "support.left")["moved"] < 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("polls size=10", "a poll or nominations"),
        ("poll asks=votes", "state its size"),
        ("poll size=10", "asks="),
        ("poll size=10 asks=votes contest=clps", "no contest 'clps'"),
        ("nominations size=10 asks=votes", "have a size only"),
        ("poll size=10 asks=votes design_effect=0.5", "design_effect"),
    ],
)
def test_evidence_that_cannot_be_meant_is_refused(
    call: Call, poll_file: str, text: str, said: str
) -> None:
    code, out, err = call(f'fit {poll_file} --value-of "{text}"')
    assert (code, out) == (2, "")
    assert said in err


def test_a_scenario_without_evidence_has_nothing_to_fit(call: Call) -> None:
    code, out, err = call("fit tiny.toml")
    assert (code, out) == (3, "")
    assert "tiny.toml: evidence" in err
    assert "add [evidence.<id>] tables, or --poll" in err


def test_run_rests_on_the_fit_and_says_so(call: Call, poll_file: str) -> None:
    code, out, err = call(f"run {poll_file} --json --no-files")
    assert (code, err) == (0, "")
    rows = {row["key"]: row for row in json.loads(out)["assumptions"]}
    assert rows["support.left"]["origin"] == "fit"
    assert 0.4 < float(rows["support.left"]["value"]) < 0.55
    assert rows["contests.clp.behaviour.discipline.reds"]["origin"] == "fit"
    assert rows["give_or_take"]["value"] == "as fitted"


def test_typed_support_replaces_the_centre_alone(call: Call, poll_file: str) -> None:
    _, out, _ = call(f"fit {poll_file} --set support.left=0.3 --json --no-files")
    rows = [row for row in json.loads(out)["fit"] if row["kind"] == "support"]
    left, right = rows[0], rows[1]
    assert (left["typed"], right["typed"]) == (0.3, None)
    assert left["mean"] > 0.4
    _, out, _ = call(f"run {poll_file} --set support.left=0.3 --json --no-files")
    shown = {row["key"]: row for row in json.loads(out)["assumptions"]}
    assert (shown["support.left"]["value"], shown["support.left"]["origin"]) == ("0.3", "flag")
    assert shown["support.right"]["origin"] == "fit"


def test_a_poll_moves_a_forecast(call: Call, poll_file: str) -> None:
    chances = []
    for share in ("20%", "80%"):
        poll = f'--poll "size=20000 asks=loyalty left={share} right=10%"'
        _, out, _ = call(f"run {poll_file} {poll} --json --no-files -n 200")
        rows = json.loads(out)["seats"]
        chances.append(sum(r["seats"] * r["p"] for r in rows if r["faction"] == "left"))
    assert chances[0] < chances[1]


def test_show_prints_typed_support_beside_what_the_evidence_says(
    call: Call, poll_file: str
) -> None:
    _, out, _ = call(f"show {poll_file} --set support.left=0.3")
    (said,) = (line for line in out.splitlines() if line.startswith("evidence puts support at"))
    assert "left 4" in said
    assert said.endswith("what is typed stands in its place, with the fitted spread")
    assert any(line.split()[:2] == ["support.left", "0.3"] for line in out.splitlines())


def test_show_says_what_stands_in_for_evidence(call: Call) -> None:
    text = UNTYPED + EVIDENCE.replace(", right = 0.25", "").replace(", right = 0.35", "")
    Path("some.toml").write_text(text, encoding="utf-8")
    code, out, _ = call("show some.toml")
    assert code == 0
    assert "no evidence speaks of right" in out
