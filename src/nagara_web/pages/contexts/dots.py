"""Figures of several cities as dots on the spans of their intervals, the same on every page."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from nagara.reports.charts.dot_and_span import DotAndSpan, Row, draw
from nagara.reports.charts.drawing import NARROW, WIDE, Frame
from nagara_web.pages.contexts.words import Chart, ChartLine, Said, axis_of

__all__ = ["dots_chart"]


def dots_chart(told: Sequence[Said], *, title: str, description: str, id: str, with_table: bool = True) -> Chart:  # noqa: A002
    """Draw one figure of each city under each other.

    Parameters
    ----------
    told
        The figures in their order; all are numbers of one unit.
    title, description, id
        What is drawn, the answer in words, and the name of the drawing on the page.
    with_table
        Whether the chart brings its table; not where the page has a fuller one.
    """
    rows = tuple(
        Row(
            label=each.row.city_name,
            said=f"{each.text} ({each.interval})" if each.interval else each.text,
            value=each.row.value,
            low=each.row.low,
            high=each.row.high,
        )
        for each in told
    )
    axis = axis_of([row.high or row.value or 0.0 for row in rows], told[0].row.unit)
    picture = DotAndSpan(frame=Frame(id=id, title=title, description=description), axis=axis, rows=rows)
    lines = (
        ChartLine(name=each.row.city_name, text=each.text, interval=each.interval, address=each.row.permalink)
        for each in told
    )
    return Chart(
        title=title,
        subtitle=_("Dot: the figure. Bar: its 95 % interval."),
        description=description,
        wide=draw(picture, WIDE),
        phone=draw(picture, NARROW),
        head=_("City"),
        lines=tuple(lines) if with_table else (),
    )
