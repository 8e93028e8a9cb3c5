"""Papers: made from the data, uploaded, distributed, made again, read."""

from __future__ import annotations

import re
from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from nagara.meetings.paper import PaperKind
from nagara_web.accounts.requests import SignedInRequest, signed_in, standing
from nagara_web.meetings import actions, queries
from nagara_web.meetings.access import file_for, seat_at
from nagara_web.meetings.forms import PaperForm, UploadForm
from nagara_web.meetings.refusals import says_why
from nagara_web.meetings.rendering import BUILDERS, CONTENT_TYPES
from nagara_web.meetings.views.rooms import room, simple_form
from nagara_web.places.queries import city_by_id

__all__ = ["again", "distribute", "paper_file", "papers", "place", "upload"]

HASH: Final = re.compile(rb"style-src '(sha256-[A-Za-z0-9+/=]+)'")
ONLY_ITS_STYLE: Final = (
    "default-src 'none'; style-src '{}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
READ_IN_PLACE: Final = frozenset({"html", "pdf", "txt", "json"})


@signed_in
@says_why
def papers(request: SignedInRequest, slug: str) -> HttpResponse:
    """The numbered papers, and the form that makes them."""
    seat = seat_at(standing(request), slug)
    rows = queries.papers_of(seat.meeting) if seat.prepares else queries.public_papers_of(seat.meeting)
    languages = sorted({code for each in rows for code in each.versions.all()[0].languages}) or ["en"]
    initial = {"kinds": list(BUILDERS), "cutoff": timezone.localdate(), "languages": languages}
    form = PaperForm(seat, request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST":
        seat.must_prepare()
        if form.is_valid():
            given = form.cleaned_data
            kinds = {"cutoff": given["cutoff"], "languages": given["languages"], "role": seat.role}
            for kind in given["kinds"]:
                actions.make_paper(seat.meeting.pk, kind, standing=seat.standing, **kinds)
            if given["city"]:
                city = city_by_id(int(given["city"]))
                home = PaperKind.REPORT_HOME
                actions.make_paper(seat.meeting.pk, home, city=city, standing=seat.standing, **kinds)
            messages.success(request, _("The papers are made. Read them, then distribute them."))
            return redirect("meeting_papers", slug=slug)
    waiting = sum(each.newest.distributed_on is None for each in rows) if seat.prepares else 0
    status = 400 if form.errors else 200
    return room(
        request,
        seat,
        "meeting_papers",
        "meetings/papers.html",
        {"papers": rows, "form": form, "waiting": waiting, "items": seat.meeting.agenda.all()},
        status=status,
    )


@signed_in
@says_why
def upload(request: SignedInRequest, slug: str) -> HttpResponse:
    """Give a file of one's own the next number."""
    seat = seat_at(standing(request), slug)
    seat.must_prepare()
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file, title = form.cleaned_data["file"], form.cleaned_data["title"]
        actions.upload_paper(seat.meeting.pk, file, title=title, person_id=request.user.pk, role=seat.role)
        return redirect("meeting_papers", slug=slug)
    return simple_form(request, seat, "paper_upload", form, title=_("Add a file"), button=_("Add the file"))


@require_POST
@signed_in
@says_why
def distribute(request: SignedInRequest, slug: str) -> HttpResponse:
    """Let everybody read the papers that were chosen, or all that wait."""
    seat = seat_at(standing(request), slug)
    seat.must_prepare()
    chosen = set(request.POST.getlist("paper"))
    waiting = [each for each in queries.papers_of(seat.meeting) if each.newest.distributed_on is None]
    waiting = [each for each in waiting if str(each.pk) in chosen or (not chosen and each.kind != "report-home")]
    for each in waiting:
        actions.distribute(each.newest, person_id=request.user.pk, role=seat.role)
    count = len(waiting)
    said = ngettext("%(count)s paper is distributed.", "%(count)s papers are distributed.", count)
    messages.success(request, said % {"count": count})
    return redirect("meeting_papers", slug=slug)


@require_POST
@signed_in
@says_why
def again(request: SignedInRequest, slug: str, pk: int, revision: int) -> HttpResponse:
    """Make a paper again from its record, and say whether it is the same, byte for byte."""
    seat = seat_at(standing(request), slug)
    seat.must_prepare()
    version = queries.version_of(seat.paper(pk), revision)
    if not version.record:
        messages.warning(request, _("This paper was uploaded; there is no record to make it from."))
        return redirect("meeting_papers", slug=slug)
    made = actions.make_again(version)
    values = {"paper": str(version), "files": ", ".join(made.different)}
    if made.is_identical:
        messages.success(request, _("%(paper)s was made again: every file is the same, byte for byte.") % values)
    else:
        text = _(
            "%(paper)s was made again and came out differently: %(files)s. Another version of the software made it."
        )
        messages.warning(request, text % values)
    return redirect("meeting_papers", slug=slug)


@require_POST
@signed_in
@says_why
def place(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Put a paper to an item of the agenda, or to none."""
    seat = seat_at(standing(request), slug)
    seat.must_prepare()
    asked = request.POST.get("item", "")
    item = seat.item(int(asked)) if asked.isdecimal() else None
    actions.place_paper(seat.paper(pk), item, person_id=request.user.pk, role=seat.role)
    return redirect("meeting_papers", slug=slug)


@require_safe
def paper_file(request: HttpRequest, slug: str, number: int, revision: int, name: str) -> HttpResponse:
    """One file of a paper; a page bears its own style, and that style is all that may run."""
    found = file_for(standing(request), slug, number, revision, name)
    with found.file.open("rb") as file:
        content = file.read()
    response = HttpResponse(content, content_type=CONTENT_TYPES[found.kind])
    style = HASH.search(content[:2000]) if found.kind == "html" else None
    response["Content-Security-Policy"] = ONLY_ITS_STYLE.format(style[1].decode() if style else "none")
    response["X-Content-Type-Options"] = "nosniff"
    manner = "inline" if found.kind in READ_IN_PLACE else "attachment"
    response["Content-Disposition"] = f'{manner}; filename="{slug}-{number}-rev{revision}-{found.name}"'
    if found.version.distributed_on is None:
        patch_cache_control(response, private=True, no_store=True)
    return response
