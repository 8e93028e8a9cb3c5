"""Who is who on a day."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.utils import timezone

from nagara_web.accounts.models import Appointment, Person, Role
from nagara_web.accounts.standing import PUBLIC, Holding, Standing

__all__ = ["appointments_on", "holders", "standing_of"]


def appointments_on(day: date) -> QuerySet[Appointment]:
    """Appointments that last on a day."""
    return Appointment.objects.filter(Q(until__isnull=True) | Q(until__gte=day), since__lte=day, person__is_active=True)


def standing_of(person: Person | AnonymousUser, day: date | None = None) -> Standing:
    """All roles that a person holds on a day, today if none is given."""
    if not isinstance(person, Person) or not person.is_active:
        return PUBLIC
    held = appointments_on(day or timezone.now().date()).filter(person=person)
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
    held = appointments_on(day or timezone.now().date()).filter(role__in=roles)
    if city_id is not None:
        held = held.filter(city_id=city_id)
    if country_id is not None:
        held = held.filter(country_id=country_id)
    if network_id is not None:
        held = held.filter(network_id=network_id)
    return Person.objects.filter(pk__in=held.values("person"), is_active=True)
