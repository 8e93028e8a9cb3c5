"""The annual report of a city as a paper: its sections in the order they are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nagara.indicators.result import Tier
from nagara.reports import words
from nagara.reports.paper import Paper, Section, Strip
from nagara.reports.said import Voice
from nagara.reports.sections.changes import changes
from nagara.reports.sections.climate import climate
from nagara.reports.sections.composition import composition
from nagara.reports.sections.doubts import doubts
from nagara.reports.sections.facilities import facilities
from nagara.reports.sections.flows import flows
from nagara.reports.sections.headline import headline
from nagara.reports.sections.lower_bound import lower_bound
from nagara.reports.sections.plastics import plastics
from nagara.reports.sections.sources import sources
from nagara.reports.sections.summary import summary
from nagara.reports.sections.survey import survey
from nagara.reports.sections.tables import all_figures
from nagara.reports.sections.uncertainty import uncertainty

if TYPE_CHECKING:
    from nagara.indicators.result import CityYear
    from nagara.reports.language import Language

__all__ = ["annual_report"]


def annual_report(result: CityYear, language: Language) -> Paper:
    """Write the annual report of a city.

    Parameters
    ----------
    result
        The account of the city's year.
    language
        The language it is written in.
    """
    voice = Voice(language)
    city, made = result.city, result.provenance
    parts = (
        headline,
        flows,
        survey,
        composition,
        facilities,
        plastics,
        climate,
        changes,
        doubts,
        uncertainty,
        sources,
        all_figures,
    )
    sections: tuple[Section | None, ...] = tuple(part(result, voice) for part in parts)
    return Paper(
        language=language.code,
        title=voice.text(words.TITLE, city=city.city, year=str(city.year)),
        subtitle=voice.text(
            words.SUBTITLE,
            people=voice.number(city.population),
            boundary=voice.text(words.BOUNDARIES.get(city.boundary, city.boundary)),
        ),
        answer=_answer(result, voice),
        strips=_strips(result, voice),
        summary=summary(result, voice),
        sections=tuple(section for section in sections if section is not None),
        foot=voice.text(
            words.FOOT,
            city=city.city,
            year=str(city.year),
            version=made.versions.get("nagara", ""),
            seed=str(made.seed),
            draws=voice.number(made.draws),
        ),
    )


def _answer(result: CityYear, voice: Voice) -> str:
    city, year = result.city.city, str(result.city.year)
    collected, controlled = (result.figures.get(name) for name in ("msw_collected_frac", "sdg_11_6_1_frac"))
    if controlled is None or controlled.value is None:
        return voice.text(words.ANSWER_MISSING, city=city, year=year)
    said = {"collected": voice.value(collected), "controlled": voice.value(controlled)}
    if bound := lower_bound(result, voice):
        return voice.text(words.ANSWER_AT_LEAST, city=city, year=year, bound=bound, **said)
    return voice.text(words.ANSWER, city=city, year=year, **said)


def _strips(result: CityYear, voice: Voice) -> tuple[Strip, ...]:
    strips = []
    if result.city.is_invented:
        strips.append(Strip(words=voice.text(words.EXAMPLE), tone="example"))
    tiers = {Tier.CARRIED_FORWARD: words.CARRIED_FORWARD, Tier.RECORDS: words.RECORDS_ONLY}
    if result.tier in tiers:
        said = voice.text(tiers[result.tier], year=str(result.city.year))
        strips.append(Strip(words=said, tone="attention"))
    if voice.language.status:
        status = voice.text(words.TRANSLATION_STATUS, status=voice.text(voice.language.status))
        strips.append(Strip(words=status, tone="attention"))
    return tuple(strips)
