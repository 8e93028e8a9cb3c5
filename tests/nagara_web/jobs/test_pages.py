"""The page of a job shows how far it is to whom it concerns; letters lie open in the demonstration only."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from cast import Cast
from nagara_web.jobs.actions import ask_for, write_letter
from nagara_web.jobs.models import Job
from nagara_web.jobs.queries import letters, newer_letter, older_letter


@pytest.fixture
def job(cast: Cast) -> Job:
    """Return a job that Olive waits for."""
    return ask_for("send-mail", key="k", arguments={}, person_id=cast.officer.pk)


def _page(client: Client, person: object, job: Job) -> str:
    client.force_login(person)
    answer = client.get(reverse("job", args=[job.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_only_its_person_and_the_administrator_see_a_job(client: Client, cast: Cast, job: Job) -> None:
    address = reverse("job", args=[job.pk])
    assert client.get(address).status_code == 302
    seen = {}
    for name in ("officer", "administrator", "other_officer", "secretary", "stranger", "head"):
        client.force_login(getattr(cast, name))
        seen[name] = client.get(address).status_code
    assert seen == {
        "officer": 200, "administrator": 200, "other_officer": 404, "secretary": 404, "stranger": 404, "head": 404,
    }  # fmt: skip


def test_a_running_job_shows_its_progress_and_asks_anew(client: Client, cast: Cast, job: Job) -> None:
    Job.objects.update(state="running", progress_frac=0.42, says="Drawing 3 of 7")
    page = _page(client, cast.officer, job)
    assert 'http-equiv="refresh" content="2"' in page
    assert 'value="42"' in page
    assert "Drawing 3 of 7" in page


def test_a_job_that_is_done_leads_to_its_result(client: Client, cast: Cast, job: Job) -> None:
    Job.objects.update(state="done", result={"url": "/work/answers/1/"})
    page = _page(client, cast.officer, job)
    assert 'href="/work/answers/1/"' in page
    assert "http-equiv" not in page


def test_a_failed_job_says_why_and_can_be_tried_again(client: Client, cast: Cast, job: Job) -> None:
    Job.objects.update(state="failed", says="The file is empty.")
    assert "The file is empty." in _page(client, cast.officer, job)
    client.force_login(cast.other_officer)
    assert client.post(reverse("job_again", args=[job.pk])).status_code == 404
    client.force_login(cast.officer)
    assert client.get(reverse("job_again", args=[job.pk])).status_code == 405
    assert client.post(reverse("job_again", args=[job.pk])).status_code == 302
    job.refresh_from_db()
    assert job.state == "queued"


def test_letters_are_shown_in_a_demonstration_only(client: Client, cast: Cast, settings) -> None:
    write_letter("a", to="olive@example.org", subject="Come in", body="At http://127.0.0.1:8000/in/ <b>now</b>")
    path = reverse("letter", args=[letters().get().pk])
    assert [client.get(each).status_code for each in ("/outbox/", path)] == [404, 404]
    settings.IS_DEMO = True
    assert f'<a href="{path}" lang="en">Come in</a>' in client.get("/outbox/").content.decode()
    page = client.get(path).content.decode()
    assert '<a href="http://127.0.0.1:8000/in/"' in page
    assert "&lt;b&gt;now" in page


@pytest.mark.django_db
def test_letters_are_listed_newest_first_and_in_pages(client: Client, settings) -> None:
    settings.IS_DEMO = True
    for number in range(21):
        write_letter(f"{number}", to=f"{number % 2}@example.org", subject=f"Letter {number}.", body="Words")
    first, second = (client.get(f"/outbox/?page={page}").content.decode() for page in (1, 2))
    assert first.index("Letter 20.") < first.index("Letter 1.") < len(first)
    assert ("Letter 0." in first, "Letter 0." in second) == (False, True)
    to_one = client.get("/outbox/?to=1@example.org").content.decode()
    assert ("Letter 3." in to_one, "Letter 4." in to_one) == (True, False)
    middle = letters().get(key="7")
    assert (newer_letter(middle).key, older_letter(middle).key) == ("8", "6")
