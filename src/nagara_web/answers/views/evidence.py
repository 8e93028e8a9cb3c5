"""Attach a file to an answer, read it, mark it as removed."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from nagara_web.accounts.requests import SignedInRequest, signed_in
from nagara_web.answers.edits import Locked
from nagara_web.answers.evidence import NotTaken, attach_evidence, remove_evidence
from nagara_web.answers.form_queries import one_evidence
from nagara_web.answers.models import Evidence
from nagara_web.answers.views.page import Visit, visit_of
from nagara_web.answers.views.saving import locked_page
from nagara_web.ui.asked import number_in

__all__ = ["evidence_attach", "evidence_file", "evidence_remove"]


@require_POST
@signed_in
def evidence_attach(request: SignedInRequest, pk: int) -> HttpResponse:
    """Keep a file with a row or one of its answers."""
    visit = visit_of(request, pk, write=True)
    upload, place = request.FILES.get("file"), request.POST.get("place", "")
    table, _slash, rest = place.partition("/")
    row_id = number_in(rest.partition("/")[0])
    if row_id is None or not visit.row(table, row_id):
        raise Http404
    try:
        if upload is None:
            messages.warning(request, _("Choose a file to attach."))
        else:
            kept = attach_evidence(pk, place=place[:200], upload=upload, person_id=visit.person_id)
            messages.success(request, _("Attached %(name)s.") % {"name": kept.name})
    except NotTaken as refused:
        messages.warning(request, str(refused))
    except Locked as locked:
        return locked_page(request, visit, locked)
    return HttpResponseRedirect(_back(request, visit))


@require_GET
@signed_in
def evidence_file(request: SignedInRequest, pk: int, evidence_id: int) -> HttpResponse:
    """The file, only to be kept and never to be shown inside the site."""
    kept = _kept(visit_of(request, pk), evidence_id)
    answer = FileResponse(kept.file.open("rb"), as_attachment=True, filename=kept.name)
    answer["Content-Type"] = "application/octet-stream"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "private, no-store"
    return cast("HttpResponse", answer)  # FileResponse is a HttpResponseBase to the stubs


@require_POST
@signed_in
def evidence_remove(request: SignedInRequest, pk: int, evidence_id: int) -> HttpResponse:
    """Mark a file as removed."""
    visit = visit_of(request, pk, write=True)
    kept = _kept(visit, evidence_id)
    try:
        remove_evidence(kept.pk, person_id=visit.person_id)
    except Locked as locked:
        return locked_page(request, visit, locked)
    messages.success(request, _("Removed %(what)s.") % {"what": kept.name})
    return HttpResponseRedirect(_back(request, visit))


def _kept(visit: Visit, evidence_id: int) -> Evidence:
    found = one_evidence(visit.answer_set.pk, evidence_id)
    if found is None:
        raise Http404
    return found


def _back(request: SignedInRequest, visit: Visit) -> str:
    back = request.POST.get("back", "")
    is_ours = back.startswith(visit.address) and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return back if is_ours else visit.address
