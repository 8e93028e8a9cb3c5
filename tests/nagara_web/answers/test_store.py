"""The store of answers: edits that join or clash, undo, locks, carry-forward; laws first."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from answer_sets import DEMO_CITY, cells_of, demo_edits, filled, opened
from nagara.exchange.read import read_city
from nagara.exchange.record_rows import records_to_rows
from nagara.waste.next_year import records_for_next_year
from nagara.waste.survey.rates import survey_estimate
from nagara_web.answers.actions import apply, confirm_carried, lock, make_questionnaire, reply_to_finding, undo, unlock
from nagara_web.answers.calculation import reading_of
from nagara_web.answers.edits import CannotUndo, Conflict, Locked, NotOfTheForm, RowEdit
from nagara_web.answers.models import Change, Row
from nagara_web.answers.queries import history_of, replies_of, rows_by_table, rows_of
from nagara_web.audit.models import Event

in_one_database = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Co", "Cn")), max_size=12
) | st.sampled_from(["2,4", "1.234", "NE", "12 kg", "๒.๔", "-", "2026-03-02", "yes", "=1+1", "about 5", "2569"])


def whole_state(made) -> dict[int, tuple[object, ...]]:
    """Everything that can be seen of the rows that stand."""
    return {
        row.pk: (row.table, row.position, row.cells, sorted(row.carried), row.instance)
        for rows in rows_by_table(made.pk).values()
        for row in rows
    }


def edit_of(row: Row, **cells: str) -> RowEdit:
    return RowEdit(row.table, row.pk, row.version, cells, is_partial=True)


def strata(made, cast, *codes: str) -> list[Row]:
    edits = [RowEdit("strata", cells={"stratum": code, "name": code, "population": "100"}) for code in codes]
    apply(made.pk, edits, way="form", person_id=cast.officer.pk)
    return rows_of(made.pk, "strata")


# ------------------------------------------------------------------ laws


@in_one_database
@given(
    st.lists(st.tuples(st.integers(0, 5), st.dictionaries(st.sampled_from(["stratum", "name", "population"]), TEXTS)))
)
def test_what_is_applied_and_undone_was_never_there(cast, acts):
    made = opened(cast, year=2026)
    rows = strata(made, cast, "low", "high")
    before = whole_state(made)
    edits = []
    for number, cells in acts:
        row = rows[number] if number < len(rows) else None
        edits.append(RowEdit("strata", row.pk if row else None, None, cells if number != 1 else None))
    last = Change.objects.filter(answer_set=made).count()
    change = apply(made.pk, edits, way="form", person_id=cast.officer.pk)
    if Change.objects.filter(answer_set=made).count() > last:
        undo(change.pk, cast.officer.pk)
    assert whole_state(made) == before


@in_one_database
@given(
    st.dictionaries(
        st.sampled_from(["household", "day", "date", "people_present", "weight_kg", "nothing_today"]), TEXTS
    )
)
def test_what_was_read_once_is_read_the_same_again(cast, cells):
    made = opened(cast)
    apply(made.pk, [RowEdit("weighings", cells=cells)], way="form", person_id=None)
    for row in rows_of(made.pk, "weighings"):
        revision = row.version
        apply(made.pk, [RowEdit("weighings", row.pk, row.version, dict(row.cells))], way="form", person_id=None)
        row.refresh_from_db()
        assert row.version == revision


def test_applied_twice_with_one_key_is_applied_once(cast):
    made = opened(cast)
    edits = [RowEdit("strata", cells={"stratum": "low", "name": "Low", "population": "5"})]
    first = apply(made.pk, edits, way="api", person_id=cast.officer.pk, key="one")
    assert apply(made.pk, edits, way="api", person_id=cast.officer.pk, key="one") == first
    assert len(rows_of(made.pk, "strata")) == 1


def test_an_undone_undo_brings_the_change_back(cast):
    made = opened(cast)
    change = apply(made.pk, demo_edits()[:30], way="api", person_id=cast.officer.pk)
    after = whole_state(made)
    back = undo(change.pk, cast.officer.pk)
    assert whole_state(made) != after
    undo(back.pk, cast.officer.pk)
    assert whole_state(made) == after
    with pytest.raises(CannotUndo):
        undo(change.pk, cast.officer.pk)


def test_every_change_is_one_event_that_holds_no_answer(cast):
    made = opened(cast)
    before = Event.objects.count()
    strata(made, cast, "a-name-nobody-may-read-in-the-log")
    events = list(Event.objects.order_by("number"))[before:]
    assert [each.action for each in events] == ["answers.changed"]
    assert events[0].data == {"revision": 2, "way": "form", "added": 1, "changed": 0, "removed": 0}
    assert "nobody-may-read" not in json.dumps(events[0].data)


def test_what_changes_nothing_is_no_change(cast):
    made = opened(cast)
    row = strata(made, cast, "low")[0]
    count = Change.objects.count()
    apply(made.pk, [edit_of(row, name="low")], way="form", person_id=cast.officer.pk)
    assert Change.objects.count() == count


# ------------------------------------------------------------------ reading


def test_decimal_commas_of_one_person_never_touch_the_numbers_of_another(cast):
    made = opened(cast)
    typed = {"household": "H1", "day": "2"}
    apply(made.pk, [RowEdit("weighings", cells={**typed, "weight_kg": "2,4"})], way="form", person_id=None)
    typed["day"] = "3"
    apply(made.pk, [RowEdit("weighings", cells={**typed, "weight_kg": "1.234"})], way="form", person_id=None)
    assert [row.cells["weight_kg"] for row in rows_of(made.pk, "weighings")] == ["2.4", "1.234"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("2,4", "2.4"),
        ("๒.๔", "2.4"),
        ("2400 g", "2400 g"),
        ("about 5", "about 5"),
        ("", None),
        ("  ", None),
        ("0", "0"),
        ("1e2", "100"),
    ],
)
def test_a_number_is_kept_as_it_was_read_or_else_as_it_was_typed(cast, typed, kept):
    made = opened(cast)
    apply(made.pk, [RowEdit("weighings", cells={"household": "H", "weight_kg": typed})], way="form", person_id=None)
    assert rows_of(made.pk, "weighings")[0].cells.get("weight_kg") == kept


def test_a_key_typed_for_a_number_stands_in_its_column(cast):
    made = opened(cast)
    apply(
        made.pk,
        [RowEdit("loads", cells={"facility": "L", "load": "msw", "tonnes_t": "NE"})],
        way="form",
        person_id=None,
    )
    assert rows_of(made.pk, "loads")[0].cells == {"facility": "L", "load": "msw", "notation": "NE"}


@pytest.mark.parametrize(
    "edit",
    [
        RowEdit("nothing", cells={"a": "b"}),
        RowEdit("strata", cells={"colour": "red"}),
        RowEdit("strata", row_id=987654, cells={"name": "x"}),
    ],
)
def test_what_is_not_of_the_form_is_refused_in_words(cast, edit):
    made = opened(cast)
    with pytest.raises(NotOfTheForm, match="no"):
        apply(made.pk, [edit], way="api", person_id=None)


def test_a_row_of_another_city_is_not_there(cast):
    mine, other = opened(cast), opened(cast, year=2025)
    row = strata(other, cast, "low")[0]
    with pytest.raises(NotOfTheForm):
        apply(mine.pk, [RowEdit("strata", row.pk, row.version, {"name": "x"})], way="api", person_id=None)


def test_there_is_one_city_however_often_it_is_sent(cast):
    made = opened(cast)
    apply(made.pk, [RowEdit("city", cells={"season": "dry"}, is_partial=True)], way="api", person_id=None)
    assert len(rows_of(made.pk, "city")) == 1
    assert rows_of(made.pk, "city")[0].cells["season"] == "dry"


def test_the_year_of_the_answers_is_not_the_answers_to_change_and_it_is_said(cast):
    made = opened(cast)
    typed = {"year": "2025", "holidays": "none"}
    change = apply(made.pk, [RowEdit("city", cells=typed, is_partial=True)], way="api", person_id=None)
    assert rows_of(made.pk, "city")[0].cells["year"] == "2026"
    assert "the year stays" in change.note


# ------------------------------------------------------------------ two people


def test_different_answers_of_one_row_are_joined_and_it_is_said(cast):
    made = opened(cast)
    row = strata(made, cast, "low")[0]
    apply(made.pk, [edit_of(row, name="Low income")], way="form", person_id=cast.officer.pk)
    change = apply(made.pk, [edit_of(row, population="200")], way="form", person_id=cast.second_officer.pk)
    assert rows_of(made.pk, "strata")[0].cells == {"stratum": "low", "name": "Low income", "population": "200"}
    assert "Joined" in change.note


def test_a_whole_page_saved_late_keeps_what_another_wrote_meanwhile(cast):
    made = opened(cast)
    row = strata(made, cast, "low")[0]
    seen = dict(row.cells)
    apply(made.pk, [edit_of(row, name="Low income")], way="form", person_id=cast.officer.pk)
    late = RowEdit("strata", row.pk, row.version, {**seen, "population": "200"})
    apply(made.pk, [late], way="form", person_id=cast.second_officer.pk)
    assert rows_of(made.pk, "strata")[0].cells == {"stratum": "low", "name": "Low income", "population": "200"}


def test_the_same_answer_written_twice_clashes_with_both_texts_and_nothing_is_lost(cast):
    made = opened(cast)
    row, other = strata(made, cast, "low", "high")
    apply(made.pk, [edit_of(row, population="300")], way="form", person_id=cast.officer.pk)
    with pytest.raises(Conflict) as caught:
        apply(
            made.pk,
            [edit_of(other, name="High"), edit_of(row, population="400")],
            way="form",
            person_id=cast.second_officer.pk,
        )
    clash = caught.value.clashes[0]
    assert (clash.field, clash.before, clash.theirs, clash.mine) == ("population", "100", "300", "400")
    assert clash.by == cast.officer.name
    assert rows_of(made.pk, "strata")[1].cells["name"] == "high"


def test_the_same_answer_written_alike_is_no_clash(cast):
    made = opened(cast)
    row = strata(made, cast, "low")[0]
    apply(made.pk, [edit_of(row, population="300")], way="form", person_id=cast.officer.pk)
    apply(made.pk, [edit_of(row, population="300,0")], way="form", person_id=cast.second_officer.pk)
    assert rows_of(made.pk, "strata")[0].cells["population"] == "300"


def test_a_row_removed_meanwhile_clashes(cast):
    made = opened(cast)
    row = strata(made, cast, "low")[0]
    apply(made.pk, [RowEdit("strata", row.pk, row.version, None)], way="form", person_id=cast.officer.pk)
    with pytest.raises(Conflict):
        apply(made.pk, [edit_of(row, name="x")], way="form", person_id=cast.second_officer.pk)


def test_a_row_changed_meanwhile_is_not_removed(cast):
    made = opened(cast)
    row = strata(made, cast, "low")[0]
    apply(made.pk, [edit_of(row, name="New")], way="form", person_id=cast.officer.pk)
    with pytest.raises(Conflict):
        apply(made.pk, [RowEdit("strata", row.pk, row.version, None)], way="form", person_id=cast.second_officer.pk)


def test_an_undo_never_takes_away_what_another_wrote_since(cast):
    made = opened(cast)
    row = strata(made, cast, "low")[0]
    change = apply(made.pk, [edit_of(row, name="A", population="5")], way="form", person_id=cast.officer.pk)
    row.refresh_from_db()
    apply(made.pk, [edit_of(row, population="6")], way="form", person_id=cast.second_officer.pk)
    with pytest.raises(Conflict) as caught:
        undo(change.pk, cast.officer.pk)
    assert [clash.field for clash in caught.value.clashes] == ["population"]
    assert rows_of(made.pk, "strata")[0].cells["name"] == "A"


def test_an_undo_keeps_other_answers_of_the_row(cast):
    made = opened(cast)
    row = strata(made, cast, "low")[0]
    change = apply(made.pk, [edit_of(row, name="A")], way="form", person_id=cast.officer.pk)
    row.refresh_from_db()
    apply(made.pk, [edit_of(row, population="6")], way="form", person_id=cast.second_officer.pk)
    undo(change.pk, cast.officer.pk)
    assert rows_of(made.pk, "strata")[0].cells == {"stratum": "low", "name": "low", "population": "6"}


# ------------------------------------------------------------------ locks


def test_locked_answers_say_why_and_stay(cast):
    made = opened(cast)
    change = apply(made.pk, demo_edits()[:3], way="api", person_id=None)
    lock(made.pk, "submitted")
    before = whole_state(made)
    with pytest.raises(Locked, match="returned"):
        apply(made.pk, [RowEdit("strata", cells={"stratum": "x"})], way="form", person_id=None)
    with pytest.raises(Locked):
        undo(change.pk, cast.officer.pk)
    with pytest.raises(Locked):
        reply_to_finding(made.pk, code="a", place="b", reason="c", person_id=cast.officer.pk)
    assert whole_state(made) == before
    unlock(made.pk)
    undo(change.pk, cast.officer.pk)


# ------------------------------------------------------------------ from year to year


def test_the_next_year_keeps_what_the_library_keeps(cast):
    past = filled(cast, year=2026)
    reply_to_finding(
        past.pk, code="x", place="strata/low/population", reason="Counted twice", person_id=cast.officer.pk
    )
    made = opened(cast, year=2027, previous=past)
    records = read_city(DEMO_CITY).records
    kept = records_to_rows(records_for_next_year(records, survey_estimate(records)[0]))
    found = reading_of(made.pk).records
    ours = records_to_rows(found)
    own = {"city": cast.rivermouth.name, "country_iso3": cast.rivermouth.country_id}
    assert ours["city"] == [{**kept["city"][0], **own}]
    assert {name: rows for name, rows in ours.items() if name != "city"} == {
        name: rows for name, rows in kept.items() if name != "city"
    }
    assert not rows_of(made.pk, "households")
    assert [reply.reason for reply in replies_of(made.pk)["x@strata/low/population"]] == ["Counted twice"]


def test_carried_answers_wait_for_somebody_to_confirm_them(cast):
    made = opened(cast, year=2027, previous=filled(cast))
    row = rows_of(made.pk, "facilities")[0]
    assert set(row.carried) == set(row.cells)
    confirm_carried(made.pk, "facilities", person_id=cast.officer.pk)
    assert not any(row.carried for row in rows_of(made.pk, "facilities"))


def test_a_year_begins_with_what_the_network_knows(cast):
    made = opened(cast)
    assert rows_of(made.pk, "city")[0].cells == {
        "city": "Rivermouth",
        "country_iso3": "XXA",
        "year": "2026",
        "is_invented": "yes",
    }


def test_a_frozen_questionnaire_no_longer_changes(cast):
    made = make_questionnaire("one", title="One")
    type(made).objects.filter(pk=made.pk).update(is_frozen=True)
    assert make_questionnaire("one", title="Two").title == "One"


# ------------------------------------------------------------------ reading back, and speed


def test_the_history_says_who_changed_which_answer(cast):
    made = opened(cast)
    row = strata(made, cast, "low")[0]
    apply(made.pk, [edit_of(row, name="Low income")], way="form", person_id=cast.officer.pk)
    line = history_of(made.pk)[0]
    assert (line.person, line.rows_changed, line.way) == (cast.officer.name, 1, "form")
    assert [(cell.field, cell.before, cell.after) for cell in line.cells] == [("name", "low", "Low income")]
    assert (line.cells[0].row_before["name"], line.cells[0].row_after["name"]) == ("low", "Low income")


def test_the_demonstration_city_stands_as_its_files_say(cast):
    made = filled(cast)
    records = reading_of(made.pk).records
    ours, theirs = records_to_rows(records), records_to_rows(read_city(DEMO_CITY).records)
    assert ours == theirs


def test_a_thousand_rows_are_applied_within_two_seconds(cast, django_assert_max_num_queries):
    made = opened(cast)
    edits = [
        RowEdit("weighings", cells={"household": f"H{house}", "day": str(day), "weight_kg": "2,4"})
        for house in range(125)
        for day in range(1, 9)
    ]
    began = time.process_time()
    with django_assert_max_num_queries(30):
        apply(made.pk, edits, way="form", person_id=cast.officer.pk)
    assert time.process_time() - began < 2.0
    rows = rows_of(made.pk, "weighings")
    again = [RowEdit("weighings", row.pk, row.version, {**row.cells, "weight_kg": "2,5"}) for row in rows]
    began = time.process_time()
    apply(made.pk, again, way="form", person_id=cast.officer.pk)
    assert time.process_time() - began < 2.0
    assert cells_of(made)["weighings"][0]["weight_kg"] == "2.5"
