"""Appoint people, end appointments, hand work over to a successor. Nothing is deleted."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from nagara_web.accounts.access import may_appoint, place_of, role_that_appoints
from nagara_web.accounts.days import site_day
from nagara_web.accounts.errors import RefusedError
from nagara_web.accounts.models import Appointment, Person, Role
from nagara_web.accounts.queries import standing_of
from nagara_web.accounts.roles import Place
from nagara_web.audit.actions import record
from nagara_web.jobs.actions import write_letter

__all__ = ["appoint", "end_appointment", "hand_over"]


def check_right_to_give(person_id: int | None, role: Role, place: Place, *, to_id: int | None = None) -> str:
    """Say in which role somebody gives a role, or refuse; ``None`` is the site itself, on its own host."""
    if not place.fits(role):
        raise RefusedError("role-without-place", _("Choose the place that this role is held for."))
    if person_id is None:
        return ""
    acts_as = role_that_appoints(standing_of(Person.objects.get(pk=person_id)), role, place)
    if acts_as is None:
        raise RefusedError("may-not-appoint", _("You cannot give this role for this place. The secretariat can."))
    if to_id == person_id:
        raise RefusedError("appoints-oneself", _("Nobody appoints themselves. Ask another person who may."))
    return acts_as


def _data(appointment: Appointment) -> dict[str, str | int | None]:
    return {
        "person": appointment.person_id,
        "role": appointment.role,
        "city": appointment.city_id,
        "country": appointment.country_id,
        "network": appointment.network_id,
        "since": appointment.since.isoformat(),
        "until": appointment.until.isoformat() if appointment.until else None,
    }


@transaction.atomic
def appoint(
    holder_id: int,
    role: Role,
    place: Place,
    *,
    person_id: int | None,
    since: date | None = None,
) -> Appointment:
    """Give a person a role for a place; holding it already, nothing changes.

    Parameters
    ----------
    holder_id
        Who will hold the role.
    role, place
        The role, and what it is held for.
    person_id
        Who appoints; ``None`` for a command on the site's own host.
    since
        First day; today if not given.
    """
    acts_as = check_right_to_give(person_id, role, place, to_id=holder_id)
    day = since or site_day()
    held = Appointment.objects.filter(
        person_id=holder_id, role=role, city=place.city_id, country=place.country_id, network=place.network_id
    ).filter(Q(until__isnull=True) | Q(until__gte=day), since__lte=day)
    lasting = held.first()
    if lasting is not None:
        return lasting
    made = Appointment.objects.create(
        person_id=holder_id,
        role=role,
        city_id=place.city_id,
        country_id=place.country_id,
        network_id=place.network_id,
        since=day,
        appointed_by_id=person_id,
    )
    record(
        "appointment.made",
        actor_id=person_id,
        role=acts_as,
        subject=f"appointment:{made.pk}",
        city_id=place.city_id,
        data=_data(made),
    )
    return made


@transaction.atomic
def end_appointment(appointment_id: int, *, person_id: int, last_day: date | None = None) -> Appointment:
    """Let an appointment end with a day, yesterday if none is given, so that it holds no longer from now on."""
    held = Appointment.objects.select_for_update().get(pk=appointment_id)
    acts_as = check_right_to_give(person_id, Role(held.role), place_of(held))
    day = last_day or site_day() - timedelta(days=1)
    if held.until is not None and held.until <= day:
        raise RefusedError("ended-already", _("This appointment has ended already."))
    held.until = day
    held.save(update_fields=["until"])
    record(
        "appointment.ended",
        actor_id=person_id,
        role=acts_as,
        subject=f"appointment:{held.pk}",
        city_id=held.city_id,
        data=_data(held),
    )
    return held


@transaction.atomic
def hand_over(from_id: int, to_id: int, *, from_day: date, person_id: int) -> list[Appointment]:
    """Pass every appointment of a person that one may give on to a successor, from a day on; both get a letter.

    Parameters
    ----------
    from_id, to_id
        Who leaves the work, and who takes it.
    from_day
        First day of the successor; the other's last day is the day before.
    person_id
        Who hands it over.

    Returns
    -------
    list[Appointment]
        The new appointments.
    """
    if from_id == to_id:
        raise RefusedError("same-person", _("Choose somebody else as the successor."))
    given = standing_of(Person.objects.get(pk=person_id))
    successor = Person.objects.get(pk=to_id, is_active=True)
    lasting = Appointment.objects.select_for_update().filter(person_id=from_id, since__lt=from_day)
    made = []
    for held in lasting.filter(Q(until__isnull=True) | Q(until__gte=from_day)):
        role, place = Role(held.role), place_of(held)
        if not may_appoint(given, role, place):
            continue
        until, held.until, held.handed_over_to = held.until, from_day - timedelta(days=1), successor
        held.save(update_fields=["until", "handed_over_to"])
        new = appoint(to_id, role, place, person_id=person_id, since=from_day)
        if until is not None and new.until is None:
            new.until = until
            new.save(update_fields=["until"])
        record(
            "appointment.handed-over",
            actor_id=person_id,
            role=role_that_appoints(given, role, place) or "",
            subject=f"appointment:{held.pk}",
            city_id=held.city_id,
            data=_data(held) | {"to": to_id, "successor": new.pk},
        )
        made.append(new)
    if not made:
        raise RefusedError(
            "nothing-to-hand-over", _("There is no appointment that you can hand over from that day on.")
        )
    _tell_both(Person.objects.get(pk=from_id), successor, made, from_day)
    return made


def _tell_both(before: Person, successor: Person, made: list[Appointment], day: date) -> None:
    address = f"{settings.SITE_URL}{reverse('my_account')}"
    for person in (before, successor):
        with override(person.language):
            roles = ", ".join(str(Role(each.role).label) for each in made)
            words = {"before": before.name, "successor": successor.name, "roles": roles, "day": day.isoformat()}
            body = _(
                "From %(day)s on, %(successor)s takes over from %(before)s: %(roles)s.\n\n"
                "Nothing was deleted; all answers, comments and figures stay where they are."
            )
            write_letter(
                f"hand-over:{made[0].pk}:{person.pk}",
                to=person.email,
                subject=_("%(successor)s takes over from %(before)s") % words,
                body=f"{body % words}\n\n{address}\n",
                language=person.language,
            )
