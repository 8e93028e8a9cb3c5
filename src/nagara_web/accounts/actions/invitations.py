"""Invite people by a letter whose link works once and for some days."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from nagara_web.accounts.access import place_of
from nagara_web.accounts.actions.appointments import appoint, check_right_to_give
from nagara_web.accounts.actions.people import add_person
from nagara_web.accounts.errors import RefusedError
from nagara_web.accounts.models import Appointment, Invitation, Person, Role
from nagara_web.accounts.roles import Place
from nagara_web.audit.actions import record
from nagara_web.jobs.actions import write_letter

__all__ = ["accept", "accept_as_new_person", "invite", "send_again", "withdraw_invitation"]

DAYS_GOOD: Final = 14
"""For how many days the link of an invitation works."""
MOST_IN_AN_HOUR: Final = 60
"""A network of fifty cities is invited in one sitting; a stolen session does not write to thousands."""


def _check_pace(person_id: int, now: datetime) -> None:
    if (
        Invitation.objects.filter(invited_by=person_id, invited_at__gt=now - timedelta(hours=1)).count()
        >= MOST_IN_AN_HOUR
    ):
        raise RefusedError("too-many-invitations", _("That is many letters for one hour. Go on in an hour."))


def _renew(invitation: Invitation, now: datetime) -> str:
    """Give an invitation a new word; any earlier link stops working."""
    word = secrets.token_urlsafe(32)
    invitation.digest = hashlib.sha256(word.encode()).hexdigest()
    invitation.invited_at, invitation.expires_at = now, now + timedelta(days=DAYS_GOOD)
    return word


@transaction.atomic
def invite(
    email: str, *, name: str, role: Role, place: Place, language: str, person_id: int, at: datetime | None = None
) -> Invitation:
    """Invite somebody to hold a role for a place, by a letter in their language.

    Parameters
    ----------
    email, name, language
        Whom, and in which language to write.
    role, place
        What they are to hold.
    person_id
        Who invites.
    at
        When; now if not given.
    """
    now = at or timezone.now()
    acts_as = check_right_to_give(person_id, role, place)
    _check_pace(person_id, now)
    address = email.strip().lower()
    if Person.objects.filter(pk=person_id, email=address).exists():
        raise RefusedError("appoints-oneself", _("Nobody appoints themselves. Ask another person who may."))
    waiting = Invitation.objects.filter(
        email=address, role=role, city=place.city_id, country=place.country_id, network=place.network_id
    ).filter(accepted_at=None, withdrawn_at=None, expires_at__gt=now)
    if waiting.exists():
        raise RefusedError("invited-already", _("This address is invited already. You can send the letter again."))
    invitation = Invitation(
        email=address,
        name=name,
        role=role,
        city_id=place.city_id,
        country_id=place.country_id,
        network_id=place.network_id,
        language=language,
        invited_by_id=person_id,
    )
    word = _renew(invitation, now)
    invitation.save()
    _event("invitation.sent", invitation, person_id, acts_as)
    _write(invitation, word)
    return invitation


@transaction.atomic
def send_again(invitation_id: int, *, person_id: int) -> Invitation:
    """Send the letter again with a new link; the old one stops working."""
    now = timezone.now()
    invitation = Invitation.objects.select_for_update().get(pk=invitation_id, accepted_at=None, withdrawn_at=None)
    acts_as = check_right_to_give(person_id, Role(invitation.role), place_of(invitation))
    _check_pace(person_id, now)
    word = _renew(invitation, now)
    invitation.save()
    _event("invitation.sent-again", invitation, person_id, acts_as)
    _write(invitation, word)
    return invitation


@transaction.atomic
def withdraw_invitation(invitation_id: int, *, person_id: int) -> None:
    """Take an invitation back; its link stops working."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation_id)
    acts_as = check_right_to_give(person_id, Role(invitation.role), place_of(invitation))
    if invitation.accepted_at or invitation.withdrawn_at:
        return
    invitation.withdrawn_at = timezone.now()
    invitation.save(update_fields=["withdrawn_at"])
    _event("invitation.withdrawn", invitation, person_id, acts_as)


@transaction.atomic
def accept_as_new_person(
    invitation_id: int, *, name: str, password: str, language: str, time_zone: str = "Asia/Bangkok"
) -> Person:
    """Make the account of an invited person, with the appointment."""
    invitation = _open(invitation_id)
    if Person.objects.filter(email=invitation.email).exists():
        raise RefusedError("has-an-account", _("There is an account with this address already. Sign in to accept."))
    person = add_person(invitation.email, name=name, password=password, language=language, time_zone=time_zone)
    _take_up(invitation, person)
    return person


@transaction.atomic
def accept(invitation_id: int, *, person_id: int) -> Appointment:
    """Give somebody who has an account what they were invited to."""
    invitation = _open(invitation_id)
    person = Person.objects.get(pk=person_id, is_active=True)
    if person.email != invitation.email:
        raise RefusedError("invitation-of-another", _("This invitation was written to another address."))
    return _take_up(invitation, person)


def _open(invitation_id: int) -> Invitation:
    invitation = Invitation.objects.select_for_update().get(pk=invitation_id)
    if invitation.accepted_at or invitation.withdrawn_at or invitation.expires_at <= timezone.now():
        raise RefusedError("invitation-over", _("This invitation works no longer. Ask for a new one."))
    return invitation


def _take_up(invitation: Invitation, person: Person) -> Appointment:
    """Appoint as whoever invited; if they may no longer, the invitation is over."""
    assert invitation.invited_by_id is not None  # noqa: S101  (only people invite)
    held = appoint(person.pk, Role(invitation.role), place_of(invitation), person_id=invitation.invited_by_id)
    invitation.accepted_by, invitation.accepted_at = person, timezone.now()
    invitation.save(update_fields=["accepted_by", "accepted_at"])
    _event("invitation.accepted", invitation, person.pk, invitation.role)
    return held


def _event(action: str, invitation: Invitation, person_id: int, role: str) -> None:
    data = {"role": invitation.role, "country": invitation.country_id, "network": invitation.network_id}
    record(
        action,
        actor_id=person_id,
        role=role,
        subject=f"invitation:{invitation.pk}",
        city_id=invitation.city_id,
        data=data,
    )


def _write(invitation: Invitation, word: str) -> None:
    with override(invitation.language):
        place = invitation.city or invitation.country or invitation.network
        words = {
            "name": invitation.name,
            "role": Role(invitation.role).label,
            "place": str(place or settings.SITE_URL),
            "inviter": str(invitation.invited_by or settings.SITE_URL),
            "days": DAYS_GOOD,
            "address": f"{settings.SITE_URL}{reverse('invitation', args=[word])}",
        }
        body = _(
            "Dear %(name)s,\n\n%(inviter)s invites you to work on nagara as: %(role)s, %(place)s.\n\n"
            "Open this link to accept. It works once, for %(days)s days:\n\n%(address)s\n\n"
            "If you do not know what this is about, do nothing: without you the link opens nothing."
        )
        write_letter(
            f"invitation:{invitation.pk}:{invitation.digest[:12]}",
            to=invitation.email,
            subject=_("%(place)s: you are invited as %(role)s") % words,
            body=body % words,
            language=invitation.language,
        )
