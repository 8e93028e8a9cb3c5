"""Cities by commitments: who answers what, and how it adds up."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nagara_web.accounts.requests import standing
from nagara_web.figures.commitments import clause_address, part_code
from nagara_web.figures.queries import IndicatorRow
from nagara_web.meetings.queries.promises import meetings_about
from nagara_web.notices.queries import is_following
from nagara_web.pages.contexts.commitment_cells import listed_cells
from nagara_web.pages.contexts.commitment_years import years_page
from nagara_web.pages.contexts.commitments import choices_of, group_sorts, legend, matrix_page, move_words
from nagara_web.pages.contexts.one_commitment import commitment_page
from nagara_web.rounds.commitment_matrix import Matrix, Question, commitment_matrix, question_of
from nagara_web.ui.paging import kept_query, one_page

__all__ = ["commitment_cells", "commitment_years", "commitments", "one_commitment"]

CITIES_ON_A_PAGE: Final = 50
"""A row has many cells, so a page has fewer rows than other lists."""
COMMITMENTS_ACROSS: Final = 20
"""Commitments that stand side by side."""


@require_safe
def commitments(request: HttpRequest) -> HttpResponse:
    """The matrix of a year, by network, country, document, theme and framework."""
    question = replace(question_of(request.GET), is_compared=True)
    matrix = commitment_matrix(question, timezone.localdate())
    crumbs = [(_("Home"), "/"), (_("Commitments"), request.path)]
    if matrix is None:
        return render(request, "pages/commitments.html", {"page": None, "crumbs": crumbs})
    pages = one_page(request, range(len(matrix.cities)), CITIES_ON_A_PAGE)
    across = Paginator(range(len(matrix.parts)), COMMITMENTS_ACROSS).get_page(request.GET.get("columns"))
    context = {
        "page": matrix_page(matrix, _places(pages), _places(across), is_open=_is_open(matrix)),
        "pages": pages,
        "across": across,
        "kept": kept_query(request),
        "kept_across": _without(request, "columns"),
        "open_until": matrix.closes_on if _is_open(matrix) else None,
        "is_invented": any(each.is_invented for each in matrix.cities),
        "crumbs": crumbs,
        **_asked(request, question, matrix),
    }
    return render(request, "pages/commitments.html", context)


@require_safe
def commitment_cells(request: HttpRequest) -> HttpResponse:
    """The answers behind a count, one by one: by answer, by what became of it, and by all that the matrix knows."""
    question = replace(question_of(request.GET), is_compared=True)
    matrix = commitment_matrix(question, timezone.localdate())
    matrix_link = (_("Commitments"), reverse("commitments"))
    crumbs = [(_("Home"), "/"), matrix_link, (_("Answer by answer"), request.path)]
    if matrix is None:
        return render(request, "pages/commitments.html", {"page": None, "crumbs": crumbs[:2]})
    found = matrix.cells(question)
    pages = one_page(request, range(len(found)), CITIES_ON_A_PAGE)
    context = {
        "matrix": matrix,
        "pages": pages,
        "cells": listed_cells(matrix, found[list(pages)], is_open=_is_open(matrix)),
        "count": len(found),
        "asked_count": int(matrix.is_asked.sum()),
        "is_invented": any(each.is_invented for each in matrix.cities),
        "kept": kept_query(request),
        "moves": list(move_words(is_open=_is_open(matrix)).items()),
        "answers": [(each.kind, each.words) for each in legend()],
        "crumbs": crumbs,
        **_asked(request, question, matrix),
    }
    return render(request, "pages/commitment_cells.html", context)


@require_safe
def commitment_years(request: HttpRequest) -> HttpResponse:
    """What was answered and done in every year, by network, country, document, theme or framework."""
    question = question_of(request.GET)
    page = years_page(question, request.GET.get("by", ""), timezone.localdate())
    matrix_link = (_("Commitments"), reverse("commitments"))
    crumbs = [(_("Home"), "/"), matrix_link, (_("Year by year"), request.path)]
    if page is None:
        return render(request, "pages/commitments.html", {"page": None, "crumbs": crumbs[:2]})
    context = {
        "page": page,
        "choices": page.choices,
        "asked": question,
        "sorts": list(group_sorts().items()),
        "query": _without(request, "year", "by"),
        "crumbs": crumbs,
    }
    return render(request, "pages/commitment_years.html", context)


def _asked(request: HttpRequest, question: Question, matrix: Matrix) -> dict[str, object]:
    """What was chosen and may be chosen, and the query of a link that keeps it."""
    same = request.GET.copy()
    same["year"] = str(matrix.year)
    for name in ("page", "columns"):
        same.pop(name, None)
    return {"choices": choices_of(matrix), "asked": question, "legend": legend(), "query": same.urlencode()}


def _is_open(matrix: Matrix) -> bool:
    return matrix.closes_on is not None and matrix.closes_on >= timezone.localdate()


def _places(page: Page[int]) -> range:
    return range(max(0, page.start_index() - 1), page.end_index())


def _without(request: HttpRequest, *names: str) -> str:
    """The query without some of its names."""
    same = request.GET.copy()
    for name in names:
        same.pop(name, None)
    return same.urlencode()


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
        "clause": clause_address(found.code),
        "meetings": meetings_about(promise=".".join(part_code(found.code) or ())),
        "feed_address": reverse("feed", args=["indicator", found.code]),
        "crumbs": [(_("Home"), "/"), (_("Commitments"), reverse("commitments")), (found.name, request.path)],
    }
    return render(request, "pages/commitment.html", context)
