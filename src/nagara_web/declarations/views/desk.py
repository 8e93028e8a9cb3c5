"""The desk of the secretariat: documents that come in, are confirmed as a whole, and published by a second person."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from nagara_web.accounts.requests import SignedInRequest, signed_in, standing
from nagara_web.accounts.standing import Role
from nagara_web.declarations import access, queries
from nagara_web.declarations.actions import clauses as clause_actions
from nagara_web.declarations.actions import correcting
from nagara_web.declarations.actions import documents as actions
from nagara_web.declarations.actions.importing import publish_text, receive_text
from nagara_web.declarations.desk_page import desk_page
from nagara_web.declarations.errors import DeclarationRefusedError
from nagara_web.declarations.forms import EditForm, NewDocumentForm, NewSessionForm, SendBackForm, TextForm
from nagara_web.declarations.views.asking import By, acting, ask, crumbs_of, crumbs_to, do
from nagara_web.ui.asked import number_in
from nagara_web.ui.large_files import StopsAtLimit, is_too_large

__all__ = [
    "declaration_desk",
    "declaration_desks",
    "declaration_edit",
    "declaration_meeting",
    "declaration_new",
    "declaration_send_back",
    "declaration_text",
]


@require_safe
@signed_in
def declaration_desks(request: SignedInRequest) -> HttpResponse:
    """All documents that somebody works on."""
    who = standing(request)
    access.must_keep_register(who)
    context = {"documents": queries.on_desk(who), "crumbs": crumbs_to()}
    return render(request, "declarations/desks.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def declaration_meeting(request: SignedInRequest) -> HttpResponse:
    """Put a meeting into the list, and its forum if that is new."""
    who = standing(request)
    access.must_keep_register(who)
    form = NewSessionForm(request.POST or None)

    def act() -> str:
        given, by = form.cleaned_data, acting(request)
        forum = given["forum"] or actions.add_forum(slug=given["new_slug"], name=given["new_forum"], **by)
        names = ("year", "place", "starts_on", "ends_on", "theme")
        made = actions.add_session(forum.slug, **{name: given[name] for name in names}, **by)
        return f"{reverse('declaration_new')}?session={made.pk}"

    return ask(
        request,
        form,
        act,
        title=_("Add a meeting"),
        button=_("Add this meeting"),
        done=_("The meeting is in the list. Bring its document in."),
        crumbs=crumbs_to(),
    )


@csrf_exempt  # so that the guard stands before anything is read; what is read is checked below
def declaration_new(request: HttpRequest) -> HttpResponse:
    """Bring a declaration in, with a guard that reads no more than the site takes."""
    request.upload_handlers = [StopsAtLimit(request), *request.upload_handlers]
    return csrf_protect(_new)(request)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def _new(request: SignedInRequest) -> HttpResponse:
    who = standing(request)
    access.must_keep_register(who)
    form = NewDocumentForm(initial={"session": request.GET.get("session"), "language": "en"})
    if request.method == "POST":
        form = NewDocumentForm(request.POST, request.FILES, is_too_large=is_too_large(request))

    def act() -> str:
        given, by = form.cleaned_data, acting(request)
        own = sorted(who.networks(Role.SECRETARIAT))
        names = ("title", "kind", "variant", "language", "adopted_on")
        sources = [{"url": given["source_url"], "title": ""}] if given["source_url"] else []
        made = actions.add_document(
            given["session"].pk,
            **{name: given[name] for name in names},
            sources=sources,
            network_id=own[0] if own else None,
            **by,
        )
        receive_text(made.pk, given["file"], language=given["language"], **by)
        return reverse("declaration_desk", args=[made.slug])

    return ask(
        request,
        form,
        act,
        title=_("Bring a declaration in"),
        button=_("Read the file"),
        done="",
        crumbs=crumbs_to(),
        lead=_("The file is read into clauses, and you confirm them one by one. Nobody else sees anything before."),
        template="declarations/new.html",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def declaration_desk(request: SignedInRequest, slug: str) -> HttpResponse:
    """One document: its text with what was proposed, and what still waits for a person."""
    who = standing(request)
    document = access.must_keep(who, slug)
    if request.method == "POST":
        return _decide(request, document, acting(request))
    page = desk_page(document, request.user.pk, request)
    context = {"page": page, "document": document, "crumbs": crumbs_of(document)}
    return render(request, "declarations/desk.html", context)


def _decide(request: SignedInRequest, document: queries.Document, by: By) -> HttpResponse:
    what = request.POST.get("do", "")
    if document.corrects is not None and what in {"publish", "give-up"}:
        return _end_correction(request, document, document.corrects, by)

    def act() -> str:
        if what == "confirm-above":
            count = clause_actions.confirm_above(document.pk, **by)
            said = ngettext("%(count)s clause is confirmed.", "%(count)s clauses are confirmed.", count)
            return said % {"count": count}
        if what == "take-back":
            clause_actions.take_back(document.pk, **by)
            return _("The last change is taken back.")
        if what == "confirm-document":
            (correcting.confirm_correction if document.is_correction else actions.confirm_document)(document.pk, **by)
            return _("The document is confirmed. A second person publishes it.")
        if what.startswith("publish-text-"):
            edition = queries.text_edition(document, number_in(what.removeprefix("publish-text-")) or 0)
            publish_text(edition.pk, **by)
            return _("The text is published.")
        if what == "publish":
            actions.publish_document(document.pk, **by)
            return _("The document is published.")
        return ""

    return do(request, act, reverse("declaration_desk", args=[document.slug]))


def _end_correction(
    request: SignedInRequest, correction: queries.Document, document: queries.Document, by: By
) -> HttpResponse:
    """Put a correction in the place of its document, or throw it away; both lead back to the document."""
    end, said = correcting.give_up_correction, _("The correction is given up. The document stays as it was.")
    if request.POST.get("do") == "publish":
        end, said = correcting.publish_correction, _("The correction is published. The version before stays readable.")
    try:
        end(correction.pk, **by)
    except DeclarationRefusedError as refused:
        messages.warning(request, refused.sentence)
        return redirect("declaration_desk", correction.slug)
    messages.success(request, said)
    return redirect("declaration_desk", document.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def declaration_send_back(request: SignedInRequest, slug: str) -> HttpResponse:
    """Give a confirmed document back, with a word of why."""
    who = standing(request)
    document = access.must_keep(who, slug)
    form = SendBackForm(request.POST or None)

    def act() -> str:
        actions.send_back(document.pk, why=form.cleaned_data["why"], **acting(request))
        return reverse("declaration_desk", args=[slug])

    title = _("Send %(title)s back") % {"title": document.title}
    return ask(
        request,
        form,
        act,
        title=title,
        button=_("Send it back"),
        done=_("It is sent back."),
        crumbs=crumbs_of(document),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def declaration_edit(request: SignedInRequest, slug: str) -> HttpResponse:
    """Change what is said of a document that is not published."""
    who = standing(request)
    document = access.must_keep(who, slug)
    said = {"title": document.title, "adopted_on": document.adopted_on, "signatories": "\n".join(document.signatories)}
    form = EditForm(request.POST or None, initial=said)

    def act() -> str:
        given = form.cleaned_data
        names = [each.strip() for each in given["signatories"].splitlines() if each.strip()]
        actions.edit_document(
            document.pk,
            title=given["title"],
            adopted_on=given["adopted_on"],
            signatories=names,
            **acting(request),
        )
        return reverse("declaration_desk", args=[slug])

    return ask(
        request,
        form,
        act,
        title=_("Change what is said of the document"),
        button=_("Save the changes"),
        done=_("The changes are saved. The log keeps what stood there before."),
        crumbs=crumbs_of(document),
    )


@csrf_exempt  # as above
def declaration_text(request: HttpRequest, slug: str) -> HttpResponse:
    """Bring in the text in another language, or anew after a refusal."""
    request.upload_handlers = [StopsAtLimit(request), *request.upload_handlers]
    return csrf_protect(_another_text)(request, slug)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def _another_text(request: SignedInRequest, slug: str) -> HttpResponse:
    who = standing(request)
    document = access.must_keep(who, slug)
    form = TextForm(initial={"language": document.language})
    if request.method == "POST":
        form = TextForm(request.POST, request.FILES, is_too_large=is_too_large(request))

    def act() -> str:
        given = form.cleaned_data
        receive_text(
            document.pk,
            given["file"],
            language=given["language"],
            **acting(request),
        )
        return reverse("declaration_desk", args=[slug])

    return ask(
        request,
        form,
        act,
        title=_("Bring a text of the document in"),
        button=_("Read the file"),
        done="",
        crumbs=crumbs_of(document),
        lead=_("A text in another language is laid beside the first one, clause by clause."),
        template="declarations/new.html",
    )
