"""One's own account: language, time zone, name."""

from __future__ import annotations

from django.test import Client

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


def test_language_asks_for_a_post_and_its_secret(db: None) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.get("/language/").status_code == 405
    assert strict.post("/language/", {"language": "th"}).status_code == 403


def test_my_account_asks_the_public_to_sign_in(client: Client, db: None) -> None:
    answer = client.get("/account/me/")
    assert answer["Location"] == "/account/login/?next=/account/me/"
