"""Facilities on the control ladder: five steps, filled to the level that was reached."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from nagara.reports.charts.drawing import WIDE, Frame, fitted, hatching, line, rect, svg, text

__all__ = ["LEVELS", "LadderStrip", "Rung", "draw"]

LEVELS: Final = 5
_STEP, _GAP = 30.0, 4.0


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
    head, step = 44.0, 34.0 if wide else 60.0
    left = 270.0 if wide else 6.0
    edge = left + (chart.controlled_from - 1) * (_STEP + _GAP) - _GAP / 2
    bottom = head + step * len(chart.rungs)
    pieces = [text(edge + 4.0, 14.0, fitted(chart.threshold, width - edge - 6.0), "soft")]
    for level in range(1, LEVELS + 1):
        middle = left + (level - 1) * (_STEP + _GAP) + _STEP / 2
        pieces.append(text(middle, 36.0, str(level), "soft", anchor="middle"))
    for number, rung in enumerate(chart.rungs):
        top = head + number * step
        y = top + 8.0 if wide else top + 28.0
        pieces.append(
            text(0.0 if wide else 6.0, top + 22.0 if wide else top + 19.0, fitted(rung.label, 256.0 if wide else 328.0))
        )
        pieces += _strip(rung, left, y)
        pieces.append(
            text(left + LEVELS * (_STEP + _GAP) + 10.0, y + 14.0, fitted(rung.said, 180.0 if wide else 150.0))
        )
    pieces.append(line(edge, 20.0, edge, bottom, "zero"))
    return svg(chart.frame, width, bottom + 4.0, pieces)


def _strip(rung: Rung, left: float, y: float) -> list[str]:
    if rung.level is None:
        return [hatching(left, y, LEVELS * (_STEP + _GAP) - _GAP, 18.0)]
    filled = "step-on" if rung.is_controlled else "step-low"
    return [
        rect(left + (level - 1) * (_STEP + _GAP), y, _STEP, 18.0, filled if level <= rung.level else "step")
        for level in range(1, LEVELS + 1)
    ]
