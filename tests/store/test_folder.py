from __future__ import annotations

from pathlib import Path

import pytest
from tests.store.samples import RUN, N, draws, fill, finished

from necsim.errors import RunError
from necsim.provenance import content_hash
from necsim.store import claim


def test_a_new_folder_is_named_by_scenario_and_hash(tmp_path: Path) -> None:
    folder = claim(tmp_path, RUN)
    assert folder.path == tmp_path / "tiny" / content_hash(RUN)
    assert folder.path.is_dir()
    assert not folder.finished
    assert folder.missing(N) == [(0, N)]


def test_a_begun_folder_is_refused_with_both_remedies(tmp_path: Path) -> None:
    claim(tmp_path, RUN).keep(0, draws(0, 10))
    with pytest.raises(RunError, match=r"begun.*--resume.*--force"):
        claim(tmp_path, RUN)


def test_resume_goes_on_with_what_is_there_and_force_empties_it(tmp_path: Path) -> None:
    claim(tmp_path, RUN).keep(100, draws(100, 200))
    assert claim(tmp_path, RUN, resume=True).missing(N) == [(0, 100), (200, N)]
    assert claim(tmp_path, RUN, force=True).missing(N) == [(0, N)]


def test_blocks_that_are_not_whole_are_simulated_anew(tmp_path: Path) -> None:
    folder = claim(tmp_path, RUN)
    for start in range(0, 500, 100):
        folder.keep(start, draws(start, start + 100))
    blocks = folder.blocks()
    blocks[0].write_bytes(b"")
    blocks[1].write_bytes(blocks[1].read_bytes()[:-20])
    blocks[2].write_bytes(bytes(2_000))
    # What such a block hid may be there.
    folder.keep(300, draws(300, 310))
    blocks[3].write_bytes(blocks[4].read_bytes()[:900])
    assert claim(tmp_path, RUN, resume=True).missing(N) == [(0, 300), (310, 400), (500, N)]


def test_a_folder_claimed_without_a_block_is_free(tmp_path: Path) -> None:
    claim(tmp_path, RUN)
    assert not claim(tmp_path, RUN).finished


def test_a_finished_folder_says_so_until_it_is_forced(tmp_path: Path) -> None:
    finished(tmp_path)
    assert claim(tmp_path, RUN).finished
    assert claim(tmp_path, RUN, resume=True).finished
    assert not claim(tmp_path, RUN, force=True).finished


@pytest.mark.parametrize("scenario", ["..", ".", "", "a/b", "../tiny", "/elsewhere/tiny"])
def test_an_id_that_leads_out_of_the_root_is_refused(tmp_path: Path, scenario: str) -> None:
    with pytest.raises(RunError, match="leads out of"):
        claim(tmp_path / "root", RUN._replace(scenario=scenario))
    assert not list(tmp_path.iterdir())


def test_a_link_out_of_the_root_is_refused(tmp_path: Path) -> None:
    (tmp_path / "root").mkdir()
    (tmp_path / "root" / "tiny").symlink_to(tmp_path)
    with pytest.raises(RunError, match="leads out of"):
        claim(tmp_path / "root", RUN, force=True)


def test_missing_is_cut_at_the_replicates_asked(tmp_path: Path) -> None:
    folder = fill(claim(tmp_path, RUN), (100, 200, 300))
    assert folder.missing(150) == [(0, 100)]
    assert folder.missing(50) == [(0, 50)]
    assert folder.missing(400) == [(0, 100), (300, 400)]


def test_overlapping_blocks_are_read_once(tmp_path: Path) -> None:
    folder = fill(claim(tmp_path, RUN), (0, 100, 200))
    folder.keep(0, draws(0, 150))
    assert folder.missing(200) == [(150, 200)]
    folder.keep(150, draws(150, 250))
    assert folder.draws(250).collect().equals(draws(0, 250))
    assert len(folder.blocks()) == 2


def test_draws_come_back_in_order_and_cut(tmp_path: Path) -> None:
    folder = claim(tmp_path, RUN)
    for start in (400, 0, 200):
        folder.keep(start, draws(start, start + 200))
    assert folder.draws(450).collect().equals(draws(0, 450))


def test_draws_with_a_gap_are_refused(tmp_path: Path) -> None:
    folder = fill(claim(tmp_path, RUN), (100, 200))
    with pytest.raises(RunError, match="replicates 0 to 99 are missing"):
        folder.draws(200)


def test_a_root_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "root").write_text("")
    with pytest.raises(RunError, match="cannot be written"):
        claim(tmp_path / "root", RUN)
