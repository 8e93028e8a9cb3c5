"""How figures of a comparison are said: names, units, values with their intervals, and why there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from nagara.pathways.least_cost.comparison.course import COMPARED_FIGURES, CourseKind
from nagara.reports import words as annual
from nagara.reports.words import comparisons as words
from nagara.reports.words import plans

if TYPE_CHECKING:
    from nagara.pathways.least_cost.comparison.course import Course, Level
    from nagara.pathways.least_cost.comparison.side_by_side import Comparison
    from nagara.reports.said import Voice

__all__ = [
    "amount",
    "cell",
    "course_in_sentence",
    "course_said",
    "difference_said",
    "figure_said",
    "level_said",
    "quoted",
    "unit_said",
    "with_unit",
]

PERCENT: Final = 100.0
FINE_BELOW: Final = 10.0


def course_said(course: Course, voice: Voice) -> str:
    """What a course is called."""
    if course.kind is not CourseKind.ACCOUNT:
        return course.name
    return voice.text(words.ACCOUNT, year=str(course.years[0]))


def quoted(name: str) -> str:
    """A name that somebody gave, within a sentence: it may be a sentence itself."""
    return f"“{name}”"


def course_in_sentence(course: Course, voice: Voice) -> str:
    """What a course is called within a sentence."""
    return course_said(course, voice) if course.kind is CourseKind.ACCOUNT else quoted(course.name)


def figure_said(code: str, voice: Voice) -> str:
    """What a figure is called."""
    return voice.text(words.FIGURES.get(code) or plans.FIGURES[code])


def unit_said(code: str, voice: Voice) -> str:
    """Unit of a figure."""
    unit = COMPARED_FIGURES[code].unit
    return voice.text(words.UNITS.get(unit) or plans.UNITS[unit])


def amount(code: str, value: float, voice: Voice, *, is_signed: bool = False) -> str:
    """A figure without its unit; shares count in percent."""
    is_share = COMPARED_FIGURES[code].unit == "frac"
    shown = PERCENT * value if is_share else value
    said = voice.number(shown, 1 if is_share or abs(shown) < FINE_BELOW else 0)
    return f"+{said}" if is_signed and shown > 0 and said.strip("0.,") else said


def with_unit(code: str, value: float, voice: Voice) -> str:
    """A figure with its unit."""
    unit = COMPARED_FIGURES[code].unit
    return voice.percent(value, 1) if unit == "frac" else f"{amount(code, value, voice)} {unit_said(code, voice)}"


def level_said(code: str, level: Level, voice: Voice) -> str:
    """A figure with its interval, without its unit."""
    if level.low is None or level.high is None or level.low == level.high:
        return amount(code, level.value, voice)
    seen = voice.digits(code, level.value, level.low, level.high)
    value, low, high = (voice.number(each or 0.0, min(seen.decimals, 1)) for each in (seen.value, seen.low, seen.high))
    return voice.text(annual.VALUE_AND_RANGE, value=value, low=low, high=high)


def cell(
    comparison: Comparison, course: Course, figure: str, year: int, voice: Voice, *, has_interval: bool = True
) -> str:
    """What a course says of a figure and year: the value, that it is not alike, that it is not known, or nothing."""
    level = course.at(figure, year)
    if level is None:
        return voice.text(words.NOT_KNOWN if figure not in course.levels else words.OUTSIDE)
    said = level_said(figure, level, voice) if has_interval else amount(figure, level.value, voice)
    return said if comparison.is_like_first(course, figure) else voice.text(words.NOT_ALIKE, value=said)


def difference_said(comparison: Comparison, course: Course, figure: str, year: int, voice: Voice) -> str:
    """What a course has more than the first one, with its sign."""
    less = comparison.difference(course, figure, year)
    return voice.text(words.OUTSIDE) if less is None else amount(figure, less, voice, is_signed=True)
