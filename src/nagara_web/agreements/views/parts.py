"""Parties and obligations of an agreement, and what is said of them."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import islice

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nagara.commitments.obligations import due_days
from nagara_web.accounts.requests import SignedInRequest, signed_in, standing
from nagara_web.agreements import access, actions, queries
from nagara_web.agreements.forms import ObligationForm, PartyForm, SayForm, SayOfAgreementForm
from nagara_web.agreements.nouns import terms_of
from nagara_web.agreements.views.asking import ask, by, crumbs_of, do

__all__ = ["answer_entry", "new_party", "obligation", "remove_obligation", "remove_party", "say", "say_of_agreement"]

AHEAD = timedelta(days=400)
MOST_DAYS = 12


@signed_in
def new_party(request: SignedInRequest, slug: str) -> HttpResponse:
    """Say whom the agreement binds."""
    hand = access.hand_on(standing(request), slug)
    hand.must_keep()
    form = PartyForm(request.POST or None)

    def act() -> str:
        given = form.cleaned_data
        named = {f"{name}_id": int(given[name]) if given[name] else None for name in ("city", "network", "partner")}
        actions.add_party(hand.agreement.pk, **named, party_role=given["role"], **by(request, hand.role))
        return reverse("agreement_desk", args=[slug])

    return ask(
        request,
        form,
        act,
        title=_("Add a party"),
        button=_("Add this party"),
        done=_("The party is added."),
        crumbs=crumbs_of(hand),
        lead=_("Choose one of the three. A partner who is not in the list is written down first."),
        partner_link=reverse("agreement_partner_new"),
    )


@require_POST
@signed_in
def remove_party(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Take a party out."""
    hand = access.hand_on(standing(request), slug)
    hand.must_keep()

    def act() -> str:
        actions.remove_party(hand.party(pk), **by(request, hand.role))
        return _("The party is taken out.")

    return do(request, act, reverse("agreement_desk", args=[slug]))


@signed_in
def obligation(request: SignedInRequest, slug: str, number: int | None = None) -> HttpResponse:
    """Write an obligation down, or change one."""
    hand = access.hand_on(standing(request), slug)
    hand.must_keep()
    parties = queries.parties_of(hand.agreement.pk)
    found = hand.obligation(number) if number is not None else None
    names = ("says", "locator", "first_due", "every_months")
    initial = {name: getattr(found, name) for name in names} | {"party": found.party_id} if found else None
    form = ObligationForm(parties, request.POST or None, initial=initial)

    def act() -> str:
        given = dict(form.cleaned_data)
        party_id = int(given.pop("party"))
        actions.keep_obligation(hand.agreement.pk, party_id=party_id, number=number, **given, **by(request, hand.role))
        return reverse("agreement_desk", args=[slug])

    return ask(
        request,
        form,
        act,
        title=_("Change the obligation") if found else _("Write an obligation down"),
        button=_("Save the obligation"),
        done=_("The obligation is saved."),
        crumbs=crumbs_of(hand),
    )


@require_POST
@signed_in
def remove_obligation(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """Take an obligation out of which nothing was said."""
    hand = access.hand_on(standing(request), slug)
    hand.must_keep()

    def act() -> str:
        actions.remove_obligation(hand.obligation(number), **by(request, hand.role))
        return _("The obligation is taken out.")

    return do(request, act, reverse("agreement_desk", args=[slug]))


def _days_open(duty: queries.Duty, today: date) -> list[date]:
    """Days of a recurring obligation of which something can be said: those that are not done, and the one after."""
    if not duty.obligation.every_months:
        return []
    begin = duty.standing.due or duty.obligation.first_due or today
    return list(
        islice((each for each in due_days(terms_of(duty.obligation), today + AHEAD) if each >= begin), MOST_DAYS)
    )


@signed_in
def say(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """Say what became of one obligation."""
    hand = access.hand_on(standing(request), slug)
    found = hand.obligation_to_say(number)
    today = timezone.localdate()
    line = queries.agreement_line(queries.whole_agreement(hand.agreement.pk), today)
    duty = next(each for each in line.duties if each.obligation.pk == found.pk)
    form = SayForm(_days_open(duty, today), request.POST or None, keeps=hand.keeps, initial={"on": today})

    def act() -> str:
        given = dict(form.cleaned_data)
        due = given.pop("due", "")
        actions.say(
            hand.agreement,
            obligation=found,
            due=date.fromisoformat(due) if due else None,
            said_for=queries.voice_of(hand, found),
            **given,
            **by(request, hand.role),
        )
        return reverse("agreement_desk", args=[slug]) + f"#obligation-{number}"

    return ask(
        request,
        form,
        act,
        title=_("Say what became of it"),
        button=_("Say so"),
        done=_("It is said. It counts once a second person of the secretariat agrees."),
        crumbs=crumbs_of(hand),
        lead=f"{found.party.name}: {found.says}",
        duty=duty,
    )


@signed_in
def say_of_agreement(request: SignedInRequest, slug: str) -> HttpResponse:
    """Say what became of the whole agreement: notice, renewal, early end."""
    hand = access.hand_on(standing(request), slug)
    hand.must_keep()
    form = SayOfAgreementForm(request.POST or None, initial={"on": timezone.localdate()})

    def act() -> str:
        said_for = queries.voice_of(hand)
        actions.say(hand.agreement, **form.cleaned_data, said_for=said_for, **by(request, hand.role))
        return reverse("agreement_desk", args=[slug])

    return ask(
        request,
        form,
        act,
        title=_("Notice, renewal or early end"),
        button=_("Say so"),
        done=_("It is said. It counts once a second person of the secretariat agrees."),
        crumbs=crumbs_of(hand),
        lead=hand.agreement.title,
    )


@require_POST
@signed_in
def answer_entry(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Confirm what somebody else has said, or set it aside."""
    hand = access.hand_on(standing(request), slug)
    hand.must_keep()
    entry = hand.entry(pk)

    def act() -> str:
        if request.POST.get("act") == "confirm":
            actions.confirm(entry.pk, **by(request, hand.role))
            return _("It counts from now on, and everybody reads it.")
        actions.set_aside(entry.pk, request.POST.get("because", ""), **by(request, hand.role))
        return _("It is set aside. Whoever said it reads why.")

    answered = do(request, act, reverse("agreement_desk", args=[slug]))
    return redirect("agreement_desks") if request.POST.get("back") == "desks" else answered
