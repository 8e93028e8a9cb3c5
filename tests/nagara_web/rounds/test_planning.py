"""Plan a round: years and days of either era are read and said, what is absurd is refused with its reason."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from nagara_web.rounds.models import Round
from nagara_web.rounds.queries import other_editions

from .conftest import make_round


@pytest.fixture
def plan(cast):
    """Plan a round with what is given; what came back."""
    sound = {"network": cast.network.pk, "title": "Waste round", "year": "2026", "questionnaire": ""}
    sound |= {"opens_on": "2027-03-01", "closes_on": "2027-06-30", "reminder_days": "30"}
    client = Client()
    client.force_login(cast.secretary)
    return lambda **given: client.post(reverse("round_new"), sound | given, follow=True)


def test_a_round_can_be_planned_in_years_of_the_buddhist_era_and_is_told_what_was_read(plan):
    shown = plan(year="๒๕๖๙", opens_on="2570-03-01", closes_on="2570-06-30").content.decode()
    assert "๒๕๖๙: read as 2026" in shown
    assert "2570-06-30: read as 30 June 2027" in shown
    made = Round.objects.get(slug="waste-round")
    assert (made.year, made.opens_on, made.closes_on) == (2026, date(2027, 3, 1), date(2027, 6, 30))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"year": "1066"}, "Nobody can report on 1066"),
        ({"year": "3026"}, "Nobody can report on 3026"),
        ({"year": "2669"}, "Nobody can report on 2126"),
        ({"closes_on": "2207-06-30"}, "Enter a day like 2026-07-31."),
        ({"closes_on": "2037-06-30"}, "would be open for"),
        ({"title": "Waste\x0b round"}, "cannot be printed (U+000B)"),
        ({"title": "Waste\nround"}, "cannot be printed (U+000A)"),
    ],
)
def test_a_round_of_an_absurd_year_or_title_is_not_planned(plan, given, said):
    refused = plan(**given)
    assert (refused.status_code, said in refused.content.decode()) == (400, True)
    assert not Round.objects.filter(slug__startswith="waste").exists()


def test_a_round_leads_to_the_other_years_of_its_network(cast):
    this, last = make_round(cast), make_round(cast, year=2024, slug="2025")
    assert list(other_editions(this)) == [last]
    shown = Client().get(reverse("round", args=[this.slug])).content.decode()
    assert f'<a href="{reverse("round", args=[last.slug])}">{last.title}</a>' in shown
