"""What no scenario may say is refused with key and reason; what is merely large is answered."""

from __future__ import annotations

import json
import random
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Call
from tests.soak import rounds


def opened(path: Path) -> Any:
    return import_module("openpyxl").load_workbook(path, read_only=True)


# Overrides of tiny.toml, and what the refusal says of them.
REFUSED = {
    "candidates.ann.appeal=31": "candidates.ann.appeal: must be at most 30, not 31",
    "candidates.ann.appeal=-1e300": "candidates.ann.appeal: must be at least -30",
    "candidates.ann.appeal=inf": "candidates.ann.appeal: must be",
    "behaviour.loyalty=700": "behaviour.loyalty: must be at most 30, not 700",
    "behaviour.stop=1e300": "behaviour.stop: must be at most 1e+13",
    "behaviour.appeal_give_or_take=100": "appeal_give_or_take: must be at most 10",
    "lean.left=1000": "lean.left: must be at most 30",
    "reference.loyalty=1e6": "reference.loyalty: must be at most 30",
    "reference.segment_spread=1e6": "reference.segment_spread: must be at most 10",
    "committee.shift=1e300": "committee.shift: must be at most 10",
    "committee.seats.chair.votes=1000000": "seats.chair.votes: must be at most 10000",
    "seats=256": "seats: must be at most 255, not 256",
    "seats=0": "seats: must be at least 1, not 0",
    "electorate=2000000001": "electorate: must be at most",
    "electorate=-1": "electorate: must be at least 0, not -1",
    "turnout=1.01": "turnout: must be at most 1, not 1.01",
    "support.left=1.01": "support.left: must be at most 1",
    "give_or_take.left=0.7": "give_or_take.left: 0.7 is more than a share of 0.5 can vary",
    "behaviour.votes_used=0.4": "0.4 of 2 votes is less than one name a ballot",
    "run.replicates=0": "run.replicates: must be at least 1",
}


@pytest.mark.parametrize("change", REFUSED)
def test_a_value_beyond_its_limit_is_refused_with_key_and_reason(call: Call, change: str) -> None:
    called = call(f"run tiny.toml --set {change}")
    assert called.code == 3
    assert called.out == ""
    key, _, reason = REFUSED[change].partition(": ")
    assert key in called.err
    assert reason in called.err
    assert "Traceback" not in called.err
    assert not Path("results").exists()


@pytest.mark.parametrize("size", [2_000_000_001, 10**400])
def test_a_poll_of_more_than_can_vote_is_refused(call: Call, size: int) -> None:
    called = call(f"run tiny.toml --poll 'size={size} asks=votes left=45%'")
    assert called.code == 3
    assert "evidence.poll_1.size\n    must be at most 2e+09" in called.err


def test_more_papers_than_a_rule_counts_exactly_are_refused_before_anything_runs(
    call: Call,
) -> None:
    many = "--set electorate=2000000000 --set turnout=0.9"
    called = call(f"run tiny.toml --set rule=scottish {many}")
    assert called.code == 3
    said = " ".join(called.err.split())
    assert "electorate 1,800,000,000 vote, and scottish counts at most 900,000,000" in said
    assert "count them by ers97" in said
    assert call(f"run tiny.toml --set rule=ers97 {many} -n 4 --no-files").code == 0


def test_names_and_ids_longer_than_a_table_holds_are_refused(call: Call) -> None:
    text = Path("tiny.toml").read_text(encoding="utf-8")
    Path("name.toml").write_text(text.replace("Ann Ames", "A" * 201), encoding="utf-8")
    Path("key.toml").write_text(text.replace("ann = {", f"{'a' * 61} = {{"), encoding="utf-8")
    Path("id.toml").write_text(f'id = "{"i" * 101}"\n{text}', encoding="utf-8")
    said = {
        "name": "candidates.ann.name 201 characters, at most 200 fit a table → shorten it",
        "key": "an id of 61 characters → use at most 60",
        "id": "it names a folder: use letters, digits, _ and -, at most 100",
    }
    for stem, words in said.items():
        called = call(f"check {stem}.toml")
        assert called.code == 3
        assert words in " ".join((called.out + called.err).split())


@pytest.mark.slow
@pytest.mark.compiled
def test_the_longest_names_and_ids_fit_every_table_and_page(reporting: Call) -> None:
    text = Path("tiny.toml").read_text(encoding="utf-8")
    for old, new in (("Ann Ames", "A & <b>" + "é" * 193), ('"Left"', f'"{"L" * 200}"'),
                     ("ann = {", f"{'a' * 60} = {{"), ('"Tiny"', f'"{"T" * 200}"')):  # fmt: skip
        text = text.replace(old, new)
    Path("tiny.toml").write_text(f'id = "{"i" * 100}"\n{text}', encoding="utf-8")
    assert reporting("run tiny.toml -q").code == 0
    book = import_module("openpyxl").load_workbook(
        f"results/{'i' * 100}/latest/forecast.xlsx", read_only=True
    )
    cells = {cell.value for row in book["candidates"].rows for cell in row}
    book.close()
    assert "A & <b>" + "é" * 193 in cells
    page = Path(f"results/{'i' * 100}/latest/report.html").read_text(encoding="utf-8")
    assert "<b>é" not in page


def test_seats_that_nobody_stands_for_are_said_to_stay_empty(call: Call) -> None:
    called = call("run tiny.toml --set seats=9 --no-files")
    assert called.code == 0
    assert "9 seats (5 of them stay empty)" in called.out
    assert "of the four seats" in called.out


def test_without_voters_the_forecast_is_of_lots_and_says_no_ballots(call: Call) -> None:
    called = call("run tiny.toml --set electorate=0 --no-files")
    assert called.code == 0
    assert " 0 ballots" in called.out
    assert "nan" not in called.out
    assert "inf" not in called.out.replace("Independent", "")


WARDS = rounds(8, 50)
MANY = "\n".join(
    f"""\
[contests.ward_{k}]
name = "Ward {k}"
rule = "{("block", "ers97", "scottish")[k % 3]}"
seats = 1
electorate = 300
turnout = 0.3
slates = {{ reds = {{ faction = "left" }}, blues = {{ faction = "right" }} }}
candidates = {{ ann = {{ slate = "reds" }}, cy = {{ slate = "blues" }}, dee = {{}} }}"""
    for k in range(WARDS)
)


@pytest.mark.slow
@pytest.mark.compiled
def test_many_contests_leave_a_workbook_and_a_page_that_open(reporting: Call) -> None:
    head = Path("tiny.toml").read_text(encoding="utf-8").partition("[contests.clp]")[0]
    seats = '[committee.seats]\nchair = { faction = "left" }\n'
    Path("many.toml").write_text(head + MANY + "\n" + seats, encoding="utf-8")
    called = reporting("run many.toml")
    assert called.code == 0
    assert called.out.count(f"Ward {WARDS - 1}") >= 2
    latest = Path("results/many/latest")
    book = opened(latest / "forecast.xlsx")
    told = {row[0].value for row in book["contests"].iter_rows(min_row=2)}
    assert told >= {f"ward_{k}" for k in range(WARDS)}
    book.close()
    page = (latest / "report.html").read_text(encoding="utf-8")
    assert all(f"Ward {k}" in page for k in range(WARDS))
    # What a mail server still takes.
    assert len(page) < 10_000_000
    assert (latest / "forecast.xlsx").stat().st_size < 5_000_000


def blt(candidates: int, seats: int, papers: int) -> str:
    """Write papers that rank up to thirty of many, who are not equally liked."""
    dice = random.Random(4)
    lines = [f"{candidates} {seats}"]
    for _ in range(papers):
        liked = {1 + int(candidates * dice.random() ** 2) for _ in range(dice.randint(1, 30))}
        ranked = dice.sample(sorted(liked), len(liked))
        lines.append(" ".join(map(str, (1, *ranked, 0))))
    names = [f'"Candidate {c}"' for c in range(1, candidates + 1)]
    return "\n".join([*lines, "0", *names, '"Extreme"']) + "\n"


@pytest.mark.slow
@pytest.mark.compiled
@pytest.mark.parametrize("rule", ["ers97", "scottish", "meek"])
def test_a_count_of_200_candidates_for_60_seats_keeps_every_vote(call: Call, rule: str) -> None:
    Path("big.blt").write_text(blt(200, 60, 4_000), encoding="utf-8")
    called = call(f"count big.blt --rule {rule} --seed 1 --json")
    assert called.code == 0
    count = json.loads(called.out)
    assert len(count["candidates"]) == 200
    assert len({winner["number"] for winner in count["winners"]}) == 60
    for stage in count["stages"]:
        kept = sum(map(float, stage["totals"].values())) + float(stage["non_transferable"])
        # To the last of the decimals that a rule drops at each transfer.
        assert kept == pytest.approx(4_000, abs=0.05)


@pytest.mark.compiled
@pytest.mark.parametrize("rule", ["ers97", "scottish", "meek"])
def test_a_count_of_one_paper_or_one_candidate_is_a_count(call: Call, rule: str) -> None:
    Path("one.blt").write_text('3 1\n1 2 0\n0\n"A"\n"B"\n"C"\n"T"\n', encoding="utf-8")
    Path("alone.blt").write_text('1 1\n1 1 0\n0\n"A"\n"T"\n', encoding="utf-8")
    for stem, winner in (("one", 2), ("alone", 1)):
        called = call(f"count {stem}.blt --rule {rule} --seed 1 --json")
        assert called.code == 0, called.err
        assert [each["number"] for each in json.loads(called.out)["winners"]] == [winner]


def test_a_count_of_no_papers_is_refused(call: Call) -> None:
    Path("none.blt").write_text(blt(3, 1, 0), encoding="utf-8")
    called = call("count none.blt --rule scottish --seed 1")
    assert called.code == 3
    assert "there is nothing to count" in called.err
