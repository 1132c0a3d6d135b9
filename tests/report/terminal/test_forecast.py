from __future__ import annotations

import io
from typing import Any

import polars as pl
import pytest
from rich.console import Console

from necsim.plan.labels import CandidateLabel, Labels
from necsim.report.terminal.forecast import print_forecast

Tables = dict[str, pl.DataFrame]

SHOWN = """\
Left wins all three seats in about 4 of 5 worlds.

NEC members' section, January 2018 · 3 seats, vote for up to 3 ·
10,000 replicates · 1.1 billion ballots · seed 2018

  Seats won         0      1      2      3
  Left           2.1%   6.0%  11.3%  80.6%
  Centre right  83.9%  10.2%   5.9%  <0.1%

  Elected                                chance     votes (80 %)
  Yasmine Dar          Left          93.8 ±0.5%  51,200 – 78,100
  Jon Lansman          Left          91.0 ±0.6%  50,000 – 75,000
  Rachel Garnham       Left          82.0 ±0.8%  48,000 – 73,000
  Eddie Izzard         Centre right  33.0 ±0.9%  30,000 – 52,000
  [bold]=Nick Donovan  Independent        <0.1%      400 – 1,500

  Last seat: Garnham over Izzard; median 2,900 votes (2.6 points)
  Swing of support: Left keeps 3 to −6.1 points, Centre right wins 1 from +4.2

  Control of the committee (20 of 39)
  Left          97.3 ±0.3%    Centre right  <0.1%
  Not left      <0.1%         Nobody        2.7 ±0.3%

"""


def shown(
    tables: Tables, labels: Labels, record: dict[str, Any], width: int = 80, terminal: bool = False
) -> str:
    file = io.StringIO()
    console = Console(file=file, width=width, force_terminal=terminal)
    print_forecast(console, tables, labels, record, majority="20 of 39")
    return "".join(f"{line.rstrip()}\n" for line in file.getvalue().splitlines())


def test_the_forecast_at_eighty_columns_in_a_pipe(
    tables: Tables, labels: Labels, record: dict[str, Any]
) -> None:
    assert shown(tables, labels, record) == SHOWN


def test_no_colour_is_used_even_on_a_terminal(
    tables: Tables, labels: Labels, record: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    text = shown(tables, labels, record, terminal=True)
    # Bold headers are all there is.
    assert text.replace("\x1b[1m", "").replace("\x1b[0m", "").count("\x1b") == 0


def test_the_sentence_stays_one_line_in_a_pipe(
    tables: Tables, labels: Labels, record: dict[str, Any]
) -> None:
    record["headline"] = "Left wins " + "and wins " * 20
    assert shown(tables, labels, record).splitlines()[0] == record["headline"].rstrip()
    assert len(shown(tables, labels, record, terminal=True).splitlines()[0]) <= 80


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_no_line_is_wider_than_the_console(
    width: int, tables: Tables, labels: Labels, record: dict[str, Any]
) -> None:
    # The sentence stays one line in a pipe, however long.
    assert max(map(len, shown(tables, labels, record, width).splitlines()[1:])) <= width


def many(tables: Tables, labels: Labels, people: int, seats: int) -> tuple[Tables, Labels]:
    names = [f"Person {k}" for k in range(people)]
    candidates = pl.concat([tables["candidates"].head(1)] * people).with_columns(
        name=pl.Series(names), p=pl.Series([1 - k / people for k in range(people)])
    )
    rows = pl.concat([tables["seats"].filter(faction="left").head(1)] * (seats + 1))
    chances = [0.0] * 5 + [1 / (seats - 4)] * (seats - 4)
    rows = rows.with_columns(
        seats=pl.Series(range(seats + 1), dtype=pl.Int64), p=pl.Series(chances), p_se=0.005
    )
    contest = labels.contests[0]._replace(
        seats=seats,
        rule="ers97",
        candidates=tuple(CandidateLabel(f"c{k}", n, (), "left") for k, n in enumerate(names)),
    )
    pair = tables["contests"].with_columns(last_in=pl.lit("c0"), first_out=pl.lit("c1"))
    ranked = {"contests": pair, "swing": tables["swing"].clear()}
    return tables | {"candidates": candidates, "seats": rows} | ranked, labels._replace(
        contests=(contest,)
    )


def test_a_long_list_is_cut_and_says_so(
    tables: Tables, labels: Labels, record: dict[str, Any]
) -> None:
    text = shown(*many(tables, labels, people=42, seats=9), record)
    assert text.count("\n  Person ") == 9 + 5
    assert "  28 more in the table of candidates\n" in text
    assert "9 seats, ranked" in text
    assert "  Last seat: Person 0 over Person 1; median 2,900 votes (2.6 points)\n" in text
    assert "Swing" not in text
    assert "first preferences (80 %)" in text


def test_a_dozen_are_all_listed(tables: Tables, labels: Labels, record: dict[str, Any]) -> None:
    text = shown(*many(tables, labels, people=12, seats=5), record)
    assert text.count("\n  Person ") == 12
    assert "more in the table" not in text


def test_of_many_numbers_of_seats_those_that_matter_are_shown(
    tables: Tables, labels: Labels, record: dict[str, Any]
) -> None:
    lines = shown(*many(tables, labels, people=14, seats=10), record).splitlines()
    assert next(line for line in lines if "Seats won" in line).split()[2:] == list(
        map(str, range(5, 11))
    )


def test_a_wide_table_goes_on_below(tables: Tables, labels: Labels, record: dict[str, Any]) -> None:
    lines = shown(*many(tables, labels, people=12, seats=9), record, width=50).splitlines()
    headers = [line.split()[2:] for line in lines if "Seats won" in line]
    assert len(headers) == 2
    assert [number for header in headers for number in header] == list(map(str, range(10)))


def test_several_contests_have_a_heading_each(
    tables: Tables, labels: Labels, record: dict[str, Any]
) -> None:
    youth = labels.contests[0]._replace(id="youth", name="Youth", seats=1, votes=1)
    other = pl.lit("youth").alias("contest")
    both = tables | {
        name: pl.concat([tables[name], tables[name].with_columns(other)])
        for name in ("candidates", "seats", "contests", "swing")
    }
    text = shown(both, labels._replace(contests=(*labels.contests, youth)), record)
    assert "\nMembers' section · 3 seats, vote for up to 3\n" in text
    assert "\nYouth · 1 seat, vote for 1\n" in text
    assert text.count("Yasmine Dar") == 2
    assert "\n  Last seat: Garnham over Izzard; " in text
    assert "\n  Seat: Garnham over Izzard; " in text


def test_without_a_committee_nothing_is_said_of_control(
    tables: Tables, labels: Labels, record: dict[str, Any]
) -> None:
    tables["control"] = tables["control"].clear()
    assert "Control" not in shown(tables, labels, record)


def test_long_names_go_on_below_and_leave_room_for_numbers(
    tables: Tables, labels: Labels, record: dict[str, Any]
) -> None:
    labels.factions["left"] = "The Left and all of its friends in every branch of the country"
    lines = shown(tables, labels, record).splitlines()
    header = next(line for line in lines if "Seats won" in line)
    assert header.split()[2:] == ["0", "1", "2", "3"]
    assert max(map(len, lines)) <= 80


def test_on_a_narrow_terminal_chances_come_before_votes(
    tables: Tables, labels: Labels, record: dict[str, Any]
) -> None:
    text = shown(tables, labels, record, width=40)
    assert "votes (80 %)" not in text
    assert all(each in text for each in ("93.8 ±0.5%", "33.0 ±0.9%", "97.3 ±0.3%"))
