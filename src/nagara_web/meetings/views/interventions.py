"""Interventions of one meeting, the archive of all, and their files."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nagara_web.accounts.requests import SignedInRequest, signed_in, standing
from nagara_web.meetings import actions, queries
from nagara_web.meetings.access import meetings_for, seat_at, statement_for
from nagara_web.meetings.forms import InterventionForm
from nagara_web.meetings.refusals import NotYoursError, says_why
from nagara_web.meetings.rendering import CONTENT_TYPES
from nagara_web.meetings.views.rooms import room
from nagara_web.ui.asked import number_in
from nagara_web.ui.paging import kept_query, one_page

__all__ = ["archive", "interventions", "show", "statement_file"]

NOTHING_RUNS: Final = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


@signed_in
@says_why
def interventions(request: SignedInRequest, slug: str) -> HttpResponse:
    """What was said; a delegation keeps its own text here, the secretariat anybody's."""
    seat = seat_at(standing(request), slug)
    form = InterventionForm(seat, *((request.POST, request.FILES) if request.method == "POST" else ()))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        city_id, item_id = (number_in(given[name]) for name in ("city", "item"))
        if not seat.speaks_for(city_id):
            raise NotYoursError(_("A delegation keeps its own interventions; the secretariat keeps those of others."))
        actions.add_intervention(
            seat.meeting.pk,
            given["text"],
            city_id=city_id,
            organisation=given.get("organisation", ""),
            language=given["language"],
            item_id=item_id,
            is_public=given["is_public"],
            file=given["file"],
            person_id=request.user.pk,
            role=seat.role,
        )
        messages.success(request, _("The intervention is kept."))
        return redirect("meeting_interventions", slug=slug)
    words, item = request.GET.get("q", "").strip(), request.GET.get("item", "")
    found = queries.interventions_of(seat.meeting, words=words, item=item)
    context = {
        "rows": [(each, seat.speaks_for(each.city_id)) for each in found],
        "form": form,
        "words": words,
        "item": item,
        "items": seat.meeting.agenda.all(),
        "count": seat.meeting.interventions.count(),
    }
    status = 400 if form.errors else 200
    return room(request, seat, "meeting_interventions", "meetings/interventions.html", context, status=status)


@require_POST
@signed_in
@says_why
def show(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Make an intervention public, or close it again; its delegation and the secretariat may."""
    seat = seat_at(standing(request), slug)
    kept = seat.intervention(pk)
    if not seat.speaks_for(kept.city_id):
        raise NotYoursError(_("A delegation keeps its own interventions; the secretariat keeps those of others."))
    is_public = request.POST.get("to") == "public"
    actions.show_intervention(kept, is_public=is_public, person_id=request.user.pk, role=seat.role)
    return redirect("meeting_interventions", slug=slug)


@require_safe
def archive(request: HttpRequest) -> HttpResponse:
    """What was said at all meetings, as far as the reader may know it."""
    who = standing(request)
    asked = {name: request.GET.get(name, "").strip() for name in ("words", "meeting", "speaker")}
    rooms = [each.pk for each in meetings_for(who)] if who.person_id is not None else []
    found = queries.archive(rooms, **asked)
    page = one_page(request, found.rows)
    crumbs = [(_("Home"), "/"), (_("Meetings"), reverse("meetings")), (_("Interventions"), "")]
    context = {"archive": found, "page": page, "asked": asked, "kept": kept_query(request), "crumbs": crumbs}
    return render(request, "meetings/archive.html", context)


@require_safe
def statement_file(request: HttpRequest, slug: str, pk: int, name: str) -> HttpResponse:
    """The file of an intervention, byte for byte as it came in; nothing in it may run."""
    kept = statement_for(standing(request), slug, pk)
    with kept.file.open("rb") as file:
        content = file.read()
    ending = kept.file_name.rpartition(".")[2].lower()
    response = HttpResponse(content, content_type=CONTENT_TYPES[ending])
    response["Content-Security-Policy"] = NOTHING_RUNS
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Disposition"] = f'attachment; filename="{slug}-{kept.pk}.{ending}"'
    if not kept.is_public:
        patch_cache_control(response, private=True, no_store=True)
    return response
