"""Plan a round, change it, open it; the secretariat of its network does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from nagara.rounds.workflow import Move, Refusal, State
from nagara_web.accounts.standing import Role
from nagara_web.answers import actions as answers
from nagara_web.audit.actions import record
from nagara_web.figures.actions import define_account_indicators, define_source
from nagara_web.notices.actions import happened
from nagara_web.places.queries import members_on
from nagara_web.rounds.access import standing_by_id
from nagara_web.rounds.actions.steps import lock_as_it_stands
from nagara_web.rounds.models import Round
from nagara_web.rounds.post import city_people, inform
from nagara_web.rounds.refusals import NotReadyError, RefusedError
from nagara_web.rounds.sources import round_source

__all__ = ["announce_round", "change_round", "open_round", "plan_round"]


@transaction.atomic
def plan_round(
    *,
    network_id: int,
    slug: str,
    title: str,
    year: int,
    questionnaire_id: int,
    opens_on: date,
    closes_on: date,
    reminder_days: Sequence[int] = (30, 14, 3),
    is_invented: bool = False,
    person_id: int | None = None,
) -> Round:
    """Plan a round that only the secretariat sees.

    Parameters
    ----------
    network_id, slug, title, year
        Whose it is, its part of the address, its name, and the year that its figures speak of.
    questionnaire_id
        The edition of the questions.
    opens_on, closes_on
        First and last day, in each city's own time zone.
    reminder_days
        Days before the end on which the silent are reminded; a negative number is a day after it.
    is_invented
        Whether it exists only in the demonstration.
    person_id
        Who plans it; ``None`` for the site itself.
    """
    role = _check_manager(network_id, person_id)
    if Round.objects.filter(slug=slug).exists():
        raise NotReadyError("slug-taken", _("Another round has the address %(slug)s.") % {"slug": slug})
    _check_days(opens_on, closes_on)
    made = Round.objects.create(
        network_id=network_id,
        slug=slug,
        title=title,
        year=year,
        questionnaire_id=questionnaire_id,
        opens_on=opens_on,
        closes_on=closes_on,
        reminder_days=sorted(set(reminder_days), reverse=True),
        is_invented=is_invented,
    )
    _event("round.planned", made, person_id, role, {"year": year, "closes_on": closes_on.isoformat()})
    return made


@transaction.atomic
def change_round(
    round_id: int,
    *,
    person_id: int | None,
    at: datetime | None = None,
    **fields: Any,  # noqa: ANN401  (values of its fields)
) -> Round:
    """Change a round: everything while it is planned; only title, last day and reminders once it is open.

    Another last day locks or opens the drafts at once.
    """
    found = Round.objects.select_for_update().get(pk=round_id)
    role = _check_manager(found.network_id, person_id)
    free = {"title", "closes_on", "reminder_days"}
    changed = {name: value for name, value in fields.items() if getattr(found, name) != value}
    if found.is_published and (fixed := sorted(set(changed) - free)):
        text = _("The round is open; %(fields)s cannot change any more.") % {"fields": ", ".join(fixed)}
        raise NotReadyError("round-is-open", text)
    for name, value in changed.items():
        setattr(found, name, value)
    _check_days(found.opens_on, found.closes_on)
    if not changed:
        return found
    found.save()
    _event("round.changed", found, person_id, role, {name: str(value) for name, value in changed.items()}, at)
    if "closes_on" in changed:
        for draft in found.reports.select_related("round", "city").filter(state=State.DRAFT):
            lock_as_it_stands(draft, at or timezone.now())
    return found


@transaction.atomic
def announce_round(round_id: int, *, person_id: int | None, at: datetime | None = None) -> Round:
    """Open a round to everybody's eyes: its questions freeze, its members are told."""
    found = Round.objects.select_for_update().select_related("network").get(pk=round_id)
    role = _check_manager(found.network_id, person_id)
    if found.is_published:
        return found
    found.is_published = True
    found.save(update_fields=["is_published"])
    answers.freeze_questionnaire(found.questionnaire_id)
    define_account_indicators(person_id)
    define_source(**round_source(found), person_id=person_id)
    moment = at or timezone.now()
    _event("round.opened", found, person_id, role, {"closes_on": found.closes_on.isoformat()}, moment)
    values = {"round": found.title, "year": str(found.year), "until": found.closes_on.isoformat()}
    happened(
        "round-opened", key=f"round-opened:{found.slug}", values=values, url=f"/rounds/{found.slug}/", round=found.slug
    )
    for city in members_on(found.network_id, found.opens_on):
        key = f"round-opened:{found.slug}:{city.slug}"
        of_city = {**values, "city": city.name, "zone": city.time_zone}
        inform(city_people(city.pk), "round-opened", key=key, values=of_city, url="/work/")
    return found


@transaction.atomic
def open_round(
    *,
    network_id: int,
    slug: str,
    title: str,
    year: int,
    questionnaire_id: int,
    opens_on: date,
    closes_on: date,
    reminder_days: Sequence[int] = (30, 14, 3),
    is_invented: bool = False,
    person_id: int | None = None,
) -> Round:
    """Plan a round and open it in one go; parameters as of :func:`plan_round`."""
    made = plan_round(
        network_id=network_id,
        slug=slug,
        title=title,
        year=year,
        questionnaire_id=questionnaire_id,
        opens_on=opens_on,
        closes_on=closes_on,
        reminder_days=reminder_days,
        is_invented=is_invented,
        person_id=person_id,
    )
    return announce_round(made.pk, person_id=person_id)


def _check_manager(network_id: int, person_id: int | None) -> str:
    if person_id is None:
        return ""
    if network_id not in standing_by_id(person_id).networks(Role.SECRETARIAT):
        raise RefusedError(Refusal(code="not-your-part", move=Move.ANSWER_EXTENSION))
    return Role.SECRETARIAT.value


def _check_days(opens_on: date, closes_on: date) -> None:
    if closes_on < opens_on:
        raise NotReadyError("ends-before-it-begins", _("The last day lies before the first. Change one of them."))


def _event(
    action: str, found: Round, person_id: int | None, role: str, data: dict[str, Any], at: datetime | None = None
) -> None:
    record(action, actor_id=person_id, role=role, subject=f"round:{found.pk}", data=data, at=at)
