"""Pages in a browser: nothing fails, nothing is fetched, everything can be reached and read."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.report.page.test_page import explorers

pytest.importorskip("playwright")
CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="needs the system's chromium"),
]
NAMES = ("run", "hostile", "sweep", "hostile-sweep", "several")
WIDE, NARROW = 1280, 390


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as player:
        started = player.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="module")
def folder(pages: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("written")
    for name, page in pages.items():
        (root / f"{name}.html").write_text(page, encoding="utf-8")
    return root


class Opened:
    """Open pages, and note what they complain of and fetch."""

    def __init__(self, browser: Any, folder: Path) -> None:
        self.browser, self.folder = browser, folder
        self.complaints: list[str] = []
        self.fetched: list[str] = []

    def __call__(self, name: str, width: int = WIDE, **options: Any) -> Any:
        viewport = {"width": width, "height": 900}
        page = self.browser.new_context(viewport=viewport, **options).new_page()
        page.on("console", lambda said: self.complaints.append(said.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", lambda dialog: self.complaints.append(dialog.message))
        page.on("request", lambda request: self.fetched.append(request.url))
        page.goto((self.folder / f"{name}.html").as_uri())
        return page


@pytest.fixture
def opened(browser: Any, folder: Path) -> Iterator[Opened]:
    made = Opened(browser, folder)
    yield made
    for context in browser.contexts:
        context.close()


@pytest.mark.parametrize("name", NAMES)
def test_a_page_opens_without_a_complaint_and_fetches_nothing(opened: Opened, name: str) -> None:
    opened(name)
    assert opened.complaints == []
    assert opened.fetched == [(opened.folder / f"{name}.html").as_uri()]


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("name", NAMES)
def test_only_tables_are_wider_than_the_screen(opened: Opened, name: str, width: int) -> None:
    page = opened(name, width)
    page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    tables = page.eval_on_selector_all(
        "table", "all => all.map(each => each.closest('.scroll') !== null)"
    )
    assert tables
    assert all(tables)


def column(page: Any, table: str, place: int) -> list[str]:
    """Read a column of a table from top to bottom, numbers as they sort."""
    read = "(all, k) => all.map(row => row.cells[k].dataset.n ?? row.cells[k].textContent)"
    found = page.eval_on_selector_all(f"{table} tbody tr", read, place)
    return [str(each) for each in found]


def numbers(values: list[str]) -> list[float]:
    """Give the numbers of a column without its dashes, which must stand last."""
    dashes = [each == "–" for each in values]
    assert dashes == sorted(dashes)
    return [float(each) for each in values if each != "–"]


def words(values: list[str], falls: bool) -> list[str]:
    """Sort words, and leave at the end the cells without any."""
    said = sorted(filter(None, values), key=str.casefold, reverse=falls)
    return said + [""] * (len(values) - len(said))


@pytest.mark.parametrize("name", ["run", "sweep"])
def test_every_head_sorts_both_ways(opened: Opened, name: str) -> None:
    page = opened(name)
    for table in page.eval_on_selector_all(".table:has(.sorts)", "all => all.map(e => e.id)"):
        if page.locator(f"#{table}").evaluate("each => each.closest('details') !== null"):
            continue
        heads = page.locator(f"#{table} thead th")
        for place in range(heads.count()):
            head, numeric = heads.nth(place), "n" in (heads.nth(place).get_attribute("class") or "")
            for turn in range(2):
                head.locator("button").click()
                values = column(page, f"#{table}", place)
                order = head.get_attribute("aria-sort")
                falls = order == "descending"
                assert falls == (numeric == (turn == 0))
                if numeric:
                    found = numbers(values)
                    assert found == sorted(found, reverse=falls)
                else:
                    assert values == words(values, falls)
            assert page.locator(f"#{table} [aria-sort]").count() == 1


def test_heads_sort_by_the_keyboard(opened: Opened) -> None:
    page = opened("run")
    head = page.locator("#table-candidates thead th", has_text="Chance")
    head.locator("button").focus()
    for key, order in (("Enter", "descending"), ("Space", "ascending")):
        page.keyboard.press(key)
        assert head.get_attribute("aria-sort") == order


def test_sliders_show_the_numbers_of_the_table(opened: Opened, pages: dict[str, str]) -> None:
    page = opened("sweep")
    (explorer,) = explorers(pages["sweep"])
    dials = page.locator(".explorer input[type=range]")
    assert dials.count() == 2
    for _ in range(2):
        dials.nth(0).press("ArrowLeft")
        dials.nth(1).press("ArrowLeft")
    seen = set()
    for left in range(3):
        for turnout in range(2):
            told = page.locator(".explorer output").all_inner_texts()
            assert told == [explorer["dials"][0][left], explorer["dials"][1][turnout]]
            shown = page.locator(".explorer .number").all_inner_texts()
            assert shown == [each[0] for each in explorer["cells"][f"{left},{turnout}"]]
            seen.add(tuple(shown))
            dials.nth(1).press("ArrowRight")
        dials.nth(1).press("Home")
        dials.nth(0).press("ArrowRight")
    assert len(seen) > 3


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["run", "sweep", "several"])
def test_everybody_can_use_a_page(opened: Opened, name: str, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page = opened(name, color_scheme=scheme, bypass_csp=True)
    page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
    found = axe.Axe().run(page).response["violations"]
    grave = [each for each in found if each["impact"] in ("serious", "critical")]
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in grave] == []


@pytest.mark.parametrize("name", ["run", "sweep"])
def test_tables_fit_on_paper(opened: Opened, name: str) -> None:
    page = opened(name, 674)
    page.emulate_media(media="print")
    cut = "all => all.filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.innerText)"
    assert page.eval_on_selector_all(".scroll", cut) == []
    tall = "all => all.filter(e => e.scrollHeight > e.clientHeight + 1).map(e => e.innerText)"
    assert page.eval_on_selector_all(".scroll", tall) == []
    made = page.pdf(prefer_css_page_size=True)
    assert made.startswith(b"%PDF")
    assert made.count(b"/Type /Page\n") >= 2


def test_a_page_reads_without_javascript(opened: Opened) -> None:
    page = opened("sweep", java_script_enabled=False)
    assert page.locator(".explorer").is_hidden()
    assert page.locator("h1").is_visible()
    assert page.locator("#table-sweep tbody tr").count() == 18
    assert page.locator("figure svg").first.is_visible()
