"""Every page of rounds: who may see it, that it renders whole, and that changes need a token against forgery."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from django.template import engines
from django.test import Client
from django.urls import reverse

from nagara_web.accounts.models import Appointment, Role
from nagara_web.places.models import City, Membership
from nagara_web.rounds import actions
from nagara_web.rounds.models import Report
from nagara_web.rounds.urls import urlpatterns

from .conftest import IN_TIME, PARKS, TRAINED

PEOPLE = (
    "stranger",
    "officer",
    "second_officer",
    "other_officer",
    "head",
    "coordinator",
    "focal_point",
    "other_focal_point",
    "peer_reviewer",
    "secretary",
    "second_secretary",
    "host",
    "observer",
    "administrator",
)
CITY = {"officer", "second_officer", "head", "coordinator"}
OFFICERS = {"officer", "second_officer"}
NETWORK = {"peer_reviewer", "secretary", "second_secretary"}
SECRETARIAT = {"secretary", "second_secretary"}
READERS = CITY | NETWORK | {"focal_point"}
MISSING = "‹missing›"


@pytest.fixture(autouse=True)
def _missing_variables_show(monkeypatch):
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", MISSING)


def client_of(cast, who):
    client = Client()
    if who != "public":
        client.force_login(getattr(cast, who), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def statuses(cast, path):
    found = {}
    for who in PEOPLE:
        response = client_of(cast, who).get(path)
        found[who] = response.status_code
        if "text/html" in response.headers.get("Content-Type", ""):
            assert MISSING not in response.content.decode(), (who, path)
    assert client_of(cast, "public").get(path).status_code == 302, path
    return found


def expected(seen, refused=frozenset()):
    return {who: 403 if who in refused else 200 if who in seen else 404 for who in PEOPLE}


def page(name, report):
    return reverse(name, args=[report.pk])


def test_a_draft_does_not_exist_for_anybody_but_the_city(play, cast):
    report = play.filled()
    for name in ("report", "report_check", "report_events", "report_handing"):
        assert statuses(cast, page(name, report)) == expected(CITY), name
    assert statuses(cast, page("report_extension", report)) == expected(CITY, {"coordinator"})
    for name in ("report_sign", "report_withdraw", "report_accept", "report_return", "report_publish", "report_reopen"):
        assert statuses(cast, page(name, report)) == expected(set(), CITY), name


def test_only_the_head_reaches_the_page_where_one_signs(play, cast):
    assert statuses(cast, page("report_sign", play.sent())) == expected({"head"}, CITY - {"head"})


def test_a_submitted_report_is_read_by_the_city_its_reviewers_and_the_focal_point(play, cast):
    report = play.in_review()
    for name in ("report", "report_check", "report_events", "report_handing", "report_review"):
        assert statuses(cast, page(name, report)) == expected(READERS), name
    for name in ("report_accept", "report_return"):
        assert statuses(cast, page(name, report)) == expected(NETWORK, CITY | {"focal_point"}), name


def test_only_a_second_person_of_the_secretariat_reaches_the_page_where_one_publishes(play, cast):
    report = play.accepted()
    wanted = expected({"second_secretary"}, READERS - {"second_secretary"})
    assert statuses(cast, page("report_publish", report)) == wanted
    assert statuses(cast, page("report_reopen", report)) == expected(SECRETARIAT, READERS - SECRETARIAT)
    assert statuses(cast, page("report_correct", report)) == expected(
        CITY - {"coordinator"}, {"coordinator", "focal_point"} | NETWORK
    )


def test_the_console_is_the_secretariats_the_hosts_and_for_a_country_the_focal_points(play, cast):
    play.filled()
    readers = SECRETARIAT | {"host", "focal_point", "other_focal_point"}
    for name in ("console", "console_csv"):
        assert statuses(cast, reverse(name, args=["2026"])) == expected(readers), name
    for name in ("console_contradictions", "round_edit", "round_open", "round_questions"):
        assert statuses(cast, reverse(name, args=["2026"])) == expected(SECRETARIAT), name
    assert statuses(cast, reverse("round_new")) == expected(SECRETARIAT)
    shown = client_of(cast, "other_focal_point").get(reverse("console", args=["2026"])).content.decode()
    assert "Harbour" in shown
    assert "Rivermouth" not in shown


def test_my_work_is_there_for_everybody_who_signed_in(play, cast):
    play.accepted()
    assert statuses(cast, reverse("work")) == expected(PEOPLE)
    assert "second person" in client_of(cast, "second_secretary").get("/work/").content.decode()


def test_a_request_for_time_is_answered_by_the_secretariat(play, cast):
    report = play.filled()
    asked = actions.ask_extension(
        report.pk, person_id=cast.officer.pk, until=date(2026, 7, 20), reason="Flood", at=IN_TIME
    )
    assert statuses(cast, reverse("extension_answer", args=[asked.pk])) == expected(SECRETARIAT, CITY)
    client_of(cast, "secretary").post(
        reverse("extension_answer", args=[asked.pk]),
        {"decision": "grant", "granted_until": "2026-07-15", "answer": "Yes"},
    )
    asked.refresh_from_db()
    assert asked.granted_until == date(2026, 7, 15)


POSTS = (
    "report_send",
    "report_take_back",
    "report_begin_review",
    "report_comment",
    "report_seen",
    "report_coordinator",
    "report_check",
    "report_publish",
)


def test_every_change_needs_the_token_against_forgery(play, cast):
    report = play.accepted()
    for name in (*POSTS, "report_sign", "report_review", "report_return", "report_accept", "report_reopen"):
        client = Client(enforce_csrf_checks=True)
        client.force_login(cast.second_secretary, backend="allauth.account.auth_backends.AuthenticationBackend")
        assert client.post(page(name, report)).status_code == 403, name
    assert Report.objects.get(pk=report.pk).state == "accepted"


def test_another_citys_draft_cannot_be_changed_by_anybody_else(play, cast):
    report = play.filled()
    for who in set(PEOPLE) - CITY:
        for name in POSTS:
            assert client_of(cast, who).post(page(name, report)).status_code == 404, (who, name)
    assert Report.objects.get(pk=report.pk).state == "draft"


def test_what_changes_things_is_never_a_get(play, cast):
    report = play.filled()
    for name in ("report_send", "report_take_back", "report_begin_review", "report_comment", "report_seen"):
        assert client_of(cast, "officer").get(page(name, report)).status_code == 405, name


def test_every_address_of_the_app_is_tried():
    tried = "".join(each.read_text("utf-8") for each in Path(__file__).parent.glob("test_*.py"))
    assert [each.name for each in urlpatterns if f'"{each.name}"' not in tried] == []


def test_a_whole_year_by_hand_from_the_start_to_the_public_figure(play, cast, settings):
    officer, head = client_of(cast, "officer"), client_of(cast, "head")
    reviewer, first, second = (client_of(cast, who) for who in ("peer_reviewer", "secretary", "second_secretary"))
    settings.TIME_ZONE = "UTC"
    make_open_now(play)
    started = officer.post(reverse("report_start", args=["2026"]), {"city": cast.rivermouth.pk})
    report = Report.objects.get()
    assert started.url == page("report", report)
    desk = officer.get(reverse("work")).content.decode()
    assert "Last day" in desk
    assert "24:00 UTC" in desk, "in the time of the city, with its zone"
    assert f'class="button" href="/work/answers/{report.answer_set_id}/' in desk, "the next act is the button"
    play.answer(report, PARKS, "9.5", low="9", high="10")
    play.answer(report, TRAINED, "", answer="yes")
    assert b"Work out the figures" in officer.get(page("report_check", report)).content
    officer.post(page("report_check", report))
    assert b"Send to the head of city" in officer.get(page("report_check", report)).content
    officer.post(page("report_send", report))
    shown = head.get(page("report_sign", report))
    assert (
        head.post(page("report_sign", report), {"revision": shown.context["form"]["revision"].value()}).status_code
        == 400
    )
    head.post(page("report_sign", report), {"revision": shown.context["form"]["revision"].value(), "agrees": "on"})
    reviewer.post(page("report_begin_review", report))
    bad = reviewer.post(page("report_review", report), {f"verdict-{PARKS}": "return", f"verdict-{TRAINED}": "accept"})
    assert (bad.status_code, b"Say what the city should look at" in bad.content) == (400, True)
    assert f'name="verdict-{PARKS}" value="return" checked' in bad.content.decode(), "what was chosen stays"
    reviewer.post(page("report_review", report), {f"verdict-{PARKS}": "return", f"comment-{PARKS}": "The lake?"})
    assert reviewer.post(page("report_return", report)).status_code == 302
    assert b"The lake?" in officer.get(page("report", report)).content
    play.answer(report, PARKS, "8", low="7", high="9")
    officer.post(page("report_send", report))
    revision = Report.objects.get().answer_set.revision
    head.post(page("report_sign", report), {"revision": revision, "agrees": "on"})
    reviewer.post(page("report_begin_review", report))
    assert b"1 of 2 figures looked at" in reviewer.get(page("report_review", report)).content
    reviewer.post(page("report_review", report), {f"verdict-{PARKS}": "accept"})
    first.post(page("report_accept", report), {"agrees": "on"})
    assert first.post(page("report_publish", report)).status_code == 403
    assert b"Publish 2 figures" in second.get(page("report_publish", report)).content
    second.post(page("report_publish", report))
    assert Report.objects.get().state == "published"


def make_open_now(play):
    from django.utils import timezone

    today = timezone.localdate()
    play.round.opens_on = today.replace(day=1)
    play.round.closes_on = today.replace(year=today.year + 1)
    play.round.save()


def test_the_secretariat_plans_asks_and_opens_a_round(cast):
    client = client_of(cast, "secretary")
    given = {
        "network": cast.network.pk,
        "title": "Waste round 2027",
        "year": "2026",
        "questionnaire": "",
        "opens_on": "2027-03-01",
        "closes_on": "2027-02-01",
        "reminder_days": "30, 14, 3",
    }
    refused = client.post(reverse("round_new"), given)
    assert (refused.status_code, b"The last day lies before the first" in refused.content) == (400, True)
    made = client.post(reverse("round_new"), given | {"closes_on": "2027-06-30"})
    assert made.url == reverse("round_questions", args=["waste-round-2027"])
    indicator = {
        "name": "Green space",
        "code": "green_m2_per_cap",
        "answer_type": "quantity",
        "unit": "m2/person",
        "definition": "Parks",
        "method": "Map",
        "is_more_better": "yes",
    }
    path = reverse("round_indicator", args=["waste-round-2027"])
    assert b"Enter the unit" in client.post(path, indicator | {"unit": ""}).content
    client.post(path, indicator)
    shown = client.get(reverse("round_questions", args=["waste-round-2027"])).content
    assert b"green_m2_per_cap" in shown
    client.post(reverse("round_open", args=["waste-round-2027"]))
    assert client.post(path, indicator | {"code": "other_m2"}).status_code == 409
    edit = reverse("round_edit", args=["waste-round-2027"])
    client.post(edit, {"title": "Waste round 2027", "closes_on": "2027-07-15", "reminder_days": "7"})
    assert b"15 July 2027" in client.get(reverse("console", args=["waste-round-2027"])).content


def test_silent_cities_get_the_letter_that_was_shown(play, cast, mailoutbox):
    client = client_of(cast, "secretary")
    path = reverse("message_write", args=[cast.network.slug, "silent"])
    assert b"Round 2026: Hilltop has until 30 June 2026" in client.get(path).content
    client.post(path, {"cities": [cast.hilltop.pk]})
    assert b"reminded 1 time" in client.get(reverse("console", args=["2026"])).content


def test_what_a_city_takes_back_and_what_cannot_be_right_is_listed(play, cast):
    report = play.submitted()
    result = report.answer_set.calculations.first()
    changes = [
        {"figure": PARKS, "earlier_value": 2.0, "earlier_year": 2024, "value": 9.5, "low": 5.0, "high": 10.0},
        {"figure": TRAINED, "earlier_value": 2.0, "earlier_year": 2024, "value": 2.5, "low": -1.0, "high": 2.0},
    ]
    result.report_json = json.dumps({"boundary": "", "changes": changes, "city": "Rivermouth"})
    values = {"facility": "Old dump", "criterion": "fence", "count": 2}
    result.findings = [{"code": "ladder-states-conflict", "place": "", "values": values}, {"code": "drop-outs"}]
    result.save()
    client = client_of(cast, "secretary")
    page = client.get(reverse("console_contradictions", args=["2026"])).content.decode()
    assert "Old dump: fence has 2 rows that contradict each other" in page
    assert re.search(r"Parks: 2\s\S+ in 2024, 9\.5\s\S+ now", page)
    assert "Staff trained: " not in page
    assert "2 contradictions" in client.get(reverse("console", args=["2026"])).content.decode()
    letter = client.get(reverse("message_write", args=[cast.network.slug, "contradictory"])).content.decode()
    assert "- Old dump: fence has 2 rows" in letter


def test_what_a_city_has_not_handed_in_is_not_looked_at(play, cast):
    report = play.filled()
    report.answer_set.calculations.update(
        findings=[{"code": "flows-contradict", "place": "", "values": {"percent": 1}}]
    )
    page = client_of(cast, "secretary").get(reverse("console_contradictions", args=["2026"])).content.decode()
    assert "No city contradicts itself." in page


def many_cities(cast, round_, count):
    for number in range(count):
        city = City.objects.create(slug=f"town-{number}", name=f"Town {number}", country=cast.harbour.country)
        Membership.objects.create(network=cast.network, city=city, since=date(2020, 1, 1))
        Appointment.objects.create(person=cast.officer, role=Role.CITY_OFFICER, city=city, since=date(2020, 1, 1))
        actions.start_report(round_.pk, city.pk, person_id=cast.officer.pk, at=IN_TIME)


def test_the_console_asks_no_more_of_the_database_as_the_network_grows(play, cast, django_assert_max_num_queries):
    client = client_of(cast, "secretary")
    path = reverse("console", args=["2026"])
    many_cities(cast, play.round, 5)
    client.get(path)
    with django_assert_max_num_queries(100) as few:
        client.get(path)
    Appointment.objects.filter(person=cast.officer).delete()
    for number in range(5, 50):
        city = City.objects.create(slug=f"town-{number}", name=f"Town {number}", country=cast.harbour.country)
        Membership.objects.create(network=cast.network, city=city, since=date(2020, 1, 1))
        Appointment.objects.create(person=cast.officer, role=Role.CITY_OFFICER, city=city, since=date(2020, 1, 1))
        actions.start_report(play.round.pk, city.pk, person_id=cast.officer.pk, at=IN_TIME)
    with django_assert_max_num_queries(len(few)):
        response = client.get(path)
    assert b"Town 49" in response.content
    assert len(few) <= 20


def test_answers_lead_to_their_report_for_whoever_may_see_it(play, client):
    report = play.start()
    address = reverse("report_of_answers", args=[report.answer_set_id])
    client.force_login(play.cast.officer)
    assert client.get(address)["Location"] == f"/work/reports/{report.pk}/"
    assert f'href="{address}"' in client.get(f"/work/answers/{report.answer_set_id}/").content.decode()
    client.force_login(play.cast.other_officer)
    assert client.get(address).status_code == 404
    assert client.get(reverse("report_of_answers", args=[9999])).status_code == 404


def test_what_came_back_stands_before_the_next_act_and_at_its_figure(play, cast):
    report = play.returned()
    officer, head = client_of(cast, "officer"), client_of(cast, "head")
    shown = officer.get(page("report", report)).content.decode()
    assert shown.count("The lake is no park") == 1
    assert shown.index("The lake is no park") < shown.index('class="button"'), "read before it is sent again unchanged"
    actions_page = page("report_check", report)
    officer.post(actions_page)
    for who in (officer, head):
        assert "The lake is no park" in who.get(actions_page).content.decode()


def test_the_administrator_of_an_empty_site_is_led_to_where_one_begins(cast):
    shown = client_of(cast, "administrator").get(reverse("work")).content.decode()
    for name in ("places", "people", "log"):
        assert f'href="{reverse(name)}"' in shown
    assert "once you are appointed" not in shown
    assert f'href="{reverse("places")}"' not in client_of(cast, "officer").get(reverse("work")).content.decode()
