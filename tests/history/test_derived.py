from __future__ import annotations

import pytest

from necsim.history import History, ballot_use, slates

# slate or faction, candidates, with totals, votes, best, worst, share, coefficient of variation
SLATES = {
    "nec-2010-09": [
        ("left", 6, 6, 266_505, 88_235, 18_557, 0.4385, 0.5314),
        ("centre_right", 6, 6, 218_474, 64_004, 21_881, 0.3595, 0.3922),
        ("independent", 2, 2, 49_303, 30_653, 18_650, 0.0811, 0.2435),
    ],
    "nec-2014-08": [
        ("left", 6, 6, 178_755, 39_548, 21_307, 0.5522, 0.2189),
        ("centre_right", 5, 5, 108_121, 31_278, 17_830, 0.3340, 0.2287),
        ("independent", 2, 2, 36_864, 24_325, 12_539, 0.1139, 0.3197),
    ],
    "nec-2018-01": [
        ("left", 3, 3, 196_533, 68_388, 62_982, 0.6239, 0.0339),
        ("centre_right", 3, 3, 91_966, 39_508, 25_224, 0.2920, 0.2059),
        ("independent", 3, 3, 26_506, 11_944, 7_011, 0.0841, 0.2500),
    ],
    "nec-2018-09": [
        ("left", 9, 6, 492_342, 88_176, 75_224, 0.4645, 0.0475),
        ("centre_right", 9, 9, 384_081, 50_185, 35_061, 0.3624, 0.1057),
        ("independent", 8, 8, 183_433, 67_819, 8_909, 0.1731, 0.8892),
    ],
    "nec-2020-04": [
        ("centre_right", 2, 2, 114_542, 57_361, 57_181, 0.3124, 0.0016),
        ("left", 2, 2, 86_950, 56_929, 30_021, 0.2371, 0.3095),
        ("independent", 11, 11, 85_045, 21_088, 2_459, 0.2319, 0.6342),
        ("other_left", 3, 3, 80_132, 46_150, 8_974, 0.2185, 0.5700),
    ],
}
USE = {
    "nec-2006-08": (35_916, 6, 200_926, 200_926, 0.9324, 0.9324),
    "nec-2010-09": (127_331, 6, 607_756, 607_756, 0.7955, 0.7955),
    "labour_international-2017-11": (1_047, 3, 2_879, 2_879, 0.9166, 0.9166),
    "nec-2018-09": (163_449, 9, 1_270_756, 1_290_996, 0.8638, 0.8776),
}


@pytest.mark.parametrize("id_", SLATES)
def test_votes_by_slate_are_those_worked_out_by_hand(history: History, id_: str) -> None:
    found = slates(history, id_)
    assert len(found) == len(SLATES[id_])
    for slate, (name, *counts, share, variation) in zip(found, SLATES[id_], strict=True):
        assert (slate.slate or slate.faction) == name
        assert [slate.candidates, slate.known, slate.votes, slate.best, slate.worst] == counts
        assert slate.share == pytest.approx(share, abs=0.00006)
        assert slate.variation == pytest.approx(variation, abs=0.00006)
        assert slate.mean == pytest.approx(slate.votes / slate.known)


def test_the_left_had_two_thirds_of_the_two_slates_before_january_2018(history: History) -> None:
    votes = {slate.faction: slate.votes for slate in slates(history, "cac-2017-09")}
    assert votes["left"] / sum(votes.values()) == pytest.approx(0.656, abs=0.0005)


def test_a_contest_without_votes_has_no_votes_by_slate(history: History) -> None:
    assert slates(history, "nec-2022-09") == ()


def test_ballot_use_is_that_worked_out_by_hand(history: History) -> None:
    found = {use.contest: use for use in ballot_use(history)}
    assert set(found) == set(USE)
    for id_, (*counts, low, high) in USE.items():
        use = found[id_]
        assert [use.papers, use.allowed, use.votes_low, use.votes_high] == counts
        assert (use.used_low, use.used_high) == pytest.approx((low, high), abs=0.00006)
