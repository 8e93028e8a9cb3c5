"""Kept pages: never older than the last publication, never another person's or language's."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

from cast import Cast
from nagara_web.audit.actions import record
from nagara_web.audit.public import may_be_public
from nagara_web.figures.actions import publish
from nagara_web.figures.new_figure import NewFigure

SHARE = "sdg_11_6_1_frac"
KEPT = {
    **settings.CACHES,
    "pages": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "tests-of-pages"},
}


@pytest.fixture(autouse=True)
def keeping() -> Iterator[None]:
    with override_settings(CACHES=KEPT):
        caches["pages"].clear()
        yield
        caches["pages"].clear()


def test_a_kept_page_costs_one_query(client: Client, published: Cast) -> None:
    first = client.get("/cities/rivermouth/")
    with CaptureQueriesContext(connection) as asked:
        second = client.get("/cities/rivermouth/")
    assert second.content == first.content
    assert len(asked) == 1
    assert second["Content-Security-Policy"] == first["Content-Security-Policy"]


def test_a_correction_is_seen_at_once(client: Client, published: Cast) -> None:
    assert b"72" in client.get("/cities/rivermouth/").content
    publish(
        NewFigure(
            city_id=published.rivermouth.pk,
            indicator=SHARE,
            year=2025,
            source="round-2025",
            value=0.33,
            method="survey",
            reason="A truck was counted twice",
        )
    )
    assert b"33" in client.get("/cities/rivermouth/").content


def test_a_draft_empties_nothing(client: Client, published: Cast) -> None:
    client.get("/cities/rivermouth/")
    record("answers.changed", actor_id=published.officer.pk, subject="answers:1")
    with CaptureQueriesContext(connection) as asked:
        client.get("/cities/rivermouth/")
    assert len(asked) == 1


def test_languages_are_kept_apart(client: Client, published: Cast) -> None:
    english = client.get("/about/").content
    client.cookies["language"] = "vi"
    assert b'lang="vi"' in client.get("/about/").content
    assert b'lang="en"' in english


def test_somebody_who_signed_in_gets_their_own_page(client: Client, published: Cast) -> None:
    client.get("/cities/rivermouth/")
    client.force_login(published.officer)
    assert published.officer.name.encode() in client.get("/cities/rivermouth/").content
    client.logout()
    assert published.officer.name.encode() not in client.get("/cities/rivermouth/").content


def test_what_did_not_change_is_not_sent_again(client: Client, published: Cast) -> None:
    first = client.get("/cities/rivermouth/")
    again = client.get("/cities/rivermouth/", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    assert not again.content


@pytest.mark.parametrize("address", ["/work/", "/account/me/", "/notices/", "/api/v1/figures"])
def test_what_is_not_public_is_never_kept(client: Client, published: Cast, address: str) -> None:
    client.get(address)
    assert not caches["pages"]._cache  # (there is no other way to see that nothing is in it)


def test_made_up_addresses_fill_no_memory(client: Client, published: Cast) -> None:
    for word in ("a", "b", "c"):
        client.get("/cities/", {"q": word})
        client.get("/about/", {"anything": word})
    assert not caches["pages"]._cache


def test_only_private_actions_leave_pages_standing() -> None:
    assert may_be_public("figure.corrected")
    assert may_be_public("something.new")
    assert not may_be_public("answers.changed")
    assert not may_be_public("report.submitted")
    assert may_be_public("report.published")
