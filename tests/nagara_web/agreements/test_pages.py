"""Pages of agreements: what everybody reads, and what each person may do, by HTTP alone."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from nagara_web.agreements import actions
from nagara_web.agreements.models import Agreement, Entry
from nagara_web.networks.actions import By, found_network
from nagara_web.places.queries import network

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def browser(person=None):
    client = Client()
    if person is not None:
        client.force_login(person, backend=BACKEND)
    return client


def text(client, path, **asked):
    response = client.get(path, asked)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def press(client, path, **given):
    response = client.post(path, given, follow=True)
    assert response.status_code == 200, response.content.decode()[:600]
    return response.content.decode()


def desk(name, signed, *given):
    return reverse(name, args=[signed.agreement.slug, *given])


def test_everybody_reads_states_and_nobody_reads_what_is_not_confirmed(signed, cast):
    page = text(browser(), "/agreements/memorandum-on-composting/")
    assert "Late by 10 days" in page
    assert "Train ten people" in page
    assert "https://example.org/markets" not in page, "it waits for a second person"
    assert cast.other_officer.name not in page
    actions.confirm(signed.said.pk, person_id=cast.secretary.pk)
    page = text(browser(), "/agreements/memorandum-on-composting/")
    assert 'href="https://example.org/markets"' in page
    assert "confirmed by a second person" in page
    assert cast.other_officer.name not in page, "a city speaks, not a person"
    assert browser().get("/agreements/letter-of-intent/").status_code == 404


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({}, 1),
        ({"network": "river-cities"}, 1),
        ({"network": "hill-cities"}, 0),
        ({"city": "hilltop"}, 1),
        ({"city": "harbour"}, 0),
        ({"partner": "institute-of-soils", "state": "late"}, 1),
        ({"state": "in-force", "kind": "memorandum"}, 1),
        ({"state": "ended"}, 0),
        ({"state": "no-such"}, 0),
    ],
)
def test_the_register_is_narrowed_and_its_data_hold_the_same_rows(signed, asked, count):
    page = browser().get("/agreements/", asked)
    assert len(page.context["lines"]) == count
    data = browser().get("/agreements/data.json", asked).json()
    assert len(data["rows"]) == count
    sheet = list(csv.DictReader(io.StringIO(browser().get("/agreements/data.csv", asked).content.decode())))
    assert [each["late"] for each in sheet] == ["1"] * count


def test_an_agreement_as_data_has_its_obligations_and_their_history(signed, cast):
    actions.confirm(signed.said.pk, person_id=cast.secretary.pk)
    data = browser().get("/agreements/memorandum-on-composting/data.json").json()
    assert [(each["party"], each["state"]) for each in data["rows"]] == [
        ("Rivermouth", "late"),
        ("Institute of Soils", "open"),
        ("Hilltop", "done"),
    ]
    assert data["said"]["3"][0]["evidence"] == "https://example.org/markets"
    assert data["agreement"]["last_day"] == signed.agreement.ends_on.isoformat()


def test_city_and_network_pages_and_the_console_show_them(signed, cast):
    assert "Sort at three markets" in text(browser(), "/cities/hilltop/")
    assert "Weigh what goes" not in text(browser(), "/cities/hilltop/")
    assert "agreements" not in text(browser(), "/cities/harbour/").split("<main")[1]
    assert "Memorandum on composting" in text(browser(), "/networks/river-cities/")
    assert "Weigh what goes" in text(browser(cast.officer), "/work/")
    assert "Letter of intent" in text(browser(cast.second_secretary), "/work/")


def test_an_officer_speaks_for_the_own_city_alone(signed, cast):
    own = desk("agreement_obligation_say", signed, signed.weigh.number)
    others = desk("agreement_obligation_say", signed, signed.train.number)
    for person in (cast.officer, cast.head):
        assert browser(person).get(own).status_code == 200
        assert browser(person).get(others).status_code == 404
    for person in (cast.coordinator, cast.stranger, cast.observer, cast.peer_reviewer, cast.focal_point, cast.host):
        assert browser(person).get(own).status_code == 404
    assert browser(cast.other_officer).get(own).status_code == 404
    assert browser().get(own).status_code == 302
    assert "No longer binds" not in text(browser(cast.officer), own), (
        "only the secretariat says what the parties agreed"
    )


def test_an_officer_reads_the_desk_and_keeps_nothing(signed, cast):
    page = text(browser(cast.officer), desk("agreement_desk", signed))
    assert "Say what became of it" in page
    assert page.count(desk("agreement_obligation_say", signed, 1)) == 1
    assert desk("agreement_obligation_say", signed, 2) not in page
    for name in ("agreement_change", "agreement_take_back", "agreement_party_new", "agreement_say"):
        assert browser(cast.officer).get(desk(name, signed)).status_code == 404
    assert browser(cast.officer).post(desk("agreement_entry", signed, signed.said.pk)).status_code == 404
    assert browser(cast.officer).get(reverse("agreement_desk", args=[signed.draft.slug])).status_code == 404
    assert browser(cast.officer).get(reverse("agreement_new")).status_code == 404


def test_a_secretariat_of_another_network_does_not_find_the_desk(signed, cast):
    Agreement.objects.filter(pk=signed.agreement.pk).update(network=cast.other_network)
    assert browser(cast.secretary).get(desk("agreement_desk", signed)).status_code == 404


def test_a_city_says_done_with_evidence_and_the_secretariat_confirms(signed, cast):
    path = desk("agreement_obligation_say", signed, 1)
    today = timezone.localdate()
    wrong = browser(cast.officer).post(path, {"kind": "done", "on": today.isoformat()})
    assert wrong.status_code == 400
    assert "Say what shows that it is done" in wrong.content.decode()
    page = press(browser(cast.officer), path, kind="done", on="", evidence="Weighing book 3", words="Since May")
    assert "It counts once a second person" in page
    assert "Late by 10 days" in page
    made = Entry.objects.get(evidence="Weighing book 3")
    assert (made.said_for, made.on) == ("Rivermouth", today)
    answer = desk("agreement_entry", signed, made.pk)
    page = press(browser(cast.secretary), answer, act="confirm")
    assert "It counts from now on" in page
    assert "Late by" not in text(browser(), "/agreements/memorandum-on-composting/")
    page = press(browser(cast.secretary), desk("agreement_entry", signed, signed.said.pk), act="aside", because="")
    assert "Say why it does not count" in page


def test_a_register_is_kept_by_buttons_alone(signed, cast):
    first, second = browser(cast.secretary), browser(cast.second_secretary)
    press(first, reverse("agreement_partner_new"), name="Bank of Rivers", kind="bank", home_page="")
    page = press(
        first,
        reverse("agreement_new"),
        title="Grant for pumps",
        kind="grant",
        network=cast.network.pk,
        language="en",
        renewal="never",
        confidence="confirmed",
        signed_on="2569-01-02",
        source="Letter 4",
    )
    assert "Add at least two parties" in page
    assert page.count("/parties/new/") == 1, "the box that asks for a party offers it"
    assert "Waits for a second person" not in page
    made = Agreement.objects.get(slug="grant-for-pumps")
    assert made.signed_on.year == 2026, "a day of the Buddhist era is the same day"

    def path(name, *given):
        return reverse(name, args=[made.slug, *given])

    wrong = first.post(path("agreement_party_new"), {"city": cast.harbour.pk, "network": cast.network.pk})
    assert "Choose one: a city, a network or a partner." in wrong.content.decode()
    press(first, path("agreement_party_new"), city=cast.harbour.pk)
    press(first, path("agreement_party_new"), partner=signed.partner.pk, role="donor")
    party = made.parties.get(city=cast.harbour)
    wrong = first.post(
        path("agreement_obligation_new"), {"party": party.pk, "says": "Report", "every_months": 12, "first_due": ""}
    )
    assert "Enter the first day" in wrong.content.decode()
    press(
        first, path("agreement_obligation_new"), party=party.pk, says="Report", every_months=12, first_due="2026-03-01"
    )
    file = SimpleUploadedFile("grant.pdf", b"%PDF-1.7 a grant")
    press(first, path("agreement_document"), file=file)
    assert "a colleague of the secretariat publishes it" in text(first, path("agreement_desk"))
    assert "Publication takes two people" in press(first, path("agreement_publish"))
    assert "The agreement is published." in press(second, path("agreement_publish"))
    kept = made.files.get()
    link = path("agreement_file", kept.pk, kept.name)
    assert f'href="{link}"' in text(browser(), f"/agreements/{made.slug}/")
    answer = browser().get(link)
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 a grant"
    assert answer["X-Content-Type-Options"] == "nosniff"
    press(first, path("agreement_take_back"), because="The donor has another name")
    assert browser().get(link).status_code == 404
    assert "The party is taken out" in press(
        first, path("agreement_party_remove", made.parties.get(partner=signed.partner).pk)
    )
    assert "obliged to something" in press(first, path("agreement_party_remove", party.pk))


def test_a_file_that_is_none_is_refused_at_its_field(signed, cast):
    file = SimpleUploadedFile("grant.pdf", b"<html>")
    page = browser(cast.secretary).post(reverse("agreement_document", args=[signed.draft.slug]), {"file": file})
    assert "PDF, Word, OpenDocument or text" in page.content.decode()


def test_as_many_queries_for_many_as_for_one(signed, cast, django_assert_max_num_queries):
    many = [
        Agreement(slug=f"a-{n}", title=f"A {n}", kind="other", made_at=timezone.now(), published_at=timezone.now())
        for n in range(40)
    ]
    Agreement.objects.bulk_create(many)
    with django_assert_max_num_queries(9):
        assert len(browser().get("/agreements/").context["lines"]) == 41


def test_an_agreement_without_days_says_so_and_claims_nothing(signed, cast):
    Agreement.objects.filter(pk=signed.agreement.pk).update(signed_on=None, ends_on=None, notice_days=None)
    page = text(browser(), "/agreements/memorandum-on-composting/")
    assert "Beginning not known" in page
    assert "no day is known" in page
    assert timezone.localdate() - timedelta(days=10) == signed.weigh.first_due


def test_who_founded_a_network_puts_its_agreements_under_it(cast):
    found_network(
        slug="zero",
        name="Zero Towns",
        short_name="Zero",
        by_network_id=cast.network.pk,
        by=By(person_id=cast.secretary.pk),
    )
    client, zero = browser(cast.secretary), network("zero")
    page = text(client, reverse("agreement_new"))
    assert "Zero Towns" in page
    assert page.count("(optional)") > 3
    given = {
        "title": "Memorandum",
        "kind": "memorandum",
        "language": "en",
        "renewal": "silent",
        "confidence": "confirmed",
    }
    press(client, reverse("agreement_new"), network=zero.pk, **given)
    made = Agreement.objects.get(title="Memorandum")
    assert made.network_id == zero.pk
    assert browser(cast.other_officer).get(reverse("agreement_desk", args=[made.slug])).status_code == 404
