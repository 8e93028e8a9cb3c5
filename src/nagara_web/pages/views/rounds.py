"""Rounds as everybody may see them: who has published, who has not."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nagara_web.accounts.requests import standing
from nagara_web.notices.queries import is_following
from nagara_web.pages.contexts.rounds import round_figures, round_lines, window_words
from nagara_web.places.queries import members_on
from nagara_web.rounds.queries import other_editions, published_rounds
from nagara_web.ui.paging import one_page

__all__ = ["round_page", "rounds"]


@require_safe
def rounds(request: HttpRequest) -> HttpResponse:
    """All announced rounds."""
    context = {"rows": round_lines(), "crumbs": [(_("Home"), "/"), (_("Rounds"), request.path)]}
    return render(request, "pages/rounds.html", context)


@require_safe
def round_page(request: HttpRequest, slug: str) -> HttpResponse:
    """One round: its window, its questions, and what its cities have published."""
    found = next((each for each in published_rounds() if each.slug == slug), None)
    if found is None:
        raise Http404
    pages = one_page(request, members_on(found.network_id))
    context = {
        "round": found,
        "page": round_figures(found, pages),
        "pages": pages,
        "says": window_words(found.opens_on, found.closes_on),
        "editions": other_editions(found),
        "is_following": is_following(standing(request).person_id, "round", slug),
        "feed_address": reverse("feed", args=["round", slug]),
        "crumbs": [(_("Home"), "/"), (_("Rounds"), reverse("rounds")), (found.title, request.path)],
    }
    return render(request, "pages/round.html", context)
