"""Forms to take away, files that come back, and what they would change."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_http_methods

from nagara_web.accounts.requests import SignedInRequest, signed_in
from nagara_web.answers import handing_out
from nagara_web.answers.edits import Conflict, Locked, NotToBeApplied
from nagara_web.answers.models import Upload
from nagara_web.answers.queries import one_upload, uploads_of
from nagara_web.answers.upload_form import ApplyForm, StopsAtLimit, UploadForm, most_megabytes
from nagara_web.answers.upload_page import upload_page
from nagara_web.answers.uploads import apply_upload, discard_upload, keep_read, look_into, receive_upload
from nagara_web.answers.views.page import Visit, visit_of

__all__ = ["answers_csv", "phone_form", "upload", "upload_check", "workbook"]

WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@csrf_exempt  # so that the guard stands before anything is read; what is read is checked below
def upload(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a file in, with a guard that reads no more than the site takes."""
    request.upload_handlers = [StopsAtLimit(request), *request.upload_handlers]
    return csrf_protect(_upload)(request, pk)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def _upload(request: SignedInRequest, pk: int) -> HttpResponse:
    visit = visit_of(request, pk, write=request.method == "POST")
    form = UploadForm()
    if request.method == "POST" and visit.is_open:
        data, files = request.POST, request.FILES  # reading them is what runs the guard
        form = UploadForm(data, files, is_too_large="nagara.too-large" in request.META)
        if form.is_valid():
            made = receive_upload(pk, form.cleaned_data["file"], person_id=visit.person_id)
            return redirect("upload_check", pk, made.pk)
    context = {
        "visit": visit,
        "form": form,
        "uploads": uploads_of(pk),
        "limit": most_megabytes(),
        "crumbs": _crumbs(visit, _("Workbook and phones"), None),
    }
    return render(request, "answers/upload.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def upload_check(request: SignedInRequest, pk: int, upload_id: int) -> HttpResponse:
    """Show what a file would change, and apply it or put it away."""
    visit = visit_of(request, pk, write=request.method == "POST")
    found = one_upload(pk, upload_id)
    if found is None:
        raise Http404
    if request.method == "POST":
        return _decide(request, visit, found)
    context = {
        "visit": visit,
        "page": upload_page(found),
        "states": Upload.State,
        "crumbs": _crumbs(visit, found.name, reverse("upload", args=[pk])),
    }
    return render(request, "answers/upload_check.html", context)


def _decide(request: SignedInRequest, visit: Visit, found: Upload) -> HttpResponse:
    what = request.POST.get("do", "")
    here = redirect("upload_check", visit.answer_set.pk, found.pk)
    if what == "discard":
        discard_upload(found.pk, person_id=visit.person_id)
        messages.info(request, _("The file %(name)s is put away. Nothing of it was applied.") % {"name": found.name})
        return redirect("upload", visit.answer_set.pk)
    if what == "again":
        keep_read(found.pk, look_into(found.pk))
        return here
    form = ApplyForm(request.POST)
    form.is_valid()
    try:
        change = apply_upload(
            found.pk,
            person_id=visit.person_id,
            take_file=form.cleaned_data["take_file"],
            empty_too=form.cleaned_data["empty_too"],
        )
    except Conflict:
        keep_read(found.pk, look_into(found.pk))
        messages.warning(
            request,
            _("Somebody changed the same answers while you read this page. Nothing was applied. Look at it again."),
        )
        return here
    except Locked as locked:
        messages.warning(request, _("Nothing was applied: %(reason)s") % {"reason": locked.sentence})
        return here
    except NotToBeApplied:
        messages.warning(request, _("This file cannot be applied any more. Send it again."))
        return here
    count = change.row_changes.count() if change.key == f"upload:{found.pk}" else 0
    said = ngettext("%(count)s row was changed from the file.", "%(count)s rows were changed from the file.", count)
    messages.success(request, said % {"count": count})
    return redirect("answers", visit.answer_set.pk)


@require_GET
@signed_in
def workbook(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give out the workbook with every answer so far, in the language of the page."""
    visit = visit_of(request, pk)
    data = handing_out.workbook(visit.answer_set, get_language() or "en")
    return _file(data, WORKBOOK_TYPE, f"{handing_out.file_name(visit.answer_set)}.xlsx")


@require_GET
@signed_in
def answers_csv(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give out the CSV folder with every answer so far."""
    visit = visit_of(request, pk)
    data = handing_out.csv_folder_zip(visit.answer_set)
    return _file(data, "application/zip", f"{handing_out.file_name(visit.answer_set)}-csv.zip")


@require_GET
@signed_in
def phone_form(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give out the form for phones."""
    visit_of(request, pk)
    return _file(handing_out.phone_form(), WORKBOOK_TYPE, "nagara-phone-form.xlsx")


def _file(data: bytes, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _crumbs(visit: Visit, words: str, above: str | None) -> list[tuple[str, str]]:
    title = _("%(city)s %(year)s") % {"city": visit.answer_set.city, "year": visit.answer_set.year}
    crumbs = [(title, visit.address)]
    if above is not None:
        crumbs.append((_("Workbook and phones"), above))
    return cast("list[tuple[str, str]]", [*crumbs, (words, "")])
