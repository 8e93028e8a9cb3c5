"""Method and sources: what the figures were made from, so that they can be made again."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from nagara.evidence import sources as published_sources
from nagara.reports import words
from nagara.reports.paper import Block, Facts, Heading, Section, Table, Words
from nagara.reports.sections.tables import columns

if TYPE_CHECKING:
    from nagara.indicators.result import CityYear, DefaultUsed
    from nagara.reports.said import Voice

__all__ = ["sources"]


def sources(result: CityYear, voice: Voice) -> Section:
    """The method in words, the city's frame, every default with its source, and what made the report."""
    level = next((figure.level for figure in result.figures.values()), 0.95)
    frame = voice.text(words.METHOD_FRAME, draws=voice.number(result.provenance.draws), level=voice.percent(level))
    blocks: tuple[Block, ...] = (
        Words(words=frame),
        Facts(facts=_city(result, voice)),
        Heading(words=voice.text(words.DEFAULTS)),
        _defaults(result, voice),
        Heading(words=voice.text(words.INPUTS)),
        Facts(facts=tuple(sorted(result.provenance.inputs.items())), is_code=True),
        Heading(words=voice.text(words.MADE_WITH)),
        Facts(facts=_made_with(result, voice)),
    )
    return Section(id="sources", heading=voice.text(words.SOURCES_AND_METHOD), blocks=blocks)


def _city(result: CityYear, voice: Voice) -> tuple[tuple[str, str], ...]:
    city = result.city
    boundary = voice.text(words.BOUNDARIES.get(city.boundary, city.boundary))
    facts = [
        (words.BOUNDARY, f"{boundary} ({city.boundary_note})" if city.boundary_note else boundary),
        (words.POPULATION, voice.number(city.population)),
    ]
    if city.population_source:
        facts.append((words.POPULATION_SOURCE, city.population_source))
    if city.fieldwork_start and city.fieldwork_end:
        start, end = (voice.language.date(day) for day in (city.fieldwork_start, city.fieldwork_end))
        facts.append((words.FIELDWORK, voice.text(words.FIELDWORK_DAYS, start=start, end=end)))
    if city.season:
        facts.append((words.SEASON, voice.text(words.SEASONS.get(city.season, city.season))))
    return tuple((voice.text(name), said) for name, said in facts)


def _defaults(result: CityYear, voice: Voice) -> Block:
    if not result.provenance.defaults:
        return Words(words=voice.text(words.DEFAULTS_NONE))
    heads = ("what_for", "default", "range", "unit", "source", "note")
    return Table(
        caption=voice.text(words.DEFAULTS_CAPTION),
        columns=columns(voice, *heads, numbers=("default", "range")),
        rows=tuple(_default(used, voice) for used in result.provenance.defaults),
    )


def _default(used: DefaultUsed, voice: Voice) -> tuple[str, ...]:
    numbers = (used.value, used.low, used.high)
    value, low, high = (voice.number(number, max(map(_decimals, numbers))) for number in numbers)
    source = published_sources().get(used.source)
    where = used.source
    if source:
        where = voice.text(
            words.SOURCE_AND_PLACE,
            title=source.title,
            publisher=source.publisher,
            year=source.year,
            locator=used.locator,
        )
    unit = words.FACTOR_UNITS.get(used.unit, used.unit)
    unit = voice.text(unit) if unit else ""
    return (
        voice.text(used.what_for),
        value,
        voice.text(words.RANGE, low=low, high=high),
        unit,
        where,
        voice.text(used.note),
    )


def _decimals(number: float) -> int:
    """How many decimals a published number has."""
    exponent = Decimal(repr(number)).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _made_with(result: CityYear, voice: Voice) -> tuple[tuple[str, str], ...]:
    made = result.provenance
    return (
        *sorted(made.versions.items()),
        (voice.text(words.SEED), str(made.seed)),
        (voice.text(words.DRAWS), voice.number(made.draws)),
    )
