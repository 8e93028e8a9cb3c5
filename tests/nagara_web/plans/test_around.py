"""What goes on around a plan: versions, the round it is attached to, what it serves, where everybody finds it."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from django.urls import reverse

from answer_sets import opened
from nagara_web.accounts.queries import standing_of
from nagara_web.answers.models import AnswerSet
from nagara_web.jobs.work import do_waiting
from nagara_web.plans import access, actions, serving
from nagara_web.plans.models import Answer, Plan
from rounds_of_commitments import adopt
from web_plans import PROMISE, make_plan, worked

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
CITY = "rivermouth"


def browser(person=None):
    client = Client()
    if person is not None:
        client.force_login(person, backend=BACKEND)
    return client


def text_of(response):
    assert response.status_code == 200, response.status_code
    return response.content.decode()


@pytest.fixture
def answers(cast):
    return opened(cast)


@pytest.fixture
def plan(answers, cast):
    return make_plan(answers, person_id=cast.officer.pk)


@pytest.fixture
def shown(plan, cast):
    actions.share(plan.pk, "public", is_head=True, person_id=cast.head.pk)
    plan.refresh_from_db()
    return plan


def test_a_change_makes_a_version_that_takes_the_place_of_the_one_before(plan, answers, cast, monkeypatch):
    monkeypatch.setattr(actions, "first_answer_to", lambda _asked: worked())
    actions.serve(plan.pk, ["a.1.a"], person_id=cast.officer.pk)
    actions.attach(plan.pk, answers.pk, person_id=cast.officer.pk)
    client = browser(cast.head)
    path = reverse("plan_change", args=[CITY, plan.pk])
    assert 'value="Controlled by 2035"' in text_of(client.get(path))
    asked = {
        "title": "Controlled by 2035",
        "records": answers.pk,
        "rows": 3,
        "last_year": "2045",
        "budget": "2.000.000",
    }
    asked |= {"figure_0": "sdg_11_6_1_frac", "target_0": "80 %", "year_0": "2034", "technologies": ["landfill"]}
    page = text_of(client.post(path, asked, follow=True))
    newer = Plan.objects.get(before=plan)
    plan.refresh_from_db()
    assert (newer.number, newer.serves, newer.state) == (2, ["a.1.a"], "draft")
    assert (newer.attached_to_id, plan.attached_to_id) == (answers.pk, None)
    for words in (
        "at least 80 % from 2034",
        "No longer promised:",
        "Budget of a year: 2,000,000 US dollars, before no",
    ):
        assert words in page
    assert f"{cast.head.name}" in page
    assert "Changed a plan: a new version" in page
    old = text_of(client.get(reverse("plan", args=[CITY, plan.pk])))
    assert "Version 2 stands in its place" in old
    listed = text_of(client.get(reverse("plans", args=[CITY])))
    assert listed.count("Controlled by 2035</a>") == 1
    assert "version 2" in listed


def test_a_plan_that_is_attached_is_read_where_the_round_is_answered_and_reviewed(plan, answers, cast):
    client, own = browser(cast.officer), reverse("plan", args=[CITY, plan.pk])
    page = text_of(client.get(reverse("plan_attach", args=[CITY, plan.pk])))
    assert "Report for 2026 in the round of" in page
    text_of(client.post(reverse("plan_attach", args=[CITY, plan.pk]), {"attached_to": answers.pk}, follow=True))
    assert "Plans attached to this report" in text_of(client.get(reverse("answers", args=[answers.pk])))
    page = text_of(client.post(reverse("plan_delete", args=[CITY, plan.pk]), follow=True))
    assert "attached to a round. Take it off first" in page
    assert browser(cast.peer_reviewer).get(own).status_code == 404, "nothing is submitted yet"
    AnswerSet.objects.filter(pk=answers.pk).update(is_shared=True)
    assert browser(cast.peer_reviewer).get(own).status_code == 200
    assert browser(cast.other_officer).get(own).status_code == 404
    foreign = client.post(reverse("plan_attach", args=[CITY, plan.pk]), {"attached_to": "999"})
    assert foreign.status_code == 400
    text_of(client.post(reverse("plan_attach", args=[CITY, plan.pk]), {"attached_to": ""}, follow=True))
    assert browser(cast.peer_reviewer).get(own).status_code == 404


def test_a_coordinator_reads_plans_and_makes_them_where_the_city_asked(plan, answers, cast):
    path = reverse("plan_new", args=[CITY])
    assert browser(cast.coordinator).get(path).status_code == 404
    AnswerSet.objects.filter(pk=answers.pk).update(coordinator_may_write=True)
    assert browser(cast.coordinator).get(path).status_code == 200
    assert access.desk_for(standing_of(cast.coordinator), CITY).role == "coordinator"
    assert "Plans of Rivermouth" in text_of(browser(cast.coordinator).get(reverse("work")))


def test_everybody_finds_a_public_plan_at_the_city_in_the_list_and_as_data(shown, answers, cast):
    hidden = make_plan(answers, title="Nobody's", person_id=cast.officer.pk)
    for path in (reverse("city", args=[CITY]), reverse("public_plans")):
        page = text_of(browser().get(path))
        assert reverse("public_plan", args=[shown.pk]) in page
        assert hidden.title not in page
    listed = browser().get(reverse("plans_data", args=["json"])).json()
    assert [each["plan"] for each in listed["rows"]] == [shown.pk]
    assert listed["rows"][0]["promises"] == PROMISE
    assert browser().get("/api/v1/plans", {"city": CITY}).json()["rows"] == listed["rows"]
    assert browser().get("/api/v1/plans", {"city": "nowhere"}).status_code == 404
    built = browser().get(f"/api/v1/plans/{shown.pk}").json()
    assert built["rows"][0]["decided"] == 2028
    assert browser().get(f"/api/v1/plans/{hidden.pk}").status_code == 404
    assert browser().get(reverse("plans_data", args=["csv"])).content.startswith(b"plan,version,title,city")


def test_a_plan_is_had_as_every_file_that_the_command_writes(shown, cast):
    Answer.objects.filter(plan=shown).update(workbook=None)
    paths = {
        kind: reverse("public_plan_data", args=[shown.pk, kind]) for kind in ("json", "html", "pdf", "xlsx", "exe")
    }
    assert json.loads(browser().get(paths["json"]).content)["price_year"] == 2015
    assert "<h1>Rivermouth: plan 2026–2045</h1>" in text_of(browser().get(paths["html"]))
    assert browser().get(paths["pdf"]).content.startswith(b"%PDF")
    assert [browser().get(paths[kind]).status_code for kind in ("xlsx", "exe")] == [404, 404]
    page = text_of(browser().get(reverse("public_plan", args=[shown.pk])))
    assert paths["pdf"] in page
    assert paths["xlsx"] not in page


def test_commitments_measured_by_what_is_promised_come_first_and_others_are_looked_for(plan, cast, monkeypatch):
    first, other, *_rest = adopt(cast)
    monkeypatch.setattr(serving, "codes_measured_by", lambda indicators: {first} if indicators else set())
    client, path = browser(cast.officer), reverse("plan_serves", args=[CITY, plan.pk])
    page = text_of(client.get(path))
    assert f'value="{first}"' in page
    assert f'value="{other}"' not in page
    page = text_of(client.post(path, {"look": "1", "q": "SORTING waste", "serves": [first]}))
    assert f'value="{other}"' in page
    assert f'value="{first}" id="serves-{first}" checked' in page
    plan.refresh_from_db()
    assert plan.serves == []
    page = text_of(client.post(path, {"q": "sorting", "serves": [first, other]}, follow=True))
    plan.refresh_from_db()
    assert sorted(plan.serves) == sorted([first, other])
    assert client.post(path, {"serves": ["no.such.thing"]}).status_code == 400


def test_cost_is_held_against_other_targets_beside_a_proof_that_loses_nothing(plan, cast, monkeypatch):
    asked = []

    def proven(question, _progress, should_stop):
        asked.append(question.fronts)
        return worked(is_proven=len(asked) < 2 and not should_stop(), usd=1e6 * len(asked))

    monkeypatch.setattr("nagara_web.plans.job_handlers.proven_answer_to", proven)
    client, path = browser(cast.officer), reverse("plan_front", args=[CITY, plan.pk])
    page = text_of(client.post(path, {"figure": "methane_cut_frac"}, follow=True))
    assert "It is being worked out beside a new proof." in page
    again = client.post(path, {"figure": "diverted_frac"})
    assert "The proof is under way. Ask again when it is over." in again.content.decode()
    do_waiting()
    client.post(path, {"figure": "diverted_frac"})
    do_waiting()
    plan.refresh_from_db()
    assert asked == [("methane_cut_frac",), ("methane_cut_frac", "diverted_frac")]
    assert plan.proof == "proven"
    kept = plan.answers.get(kind="proven")
    assert json.loads(kept.data)["discounted_usd"] == 1e6, "what is proven does not give way to less"
