"""A template filled in: everything escaped, style and script within, every network forbidden."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup


def render(template: str, **content: Any) -> str:
    """Fill in a template of this folder; text is escaped, only `Markup` stands as it is."""
    style, script = _part("style.css"), _part("page.js")
    fixed = {"style": Markup(style), "script": Markup(script), "policy": _policy(style, script)}
    return _environment().get_template(template).render(fixed, **content)


@cache
def _environment() -> Environment:
    return Environment(
        loader=FunctionLoader(_part),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _part(name: str) -> str:
    return files("necsim.report.page").joinpath(name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    """Say what a browser may do for this page: apply this very style and script, nothing else."""
    return (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)};"
        " img-src data:; base-uri 'none'; form-action 'none'"
    )


def _hash(part: str) -> str:
    return f"'sha256-{b64encode(sha256(part.encode()).digest()).decode()}'"
