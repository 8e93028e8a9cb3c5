"""Questions as forms: everything is asked once, taken as a file would take it, and nothing is guessed."""

from __future__ import annotations

import pytest
from django.utils import translation

from nagara.exchange.form import form_tables
from nagara_web.answers.forms import RowForm, is_ambiguous, read_as
from nagara_web.answers.sums import row_sums, table_sums
from nagara_web.answers.topics import topic_of, topics

ALL = ("waste", "flows", "plastics", "gases")


def form_of(table: str, slug: str = "", **typed: str) -> RowForm:
    topic = topic_of(table, slug)
    assert topic is not None
    return RowForm(table, topic.questions(), listed=lambda name: [], data=typed)


def test_every_field_of_the_form_is_asked_exactly_once():
    asked = [(topic.table, name) for topic in topics(ALL) for each in topic.questions() for name in each.names]
    assert sorted(asked) == sorted((table.name, each.name) for table in form_tables().values() for each in table.fields)


def test_a_topic_of_the_city_has_at_most_eight_questions():
    assert all(1 <= len(each.questions()) <= 8 for each in topics(ALL) if each.table == "city")


def test_a_range_stands_beside_its_number():
    questions = {each.asked.name: each for each in topic_of("trucks").questions()}
    assert (questions["fill_frac"].low.name, questions["density_t_per_m3"].high.name) == ("fill_low", "density_high")


def test_a_questionnaire_without_gases_does_not_ask_for_them():
    tables = {each.table for each in topics(("waste",))}
    assert "disposal_history" not in tables
    assert "loads" in tables


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("640", ""),
        ("๖๔๐", "read as 640 t/day"),
        ("1,234", "read as 1\N{NO-BREAK SPACE}234 t/day"),
        ("640,5", "read as 640.5 t/day"),
        ("640 t/day", "read as 640 t/day"),
        ("much", ""),
    ],
)
def test_a_liberty_with_a_number_is_said(typed, said):
    asked = form_tables()["non_household"]["t_per_day"]
    assert read_as(asked, typed) == said


def test_a_number_that_means_two_things_is_told_from_one_that_does_not():
    asked = form_tables()["non_household"]["t_per_day"]
    assert [is_ambiguous(asked, text) for text in ("1,234", "1234", "640,5", "")] == [True, False, False, False]


def test_a_buddhist_year_is_read_and_said():
    assert read_as(form_tables()["city"]["population_year"], "2568") == "read as 2025"


def test_what_cannot_be_read_is_still_taken_by_a_draft():
    assert form_of("non_household", origin="markets", t_per_day="about forty").is_valid()


def test_a_number_and_a_reason_together_are_asked_about():
    form = form_of("non_household", t_per_day="38", notation="NE")
    assert not form.is_valid()
    assert form.both() == ("38", "Not estimated")


@pytest.mark.parametrize(("keep", "left"), [("number", ("38", "")), ("notation", ("", "NE"))])
def test_the_one_that_was_chosen_is_kept(keep, left):
    form = form_of("non_household", t_per_day="38", t_per_day_low="30", notation="NE", keep=keep)
    assert form.is_valid()
    assert (form.typed()["t_per_day"], form.typed()["notation"]) == left
    assert bool(form.typed()["t_per_day_low"]) == (keep == "number")


def test_a_text_that_is_too_long_is_refused_with_its_length():
    form = form_of("city", "place", boundary_note="x" * 2001)
    assert not form.is_valid()
    assert "2001" in str(form.errors["boundary_note"])


def test_labels_are_those_of_the_form_in_the_language_of_the_reader():
    with translation.override("lo"):
        label = form_of("city", "population").fields["population"].label
    assert label != "Population"


def test_sums_say_what_they_add_to():
    strata = [{"population": "400"}, {"population": "500"}]
    assert table_sums("strata", strata, {"population": "1000"}) == "The strata add to 900 of 1,000 persons."
    shares = {"land_frac": "0.5", "burnt_frac": "0.1", "water_frac": "0.25"}
    assert "0.85" in row_sums("leakage_fate", shares)
    rows = [{"t_per_day": "5"}, {"notation": "NE"}]
    assert table_sums("received", rows, {}) == "Sum of 1 of 2 rows: 5 t/day."
