"""The look of pages and charts: one style sheet of custom properties, one for the drawings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib import resources

__all__ = ["colours", "resolved", "style_sheet"]


@cache
def style_sheet() -> str:
    """The whole style of a page, without its comments and idle spaces."""
    return _squeezed(_text("style.css") + _text("chart.css"))


@cache
def colours() -> Mapping[str, str]:
    """The colours by the name of their custom property, without its dashes."""
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]+)", _text("style.css")))


@cache
def resolved(name: str) -> str:
    """One style sheet with its colours filled in, for readers that do not know custom properties."""
    return _squeezed(re.sub(r"var\(--([\w-]+)\)", lambda found: colours()[found[1]], _text(name)))


def _text(name: str) -> str:
    return (resources.files(__name__) / name).read_text("utf-8")


def _squeezed(css: str) -> str:
    bare = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    return re.sub(r"\s*([{};:,>])\s*", r"\1", re.sub(r"\s+", " ", bare)).replace(";}", "}").strip()
