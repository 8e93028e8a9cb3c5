"""Signing in: password, second factor, recovery codes, lock-out, reset, sessions."""

from __future__ import annotations

import re
import time
from contextlib import nullcontext

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.usersessions.models import UserSession
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from cast import PASSWORD, Cast
from nagara_web.accounts.models import Person
from nagara_web.audit.models import Event
from nagara_web.jobs.models import Mail
from web_visitors import SignIn, link_in

WRONG = "The email and the password do not fit together."


def code_now(secret: str, *, earlier: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 - earlier))


def set_up_code_app(client: Client) -> str:
    """Walk through the pages of the code app and return its secret."""
    page = client.get("/account/2fa/totp/activate/")
    assert page.status_code == 200
    secret: str = page.context["form"].secret
    code = code_now(secret)
    answer = client.post("/account/2fa/totp/activate/", {"code": f"{code[:3]} {code[3:]}"})
    assert answer["Location"] == "/account/2fa/recovery-codes/"
    return secret


def test_sign_in_leads_to_where_one_wanted_to_go(client: Client, cast: Cast) -> None:
    answer = client.post(
        "/account/login/", {"login": "Olive.Officer@Example.org", "password": PASSWORD, "next": "/account/me/"}
    )
    assert (answer.status_code, answer["Location"]) == (302, "/account/me/")


def test_stay_signed_in_outlives_the_browser(client: Client, cast: Cast) -> None:
    given = {"login": cast.officer.email, "password": PASSWORD}
    client.post("/account/login/", given)
    assert client.session.get_expire_at_browser_close()
    client.post("/account/logout/")
    client.post("/account/login/", {**given, "remember": "on"})
    assert not client.session.get_expire_at_browser_close()


@pytest.mark.parametrize("address", ["olive.officer@example.org", "nobody@example.org"])
def test_wrong_name_and_wrong_password_get_the_same_words(client: Client, cast: Cast, address: str) -> None:
    page = client.post("/account/login/", {"login": address, "password": "not this one"})
    assert page.content.decode().count(WRONG) >= 1
    assert "<title>Error: Sign in" in page.content.decode()


def test_password_can_be_shown_without_a_script(client: Client, cast: Cast) -> None:
    assert 'type="password"' in client.get("/account/login/").content.decode()
    shown = client.get("/account/login/?show=1").content.decode()
    assert 'type="password"' not in shown
    assert 'autocomplete="current-password"' in shown


def test_five_failures_lock_the_address_and_say_for_how_long(client: Client, cast: Cast) -> None:
    for _attempt in range(5):
        client.post("/account/login/", {"login": cast.officer.email, "password": "not this one"})
    page = client.post("/account/login/", {"login": cast.officer.email, "password": PASSWORD})
    assert page.status_code == 200
    assert "Wait five minutes" in page.content.decode()
    other = client.post("/account/login/", {"login": cast.other_officer.email, "password": PASSWORD})
    assert other.status_code == 302


def test_second_factor_whole_journey(
    client: Client,
    as_person: SignIn,
    cast: Cast,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        secret = set_up_code_app(as_person(cast.head))
    assert Event.objects.filter(action="person.second-factor-added").exists()
    answer = client.post("/account/login/", {"login": cast.head.email, "password": PASSWORD, "next": "/account/me/"})
    assert answer["Location"].startswith("/account/2fa/authenticate/")
    assert client.get("/account/me/").status_code == 302
    page = client.post(answer["Location"], {"code": "000000"})
    assert "This code does not fit." in page.content.decode()
    answer = client.post("/account/2fa/authenticate/", {"code": f" {code_now(secret, earlier=0)} "})
    assert answer.status_code == 302, answer.content.decode()
    assert client.get("/account/me/").status_code == 200


def test_recovery_code_lets_in_once(as_person: SignIn, cast: Cast) -> None:
    at_home = as_person(cast.head)
    set_up_code_app(at_home)
    code = at_home.get("/account/2fa/recovery-codes/").context["unused_codes"][0]
    for is_let_in in (True, False):
        browser = Client()
        browser.post("/account/login/", {"login": cast.head.email, "password": PASSWORD})
        browser.post("/account/2fa/authenticate/", {"code": code})
        assert (browser.get("/account/me/").status_code == 200) is is_let_in


@pytest.mark.parametrize("name", ["head", "secretary", "administrator"])
def test_roles_that_decide_need_a_second_factor_before_they_act(
    as_person: SignIn, cast: Cast, settings: Settings, name: str
) -> None:
    settings.REQUIRE_SECOND_FACTOR = True
    client = as_person(getattr(cast, name))
    assert client.get("/work/people/")["Location"] == "/account/second-factor/?next=%2Fwork%2Fpeople%2F"
    page = client.get("/account/second-factor/?next=/work/people/")
    assert "One more lock" in page.content.decode()
    assert client.get("/account/me/").status_code == 200
    set_up_code_app(client)
    assert client.get("/work/people/").status_code == 200


def test_officer_may_act_without_a_second_factor(as_person: SignIn, cast: Cast, settings: Settings) -> None:
    settings.REQUIRE_SECOND_FACTOR = True
    assert as_person(cast.officer).get("/work/people/").status_code == 200


def test_second_factor_page_never_leads_to_another_site(as_person: SignIn, cast: Cast) -> None:
    client = as_person(cast.officer)
    assert client.get("/account/second-factor/?next=https://example.com/")["Location"] == "/work/"


def test_only_an_administrator_takes_a_second_factor_off(as_person: SignIn, cast: Cast) -> None:
    set_up_code_app(as_person(cast.head))
    address = f"/work/people/{cast.head.pk}/second-factor/"
    assert as_person(cast.secretary).post(address).status_code == 404
    assert Authenticator.objects.filter(user=cast.head).exists()
    administrator = as_person(cast.administrator)
    assert administrator.get(address).status_code == 200
    assert administrator.post(address).status_code == 302
    assert not Authenticator.objects.filter(user=cast.head).exists()
    assert administrator.post(f"/work/people/{cast.administrator.pk}/second-factor/").status_code == 404


def test_password_is_set_anew_by_letter_once(client: Client, cast: Cast) -> None:
    client.post("/account/password/reset/", {"email": cast.officer.email})
    letter = Mail.objects.get(to=cast.officer.email)
    page = client.get(link_in(letter), follow=True)
    address = page.redirect_chain[-1][0]
    weak = client.post(address, {"password1": "password12"})
    assert "guessed within a minute" in weak.content.decode()
    assert client.post(address, {"password1": "lantern orchid gravel seven"}).status_code == 302
    cast.officer.refresh_from_db()
    assert cast.officer.check_password("lantern orchid gravel seven")
    assert "works no longer" in Client().get(link_in(letter), follow=True).content.decode()
    assert Event.objects.filter(action="person.password-reset").exists()


def test_reset_says_the_same_to_a_stranger_and_writes_no_letter(client: Client, cast: Cast) -> None:
    known = client.post("/account/password/reset/", {"email": cast.officer.email})
    unknown = client.post("/account/password/reset/", {"email": "nobody@example.org"})
    assert known["Location"] == unknown["Location"]
    assert not Mail.objects.filter(to="nobody@example.org").exists()


def test_resets_of_one_address_are_limited(client: Client, cast: Cast) -> None:
    answers = [client.post("/account/password/reset/", {"email": cast.officer.email}).status_code for _ in range(5)]
    assert answers[0] == 302
    assert Mail.objects.filter(to=cast.officer.email).count() <= 3


def test_letters_are_in_the_language_of_whoever_reads_them(client: Client, cast: Cast) -> None:
    Person.objects.filter(pk=cast.officer.pk).update(language="vi")
    client.post("/account/password/reset/", {"email": cast.officer.email})
    assert Mail.objects.get(to=cast.officer.email).language == "vi"


def test_session_on_another_device_can_be_ended(as_person: SignIn, cast: Cast) -> None:
    here, there = as_person(cast.officer), as_person(cast.officer)
    assert there.get("/account/me/").status_code == 200
    page = here.get("/account/sessions/")
    assert "This device" in page.content.decode()
    other = UserSession.objects.get(session_key=there.session.session_key)
    assert as_person(cast.other_officer).post(f"/account/me/sessions/{other.pk}/end/").status_code == 302
    assert there.get("/account/me/").status_code == 200
    here.post(f"/account/me/sessions/{other.pk}/end/")
    assert there.get("/account/me/").status_code == 302
    assert here.get("/account/me/").status_code == 200


def test_email_is_changed_only_when_the_new_one_answers(as_person: SignIn, cast: Cast) -> None:
    client = as_person(cast.officer)
    client.post("/account/email/", {"email": "olive@example.net", "action_add": "1"})
    cast.officer.refresh_from_db()
    assert cast.officer.email == "olive.officer@example.org"
    address = link_in(Mail.objects.get(to="olive@example.net"))
    assert client.get(address).status_code == 200
    client.post(address)
    cast.officer.refresh_from_db()
    assert cast.officer.email == "olive@example.net"


def test_nobody_signs_up_by_themselves(client: Client, cast: Cast) -> None:
    page = client.get("/account/signup/")
    assert "People are invited" in page.content.decode()
    client.post("/account/signup/", {"email": "new@example.org", "password1": "lantern orchid gravel seven"})
    assert not Person.objects.filter(email="new@example.org").exists()


@pytest.mark.parametrize(
    "address",
    [
        "/account/password/change/", "/account/email/", "/account/2fa/", "/account/2fa/webauthn/",
        "/account/2fa/webauthn/add/", "/account/2fa/totp/activate/", "/account/sessions/", "/account/logout/",
        "/account/me/", "/account/me/change/", "/account/me/leave/", "/account/me/tokens/",
    ],
)  # fmt: skip
def test_account_pages_render_in_our_words_and_hold_no_inline_code(as_person: SignIn, cast: Cast, address: str) -> None:
    html = as_person(cast.officer).get(address).content.decode()
    assert "<h1>" in html
    assert " style=" not in html
    assert "onclick" not in html
    assert all('src="' in tag or "application/json" in tag for tag in html.split("<script")[1:])


def test_what_cannot_be_undone_asks_again_who_it_is(as_person: SignIn, cast: Cast) -> None:
    client = as_person(cast.officer)
    session = client.session
    session["account_authentication_methods"] = [
        {**each, "at": 0.0} for each in session["account_authentication_methods"]
    ]
    session.save()
    answer = client.get("/account/me/leave/")
    assert answer["Location"].startswith("/account/reauthenticate/?next=")
    page = client.post(answer["Location"], {"password": "not this one"})
    assert page.content.decode().count("This is not your password.") == 2
    client.post(answer["Location"], {"password": PASSWORD})
    assert client.get("/account/me/leave/").status_code == 200


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("password12", "within a minute"),
        ("olive.officer@example.org", "within a minute"),
        ("lantern orchid gravel seven", ""),
        ("ແມ່ນ້ຳຂອງໄຫຼຜ່ານເມືອງ", ""),
        ("correct horse" * 400, ""),
    ],
)
def test_password_is_judged_by_how_soon_it_is_guessed(cast: Cast, password: str, words: str) -> None:
    with pytest.raises(ValidationError, match=words) if words else nullcontext():
        validate_password(password, cast.officer)


@pytest.mark.django_db
def test_the_sign_in_page_asks_for_one_script_that_holds_all_of_them(client: Client) -> None:
    html = client.get("/account/login/").content.decode()
    [address] = re.findall(r'<script src="([^"]+)"', html)
    script = client.get(address)
    assert (script.status_code, "immutable" in script["Cache-Control"]) == (200, True)
    assert "Set-Cookie" not in script
    for part in ("webauthnJSON", "allauth.webauthn", "data-allauth-onload", "data-needs=passkey"):
        assert part in script.content.decode()
