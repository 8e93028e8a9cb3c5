"""What is worked out from the answers: the account, doubts with their place, changes, own indicators, progress."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

import nagara
from answer_sets import DEMO_CITY, demo_edits, filled, opened
from nagara_web.accounts.queries import standing_of
from nagara_web.answers.access import answer_set_for, why_locked
from nagara_web.answers.actions import apply, calculate, let_coordinator_write, lock, reply_to_finding, share
from nagara_web.answers.calculation import work_out
from nagara_web.answers.edits import RowEdit
from nagara_web.answers.models import Calculation
from nagara_web.answers.queries import progress_of, replies_of, result_of, rows_of
from nagara_web.figures.actions import define_indicator
from nagara_web.jobs.actions import ask_for
from nagara_web.jobs.models import Job
from nagara_web.jobs.work import do


def changed(made, cast, table: str, number: int = 0, **cells: str) -> int:
    """Change one row; its key."""
    row = rows_of(made.pk, table)[number]
    apply(made.pk, [RowEdit(table, row.pk, None, cells, is_partial=True)], way="form", person_id=cast.officer.pk)
    return row.pk


def test_the_account_is_the_one_that_the_library_makes_of_the_files(cast):
    made = filled(cast)
    calculate(made.pk)
    result = result_of(made.pk)
    library = nagara.account(nagara.read(DEMO_CITY))
    assert not result.is_blocked
    for code, figure in library.figures.items():
        ours = result.figures[code]
        for name in ("value", "low", "high"):
            expected = getattr(figure, name)
            assert getattr(ours, name) == (expected if expected is None else pytest.approx(expected, rel=1e-6)), code
        assert (ours.notation_key == "NE") is (figure.value is None)
    assert result.population_persons == library.city.population
    assert (result.tier, result.boundary) == (library.tier.value, library.city.boundary)
    assert result.figures["sdg_11_6_1_frac"].standard_deviation > 0
    assert set(result.inputs) == {"answers"}


def test_a_revision_is_worked_out_once_and_nothing_is_written_while_it_is(cast, django_assert_num_queries):
    made = filled(cast)
    unkept = work_out(made.pk)
    assert unkept.pk is None
    assert not Calculation.objects.exists()
    first = calculate(made.pk)
    assert calculate(made.pk) == first
    assert first.report_json == unkept.report_json
    changed(made, cast, "city", holidays="other")
    assert result_of(made.pk) is None
    assert result_of(made.pk, first.revision) is not None


def test_a_blocked_account_has_no_figure_and_says_which_cell_blocks_it(cast):
    made = filled(cast)
    row_id = changed(made, cast, "loads", tonnes_t="a lot")
    calculate(made.pk)
    result = result_of(made.pk)
    assert result.is_blocked
    assert not result.figures
    blocking = [each for each in result.findings if each.is_blocking]
    assert [(each.code, each.table, each.row_id, each.field) for each in blocking] == [
        ("text-in-number-cell", "loads", row_id, "tonnes_t")
    ]


def test_mass_that_cannot_be_blocks_with_its_finding(cast):
    made = filled(cast)
    changed(made, cast, "loads", tonnes_t="99999999", tonnes_low="", tonnes_high="")
    calculate(made.pk)
    result = result_of(made.pk)
    assert result.is_blocked
    assert "collected-exceeds-generated" in {each.code for each in result.findings}


def test_a_finding_keeps_its_key_and_its_reason_through_changes(cast):
    made = filled(cast)
    calculate(made.pk)
    doubt = next(each for each in result_of(made.pk).findings if each.table and not each.is_blocking)
    reply_to_finding(
        made.pk, code=doubt.code, place=doubt.place, reason="It was measured so", person_id=cast.officer.pk
    )
    changed(made, cast, "city", holidays="x")
    calculate(made.pk)
    assert doubt.key in {each.key for each in result_of(made.pk).findings}
    assert [each.reason for each in replies_of(made.pk)[doubt.key]] == ["It was measured so"]


def test_a_finding_is_said_in_the_language_of_the_page(cast):
    from django.utils import translation

    made = filled(cast)
    changed(made, cast, "loads", tonnes_t="a lot")
    calculate(made.pk)
    english = next(each for each in result_of(made.pk).findings if each.is_blocking)
    with translation.override("th"):
        thai = next(each for each in result_of(made.pk).findings if each.is_blocking)
    assert thai.sentence != english.sentence
    assert thai.key == english.key


def test_the_year_after_is_compared_with_the_year_before(cast):
    past = filled(cast, year=2026)
    calculate(past.pk)
    made = opened(cast, year=2027, previous=past)
    edits = [each for each in demo_edits() if each.table in {"households", "weighings", "household_sorting"}]
    edits += [each for each in demo_edits() if each.table in {"loads", "received", "non_household", "disposal_sorting"}]
    apply(made.pk, edits, way="api", person_id=cast.officer.pk)
    calculate(made.pk)
    result = result_of(made.pk)
    assert not result.is_blocked, [each.sentence for each in result.findings if each.is_blocking]
    assert {change["earlier_year"] for change in result.changes} == {2026}


@pytest.mark.parametrize(
    ("kind", "cells", "code"),
    [
        ("share", {"value": "0.4"}, ""),
        ("share", {"value": "40"}, "share-above-one"),
        ("quantity", {"value": "many"}, "text-in-number-cell"),
        ("quantity", {"value": "5", "low": "6", "high": "4"}, "range-the-wrong-way"),
        ("quantity", {"value": "5", "low": "6", "high": "9"}, "value-outside-range"),
        ("quantity", {"low": "6", "high": "9"}, "range-without-value"),
        ("quantity", {"value": "500"}, "number-too-large"),
        ("quantity", {"answer": "yes"}, "text-in-number-cell"),
        ("quantity", {"notation": "NE"}, ""),
        ("quantity", {"notation": "NE", "value": "5"}, "notation-conflict"),
        ("yes-no", {"answer": "ya"}, ""),
        ("yes-no", {"answer": "perhaps"}, "neither-yes-nor-no"),
        ("level", {"answer": "Draft"}, ""),
        ("level", {"answer": "unknown"}, "choice-unknown"),
        ("proportion-of-cities", {"answer": "no"}, ""),
    ],
)
def test_own_indicators_are_checked_by_their_type(cast, kind, cells, code):
    define_indicator(
        "asked",
        name="Asked",
        answer_type=kind,
        levels=("none", "draft", "adopted"),
        high=None if kind == "share" else 100,
        network_id=cast.network.pk,
    )
    made = opened(cast, indicators=("asked",))
    row = rows_of(made.pk, "own_indicators")[0]
    apply(made.pk, [RowEdit("own_indicators", row.pk, None, cells, is_partial=True)], way="form", person_id=None)
    calculate(made.pk)
    result = result_of(made.pk)
    found = [each.code for each in result.findings if each.table == "own_indicators"]
    assert found == ([code] if code else [])
    assert ("asked" in result.figures) is (code in {"", "range-half-given"})


def test_the_job_keeps_what_it_worked_out(cast):
    made = filled(cast)
    job = ask_for("calculate", key=f"calculate:{made.pk}", arguments={"answer_set": made.pk})
    do(job.pk)
    job.refresh_from_db()
    assert (job.state, job.result["is_blocked"]) == (Job.State.DONE, False)
    assert result_of(made.pk) is not None


# ------------------------------------------------------------------ progress


def status(made, name: str) -> str:
    return next(each.status for each in progress_of(made.pk).tasks if each.table == name)


def test_progress_says_what_is_left_and_what_waits(cast):
    made = opened(cast)
    assert status(made, "city/population") == "not-started"
    assert status(made, "areas") == "cannot-start"
    apply(made.pk, [RowEdit("strata", cells={"stratum": "low", "name": "Low"})], way="form", person_id=None)
    assert status(made, "areas") == "not-started"
    assert status(made, "strata") == "in-progress"
    changed(made, cast, "strata", population="100")
    assert status(made, "strata") == "completed"


def test_carried_answers_are_not_completed_before_somebody_looked(cast):
    made = opened(cast, year=2027, previous=filled(cast))
    assert status(made, "facilities") == "in-progress"
    returned = progress_of(made.pk, returned={"facilities"})
    assert next(each.status for each in returned.tasks if each.table == "facilities") == "returned"


def test_a_table_that_blocks_is_a_problem(cast):
    made = filled(cast)
    changed(made, cast, "loads", tonnes_t="a lot")
    calculate(made.pk)
    assert status(made, "loads") == "problem"
    assert 0 < progress_of(made.pk).answered <= progress_of(made.pk).asked


def test_tables_that_are_alternatives_do_not_count_as_missing(cast):
    made = opened(cast)
    before = progress_of(made.pk)
    assert {each.table for each in before.tasks if each.status == "optional"} >= {"earlier", "trucks", "picking"}
    assert all(each.when for each in before.tasks if each.status == "optional")
    assert status(made, "weighings") == "cannot-start"
    rate = {"year": "2024", "household_rate_kg_per_cap_day": "0.5", "source": "A survey"}
    apply(made.pk, [RowEdit("earlier", cells=rate)], way="form", person_id=None)
    after = progress_of(made.pk)
    assert {status(made, table) for table in ("households", "weighings")} == {"optional"}
    assert after.expected == before.expected + 1 - 2
    assert after.done == before.done + (status(made, "earlier") == "completed")
    assert progress_of(filled(cast, year=2027).pk).expected > after.expected


# ------------------------------------------------------------------ who may


def test_a_coordinator_changes_answers_only_while_the_city_asks_for_it(cast):
    made, standing = opened(cast), standing_of(cast.coordinator)
    with pytest.raises(PermissionDenied):
        answer_set_for(standing, made.pk, write=True)
    let_coordinator_write(made.pk, True)
    assert answer_set_for(standing, made.pk, write=True) == made
    let_coordinator_write(made.pk, False)
    with pytest.raises(PermissionDenied):
        answer_set_for(standing, made.pk, write=True)


@pytest.mark.parametrize(
    ("who", "before", "after", "writes"),
    [
        ("officer", True, True, True),
        ("coordinator", True, True, False),
        ("head", True, True, False),
        ("secretary", False, True, False),
        ("peer_reviewer", False, True, False),
        ("focal_point", False, True, False),
        ("host", False, False, False),
        ("observer", False, False, False),
        ("administrator", False, False, False),
        ("other_officer", False, False, False),
        ("other_focal_point", False, False, False),
        ("stranger", False, False, False),
    ],
)
def test_who_reads_and_who_changes_answers(cast, who, before, after, writes):
    made, standing = opened(cast), standing_of(getattr(cast, who))

    def may(*, write: bool = False) -> bool | None:
        try:
            answer_set_for(standing, made.pk, write=write)
        except Http404:
            return False
        except PermissionDenied:
            return None
        return True

    assert may() is before
    share(made.pk)
    assert may() is after
    assert may(write=True) is (True if writes else (None if after else False))


def test_a_lock_is_said_in_words(cast):
    made = opened(cast)
    assert why_locked(made) == ""
    lock(made.pk, "submitted")
    made.refresh_from_db()
    assert "submitted" in why_locked(made)
