"""Who sees and appoints whom; ending, handing over, leaving; tokens; the log."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from cast import PASSWORD, Cast
from nagara_web.accounts import actions
from nagara_web.accounts.errors import RefusedError
from nagara_web.accounts.models import Appointment, Person, Role, Token
from nagara_web.accounts.queries import person_of_token, standing_of
from nagara_web.accounts.roles import Place
from nagara_web.audit import words
from nagara_web.audit.actions import record
from nagara_web.audit.models import Event
from nagara_web.audit.queries import verify
from nagara_web.jobs.models import Mail
from web_visitors import SignIn


def today() -> date:
    return timezone.localdate()


def officer_post(cast: Cast) -> Appointment:
    return Appointment.objects.get(person=cast.officer)


SEES = {
    "administrator": {"Olive Officer", "Orla Other", "Sam Secretary", "Ada Administrator"},
    "secretary": {"Olive Officer", "Orla Other", "Felix Focal", "Fritz Faraway", "Sam Secretary"},
    "head": {"Olive Officer", "Cora Coordinator"},
    "officer": {"Hanna Head"},
    "coordinator": {"Hanna Head"},
    "focal_point": {"Olive Officer", "Orla Other", "Felix Focal"},
}
SEES_NOT = {
    "secretary": {"Ada Administrator"},
    "head": {"Orla Other", "Sam Secretary"},
    "officer": {"Orla Other"},
    "focal_point": {"Fritz Faraway", "Sam Secretary"},
}


@pytest.mark.parametrize("name", SEES)
def test_people_are_listed_as_far_as_the_standing_reaches(as_person: SignIn, cast: Cast, name: str) -> None:
    html = as_person(getattr(cast, name)).get("/work/people/").content.decode()
    assert {each for each in SEES[name] if each not in html} == set()
    assert {each for each in SEES_NOT.get(name, set()) if each in html} == set()


@pytest.mark.parametrize("name", ["stranger", "observer", "host", "peer_reviewer"])
def test_people_are_nothing_for_others(as_person: SignIn, cast: Cast, name: str) -> None:
    assert as_person(getattr(cast, name)).get("/work/people/").status_code == 404


def test_people_are_searched_by_name_and_place(as_person: SignIn, cast: Cast) -> None:
    html = as_person(cast.administrator).get("/work/people/?q=hilltop").content.decode()
    assert "Orla Other" in html
    assert "Olive Officer" not in html


ADDRESSES = [
    "/work/people/invite/", "/work/people/appoint/", "/work/people/appointments/{held}/end/",
    "/work/people/{person}/hand-over/",
]  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("administrator", 200), ("secretary", 200), ("head", 200), ("officer", 404), ("coordinator", 404),
        ("focal_point", 404), ("peer_reviewer", 404), ("host", 404), ("observer", 404), ("stranger", 404),
    ],
)  # fmt: skip
def test_who_reaches_the_pages_that_change_people(
    as_person: SignIn, cast: Cast, address: str, name: str, status: int
) -> None:
    path = address.format(held=officer_post(cast).pk, person=cast.officer.pk)
    assert as_person(getattr(cast, name)).get(path).status_code == status


def test_head_of_another_city_gets_404(as_person: SignIn, cast: Cast) -> None:
    client = as_person(cast.other_head)
    assert (
        client.post(f"/work/people/appointments/{officer_post(cast).pk}/end/", {"last_day": today()}).status_code == 404
    )
    assert client.get(f"/work/people/{cast.officer.pk}/hand-over/").status_code == 404


@pytest.mark.parametrize(
    "path",
    ["/work/people/", "/work/people/invite/", "/work/people/appoint/", "/work/people/1/hand-over/", "/work/log/",
     "/work/people/appointments/1/end/", "/account/me/tokens/", "/account/me/leave/", "/account/me/data.json"],
)  # fmt: skip
def test_public_is_asked_to_sign_in(client: Client, db: None, path: str) -> None:
    assert client.get(path)["Location"].startswith("/account/login/?next=")


@pytest.mark.parametrize(
    "path",
    ["/work/people/invite/", "/work/people/appoint/", "/work/people/invitations/1/again/",
     "/work/people/invitations/1/withdraw/", "/work/people/appointments/1/end/", "/work/people/1/hand-over/",
     "/work/people/1/second-factor/", "/account/me/tokens/", "/account/me/tokens/1/withdraw/", "/account/me/leave/",
     "/account/me/change/", "/account/me/sessions/1/end/", "/account/logout/", "/account/login/"],
)  # fmt: skip
def test_every_change_needs_the_secret_of_the_page(cast: Cast, path: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.administrator)
    assert client.post(path).status_code == 403


@pytest.mark.parametrize(
    "path", ["/work/people/invitations/1/again/", "/work/people/invitations/1/withdraw/",
             "/account/me/tokens/1/withdraw/", "/account/me/sessions/1/end/"],
)  # fmt: skip
def test_changes_are_never_made_by_reading(as_person: SignIn, cast: Cast, path: str) -> None:
    assert as_person(cast.administrator).get(path).status_code == 405


def test_ending_is_counted_first_and_deletes_nothing(as_person: SignIn, cast: Cast) -> None:
    client, held = as_person(cast.head), officer_post(cast)
    page = client.get(f"/work/people/appointments/{held.pk}/end/").content.decode()
    assert "1 other person holds the same role here." in page
    assert "Oscar Officer" in page
    client.post(f"/work/people/appointments/{held.pk}/end/", {"last_day": today() - timedelta(days=1)})
    held.refresh_from_db()
    assert held.until == today() - timedelta(days=1)
    assert not standing_of(cast.officer).holdings
    assert Event.objects.get().action == "appointment.ended"


def test_appointing_the_same_again_changes_nothing(cast: Cast) -> None:
    place = Place(city_id=cast.rivermouth.pk)
    first = actions.appoint(cast.stranger.pk, Role.CITY_OFFICER, place, person_id=cast.head.pk)
    second = actions.appoint(cast.stranger.pk, Role.CITY_OFFICER, place, person_id=cast.secretary.pk)
    assert first.pk == second.pk
    assert Event.objects.count() == 1


def test_nobody_appoints_themselves(cast: Cast) -> None:
    with pytest.raises(RefusedError, match="Nobody appoints themselves"):
        actions.appoint(
            cast.administrator.pk, Role.HEAD_OF_CITY, Place(city_id=cast.hilltop.pk), person_id=cast.administrator.pk
        )


def test_appoint_page_offers_people_one_knows_but_not_oneself(as_person: SignIn, cast: Cast) -> None:
    client = as_person(cast.secretary)
    offered = set(client.get("/work/people/appoint/").context["form"].fields["person"].queryset)
    assert cast.officer in offered
    assert not {cast.secretary, cast.stranger, cast.administrator} & offered
    given = {"person": cast.officer.pk, "role": "peer-reviewer", "network": cast.network.pk, "since": today()}
    assert client.post("/work/people/appoint/", given)["Location"] == "/work/people/"
    assert standing_of(cast.officer).networks(Role.PEER_REVIEWER) == {cast.network.pk}


def test_hand_over_passes_the_role_on_without_a_gap(as_person: SignIn, cast: Cast) -> None:
    day = today() + timedelta(days=10)
    client = as_person(cast.secretary)
    page = client.get(f"/work/people/{cast.head.pk}/hand-over/").content.decode()
    assert "Rivermouth" in page
    client.post(f"/work/people/{cast.head.pk}/hand-over/", {"successor": cast.second_officer.pk, "from_day": day})
    before, after = day - timedelta(days=1), day
    for at, who in ((before, cast.head), (after, cast.second_officer)):
        assert standing_of(who, at).cities(Role.HEAD_OF_CITY) == {cast.rivermouth.pk}
    assert not standing_of(cast.head, after).holdings
    assert not standing_of(cast.second_officer, before).cities(Role.HEAD_OF_CITY)
    assert set(Event.objects.values_list("action", flat=True)) == {"appointment.made", "appointment.handed-over"}
    assert set(Mail.objects.values_list("to", flat=True)) == {cast.head.email, cast.second_officer.email}
    assert Appointment.objects.filter(person=cast.head, handed_over_to=cast.second_officer).exists()
    assert verify().is_whole


def test_hand_over_passes_on_only_what_one_may_give(cast: Cast) -> None:
    actions.appoint(cast.officer.pk, Role.PEER_REVIEWER, Place(network_id=cast.network.pk), person_id=cast.secretary.pk)
    day = today() + timedelta(days=1)
    made = actions.hand_over(cast.officer.pk, cast.second_officer.pk, from_day=day, person_id=cast.head.pk)
    assert [each.role for each in made] == ["city-officer"]
    assert standing_of(cast.officer, day).networks(Role.PEER_REVIEWER)


def test_hand_over_in_the_past_or_to_the_same_person_is_refused(as_person: SignIn, cast: Cast) -> None:
    client = as_person(cast.head)
    address = f"/work/people/{cast.officer.pk}/hand-over/"
    past = client.post(address, {"successor": cast.second_officer.pk, "from_day": today() - timedelta(days=1)})
    assert past.context["form"].errors["from_day"]
    same = client.post(address, {"successor": cast.officer.pk, "from_day": today()})
    assert same.context["form"].errors["successor"]
    assert not Event.objects.exists()


def test_token_is_shown_once_and_kept_as_a_digest(as_person: SignIn, cast: Cast) -> None:
    client = as_person(cast.officer)
    client.post("/account/me/tokens/", {"name": "Weighbridge", "days": 30})
    page = client.get("/account/me/")
    word = page.context["new_token"]
    assert word.startswith("nagara_")
    assert word not in client.get("/account/me/").content.decode()
    assert word not in str(Token.objects.values()) + str(Event.objects.values())
    assert person_of_token(word) == cast.officer
    assert person_of_token(word + "x") is None
    assert person_of_token("") is None
    client.post(f"/account/me/tokens/{Token.objects.get().pk}/withdraw/")
    assert person_of_token(word) is None


def test_token_ends_with_its_day_and_with_its_person(cast: Cast) -> None:
    token, word = actions.make_token(cast.officer.pk, name="x", days=30)
    Person.objects.filter(pk=cast.officer.pk).update(is_active=False)
    assert person_of_token(word) is None
    Person.objects.filter(pk=cast.officer.pk).update(is_active=True)
    assert person_of_token(word) is not None
    Token.objects.filter(pk=token.pk).update(expires_at=timezone.now())
    assert person_of_token(word) is None


def test_use_of_a_token_is_written_at_most_once_a_minute(cast: Cast, django_assert_num_queries: object) -> None:
    token, word = actions.make_token(cast.officer.pk, name="x", days=30)
    person_of_token(word)
    token.refresh_from_db()
    first = token.used_at
    assert first is not None
    person_of_token(word)
    token.refresh_from_db()
    assert token.used_at == first


def test_nobody_withdraws_the_token_of_another(as_person: SignIn, cast: Cast) -> None:
    token, word = actions.make_token(cast.officer.pk, name="x", days=30)
    as_person(cast.administrator).post(f"/account/me/tokens/{token.pk}/withdraw/")
    assert person_of_token(word) == cast.officer


def test_own_data_are_complete_and_hold_no_secret(as_person: SignIn, cast: Cast) -> None:
    _token, word = actions.make_token(cast.officer.pk, name="Weighbridge", days=30)
    data = json.loads(as_person(cast.officer).get("/account/me/data.json").content)
    assert data["email"] == cast.officer.email
    assert data["appointments"][0]["place"] == "Rivermouth"
    assert data["tokens"][0]["name"] == "Weighbridge"
    assert data["log"][0]["action"] == "token.made"
    assert word not in json.dumps(data)


def test_leaving_ends_all_and_keeps_the_role_in_the_log(as_person: SignIn, cast: Cast) -> None:
    record("report.signed", actor_id=cast.head.pk, role="head-of-city", subject="report:1", city_id=cast.rivermouth.pk)
    client = as_person(cast.head)
    assert "1 appointment ends today." in client.get("/account/me/leave/").content.decode()
    assert "closed" in client.post("/account/me/leave/").content.decode()
    assert client.get("/account/me/").status_code == 302
    head = Person.objects.get(pk=cast.head.pk)
    assert not head.is_active
    assert "Hanna" not in head.name + head.email
    assert not standing_of(head).holdings
    html = as_person(cast.administrator).get("/work/log/").content.decode()
    assert "Former head of city" in html
    assert "Hanna" not in html
    assert verify().is_whole
    assert (
        Client().post("/account/login/", {"login": "hanna.head@example.org", "password": PASSWORD}).status_code == 200
    )


def test_own_details_are_changed_with_one_event(as_person: SignIn, cast: Cast) -> None:
    client = as_person(cast.officer)
    given = {"name": "Olive O.", "language": "vi", "time_zone": "Asia/Jakarta"}
    assert client.post("/account/me/change/", given)["Location"] == "/account/me/"
    client.post("/account/me/change/", given)
    cast.officer.refresh_from_db()
    assert (cast.officer.name, cast.officer.wants_digest) == ("Olive O.", False)
    assert Event.objects.get().data == {"fields": "language, name, time_zone, wants_digest"}


@pytest.mark.parametrize(
    ("name", "status"),
    [("administrator", 200), ("secretary", 200), ("head", 404), ("officer", 404), ("observer", 404), ("stranger", 404)],
)
def test_who_reads_the_log(as_person: SignIn, cast: Cast, name: str, status: int) -> None:
    assert as_person(getattr(cast, name)).get("/work/log/").status_code == status


def test_log_is_filtered_and_the_chain_checked(as_person: SignIn, cast: Cast) -> None:
    for number, city in enumerate((cast.rivermouth, cast.hilltop)):
        record(f"report.thing-{number}", actor_id=cast.officer.pk, subject=f"report:{number}", city_id=city.pk)
    client = as_person(cast.secretary)
    rows = client.get(f"/work/log/?city={cast.hilltop.pk}").context["page"].object_list
    assert [each.action for each in rows] == ["report.thing-1"]
    rows = client.get("/work/log/?action=report.thing-0").context["page"].object_list
    assert [each.subject for each in rows] == ["report:0"]
    assert "from end to end" in client.get("/work/log/?check=1").content.decode()
    Event.objects.filter(number=1).update(subject="report:9")
    assert "broken at event 1" in client.get("/work/log/?check=1").content.decode()


def test_secretariat_reads_nothing_of_cities_outside_its_network(as_person: SignIn, cast: Cast) -> None:
    record("site.changed", actor_id=cast.administrator.pk, subject="site:1")
    assert "site.changed" not in as_person(cast.secretary).get("/work/log/").content.decode()
    assert "site.changed" in as_person(cast.administrator).get("/work/log/").content.decode()


def test_queries_of_the_list_do_not_grow_with_the_people(
    as_person: SignIn, cast: Cast, django_assert_max_num_queries: object
) -> None:
    client = as_person(cast.secretary)
    for number in range(20):
        someone = Person.objects.create_user(f"p{number}@example.org", None, name=f"P {number}")
        actions.appoint(someone.pk, Role.CITY_OFFICER, Place(city_id=cast.harbour.pk), person_id=None)
    with django_assert_max_num_queries(45):  # type: ignore[operator]
        client.get("/work/people/")


def test_the_log_says_in_words_what_was_done_and_in_which_role(as_person: SignIn, cast: Cast) -> None:
    record("report.taken-back", actor_id=cast.officer.pk, role="officer", subject="report:1")
    record("something.new", actor_id=None, subject="report:1")
    html = as_person(cast.administrator).get("/work/log/").content.decode()
    assert "Took it back" in html
    assert "city officer" in html
    assert "something.new" in html


def test_every_action_that_the_site_writes_has_its_words() -> None:
    kinds = "answers|appointment|boundary|city|country|endorsement|figure|indicator|initiative|invitation|membership"
    kinds += "|network|person|questionnaire|report|round|source|token"
    folder = Path(words.__file__).parent.parent
    texts = [each.read_text("utf-8") for each in folder.rglob("*.py") if "migrations" not in each.parts]
    written = re.compile(rf'(?:record|_event|note|land)\(\s*(?:\w+, )?"((?:{kinds})\.[a-z-]+)"')
    said = {each for text in texts for each in written.findall(text)}
    assert said
    assert {each for each in said if words.event_words(each) == each} == set()
