"""A job happens once in effect, is tried again where that may help, and says why it failed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone
from django_q.models import OrmQ, Schedule

from nagara_web.jobs.actions import ask_again, ask_for, find_lost_jobs, write_letter
from nagara_web.jobs.daily import ask_for_the_day
from nagara_web.jobs.models import Job, Mail
from nagara_web.jobs.registry import CannotBeDone, Progress, handles, handles_in_two, kinds
from nagara_web.jobs.work import Later, do, do_waiting

pytestmark = pytest.mark.django_db


@pytest.fixture
def calls() -> Iterator[list[str]]:
    """Return what the handlers of these tests were called with; they are known for one test only."""
    known = dict(kinds())
    seen: list[str] = []

    @handles("test-note")
    def note(arguments: Mapping[str, Any], progress: Progress) -> Mapping[str, Any]:
        progress(0.5, "nobody sees this")
        seen.append(arguments["word"])
        return {"url": "/cities/"}

    def first(arguments: Mapping[str, Any], progress: Progress) -> str:
        progress(0.25, "A quarter is done")
        job = Job.objects.get(kind="test-two")
        seen.append(f"{job.state} {job.progress_frac} {job.says}")
        return str(arguments["word"]) * 2

    @handles_in_two("test-two", first=first)
    def then(arguments: Mapping[str, Any], found: str) -> Mapping[str, Any]:
        seen.append(found)
        return {}

    @handles("test-refuse")
    def refuse(arguments: Mapping[str, Any], progress: Progress) -> Mapping[str, Any]:
        sentence = "The file is empty."
        raise CannotBeDone(sentence)

    @handles("test-break", attempts=2)
    def break_(arguments: Mapping[str, Any], progress: Progress) -> Mapping[str, Any]:
        Job.objects.filter(kind="test-break").update(key="half done")
        raise ZeroDivisionError

    yield seen
    kinds().clear()
    kinds().update(known)


def _asked(kind: str, key: str = "k") -> Job:
    return ask_for(kind, key=key, arguments={"word": "ma"})


def test_a_job_is_done_once_however_often_it_is_begun(calls: list[str]) -> None:
    job = _asked("test-note")
    do(job.pk)
    do(job.pk)
    job.refresh_from_db()
    assert (calls, job.state, job.result) == (["ma"], Job.State.DONE, {"url": "/cities/"})


def test_asking_twice_under_one_key_is_asking_once(calls: list[str]) -> None:
    assert _asked("test-note").pk == _asked("test-note").pk
    assert OrmQ.objects.count() == 1


def test_the_first_step_is_seen_while_it_runs_and_the_second_gets_what_it_found(calls: list[str]) -> None:
    do(_asked("test-two").pk)
    assert calls == ["running 0.25 A quarter is done", "mama"]


def test_what_cannot_be_done_is_not_tried_again_and_says_why(calls: list[str]) -> None:
    job = _asked("test-refuse")
    do(job.pk)
    job.refresh_from_db()
    assert (job.state, job.says) == (Job.State.FAILED, "The file is empty.")


def test_a_fault_leaves_nothing_half_done_and_is_tried_again_up_to_a_limit(calls: list[str]) -> None:
    job = _asked("test-break")
    with pytest.raises(Later):
        do(job.pk)
    job.refresh_from_db()
    assert (job.key, job.state) == ("k", Job.State.QUEUED)
    do(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (Job.State.FAILED, 2)
    assert "ZeroDivisionError" in job.says


def test_a_job_that_kills_its_worker_each_time_is_given_up(calls: list[str]) -> None:
    job = _asked("test-note")
    Job.objects.update(state=Job.State.RUNNING, attempts=5)
    do(job.pk)
    job.refresh_from_db()
    assert (job.state, calls) == (Job.State.FAILED, [])


def test_a_failed_job_can_be_asked_for_again(calls: list[str]) -> None:
    job = _asked("test-refuse")
    do(job.pk)
    OrmQ.objects.all().delete()
    ask_again(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts, OrmQ.objects.count()) == (Job.State.QUEUED, 0, 1)


def test_a_kind_that_nobody_does_fails_in_words() -> None:
    job = _asked("test-unheard-of")
    do(job.pk)
    job.refresh_from_db()
    assert job.state == Job.State.FAILED
    assert "test-unheard-of" in job.says


def test_jobs_that_lost_their_place_in_the_queue_get_it_back(calls: list[str]) -> None:
    _asked("test-note", "a")
    OrmQ.objects.all().delete()
    _asked("test-note", "b")
    assert find_lost_jobs() == 1
    assert find_lost_jobs() == 0
    assert OrmQ.objects.count() == 2


def test_a_letter_is_sent_once_under_an_identity_of_its_own() -> None:
    for _ in range(2):
        write_letter("welcome:1", to="olive@example.org", subject="Welcome\nBcc: all", body="Come in.")
    do_waiting()
    [sent] = mail.outbox
    assert sent.subject == "Welcome Bcc: all"
    assert sent.extra_headers["Message-ID"].endswith("@localhost>")
    letter = Mail.objects.get()
    assert letter.sent_at is not None
    Job.objects.update(state=Job.State.RUNNING)
    do(Job.objects.get().pk)
    assert len(mail.outbox) == 1


def test_a_letter_that_was_sent_keeps_no_key_and_its_envelope_says_more(settings) -> None:
    body = "Come in: http://127.0.0.1:8000/account/invitation/Zk3-x81/ or see http://127.0.0.1:8000/work/"
    write_letter("in:1", to="olive@example.org", subject="Welcome", body=body, headers={"List-Unsubscribe": "<x>"})
    assert Mail.objects.get().body == body
    do_waiting()
    [sent] = mail.outbox
    assert sent.body == body
    assert sent.extra_headers["List-Unsubscribe"] == "<x>"
    kept = Mail.objects.get()
    assert kept.body == "Come in: http://127.0.0.1:8000/… or see http://127.0.0.1:8000/work/"
    assert (kept.subject, kept.headers) == ("Welcome", {})
    settings.IS_DEMO = True
    write_letter("in:2", to="olive@example.org", subject="Welcome", body=body)
    do_waiting()
    assert Mail.objects.get(key="in:2").body == body


def test_hourly_work_is_asked_for_once_in_an_hour() -> None:
    ask_for_the_day()
    ask_for_the_day()
    assert Job.objects.filter(kind="hourly-close-rounds").count() == 1


def test_daily_work_is_asked_for_once_on_a_day() -> None:
    ask_for_the_day()
    ask_for_the_day()
    day = timezone.now().date().isoformat()
    assert list(Job.objects.filter(kind="daily-clear-away").values_list("key", flat=True)) == [
        f"daily-clear-away:{day}"
    ]


def test_migrating_makes_the_schedule_of_daily_work() -> None:
    assert Schedule.objects.get(name="what-is-daily").func == "nagara_web.jobs.daily.ask_for_the_day"


def test_jobs_done_long_ago_are_cleared_away(calls: list[str]) -> None:
    old, new = _asked("test-note", "old"), _asked("test-note", "new")
    for job in (old, new):
        do(job.pk)
    Job.objects.filter(pk=old.pk).update(ended_at=timezone.now() - timedelta(days=100))
    ask_for_the_day()
    do_waiting()
    assert set(Job.objects.filter(kind="test-note").values_list("key", flat=True)) == {"new"}
