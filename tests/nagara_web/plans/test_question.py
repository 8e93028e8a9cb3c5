"""The question of a plan: places files that go along, a button pressed twice, two people at once, stages, guides."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from answer_sets import filled, opened
from nagara.exchange.plans.places_file import places_in
from nagara_web.jobs.work import do_waiting
from nagara_web.plans import actions
from nagara_web.plans.forms.amounts import AmountField
from nagara_web.plans.models import Plan
from nagara_web.plans.own_places import LARGEST_KB
from web_plans import make_plan, worked

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
CITY = "rivermouth"
NEW = f"/work/cities/{CITY}/plans/new/"
PLACES = b'[[zone]]\r\ncode = "all"\r\npeople_frac = 1\r\n'


def browser(person):
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client


def typed(answers, **changed):
    given = {"title": "Soon", "records": answers.pk, "rows": 3, "last_year": "2045", "technologies": ["landfill"]}
    given |= {"figure_0": "sdg_11_6_1_frac", "target_0": "90", "year_0": "2035"}
    return {**given, **changed}


def toml(content: bytes = PLACES, name: str = "ours.toml") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/toml")


@pytest.fixture
def answers(cast):
    return opened(cast)


@pytest.fixture
def asked(monkeypatch):
    """Every question that a first answer or a proof was sought for; none takes any time."""
    seen = []

    def first(question):
        seen.append(question)
        return worked()

    monkeypatch.setattr(actions, "first_answer_to", first)
    monkeypatch.setattr("nagara_web.plans.job_handlers.proven_answer_to", lambda question, *_: first(question))
    return seen


def test_a_places_file_goes_along_is_kept_as_it_came_and_can_be_had_again(asked, answers, cast):
    client = browser(cast.officer)
    wrong = client.post(NEW, typed(answers, target_0="", places_file=toml()))
    page = wrong.content.decode()
    assert "“ours.toml” goes along" in page
    kept = wrong.context["form"]["places_kept"].value()
    client.post(NEW, typed(answers, places_kept=kept))
    plan = Plan.objects.get()
    assert (plan.places_name, bytes(plan.places)) == ("ours.toml", PLACES)
    path = reverse("plan_places", args=[CITY, plan.pk])
    assert client.get(path).content == PLACES
    assert path in client.get(reverse("plan", args=[CITY, plan.pk])).content.decode()
    actions.share(plan.pk, "network", is_head=False, person_id=cast.officer.pk)
    assert browser(cast.other_officer).get(path).status_code == 404, "own prices are the city's own business"
    do_waiting()
    assert [each.places.content for each in asked] == [PLACES, PLACES]
    change = reverse("plan_change", args=[CITY, plan.pk])
    assert "“ours.toml” goes along" in client.get(change).content.decode()
    page = client.post(change, typed(answers, places_kept=kept, places_left_out="on"), follow=True).content.decode()
    assert "Places file: none, before ours.toml" in page


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            b'[[zone]]\ncode = "a"\npeople_frac = 1\narea_km = 3\n',
            "zone a, area_km is not read. Did you mean area_km2?",
        ),
        (b"\xff\xfe", "it is no TOML"),
        (b"#" * (LARGEST_KB * 1024 + 1), "The file is larger than 64 kB."),
        (b"", "The file is empty."),
    ],
)
def test_a_mistake_in_a_places_file_is_said_at_the_field(asked, answers, cast, content, said):
    answer = browser(cast.officer).post(NEW, typed(answers, places_file=toml(content)))
    assert answer.status_code == 400
    assert answer.content.decode().count(said) == 2
    assert asked == []


def test_what_a_page_carries_is_read_with_doubt(asked, answers, cast):
    for spoilt in ("[", '["a", 3]', '["a", "%%%"]', "[1, 2, 3]", '{"a": 1}', "7"):
        answer = browser(cast.officer).post(NEW, typed(answers, places_kept=spoilt, title=spoilt))
        assert answer.status_code == 302
    assert {each.places for each in asked} == {None}


def test_a_place_that_the_city_does_not_have_is_said_at_the_field(cast):
    answers = filled(cast)
    year = str(answers.year + 5)
    unknown = toml(b'[[standing]]\nfacility = "XX9"\nlast_year = 2040\n')
    given = typed(answers, year_0=year, last_year=year, places_file=unknown)
    page = browser(cast.officer).post(NEW, given).content.decode()
    assert page.count("ours.toml, standing XX9: XX9 is no facility of the account. Known are") == 2
    assert 'href="#id_places_file"' in page


def test_a_button_that_is_pressed_twice_makes_one_plan(asked, answers, cast):
    client = browser(cast.officer)
    first, second = (client.post(NEW, typed(answers)) for _ in range(2))
    assert first.url == second.url
    change = reverse("plan_change", args=[CITY, Plan.objects.get().pk])
    given = typed(answers, target_0="80", newest=Plan.objects.get().pk)
    assert client.post(change, given).url == client.post(change, given).url
    assert Plan.objects.count() == 2
    assert browser(cast.head).post(NEW, typed(answers)).url != first.url
    Plan.objects.update(made_at=timezone.now() - timedelta(minutes=5))
    client.post(NEW, typed(answers))
    assert Plan.objects.count() == 4, "who asks again later means it"


def test_of_two_people_who_change_a_plan_at_once_the_second_is_told(asked, answers, cast):
    plan = make_plan(answers, person_id=cast.officer.pk)
    change = reverse("plan_change", args=[CITY, plan.pk])
    seen = typed(answers, newest=plan.pk)
    browser(cast.head).post(change, {**seen, "target_0": "80"})
    answer = browser(cast.officer).post(change, {**seen, "target_0": "70"})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert f"{cast.head.name} changed this plan while you wrote: version 2 stands now." in page
    assert 'value="70"' in page
    newer = Plan.objects.get(number=2)
    assert f'name="newest" value="{newer.pk}"' in page
    browser(cast.officer).post(change, {**seen, "target_0": "70", "newest": newer.pk})
    assert Plan.objects.get(number=3).before == newer


def test_what_was_typed_stands_again_when_the_sign_in_had_ended(asked, answers, cast):
    client = Client()
    sent = client.post(NEW, typed(answers, title="Typed for an hour", places_file=toml()))
    assert sent.url.startswith("/account/login/")
    client.force_login(cast.officer, backend=BACKEND)
    page = client.get(NEW).content.decode()
    for words in ("Your sign-in had ended.", 'value="Typed for an hour"', 'value="90"', "“ours.toml” goes along"):
        assert words in page
    assert "Typed for an hour" not in client.get(NEW).content.decode()
    assert asked == []


def test_what_to_build_in_any_case_is_asked_beside_a_new_proof(asked, answers, cast):
    plan = make_plan(answers, person_id=cast.officer.pk)
    client, path = browser(cast.officer), reverse("plan_stages", args=[CITY, plan.pk])
    assert client.post(path, {"draws": "500", "aim": "mean"}).status_code == 400
    page = client.post(path, {"draws": "5", "aim": "regret"}, follow=True).content.decode()
    assert "It is being worked out beside a new proof." in page
    again = client.post(path, {"draws": "3", "aim": "mean"}).content.decode()
    assert "The proof is under way. Ask again when it is over." in again
    do_waiting()
    assert [(each.stages, each.aim) for each in asked] == [(5, "regret")]
    assert browser(cast.other_officer).get(path).status_code == 404


def test_guides_and_a_places_file_to_begin_with_are_there_for_the_city(cast):
    answers = filled(cast)
    client = browser(cast.officer)
    page = client.get(reverse("plans", args=[CITY])).content.decode()
    for name in ("places-file", "several-cities"):
        path = reverse("plan_guide", args=[CITY, name])
        assert path in page
        assert client.get(path).status_code == 200
        assert browser(cast.other_officer).get(path).status_code == 404
    assert client.get(reverse("plan_guide", args=[CITY, "nothing"])).status_code == 404
    example = client.get(reverse("plan_places_example", args=[CITY])).content
    assert places_in(example, "example.toml").places.zones[0].code == "whole-city"
    for row in answers.rows.filter(table="facilities"):
        assert f'# facility = "{row.cells["facility"]}"'.encode() in example
    chosen = example.replace(b"# [[standing]]", b"[[standing]]").replace(b"# facility", b"facility")
    assert places_in(chosen, "example.toml").places.standing


def test_the_page_of_a_city_leads_whoever_makes_its_plans_to_them(answers, cast):
    page, ways = reverse("city", args=[CITY]), [f'href="{NEW}"', f'href="{reverse("plans", args=[CITY])}"']
    assert all(way in browser(cast.officer).get(page).content.decode() for way in ways)
    for other in (browser(cast.other_officer), browser(cast.coordinator), Client()):
        assert not any(way in other.get(page).content.decode() for way in ways)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,5 million", 1_500_000),
        ("2 juta", 2_000_000),
        ("๑.๕ ล้าน", 1_500_000),
        ("3 triệu", 3_000_000),
        ("1.000.000,50", 1_000_000.5),
        ("1,000,000.5", 1_000_000.5),
        ("1\u202f000\u202f000", 1_000_000),
        ("1'000'000", 1_000_000),
    ],
)
def test_budgets_are_read_as_people_type_them(text, number):
    assert AmountField().clean(text) == number


@pytest.mark.parametrize("text", ["1.500 juta", "1,500 million", "1.000,5 juta"])
def test_a_budget_of_millions_that_can_be_read_in_two_ways_is_asked_about(text):
    with pytest.raises(ValidationError, match="is no number"):
        AmountField().clean(text)
