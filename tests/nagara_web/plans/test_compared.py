"""Plans beside each other and beside what the city published since: on one page, by the same definitions."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from answer_sets import filled, opened
from compared_plans import plan_content
from nagara_web.audit.actions import record
from nagara_web.plans.measured import compared_with_accounts, later_accounts
from nagara_web.plans.models import Plan
from nagara_web.plans.queries import page_of
from nagara_web.rounds.models import Report
from web_plans import make_plan
from web_world import open_round_of

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
CITY = "rivermouth"


def kept(answers, cast, title: str, **changed: object) -> Plan:
    plan = make_plan(answers, title=title, person_id=cast.officer.pk)
    plan.answers.update(data=json.dumps(plan_content(**changed)))
    return plan


def published(cast, *, year: int = 2026) -> Report:
    """A report of the demonstration city that everybody may read."""
    answers = filled(cast, year=year)
    report = Report.objects.create(
        round=open_round_of(cast, f"round-{year}", year, own_only=True),
        city=cast.rivermouth,
        answer_set=answers,
        state="published",
        moved_at=timezone.now(),
        published_by_id=cast.second_secretary.pk,
    )
    record("report.published", actor_id=None, subject=f"report:{report.pk}", data={"revision": answers.revision})
    return report


def page_at(person, *plans: Plan, **given: str) -> str:
    client = Client()
    client.force_login(person, backend=BACKEND)
    answer = client.get(
        reverse("plan_compare", args=[CITY]), {"plan": [each.pk for each in plans], **given}, follow=True
    )
    assert answer.status_code == 200
    return answer.content.decode()


def test_plans_are_drawn_year_by_year_with_their_tables(cast):
    answers = opened(cast, year=2025)
    one, two = kept(answers, cast, "One"), kept(answers, cast, "Two", discounted_usd=7e6)
    page = page_at(cast.officer, one, two)
    assert "“Two” costs 2.00 million US dollars of 2015 less than “One” over 2025 to 2028, discounted." in page
    assert page.count('id="compared-sdg_11_6_1_frac-640"') == 1
    assert "Show as table" in page
    assert "Planned and measured" not in page


def test_a_plan_is_held_against_what_the_city_published_since(cast):
    plan = kept(opened(cast, year=2025), cast, "By 2027")
    assert later_accounts([page_of(plan)]) == []
    assert "Tick two or three plans to compare." in page_at(cast.officer, plan)
    report = published(cast)
    page = page_at(cast.officer, plan)
    assert "Planned and measured, 2026" in page
    assert "“By 2027” needs nothing new to take waste by 2026." in page
    rows = page_at(cast.officer, plan, **{"as": "csv"}).splitlines()
    assert rows[0].startswith("figure,unit,year,course,kind,value,low,high")
    assert any(row.startswith("sdg_11_6_1_frac,frac,2026,2026,account,0.59") for row in rows)
    Report.objects.filter(pk=report.pk).update(published_by=None)
    assert later_accounts([page_of(plan)]) == [], "what is not published is no business of a plan"


def test_an_account_that_holds_too_little_is_named(cast):
    plan = kept(opened(cast, year=2025), cast, "By 2027")
    report = published(cast)
    report.answer_set.rows.all().update(is_removed=True)
    found = compared_with_accounts([page_of(plan)])
    assert found.comparison is None
    (doubt,) = found.doubts
    assert doubt == "What was measured in 2026 cannot be held against a plan. Its answers hold too little."


def test_a_file_that_cannot_be_compared_says_why(cast):
    answers = opened(cast, year=2025)
    one, two = kept(answers, cast, "One"), kept(answers, cast, "Two", flows=None)
    page = page_at(cast.officer, one, two)
    assert "Two, flows: it is missing." in page
    assert "Promises kept" in page, "what both keep is beside each other all the same"
