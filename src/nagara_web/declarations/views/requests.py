"""What is asked of others: the list, one request with its thread, and the step that opens it from a clause."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nagara_web.accounts.requests import SignedInRequest, signed_in, standing
from nagara_web.declarations import access, queries
from nagara_web.declarations.actions import requests as actions
from nagara_web.declarations.errors import DeclarationRefusedError
from nagara_web.declarations.forms import EntryForm, RequestForm
from nagara_web.declarations.queries.promises import is_overdue
from nagara_web.declarations.views.asking import acting, ask, crumbs_of, crumbs_to
from nagara_web.ui.asked import number_in

__all__ = ["declaration_request", "declaration_request_add", "declaration_requests"]


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def declaration_requests(request: SignedInRequest) -> HttpResponse:
    """Everything that was asked of others, with how long it waits; a clause that asks opens its requests here."""
    who = standing(request)
    access.must_keep_register(who)
    if request.method == "POST":
        slug, _dot, key = request.POST.get("clause", "").partition(".")
        clause = queries.clause(access.must_keep(who, slug).pk, key)
        return _open(request, clause, reverse("declaration_request_add", args=[slug, key]))
    today = timezone.localdate()
    rows = [(each, is_overdue(each, today)) for each in queries.all_requests(who)]
    title = _("Asked of others")
    context = {
        "rows": rows,
        "overdue": sum(late for _each, late in rows),
        "crumbs": [*crumbs_to(), (title, request.path)],
        "title": title,
        "asking": queries.clauses_that_ask(who),
    }
    return render(request, "declarations/requests.html", context)


def _open(request: SignedInRequest, clause: queries.Clause, otherwise: str) -> HttpResponse:
    """Open the requests of a clause in one step; where that cannot be, show the form and say why."""
    try:
        made = actions.open_requests(clause.pk, **acting(request))
    except DeclarationRefusedError as refused:
        messages.warning(request, refused.sentence)
        return redirect(otherwise)
    messages.success(request, _("The request is open. Enter when it is sent."))
    return redirect(
        reverse("declaration_request", args=[made[0].pk]) if len(made) == 1 else reverse("declaration_requests")
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def declaration_request_add(request: SignedInRequest, slug: str, key: str) -> HttpResponse:
    """Open the record of what a clause asks of somebody else."""
    who = standing(request)
    document = access.must_keep(who, slug)
    clause = queries.clause(document.pk, key)
    said = {"addressee": ", ".join(clause.addressees), "asks": clause.words.get(document.language, "")[:400]}
    parts = [(str(each.pk), f"{clause.key}.{each.key} {each.words[:80]}") for each in clause.parts.all()]
    form = RequestForm(request.POST or None, initial=said, parts=parts)

    def act() -> str:
        given = dict(form.cleaned_data)
        part_id = number_in(given.pop("part", ""))
        made = actions.add_request(clause.pk, part_id=part_id, **given, **acting(request))
        return reverse("declaration_request", args=[made.pk])

    return ask(
        request,
        form,
        act,
        title=_("Ask somebody else"),
        button=_("Open this request"),
        done=_("The request is open. Enter when it is sent."),
        crumbs=crumbs_of(document),
        lead=clause.words.get(document.language, ""),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def declaration_request(request: SignedInRequest, pk: int) -> HttpResponse:
    """One request with its thread; a step is added, never changed."""
    who = standing(request)
    found = queries.request(who, pk)
    kind = "sent" if found.sent_on is None else "note"
    form = EntryForm(request.POST or None, initial={"on": timezone.localdate(), "kind": kind})

    def act() -> str:
        actions.add_entry(pk, **form.cleaned_data, **acting(request))
        return reverse("declaration_request", args=[pk])

    return ask(
        request,
        form,
        act,
        title=found.addressee,
        button=_("Add this step"),
        done=_("The step is added."),
        crumbs=[*crumbs_to(), (_("Asked of others"), reverse("declaration_requests"))],
        template="declarations/request.html",
        found=found,
        is_overdue=is_overdue(found, timezone.localdate()),
    )
