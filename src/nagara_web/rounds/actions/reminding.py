"""Remind silent cities: by the rungs of the ladder each day, or by hand; close what is over."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from nagara.rounds.deadlines import Lock, Window
from nagara.rounds.reminders import REMINDED, rung_due
from nagara.rounds.workflow import Move, Part, Refusal, State
from nagara_web.accounts.standing import Role
from nagara_web.answers import actions as answers
from nagara_web.audit.actions import record
from nagara_web.places.queries import City, members_on
from nagara_web.rounds.access import standing_by_id, window_of
from nagara_web.rounds.models import Reminder, Report, Round
from nagara_web.rounds.post import Words, city_people, inform
from nagara_web.rounds.refusals import NotReadyError, RefusedError

__all__ = ["close_rounds", "remind", "send_daily_reminders"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Silent:
    """A city whose next step is its own."""

    city: City
    report: Report | None
    window: Window


@transaction.atomic
def remind(
    round_id: int,
    city_ids: Iterable[int],
    *,
    person_id: int,
    own: Callable[[str], Words] | None = None,
    at: datetime | None = None,
) -> list[Reminder]:
    """Write to silent cities of a round, as somebody of the secretariat.

    Parameters
    ----------
    round_id, city_ids, person_id
        To whom, and who writes.
    own
        By language, the network's own words, with their gaps (``{name}``, ``{city}``, ``{until}``, ``{url}``); the
        usual ones, in each reader's language, if there are none.
    at
        When; now if not given.

    Raises
    ------
    NotReadyError
        If no city was chosen, or one of them has submitted.
    """
    moment = at or timezone.now()
    found = Round.objects.get(pk=round_id)
    if found.network_id not in standing_by_id(person_id).networks(Role.SECRETARIAT):
        raise RefusedError(Refusal(code="not-your-part", move=Move.REMIND))
    wanted = set(city_ids)
    silent = [each for each in _silent(found) if each.city.pk in wanted]
    if not wanted or len(silent) < len(wanted):
        text = _("Choose cities that have not submitted yet.")
        raise NotReadyError("not-silent", text)
    return [_remind(found, each, rung=None, person_id=person_id, own=own, at=moment) for each in silent]


def send_daily_reminders(at: datetime | None = None) -> list[Reminder]:
    """Climb the rungs that are due where each city is; done twice a day, it is done once."""
    moment = at or timezone.now()
    sent: list[Reminder] = []
    for found in Round.objects.filter(is_published=True):
        climbed: dict[tuple[int, date | None], list[int]] = {}
        rungs = found.reminders.filter(rung_days__isnull=False)
        for city_id, last_day, days in rungs.values_list("city_id", "last_day", "rung_days"):
            climbed.setdefault((city_id, last_day), []).append(days or 0)
        for each in _silent(found):
            today = moment.astimezone(ZoneInfo(each.window.time_zone)).date()
            last_day = each.window.last_day
            done = climbed.get((each.city.pk, last_day), [])
            rung = rung_due(found.reminder_days, last_day, today, done)
            if rung is not None and today >= found.opens_on:
                with transaction.atomic():
                    sent.append(_remind(found, each, rung=rung, person_id=None, own=None, at=moment))
    return sent


def close_rounds(at: datetime | None = None) -> int:
    """Lock the drafts of cities whose last day is over; returns how many."""
    moment = at or timezone.now()
    drafts = Report.objects.filter(state=State.DRAFT, answer_set__locked_because="").select_related("round", "city")
    over = [each.pk for each in drafts.prefetch_related("extensions") if moment >= window_of(each).ends_at()]
    return sum(_close(drafts, each, moment) for each in over)


@transaction.atomic
def _close(drafts: QuerySet[Report], report_id: int, at: datetime) -> bool:
    """Lock one draft, unless it was sent to the head or given more time meanwhile."""
    report = drafts.select_for_update(of=("self",)).filter(pk=report_id).first()
    if report is None or at < window_of(report).ends_at():
        return False
    answers.lock(report.answer_set_id, Lock.CLOSED.value)
    record("report.closed", actor_id=None, subject=f"report:{report.pk}", city_id=report.city_id, at=at)
    return True


def _silent(found: Round) -> list[_Silent]:
    reports = {
        each.city_id: each for each in found.reports.select_related("city", "round").prefetch_related("extensions")
    }
    silent = []
    for city in members_on(found.network_id, found.opens_on):
        report = reports.get(city.pk)
        if report is not None and report.state not in REMINDED:
            continue
        window = Window(opens_on=found.opens_on, closes_on=found.closes_on, time_zone=city.time_zone)
        silent.append(_Silent(city=city, report=report, window=window_of(report) if report else window))
    return silent


def _remind(
    found: Round,
    each: _Silent,
    *,
    rung: int | None,
    person_id: int | None,
    own: Callable[[str], Words] | None,
    at: datetime,
) -> Reminder:
    made = Reminder.objects.create(
        round=found,
        city_id=each.city.pk,
        rung_days=rung,
        last_day=each.window.last_day if rung is not None else None,
        text=str(own("en").body) if own else "",
        person_id=person_id,
        at=at,
    )
    record(
        "city.reminded",
        actor_id=person_id,
        role=Part.SECRETARIAT.value if person_id else "",
        subject=f"report:{each.report.pk}" if each.report else f"round:{found.pk}",
        city_id=each.city.pk,
        data={"rung_days": rung, "reminder": made.pk},
        at=at,
    )
    values = {
        "city": each.city.name,
        "round": found.title,
        "year": str(found.year),
        "until": each.window.last_day.isoformat(),
        "zone": each.window.time_zone,
        "who": "",
        "reason": "",
        "count": "",
    }
    url = f"/work/reports/{each.report.pk}/" if each.report else "/work/"
    inform(city_people(each.city.pk), "reminder", key=f"reminder:{made.pk}", values=values, url=url, own=own)
    return made
