"""The data beside each public page, and the page that explains it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nagara_web.opendata import (
    agreement_sheets,
    commitment_sheets,
    declaration_sheets,
    network_sheets,
    principle_sheets,
    sheets,
    zero_waste_sheets,
)
from nagara_web.opendata.answering import Sheet, answer
from nagara_web.opendata.description import endpoints, fields

__all__ = [
    "agreement",
    "agreements",
    "cities",
    "city",
    "commitments",
    "compare",
    "country",
    "data",
    "declarations",
    "document",
    "figure",
    "indicator",
    "indicators",
    "network",
    "network_charter",
    "network_group",
    "network_work_plan",
    "network_zero_waste",
    "networks",
    "principles",
    "rounds",
    "thread",
    "version",
]


def _as_data(sheet: Callable[..., Sheet]) -> Callable[..., HttpResponseBase]:
    """Make a view of a function that puts a sheet together."""

    @wraps(sheet)
    def view(request: HttpRequest, kind: str, **asked: str | int) -> HttpResponseBase:
        return answer(request, sheet(request, **asked), kind)

    return require_safe(view)


@_as_data
def cities(request: HttpRequest) -> Sheet:
    """All cities."""
    return sheets.cities_sheet()


@_as_data
def country(request: HttpRequest, iso3: str) -> Sheet:
    """Cities of one country."""
    return sheets.country_sheet(iso3)


@_as_data
def city(request: HttpRequest, slug: str) -> Sheet:
    """Figures of one city."""
    return sheets.city_sheet(slug)


@_as_data
def networks(request: HttpRequest) -> Sheet:
    """All networks."""
    return sheets.networks_sheet()


@_as_data
def network(request: HttpRequest, slug: str) -> Sheet:
    """Members of one network, and in the JSON what it agreed on."""
    return sheets.network_sheet(slug)


@_as_data
def network_charter(request: HttpRequest, slug: str) -> Sheet:
    """The charter of one network by version and section."""
    return network_sheets.charter_sheet(slug)


@_as_data
def network_zero_waste(request: HttpRequest, slug: str) -> Sheet:
    """Zero waste by the network's own definition, one row a member."""
    return zero_waste_sheets.zero_waste_sheet(slug)


@_as_data
def network_work_plan(request: HttpRequest, slug: str) -> Sheet:
    """The work plan of one network."""
    return network_sheets.work_plan_sheet(slug)


@_as_data
def network_group(request: HttpRequest, slug: str, group_slug: str) -> Sheet:
    """One group of a network: its cities, joint actions and shared indicators."""
    return network_sheets.group_sheet(slug, group_slug)


@_as_data
def commitments(request: HttpRequest) -> Sheet:
    """Cities by commitments in a year."""
    return commitment_sheets.commitments_sheet(request.GET)


@_as_data
def agreements(request: HttpRequest) -> Sheet:
    """All published agreements."""
    return agreement_sheets.agreements_sheet(request.GET)


@_as_data
def agreement(request: HttpRequest, slug: str) -> Sheet:
    """What one agreement obliges whom to."""
    return agreement_sheets.agreement_sheet(slug)


@_as_data
def principles(request: HttpRequest) -> Sheet:
    """Cities by the twelve principles in a year."""
    return principle_sheets.principles_sheet(request.GET)


@_as_data
def declarations(request: HttpRequest) -> Sheet:
    """All published documents of the register."""
    return declaration_sheets.declarations_sheet()


@_as_data
def document(request: HttpRequest, slug: str) -> Sheet:
    """Clauses and parts of one document."""
    return declaration_sheets.document_sheet(slug)


@_as_data
def thread(request: HttpRequest, name: str) -> Sheet:
    """The thread of one promise through the years."""
    return declaration_sheets.thread_sheet(name)


@_as_data
def indicators(request: HttpRequest) -> Sheet:
    """All indicators."""
    return sheets.indicators_sheet()


@_as_data
def indicator(request: HttpRequest, code: str) -> Sheet:
    """Figures of one indicator in one year."""
    return sheets.indicator_sheet(code, _year(request))


@_as_data
def rounds(request: HttpRequest) -> Sheet:
    """All announced rounds."""
    return sheets.rounds_sheet()


@_as_data
def figure(request: HttpRequest, pk: int) -> Sheet:
    """The version of a figure that stands."""
    return sheets.figure_sheet(pk)


@_as_data
def version(request: HttpRequest, pk: int, number: int) -> Sheet:
    """One version of a figure."""
    return sheets.version_sheet(pk, number)


@_as_data
def compare(request: HttpRequest) -> Sheet:
    """Two cities side by side."""
    asked = request.GET
    return sheets.compare_sheet(asked.get("a", ""), asked.get("b", ""), asked.get("indicator", ""), _year(request))


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """How to get all of this as data."""
    context = {
        "endpoints": endpoints(),
        "fields": fields(),
        "crumbs": [(_("Home"), "/"), (_("Data"), request.path)],
    }
    return render(request, "opendata/data.html", context)


def _year(request: HttpRequest) -> int | None:
    asked = request.GET.get("year", "")
    return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) == 4 else None
