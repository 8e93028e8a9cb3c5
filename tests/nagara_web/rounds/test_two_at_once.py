"""Two people at the same moment, on two connections: one of them is told, nothing is done twice."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from threading import Barrier

import pytest
from django.db import connections

from nagara_web.answers import actions as answers
from nagara_web.answers.edits import Locked
from nagara_web.audit.actions import record
from nagara_web.audit.models import ChainHead, Event
from nagara_web.audit.queries import verify
from nagara_web.figures.models import FigureVersion
from nagara_web.rounds import actions
from nagara_web.rounds.refusals import NotReadyError, RefusedError

from .conftest import IN_TIME, PARKS, Play

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        "__import__('django.db').db.connection.vendor != 'postgresql'",
        reason="a database in memory has one connection",
    ),
]


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Do several things at the same moment, each on a connection of its own; what each returned or raised."""
    start = Barrier(len(acts))

    def one(act: Callable[[], object]) -> object:
        start.wait()
        try:
            return act()
        except Exception as error:  # noqa: BLE001  (what it is, is looked at)
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


def refused(said: list[object]) -> list[object]:
    """Who was told that it cannot be done; nothing else may go wrong."""
    wrong = [each for each in said if isinstance(each, Exception)]
    assert all(isinstance(each, RefusedError | NotReadyError | Locked) for each in wrong), wrong
    assert verify().is_whole
    return wrong


def test_the_first_events_of_a_site_form_one_chain() -> None:
    Event.objects.all().delete()
    ChainHead.objects.all().delete()
    said = at_once(*(lambda n=n: record("thing.done", actor_id=None, subject=f"thing:{n}") for n in range(8)))
    assert not refused(said)
    assert Event.objects.count() == 8


def test_of_two_publishers_one_publishes(play: Play) -> None:
    report = play.accepted()
    who = play.cast.second_secretary.pk
    said = at_once(*(lambda: actions.publish_report(report.pk, person_id=who, at=IN_TIME) for _ in range(3)))
    assert len(refused(said)) == 2
    assert FigureVersion.objects.count() == 2
    assert Event.objects.filter(action="report.published").count() == 1


def test_a_report_is_returned_or_accepted_and_never_both(play: Play) -> None:
    report = play.in_review()
    play.judge_all(report)
    said = at_once(
        lambda: actions.accept_report(report.pk, person_id=play.cast.secretary.pk, at=IN_TIME),
        lambda: actions.return_report(report.pk, person_id=play.cast.peer_reviewer.pk, at=IN_TIME),
        lambda: actions.accept_report(report.pk, person_id=play.cast.second_secretary.pk, at=IN_TIME),
    )
    assert len(refused(said)) == 2
    assert Event.objects.filter(action__in=("report.accepted", "report.returned")).count() == 1


def test_what_is_signed_is_what_stands(play: Play) -> None:
    report = play.sent()
    said = at_once(
        lambda: actions.sign_and_submit(report.pk, person_id=play.cast.head.pk, at=IN_TIME),
        lambda: actions.take_back(report.pk, person_id=play.cast.officer.pk, at=IN_TIME),
        lambda: play.answer(report, PARKS, "11"),
    )
    refused(said)
    report.refresh_from_db()
    report.answer_set.refresh_from_db()
    if report.state == "submitted":
        assert report.revision_signed == report.answer_set.revision
        assert report.answer_set.locked_because == "submitted"
    else:
        assert (report.state, report.revision_signed, report.answer_set.locked_because) == ("draft", None, "")


def test_nothing_is_written_after_the_report_was_sent(play: Play) -> None:
    report = play.filled()
    before = report.answer_set.changes.count()
    said = at_once(
        lambda: actions.send_to_head(report.pk, person_id=play.cast.officer.pk, at=IN_TIME),
        *(lambda n=n: play.answer(report, PARKS, str(20 + n)) for n in range(3)),
    )
    refused(said)
    report.refresh_from_db()
    report.answer_set.refresh_from_db()
    assert (report.state, report.answer_set.locked_because) == ("awaiting-signature", "awaiting-signature")
    written = sum(each is None for each in said)
    assert report.answer_set.changes.count() == before + written


def test_a_change_is_taken_back_once(play: Play) -> None:
    report = play.filled()
    last = report.answer_set.changes.order_by("-revision").first()
    assert last is not None
    said = at_once(*(lambda: answers.undo(last.pk, play.cast.officer.pk) for _ in range(3)))
    assert sum(not isinstance(each, Exception) for each in said) == 1
    assert verify().is_whole


def test_a_request_for_time_is_answered_once(play: Play) -> None:
    report = play.start()
    asked = actions.ask_extension(
        report.pk, person_id=play.cast.officer.pk, until=date(2026, 9, 1), reason="Flood", at=IN_TIME
    )
    said = at_once(
        lambda: actions.answer_extension(
            asked.pk, person_id=play.cast.secretary.pk, granted_until=date(2026, 9, 1), answer="Yes", at=IN_TIME
        ),
        lambda: actions.answer_extension(
            asked.pk, person_id=play.cast.second_secretary.pk, granted_until=None, answer="No", at=IN_TIME
        ),
    )
    assert len(refused(said)) == 1


def test_two_officers_start_one_report(play: Play) -> None:
    people = (play.cast.officer, play.cast.second_officer, play.cast.head)
    said = at_once(
        *(
            lambda who=who: actions.start_report(play.round.pk, play.cast.rivermouth.pk, person_id=who.pk, at=IN_TIME)
            for who in people
        )
    )
    assert not refused(said)
    assert len({each.pk for each in said}) == 1


def test_more_time_that_is_granted_while_the_round_closes_holds(play: Play) -> None:
    report = play.start()
    asked = actions.ask_extension(
        report.pk, person_id=play.cast.officer.pk, until=date(2026, 9, 1), reason="Flood", at=IN_TIME
    )
    after = datetime(2026, 7, 1, 3, tzinfo=UTC)
    said = at_once(
        lambda: actions.close_rounds(after),
        lambda: actions.answer_extension(
            asked.pk, person_id=play.cast.secretary.pk, granted_until=date(2026, 9, 1), answer="Yes", at=after
        ),
    )
    assert not refused(said)
    report.answer_set.refresh_from_db()
    assert report.answer_set.locked_because == ""
