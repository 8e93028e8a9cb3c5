"""Measures of parts and links between texts, on the desk of a document."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nagara_web.accounts.requests import SignedInRequest, signed_in, standing
from nagara_web.accounts.standing import Role, Standing
from nagara_web.declarations import access, queries
from nagara_web.declarations.actions import promises as actions
from nagara_web.declarations.errors import DeclarationRefusedError
from nagara_web.declarations.forms import LinkForm, MeasureForm
from nagara_web.declarations.measure_page import given_measure, initial_of, written
from nagara_web.declarations.nouns import code_of
from nagara_web.declarations.views.asking import By, acting, ask, crumbs_of, do

__all__ = [
    "declaration_links",
    "declaration_measure",
]


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def declaration_measure(request: SignedInRequest, slug: str, key: str, letter: str) -> HttpResponse:
    """Say how a part is measured; while it is written, see whether a stranger could check it."""
    who = standing(request)
    document = access.must_keep(who, slug)
    part = next((each for each in queries.clause(document.pk, key).parts.all() if each.key == letter), None)
    part = queries.part_by_id(part.pk) if part else None
    if part is None:
        raise Http404
    by = acting(request)
    here = reverse("declaration_measure", args=[slug, key, letter])
    if request.method == "POST" and request.POST.get("do") == "publish":
        return do(request, lambda: _publish(part.pk, by), here)
    standing_measure = queries.measure_of(part.pk, published_only=False)
    networks = None if who.is_administrator else who.networks(Role.SECRETARIAT)
    form = MeasureForm(request.POST or None, network_ids=networks, initial=initial_of(standing_measure))

    def act() -> str:
        if request.POST.get("do") == "check":
            raise DeclarationRefusedError(_("Nothing is saved yet. What is missing stands under the form."))
        actions.write_measure(part.pk, given_measure(form.cleaned_data), **by)
        return here

    return ask(
        request,
        form,
        act,
        title=_("How %(code)s is measured") % {"code": queries.code_of_part(part)},
        button=_("Save this measure"),
        done=_("The measure is saved. A second person publishes it."),
        crumbs=crumbs_of(document),
        template="declarations/measure.html",
        part=part,
        document=document,
        measure=standing_measure,
        may_publish=standing_measure is not None and standing_measure.made_by_id != request.user.pk,
        check=written(part, form, standing_measure),
    )


def _publish(part_id: int, by: By) -> str:
    actions.publish_measure(part_id, **by)
    return _("The measure is published.")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def declaration_links(request: SignedInRequest, slug: str) -> HttpResponse:
    """What a document and its clauses continue: linked by one person, published by another."""
    who = standing(request)
    document = access.must_keep(who, slug)
    by = acting(request)
    here = reverse("declaration_links", args=[slug])
    what = request.POST.get("do", "")
    if request.method == "POST" and what:
        return do(request, lambda: _decide_link(who, what, by), here)
    codes = [(code, code.partition(".")[2] or document.title) for code in _codes(document)]
    form = LinkForm(request.POST or None, codes=codes)

    def act() -> str:
        given = form.cleaned_data
        actions.add_link(
            given["later"],
            given["earlier"].strip().replace("/", "."),
            relation=given["relation"],
            reason=given["reason"],
            basis="text" if given["is_said"] else "reading",
            **by,
        )
        return here

    return ask(
        request,
        form,
        act,
        title=_("What it continues"),
        button=_("Add this link"),
        done=_("The link is added. A second person publishes it."),
        crumbs=crumbs_of(document),
        template="declarations/links.html",
        document=document,
        links=queries.links_of_document(document, published_only=False),
    )


def _decide_link(who: Standing, what: str, by: By) -> str:
    verb, _dash, number = what.partition("-")
    if not number.isdecimal():
        raise Http404
    found = queries.link(who, int(number))
    if verb == "publish":
        actions.publish_link(found.pk, **by)
        return _("The link is published.")
    actions.remove_link(found.pk, **by)
    return _("The link is removed. The log keeps what it said.")


def _codes(document: queries.Document) -> list[str]:
    found = [document.slug]
    for clause in queries.clauses_of(document.pk):
        found.append(code_of(document, clause))
        found += [code_of(document, clause, part) for part in clause.parts.all()]
    return found
