"""Pages without a browser: one file, safe to open, that says what its tables say."""

from __future__ import annotations

import itertools
import json
import re
from typing import Any

import pytest
from tests.report.page.conftest import HARM
from tests.report.page.parsed import elements, of

from necsim.report.page.run import run_page
from necsim.report.page.several import several_page
from necsim.report.page.study import study_page
from necsim.report.words.numbers import chance_text
from necsim.store import Finished, FinishedStudy

NAMES = ("run", "hostile", "sweep", "hostile-sweep", "several")
CHANCE = ("p", "p_se", "p_lo", "p_hi")
LIMIT = 2_000_000


@pytest.fixture(params=NAMES)
def page(request: pytest.FixtureRequest, pages: dict[str, str]) -> str:
    return pages[request.param]


def test_a_page_is_one_file(page: str) -> None:
    assert len(page.encode()) < LIMIT
    for each in elements(page):
        for name in ("src", "href", "xlink:href", "action", "data", "srcset"):
            assert each.attributes.get(name, "#").startswith("#"), each
    assert "@import" not in page
    assert all(found.startswith("#") for found in re.findall(r"url\(['\"]?([^)]*)", page))
    assert not of(page, "link")


@pytest.mark.slow
def test_the_same_content_gives_the_same_bytes(
    run: Finished, sweep: FinishedStudy, pages: dict[str, str]
) -> None:
    assert run_page(run.record, run.tables) == pages["run"]
    assert study_page(sweep.record, sweep.table) == pages["sweep"]


def test_the_document_is_sound(page: str) -> None:
    assert of(page, "html")[0].attributes["lang"] == "en-GB"
    found = elements(page)
    ids = [each.attributes["id"] for each in found if "id" in each.attributes]
    assert len(ids) == len(set(ids))
    for each in found:
        for name in ("href", "aria-labelledby", "for"):
            if name in each.attributes:
                assert each.attributes[name].removeprefix("#") in ids
    levels = [int(each.tag[1]) for each in found if re.fullmatch("h[1-6]", each.tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    assert all(each.said for each in found if re.fullmatch("title|h[1-6]|summary", each.tag))


@pytest.mark.parametrize("name", ["hostile", "hostile-sweep", "several"])
def test_harmful_text_is_only_text(pages: dict[str, str], name: str) -> None:
    found = elements(pages[name])
    scripts = [each for each in found if each.tag == "script"]
    assert not [each for each in scripts if "alert(1)" in each.said.partition("{")[0]]
    kinds = {each.attributes.get("type", "") for each in scripts}
    assert kinds <= {"", "application/json"}
    assert sum("type" not in each.attributes for each in scripts) == 1
    assert not [each for each in found if each.tag == "b"]
    assert not [key for each in found for key in each.attributes if key.startswith("on")]
    assert any(HARM in "".join(each.text) for each in found if each.tag in ("h1", "h2"))


def test_reasons_and_names_stand_as_they_are(pages: dict[str, str]) -> None:
    cells = ["".join(each.text) for each in of(pages["hostile"], "td")]
    assert f"a guess {HARM}" in cells
    said = [each.said for each in of(pages["hostile"], "th")]
    assert any(f"Ann {HARM}" in each for each in said)


def test_what_we_say_is_never_sure(pages: dict[str, str]) -> None:
    for name in ("run", "sweep"):
        said = of(pages[name], "body")[0].said
        assert not re.search(r"\bwill\b", said, re.IGNORECASE)


def test_the_headline_leads_and_assumptions_have_reasons(
    run: Finished, pages: dict[str, str]
) -> None:
    leads = [each.said for each in of(pages["run"], "p") if each.attributes.get("class") == "lead"]
    assert leads == [run.record["headline"]]
    rows = [each.said for each in of(pages["run"], "tr")]
    assert any(row.startswith("support.left") and row.endswith("filea guess") for row in rows)
    told = dict(
        zip(
            (each.said for each in of(pages["run"], "dt")),
            (each.said for each in of(pages["run"], "dd")),
            strict=True,
        )
    )
    assert told["Run"] == run.record["hash"]
    assert told["Seed"] == "5"
    assert told["Replicates"] == "200"


def test_every_figure_has_words(page: str) -> None:
    figures = of(page, "figure")
    assert figures
    for each in figures:
        assert "This figure in words" in each.said
        assert re.search(r"\d", each.said.partition("This figure in words")[2])
    pictures = of(page, "svg")
    assert len(pictures) >= len(figures)
    assert all(each.attributes.get("role") == "img" for each in pictures)
    assert of(page, "desc") or all("aria-label" in each.attributes for each in pictures)


def test_figures_of_runs_lead_to_their_tables(pages: dict[str, str]) -> None:
    figures = of(pages["run"], "figure")
    assert all(each.said.endswith("The table it is drawn from") for each in figures)
    links = [each.attributes["href"] for each in of(pages["run"], "a")]
    drawn = {link.removeprefix("#table-") for link in links if link.startswith("#table-")}
    assert {"candidates", "seats", "control", "contests"} <= drawn


def test_tables_show_chances_with_their_error_and_sort_by_the_number(
    run: Finished, pages: dict[str, str]
) -> None:
    cells = {each.attributes.get("data-n"): each.said for each in of(pages["run"], "td")}
    for name in ("candidates", "seats", "control"):
        for row in run.tables[name].iter_rows(named=True):
            assert cells[repr(row["p"])] == chance_text(*(row[key] for key in CHANCE))


def explorers(page: str) -> list[dict[str, Any]]:
    """Read what the explorers of a page show."""
    kind = "application/json"
    found = [each for each in of(page, "script") if each.attributes.get("type") == kind]
    return [json.loads("".join(each.text)) for each in found]


def test_the_explorer_says_what_the_table_says(sweep: FinishedStudy, pages: dict[str, str]) -> None:
    (explorer,) = explorers(pages["sweep"])
    assert explorer["dials"] == [["40%", "50%", "60%"], ["20%", "30%"]]
    outcomes = sweep.table["outcome"].unique(maintain_order=True).to_list()
    assert len(explorer["cells"]) * len(outcomes) == len(sweep.table) == 18
    for row in sweep.table.iter_rows(named=True):
        left, turnout = [0.4, 0.5, 0.6].index(row["support.left"]), int(row["turnout"] == 0.3)
        number, _, bar = explorer["cells"][f"{left},{turnout}"][outcomes.index(row["outcome"])]
        if row["p"] is None:
            assert float(number.split()[0]) == pytest.approx(row["mean"], abs=0.005)
        else:
            assert number == chance_text(*(row[key] for key in CHANCE))
            assert bar == round(row["p"], 4)


def test_several_runs_stand_side_by_side_and_each_study_is_there(
    run: Finished, hostile: Finished, sweep: FinishedStudy, pages: dict[str, str]
) -> None:
    page = pages["several"]
    assert of(page, "h1")[0].said == "2 forecasts and 2 studies"
    heads = [each.said for each in of(page, "th") if each.attributes.get("scope") == "col"]
    assert heads[:2] == ["Outcome", "Tiny"]
    assert heads[2] == hostile.record["title"]
    left = run.tables["control"].row(0, named=True)
    rows = [each.said for each in of(page, "tr")]
    assert any(chance_text(*(left[key] for key in CHANCE)) in row for row in rows)
    titles = [each.said for each in of(page, "h2")]
    assert f"Sweep: {sweep.record['title']}" in titles
    assert len(explorers(page)) == 2


def test_runs_of_one_title_are_told_apart(run: Finished) -> None:
    other = run._replace(record=run.record | {"hash": "0123abcd"})
    heads = [each.said for each in of(several_page([run, other]), "th")]
    assert heads[1:3] == [f"Tiny · {run.record['hash']}", "Tiny · 0123abcd"]
