"""Invitations: who may invite whom, how the link works once, expires, is withdrawn and sent again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from cast import Cast
from nagara_web.accounts import actions
from nagara_web.accounts.errors import RefusedError
from nagara_web.accounts.models import Appointment, Invitation, Person, Role
from nagara_web.accounts.queries import standing_of
from nagara_web.accounts.roles import SITE, Place
from nagara_web.audit.models import Event
from nagara_web.audit.queries import verify
from nagara_web.jobs.models import Mail
from web_visitors import SignIn, link_in

PASSWORD = "lantern orchid gravel seven"


def invite(cast: Cast, by: Person, *, role: Role = Role.CITY_OFFICER, place: Place | None = None) -> Invitation:
    return actions.invite(
        "new.person@example.org",
        name="Nina New",
        role=role,
        place=place or Place(city_id=cast.rivermouth.pk),
        language="vi",
        person_id=by.pk,
    )


def test_invitation_from_letter_to_account(client: Client, cast: Cast) -> None:
    invitation = invite(cast, cast.head)
    letter = Mail.objects.get(to="new.person@example.org")
    assert letter.language == "vi"
    page = client.get(link_in(letter))
    assert "Rivermouth" in page.content.decode()
    weak = client.post(link_in(letter), {"name": "Nina New", "language": "vi", "password": "nina new 1234"})
    assert weak.context["form"].errors["password"]
    answer = client.post(link_in(letter), {"name": "Nina New", "language": "vi", "password": PASSWORD})
    assert answer["Location"] == "/account/me/"
    assert client.get("/account/me/").status_code == 200
    person = Person.objects.get(email="new.person@example.org")
    assert standing_of(person).cities(Role.CITY_OFFICER) == {cast.rivermouth.pk}
    invitation.refresh_from_db()
    assert invitation.accepted_by == person
    assert list(Event.objects.values_list("action", flat=True)) == [
        "invitation.sent", "person.added", "appointment.made", "invitation.accepted",
    ]  # fmt: skip
    assert verify().is_whole


def test_link_works_once(client: Client, cast: Cast) -> None:
    invite(cast, cast.head)
    address = link_in(Mail.objects.get())
    given = {"name": "Nina New", "language": "en", "password": PASSWORD}
    client.post(address, given)
    assert Client().get(address).status_code == 410
    assert Client().post(address, {**given, "name": "Somebody Else"}).status_code == 410
    assert Person.objects.filter(email="new.person@example.org").count() == 1


def test_link_expires(client: Client, cast: Cast) -> None:
    invite(cast, cast.head)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    page = client.get(link_in(Mail.objects.get()))
    assert page.status_code == 410
    assert "expired" in page.content.decode()


def test_withdrawn_invitation_opens_nothing(client: Client, as_person: SignIn, cast: Cast) -> None:
    invitation = invite(cast, cast.head)
    as_person(cast.head).post(f"/work/people/invitations/{invitation.pk}/withdraw/")
    assert client.get(link_in(Mail.objects.get())).status_code == 410


def test_letter_sent_again_ends_the_first_link(client: Client, as_person: SignIn, cast: Cast) -> None:
    invitation = invite(cast, cast.head)
    as_person(cast.head).post(f"/work/people/invitations/{invitation.pk}/again/")
    first, second = Mail.objects.order_by("pk")
    assert client.get(link_in(first)).status_code == 410
    assert client.get(link_in(second)).status_code == 200


def test_link_is_kept_nowhere_but_in_the_letter(cast: Cast) -> None:
    invitation = invite(cast, cast.head)
    word = link_in(Mail.objects.get()).rstrip("/").rsplit("/", 1)[-1]
    assert word not in str(Invitation.objects.filter(pk=invitation.pk).values())
    assert word not in str(Event.objects.values())
    assert "new.person" not in str(Event.objects.values())


def test_address_with_an_account_gets_the_appointment_after_signing_in(
    client: Client, as_person: SignIn, cast: Cast
) -> None:
    actions.invite(
        cast.stranger.email,
        name="Sten",
        role=Role.COORDINATOR,
        place=Place(city_id=cast.hilltop.pk),
        language="en",
        person_id=cast.secretary.pk,
    )
    address = link_in(Mail.objects.get())
    assert "Sign in to accept" in client.get(address).content.decode()
    assert client.post(address, {"name": "x", "language": "en", "password": PASSWORD}).status_code == 200
    assert not Appointment.objects.filter(person=cast.stranger).exists()
    other = as_person(cast.officer)
    assert "another address" in other.get(address).content.decode()
    other.post(address)
    assert not Appointment.objects.filter(person=cast.stranger).exists()
    assert as_person(cast.stranger).post(address)["Location"] == "/account/me/"
    assert standing_of(cast.stranger).cities(Role.COORDINATOR) == {cast.hilltop.pk}


def test_invitation_is_over_when_the_inviter_lost_the_right(client: Client, cast: Cast) -> None:
    invite(cast, cast.head)
    Appointment.objects.filter(person=cast.head).update(until=timezone.localdate() - timedelta(days=1))
    answer = client.post(link_in(Mail.objects.get()), {"name": "Nina New", "language": "en", "password": PASSWORD})
    assert answer.status_code == 410
    assert not Person.objects.filter(email="new.person@example.org").exists()


@pytest.mark.parametrize(
    ("by", "role", "is_allowed"),
    [
        ("head", Role.CITY_OFFICER, True),
        ("head", Role.HEAD_OF_CITY, False),
        ("head", Role.COORDINATOR, False),
        ("other_head", Role.CITY_OFFICER, False),
        ("officer", Role.CITY_OFFICER, False),
        ("focal_point", Role.CITY_OFFICER, False),
        ("peer_reviewer", Role.CITY_OFFICER, False),
        ("observer", Role.CITY_OFFICER, False),
        ("host", Role.CITY_OFFICER, False),
        ("stranger", Role.CITY_OFFICER, False),
        ("secretary", Role.CITY_OFFICER, True),
        ("secretary", Role.HEAD_OF_CITY, True),
        ("secretary", Role.FOCAL_POINT, True),
        ("secretary", Role.PEER_REVIEWER, True),
        ("secretary", Role.HOST, True),
        ("secretary", Role.OBSERVER, True),
        ("secretary", Role.SECRETARIAT, False),
        ("secretary", Role.ADMINISTRATOR, False),
        ("administrator", Role.SECRETARIAT, True),
        ("administrator", Role.ADMINISTRATOR, True),
    ],
)
def test_who_may_invite_whom(cast: Cast, by: str, role: Role, is_allowed: bool) -> None:
    places = {
        Role.FOCAL_POINT: Place(country_id=cast.rivermouth.country_id),
        Role.PEER_REVIEWER: Place(network_id=cast.network.pk),
        Role.SECRETARIAT: Place(network_id=cast.network.pk),
        Role.HOST: Place(network_id=cast.network.pk),
        Role.OBSERVER: Place(network_id=cast.network.pk),
        Role.ADMINISTRATOR: SITE,
    }
    place = places.get(role, Place(city_id=cast.rivermouth.pk))
    if is_allowed:
        assert invite(cast, getattr(cast, by), role=role, place=place).pk
        return
    with pytest.raises(RefusedError):
        invite(cast, getattr(cast, by), role=role, place=place)
    assert not Mail.objects.exists()


def test_secretariat_invites_only_within_its_network(cast: Cast) -> None:
    with pytest.raises(RefusedError):
        invite(cast, cast.secretary, role=Role.HOST, place=Place(network_id=cast.other_network.pk))


def test_role_needs_its_own_kind_of_place(cast: Cast) -> None:
    for place in (SITE, Place(network_id=cast.network.pk), Place(city_id=1, network_id=1)):
        with pytest.raises(RefusedError):
            invite(cast, cast.administrator, role=Role.CITY_OFFICER, place=place)


def test_same_address_is_not_invited_twice_to_the_same(cast: Cast) -> None:
    invite(cast, cast.head)
    with pytest.raises(RefusedError, match="invited already"):
        invite(cast, cast.secretary)


def test_nobody_invites_themselves(cast: Cast) -> None:
    with pytest.raises(RefusedError, match="Nobody appoints themselves"):
        actions.invite(
            cast.secretary.email, name="x", role=Role.HEAD_OF_CITY, place=Place(city_id=cast.hilltop.pk),
            language="en", person_id=cast.secretary.pk,
        )  # fmt: skip


def test_letters_in_an_hour_are_limited(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nagara_web.accounts.actions.invitations.MOST_IN_AN_HOUR", 1)
    invite(cast, cast.head)
    with pytest.raises(RefusedError, match="in an hour"):
        invite(cast, cast.head, place=Place(city_id=cast.rivermouth.pk))


def test_form_of_an_invitation(as_person: SignIn, cast: Cast) -> None:
    client = as_person(cast.head)
    page = client.get("/work/people/invite/")
    assert set(page.context["form"].fields) == {"email", "name", "role", "city", "language"}
    assert list(page.context["form"].fields["city"].queryset) == [cast.rivermouth]
    wrong = client.post("/work/people/invite/", {"email": "no", "name": "N", "role": "city-officer", "language": "en"})
    html = wrong.content.decode()
    assert html.count("Enter an email address like name@example.org.") == 2
    assert html.count("Choose the city.") == 2
    assert 'value="no"' in html
    given = {
        "email": "n@example.org", "name": "N", "role": "city-officer", "city": cast.rivermouth.pk, "language": "th",
    }  # fmt: skip
    assert client.post("/work/people/invite/", given)["Location"] == "/work/people/"
    assert client.post("/work/people/invite/", {**given, "city": cast.hilltop.pk}).status_code == 200
    assert Invitation.objects.count() == 1
