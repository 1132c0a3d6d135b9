from __future__ import annotations

import pickle
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from necsim.streams import (
    BLOCK,
    PURPOSES,
    Drawn,
    Floats,
    Purpose,
    Seeds,
    Span,
    kernel_key,
    name_key,
    normal,
    student,
    tail_scale,
)

SEEDS = Seeds(2018)


def draw(span: Span, name: str = "left", purpose: Purpose = "support", seed: int = 2018) -> Floats:
    return span.cut(span.draw(Seeds(seed), purpose, name, normal))


def test_hashes_of_names_are_the_same_on_every_machine() -> None:
    assert name_key() == 0xB4B2797457A0A6E4
    assert name_key("support", "left") == 0x48AB60A168BFBA62
    assert name_key(2018, "flows", "clp") == 0x19A9F32BB1CCC94C


def test_names_do_not_run_together() -> None:
    keys = {name_key("ab", "c"), name_key("a", "bc"), name_key("abc"), name_key("abc", "")}
    assert len(keys) == 4


def test_numbers_and_their_digits_are_one_name() -> None:
    assert name_key(12) == name_key("12")


def test_a_redrawn_purpose_has_its_own_seed_and_no_other_has() -> None:
    seeds = Seeds(2018, {"support": 7})
    assert {purpose: seeds.of(purpose) for purpose in PURPOSES} == {
        **dict.fromkeys(PURPOSES, 2018),
        "support": 7,
    }


def test_redrawing_one_purpose_changes_its_draws_only() -> None:
    span, again = Span(0, 10), Seeds(2018, {"support": 7})
    for purpose in PURPOSES:
        same = np.array_equal(
            span.draw(SEEDS, purpose, "left", normal), span.draw(again, purpose, "left", normal)
        )
        assert same == (purpose != "support")


def test_redrawing_gives_what_a_run_with_that_seed_has() -> None:
    redrawn = Span(3, 9).draw(Seeds(2018, {"support": 7}), "support", "left", normal)
    np.testing.assert_array_equal(redrawn, Span(3, 9).draw(Seeds(7), "support", "left", normal))


def test_kernel_keys_depend_on_seed_purpose_and_contest() -> None:
    keys = {
        kernel_key(Seeds(seed), purpose, contest)
        for seed in (1, 2)
        for purpose in PURPOSES
        for contest in ("clp", "youth")
    }
    assert len(keys) == 4 * len(PURPOSES)
    redrawn = Seeds(1, {"flows": 2})
    assert kernel_key(redrawn, "flows", "clp") == kernel_key(Seeds(2), "flows", "clp")
    assert kernel_key(redrawn, "lots", "clp") == kernel_key(Seeds(1), "lots", "clp")


@pytest.mark.parametrize(
    ("span", "blocks"),
    [
        (Span(0, 1), [0]),
        (Span(0, 256), [0]),
        (Span(255, 257), [0, 1]),
        (Span(256, 512), [1]),
        (Span(300, 1000), [1, 2, 3]),
    ],
)
def test_a_span_is_drawn_as_the_blocks_that_hold_it(span: Span, blocks: list[int]) -> None:
    assert list(span.blocks) == blocks
    assert span.whole == BLOCK * len(blocks)
    assert len(span.draw(SEEDS, "appeal", "clp/dar", normal)) == span.whole
    cut = span.cut(np.arange(span.blocks.start * BLOCK, span.blocks.stop * BLOCK))
    np.testing.assert_array_equal(cut, np.arange(span.start, span.stop))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 900), st.integers(1, 900), st.lists(st.integers(0, 1800), max_size=6))
def test_any_cut_of_a_span_gives_the_same_bytes(start: int, length: int, marks: list[int]) -> None:
    stop = start + length
    edges = sorted({start, stop, *(mark for mark in marks if start < mark < stop)})
    pieces = [draw(Span(*edge)) for edge in pairwise(edges)]
    assert np.concatenate(pieces).tobytes() == draw(Span(start, stop)).tobytes()


def test_a_replicate_far_out_can_be_drawn_alone() -> None:
    far = 2**31 - 2
    assert draw(Span(far, far + 1)).tobytes() == draw(Span(far - 300, far + 1))[-1:].tobytes()


def test_samplers_of_varying_appetite_do_not_shift_later_blocks() -> None:
    # A χ² draw takes as many numbers as it needs; the next block must not start where it ended.
    sample, span = tail_scale(3.0), Span(0, 600)
    whole = span.draw(SEEDS, "tail", "", sample)
    np.testing.assert_array_equal(whole[512:], Span(512, 600).draw(SEEDS, "tail", "", sample))


def test_draws_differ_by_purpose_name_seed_and_block() -> None:
    span = Span(0, 512)
    drawn = [
        draw(span),
        draw(span, name="right"),
        draw(span, purpose="split"),
        draw(span, seed=2019),
    ]
    halves = np.concatenate([part for each in drawn for part in np.split(each, 2)])
    assert len(np.unique(halves)) == halves.size


def test_draws_of_two_names_are_not_related() -> None:
    n = 102_400
    one, other = draw(Span(0, n)), draw(Span(0, n), name="right")
    assert abs(np.corrcoef(one, other)[0, 1]) < 3.3 / np.sqrt(n)
    assert abs(np.corrcoef(one[:-BLOCK], one[BLOCK:])[0, 1]) < 3.3 / np.sqrt(n)


@pytest.mark.parametrize("freedom", [3.0, 5.0, np.inf])
def test_student_draws_follow_their_law_scaled_to_standard_deviation_one(freedom: float) -> None:
    span = Span(0, 51_200)
    drawn = span.draw(SEEDS, "appeal", "clp/dar", student(freedom))
    heavy = np.isfinite(freedom)
    law = stats.t(freedom, scale=np.sqrt(1.0 - 2.0 / freedom)) if heavy else stats.norm()
    assert stats.kstest(drawn, law.cdf).pvalue > 0.001


def test_a_tail_scale_times_a_normal_is_student() -> None:
    span = Span(0, 51_200)
    scale = span.draw(SEEDS, "tail", "", tail_scale(5.0))
    moved = scale * span.draw(SEEDS, "support", "left", normal)
    assert stats.kstest(moved, stats.t(5.0).cdf).pvalue > 0.001


def test_infinite_freedom_has_a_scale_of_one() -> None:
    assert np.all(Span(0, 300).draw(SEEDS, "tail", "", tail_scale(np.inf)) == 1.0)


def test_numbers_that_were_kept_are_those_drawn_afresh() -> None:
    kept = Seeds(2018, {"appeal": 7}, Drawn())
    for purpose in ("support", "appeal"):
        for span in (Span(0, 700), Span(300, 1300), Span(0, 700)):
            for sample in (normal, student(5.0)):
                fresh = span.draw(Seeds(2018, {"appeal": 7}), purpose, "left", sample)
                np.testing.assert_array_equal(span.draw(kept, purpose, "left", sample), fresh)
    assert kept.drawn is not None
    assert len(kept.drawn) == 2 * 2 * 6
    assert student(5.0) is student(5.0)


def test_what_was_drawn_stays_in_its_process_and_is_one_there() -> None:
    kept = Drawn()
    kept[("support",)] = np.zeros(1)
    first, second = (pickle.loads(pickle.dumps(Seeds(1, {}, kept))).drawn for _ in range(2))
    assert first == {}
    assert first is second
    assert pickle.loads(pickle.dumps(Drawn())) is not first
