"""The console of a round, its table as data, and letters to silent cities."""

from __future__ import annotations

import csv
from collections.abc import Iterable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from nagara_web.accounts.requests import SignedInRequest, signed_in, standing
from nagara_web.rounds import actions, queries
from nagara_web.rounds.access import console_for
from nagara_web.rounds.forms import RemindForm
from nagara_web.rounds.post import LETTERS, with_braces
from nagara_web.rounds.queries import ConsoleRow
from nagara_web.rounds.refused_pages import says_why
from nagara_web.rounds.sentences import STATE_WORDS
from nagara_web.ui.paging import kept_query, one_page

__all__ = ["console", "console_csv", "remind"]

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
    context = {
        "scope": scope,
        "console": found,
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


@signed_in
@says_why
def remind(request: SignedInRequest, slug: str) -> HttpResponse:
    """Write to silent cities: the letter is shown before it is sent."""
    scope = console_for(standing(request), slug)
    if not scope.manages:
        raise Http404
    rows = [row for row in queries.console_of(scope).rows if row.waits_for_city]
    chosen = request.GET.getlist("city") or [str(row.city.pk) for row in rows if row.is_silent]
    text = with_braces(str(LETTERS["reminder"].body)).replace("{year}", str(scope.round.year))
    form = RemindForm(
        [(str(row.city.pk), row.city.name) for row in rows],
        request.POST if request.method == "POST" else None,
        initial={"cities": chosen, "text": text},
    )
    if request.method == "POST" and form.is_valid():
        ids = [int(each) for each in form.cleaned_data["cities"]]
        typed = form.cleaned_data["text"].replace("\r\n", "\n")
        own_text = "" if typed.strip() == text.strip() else typed
        sent = actions.remind(scope.round.pk, ids, person_id=request.user.pk, text=own_text)
        said = ngettext("Written to %(count)s city.", "Written to %(count)s cities.", len(sent))
        messages.success(request, said % {"count": len(sent)})
        return redirect("console", slug=slug)
    crumbs = [
        (_("My work"), reverse("work")),
        (scope.round.title, reverse("console", args=[slug])),
        (_("Write to silent cities"), ""),
    ]
    context = {
        "form": form,
        "title": _("Write to silent cities"),
        "lead": _("Officers and heads of the chosen cities get this letter. You see it before it is sent."),
        "button": _("Send the letters"),
        "crumbs": crumbs,
    }
    return render(request, "rounds/form.html", context, status=400 if form.errors else 200)
