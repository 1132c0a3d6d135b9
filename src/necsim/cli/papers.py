"""What `necsim run --write-ballots` writes: one replicate's papers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from necsim.errors import SamplerError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    import polars as pl

    from necsim.engine import Settings
    from necsim.kernels.stv_shapes import RankedPapers
    from necsim.scenario import Scenario


def write_ballots_of(
    scenario: Scenario, settings: Settings, target: Path | None, replicate: int | None
) -> Iterator[Path]:
    """Write the ballots of one replicate if asked, one file a contest; give the files."""
    if target is None and replicate is None:
        return
    if target is None or replicate is None:
        raise UsageError("--write-ballots and --replicate go together: give both")
    if settings.precision is None and replicate >= settings.replicates:
        last = settings.replicates - 1
        raise UsageError(f"--replicate {replicate}: this run has replicates 0 to {last}")
    if settings.sampler != "ballots":
        raise SamplerError("--write-ballots: flows draw no papers; add --sampler ballots")
    from necsim.engine.papers import draw_papers

    papers = draw_papers(scenario, settings.seed, replicate)
    for contest, drawn in papers.items():
        alone = len(papers) == 1
        path = target if alone else target.with_stem(f"{target.stem}-{contest}")
        _write(path, drawn, scenario, contest, f"replicate {replicate}, seed {settings.seed}")
        yield path


def _write(
    path: Path, drawn: pl.DataFrame | RankedPapers, scenario: Scenario, contest: str, which: str
) -> None:
    """Write ticks as a table, a column a candidate; rankings in BLT form."""
    from necsim.kernels.stv_shapes import RankedPapers
    from necsim.store import write_table

    if not isinstance(drawn, RankedPapers):
        write_table(path, drawn)
        return
    from necsim.count import Ballots, write_blt

    words = scenario.contests[contest]
    names = tuple(who.name or id_ for id_, who in words.candidates.items())
    title = f"{scenario.title}: {words.name or contest}, {which}"
    write_blt(path, Ballots(title, names, words.seats, (), drawn))
