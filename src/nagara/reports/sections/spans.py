"""Numbers of a chapter with their bands, as rows of pictures and cells of tables."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from nagara.reports import words
from nagara.reports.charts import dot_and_span
from nagara.reports.charts.axis import round_axis
from nagara.reports.charts.drawing import NARROW, WIDE, Frame
from nagara.reports.paper import Column, Picture, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from nagara.indicators.spans import Span
    from nagara.reports.charts.axis import Axis
    from nagara.reports.said import Voice

__all__ = ["heads", "inner", "number", "outer", "said", "span_cells", "span_picture"]

WIDEST_END: Final = 6
"""Signs of the last number of a scale that still stand on a narrow drawing."""


def heads(voice: Voice, labels: Mapping[str, str], *names: str, numbers: Iterable[str] = ()) -> tuple[Column, ...]:
    """Heads of a table by their names in the words of a chapter."""
    right = frozenset(numbers)
    return tuple(Column(label=voice.text(labels[name]), is_number=name in right) for name in names)


def number(span: Span, name: str, voice: Voice) -> str:
    """The value alone, with the digits that its interval supports."""
    seen = voice.digits(name, span.value, span.low, span.high)
    return voice.number(seen.value, seen.decimals)


def inner(span: Span, name: str, voice: Voice) -> str:
    """The 80 % interval."""
    return _range(name, (span.value, span.low_80, span.high_80), voice)


def outer(span: Span, name: str, voice: Voice) -> str:
    """The 95 % interval."""
    return _range(name, (span.value, span.low, span.high), voice)


def said(span: Span, name: str, voice: Voice, unit: str | None = None) -> str:
    """Value, unit and 95 % interval; in a sentence that names the year, the unit without "per year"."""
    if unit is None:
        return voice.said_numbers(name, span.value, span.low, span.high)
    value, low, high = _numbers(span, name, voice)
    amount = voice.text(words.AMOUNT, number=value, unit=unit)
    return voice.text(words.VALUE_AND_RANGE, value=amount, low=low, high=high)


def span_cells(label: str, span: Span, name: str, voice: Voice) -> tuple[str, str, str, str]:
    """A row: what, value, both intervals."""
    return label, number(span, name, voice), inner(span, name, voice), outer(span, name, voice)


def span_picture(
    title: str,
    sentence: str,
    rows: Sequence[tuple[str, Span]],
    name: str,
    table: Table,
    voice: Voice,
    *,
    id: str,  # noqa: A002 (what the frame of a drawing calls it)
    level: float = 0.95,
) -> Picture:
    """Dots on their intervals, with the table that says the same.

    Parameters
    ----------
    title, sentence
        What is drawn, and the answer that it shows.
    rows
        Label and span, in order.
    name
        A figure name with the unit of all rows.
    table
        The table beside it.
    voice
        The language.
    id
        Of the drawing, unique on the page.
    level
        Of the interval that is drawn [frac].
    """
    note = voice.text(words.INTERVAL_NOTE, level=voice.percent(level))
    axis = round_axis(0.0, max((span.high for _, span in rows), default=1.0) or 1.0, voice.number, most=4)
    chart = dot_and_span.DotAndSpan(
        frame=Frame(id=id, title=title, description=sentence),
        axis=axis,
        rows=tuple(
            dot_and_span.Row(
                label=label, said=_said_bare(span, name, voice), value=span.value, low=span.low, high=span.high
            )
            for label, span in rows
        ),
    )
    return Picture(
        title=title,
        description=note,
        wide=dot_and_span.draw(chart, WIDE),
        narrow=dot_and_span.draw(replace(chart, axis=_without_wide_end(axis)), NARROW),
        table=table,
    )


def _without_wide_end(axis: Axis) -> Axis:
    """Leave out the number at the end of the scale where a phone has no room for it."""
    if len(axis.ticks[-1][1]) <= WIDEST_END:
        return axis
    return replace(axis, ticks=axis.ticks[:-1])


def _said_bare(span: Span, name: str, voice: Voice) -> str:
    """Value and interval without the unit, which the title names."""
    value, low, high = _numbers(span, name, voice)
    return voice.text(words.VALUE_AND_RANGE, value=value, low=low, high=high)


def _numbers(span: Span, name: str, voice: Voice) -> tuple[str, str, str]:
    seen = voice.digits(name, span.value, span.low, span.high)
    value, low, high = (voice.number(each or 0.0, seen.decimals) for each in (seen.value, seen.low, seen.high))
    return value, low, high


def _range(name: str, numbers: tuple[float, float, float], voice: Voice) -> str:
    seen = voice.digits(name, *numbers)
    low, high = (voice.number(end or 0.0, seen.decimals) for end in (seen.low, seen.high))
    return voice.text(words.RANGE, low=low, high=high)
