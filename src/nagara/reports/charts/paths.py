"""Figures over the years: a line in its band, the line that it is held against, the mark of what is promised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from nagara.reports.charts.axis import years_said
from nagara.reports.charts.drawing import CLOSE, LINE, WIDE, Frame, coordinate, line, mark, path, rect, svg, text
from nagara.reports.charts.letters import text_width
from nagara.reports.charts.wrapping import fitted, lines

if TYPE_CHECKING:
    from nagara.reports.charts.axis import Axis

__all__ = ["Key", "PathPanel", "PathPicture", "Target", "draw"]

HEIGHT: Final = 116.0
LEFT: Final = 60.0
BESIDE: Final = 132.0
"""Room for the words at the end of the lines [px]."""
SAMPLE: Final = 28.0
"""Length of a line in the key [px]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What is promised: at which place of the years it begins to hold, and how much it is."""

    at: int
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PathPanel:
    """One figure.

    Parameters
    ----------
    label, said
        Its name, and what is promised or what it comes to, in words.
    axis
        Its scale.
    values, lows, highs
        By year; no band where the ends are empty.
    beside
        The line that it is held against, by year; none if empty.
    ends
        What stands at the end of the line and of the other one.
    targets
        What is promised.
    """

    label: str
    said: str
    axis: Axis
    values: tuple[float, ...]
    lows: tuple[float, ...] = ()
    highs: tuple[float, ...] = ()
    beside: tuple[float, ...] = ()
    ends: tuple[str, str]
    targets: tuple[Target, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """What lines, band and mark are called; nothing of what is empty is shown."""

    values: str
    beside: str = ""
    band: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PathPicture:
    """Figures over the same years, one under the other."""

    frame: Frame
    years: tuple[int, ...]
    key: Key
    panels: tuple[PathPanel, ...]


def draw(picture: PathPicture, width: float = WIDE) -> str:
    """Draw it.

    Parameters
    ----------
    picture
        What to draw.
    width
        640 or 340 [px].
    """
    right = width - (BESIDE if width >= WIDE else 60.0)
    step = (right - LEFT) / max(1, len(picture.years) - 1)
    places = [LEFT + step * number for number in range(len(picture.years))]
    pieces, top = _key(picture.key, width)
    for panel in picture.panels:
        head, high = _head(panel, top, width)
        top += high
        pieces += [*head, *_panel(panel, places, top)]
        top += HEIGHT
        pieces += [
            text(places[at], top + 20.0, str(picture.years[at]), "soft", anchor=anchor)
            for at, anchor in years_said(len(places), step)
        ]
        top += LINE + 26.0
    return svg(picture.frame, width, top - 14.0, pieces)


def _key(key: Key, width: float) -> tuple[list[str], float]:
    """Samples of what is drawn with their names, on as many rows as they need; and how high that is."""
    pieces: list[str] = []
    x, y = 2.0, 14.0
    for name, sample in (("values", "series"), ("beside", "without"), ("band", "area"), ("target", "target")):
        said = getattr(key, name)
        if not said:
            continue
        wide = SAMPLE + 8.0 + text_width(said)
        if x > 2.0 and x + wide > width:
            x, y = 2.0, y + LINE
        pieces += [*_sample(sample, x, y - 5.0), text(x + SAMPLE + 8.0, y, fitted(said, width - SAMPLE - 10.0))]
        x += wide + 20.0
    return pieces, y + 22.0


def _sample(look: str, x: float, y: float) -> list[str]:
    if look == "area":
        return [rect(x, y - 6.0, SAMPLE, 12.0, "area")]
    drawn = [line(x, y, x + SAMPLE, y, look)]
    return [*drawn, path(mark(2, x + SAMPLE / 2, y), "node")] if look == "target" else drawn


def _head(panel: PathPanel, top: float, width: float) -> tuple[list[str], float]:
    """Name and words of a panel; and how high they are."""
    names = lines(panel.label, width - 8.0, most=2, is_strong=True)
    said = lines(panel.said, width - 8.0, most=3)
    rows = [*((part, "strong") for part in names), *((part, "") for part in said)]
    pieces = [text(2.0, top + 14.0 + CLOSE * at, part, look) for at, (part, look) in enumerate(rows)]
    return pieces, CLOSE * len(rows) + 16.0


def _panel(panel: PathPanel, places: Sequence[float], top: float) -> list[str]:
    bottom = top + HEIGHT

    def points(values: Sequence[float]) -> list[tuple[float, float]]:
        return [(x, panel.axis.at(value, bottom, top)) for x, value in zip(places, values, strict=True)]

    pieces = []
    for value, words in panel.axis.ticks:
        y = panel.axis.at(value, bottom, top)
        pieces += [line(LEFT, y, places[-1], y, "grid"), text(LEFT - 8.0, y + 5.0, words, "soft", anchor="end")]
    if panel.lows:
        pieces.append(path(_steps([*points(panel.highs), *reversed(points(panel.lows))]) + "Z", "area"))
    if panel.beside:
        pieces.append(path(_steps(points(panel.beside)), "without"))
    for target in panel.targets:
        x, y = places[target.at], panel.axis.at(target.value, bottom, top)
        pieces.append(line(x, y, places[-1], y, "target"))
    pieces.append(path(_steps(points(panel.values)), "series"))
    for target in panel.targets:
        pieces.append(path(mark(2, places[target.at], panel.axis.at(target.value, bottom, top)), "node"))
    lasts = [(panel.axis.at(panel.values[-1], bottom, top), panel.ends[0], "strong")]
    if panel.beside:
        lasts.append((panel.axis.at(panel.beside[-1], bottom, top), panel.ends[1], "soft"))
    return [*pieces, *_ends(lasts, places[-1] + 10.0)]


def _ends(lasts: list[tuple[float, str, str]], x: float) -> list[str]:
    """What stands at the ends of the lines, apart from each other."""
    pieces, above = [], -1e9
    for y, said, look in sorted(lasts):
        above = max(y, above + CLOSE)
        pieces.append(text(x, above + 5.0, said, look))
    return pieces


def _steps(points: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{coordinate(x)} {coordinate(y)}" for x, y in points)
