"""Files beside answers: checked, neutral, never shown inside the site, only for those who may read the answers."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signals import request_finished
from django.db import close_old_connections
from hypothesis import given
from hypothesis import strategies as st

from answer_sets import opened
from nagara_web.answers.actions import lock, share
from nagara_web.answers.evidence import LARGEST_BYTES, neutral_name
from nagara_web.answers.models import Evidence
from nagara_web.answers.queries import rows_of

PDF = b"%PDF-1.7\nA scanned page of the weighbridge book"


@pytest.fixture
def year(cast, client, settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}},
    }
    made = opened(cast)
    client.force_login(cast.officer)
    return made


def at(year, rest: str = "") -> str:
    return f"/work/answers/{year.pk}/evidence/{rest}"


def attach(client, year, name: str = "book.pdf", data: bytes = PDF, field: str = "/population"):
    row = rows_of(year.pk, "city")[0]
    back = f"/work/answers/{year.pk}/city/population/"
    typed = {"place": f"city/{row.pk}{field}", "back": back, "file": SimpleUploadedFile(name, data)}
    return client.post(at(year), typed, follow=True)


def close(answer) -> None:
    """Close the file of an answer, and not the connection in whose transaction the test stands."""
    request_finished.disconnect(close_old_connections)
    try:
        answer.close()
    finally:
        request_finished.connect(close_old_connections)


def answer_of(client, address: str) -> int:
    answer = client.get(address)
    close(answer)
    return answer.status_code


@given(st.text(max_size=300))
def test_a_name_never_holds_a_folder_a_quote_or_a_control_character(name):
    neutral = neutral_name(name)
    assert neutral
    assert len(neutral) <= 110
    assert not set(neutral) & set('/\\"\r\n\x00<>|:*?')
    assert neutral not in {".", ".."}


def test_a_file_is_kept_listed_and_given_back_as_it_was(client, year):
    page = attach(client, year).content.decode()
    assert "book.pdf" in page
    kept = Evidence.objects.get()
    answer = client.get(at(year, f"{kept.pk}/"))
    assert b"".join(answer.streaming_content) == PDF
    close(answer)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert "book" not in kept.file.name


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("page.html", b"<script>", "Files of this kind are not taken"),
        ("page.pdf", b"<html><script>", "holds something else"),
        ("page.csv", b"PK\x00\x00", "holds something else"),
        ("page.pdf", b"", "empty"),
        ("page.svg", b"<svg/>", "Files of this kind are not taken"),
    ],
)
def test_what_is_not_taken_is_said(client, year, name, data, says):
    assert says in attach(client, year, name, data).content.decode()
    assert not Evidence.objects.exists()


def test_a_large_file_is_refused_with_its_size(client, year):
    assert "10.0 MB" in attach(client, year, data=PDF + b"x" * LARGEST_BYTES).content.decode()
    assert not Evidence.objects.exists()


def test_only_those_who_read_the_answers_read_the_file(cast, client, year):
    attach(client, year)
    address = at(year, f"{Evidence.objects.get().pk}/")
    for who, status in ((cast.other_officer, 404), (cast.secretary, 404), (cast.head, 200)):
        client.force_login(who)
        assert answer_of(client, address) == status
    share(year.pk)
    client.force_login(cast.secretary)
    assert answer_of(client, address) == 200
    assert client.post(f"{address}remove/").status_code == 403
    client.logout()
    assert client.get(address).status_code == 302


def test_a_file_of_other_answers_is_not_there(cast, client, year):
    other = opened(cast, year=2027)
    attach(client, year)
    assert client.get(at(other, f"{Evidence.objects.get().pk}/")).status_code == 404


def test_a_removed_file_is_marked_and_stays(client, year):
    attach(client, year)
    kept = Evidence.objects.get()
    page = client.post(
        at(year, f"{kept.pk}/remove/"), {"back": f"/work/answers/{year.pk}/city/population/"}, follow=True
    )
    assert "removed" in page.content.decode()
    assert Evidence.objects.get().removed_at is not None


def test_nothing_is_attached_to_locked_answers(client, year):
    lock(year.pk, "submitted")
    attach(client, year)
    assert not Evidence.objects.exists()


def test_nothing_is_attached_to_rows_of_others(cast, client, year):
    other = opened(cast, year=2027)
    row = rows_of(other.pk, "city")[0]
    typed = {"place": f"city/{row.pk}", "file": SimpleUploadedFile("a.pdf", PDF)}
    assert client.post(at(year), typed).status_code == 404


def test_it_never_sends_people_elsewhere(client, year):
    row = rows_of(year.pk, "city")[0]
    typed = {"place": f"city/{row.pk}", "back": "https://elsewhere.example/", "file": SimpleUploadedFile("a.pdf", PDF)}
    assert client.post(at(year), typed).headers["Location"] == f"/work/answers/{year.pk}/"
