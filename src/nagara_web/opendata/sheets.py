"""The rows of every public page as data, asked for with the queries of the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from django.conf import settings
from django.http import Http404

from nagara.rounds.comparison import Comparison, compare
from nagara_web.figures import queries as figures
from nagara_web.figures.queries import FigureRow
from nagara_web.opendata.answering import Sheet
from nagara_web.opendata.figure_fields import FIELDS, record_of
from nagara_web.opendata.network_sheets import network_more
from nagara_web.places import queries as places
from nagara_web.rounds.queries import published_rounds

__all__ = [
    "cities_sheet",
    "city_sheet",
    "compare_sheet",
    "country_sheet",
    "figure_sheet",
    "indicator_sheet",
    "indicators_sheet",
    "network_sheet",
    "networks_sheet",
    "rounds_sheet",
    "version_sheet",
]

CITY: Final = (
    "city",
    "name",
    "own_name",
    "own_language",
    "country",
    "country_name",
    "latitude_deg",
    "longitude_deg",
    "time_zone",
    "has_figures",
    "is_invented",
    "permalink",
)
MEMBER: Final = ("city", "name", "country", "kind", "since", "until", "confidence", "source", "source_url", "permalink")
INDICATOR: Final = (
    "indicator",
    "name",
    "unit",
    "answer_type",
    "method",
    "sdg_code",
    "network",
    "is_headline",
    "cities",
    "newest_year",
    "permalink",
)
NETWORK: Final = ("network", "name", "short_name", "is_invented", "permalink")
ROUND: Final = ("round", "title", "network", "year", "opens_on", "closes_on", "is_invented", "permalink")
MISSING: Final = {"is_fair": False, "refusals": ["At least one of the two has no figure"], "notes": []}
FIGURE: Final = (*FIELDS, "permalink")
VERSION: Final = (*FIGURE, "status", "reason")


def cities_sheet() -> Sheet:
    """All cities."""
    return _cities("Cities", "/cities/", places.cities())


def country_sheet(iso3: str) -> Sheet:
    """Cities of one country."""
    found = places.country(iso3)
    return _cities(f"Cities of {found.name}", f"/countries/{found.iso3}/", places.cities_of_country(found.iso3))


def city_sheet(slug: str) -> Sheet:
    """Figures of one city."""
    found = places.city(slug)
    return _figures(f"Figures of {found.name}", f"/cities/{slug}/", figures.figures_of_city(found.pk))


def network_sheet(slug: str) -> Sheet:
    """Members of one network with their dates and sources; the JSON says what else it agreed on."""
    found = places.network(slug)
    rows = [
        {
            "city": each.city.slug,
            "name": each.city.name,
            "country": each.city.country_id,
            "kind": each.kind,
            "since": each.since,
            "until": each.until,
            "confidence": each.confidence,
            "source": each.source,
            "source_url": each.source_url,
            "permalink": f"{settings.SITE_URL}/cities/{each.city.slug}/",
        }
        for each in places.memberships_in(found.pk)
    ]
    title, more = f"Members of {found.name}", network_more(found)
    return _sheet(title, f"/networks/{slug}/", rows, MEMBER, source="Each row names its source.", more=more)


def networks_sheet() -> Sheet:
    """All networks."""
    rows = [
        {
            "network": each.slug,
            "name": each.name,
            "short_name": each.short_name,
            "is_invented": each.is_invented,
            "permalink": f"{settings.SITE_URL}/networks/{each.slug}/",
        }
        for each in places.networks()
    ]
    return _sheet("Networks", "/networks/", rows, NETWORK)


def rounds_sheet() -> Sheet:
    """All rounds that are announced."""
    rows = [
        {
            "round": each.slug,
            "title": each.title,
            "network": each.network.slug,
            "year": each.year,
            "opens_on": each.opens_on,
            "closes_on": each.closes_on,
            "is_invented": each.is_invented,
            "permalink": f"{settings.SITE_URL}/rounds/{each.slug}/",
        }
        for each in published_rounds()
    ]
    return _sheet("Rounds", "/rounds/", rows, ROUND)


def indicators_sheet() -> Sheet:
    """All indicators, and how many cities have a figure."""
    covered = figures.coverage()
    rows = [
        {
            "indicator": each.code,
            "name": each.name,
            "unit": each.unit,
            "answer_type": each.answer_type,
            "method": each.method,
            "sdg_code": each.sdg_code,
            "network": each.network_slug,
            "is_headline": each.is_headline,
            "cities": covered[each.code].cities if each.code in covered else 0,
            "newest_year": covered[each.code].newest_year if each.code in covered else None,
            "permalink": f"{settings.SITE_URL}/indicators/{each.code}/",
        }
        for each in figures.indicators()
    ]
    return _sheet("Indicators", "/indicators/", rows, INDICATOR)


def indicator_sheet(code: str, year: int | None) -> Sheet:
    """Figures of one indicator in one year; of the newest year if none is asked for, as on its page."""
    found = figures.indicator(code)
    if found is None:
        raise Http404
    years = figures.years_of(code)
    chosen = year if year in years else (years[0] if years else None)
    rows = figures.figures_of_indicator(code, chosen) if chosen else []
    page = f"/indicators/{code}/?year={chosen}" if chosen else f"/indicators/{code}/"
    return _figures(found.name, page, rows, more={"years": years, "unit": found.unit, "method": found.method})


def figure_sheet(figure_id: int) -> Sheet:
    """The version of a figure that stands."""
    return _version(figures.figure_row(figure_id))


def version_sheet(figure_id: int, number: int) -> Sheet:
    """One version of a figure."""
    return _version(figures.figure_row(figure_id, number))


def compare_sheet(first: str, second: str, code: str, year: int | None) -> Sheet:
    """Figures of two cities in one year, and whether they are compared fairly."""
    every = figures.figures_of_indicator(code, year) if figures.indicator(code) and year else []
    one, other = (figures.compared_figure(every, each, year or 0) for each in (first, second))
    pair = [each for each in (one, other) if each is not None]
    said = _comparison(compare(one, other)) if one and other else MISSING
    page = f"/compare/?a={first}&b={second}&indicator={code}&year={year or ''}"
    return _figures("Two cities", page, pair, more={"comparison": said})


def _comparison(found: Comparison[FigureRow]) -> Mapping[str, Any]:
    said: dict[str, Any] = {
        "is_fair": found.is_fair,
        "refusals": [str(each) for each in found.refusals],
        "notes": [str(each) for each in found.notes],
    }
    if found.difference is not None:
        said["second_less_first"] = {
            "value": found.difference.value,
            "low": found.difference.low,
            "high": found.difference.high,
            "probability_of_sign_frac": found.difference.probability_of_sign,
        }
    return said


def _cities(title: str, page: str, found: Iterable[places.City]) -> Sheet:
    known = figures.cities_with_figures()
    rows = []
    for each in found:
        own = places.own_name(each)
        rows.append(
            {
                "city": each.slug,
                "name": each.name,
                "own_name": own.name,
                "own_language": own.language,
                "country": each.country_id,
                "country_name": each.country.name,
                "latitude_deg": each.latitude_deg,
                "longitude_deg": each.longitude_deg,
                "time_zone": each.time_zone,
                "has_figures": each.pk in known,
                "is_invented": each.is_invented,
                "permalink": f"{settings.SITE_URL}/cities/{each.slug}/",
            }
        )
    return _sheet(title, page, rows, CITY)


def _version(row: FigureRow | None) -> Sheet:
    if row is None:
        raise Http404
    record = {**record_of(row), "permalink": f"{settings.SITE_URL}{row.version_link}"}
    record.update(status=row.status, reason=row.reason)
    title = f"{row.indicator_name}, {row.city_name} {row.year}"
    more = {"method_note": row.method_note, "locator": row.locator}
    return _sheet(title, row.version_link, [record], VERSION, source=row.source_title, more=more)


def _figures(title: str, page: str, rows: Sequence[FigureRow], more: Mapping[str, Any] | None = None) -> Sheet:
    records = [record_of(each) for each in rows]
    sources = "; ".join(dict.fromkeys(each.source_title for each in rows))
    return _sheet(title, page, records, FIGURE, source=sources, more=more)


def _sheet(
    title: str,
    page: str,
    rows: Sequence[Mapping[str, Any]],
    fields: tuple[str, ...],
    *,
    source: str = "",
    more: Mapping[str, Any] | None = None,
) -> Sheet:
    return Sheet(
        title=title,
        page=f"{settings.SITE_URL}{page}",
        source=source,
        rows=tuple(rows),
        fields=fields,
        changed_at=max((each["published_at"] for each in rows if "published_at" in each), default=None),
        more=more or {},
    )
