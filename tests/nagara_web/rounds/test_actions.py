"""Each move of a report: who may, what it leaves behind, whom it tells."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from nagara_web.accounts.open_work import open_work_of
from nagara_web.answers import actions as answers
from nagara_web.answers.edits import Locked
from nagara_web.answers.evidence import attach_evidence
from nagara_web.answers.queries import rows_of
from nagara_web.audit.models import Event
from nagara_web.audit.queries import verify
from nagara_web.figures.models import FigureVersion
from nagara_web.figures.queries import figures_of_report
from nagara_web.jobs.models import Mail
from nagara_web.notices.models import Happening, Notice
from nagara_web.notices.queries import newest_happenings
from nagara_web.rounds import actions
from nagara_web.rounds.actions import reminding
from nagara_web.rounds.models import Extension, FigureReview, Reminder, Report
from nagara_web.rounds.post import Words
from nagara_web.rounds.refusals import NotReadyError, RefusedError

from .conftest import IN_TIME, PARKS, TRAINED, make_round

AFTER_THE_END = datetime(2026, 7, 2, tzinfo=UTC)


def test_a_report_travels_from_draft_to_published_and_every_step_is_one_event(play):
    report = play.published()
    said = Event.objects.filter(subject=f"report:{report.pk}").order_by("number").values_list("action", flat=True)
    assert list(said) == [
        "report.started",
        "report.sent-to-head",
        "report.submitted",
        "report.review-begun",
        "report.figure-judged",
        "report.figure-judged",
        "report.accepted",
        "report.published",
    ]
    assert verify().is_whole
    assert {row.indicator_code for row in figures_of_report(report.pk)} == {PARKS, TRAINED}
    assert Happening.objects.filter(kind="report-published", city="rivermouth", round="2026").count() == 1
    assert [each.kind for each in newest_happenings(5, "indicator", PARKS)] == ["report-published"]


def test_a_published_figure_says_who_prepared_signed_and_published_it(play, cast):
    report = play.published()
    version = FigureVersion.objects.get(report=report, figure__indicator__code=PARKS)
    assert (version.made_by, version.signed_by, version.published_by) == (
        cast.officer,
        cast.head,
        cast.second_secretary,
    )
    assert (version.value, version.low, version.high) == (9.5, 9.0, 10.0)
    assert version.origin["revision"] == report.revision_signed


@pytest.mark.parametrize("who", ["officer", "head", "peer_reviewer", "secretary", "administrator", "focal_point"])
def test_who_accepted_or_works_for_the_city_does_not_publish(play, cast, who):
    report = play.accepted()
    with pytest.raises(RefusedError, match="can publish"):
        actions.publish_report(report.pk, person_id=getattr(cast, who).pk)
    assert Report.objects.get(pk=report.pk).state == "accepted"


@pytest.mark.parametrize("who", ["officer", "second_officer", "coordinator", "other_head", "secretary", "stranger"])
def test_only_the_head_of_the_city_signs(play, cast, who):
    report = play.sent()
    with pytest.raises(RefusedError, match="The head of the city can sign"):
        actions.sign_and_submit(report.pk, person_id=getattr(cast, who).pk)


def test_a_reviewer_who_has_worked_for_the_city_is_refused_even_after_moving_on(play, cast):
    from nagara_web.accounts.models import Appointment, Role

    report = play.submitted()
    Appointment.objects.filter(person=cast.officer).update(until=date(2026, 1, 1))
    Appointment.objects.create(
        person=cast.officer, role=Role.PEER_REVIEWER, network=cast.network, since=date(2020, 1, 1)
    )
    with pytest.raises(RefusedError, match="nobody approves their own"):
        actions.begin_review(report.pk, person_id=cast.officer.pk)


def _as_reviewer(cast, person):
    from nagara_web.accounts.models import Appointment, Role

    Appointment.objects.filter(person=person).update(until=date(2026, 1, 1))
    Appointment.objects.create(person=person, role=Role.PEER_REVIEWER, network=cast.network, since=date(2020, 1, 1))


def _submit(report, cast):
    actions.send_to_head(report.pk, person_id=cast.officer.pk, at=IN_TIME)
    actions.sign_and_submit(report.pk, person_id=cast.head.pk, at=IN_TIME)


def test_whoever_only_gave_a_reason_judges_nothing_later(play, cast):
    report = play.filled()
    answers.reply_to_finding(
        report.answer_set_id, code="any", place="", reason="It is right", person_id=cast.second_officer.pk
    )
    _submit(report, cast)
    _as_reviewer(cast, cast.second_officer)
    with pytest.raises(RefusedError, match="nobody approves their own"):
        actions.begin_review(report.pk, person_id=cast.second_officer.pk)


def test_whoever_only_attached_a_file_judges_nothing_later(play, cast, settings, tmp_path):
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = {**settings.STORAGES, "default": storage}
    report = play.filled()
    city = rows_of(report.answer_set_id, "city")[0]
    attach_evidence(
        report.answer_set_id,
        place=f"city/{city.pk}",
        upload=SimpleUploadedFile("gate-book.csv", b"day,t\n1,640\n"),
        person_id=cast.second_officer.pk,
    )
    _submit(report, cast)
    _as_reviewer(cast, cast.second_officer)
    with pytest.raises(RefusedError, match="nobody approves their own"):
        actions.begin_review(report.pk, person_id=cast.second_officer.pk)


def test_whoever_sent_it_to_the_head_once_judges_nothing_later(play, cast):
    report = play.filled()
    actions.send_to_head(report.pk, person_id=cast.second_officer.pk, at=IN_TIME)
    actions.take_back(report.pk, person_id=cast.officer.pk, at=IN_TIME)
    _submit(report, cast)
    _as_reviewer(cast, cast.second_officer)
    with pytest.raises(RefusedError, match="nobody approves their own"):
        actions.begin_review(report.pk, person_id=cast.second_officer.pk)


def test_a_head_whose_signature_was_withdrawn_judges_nothing_later(play, cast):
    report = play.submitted()
    actions.withdraw_signature(report.pk, person_id=cast.head.pk, at=IN_TIME)
    Report.objects.filter(pk=report.pk).update(state="submitted", signed_by=cast.other_head)
    _as_reviewer(cast, cast.head)
    with pytest.raises(RefusedError, match="nobody approves their own"):
        actions.begin_review(report.pk, person_id=cast.head.pk)


def test_the_statement_that_was_signed_names_the_revision(play, cast):
    report = play.submitted()
    signature = report.signatures.get()
    assert signature.person == cast.head
    assert f"revision {report.revision_signed}" in signature.statement


def test_answers_are_locked_while_the_head_reads_and_open_again_when_taken_back(play, cast):
    report = play.sent()
    with pytest.raises(Locked):
        play.answer(report, PARKS, "8")
    actions.take_back(report.pk, person_id=cast.second_officer.pk, at=IN_TIME)
    play.answer(report, PARKS, "8")


def test_what_is_taken_back_after_the_last_day_is_closed_at_once(play, cast):
    report = actions.take_back(play.sent().pk, person_id=cast.officer.pk, at=AFTER_THE_END)
    with pytest.raises(Locked):
        play.answer(report, PARKS, "8")
    report.answer_set.refresh_from_db()
    assert report.answer_set.locked_because == "closed"


def test_another_last_day_opens_and_closes_the_drafts_at_once(play, cast):
    report = play.start()
    actions.close_rounds(AFTER_THE_END)
    actions.change_round(play.round.pk, person_id=cast.secretary.pk, closes_on=date(2026, 7, 31), at=AFTER_THE_END)
    play.answer(report, PARKS, "8")
    actions.change_round(play.round.pk, person_id=cast.secretary.pk, closes_on=date(2026, 6, 30), at=AFTER_THE_END)
    with pytest.raises(Locked):
        play.answer(report, PARKS, "9")


def test_a_head_who_read_an_older_revision_reads_again(play, cast):
    report = play.sent()
    with pytest.raises(NotReadyError, match="changed while you read"):
        actions.sign_and_submit(report.pk, person_id=cast.head.pk, revision=1)


def test_a_finding_that_blocks_is_named_when_the_report_is_sent(play, cast):
    report = play.start()
    play.answer(report, PARKS, "10", low="20", high="30")
    with pytest.raises(NotReadyError) as refused:
        actions.send_to_head(report.pk, person_id=cast.officer.pk, at=IN_TIME)
    assert refused.value.because == "blocked"
    assert refused.value.details


def test_the_head_hears_of_a_report_that_waits_in_her_language(play, cast):
    play.sent()
    letter = Mail.objects.get(to=cast.head.email, subject__contains="signature")
    assert "/sign/" in letter.body
    assert Notice.objects.filter(person=cast.head, kind="signature-asked").count() == 1


def test_a_signature_that_was_withdrawn_buys_no_time(play, cast):
    report = play.submitted()
    actions.withdraw_signature(report.pk, person_id=cast.head.pk, at=IN_TIME)
    report = actions.take_back(report.pk, person_id=cast.officer.pk, at=IN_TIME)
    assert (report.state, report.first_submitted_at) == ("draft", None)
    assert report.signatures.get().withdrawn_at is not None


def test_once_the_review_has_begun_the_signature_stays(play, cast):
    report = play.in_review()
    with pytest.raises(RefusedError, match="until the review begins"):
        actions.withdraw_signature(report.pk, person_id=cast.head.pk)


def test_what_comes_again_unchanged_keeps_its_verdict_and_what_changed_is_looked_at_again(play, cast):
    report = play.returned()
    play.answer(report, PARKS, "7.5", low="7", high="8")
    actions.send_to_head(report.pk, person_id=cast.officer.pk, at=AFTER_THE_END)
    report = actions.sign_and_submit(report.pk, person_id=cast.head.pk, at=AFTER_THE_END)
    kept = FigureReview.objects.filter(report=report, revision=report.revision_signed)
    assert [(each.indicator, each.verdict, each.person) for each in kept] == [(TRAINED, "accept", cast.peer_reviewer)]
    actions.begin_review(report.pk, person_id=cast.peer_reviewer.pk)
    with pytest.raises(NotReadyError) as refused:
        actions.accept_report(report.pk, person_id=cast.secretary.pk)
    assert refused.value.details == (PARKS,)


def test_a_figure_is_not_returned_without_a_word(play, cast):
    report = play.in_review()
    with pytest.raises(NotReadyError, match="Say what the city should look at"):
        actions.judge_figure(report.pk, PARKS, "return", person_id=cast.peer_reviewer.pk)


def test_a_report_with_a_returned_figure_is_not_accepted(play, cast):
    report = play.in_review()
    play.judge_all(report, "return")
    with pytest.raises(NotReadyError, match="Some figures are returned"):
        actions.accept_report(report.pk, person_id=cast.secretary.pk)


def test_nothing_is_returned_without_saying_what(play, cast):
    report = play.in_review()
    with pytest.raises(NotReadyError, match="Nothing is returned"):
        actions.return_report(report.pk, person_id=cast.peer_reviewer.pk)


def test_a_correction_makes_new_versions_only_of_figures_that_changed_with_the_reason(play, cast):
    report = play.published()
    actions.correct_figure(report.pk, PARKS, person_id=cast.officer.pk, reason="A lake was counted")
    actions.reopen_report(report.pk, person_id=cast.secretary.pk, reason="A lake was counted as a park")
    play.answer(report, PARKS, "7.5", low="7", high="8")
    actions.send_to_head(report.pk, person_id=cast.officer.pk)
    actions.sign_and_submit(report.pk, person_id=cast.head.pk)
    actions.begin_review(report.pk, person_id=cast.peer_reviewer.pk)
    actions.judge_figure(report.pk, PARKS, "accept", person_id=cast.peer_reviewer.pk)
    actions.accept_report(report.pk, person_id=cast.secretary.pk)
    actions.publish_report(report.pk, person_id=cast.second_secretary.pk)
    numbers = {
        code: [version.number for version in FigureVersion.objects.filter(figure__indicator__code=code)]
        for code in (PARKS, TRAINED)
    }
    assert numbers == {PARKS: [2, 1], TRAINED: [1]}
    newest = FigureVersion.objects.get(figure__indicator__code=PARKS, number=2)
    assert (newest.value, newest.reason) == (7.5, "A lake was counted as a park")


def test_next_year_starts_from_this_year(play, cast):
    first = play.published()
    questions = make_round(cast, year=2026, slug="2027")
    later = actions.start_report(questions.pk, cast.rivermouth.pk, person_id=cast.officer.pk, at=IN_TIME)
    assert later.answer_set.previous_id == first.answer_set_id


def test_starting_twice_is_starting_once(play):
    assert play.start().pk == play.start().pk


def test_a_report_does_not_start_before_the_round_opens_and_says_so(play):
    with pytest.raises(NotReadyError, match="not open yet"):
        play.start(at=datetime(2026, 2, 27, tzinfo=UTC))


def test_a_report_started_too_late_is_locked_and_may_ask_for_time(play, cast):
    report = play.start(at=AFTER_THE_END)
    with pytest.raises(Locked):
        play.answer(report, PARKS, "8")
    asked = actions.ask_extension(
        report.pk, person_id=cast.officer.pk, until=date(2026, 7, 20), reason="Flood", at=AFTER_THE_END
    )
    actions.answer_extension(
        asked.pk,
        person_id=cast.secretary.pk,
        granted_until=date(2026, 7, 15),
        answer="Until the 15th",
        at=AFTER_THE_END,
    )
    play.answer(report, PARKS, "8")


def test_a_refused_request_says_why_and_opens_nothing(play, cast):
    report = play.start(at=AFTER_THE_END)
    asked = actions.ask_extension(
        report.pk, person_id=cast.officer.pk, until=date(2026, 7, 20), reason="Flood", at=AFTER_THE_END
    )
    actions.answer_extension(
        asked.pk, person_id=cast.secretary.pk, granted_until=None, answer="The report is due", at=AFTER_THE_END
    )
    with pytest.raises(Locked):
        play.answer(report, PARKS, "8")
    assert "The report is due" in Mail.objects.get(to=cast.officer.email, subject__contains="More time").body


def test_drafts_are_closed_when_the_last_day_is_over_where_the_city_is(play):
    report = play.start()
    end = datetime(2026, 6, 30, 17, tzinfo=UTC)  # midnight in Bangkok
    assert actions.close_rounds(end - timedelta(seconds=1)) == 0
    assert actions.close_rounds(end) == 1
    assert actions.close_rounds(end) == 0
    report.answer_set.refresh_from_db()
    assert report.answer_set.locked_because == "closed"


def test_a_draft_that_was_given_more_time_after_it_was_found_is_not_closed(play, cast):
    report = play.start()
    asked = actions.ask_extension(
        report.pk, person_id=cast.officer.pk, until=date(2026, 9, 1), reason="Flood", at=IN_TIME
    )
    Extension.objects.filter(pk=asked.pk).update(granted_until=date(2026, 9, 1))
    assert not reminding._close(Report.objects.all(), report.pk, datetime(2026, 7, 1, tzinfo=UTC))


def test_a_comment_about_an_endless_figure_is_refused(play, cast, client):
    report = play.start()
    client.force_login(cast.officer)
    said = client.post(f"/work/reports/{report.pk}/comment/", {"body": "What is this?", "indicator": "x" * 81})
    assert said.status_code == 400


def test_each_rung_is_climbed_once_by_each_silent_city(play):
    play.submitted()
    day = datetime(2026, 6, 23, 3, tzinfo=UTC)
    assert len(actions.send_daily_reminders(day)) == 2  # Harbour and Hilltop; Rivermouth has submitted
    assert actions.send_daily_reminders(day + timedelta(hours=5)) == []
    assert Reminder.objects.filter(rung_days=7).count() == 2


def test_writing_to_silent_cities_bears_the_text_that_was_shown(play, cast):
    sent = actions.remind(
        play.round.pk,
        [cast.hilltop.pk],
        person_id=cast.secretary.pk,
        own=lambda language: Words(
            f"{{city}} has until {{until}} ({language})", "Dear {name} of {city}, 100 % of us wait."
        ),
    )
    assert len(sent) == 1
    assert Mail.objects.get(to=cast.other_officer.email, subject__contains="Hilltop has until 30 June 2026").body == (
        "Dear Orla Other of Hilltop, 100 % of us wait."
    )


def test_a_city_that_has_submitted_is_not_reminded(play, cast):
    play.submitted()
    with pytest.raises(NotReadyError, match="have not submitted"):
        actions.remind(play.round.pk, [cast.rivermouth.pk], person_id=cast.secretary.pk)


def test_a_coordinator_writes_only_for_a_city_that_asked(play, cast):
    report = play.filled()
    with pytest.raises(RefusedError):
        actions.send_to_head(report.pk, person_id=cast.coordinator.pk, at=IN_TIME)
    actions.ask_coordinator(report.pk, person_id=cast.officer.pk)
    report.answer_set.refresh_from_db()
    assert report.answer_set.coordinator_may_write
    assert actions.send_to_head(report.pk, person_id=cast.coordinator.pk, at=IN_TIME).state == "awaiting-signature"


def test_the_focal_point_marks_what_was_submitted_once(play, cast):
    report = play.start()
    with pytest.raises(RefusedError):
        actions.mark_seen(report.pk, person_id=cast.focal_point.pk)
    report = play.submitted()
    for _ in range(2):
        actions.mark_seen(report.pk, person_id=cast.focal_point.pk)
    assert report.seen.count() == 1


def test_an_open_round_keeps_its_questions(play, cast):
    with pytest.raises(NotReadyError, match="The round is open"):
        actions.change_round(play.round.pk, person_id=cast.secretary.pk, year=2024)
    other = answers.make_questionnaire(play.round.questionnaire.edition, title="Changed", modules=("waste",))
    assert other.title == "Own"


@pytest.mark.parametrize("who", ["officer", "host", "administrator", "peer_reviewer"])
def test_only_the_secretariat_opens_a_round(cast, who):
    with pytest.raises(RefusedError):
        make_round(cast, person=getattr(cast, who))


def test_what_was_written_as_a_letter_is_not_in_the_daily_letter_again(play, cast):
    play.sent()
    asked = Notice.objects.get(person=cast.head, kind="signature-asked")
    assert asked.mailed_at is not None


def test_whoever_takes_over_is_told_which_reports_wait(play, cast):
    report = play.filled()
    waiting = [each.url for each in open_work_of(cast.officer.pk)]
    assert waiting == [f"/work/reports/{report.pk}/"]
    assert not open_work_of(cast.head.pk)
    actions.send_to_head(report.pk, person_id=cast.officer.pk, at=IN_TIME)
    assert not open_work_of(cast.officer.pk)
    assert [each.url for each in open_work_of(cast.head.pk)] == waiting
    actions.sign_and_submit(report.pk, person_id=cast.head.pk, at=IN_TIME)
    actions.begin_review(report.pk, person_id=cast.peer_reviewer.pk, at=IN_TIME)
    assert [each.url for each in open_work_of(cast.peer_reviewer.pk)] == waiting
    assert not open_work_of(cast.second_secretary.pk)
