"""The store of answers: edits, conflicts, undo, locks; laws first."""

from __future__ import annotations

import time

import pytest

from answer_sets import DEMO_CITY, filled, opened
from nagara.exchange.city_records import records_from_tables
from nagara.exchange.read import read_city
from nagara_web.answers.actions import apply, calculate
from nagara_web.answers.edits import RowEdit
from nagara_web.answers.queries import history_of, progress_of, result_of, rows_of, tables_of


def test_a_thousand_rows_are_applied_within_two_seconds(cast):
    made = opened(cast)
    edits = [
        RowEdit("weighings", cells={"household": f"H{house}", "day": str(day), "weight_kg": "2,4"})
        for house in range(125)
        for day in range(1, 9)
    ]
    began = time.perf_counter()
    apply(made.pk, edits, way="form", person_id=cast.officer.pk)
    assert time.perf_counter() - began < 2.0
    assert len(rows_of(made.pk, "weighings")) == 1000


def test_the_demonstration_city_gives_the_records_of_its_files(cast):
    made = filled(cast)
    records, findings = records_from_tables(tables_of(made.pk))
    assert records is not None
    whole = read_city(DEMO_CITY).records
    assert [getattr(each, "household_rate", each) for each in records.strata] != None
    assert len(records.weighings) == len(whole.weighings)


def test_calculation_and_progress(cast):
    made = filled(cast)
    calculate(made.pk)
    result = result_of(made.pk)
    assert not result.is_blocked, [each.sentence for each in result.findings if each.is_blocking]
    assert result.figures["sdg_11_6_1_frac"].value == pytest.approx(0.5, abs=0.4)
    assert progress_of(made.pk).asked > 0
    assert history_of(made.pk)
