"""The desk of agreements: what waits, one agreement with everything that can be done, its own facts."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nagara_web.accounts.requests import SignedInRequest, signed_in, standing
from nagara_web.accounts.standing import Standing
from nagara_web.agreements import access, actions, queries
from nagara_web.agreements.access import networks_of
from nagara_web.agreements.actions import NewAgreement
from nagara_web.agreements.forms import AgreementForm, FileForm, PartnerForm, TakeBackForm
from nagara_web.agreements.views.asking import ask, by, crumbs_of, crumbs_to, do

__all__ = ["change", "desk", "desks", "file", "new", "partner", "publish", "take_back"]


@require_safe
@signed_in
def desks(request: SignedInRequest) -> HttpResponse:
    """Everything on which somebody works: what is late, what waits for a second person, all agreements."""
    who = standing(request)
    mine = queries.my_agreements(who, timezone.localdate())
    if not mine.keeps and not mine.lines:
        access.must_keep_register(who)
    waiting = queries.waiting_entries(access.agreements_for(who)) if mine.keeps else ()
    context = {
        "mine": mine,
        "waiting": waiting,
        "late": [(line, duty) for line in mine.lines if line.agreement.published_at for duty in line.late],
        "partners": queries.partners() if mine.keeps else (),
        "crumbs": crumbs_to(),
    }
    return render(request, "agreements/desks.html", context)


@require_safe
@signed_in
def desk(request: SignedInRequest, slug: str) -> HttpResponse:
    """One agreement: what it says, what is waiting, and what this person may do."""
    hand = access.hand_on(standing(request), slug)
    line = queries.agreement_line(queries.whole_agreement(hand.agreement.pk), timezone.localdate())
    context = {
        "hand": hand,
        "line": line,
        "agreement": line.agreement,
        "speaks_for": [each.obligation.pk for each in line.duties if hand.speaks_for(each.obligation)],
        "waiting": [each for each in line.agreement.entries.all() if each.published_at is None],
        "is_own": line.agreement.made_by_id == request.user.pk,
        "crumbs": crumbs_of(hand),
    }
    return render(request, "agreements/desk.html", context)


def _own(who: Standing) -> frozenset[int] | None:
    """Networks under which somebody may put an agreement; ``None`` for all."""
    return None if who.is_administrator else networks_of(who)


def _fields(form: AgreementForm) -> NewAgreement:
    given: dict[str, Any] = dict(form.cleaned_data)
    network = given.pop("network")
    return NewAgreement(**given, network_id=int(network) if network else None)


@signed_in
def new(request: SignedInRequest) -> HttpResponse:
    """Enter an agreement."""
    who = standing(request)
    access.must_keep_register(who)
    own = _own(who)
    only = next(iter(own)) if own is not None and len(own) == 1 else ""
    form = AgreementForm(own, request.POST or None, initial={"language": "en", "network": only})

    def act() -> str:
        made = actions.add_agreement(_fields(form), **by(request, access.acting_role(who)))
        return reverse("agreement_desk", args=[made.slug])

    return ask(
        request,
        form,
        act,
        title=_("Enter an agreement"),
        button=_("Enter this agreement"),
        done=_("The agreement is entered. Add its parties and what it obliges them to."),
        crumbs=crumbs_to(),
    )


@signed_in
def change(request: SignedInRequest, slug: str) -> HttpResponse:
    """Change what an agreement says of itself."""
    who = standing(request)
    hand = access.hand_on(who, slug)
    hand.must_keep()
    found = hand.agreement
    initial = {name: getattr(found, name) for name in asdict(NewAgreement(title="", kind=""))}
    form = AgreementForm(_own(who), request.POST or None, initial={**initial, "network": found.network_id or ""})

    def act() -> str:
        fields = asdict(_fields(form)) | {"is_invented": found.is_invented}
        actions.change_agreement(found.pk, NewAgreement(**fields), **by(request, hand.role))
        return reverse("agreement_desk", args=[slug])

    return ask(
        request,
        form,
        act,
        title=_("Change the agreement"),
        button=_("Save the agreement"),
        done=_("The agreement is saved."),
        crumbs=crumbs_of(hand),
    )


@signed_in
def file(request: SignedInRequest, slug: str) -> HttpResponse:
    """Add the document of an agreement."""
    hand = access.hand_on(standing(request), slug)
    hand.must_keep()
    form = FileForm(request.POST or None, request.FILES or None)

    def act() -> str:
        actions.add_file(hand.agreement.pk, form.cleaned_data["file"], **by(request, hand.role))
        return reverse("agreement_desk", args=[slug])

    return ask(
        request,
        form,
        act,
        title=_("Add the document"),
        button=_("Add the document"),
        done=_("The document is added."),
        crumbs=crumbs_of(hand),
    )


@require_POST
@signed_in
def publish(request: SignedInRequest, slug: str) -> HttpResponse:
    """Publish an agreement, as the second person."""
    hand = access.hand_on(standing(request), slug)
    hand.must_keep()

    def act() -> str:
        actions.publish_agreement(hand.agreement.pk, **by(request, hand.role))
        return _("The agreement is published.")

    return do(request, act, reverse("agreement_desk", args=[slug]))


@signed_in
def take_back(request: SignedInRequest, slug: str) -> HttpResponse:
    """Take a published agreement back to correct it."""
    hand = access.hand_on(standing(request), slug)
    hand.must_keep()
    form = TakeBackForm(request.POST or None)

    def act() -> str:
        actions.take_back_agreement(hand.agreement.pk, form.cleaned_data["because"], **by(request, hand.role))
        return reverse("agreement_desk", args=[slug])

    return ask(
        request,
        form,
        act,
        title=_("Take the agreement back"),
        button=_("Take it back"),
        done=_("The agreement is taken back. Correct it; a second person publishes it again."),
        crumbs=crumbs_of(hand),
        lead=_("Nobody else reads it until a second person publishes it again. What was said of it stays."),
    )


@signed_in
def partner(request: SignedInRequest, slug: str = "") -> HttpResponse:
    """Write a partner down, or change one."""
    who = standing(request)
    access.must_keep_register(who)
    found = access.partner_to_keep(who, slug) if slug else None
    initial = {"name": found.name, "kind": found.kind, "home_page": found.home_page} if found else None
    form = PartnerForm(request.POST or None, initial=initial)

    def act() -> str:
        invented = bool(found and found.is_invented)
        role = access.acting_role(who)
        actions.keep_partner(**form.cleaned_data, slug=slug, is_invented=invented, **by(request, role))
        return reverse("agreement_desks") + "#partners"

    return ask(
        request,
        form,
        act,
        title=found.name if found else _("Write a partner down"),
        button=_("Save the partner"),
        done=_("The partner is saved."),
        crumbs=crumbs_to(),
    )
