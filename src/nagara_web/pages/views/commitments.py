"""Cities by commitments: who answers what, and how it adds up."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nagara_web.accounts.requests import standing
from nagara_web.figures.queries import IndicatorRow
from nagara_web.notices.queries import is_following
from nagara_web.pages.contexts.commitments import choices_of, legend, matrix_page
from nagara_web.pages.contexts.one_commitment import commitment_page
from nagara_web.rounds.commitment_matrix import commitment_matrix, question_of
from nagara_web.ui.paging import kept_query, one_page

__all__ = ["commitments", "one_commitment"]

CITIES_ON_A_PAGE: Final = 50
"""A row has many cells, so a page has fewer rows than other lists."""


@require_safe
def commitments(request: HttpRequest) -> HttpResponse:
    """The matrix of a year, by network, country, document, theme and framework."""
    question = question_of(request.GET)
    matrix = commitment_matrix(question, timezone.localdate())
    crumbs = [(_("Home"), "/"), (_("Commitments"), request.path)]
    if matrix is None:
        return render(request, "pages/commitments.html", {"page": None, "crumbs": crumbs})
    same = request.GET.copy()
    same["year"] = str(matrix.year)
    same.pop("page", None)
    pages = one_page(request, range(len(matrix.cities)), CITIES_ON_A_PAGE)
    shown = range(max(0, pages.start_index() - 1), pages.end_index())
    context = {
        "page": matrix_page(matrix, shown),
        "pages": pages,
        "kept": kept_query(request),
        "choices": choices_of(matrix),
        "asked": question,
        "open_until": matrix.closes_on if matrix.closes_on and matrix.closes_on >= timezone.localdate() else None,
        "legend": legend(),
        "query": same.urlencode(),
        "is_invented": any(each.is_invented for each in matrix.cities),
        "crumbs": crumbs,
    }
    return render(request, "pages/commitments.html", context)


def one_commitment(request: HttpRequest, found: IndicatorRow) -> HttpResponse:
    """What each city answers to one commitment: the page of its indicator."""
    page = commitment_page(found.code, question_of(request.GET).year, timezone.localdate())
    pages = one_page(request, page.lines if page else ())
    context = {
        "indicator": found,
        "page": page,
        "pages": pages,
        "lines": list(pages),
        "kept": kept_query(request),
        "is_following": is_following(standing(request).person_id, "indicator", found.code),
        "feed_address": reverse("feed", args=["indicator", found.code]),
        "crumbs": [(_("Home"), "/"), (_("Commitments"), reverse("commitments")), (found.name, request.path)],
    }
    return render(request, "pages/commitment.html", context)
