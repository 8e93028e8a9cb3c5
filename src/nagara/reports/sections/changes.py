"""What changed since an earlier year, and whether the change is clear."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nagara.reports import words
from nagara.reports.charts import dot_and_span
from nagara.reports.charts.axis import round_axis
from nagara.reports.charts.drawing import NARROW, WIDE, Frame
from nagara.reports.paper import Block, Items, Picture, Section, Table, Words
from nagara.reports.said import PERCENT
from nagara.reports.sections.tables import columns
from nagara.rounds.year_on_year import CLEAR

if TYPE_CHECKING:
    from nagara.indicators.result import Change, CityYear
    from nagara.reports.said import Voice

__all__ = ["changes"]


def changes(result: CityYear, voice: Voice) -> Section:
    """Each change in a sentence, the clear ones as such, and all in a table."""
    heading = voice.text(words.CHANGES)
    if not result.changes:
        return Section(id="changes", heading=heading, blocks=(Words(words=voice.text(words.CHANGES_NONE)),))
    sentences = tuple(_sentence(change, voice) for change in result.changes)
    blocks: list[Block] = [Items(items=sentences)]
    drawn = [change for change in result.changes if change.figure.endswith("_frac") and change.change is not None]
    if drawn:
        blocks.append(_picture(drawn, result, sentences, voice))
    else:
        blocks.append(_table(result, voice))
    return Section(id="changes", heading=heading, blocks=tuple(blocks))


def _is_clear(change: Change) -> bool:
    return change.probability_of_sign is not None and change.probability_of_sign >= CLEAR


def _sentence(change: Change, voice: Voice) -> str:
    label, year = voice.label(change.figure), str(change.earlier_year)
    if change.method_break:
        return voice.text(words.CHANGE_BREAK, label=label, year=year, why=voice.phrase(change.method_break))
    said = voice.change(change)
    if said is None or change.change is None:
        return voice.text(words.CHANGE_UNKNOWN, label=label, year=year)
    ways = voice.ways(change)
    if not _is_clear(change) and ways is not None:
        return voice.text(words.CHANGE_EITHER_WAY, label=label, year=year, down=ways[0], up=ways[1])
    if not _is_clear(change):
        _, low, high = said
        unit = voice.text(words.POINTS_UNIT) if change.figure.endswith("_frac") else voice.unit(change.figure)
        high = voice.text(words.AMOUNT, number=high, unit=unit)
        return voice.text(words.CHANGE_UNCLEAR, label=label, year=year, low=low, high=high)
    size, low, high = voice.change(change, is_signed=False) or said
    probability = voice.probability(change.probability_of_sign or 0.0)
    if ways is not None:
        sentence = words.CHANGE_LIKELY_UP if change.change > 0 else words.CHANGE_LIKELY_DOWN
        gaps = {"label": label, "change": size, "year": year, "probability": probability}
        return voice.text(sentence, down=ways[0], up=ways[1], **gaps)
    sentence = words.CHANGE_UP if change.change > 0 else words.CHANGE_DOWN
    return voice.text(sentence, label=label, change=size, low=low, high=high, year=year, probability=probability)


def _picture(drawn: list[Change], result: CityYear, sentences: tuple[str, ...], voice: Voice) -> Picture:
    ends = [end * PERCENT for change in drawn for end in (change.low, change.high, 0.0) if end is not None]
    title = voice.text(words.CHANGES_PICTURE, year=str(drawn[0].earlier_year))
    chart = dot_and_span.DotAndSpan(
        frame=Frame(id="changes-picture", title=title, description=" ".join(sentences)),
        axis=round_axis(min(ends), max(ends), voice.number),
        rows=tuple(_row(change, voice) for change in drawn),
    )
    return Picture(
        title=title,
        description=voice.text(words.CHANGES_NOTE),
        wide=dot_and_span.draw(chart, WIDE),
        narrow=dot_and_span.draw(chart, NARROW),
        table=_table(result, voice),
    )


def _row(change: Change, voice: Voice) -> dot_and_span.Row:
    value, low, high = (None if part is None else part * PERCENT for part in (change.change, change.low, change.high))
    said = voice.change(change)
    clear = said[0] if said and _is_clear(change) else voice.text(words.CHANGE_CELL_UNCLEAR)
    return dot_and_span.Row(label=voice.label(change.figure), said=clear, value=value, low=low, high=high)


def _table(result: CityYear, voice: Voice) -> Table:
    heads = columns(
        voice,
        "figure",
        "earlier",
        "now",
        "change",
        "interval",
        "probability",
        numbers=("earlier", "now", "change", "interval"),
    )
    rows = tuple(_cells(change, voice) for change in result.changes)
    since = voice.text(words.CHANGE_SINCE, year=str(result.changes[0].earlier_year))
    return Table(caption=since, columns=heads, rows=rows)


def _cells(change: Change, voice: Voice) -> tuple[str, ...]:
    nothing = voice.text(words.CHANGE_CELL_BREAK)
    values = []
    for value in (change.earlier_value, change.value):
        width = (change.low, change.high) if change.low is not None else (None, None)
        values.append(_value(change.figure, value, width, voice))
    said = voice.change(change)
    if said is None or change.probability_of_sign is None:
        return (voice.label(change.figure), *values, nothing, nothing, nothing)
    size, low, high = said
    if not _is_clear(change):
        size = voice.text(words.CHANGE_CELL_UNCLEAR)
    interval = voice.text(words.RANGE, low=low, high=high)
    return (voice.label(change.figure), *values, size, interval, voice.probability(change.probability_of_sign))


def _value(name: str, value: float | None, width: tuple[float | None, float | None], voice: Voice) -> str:
    if value is None:
        return voice.text(words.NO_FIGURE)
    low, high = width
    seen = voice.digits(name, value, None if low is None else value + low, None if high is None else value + high)
    written = voice.number(seen.value, seen.decimals)
    return (
        voice.text(words.PERCENT, number=written)
        if name.endswith("_frac")
        else f"{written} {voice.unit(name)}".rstrip()
    )
