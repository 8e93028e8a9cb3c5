"""Interventions: kept as text or as a file, public or closed, found by their words and by nobody else's eyes."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from docx import Document

from nagara_web.accounts.models import Person
from nagara_web.jobs.models import Job
from nagara_web.meetings import actions, queries
from nagara_web.meetings.job_handlers import keep_statement, read_statement
from nagara_web.meetings.refusals import NotReadyError
from web_meetings import Forum

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def browser(person: Person | None = None) -> Client:
    client = Client()
    if person is not None:
        client.force_login(person, backend=BACKEND)
    return client


def word_file(words: str) -> bytes:
    made, held = Document(), BytesIO()
    made.add_paragraph(words)
    made.save(held)
    return held.getvalue()


def read(forum: Forum, person: Person | None, **asked: str) -> str:
    return browser(person).get(reverse("interventions"), asked).content.decode()


def test_the_words_of_a_file_are_read_apart_and_found(forum: Forum) -> None:
    content = word_file("Hilltop offers its Landfill gas figures. ĐÀ NẴNG.")
    kept = actions.add_intervention(
        forum.meeting.pk,
        "",
        city_id=forum.cast.hilltop.pk,
        file=SimpleUploadedFile("../statement.docx", content),
        person_id=forum.cast.other_officer.pk,
    )
    asked = {"intervention": kept.pk}
    assert Job.objects.get(kind="read-statement").arguments == asked
    found = read_statement(asked, lambda *_: None)
    assert found == {"words": "Hilltop offers its Landfill gas figures. ĐÀ NẴNG."}
    keep_statement(asked, found)
    assert list(queries.interventions_of(forum.meeting, words="landfill đà nẵng hilltop")) == [kept]
    assert not queries.interventions_of(forum.meeting, words="landfill harbour")
    kept.refresh_from_db()
    assert kept.file_name == "statement.docx"
    with kept.file.open("rb") as file:
        assert file.read() == content


@pytest.mark.parametrize(("name", "content"), [("a.pdf", b"MZ\x90"), ("a.exe", b"MZ"), ("a.docx", b"")])
def test_a_file_that_is_not_what_it_says_is_refused(forum: Forum, name: str, content: bytes) -> None:
    file = SimpleUploadedFile(name, content)
    with pytest.raises(NotReadyError):
        actions.add_intervention(forum.meeting.pk, "", organisation="Guest", file=file, person_id=None)


def test_a_closed_statement_is_read_by_those_who_take_part_and_a_public_one_by_all(forum: Forum) -> None:
    cast, meeting = forum.cast, actions.announce_meeting(forum.meeting.pk, person_id=None)
    file = SimpleUploadedFile("statement.txt", b"Between us: the ferry is late.")
    kept = actions.add_intervention(
        meeting.pk, "Between us.", city_id=cast.hilltop.pk, file=file, person_id=cast.other_officer.pk
    )
    path = reverse("statement_file", args=[meeting.slug, kept.pk, kept.file_name])
    show = reverse("intervention_show", args=[meeting.slug, kept.pk])
    assert browser().get(path).status_code == 404
    assert "Between us" not in read(forum, None)
    taken = browser(cast.officer).get(path)
    assert (taken.status_code, taken["X-Content-Type-Options"]) == (200, "nosniff")
    assert "attachment" in taken["Content-Disposition"]
    assert "Between us" in read(forum, cast.officer, words="BETWEEN", speaker="hilltop", meeting=meeting.slug)
    assert browser(cast.officer).post(show, {"to": "public"}).status_code == 403
    assert browser(cast.other_officer).post(show, {"to": "public"}).status_code == 302
    assert browser().get(path).status_code == 200
    assert "Between us" in read(forum, None)
    assert "Between us" in browser().get(reverse("meeting", args=[meeting.slug])).content.decode()


def test_nothing_public_is_read_of_a_meeting_that_is_not_announced(forum: Forum) -> None:
    actions.add_intervention(forum.meeting.pk, "Too early", organisation="Guest", is_public=True, person_id=None)
    assert "Too early" not in read(forum, None)
    assert "Too early" not in read(forum, forum.cast.officer)
    assert "Too early" in read(forum, forum.cast.host)


def test_a_form_without_words_and_without_a_file_says_what_is_missing(forum: Forum) -> None:
    path = reverse("meeting_interventions", args=[forum.meeting.slug])
    answer = browser(forum.cast.secretary).post(path, {"organisation": "Guest", "language": "en"})
    assert answer.status_code == 400
    assert "Write or paste what was said, or attach the file." in answer.content.decode()
