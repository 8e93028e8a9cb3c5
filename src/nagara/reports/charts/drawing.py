"""Pieces of SVG and the frame that holds them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape, unescape
from math import isfinite
from typing import Final

from nagara.reports.tokens import resolved

__all__ = [
    "CLOSE",
    "LINE",
    "NARROW",
    "TEXT",
    "WIDE",
    "Frame",
    "Lettering",
    "box",
    "circle",
    "coordinate",
    "hatching",
    "line",
    "mark",
    "path",
    "rect",
    "stacked",
    "stand_alone",
    "svg",
    "text",
    "without_lettering",
]

WIDE: Final = 640.0
"""Width of a drawing for page and paper [px]."""
NARROW: Final = 340.0
"""Width of a drawing for a phone [px]."""
TEXT: Final = 14.0
"""Size of all text [px]."""
LINE: Final = 20.0
"""Distance of two lines of text [px]."""
CLOSE: Final = 18.0
"""Distance of two lines of one label [px]."""

_TEXT: Final = re.compile(r'<text x="([^"]*)" y="([^"]*)"(?: class="([^"]*)")?>([^<]*)</text>')


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around a drawing.

    Parameters
    ----------
    id
        Unique on the page.
    title
        What is drawn.
    description
        The shape of the answer, the same sentence as on the page.
    """

    id: str
    title: str
    description: str


def svg(frame: Frame, width: float, height: float, pieces: Iterable[str]) -> str:
    """Put a drawing together.

    Parameters
    ----------
    frame
        Its name and words.
    width, height
        Its size [px].
    pieces
        What is drawn, in order.
    """
    name = f"{frame.id}-{width:.0f}"
    return (
        f'<svg class="chart" id="{escape(name)}" xmlns="http://www.w3.org/2000/svg" '
        f'viewBox="0 0 {coordinate(width)} {coordinate(height)}" width="{coordinate(width)}" '
        f'height="{coordinate(height)}" role="img" aria-labelledby="{escape(name)}-t {escape(name)}-d">'
        f'<title id="{escape(name)}-t">{escape(frame.title)}</title>'
        f'<desc id="{escape(name)}-d">{escape(frame.description)}</desc>{"".join(pieces)}</svg>'
    )


def coordinate(value: float) -> str:
    """Write a coordinate with one decimal.

    Raises
    ------
    ValueError
        If it is not finite.
    """
    if not isfinite(value):
        msg = f"{value} is no coordinate"
        raise ValueError(msg)
    written = f"{value:.1f}".removesuffix(".0")
    return "0" if written == "-0" else written


def text(x: float, y: float, words: str, look: str = "", *, anchor: str = "start") -> str:
    """One line of text; ``anchor`` is ``start``, ``middle`` or ``end``."""
    classes = " ".join(part for part in ("", look, {"middle": "mid", "end": "end"}.get(anchor, "")) if part)
    attribute = f' class="{classes}"' if classes else ""
    return f'<text x="{coordinate(x)}" y="{coordinate(y)}"{attribute}>{escape(words)}</text>'


def stacked(x: float, y: float, parts: Iterable[str], look: str = "", *, anchor: str = "start") -> list[str]:
    """Lines of one label under each other, the first at ``y``."""
    return [text(x, y + CLOSE * number, part, look, anchor=anchor) for number, part in enumerate(parts)]


def line(x1: float, y1: float, x2: float, y2: float, look: str) -> str:
    """A straight line."""
    x, y, to_x, to_y = map(coordinate, (x1, y1, x2, y2))
    return f'<line x1="{x}" y1="{y}" x2="{to_x}" y2="{to_y}" class="{look}"/>'


def rect(x: float, y: float, width: float, height: float, look: str) -> str:
    """A rectangle; a negative size is none."""
    left, top, wide, high = map(coordinate, (x, y, max(0.0, width), max(0.0, height)))
    return f'<rect x="{left}" y="{top}" width="{wide}" height="{high}" class="{look}"/>'


def circle(x: float, y: float, radius: float, look: str) -> str:
    """A disc."""
    return f'<circle cx="{coordinate(x)}" cy="{coordinate(y)}" r="{coordinate(radius)}" class="{look}"/>'


def path(steps: str, look: str) -> str:
    """A path from its steps."""
    return f'<path d="{steps}" class="{look}"/>'


def box(x: float, y: float, width: float, height: float) -> str:
    """The steps of a rectangle, for many of one look in one path."""
    wide, high = coordinate(width), coordinate(height)
    return f"M{coordinate(x)} {coordinate(y)}h{wide}v{high}h-{wide}z"


def mark(shape: int, x: float, y: float) -> str:
    """The steps of the mark of one series: disc, square, diamond, so that colour never speaks alone."""
    match shape % 3:
        case 0:
            return f"M{coordinate(x - 5.0)} {coordinate(y)}a5 5 0 1 0 10 0a5 5 0 1 0-10 0z"
        case 1:
            return box(x - 4.5, y - 4.5, 9.0, 9.0)
        case _:
            return f"M{coordinate(x)} {coordinate(y - 6.0)}l6 6l-6 6l-6-6z"


def hatching(x: float, y: float, width: float, height: float) -> str:
    """No data: a hatched field, drawn line by line so that every printer shows it."""
    strokes = []
    start = -height
    while start < width:
        left, right = max(0.0, start), min(width, start + height)
        if right > left:
            strokes.append(
                f"M{coordinate(x + left)} {coordinate(y + height - (left - start))}"
                f"L{coordinate(x + right)} {coordinate(y + height - (right - start))}"
            )
        start += 6.0
    return path("".join(strokes), "hatch") + rect(x, y, width, height, "hatched")


def stand_alone(drawing: str) -> str:
    """Give a drawing its own style, for a place that has no style sheet (a PDF, a file)."""
    head, end, body = drawing.partition(">")
    return f"{head}{end}<style>{resolved('chart.css')}</style>{body}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lettering:
    """One line of text of a drawing, for a printer that sets text itself.

    Parameters
    ----------
    x, y
        Where its baseline stands [px].
    words
        What it says.
    look
        Its classes, among them ``mid`` or ``end`` if it is not to start at ``x``.
    """

    x: float
    y: float
    words: str
    look: str


def without_lettering(drawing: str) -> tuple[str, tuple[Lettering, ...]]:
    """Part a drawing from its lines of text."""
    lettering = tuple(
        Lettering(x=float(x), y=float(y), words=unescape(words), look=look or "")
        for x, y, look, words in _TEXT.findall(drawing)
    )
    return _TEXT.sub("", drawing), lettering
