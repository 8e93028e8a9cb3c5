"""Add people, change what they say of themselves, let them leave."""

from __future__ import annotations

from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from nagara_web.accounts.days import site_day
from nagara_web.accounts.errors import RefusedError
from nagara_web.accounts.models import Appointment, Person, Role
from nagara_web.accounts.queries import standing_of
from nagara_web.audit.actions import record

__all__ = [
    "add_person",
    "change_person",
    "choose_language",
    "end_session",
    "leave",
    "person_changed",
    "take_off_second_factor",
]


@transaction.atomic
def add_person(
    email: str,
    *,
    name: str,
    password: str | None = None,
    language: str = "en",
    time_zone: str = "Asia/Bangkok",
    is_invented: bool = False,
    person_id: int | None = None,
) -> Person:
    """Add somebody whose address is known to be theirs.

    Parameters
    ----------
    email, name, password, language, time_zone
        What is known of them; without a password they set one by the letter of a reset.
    is_invented
        Whether they belong to the demonstration.
    person_id
        Who adds them; ``None`` for themselves by invitation, or for a command.
    """
    made = Person.objects.create_user(
        email, password, name=name, language=language, time_zone=time_zone, is_invented=is_invented
    )
    record("person.added", actor_id=person_id, subject=f"person:{made.pk}")
    return made


@transaction.atomic
def change_person(person_id: int, *, name: str, language: str, time_zone: str, wants_digest: bool) -> None:
    """Change what a person says of themselves."""
    person = Person.objects.select_for_update().get(pk=person_id)
    new = {"name": name, "language": language, "time_zone": time_zone, "wants_digest": wants_digest}
    changed = sorted(field for field, value in new.items() if getattr(person, field) != value)
    if not changed:
        return
    Person.objects.filter(pk=person_id).update(**new)
    person_changed(person_id, "person.changed", fields=", ".join(changed))


def person_changed(person_id: int, action: str, **data: str) -> None:
    """Record what a person did to their own account."""
    record(action, actor_id=person_id, subject=f"person:{person_id}", data=data)


def choose_language(person_id: int, code: str) -> None:
    """Keep the language in which a person is spoken and written to."""
    Person.objects.filter(pk=person_id).update(language=code)


@transaction.atomic
def end_session(session_id: int, *, person_id: int) -> None:
    """End one of one's own sessions: that browser is asked to sign in again."""
    for session in UserSession.objects.filter(pk=session_id, user_id=person_id):
        session.end()
        person_changed(person_id, "person.session-ended")


@transaction.atomic
def take_off_second_factor(of_id: int, *, person_id: int) -> None:
    """Take the second factor off somebody whose phone is lost; only administrators, and never their own."""
    given = standing_of(Person.objects.get(pk=person_id))
    if not given.is_administrator or of_id == person_id:
        raise RefusedError("only-administrators", _("Only another administrator can do this."))
    Authenticator.objects.filter(user_id=of_id).delete()
    for session in UserSession.objects.filter(user_id=of_id):
        session.end()
    record("person.second-factor-taken-off", actor_id=person_id, role=Role.ADMINISTRATOR, subject=f"person:{of_id}")


@transaction.atomic
def leave(person_id: int) -> None:
    """Close an account: its appointments end, its name and address go; the log keeps the role that acted."""
    person = Person.objects.select_for_update().get(pk=person_id)
    today = site_day()
    lasting = Appointment.objects.filter(Q(until__isnull=True) | Q(until__gte=today), person=person)
    roles = [Role(each.role) for each in lasting]
    lasting.update(until=today - timedelta(days=1))
    record(
        "person.left",
        actor_id=person.pk,
        role=roles[0] if roles else "",
        subject=f"person:{person.pk}",
        data={"roles": [str(role) for role in roles]},
    )
    last = person.appointments.first()
    person.name = f"Former {Role(last.role).value.replace('-', ' ')}" if last else "Former reader"
    person.email = f"left-{person.pk}@invalid.invalid"
    person.is_active = False
    person.set_unusable_password()
    person.save()
    EmailAddress.objects.filter(user=person).delete()
    Authenticator.objects.filter(user=person).delete()
    for session in UserSession.objects.filter(user=person):
        session.end()
    person.tokens.filter(withdrawn_at=None).update(withdrawn_at=timezone.now())
