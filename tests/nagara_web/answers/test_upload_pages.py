"""The pages on which files go out and come back: who may, what they say, nothing by half."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from answer_sets import edited_workbook, filled, opened
from nagara_web.answers.actions import lock, share
from nagara_web.answers.models import Change, Upload
from nagara_web.answers.queries import rows_of

CITY = ("officer", "second_officer")
READERS_ONCE_SHARED = ("secretary", "peer_reviewer", "focal_point")
NEVER = ("other_officer", "other_head", "other_focal_point", "host", "observer", "stranger", "administrator")
PAGES = ("upload", "workbook", "answers_csv", "phone_form")


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}},
    }


@pytest.fixture(autouse=True)
def strict(settings):
    settings.SECURE_SSL_REDIRECT = False


def changed_workbook(made, path) -> SimpleUploadedFile:
    """The workbook of the answers with one answer changed in it."""

    def change(rows):
        rows["city"][0]["holidays"] = "Harvest"

    return SimpleUploadedFile("workbook.xlsx", edited_workbook(made, path, change))


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("who", [*CITY, "head"])
def test_the_city_takes_its_answers_away(client, cast, who, name):
    client.force_login(getattr(cast, who))
    assert client.get(reverse(name, args=[opened(cast).pk])).status_code == 200


@pytest.mark.parametrize("who", [*READERS_ONCE_SHARED, *NEVER])
def test_nobody_else_knows_of_answers_that_were_never_submitted(client, cast, who):
    made = opened(cast)
    client.force_login(getattr(cast, who))
    assert {client.get(reverse(name, args=[made.pk])).status_code for name in PAGES} == {404}


@pytest.mark.parametrize("who", READERS_ONCE_SHARED)
def test_reviewers_read_what_was_submitted_and_change_nothing(client, cast, who):
    made = opened(cast)
    share(made.pk)
    client.force_login(getattr(cast, who))
    address = reverse("upload", args=[made.pk])
    assert client.get(address).status_code == 200
    assert client.post(address, {"file": SimpleUploadedFile("a.xlsx", b"x")}).status_code == 403


@pytest.mark.parametrize("who", NEVER)
def test_strangers_stay_outside_after_submission_too(client, cast, who):
    made = opened(cast)
    share(made.pk)
    client.force_login(getattr(cast, who))
    assert client.get(reverse("upload", args=[made.pk])).status_code == 404


def test_the_public_is_asked_to_sign_in(client, cast):
    made = opened(cast)
    assert client.get(reverse("upload", args=[made.pk])).status_code == 302


def test_a_post_without_a_token_is_refused(cast):
    from django.test import Client

    strict_client = Client(enforce_csrf_checks=True)
    strict_client.force_login(cast.officer)
    made = opened(cast)
    address = reverse("upload", args=[made.pk])
    assert strict_client.post(address, {"file": SimpleUploadedFile("a.xlsx", b"x")}).status_code == 403
    assert not Upload.objects.exists()


def test_the_head_is_told_who_can_change_answers(client, cast):
    made = opened(cast)
    client.force_login(cast.head)
    assert client.post(reverse("upload", args=[made.pk]), {}).status_code == 403


def test_a_file_is_shown_first_and_applied_once(client, cast, tmp_path):
    made = filled(cast)
    file = changed_workbook(made, tmp_path / "w.xlsx")
    client.force_login(cast.officer)
    sent = client.post(reverse("upload", args=[made.pk]), {"file": file})
    upload = Upload.objects.get()
    address = reverse("upload_check", args=[made.pk, upload.pk])
    assert sent.status_code == 302
    page = client.get(address)
    assert page.status_code == 200
    assert "Holidays during the fieldwork" in page.content.decode()
    assert rows_of(made.pk, "city")[0].cells["holidays"] != "Harvest"
    assert client.post(address, {"do": "apply"}).status_code == 302
    count = Change.objects.count()
    assert client.post(address, {"do": "apply"}).status_code == 302
    assert Change.objects.count() == count
    assert client.get(address).status_code == 200


def test_a_file_too_large_is_stopped_while_it_arrives(client, cast, settings):
    settings.MAX_UPLOAD_BYTES = 2**20
    made = opened(cast)
    client.force_login(cast.officer)
    answer = client.post(reverse("upload", args=[made.pk]), {"file": SimpleUploadedFile("big.xlsx", b"PK" * 2**20)})
    assert answer.status_code == 200
    assert "larger than 1 MB" in answer.content.decode()
    assert not Upload.objects.exists()


def test_no_file_is_said_twice_in_the_same_words(client, cast):
    made = opened(cast)
    client.force_login(cast.officer)
    page = client.post(reverse("upload", args=[made.pk]), {}).content.decode()
    assert page.count("Choose the file that holds your answers.") == 2


def test_locked_answers_say_why_and_take_no_file(client, cast):
    made = opened(cast)
    lock(made.pk, "submitted")
    client.force_login(cast.officer)
    page = client.post(reverse("upload", args=[made.pk]), {"file": SimpleUploadedFile("a.xlsx", b"x")})
    assert "The report is submitted." in page.content.decode()
    assert not Upload.objects.exists()


def test_a_refused_file_says_why_and_can_be_put_away(client, cast):
    made = opened(cast)
    client.force_login(cast.officer)
    client.post(reverse("upload", args=[made.pk]), {"file": SimpleUploadedFile("a.pdf", b"%PDF-1.7 nothing")})
    upload = Upload.objects.get()
    address = reverse("upload_check", args=[made.pk, upload.pk])
    assert upload.state == Upload.State.REFUSED
    assert "It is a PDF document" in client.get(address).content.decode()
    assert client.post(address, {"do": "apply"}).status_code == 302
    upload.refresh_from_db()
    assert upload.state == Upload.State.REFUSED
    client.post(address, {"do": "discard"})
    upload.refresh_from_db()
    assert upload.state == Upload.State.DISCARDED


def test_an_upload_of_another_city_is_not_found(client, cast):
    made, other = opened(cast), filled(cast, year=2025)
    client.force_login(cast.officer)
    client.post(reverse("upload", args=[other.pk]), {"file": SimpleUploadedFile("a.pdf", b"%PDF-1.7 nothing")})
    upload = Upload.objects.get()
    assert client.get(reverse("upload_check", args=[made.pk, upload.pk])).status_code == 404
    client.force_login(cast.other_officer)
    assert client.get(reverse("upload_check", args=[other.pk, upload.pk])).status_code == 404
