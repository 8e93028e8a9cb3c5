"""Tables of figures, as charts and sections show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nagara.reports import words
from nagara.reports.paper import Column, Section, Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nagara.indicators.result import CityYear, Figure
    from nagara.reports.said import Voice

__all__ = ["all_figures", "columns", "figure_table"]


def columns(voice: Voice, *names: str, numbers: Iterable[str] = ()) -> tuple[Column, ...]:
    """Heads of a table by their names in :data:`nagara.reports.words.COLUMNS`."""
    right = frozenset(numbers)
    return tuple(Column(label=voice.text(words.COLUMNS[name]), is_number=name in right) for name in names)


def figure_table(caption: str, figures: Iterable[Figure], voice: Voice) -> Table:
    """Figures with value, interval and unit."""
    return Table(
        caption=caption,
        columns=columns(voice, "figure", "value", "interval", "unit", numbers=("value", "interval")),
        rows=tuple(
            (voice.label(figure.name), voice.bare(figure), voice.interval(figure), voice.unit(figure.name))
            for figure in figures
        ),
    )


def all_figures(result: CityYear, voice: Voice) -> Section:
    """Every figure of the report with its method and what it rests on."""
    heads = ("figure", "value", "interval", "unit", "method", "rests_on")
    table = Table(
        caption=voice.text(words.ALL_FIGURES_CAPTION),
        columns=columns(voice, *heads, numbers=("value", "interval")),
        rows=tuple(
            (
                voice.label(figure.name),
                voice.bare(figure),
                voice.interval(figure),
                voice.unit(figure.name),
                voice.text(figure.method),
                voice.source(figure.source),
            )
            for figure in result.figures.values()
        ),
    )
    return Section(id="figures", heading=voice.text(words.ALL_FIGURES), blocks=(table,))
