"""The page of a figure: what it says, how we know it, what it was before, and what others say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nagara.exchange.prov import as_prov
from nagara_web.figures.page import FigurePage, figure_page, prov_of
from nagara_web.figures.queries import version

if TYPE_CHECKING:
    from nagara_web.figures.models import FigureVersion

__all__ = ["figure", "figure_version", "prov"]


@require_safe
def figure(request: HttpRequest, pk: int) -> HttpResponse:
    """The version that stands; the address that never changes."""
    return _rendered(request, figure_page(_version(pk)))


@require_safe
def figure_version(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One version, also where it was replaced or withdrawn."""
    return _rendered(request, figure_page(_version(pk, number)))


def _rendered(request: HttpRequest, page: FigurePage) -> HttpResponse:
    row = page.row
    context = {
        "page": page,
        "crumbs": [
            (_("Home"), "/"),
            (row.city_name, f"/cities/{row.city_slug}/"),
            (page.name, f"/indicators/{row.indicator_code}/?year={row.year}"),
            (_("Version %(number)s") % {"number": row.number}, row.version_link),
        ],
    }
    return render(request, "figures/figure.html", context)


@require_safe
def prov(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Where a version comes from, as W3C PROV."""
    found = _version(pk, number)
    document = as_prov(prov_of(found, figure_page(found)))
    response = JsonResponse(document, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _version(pk: int, number: int | None = None) -> FigureVersion:
    found = version(pk, number)
    if found is None:
        raise Http404
    return found
