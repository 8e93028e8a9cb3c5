"""Facilities on the control ladder: five steps, filled to the level that was reached."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from nagara.reports.charts.drawing import CLOSE, WIDE, Frame, box, coordinate, hatching, path, stacked, svg, text
from nagara.reports.charts.wrapping import fitted, lines

__all__ = ["LEVELS", "LadderStrip", "Rung", "draw"]

LEVELS: Final = 5
_GAP, _STEP = 4.0, 18.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One facility: its level 1 to 5, or ``None`` where too little was observed."""

    label: str
    said: str
    level: int | None
    is_controlled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderStrip:
    """Facilities under each other; ``controlled_from`` is the first level that counts."""

    frame: Frame
    rungs: tuple[Rung, ...]
    threshold: str
    controlled_from: int


def draw(chart: LadderStrip, width: float = WIDE) -> str:
    """Draw it.

    Parameters
    ----------
    chart
        What to draw.
    width
        640 or 340 [px].
    """
    wide = width >= WIDE
    strip = _Strip(left=270.0, step=30.0) if wide else _Strip(left=6.0, step=23.0)
    edge = strip.at(chart.controlled_from) - _GAP / 2
    pieces = [text(edge + 4.0, 14.0, fitted(chart.threshold, width - edge - 6.0), "soft")]
    pieces += [
        text(strip.at(level) + strip.step / 2, 36.0, str(level), "soft", anchor="middle")
        for level in range(1, LEVELS + 1)
    ]
    edges = [f"M{coordinate(edge)} 20v20"]
    top = 44.0
    for rung in chart.rungs:
        label, said = lines(rung.label, strip.room(wide)), lines(rung.said, width - strip.end - 10.0)
        words = CLOSE * len(label)
        high = max(22.0, CLOSE * len(said))
        y = top + ((max(words, high) - _STEP) / 2 if wide else words + 10.0)
        pieces += stacked(2.0, y + 14.0 - (words - CLOSE) / 2, label) if wide else stacked(6.0, top + 16.0, label)
        pieces += _steps(rung, strip, y)
        edges.append(f"M{coordinate(edge)} {coordinate(y - 5.0)}v28")
        pieces += stacked(strip.end + 10.0, y + 14.0 - ((len(said) - 1) / 2 * CLOSE if wide else 0.0), said)
        top += max(words, high) + 12.0 if wide else words + high + 18.0
    return svg(chart.frame, width, top + 4.0, [*pieces, path("".join(edges), "zero")])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Strip:
    """Where the steps stand."""

    left: float
    step: float

    def at(self, level: int) -> float:
        return self.left + (level - 1) * (self.step + _GAP)

    @property
    def end(self) -> float:
        return self.at(LEVELS + 1) - _GAP

    def room(self, wide: bool) -> float:
        return self.left - 14.0 if wide else 328.0


def _steps(rung: Rung, strip: _Strip, y: float) -> list[str]:
    if rung.level is None:
        return [hatching(strip.left, y, strip.end - strip.left, _STEP)]
    filled = "step-on" if rung.is_controlled else "step-low"
    return [
        path("".join(box(strip.at(level), y, strip.step, _STEP) for level in levels), look)
        for levels, look in (
            (range(1, rung.level + 1), filled),
            (range(rung.level + 1, LEVELS + 1), "step"),
        )
        if levels
    ]
