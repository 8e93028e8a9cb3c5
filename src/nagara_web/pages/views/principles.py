"""Cities by the twelve principles: how far each city says it is."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nagara.commitments.principles import principles as all_principles
from nagara_web.pages.contexts.principles import principles_page
from nagara_web.rounds.principle_matrix import principle_matrix
from nagara_web.ui.asked import number_in
from nagara_web.ui.paging import kept_query, one_page

__all__ = ["principles"]

CITIES_ON_A_PAGE: Final = 50


@require_safe
def principles(request: HttpRequest) -> HttpResponse:
    """The self-assessments of a year, by network."""
    network, today = request.GET.get("network", ""), timezone.localdate()
    matrix = principle_matrix(number_in(request.GET.get("year")), network, today)
    context: dict[str, object] = {
        "principles": all_principles(),
        "source": all_principles()[0].sources[0],
        "crumbs": [(_("Home"), "/"), (_("Twelve principles"), request.path)],
    }
    if matrix is None:
        return render(request, "pages/principles.html", {"page": None, **context})
    same = request.GET.copy()
    same["year"] = str(matrix.year)
    same.pop("page", None)
    pages = one_page(request, range(len(matrix.cities)), CITIES_ON_A_PAGE)
    context |= {
        "page": principles_page(matrix, range(max(0, pages.start_index() - 1), pages.end_index())),
        "matrix": matrix,
        "pages": pages,
        "kept": kept_query(request),
        "network": network,
        "open_until": matrix.closes_on if matrix.closes_on and matrix.closes_on >= today else None,
        "query": same.urlencode(),
        "is_invented": any(each.is_invented for each in matrix.cities),
    }
    return render(request, "pages/principles.html", context)
