"""One's own account: language, time zone, name."""

from __future__ import annotations

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cast import Cast


def test_language_is_kept_in_the_browser_and_with_the_person(client: Client, cast: Cast) -> None:
    client.force_login(cast.officer)
    answer = client.post("/language/", {"language": "th", "next": "/account/me/"})
    assert (answer.status_code, answer["Location"]) == (302, "/account/me/")
    assert client.cookies["language"].value == "th"
    cast.officer.refresh_from_db()
    assert cast.officer.language == "th"


def test_person_is_spoken_to_in_their_language_on_any_device(client: Client, cast: Cast) -> None:
    cast.officer.language = "vi"
    cast.officer.save()
    client.force_login(cast.officer)
    assert '<html lang="vi">' in client.get("/account/me/").content.decode()


def test_language_never_leads_to_another_site(client: Client, cast: Cast) -> None:
    for away in ("https://example.com/", "//example.com/", "javascript:alert(1)"):
        assert client.post("/language/", {"language": "th", "next": away})["Location"] == "/"


def test_unknown_language_changes_nothing(client: Client, db: None) -> None:
    client.post("/language/", {"language": "xx"})
    assert "language" not in client.cookies


def test_writing_a_persons_language_asks_for_a_post_and_its_secret(cast: Cast) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.officer)
    assert strict.post("/language/", {"language": "th"}).status_code == 403
    strict.get("/language/", {"language": "th"})
    cast.officer.refresh_from_db()
    assert cast.officer.language == "en"


def test_language_of_a_reader_is_a_cookie_that_reading_sets(client: Client, db: None) -> None:
    assert client.get("/language/", {"language": "th", "next": "/about/"})["Location"] == "/about/"
    assert '<html lang="th">' in client.get("/about/").content.decode()


def test_my_account_asks_the_public_to_sign_in(client: Client, db: None) -> None:
    answer = client.get("/account/me/")
    assert answer["Location"] == "/account/login/?next=/account/me/"


def test_pages_of_a_person_stay_out_of_shared_caches(client: Client, cast: Cast) -> None:
    client.force_login(cast.officer)
    assert "private" in client.get("/languages/")["Cache-Control"]


def test_time_is_told_where_the_person_is(client: Client, cast: Cast) -> None:
    cast.officer.time_zone = "nowhere/at-all"
    cast.officer.save()
    client.force_login(cast.officer)
    assert client.get("/account/me/").status_code == 200


def test_reading_pages_writes_where_one_is_signed_in_only_now_and_then(client: Client, cast: Cast) -> None:
    client.force_login(cast.officer)
    client.get("/languages/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/languages/")
    assert not [each for each in queries if not each["sql"].startswith("SELECT")]
