"""What everybody may read: figures, indicators, cities, networks, rounds."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from ninja import Router
from ninja.params.functions import Query

from nagara_web.figures.published_values import published_values
from nagara_web.figures.queries import indicator as indicator_of
from nagara_web.figures.queries import sources
from nagara_web.opendata import plan_sheets, sheets
from nagara_web.opendata.answering import LICENCE, Sheet, answer, json_response
from nagara_web.opendata.api.cursor import cursor_of, place_of
from nagara_web.opendata.api.errors import ApiError
from nagara_web.opendata.api.limits import address_of, count
from nagara_web.opendata.api.parameters import refuse_unknown
from nagara_web.opendata.api.schemas import Error, Figures, Number, Rows
from nagara_web.opendata.figure_fields import FIELDS, records_of_values
from nagara_web.places import queries as places

__all__ = ["router"]

router = Router(tags=["Published"])
MOST: Final = 1000
PARAMETERS: Final = frozenset(("city", "country", "network", "indicator", "year", "source", "limit", "next"))
ERRORS: Final[dict[int, Any]] = {404: Error, 422: Error, 429: Error}


@router.get("/figures", response={200: Figures, **ERRORS}, summary="Published figures, page by page")
def list_figures(
    request: HttpRequest,
    city: str = Query("", description="Slug of a city"),
    country: str = Query("", description="ISO 3166 alpha-3 code"),
    network: str = Query("", description="Slug of a network: its members of today"),
    indicator: str = Query("", description="Code of an indicator"),
    year: Number | None = Query(None),  # noqa: B008  (read once, when the route is made)
    source: str = Query("", description="Slug of a source"),
    limit: int = Query(100, ge=1, le=MOST),
    next: str = Query("", description="From the answer before"),  # noqa: A002  (its name in the address)
) -> HttpResponseBase:
    """Figures that stand, in an order that never changes; new ones come last."""
    _begin(request, PARAMETERS)
    country = country.upper()
    found = published_values(
        FIELDS.values(),
        city=city,
        country=country,
        indicator=indicator,
        year=year,
        source=source,
        city_ids=places.member_ids_on(places.network(network).pk) if network else None,
        after=place_of(next) if next else None,
        limit=limit + 1,
    )
    records = records_of_values(found)
    if not records and not next:
        _check(city=city, country=country, indicator=indicator, source=source)
    after = cursor_of(records[limit - 1]["figure"]) if len(records) > limit else None
    response = json_response(request, {"licence": LICENCE, "next": after, "rows": records[:limit]})
    if after:
        asked = urlencode({**request.GET.dict(), "next": after})
        response["Link"] = f'<{settings.SITE_URL}{request.path}?{asked}>; rel="next"'
    return response


@router.get("/figures/{figure}", response={200: Rows, **ERRORS}, summary="One figure as it stands")
def one_figure(request: HttpRequest, figure: Number) -> HttpResponseBase:
    """The version of a figure that stands, withdrawn ones too, with its status."""
    return _sheet(request, sheets.figure_sheet(figure))


@router.get("/figures/{figure}/versions/{version}", response={200: Rows, **ERRORS}, summary="One version of a figure")
def one_version(request: HttpRequest, figure: Number, version: Number) -> HttpResponseBase:
    """One version for ever, also where it was replaced."""
    return _sheet(request, sheets.version_sheet(figure, version))


@router.get("/indicators", response={200: Rows, **ERRORS}, summary="All indicators")
def list_indicators(request: HttpRequest) -> HttpResponseBase:
    """What is measured, with how many cities have it."""
    return _sheet(request, sheets.indicators_sheet())


@router.get("/cities", response={200: Rows, **ERRORS}, summary="All cities")
def list_cities(request: HttpRequest) -> HttpResponseBase:
    """Cities with their own names and places on the map."""
    return _sheet(request, sheets.cities_sheet())


@router.get("/networks", response={200: Rows, **ERRORS}, summary="All networks")
def list_networks(request: HttpRequest) -> HttpResponseBase:
    """Networks of cities."""
    return _sheet(request, sheets.networks_sheet())


@router.get("/networks/{network}", response={200: Rows, **ERRORS}, summary="Members of one network")
def one_network(request: HttpRequest, network: str) -> HttpResponseBase:
    """Memberships with their days and sources, those that ended too."""
    return _sheet(request, sheets.network_sheet(network))


@router.get("/rounds", response={200: Rows, **ERRORS}, summary="All rounds that are announced")
def list_rounds(request: HttpRequest) -> HttpResponseBase:
    """Rounds with their windows."""
    return _sheet(request, sheets.rounds_sheet())


@router.get("/plans", response={200: Rows, **ERRORS}, summary="All plans that cities show to everybody")
def list_plans(request: HttpRequest, city: str = Query("", description="Slug of a city")) -> HttpResponseBase:
    """Each in its newest version; what is planned is no figure of the city."""
    _begin(request, frozenset({"city"}))
    _check(city=city, country="", indicator="", source="")
    return answer(request, plan_sheets.plans_sheet({"city": city}), "json")


@router.get("/plans/{plan}", response={200: Rows, **ERRORS}, summary="What one plan builds")
def one_plan(request: HttpRequest, plan: Number) -> HttpResponseBase:
    """One row a project: what is built when, and what it costs."""
    return _sheet(request, plan_sheets.plan_sheet(plan))


def _sheet(request: HttpRequest, sheet: Sheet) -> HttpResponseBase:
    _begin(request, frozenset())
    return answer(request, sheet, "json")


def _begin(request: HttpRequest, known: frozenset[str]) -> None:
    """Count the request, and refuse a parameter that would be ignored: no silent wrong answer."""
    count(address_of(request), settings.API_READS_PER_MIN)
    refuse_unknown(request, known)


def _check(*, city: str, country: str, indicator: str, source: str) -> None:
    """Say it where nothing was found because a name is wrong."""
    if city:
        _must("city", city, lambda: places.city(city))
    if country:
        _must("country", country, lambda: places.country(country))
    if indicator:
        _must("indicator", indicator, lambda: _one_indicator(indicator))
    if source and source not in {each.slug for each in sources()}:
        _refuse("source", source)


def _must(name: str, value: str, ask: Any) -> None:  # noqa: ANN401  (whatever the query returns)
    try:
        ask()
    except Http404:
        _refuse(name, value)


def _one_indicator(code: str) -> None:
    if indicator_of(code) is None:
        raise Http404


def _refuse(name: str, value: str) -> None:
    raise ApiError(
        404,
        "not-found",
        _("“%(value)s” is not known.") % {"value": value[:80]},
        where=name,
        mend=_("Take the slug or code from the list of cities, networks or indicators."),
    )
