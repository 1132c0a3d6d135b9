"""A page taken apart: its elements in order, with their attributes and text."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import NamedTuple

_VOID = {"meta", "input", "br", "link", "img", "hr"}


class Element(NamedTuple):
    """An element; `text` has the text of what is within it too."""

    tag: str
    attributes: dict[str, str]
    text: list[str]

    @property
    def said(self) -> str:
        return " ".join("".join(self.text).split())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self.within: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Element(tag, {key: value or "" for key, value in attrs}, [])
        self.elements.append(made)
        if tag not in _VOID:
            self.within.append(made)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.within.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.within.pop().tag == tag, f"</{tag}> closes something else"

    def handle_data(self, data: str) -> None:
        for element in self.within:
            element.text.append(data)


def elements(page: str) -> list[Element]:
    """Read a page; every element must be closed by its own end."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    assert not reader.within
    return reader.elements


def of(page: str, tag: str) -> list[Element]:
    """Give the elements of a tag, in order."""
    return [each for each in elements(page) if each.tag == tag]
