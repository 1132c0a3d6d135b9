from __future__ import annotations

import pytest

from necsim.scenario.draft import Draft, address, leaves, shown, suggest


def test_tables_merge_and_everything_else_replaces() -> None:
    draft = Draft("a")
    draft.merge({"t": {"x": 1, "l": [1, [2]]}, "v": 1}, "a")
    draft.merge({"t": {"l": [3]}, "v": {"w": 2}}, "b")
    assert draft.tree == {"t": {"x": 1, "l": (3,)}, "v": {"w": 2}}
    assert draft.source(("t", "x")) == "a"
    assert draft.source(("t", "l")) == "b"
    assert draft.source(("t", "new")) == "b"


def test_a_copy_is_changed_alone() -> None:
    draft = Draft("a")
    draft.merge({"t": {"x": 1}}, "a")
    draft.copy().merge({"t": {"x": 2}}, "b")
    assert draft.tree == {"t": {"x": 1}}
    assert draft.source(("t", "x")) == "a"


def test_leaves_hold_empty_tables_too() -> None:
    assert list(leaves({"a": {"b": 1}, "c": {}})) == [(("a", "b"), 1), (("c",), {})]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (("support", "left"), "support.left"),
        (("why", "a.b"), 'why."a.b"'),
        (("a-b", ""), 'a-b.""'),
    ],
)
def test_an_address_quotes_keys_that_are_not_bare(path: tuple[str, ...], text: str) -> None:
    assert address(path) == text


@pytest.mark.parametrize(
    ("word", "names", "said"),
    [
        ("lefft", ["left", "right"], 'did you mean "left"?'),
        ("xyz", ["left", "right"], "known here: left, right"),
        (
            "xyz",
            [f"n{n}" for n in range(20)],
            f"known here: {', '.join(f'n{n}' for n in range(12))}, …",
        ),
        ("xyz", [], "take it out"),
    ],
)
def test_the_nearest_name_is_suggested(word: str, names: list[str], said: str) -> None:
    assert suggest(word, names) == said


def test_values_are_shown_short() -> None:
    assert shown(True) == "true"
    assert shown({"a": 1}) == "a table"
    assert len(shown("x" * 500)) < 70
