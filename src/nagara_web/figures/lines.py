"""What a published figure, an indicator and their lists look like to whoever reads them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from nagara_web.ui.notation import notation_words

__all__ = ["CityName", "Coverage", "FigureRow", "IndicatorRow"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """One version of a figure with everything that a line of a list or a comparison needs."""

    figure_id: int
    version_id: int
    number: int
    city_id: int
    city_slug: str
    city_name: str
    country_iso3: str
    country_name: str
    indicator_code: str
    indicator_name: str
    unit: str
    answer_type: str
    year: int
    value: float | None
    low: float | None
    high: float | None
    level_frac: float | None
    standard_deviation: float | None
    notation_key: str
    answer: str
    method: str
    method_note: str
    boundary: str
    population_persons: float | None
    population_basis: str
    population_year: int | None
    status: str
    reason: str
    locator: str
    source_slug: str
    source_title: str
    source_publisher: str
    source_url: str
    source_licence: str
    is_own_round: bool
    is_invented: bool
    published_at: datetime
    city_lang: str = "en"

    @property
    def permalink(self) -> str:
        """Path that always shows the version that stands."""
        return f"/figures/{self.figure_id}/"

    @property
    def version_link(self) -> str:
        """Path that always shows this version."""
        return f"/figures/{self.figure_id}/versions/{self.number}/"

    @property
    def notation(self) -> str:
        """Why there is no number, in words; empty where there is one."""
        return notation_words(self.notation_key)


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorRow:
    """What is measured, in what unit, by which method."""

    id: int
    code: str
    name: str
    unit: str
    answer_type: str
    levels: list[str]
    definition: str
    method: str
    sdg_code: str
    is_more_better: bool | None
    low: float | None
    high: float | None
    network_id: int | None
    network_slug: str
    network_name: str
    position: int
    is_headline: bool


class CityName(NamedTuple):
    """A city in a list to choose from."""

    pk: int
    slug: str
    name: str


class Coverage(NamedTuple):
    """Of how many cities an indicator is published, and in which year last."""

    cities: int
    newest_year: int
