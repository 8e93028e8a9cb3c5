"""Read published figures: rows of one shape for every page, and everything about one figure for its own."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from functools import reduce
from typing import Final, TypeVar

from django.apps import apps
from django.db import connection
from django.db.models import F, Model, OuterRef, QuerySet, Subquery

from nagara_web.figures.lines import CityName, Coverage, FigureRow, IndicatorRow
from nagara_web.figures.models import Figure, FigureVersion, Indicator, Source

__all__ = [
    "CityName",
    "Coverage",
    "FigureRow",
    "IndicatorRow",
    "cities_with_figures",
    "city_name",
    "codes_in_numbers",
    "compared_figure",
    "contradictions",
    "coverage",
    "figure_row",
    "figures",
    "figures_of_cities",
    "figures_of_codes",
    "figures_of_city",
    "figures_of_indicator",
    "figures_of_report",
    "figures_of_source",
    "indicator",
    "indicators",
    "indicators_with_figures",
    "named_cities",
    "newest_publication",
    "reported_by",
    "row_of",
    "sources",
    "values_of_source",
    "version",
    "versions_of",
    "years_of",
]

_Thing = TypeVar("_Thing", bound=Model)

COLUMNS: Final = (
    "figure_id",
    "id",
    "number",
    "figure__city_id",
    "figure__city__slug",
    "figure__city__name",
    "figure__city__country__iso3",
    "figure__city__country__name",
    "figure__indicator__code",
    "figure__indicator__name",
    "figure__indicator__unit",
    "figure__indicator__answer_type",
    "figure__year",
    "value",
    "low",
    "high",
    "level_frac",
    "standard_deviation",
    "notation_key",
    "answer",
    "method",
    "method_note",
    "boundary",
    "population_persons",
    "population_basis",
    "population_year",
    "status",
    "reason",
    "locator",
    "figure__source__slug",
    "figure__source__title",
    "figure__source__publisher",
    "figure__source__url",
    "figure__source__licence",
    "figure__source__is_own_round",
    "figure__city__is_invented",
    "published_at",
    "figure__source__is_invented",
)
"""Columns of the fields of a row, in their order, seen from a version; the last says whether the source is invented."""
NAMES: Final = tuple(FigureRow.__dataclass_fields__)[: len(COLUMNS) - 1]
INVENTED: Final = NAMES.index("is_invented")
STANDING: Final = tuple(
    "pk"
    if each == "figure_id"
    else each.removeprefix("figure__")
    if each.startswith("figure__")
    else f"current__{each}"
    for each in COLUMNS
)
"""The same columns seen from a figure: of the version that stands."""

COVERAGE: Final = """
SELECT i.code,
       (SELECT COUNT(*) FROM places_city c WHERE EXISTS (
           SELECT 1 FROM figures_figure f JOIN figures_figureversion v ON v.id = f.current_id
           WHERE f.city_id = c.id AND f.indicator_id = i.id AND v.status = 'published')),
       (SELECT f.year FROM figures_figure f JOIN figures_figureversion v ON v.id = f.current_id
        WHERE f.indicator_id = i.id AND v.status = 'published' ORDER BY f.year DESC LIMIT 1)
FROM figures_indicator i
"""
YEARS: Final = """
SELECT y.year
FROM (SELECT DISTINCT indicator_id, year FROM figures_figure
      WHERE indicator_id = (SELECT id FROM figures_indicator WHERE code = %s)) y
WHERE (SELECT v.id FROM figures_figure f JOIN figures_figureversion v ON v.id = f.current_id
       WHERE f.indicator_id = y.indicator_id AND f.year = y.year AND v.status = 'published' LIMIT 1) IS NOT NULL
ORDER BY y.year DESC
"""


def figures(
    *,
    city_id: int | None = None,
    city: str = "",
    country: str = "",
    indicator: str = "",
    year: int | None = None,
    source: str = "",
    codes: Collection[str] | None = None,
    city_ids: Sequence[int] | None = None,
) -> QuerySet[Figure]:
    """Figures of which a version stands, narrowed; in an order that is stable for ever.

    A figure finds its version by one number. To ask the other way round, for versions that their figure names,
    would let PostgreSQL expect one row where there are thousands, and look through all cities for each.

    Parameters
    ----------
    city_id, city
        One city by its number or its slug.
    country
        ISO 3166 alpha-3 code.
    indicator, year, source
        Code, year and slug.
    codes, city_ids
        Only these indicators and cities.
    """
    exact = {
        "city_id": city_id,
        "city__slug": city or None,
        "city__country_id": country or None,
        "indicator__code": indicator or None,
        "year": year,
        "source__slug": source or None,
        "indicator__code__in": codes,
        "city_id__in": city_ids,
    }
    found = _standing().filter(**{name: wanted for name, wanted in exact.items() if wanted is not None})
    return found.order_by("pk")


def rows(found: QuerySet[Figure]) -> list[FigureRow]:
    """Read the versions of figures that stand as rows, in one query."""
    return [_row(values) for values in found.values_list(*STANDING)]


def figures_of_city(city_id: int) -> list[FigureRow]:
    """All figures of a city that stand: by indicator, newest year first, the network's own round before others."""
    return rows(figures(city_id=city_id).order_by(*_BY_INDICATOR))


def figures_of_indicator(code: str, year: int | None = None) -> list[FigureRow]:
    """All figures of an indicator that stand, by city; of one year or of all."""
    return rows(figures(indicator=code, year=year).order_by("city__name", "-year", *_BY_SOURCE))


def figures_of_cities(code: str, slugs: Iterable[str]) -> list[FigureRow]:
    """All figures of an indicator and some cities that stand, as :func:`figures_of_indicator` has them."""
    found = figures(indicator=code).filter(city__slug__in=tuple(slugs))
    return rows(found.order_by("city__name", "-year", *_BY_SOURCE))


def figures_of_codes(codes: Collection[str], city_ids: Sequence[int]) -> list[FigureRow]:
    """All figures of some indicators and cities that stand, by city, newest year first, the own round first."""
    found = figures(codes=codes, city_ids=city_ids)
    return rows(found.order_by("city__name", "-year", *_BY_SOURCE))


def figures_of_source(
    slug: str, codes: Collection[str] | None = None, city_ids: Sequence[int] | None = None
) -> list[FigureRow]:
    """All figures of one source that stand, by city and indicator; only some indicators or cities if given."""
    found = figures(source=slug, codes=codes, city_ids=city_ids)
    return rows(found.order_by("city__name", *_BY_INDICATOR))


def values_of_source(slug: str, fields: Iterable[str]) -> Iterator[tuple[object, ...]]:
    """Values of the figures of one source that stand, as :func:`figures_of_source` orders them, one after another.

    Parameters
    ----------
    slug
        The source.
    fields
        Fields of :class:`~nagara_web.figures.lines.FigureRow` that are wanted.
    """
    wanted = tuple(fields)
    columns = dict(zip(NAMES, STANDING, strict=False))
    found = figures(source=slug).order_by("city__name", *_BY_INDICATOR)
    at = wanted.index("is_invented") if "is_invented" in wanted else None
    for values in found.values_list(*map(columns.__getitem__, wanted), STANDING[-1]).iterator(chunk_size=1000):
        said = list(values[:-1])
        if at is not None:
            said[at] = bool(said[at]) or bool(values[-1])
        yield tuple(said)


def reported_by(slug: str) -> tuple[set[str], set[int]]:
    """Codes of the indicators, and numbers of the cities, of which a source has a figure that stands."""
    its_own = _standing().filter(source__slug=slug)
    codes = its_own.values_list("indicator__code", flat=True).distinct()
    cities = _having(_cities(), its_own.filter(city=OuterRef("pk")))
    return set(codes), set(cities.values_list("pk", flat=True))


def compared_figure(rows: Iterable[FigureRow], city: str, year: int) -> FigureRow | None:
    """Of several sources the figure by which a city is compared: a number before none, the own round first."""
    found = (each for each in rows if each.city_slug == city and each.year == year)
    return min(found, key=lambda each: (each.value is None, not each.is_own_round), default=None)


def figures_of_report(report_id: int) -> list[FigureRow]:
    """All figures that one report published and that stand."""
    return rows(figures().filter(current__report_id=report_id).order_by(*_BY_INDICATOR))


def figure_row(figure_id: int, number: int | None = None) -> FigureRow | None:
    """One version of a figure, replaced and withdrawn ones too; the version that stands if no number is given."""
    if number is None:
        return next(iter(rows(Figure.objects.filter(pk=figure_id, current__isnull=False))), None)
    found = FigureVersion.objects.filter(figure_id=figure_id, number=number)
    return next(map(_row, found.values_list(*COLUMNS)), None)


def version(figure_id: int, number: int | None = None) -> FigureVersion | None:
    """One version with everything around it; the one that stands if no number is given."""
    found = FigureVersion.objects.filter(figure_id=figure_id)
    found = found.filter(figure__current=F("pk")) if number is None else found.filter(number=number)
    around = ("figure__city__country", "figure__indicator", "figure__source", "figure__current", "boundary_edition")
    return found.select_related(*around).order_by().first()


def row_of(version: FigureVersion) -> FigureRow:
    """One version as a row, without asking the database again.

    Parameters
    ----------
    version
        As :func:`version` returns it.
    """
    return _row([reduce(getattr, column.split("__"), version) for column in COLUMNS])


def versions_of(figure_id: int) -> list[FigureVersion]:
    """All versions of a figure, newest first."""
    return list(FigureVersion.objects.filter(figure_id=figure_id).order_by("-number"))


def contradictions(row: FigureRow) -> list[FigureRow]:
    """What other sources say of the same city, indicator and year."""
    found = figures(city_id=row.city_id, indicator=row.indicator_code, year=row.year)
    return rows(found.exclude(pk=row.figure_id).order_by(*_BY_SOURCE))


def cities_with_figures(indicator: str = "") -> set[int]:
    """Numbers of the cities of which at least one figure stands, of one indicator if it is given."""
    return {each.pk for each in named_cities(indicator)}


def named_cities(indicator: str = "") -> list[CityName]:
    """Cities of which at least one figure stands, by name: one look for each city, not one for each figure."""
    its_own = _standing().filter(city=OuterRef("pk"))
    if indicator:
        its_own = its_own.filter(indicator=Indicator.objects.filter(code=indicator).values("pk")[:1])
    found = _having(_cities(), its_own).order_by("name", "pk")
    return [CityName(*each) for each in found.values_list("pk", "slug", "name")]


def city_name(slug: str) -> str:
    """Name of a city; the slug where there is none."""
    found = _cities().filter(slug=slug).values_list("name", flat=True).first()
    return str(found or slug)


def codes_in_numbers(slug: str) -> set[str]:
    """Codes of the indicators of which a number of one city stands."""
    found = _standing().filter(city__slug=slug, current__value__isnull=False)
    return set(found.values_list("indicator__code", flat=True).distinct())


def indicators_with_figures() -> set[str]:
    """Codes of the indicators of which at least one figure stands."""
    found = _having(Indicator.objects.all(), _standing().filter(indicator=OuterRef("pk")))
    return set(found.order_by().values_list("code", flat=True))


def coverage() -> dict[str, Coverage]:
    """How many cities have a figure of each indicator, and the newest year.

    One look for each city and indicator; to count the figures themselves would take ten times as long.
    """
    with connection.cursor() as cursor:
        cursor.execute(COVERAGE)
        return {code: Coverage(cities, newest) for code, cities, newest in cursor.fetchall() if cities}


def years_of(code: str) -> list[int]:
    """Years of which at least one city has a figure, newest first: one look for each year."""
    with connection.cursor() as cursor:
        cursor.execute(YEARS, [code])
        return [year for (year,) in cursor.fetchall()]


def indicators(network_id: int | None = None) -> list[IndicatorRow]:
    """All indicators, headline ones first; with a network, only its own."""
    found = Indicator.objects.all()
    return _indicators(found if network_id is None else found.filter(network_id=network_id))


def indicator(code: str) -> IndicatorRow | None:
    """One indicator."""
    return next(iter(_indicators(Indicator.objects.filter(code=code))), None)


def sources() -> list[Source]:
    """Who publishes figures."""
    return list(Source.objects.all())


def newest_publication(found: QuerySet[Figure]) -> datetime | None:
    """When the newest of some figures that stand was published."""
    return found.order_by("-current__published_at").values_list("current__published_at", flat=True).first()


def _cities() -> QuerySet[Model]:
    """All cities, of which only number, slug and name are read here."""
    found: QuerySet[Model] = apps.get_model("places.City")._default_manager.order_by()
    return found


def _standing() -> QuerySet[Figure]:
    """Figures of which a version stands."""
    return Figure.objects.filter(current__status=FigureVersion.Status.PUBLISHED).order_by()


def _having(found: QuerySet[_Thing], looked_up: QuerySet[Figure]) -> QuerySet[_Thing]:
    """Those for which a figure is found: one look for each. EXISTS would let PostgreSQL read the figures of all."""
    chosen: QuerySet[_Thing] = found.alias(first=Subquery(looked_up.values("pk")[:1])).filter(first__isnull=False)
    return chosen


_BY_SOURCE: Final = ("-source__is_own_round", "source__slug")
_BY_INDICATOR: Final = ("indicator__position", "indicator__code", "-year", *_BY_SOURCE)


def _indicators(found: QuerySet[Indicator]) -> list[IndicatorRow]:
    return [
        IndicatorRow(
            network_slug=each.network.slug if each.network else "",
            network_name=each.network.name if each.network else "",
            **{name: getattr(each, name) for name in IndicatorRow.__dataclass_fields__ if name[:8] != "network_"},
            network_id=each.network_id,
        )
        for each in found.select_related("network")
    ]


def _row(values: Sequence[object]) -> FigureRow:
    known = dict(zip(NAMES, values[:-1], strict=True))
    known["is_invented"] = bool(values[INVENTED]) or bool(values[-1])
    return FigureRow(**known)  # type: ignore[arg-type]  # the columns are those of the fields, in their order
