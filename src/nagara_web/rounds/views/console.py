"""The console of a round, its table as data, and the cities that contradict themselves."""

from __future__ import annotations

import csv
from collections.abc import Iterable

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nagara_web.accounts.requests import SignedInRequest, signed_in, standing
from nagara_web.rounds import queries
from nagara_web.rounds.access import console_for
from nagara_web.rounds.queries import ConsoleRow
from nagara_web.rounds.sentences import STATE_WORDS
from nagara_web.ui.paging import kept_query, one_page

__all__ = ["console", "console_csv", "contradictions"]

COLUMNS = (
    "city",
    "country",
    "state",
    "last_move",
    "tables_begun",
    "findings",
    "is_blocked",
    "last_day",
    "days_left",
    "punctuality",
    "reminders",
)


def _filtered(rows: Iterable[ConsoleRow], state: str, text: str) -> list[ConsoleRow]:
    return [row for row in rows if _fits(row, state) and text.casefold() in row.city.name.casefold()]


def _fits(row: ConsoleRow, state: str) -> bool:
    groups = {"": True, "silent": row.is_silent, "city": row.waits_for_city}
    return groups.get(state, row.state == state)


@require_safe
@signed_in
def console(request: SignedInRequest, slug: str) -> HttpResponse:
    """Who is where, who is silent, what needs a hand now."""
    scope = console_for(standing(request), slug)
    found = queries.console_of(scope)
    state, text = request.GET.get("state", ""), request.GET.get("q", "").strip()
    choices = [("", _("all")), ("city", _("with the city")), ("silent", _("silent")), ("not-started", _("Not started"))]
    page = one_page(request, _filtered(found.rows, state, text))
    waiting = [row.report for row in found.to_review if row.report is not None]
    context = {
        "scope": scope,
        "console": found,
        "contradictory": queries.contradictions_of(scope, waiting) if scope.manages else [],
        "rows": page,
        "page": page,
        "states": [*choices, *((each.value, words) for each, words in STATE_WORDS.items())],  # type: ignore[attr-defined]
        "state": state,
        "query": text,
        "kept": kept_query(request),
        "crumbs": [(_("My work"), reverse("work")), (scope.round.title, request.path)],
    }
    return render(request, "rounds/console.html", context)


@require_safe
@signed_in
def console_csv(request: SignedInRequest, slug: str) -> HttpResponse:
    """The rows of the console as CSV, filtered in the same way."""
    found = queries.console_of(console_for(standing(request), slug))
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{slug}.csv"'
    writer = csv.writer(response)
    writer.writerow(COLUMNS)
    for row in _filtered(found.rows, request.GET.get("state", ""), request.GET.get("q", "").strip()):
        writer.writerow(
            (
                row.city.slug,
                row.city.country_id,
                row.state,
                row.moved_at.isoformat(timespec="seconds") if row.moved_at else "",
                row.tables,
                row.findings,
                "yes" if row.is_blocked else "no",
                row.last_day.isoformat(),
                row.days_left,
                row.punctuality.value,
                row.reminded,
            )
        )
    return response


@require_safe
@signed_in
def contradictions(request: SignedInRequest, slug: str) -> HttpResponse:
    """Which cities contradict themselves or what they said last year, and in what; for the secretariat."""
    scope = console_for(standing(request), slug)
    if not scope.manages:
        raise Http404
    found = queries.contradictions_of(scope)
    crumbs = [
        (_("My work"), reverse("work")),
        (scope.round.title, reverse("console", args=[slug])),
        (_("Contradictory answers"), ""),
    ]
    context = {"scope": scope, "rows": one_page(request, found), "kept": kept_query(request), "crumbs": crumbs}
    return render(request, "rounds/contradictions.html", context)
