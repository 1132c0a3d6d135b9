"""The folder of one run, from the claim to the finish."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import polars as pl

from necsim import columns
from necsim.errors import RunError
from necsim.provenance import Provenance, content_hash
from necsim.store import files
from necsim.store.history import add_to_history, history_line
from necsim.store.package import describe
from necsim.store.record import Record
from necsim.store.seal import seal

# Fixed, so that the bytes of the draws do not depend on how the replicates were cut into blocks.
_ROW_GROUP = 65_536
_ZSTD_LEVEL = 1


class Folder(NamedTuple):
    """The folder of one run; `claim` makes it."""

    path: Path

    @property
    def finished(self) -> bool:
        """Whether the run or study in this folder is complete."""
        return any((self.path / name).is_file() for name in (files.RUN, files.STUDY))

    @property
    def has_earlier(self) -> bool:
        """Whether a run of this scenario was finished before."""
        return (self.path.parent / files.LATEST / files.RUN).is_file()

    def blocks(self) -> list[Path]:
        """List the blocks in the order of their replicates, none of which is in two of them."""
        return [path for _, _, path in self._chain()]

    def missing(self, replicates: int) -> list[tuple[int, int]]:
        """List the ranges [start, stop) of the first `replicates` that no block holds."""
        gaps, reach = [], 0
        for start, stop, _ in self._chain():
            gaps.append((reach, min(start, replicates)))
            reach = stop
        gaps.append((reach, replicates))
        return [(start, stop) for start, stop in gaps if start < stop]

    def keep(self, start: int, draws: pl.DataFrame) -> None:
        """Keep the draws of the replicates from `start` on as a block."""
        name = f"{start:010d}-{start + len(draws):010d}.arrow"
        files.write_whole(self.path / files.BLOCKS / name, draws.write_ipc)

    def draws(self, replicates: int) -> pl.LazyFrame:
        """Read the first `replicates` back, in order; a RunError if some lack."""
        if self.finished:
            return pl.scan_parquet(self.path / files.DRAWS).head(replicates)
        if gaps := self.missing(replicates):
            start, stop = gaps[0]
            raise RunError(
                f"{self.path}: replicates {start} to {stop - 1} are missing; go on with --resume"
            )
        return pl.scan_ipc(self.blocks()).head(replicates)

    def write(self, writers: Mapping[str, files.Writer]) -> None:
        """Have each writer fill the file it is named by; it is given the path to write to."""
        for name, writer in writers.items():
            files.write_whole(self.path / name, writer)

    def finish(
        self,
        tables: Mapping[str, pl.DataFrame],
        record: Record,
        reports: Mapping[str, files.Writer] = MappingProxyType({}),
    ) -> None:
        """Write draws, tables and their dictionary, reports, `run.json` last; refresh latest/."""
        draws = self.path / files.DRAWS
        kept = self.draws(record["replicates"]).select(pl.exclude(columns.PASSING))
        files.write_whole(draws, partial(_sink, kept))
        for name, table in tables.items():
            whole = table.select(*columns.schema(name))
            files.write_table(self.path / files.table_file(name), whole)
        described = describe(record, tables, pl.read_parquet_schema(draws))
        files.write_text(self.path / files.PACKAGE, files.as_json(described))
        self.write(reports)
        made = files.complete_files(self.path)
        files.write_text(self.path / files.RUN, files.as_json(seal(record, self.path, made)))
        files.sweep(self.path)
        self.publish(tables, record)

    def publish(self, tables: Mapping[str, pl.DataFrame], record: Record) -> None:
        """Copy tables, reports and run.json to latest/, and give the run its line of history.

        What people have put there stays.
        """
        latest = self.path.parent / files.LATEST
        reports = (files.WORKBOOK, files.PAGE)
        for name in (*map(files.table_file, columns.TABLES), *reports, files.RUN):
            source, target = self.path / name, latest / name
            if source.is_file():
                files.write_whole(target, partial(shutil.copyfile, source))
            else:
                files.remove([target])
        add_to_history(self.path.parent / files.HISTORY, history_line(record, tables))
        files.sweep_shared([self.path.parent, latest, latest / files.TABLES])

    def drop_damaged(self) -> None:
        """Remove blocks that are not whole, as a power cut leaves them: they are simulated anew."""
        for start, stop, path in self._found():
            try:
                whole = pl.scan_ipc(path).select(pl.len()).collect().item() == stop - start
            except (OSError, pl.exceptions.PolarsError, pl.exceptions.PanicException):
                whole = False
            if not whole:
                files.remove([path])

    def _chain(self) -> list[tuple[int, int, Path]]:
        """Take the blocks in order, leaving out those that overlap with one already taken.

        Two calls that resume one folder at a time may have cut it differently.
        """
        chain, reach = [], 0
        for start, stop, path in sorted(self._found(), key=lambda block: (block[0], -block[1])):
            if start >= reach:
                chain.append((start, stop, path))
                reach = stop
        return chain

    def _found(self) -> list[tuple[int, int, Path]]:
        """List every block with the replicates that it is named by."""
        return [(*_span(path), path) for path in (self.path / files.BLOCKS).glob("[0-9]*.arrow")]


def claim(
    root: Path | str, provenance: Provenance, *, force: bool = False, resume: bool = False
) -> Folder:
    """Claim the folder of a run: `force` empties it first, `resume` goes on with a begun one.

    A begun folder with neither is a RunError, and so is a scenario id that leads out of the root.
    """
    path = Path(root) / provenance.scenario / content_hash(provenance)
    folder = Folder(path)
    if path.resolve().parent.parent != Path(root).resolve():
        raise RunError(f"{path}: leads out of {root}; give the scenario an id that is a plain name")
    if force:
        # These go first: a folder that is half empty is not finished.
        files.remove([path / files.RUN, path / files.STUDY, path])
    elif folder.finished:
        files.sweep(path)
    elif resume:
        folder.drop_damaged()
    elif folder.blocks():
        raise RunError(
            f"{path}: holds a run that was begun; go on with --resume or start afresh with --force"
        )
    with files.writing(path):
        path.mkdir(parents=True, exist_ok=True)
    return folder


def _span(block: Path) -> tuple[int, int]:
    """Read first replicate and end of a block from its name."""
    start, _, stop = block.stem.partition("-")
    return int(start), int(stop)


def _sink(draws: pl.LazyFrame, path: Path) -> None:
    """Stream the draws into a Parquet file; memory stays bounded by a few row groups."""
    draws.sink_parquet(
        path,
        row_group_size=_ROW_GROUP,
        compression="zstd",
        compression_level=_ZSTD_LEVEL,
        statistics=True,
        maintain_order=True,
    )
