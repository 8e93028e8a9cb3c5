"""The picture of scenarios: one panel under the other, a line in its band, all on one scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from nagara.reports.charts.axis import years_said
from nagara.reports.charts.drawing import CLOSE, LINE, WIDE, Frame, circle, coordinate, line, path, svg, text
from nagara.reports.charts.wrapping import fitted

if TYPE_CHECKING:
    from nagara.reports.charts.axis import Axis

__all__ = ["Panel", "ScenarioPicture", "draw"]

HEIGHT: Final = 132.0
LEFT: Final = 56.0
_BOLD, _PLAIN = "strong", "soft"


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One scenario.

    Parameters
    ----------
    label
        Its name.
    said
        Its last value and interval in words.
    values, lows, highs
        By year.
    """

    label: str
    said: str
    values: tuple[float, ...]
    lows: tuple[float, ...]
    highs: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioPicture:
    """Scenarios over the same years."""

    frame: Frame
    axis: Axis
    years: tuple[int, ...]
    panels: tuple[Panel, ...]


def draw(picture: ScenarioPicture, width: float = WIDE) -> str:
    """Draw it.

    Parameters
    ----------
    picture
        What to draw.
    width
        640 or 340 [px].
    """
    right = width - 16.0
    step = (right - LEFT) / max(1, len(picture.years) - 1)
    places = [LEFT + step * number for number in range(len(picture.years))]
    pieces: list[str] = []
    top = 0.0
    for panel in picture.panels:
        pieces += _head(panel, top, width)
        top += LINE + (0.0 if width >= WIDE else CLOSE) + 12.0
        pieces += _panel(panel, picture.axis, places, top, top + HEIGHT)
        top += HEIGHT + 12.0
        pieces += [
            text(places[at], top + 10.0, str(picture.years[at]), _PLAIN, anchor=anchor)
            for at, anchor in years_said(len(places), step)
        ]
        top += LINE + 16.0
    return svg(picture.frame, width, top, pieces)


def _head(panel: Panel, top: float, width: float) -> list[str]:
    if width >= WIDE:
        return [
            text(2.0, top + 16.0, fitted(panel.label, width - 300.0, is_strong=True), _BOLD),
            text(width - 16.0, top + 16.0, fitted(panel.said, 280.0), anchor="end"),
        ]
    label = text(2.0, top + 16.0, fitted(panel.label, width - 12.0, is_strong=True), _BOLD)
    return [label, text(2.0, top + 16.0 + CLOSE, fitted(panel.said, width - 12.0))]


def _panel(panel: Panel, axis: Axis, places: Sequence[float], top: float, bottom: float) -> list[str]:
    def at(value: float) -> float:
        return axis.at(value, bottom, top)

    pieces = []
    for value, words in axis.ticks:
        look = "zero" if value == 0.0 else "grid"
        pieces += [line(LEFT, at(value), places[-1], at(value), look)]
        pieces += [text(LEFT - 8.0, at(value) + 5.0, words, _PLAIN, anchor="end")]
    upper = [(x, at(value)) for x, value in zip(places, panel.highs, strict=True)]
    lower = [(x, at(value)) for x, value in zip(places, panel.lows, strict=True)]
    middle = [(x, at(value)) for x, value in zip(places, panel.values, strict=True)]
    pieces += [path(_steps([*upper, *reversed(lower)]) + "Z", "area"), path(_steps(middle), "series")]
    return [*pieces, circle(*middle[-1], 4.5, "open")]


def _steps(points: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{coordinate(x)} {coordinate(y)}" for x, y in points)
