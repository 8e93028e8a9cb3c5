"""The page of a figure: what it says, how we know it, what it was before, and what others say."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nagara.exchange.prov import as_prov
from nagara_web.figures.page import FigurePage, figure_page, prov_of
from nagara_web.figures.queries import figure_row, version

__all__ = ["figure", "figure_version", "prov"]


@require_safe
def figure(request: HttpRequest, pk: int) -> HttpResponse:
    """The version that stands; the address that never changes."""
    found = figure_row(pk)
    if found is None:
        raise Http404
    return figure_version(request, pk, found.number)


@require_safe
def figure_version(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One version, also where it was replaced or withdrawn."""
    page = _page(pk, number)
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
    found = version(pk, number)
    if found is None:
        raise Http404
    document = as_prov(prov_of(found, _page(pk, number)))
    response = JsonResponse(document, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _page(pk: int, number: int) -> FigurePage:
    found = version(pk, number)
    page = figure_page(found) if found else None
    if page is None:
        raise Http404
    return page
