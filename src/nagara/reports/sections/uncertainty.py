"""Whose doubt the figures carry, and what to measure next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from nagara.reports import words
from nagara.reports.charts import variance_bars
from nagara.reports.charts.axis import round_axis
from nagara.reports.charts.drawing import NARROW, WIDE, Frame
from nagara.reports.paper import Block, Column, Heading, Picture, Section, Table, Words
from nagara.reports.said import PERCENT
from nagara.reports.sections.tables import columns

if TYPE_CHECKING:
    from nagara.indicators.result import CityYear, NextMeasurement, VarianceShare
    from nagara.reports.said import Voice

__all__ = ["uncertainty"]

HEADLINE: Final = "sdg_11_6_1_frac"
BESIDE: Final = "msw_generated_kg_per_cap_day"
MOST_BARS: Final = 8
MOST_MEASUREMENTS: Final = 6
SMALLEST_BAR: Final = 0.005
"""Smaller shares and gains stand in ``report.json`` only [frac]."""


def uncertainty(result: CityYear, voice: Voice) -> Section:
    """Variance shares of the headline, beside those of the generated amount, then what would help."""
    blocks: list[Block] = []
    shares = [entry for entry in result.variance_shares if entry.figure == HEADLINE]
    if shares:
        note = Words(words=voice.text(words.VARIANCE_NOTE), look="quiet")
        blocks += [_picture(sorted(shares, key=lambda entry: -entry.first_order), result, voice), note]
    else:
        blocks.append(Words(words=voice.text(words.VARIANCE_NONE)))
    blocks.append(Heading(words=voice.text(words.MEASURE_NEXT)))
    blocks += _next(result, voice)
    return Section(id="uncertainty", heading=voice.text(words.UNCERTAINTY), blocks=tuple(blocks))


def _picture(ordered: list[VarianceShare], result: CityYear, voice: Voice) -> Picture:
    drawn = [entry for entry in ordered if entry.first_order >= SMALLEST_BAR][:MOST_BARS] or ordered[:1]
    title = voice.text(words.VARIANCE_PICTURE, figure=voice.label(HEADLINE))
    sentence = voice.text(
        words.VARIANCE_SENTENCE,
        figure=voice.label(HEADLINE),
        label=voice.phrase(ordered[0].label),
        share=voice.percent(ordered[0].first_order),
    )
    chart = variance_bars.VarianceBars(
        frame=Frame(id="variance", title=title, description=sentence),
        axis=round_axis(0.0, 1.0, lambda value, _: voice.percent(value)),
        bars=tuple(
            variance_bars.Bar(
                label=voice.phrase(entry.label), said=voice.percent(entry.first_order), share=entry.first_order
            )
            for entry in drawn
        ),
    )
    return Picture(
        title=title,
        description=sentence,
        wide=variance_bars.draw(chart, WIDE),
        narrow=variance_bars.draw(chart, NARROW),
        table=_table(title, ordered, result, voice),
    )


def _table(caption: str, ordered: list[VarianceShare], result: CityYear, voice: Voice) -> Table:
    """Both shares of the headline, and the share of the generated amount beside them."""
    others = {entry.group: entry.first_order for entry in result.variance_shares if entry.figure == BESIDE}
    rows = tuple(
        (
            voice.phrase(entry.label),
            voice.percent(entry.first_order),
            voice.percent(entry.total),
            voice.percent(others.get(entry.group, 0.0)),
        )
        for entry in ordered
        if max(entry.first_order, entry.total, others.get(entry.group, 0.0)) >= SMALLEST_BAR
    )
    heads = columns(voice, "group", "first_order", "total", numbers=("first_order", "total"))
    beside = Column(label=voice.text(words.VARIANCE_BESIDE, figure=voice.label(BESIDE)), is_number=True)
    return Table(caption=caption, columns=(*heads, beside), rows=rows)


def _next(result: CityYear, voice: Voice) -> list[Block]:
    worth_it = (entry for entry in result.next_measurements if entry.gain_frac >= SMALLEST_BAR)
    helpful = sorted(worth_it, key=lambda entry: -entry.gain_frac)[:MOST_MEASUREMENTS]
    if not helpful:
        return [Words(words=voice.text(words.MEASURE_NEXT_NONE))]
    heads = ("action", "figure", "width_now", "width_then", "gain")
    table = Table(
        caption=voice.text(words.MEASURE_NEXT_CAPTION),
        columns=columns(voice, *heads, numbers=("width_now", "width_then", "gain")),
        rows=tuple(_row(entry, voice) for entry in helpful),
    )
    return [table]


def _row(entry: NextMeasurement, voice: Voice) -> tuple[str, ...]:
    now, then = (_width(entry.figure, width, voice) for width in (entry.width_now, entry.width_then))
    return voice.phrase(entry.label), voice.label(entry.figure), now, then, voice.percent(entry.gain_frac)


def _width(name: str, width: float, voice: Voice) -> str:
    if name.endswith("_frac"):
        return voice.text(words.POINTS, number=voice.number(width * PERCENT, 1))
    return voice.amount(width, voice.unit(name))
