"""Who is who on a day."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.utils import timezone

from nagara_web.accounts.access import appointments_for, cities_for, may_appoint, place_of
from nagara_web.accounts.days import site_day
from nagara_web.accounts.models import Appointment, Invitation, Person, Role, Token
from nagara_web.accounts.roles import NEEDS_SECOND_FACTOR
from nagara_web.accounts.standing import PUBLIC, Holding, Standing
from nagara_web.audit.queries import events

__all__ = [
    "appointments_of",
    "appointments_on",
    "data_of",
    "has_account",
    "has_second_factor",
    "holders",
    "invitation_of_word",
    "is_over",
    "lacks_second_factor",
    "log_actions",
    "log_events",
    "others_with_same_role",
    "people_rows",
    "person",
    "person_of_token",
    "standing_of",
    "tokens_of",
    "yesterday",
]

USED_AT_IS_KEPT_EVERY: Final = timedelta(minutes=1)
"""A busy program does not write to the database with each call."""


def appointments_on(day: date) -> QuerySet[Appointment]:
    """Appointments that last on a day."""
    return Appointment.objects.filter(Q(until__isnull=True) | Q(until__gte=day), since__lte=day, person__is_active=True)


def standing_of(person: Person | AnonymousUser, day: date | None = None) -> Standing:
    """All roles that a person holds on a day, today if none is given."""
    if not isinstance(person, Person) or not person.is_active:
        return PUBLIC
    held = appointments_on(day or site_day()).filter(person=person)
    holdings = frozenset(
        Holding(
            role=Role(each.role),
            city_id=each.city_id,
            country_id=each.country_id,
            network_id=each.network_id,
            since=each.since,
        )
        for each in held
    )
    return Standing(person_id=person.pk, holdings=holdings)


def holders(
    *roles: Role,
    day: date | None = None,
    city_id: int | None = None,
    country_id: str | None = None,
    network_id: int | None = None,
) -> QuerySet[Person]:
    """People who hold one of the roles for a place on a day."""
    held = appointments_on(day or site_day()).filter(role__in=roles)
    if city_id is not None:
        held = held.filter(city_id=city_id)
    if country_id is not None:
        held = held.filter(country_id=country_id)
    if network_id is not None:
        held = held.filter(network_id=network_id)
    return Person.objects.filter(pk__in=held.values("person"), is_active=True)


def appointments_of(person_id: int) -> QuerySet[Appointment]:
    """All appointments of a person, those that last first."""
    held = Appointment.objects.filter(person_id=person_id).select_related("city", "country", "network")
    return held.order_by("-until", "-since")


def tokens_of(person_id: int) -> QuerySet[Token]:
    """The tokens of a person that were not withdrawn, newest first."""
    return Token.objects.filter(person_id=person_id, withdrawn_at=None)


def person_of_token(text: str) -> Person | None:
    """Whose token this is, if it is good today.

    Looked up by its digest, so that the time it takes says nothing of a word that is nearly right.

    Parameters
    ----------
    text
        The word, as the program sent it.
    """
    now = timezone.now()
    digest = hashlib.sha256(text.encode()).hexdigest()
    token = Token.objects.select_related("person").filter(digest=digest, withdrawn_at=None, expires_at__gt=now).first()
    if token is None or not token.person.is_active:
        return None
    if token.used_at is None or now - token.used_at >= USED_AT_IS_KEPT_EVERY:
        Token.objects.filter(pk=token.pk).update(used_at=now)
    return token.person


def invitation_of_word(word: str) -> Invitation | None:
    """The invitation whose letter held this word, whatever became of it."""
    digest = hashlib.sha256(word.encode()).hexdigest()
    found = Invitation.objects.filter(digest=digest).select_related("city", "country", "network", "invited_by")
    return found.first()


def has_second_factor(person_id: int) -> bool:
    """Whether a code or a passkey stands beside the password."""
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return bool(Authenticator.objects.filter(user_id=person_id, type__in=kinds).exists())


def lacks_second_factor(standing: Standing) -> bool:
    """Whether somebody needs a second factor for what they hold, and has none."""
    return (
        standing.person_id is not None
        and standing.holds(*NEEDS_SECOND_FACTOR)
        and not has_second_factor(standing.person_id)
    )


def yesterday() -> date:
    """The last day of what is over today."""
    return site_day() - timedelta(days=1)


def person(person_id: int) -> Person:
    """One person by number."""
    return Person.objects.get(pk=person_id)


def has_account(email: str) -> bool:
    """Whether somebody has this address already."""
    return Person.objects.filter(email=email.lower()).exists()


def is_over(invitation: Invitation) -> bool:
    """Whether an invitation was accepted, withdrawn, or has expired."""
    used = invitation.accepted_at is not None or invitation.withdrawn_at is not None
    return used or invitation.expires_at <= timezone.now()


def others_with_same_role(held: Appointment) -> QuerySet[Person]:
    """Others who hold the same role for the same place."""
    same = appointments_on(site_day()).filter(
        role=held.role, city=held.city_id, country=held.country_id, network=held.network_id
    )
    return Person.objects.filter(pk__in=same.exclude(person=held.person_id).values("person"))


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """One line of the list of people: an appointment, and whether whoever reads may end it."""

    held: Appointment
    may_end: bool


def people_rows(standing: Standing, *, query: str = "", with_ended: bool = False) -> list[PersonRow]:
    """Appointments that somebody may read, by name of the person.

    Parameters
    ----------
    standing
        Of whoever reads.
    query
        Part of a name or of the name of a place; empty for all.
    with_ended
        Whether those that are over are listed too.
    """
    found = appointments_for(standing)
    if not with_ended:
        found = found.filter(Q(until__isnull=True) | Q(until__gte=site_day()))
    if query:
        names = Q(person__name__icontains=query) | Q(city__name__icontains=query)
        found = found.filter(names | Q(country__name__icontains=query) | Q(network__name__icontains=query))
    may: dict[tuple[str, object], bool] = {}
    for each in found:
        key = (each.role, place_of(each))
        if key not in may:
            may[key] = may_appoint(standing, Role(each.role), place_of(each))
    return [PersonRow(held=each, may_end=each.lasts and may[each.role, place_of(each)]) for each in found]


def log_events(standing: Standing, *, city_id: int | None = None, action: str = "") -> QuerySet[Any]:
    """Events of the log that somebody may read, newest first.

    Parameters
    ----------
    standing
        Of whoever reads: an administrator reads all, a secretariat what concerns its cities.
    city_id
        Only of this city, if given.
    action
        Only of this action, if given.
    """
    found = events(action=action)
    if not standing.is_administrator:
        found = found.filter(city_id__in=cities_for(standing).values("pk"))
    return found.filter(city_id=city_id) if city_id is not None else found


def log_actions(standing: Standing) -> list[str]:
    """Names of the actions that stand in what somebody may read."""
    return list(log_events(standing).order_by("action").values_list("action", flat=True).distinct())


def data_of(person_id: int) -> dict[str, Any]:
    """All that is kept about a person, for themselves."""
    who = person(person_id)
    return {
        "name": who.name,
        "email": who.email,
        "language": who.language,
        "time_zone": who.time_zone,
        "wants_digest": who.wants_digest,
        "joined_at": who.joined_at.isoformat(),
        "appointments": [
            {
                "role": each.role,
                "place": each.place,
                "since": each.since.isoformat(),
                "until": each.until.isoformat() if each.until else None,
            }
            for each in appointments_of(person_id)
        ],
        "tokens": list(who.tokens.values("name", "starts_with", "made_at", "expires_at", "used_at", "withdrawn_at")),
        "sign_in": list(Authenticator.objects.filter(user_id=person_id).values("type", "created_at", "last_used_at")),
        "log": [
            {"number": each.number, "at": each.at.isoformat(), "action": each.action, "subject": each.subject}
            for each in events(actor_id=person_id)
        ],
    }
