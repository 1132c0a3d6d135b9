"""The table of docs/speed.md, made from the tracked file: `python -m benchmarks.page`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from benchmarks.remarks import REMARKS
from benchmarks.targets import MEASURED_BY, PEERS, TARGETS, Target
from benchmarks.tracked import Reached, Tracked, read_tracked, shown

PAGE = Path(__file__).parents[1] / "docs" / "speed.md"
_OPEN, _CLOSE = "<!-- {}: made by `python -m benchmarks.page` -->\n", "<!-- end of {} -->"
_HEAD = (
    "| job | to reach | reached | of target | × plain loop | measured by"
    " | near which limit; why short |\n|---|--:|--:|--:|--:|---|---|\n"
)


def renew_page(page: Path = PAGE) -> None:
    """Put the tables of the tracked file in the place of those on the page."""
    text = page.read_text(encoding="utf-8")
    for name, table in tables(read_tracked()).items():
        before, after = text.split(_OPEN.format(name))
        text = before + _OPEN.format(name) + table + after[after.index(_CLOSE.format(name)) :]
    page.write_text(text, encoding="utf-8")


def tables(tracked: Tracked) -> dict[str, str]:
    """Give the page's tables by name, what they ran on above each."""
    return {
        "jobs": _made(tracked.made) + _HEAD + _lines(TARGETS, tracked.jobs),
        "peers": _made(tracked.peers_made) + _HEAD + _lines(PEERS, tracked.jobs),
    }


def _made(made: Mapping[str, str]) -> str:
    if not made:
        return "Not yet measured in full.\n\n"
    return (
        f"Measured {made['date']} with version {made['version']} ({made['commit']}), Python"
        f" {made['python']}, numba {made['numba']}, on {made['cores']} cores of the family"
        f" `{made['cpu']}`, load {made['load']} when it began.\n\n"
    )


def _lines(targets: Mapping[str, Target], jobs: Mapping[str, Reached]) -> str:
    rows = (_cells(job, target, jobs.get(job)) for job, target in targets.items())
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _cells(job: str, target: Target, reached: Reached | None) -> Iterable[str]:
    figure = None if reached is None else reached.figure
    met = None if figure is None else target.met(figure)
    yield job
    yield "–" if target.figure is None else f"{_bound(target)}{shown(target.figure)} {target.unit}"
    yield "–" if figure is None else f"{shown(figure)} {target.unit}{_each(figure, target.unit)}"
    yield "–" if met is None else _met(met)
    yield shown(reached.times_plain if reached else None)
    yield f"`{MEASURED_BY[job]}`"
    yield REMARKS.get(job, "")


def _bound(target: Target) -> str:
    return "≤ " if target.better == "less" else ""


def _met(met: float) -> str:
    """Show how far a target is met; what is short stands out."""
    return shown(met) if met >= 1 else f"**{shown(met)}**"


def _each(figure: float, unit: str) -> str:
    """Show what one of them takes, where the figure is a rate."""
    if not unit.endswith("/s"):
        return ""
    nanoseconds = 1e9 / figure
    taken = f"{shown(nanoseconds)} ns" if nanoseconds < 1_000 else f"{shown(nanoseconds / 1e3)} µs"
    return f" ({taken} each)"


def job_rows(page: Path = PAGE) -> Iterator[str]:
    """Give the job of every row of the page's tables."""
    for line in page.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) == 9 and cells[1] != "job" and not cells[1].startswith("---"):
            yield cells[1]


if __name__ == "__main__":
    renew_page()
