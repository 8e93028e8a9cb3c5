"""The secretariat's console of a round: who is where, who is silent, what needs a hand now.

The number of queries does not grow with the number of cities.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.db.models import Count, Max, OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from nagara.rounds.completeness import RoundProgress, progress_of_round
from nagara.rounds.deadlines import Punctuality, Window, timeliness
from nagara.rounds.reminders import REMINDED, next_rung
from nagara.rounds.workflow import State
from nagara_web.places.queries import City, members_on
from nagara_web.rounds.access import Scope, window_of
from nagara_web.rounds.models import Extension, Reminder, Report
from nagara_web.rounds.sentences import STATE_WORDS

__all__ = ["Console", "ConsoleRow", "StateCount", "console_of"]

NOT_STARTED: Final = "not-started"
STUCK_DAYS = 7
SILENT_DAYS = 20
NEVER: Final[tuple[int | None, bool]] = (None, False)
"""Doubts of answers that were never worked out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsoleRow:
    """One city of a round.

    Parameters
    ----------
    city, report
        Which; no report before the city started.
    state
        State of the report, or ``not-started``.
    moved_at
        Last move of the report or change of its answers.
    tables
        Tables of the form with at least one row.
    findings, is_blocked
        Doubts at the last calculation, ``None`` before the first, and whether one blocks the figures.
    days_left
        Days to the city's own last day.
    last_day
        The city's own last day.
    is_extended
        Whether it was granted more time.
    punctuality
        In time, late, not yet, overdue.
    reminded
        How often the city was reminded, and when last.
    next_rung
        Place and day of the next reminder, if one follows.
    is_seen
        Whether the national focal point has seen it.
    days_quiet
        Whole days since anything moved.
    """

    city: City
    report: Report | None
    state: str
    moved_at: datetime | None
    tables: int
    findings: int | None
    is_blocked: bool
    days_left: int
    last_day: date
    is_extended: bool
    punctuality: Punctuality
    reminded: int
    reminded_at: datetime | None
    next_rung: tuple[int, date] | None
    is_seen: bool
    days_quiet: int

    @property
    def is_silent(self) -> bool:
        """Whether the next step is the city's and nothing has moved for long, or at all."""
        return self.state == NOT_STARTED or (self.state in REMINDED and self.days_quiet >= SILENT_DAYS)

    @property
    def waits_for_city(self) -> bool:
        """Whether the next step is the city's."""
        return self.state == NOT_STARTED or self.state in REMINDED


@dataclass(frozen=True, slots=True, kw_only=True)
class StateCount:
    """How many cities stand at one state; over all states every city is counted once."""

    state: str
    words: str
    cities: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Console:
    """One round as the secretariat sees it.

    Parameters
    ----------
    rows
        One for each city.
    progress
        Counts of the round, as :class:`nagara.rounds.completeness.RoundProgress` defines each.
    requests
        Requests for more time that nobody has answered.
    stuck
        Returned, and quiet for more than a week.
    to_review, to_publish
        Whose next step is the network's.
    silent, overdue
        Whose next step is the city's: nothing has moved for long, or the last day is over.
    since_yesterday
        Reports that moved in the last 24 hours.
    """

    rows: list[ConsoleRow]
    progress: RoundProgress
    requests: list[Extension]
    stuck: list[ConsoleRow]
    to_review: list[ConsoleRow]
    to_publish: list[ConsoleRow]
    silent: list[ConsoleRow]
    overdue: list[ConsoleRow]
    since_yesterday: list[Report]

    @property
    def counts(self) -> list[StateCount]:
        """Cities by state in the order of the way, states without a city left out; they add up to all cities."""
        begun = [
            StateCount(state=each.value, words=str(STATE_WORDS[each]), cities=count)
            for each, count in self.progress.by_state.items()
        ]
        none = StateCount(state=NOT_STARTED, words=_("Not started"), cities=self.progress.not_started)
        return [each for each in (none, *begun) if each.cities]

    @property
    def needs_you(self) -> int:
        """How many things wait for the secretariat."""
        return len(self.requests) + len(self.stuck) + len(self.to_review) + len(self.to_publish)


def console_of(scope: Scope, at: datetime | None = None) -> Console:
    """Collect the console of a round.

    Parameters
    ----------
    scope
        The round, and of which countries.
    at
        The moment; now if not given.
    """
    moment = at or timezone.now()
    rows = _rows(scope, moment)
    states = [(State(row.state), row.punctuality) for row in rows if row.report is not None]
    reports = [row.report for row in rows if row.report is not None]
    return Console(
        rows=rows,
        progress=progress_of_round(len(rows), states),
        requests=_requests(scope) if scope.manages else [],
        stuck=[
            row
            for row in rows
            if row.state == State.RETURNED and row.moved_at and _age(row.moved_at, moment) > STUCK_DAYS
        ],
        to_review=[row for row in rows if row.state in (State.SUBMITTED, State.IN_REVIEW)],
        to_publish=[row for row in rows if row.state == State.ACCEPTED],
        silent=[row for row in rows if row.is_silent],
        overdue=[row for row in rows if row.punctuality is Punctuality.OVERDUE],
        since_yesterday=[each for each in reports if each.moved_at > moment - timedelta(days=1)],
    )


def _age(then: datetime, now: datetime) -> int:
    return (now - then).days


def _rows(scope: Scope, at: datetime) -> list[ConsoleRow]:
    found, reports = scope.round, _reports(scope)
    reminders = _reminders(scope)
    doubts, counted = _doubts(scope), _counts(scope)
    cities = {each.pk: each for each in members_on(found.network_id, found.opens_on)}
    cities |= {each.city_id: each.city for each in reports.values()}
    rows = []
    for city in sorted(cities.values(), key=lambda each: each.name):
        if scope.countries is not None and city.country_id not in scope.countries:
            continue
        report = reports.get(city.pk)
        window = _window(scope, city, report)
        findings, is_blocked = doubts.get(report.answer_set_id, NEVER) if report else NEVER
        count, last = reminders.get(city.pk, (0, None))
        counts = counted.get(report.pk, _Counts()) if report else _Counts()
        moved = _moved(report, counts)
        waits = report is None or report.state in REMINDED
        today = at.astimezone(ZoneInfo(city.time_zone)).date()
        rows.append(
            ConsoleRow(
                city=city,
                report=report,
                state=report.state if report else NOT_STARTED,
                moved_at=moved,
                tables=counts.tables,
                findings=findings,
                is_blocked=is_blocked,
                days_left=window.days_left(at),
                last_day=window.last_day,
                is_extended=window.last_day > found.closes_on,
                punctuality=timeliness(window, report.first_submitted_at if report else None, at).kind,
                reminded=count,
                reminded_at=last,
                next_rung=next_rung(found.reminder_days, window.last_day, today) if waits else None,
                is_seen=counts.is_seen,
                days_quiet=0 if moved is None else _age(moved, at),
            )
        )
    return rows


def _moved(report: Report | None, counts: _Counts) -> datetime | None:
    if report is None:
        return None
    return max(report.moved_at, counts.changed_at or report.moved_at)


def _window(scope: Scope, city: City, report: Report | None) -> Window:
    if report is not None:
        return window_of(report)
    return Window(opens_on=scope.round.opens_on, closes_on=scope.round.closes_on, time_zone=city.time_zone)


@dataclass(frozen=True, slots=True)
class _Counts:
    """What is counted over the answers of a report."""

    tables: int = 0
    changed_at: datetime | None = None
    is_seen: bool = False


def _reports(scope: Scope) -> dict[int, Report]:
    found = (
        Report.objects.filter(round=scope.round)
        .select_related("round__network", "city__country", "answer_set", "accepted_by")
        .prefetch_related("extensions")
    )
    return {each.city_id: each for each in found}


def _counts(scope: Scope) -> dict[int, _Counts]:
    here = Report.objects.filter(round=scope.round)
    tables = here.filter(answer_set__rows__is_removed=False).annotate(
        tables=Count("answer_set__rows__table", distinct=True)
    )
    begun = dict(tables.values_list("pk", "tables"))
    changed = dict(here.annotate(changed_at=Max("answer_set__changes__at")).values_list("pk", "changed_at"))
    seen = set(here.filter(seen__isnull=False).values_list("pk", flat=True))
    return {
        pk: _Counts(tables=begun.get(pk, 0), changed_at=changed_at, is_seen=pk in seen)
        for pk, changed_at in changed.items()
    }


def _doubts(scope: Scope) -> dict[int, tuple[int, bool]]:
    """Number of findings of the last calculation of each report, and whether one blocks."""
    revision = "answer_set__calculations__revision"
    newest = Report.objects.filter(pk=OuterRef("pk")).order_by().values("pk").annotate(newest=Max(revision))
    kept = Report.objects.filter(round=scope.round, **{revision: Subquery(newest.values("newest"))})
    found = kept.values_list(
        "answer_set_id", "answer_set__calculations__findings", "answer_set__calculations__is_blocked"
    )
    return {answer_set: (len(findings), is_blocked) for answer_set, findings, is_blocked in found}


def _reminders(scope: Scope) -> dict[int, tuple[int, datetime | None]]:
    found = Reminder.objects.filter(round=scope.round).values("city_id").annotate(count=Count("pk"), last=Max("at"))
    return {each["city_id"]: (each["count"], each["last"]) for each in found.order_by()}


def _requests(scope: Scope) -> list[Extension]:
    found = Extension.objects.filter(report__round=scope.round, answered_at=None)
    return list(found.select_related("report__city", "asked_by").order_by("asked_at"))
