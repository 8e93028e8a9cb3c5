"""SDG 11.6.1 and its parts as dots on their intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from nagara.reports import words
from nagara.reports.charts import dot_and_span
from nagara.reports.charts.axis import Axis, round_axis
from nagara.reports.charts.drawing import NARROW, WIDE, Frame
from nagara.reports.paper import Block, Picture, Section, Words
from nagara.reports.sections.lower_bound import lower_bound
from nagara.reports.sections.tables import figure_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nagara.indicators.result import CityYear, Figure
    from nagara.reports.said import Voice

__all__ = ["headline", "picture_of_figures"]

_SHARES: Final = (
    "sdg_11_6_1_frac",
    "msw_collected_frac",
    "recovery_frac",
    "recycling_frac",
    "basic_collection_service_frac",
)
_RATES: Final = (
    "msw_generated_kg_per_cap_day",
    "household_rate_kg_per_cap_day",
    "household_food_waste_kg_per_cap_day",
)


def headline(result: CityYear, voice: Voice) -> Section:
    """The headline indicator, its interval, and what it is when impossible draws are left out."""
    blocks: list[Block] = []
    figure = result.figures.get("sdg_11_6_1_frac")
    if figure:
        said = _sentence(result, figure, voice)
        blocks.append(Words(words=said, look="lead"))
        blocks += _feasible(result, figure, voice)
    for number, (names, title) in enumerate(((_SHARES, words.SHARES_PICTURE), (_RATES, words.RATES_PICTURE))):
        chosen = [result.figures[name] for name in names if name in result.figures]
        if any(entry.value is not None for entry in chosen):
            blocks.append(picture_of_figures(f"figures-{number}", voice.text(title), chosen, voice))
    return Section(id="headline", heading=voice.text(words.HEADLINE), blocks=tuple(blocks))


def _sentence(result: CityYear, figure: Figure, voice: Voice) -> str:
    label, said = voice.label(figure.name), voice.said(figure)
    bound = lower_bound(result, voice)
    if bound is None:
        return voice.text(words.HEADLINE_SENTENCE, label=label, said=said)
    return voice.text(words.HEADLINE_AT_LEAST, label=label, said=said, bound=bound)


def picture_of_figures(name: str, title: str, figures: Sequence[Figure], voice: Voice) -> Picture:
    """Draw figures of one unit under each other.

    Parameters
    ----------
    name
        Id of the drawing.
    title
        What is drawn.
    figures
        The figures, all in one unit.
    voice
        Who says them.
    """
    note = voice.text(words.INTERVAL_NOTE, level=voice.percent(figures[0].level))
    description = " ".join([*(f"{voice.label(figure.name)}: {voice.said(figure)}." for figure in figures), note])
    chart = dot_and_span.DotAndSpan(
        frame=Frame(id=name, title=title, description=description),
        axis=_axis(figures, voice),
        rows=tuple(
            dot_and_span.Row(
                label=voice.label(figure.name),
                said=voice.said(figure),
                value=figure.value,
                low=figure.low,
                high=figure.high,
            )
            for figure in figures
        ),
    )
    return Picture(
        title=title,
        description=note,
        wide=dot_and_span.draw(chart, WIDE),
        narrow=dot_and_span.draw(chart, NARROW),
        table=figure_table(title, figures, voice),
    )


def _axis(figures: Sequence[Figure], voice: Voice) -> Axis:
    if figures[0].name.endswith("_frac"):
        return round_axis(0.0, 1.0, lambda value, decimals: voice.percent(value, max(0, decimals - 2)))
    known = [end for figure in figures for end in (figure.value, figure.high) if end is not None]
    return round_axis(0.0, max(known), voice.number)


def _feasible(result: CityYear, figure: Figure, voice: Voice) -> list[Block]:
    if figure.feasible_low is None or figure.feasible_high is None or figure.value is None:
        return []
    seen = voice.digits(figure.name, figure.value, figure.feasible_low, figure.feasible_high)
    low, high = (voice.number(end or 0.0, seen.decimals) for end in (seen.low, seen.high))
    share = voice.rough_percent(result.infeasible_frac)
    return [Words(words=voice.text(words.FEASIBLE, share=share, low=low, high=voice.text(words.PERCENT, number=high)))]
