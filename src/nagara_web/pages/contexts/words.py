"""Figures in words and small pictures, the same on every page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from nagara.reports.charts.axis import Axis, round_axis
from nagara.reports.charts.drawing import NARROW, WIDE, Frame
from nagara.reports.charts.series_with_band import SeriesWithBand, Year, draw, sparkline
from nagara.reports.language import language
from nagara_web.figures.commitments import answer_words
from nagara_web.figures.queries import FigureRow
from nagara_web.ui.notation import notation_words
from nagara_web.ui.numbers import Printed, printed

__all__ = ["Chart", "ChartLine", "Said", "axis_of", "said", "series_chart", "spark"]

SHARE = "share"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One figure as a page says it.

    Parameters
    ----------
    row
        The figure.
    number
        Value and interval in words; ``None`` where it is no number.
    words
        What stands in place of a number: an answer, or why there is none.
    """

    row: FigureRow
    number: Printed | None
    words: str = ""

    @property
    def text(self) -> str:
        """Value with its unit, or the words."""
        return self.number.with_unit if self.number else self.words

    @property
    def interval(self) -> str:
        """The interval in words; empty where there is none."""
        return self.number.interval if self.number else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartLine:
    """One line of the table of a chart: the same figure in the same order."""

    name: str
    text: str
    interval: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A picture in its two widths, with the words that stand around it and its table."""

    title: str
    subtitle: str
    description: str
    wide: str
    phone: str
    head: str = ""
    """What the lines of the table are named by."""
    lines: tuple[ChartLine, ...] = ()


def said(row: FigureRow) -> Said:
    """Say one figure."""
    if row.value is not None:
        return Said(row=row, number=printed(row.value, row.low, row.high, row.unit))
    return Said(row=row, number=None, words=answer_words(row.answer) or notation_words(row.notation_key))


def axis_of(numbers: Iterable[float], unit: str) -> Axis:
    """A scale for figures of one unit: shares from 0 to 100 %, amounts from zero."""
    words = language(get_language() or "en")
    if unit == SHARE:
        return round_axis(0.0, 1.0, lambda value, digits: f"{words.number(value * 100, digits=max(0, digits - 2))} %")
    return round_axis(0.0, max(numbers, default=1.0), lambda value, digits: words.number(value, digits=digits))


def spark(rows: Sequence[FigureRow]) -> str:
    """The years of one figure as a small line; nothing for a single year."""
    by_year = {row.year: row.value for row in rows}
    if len([value for value in by_year.values() if value is not None]) < 2:
        return ""
    years = range(min(by_year), max(by_year) + 1)
    return sparkline(tuple(by_year.get(year) for year in years))


def series_chart(rows: Sequence[FigureRow], *, name: str, place: str, id: str) -> Chart | None:  # noqa: A002
    """The years of one figure as a line in its band, broken where nothing is known or the method changed."""
    by_year = {row.year: row for row in rows}
    known = [row for row in by_year.values() if row.value is not None]
    if len(known) < 2:
        return None
    years, lines = [], []
    before: FigureRow | None = None
    for year in range(min(by_year), max(by_year) + 1):
        row = by_year.get(year)
        if row is None or row.value is None:
            words = _("not reported") if row is None else said(row).words
            years.append(Year(year=year, said=words))
            lines.append(ChartLine(name=str(year), text=words, address=row.permalink if row else ""))
            continue
        is_break = before is not None and (before.method, before.boundary) != (row.method, row.boundary)
        years.append(
            Year(year=year, said=said(row).text, value=row.value, low=row.low, high=row.high, is_break=is_break)
        )
        lines.append(_line(str(year), row))
        before = row
    first, last = said(known[0]), said(known[-1])
    description = _("From %(first)s in %(first_year)s to %(last)s in %(last_year)s.") % {
        "first": first.text,
        "first_year": known[0].year,
        "last": f"{last.text} ({last.interval})" if last.interval else last.text,
        "last_year": known[-1].year,
    }
    axis = axis_of([row.high or row.value or 0.0 for row in known], known[0].unit)
    frame = Frame(id=id, title=f"{name}, {place}", description=description)
    picture = SeriesWithBand(frame=frame, axis=axis, years=tuple(years))
    return Chart(
        title=name,
        subtitle=_("Line: the figure. Band: its 95 % interval."),
        description=description,
        wide=draw(picture, WIDE),
        phone=draw(picture, NARROW),
        head=_("Year"),
        lines=tuple(reversed(lines)),
    )


def _line(name: str, row: FigureRow) -> ChartLine:
    told = said(row)
    return ChartLine(name=name, text=told.text, interval=told.interval, address=row.permalink)
