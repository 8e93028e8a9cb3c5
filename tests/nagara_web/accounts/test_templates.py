"""Every page of people is given all that its template names."""

from __future__ import annotations

import copy

import pytest
from pytest_django import Settings

from cast import Cast
from nagara_web.accounts import actions
from nagara_web.accounts.models import Appointment, Role
from nagara_web.accounts.roles import Place
from web_visitors import SignIn

ADDRESSES = [
    "/account/me/", "/account/me/change/", "/account/me/tokens/", "/account/me/leave/", "/account/2fa/",
    "/account/2fa/totp/activate/", "/account/2fa/webauthn/", "/account/2fa/webauthn/add/", "/account/sessions/",
    "/account/email/", "/account/password/change/", "/account/logout/", "/account/reauthenticate/",
    "/work/people/?ended=1", "/work/people/invite/", "/work/people/appoint/", "/work/log/?check=1", "/languages/",
    "/account/components/",
]  # fmt: skip


@pytest.fixture
def _nothing_may_be_missing(settings: Settings) -> None:
    templates = copy.deepcopy(settings.TEMPLATES)
    templates[0]["OPTIONS"]["string_if_invalid"] = "MISSING(%s)"
    settings.TEMPLATES = templates


@pytest.mark.usefixtures("_nothing_may_be_missing")
def test_no_page_names_what_it_was_not_given(as_person: SignIn, cast: Cast) -> None:
    actions.make_token(cast.administrator.pk, name="x", days=30)
    actions.invite(
        "n@example.org", name="N", role=Role.CITY_OFFICER, place=Place(city_id=cast.harbour.pk), language="en",
        person_id=cast.secretary.pk,
    )  # fmt: skip
    held = Appointment.objects.get(person=cast.officer)
    client = as_person(cast.administrator)
    more = [f"/work/people/appointments/{held.pk}/end/", f"/work/people/{cast.officer.pk}/hand-over/",
            f"/work/people/{cast.officer.pk}/second-factor/"]  # fmt: skip
    for address in [*ADDRESSES, *more]:
        html = client.get(address, follow=True).content.decode()
        assert "MISSING(" not in html, (address, html[html.index("MISSING(") :][:80])
