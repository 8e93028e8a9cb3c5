"""Files out and back: nothing changes that nobody changed, and what others wrote meanwhile is kept."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from answer_sets import DEMO_CITY, cells_of, demo_edits, edited_workbook, filled, opened
from nagara.exchange.read import read_city
from nagara.exchange.record_rows import records_to_rows
from nagara_web.answers import uploads
from nagara_web.answers.actions import apply, calculate, undo
from nagara_web.answers.calculation import reading_of
from nagara_web.answers.edits import Conflict, NotToBeApplied, RowEdit
from nagara_web.answers.handing_out import csv_folder_zip, workbook
from nagara_web.answers.models import AnswerSet, Change, Upload
from nagara_web.answers.parse_upload import parsed
from nagara_web.answers.proposals import FileTable, Standing, proposal_of, read_proposal
from nagara_web.answers.queries import answer_set, result_of, rows_of
from nagara_web.answers.upload_page import upload_page
from nagara_web.answers.uploads import apply_upload, delete_contacts, discard_upload, receive_upload
from nagara_web.audit.models import Event
from nagara_web.figures.actions import define_indicator
from nagara_web.jobs.models import Job
from nagara_web.jobs.work import do
from phone_exports import central_zip, submissions


@pytest.fixture(autouse=True)
def media(settings, tmp_path, monkeypatch):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}},
    }
    # One process is enough where the file is our own; test_hostile_uploads.py tries the real one.
    monkeypatch.setattr(uploads, "_parse", lambda path, name: json.loads(json.dumps(parsed(path, name))))


ENDS = ("value", "low", "high")


@pytest.fixture
def demo_city(cast):
    """The city of the examples, under its own name."""
    records = read_city(DEMO_CITY).records
    type(cast.rivermouth).objects.filter(pk=cast.rivermouth.pk).update(name=records.city.city)
    cast.rivermouth.refresh_from_db()
    return records


def sent(made: AnswerSet, cast, data: bytes, name: str = "workbook.xlsx") -> Upload:
    return receive_upload(made.pk, SimpleUploadedFile(name, data), person_id=cast.officer.pk)


def applied(made: AnswerSet, cast, data: bytes, name: str = "workbook.xlsx", **options: bool) -> Change:
    upload = sent(made, cast, data, name)
    assert upload.state == Upload.State.READ, (upload.proposal["refused"], upload.findings)
    return apply_upload(upload.pk, person_id=cast.officer.pk, **options)


# ------------------------------------------------------------------ laws


@pytest.mark.parametrize("code", ["en", "lo"])
def test_a_workbook_that_nobody_touched_changes_nothing(cast, code):
    made = filled(cast)
    upload = sent(made, cast, workbook(answer_set(made.pk), code))
    assert upload.state == Upload.State.READ, upload.proposal
    assert not read_proposal(upload.proposal).rows
    assert not upload.findings


def test_a_csv_folder_that_nobody_touched_changes_nothing(cast):
    made = filled(cast)
    upload = sent(made, cast, csv_folder_zip(answer_set(made.pk)), "answers.zip")
    assert upload.state == Upload.State.READ, upload.proposal
    assert not read_proposal(upload.proposal).rows


TYPED = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Co", "Cn")), max_size=10)
CELLS = st.sampled_from(
    [
        ("weighings", "weight_kg"),
        ("weighings", "date"),
        ("households", "household"),
        ("households", "is_littered"),
        ("households", "drop_out_reason"),
        ("strata", "population"),
        ("facilities", "name"),
        ("facilities", "kind"),
        ("facilities", "assessed_on"),
        ("loads", "notation"),
        ("city", "population"),
        ("city", "season"),
        ("city", "boundary_note"),
    ]
)
SOME = st.sampled_from(["2,4", "1.234", "812.375", "NE", "๒.๔", "-", "2026-03-02", "yes", "no", "=1+1", "#REF!", "x"])


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(st.tuples(CELLS, TYPED | SOME), min_size=1, max_size=8))
def test_whatever_is_typed_into_the_answers_comes_back_from_the_workbook_as_it_is(cast, typed):
    made = opened(cast)
    edits = [RowEdit(table, cells={name: text}, is_partial=table == "city") for (table, name), text in typed]
    apply(made.pk, edits, way="form", person_id=cast.officer.pk)
    upload = sent(made, cast, workbook(answer_set(made.pk), "th"))
    assert not read_proposal(upload.proposal).rows
    upload = sent(made, cast, csv_folder_zip(answer_set(made.pk)), "answers.zip")
    assert not read_proposal(upload.proposal).rows


def test_applied_and_undone_the_answers_are_what_they_were(cast, tmp_path):
    made = filled(cast)
    before = cells_of(made)

    def change(rows):
        rows["weighings"][0]["weight_kg"] = 9.5
        del rows["weighings"][1]
        rows["weighings"].append({"household": "NEW", "day": 3, "weight_kg": 1.5})

    change = applied(made, cast, edited_workbook(made, tmp_path / "w.xlsx", change), empty_too=True)
    assert cells_of(made) != before
    undo(change.pk, cast.officer.pk)
    assert cells_of(made) == before


# ------------------------------------------------------------------ four ways in, one result


def test_the_four_ways_in_give_the_same_records_and_the_same_figures(cast, demo_city, tmp_path):
    def by_form(made):
        for edit in demo_edits():
            if edit.table != "weighings":
                apply(made.pk, [edit], way="form", person_id=cast.officer.pk)
        days = [edit for edit in demo_edits() if edit.table == "weighings"]
        apply(made.pk, days, way="form", person_id=cast.officer.pk)

    def by_workbook(made):
        rows = records_to_rows(demo_city)

        def fill(known):
            known.update({name: [dict(row) for row in found] for name, found in rows.items()})

        applied(made, cast, edited_workbook(made, tmp_path / "w.xlsx", fill, language="vi"))

    def by_phone(made):
        export = central_zip(tmp_path / "export.zip", submissions(demo_city))
        applied(made, cast, export.read_bytes(), "export.zip")

    def by_program(made):
        apply(made.pk, demo_edits(), way="api", person_id=cast.officer.pk)

    said, figures = [], []
    for year, fill in enumerate((by_form, by_workbook, by_phone, by_program), start=2026):
        made = opened(cast, year=2026)
        fill(made)
        rows = records_to_rows(reading_of(made.pk).records)
        said.append({name: sorted(map(str, found)) for name, found in rows.items()})
        calculate(made.pk)
        result = result_of(made.pk)
        assert not result.is_blocked, year
        numbers = {(code, name): getattr(each, name) for code, each in result.figures.items() for name in ENDS}
        figures.append({key: number for key, number in numbers.items() if number is not None})
    assert said[0] == said[1] == said[2] == said[3]
    for other in figures[1:]:
        assert other == pytest.approx(figures[0], rel=1e-9)


# ------------------------------------------------------------------ workbook


def test_what_is_blank_in_the_file_stays_unless_the_box_is_ticked(cast, tmp_path):
    made = filled(cast)
    rows = len(rows_of(made.pk, "weighings"))

    def change(known):
        del known["weighings"][0]
        known["weighings"][0]["weight_kg"] = None
        known["city"][0]["season"] = None

    data = edited_workbook(made, tmp_path / "w.xlsx", change)
    upload = sent(made, cast, data)
    proposal = read_proposal(upload.proposal)
    assert (proposal.changes, proposal.gone_rows) == (0, 1)
    apply_upload(upload.pk, person_id=cast.officer.pk)
    assert len(rows_of(made.pk, "weighings")) == rows
    assert rows_of(made.pk, "city")[0].cells["season"]
    applied(made, cast, data, empty_too=True)
    assert len(rows_of(made.pk, "weighings")) == rows - 1
    assert "season" not in rows_of(made.pk, "city")[0].cells
    assert "weight_kg" not in rows_of(made.pk, "weighings")[0].cells


@pytest.mark.parametrize("is_csv", [False, True])
def test_a_sheet_that_was_emptied_is_emptied_only_if_the_box_is_ticked(cast, tmp_path, is_csv):
    made = filled(cast)

    def change(known):
        known["picking"].clear()

    data = edited_workbook(made, tmp_path / "w.xlsx", change)
    if is_csv:
        data = emptied(csv_folder_zip(answer_set(made.pk)), "picking.csv")
    rows = len(rows_of(made.pk, "picking"))
    assert rows
    applied(made, cast, data, "a.zip" if is_csv else "a.xlsx")
    assert len(rows_of(made.pk, "picking")) == rows
    applied(made, cast, data, "a.zip" if is_csv else "a.xlsx", empty_too=True)
    assert not rows_of(made.pk, "picking")
    assert rows_of(made.pk, "weighings")


def emptied(data: bytes, name: str) -> bytes:
    """The same CSV folder with only the header left in one of its files."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w") as new:
        for part in old.namelist():
            content = old.read(part)
            new.writestr(part, content.splitlines()[0] + b"\r\n" if part.endswith(f"/{name}") else content)
    return packed.getvalue()


def test_what_others_wrote_since_the_workbook_was_taken_out_is_kept(cast, tmp_path):
    made = filled(cast)
    row = rows_of(made.pk, "city")[0]

    def change(known):
        known["city"][0]["holidays"] = "From the file"
        known["city"][0]["boundary_note"] = "From the file"

    data = edited_workbook(made, tmp_path / "w.xlsx", change)
    here = {"boundary_note": "Written here", "population_source": "Written here"}
    apply(made.pk, [RowEdit("city", row.pk, None, here, is_partial=True)], way="form", person_id=cast.second_officer.pk)
    upload = sent(made, cast, data)
    proposal = read_proposal(upload.proposal)
    assert [cell.field for cell in proposal.rows[0].cells] == ["holidays"]
    assert [(cell.field, cell.theirs, cell.after) for cell in proposal.rows[0].clashing] == [
        ("boundary_note", "Written here", "From the file")
    ]
    apply_upload(upload.pk, person_id=cast.officer.pk)
    cells = rows_of(made.pk, "city")[0].cells
    assert (cells["holidays"], cells["boundary_note"]) == ("From the file", "Written here")
    assert cells["population_source"] == "Written here"
    applied(made, cast, data, take_file=True)
    assert rows_of(made.pk, "city")[0].cells["boundary_note"] == "From the file"


def test_rows_added_or_removed_by_others_meanwhile_are_not_undone_by_the_file(cast, tmp_path):
    made = filled(cast)
    data = edited_workbook(made, tmp_path / "w.xlsx", lambda known: None)
    first = rows_of(made.pk, "weighings")[0]
    apply(
        made.pk,
        [RowEdit("weighings", first.pk, None, None), RowEdit("weighings", cells={"household": "NEW", "day": "2"})],
        way="form",
        person_id=cast.second_officer.pk,
    )
    before = cells_of(made)
    applied(made, cast, data, empty_too=True, take_file=True)
    assert cells_of(made) == before


def test_a_change_between_reading_and_applying_is_never_written_over(cast, tmp_path):
    made = filled(cast)

    def change(known):
        known["city"][0]["holidays"] = "From the file"

    upload = sent(made, cast, edited_workbook(made, tmp_path / "w.xlsx", change))
    row = rows_of(made.pk, "city")[0]
    edit = RowEdit("city", row.pk, None, {"holidays": "Written here"}, is_partial=True)
    apply(made.pk, [edit], way="form", person_id=cast.second_officer.pk)
    with pytest.raises(Conflict):
        apply_upload(upload.pk, person_id=cast.officer.pk)
    upload.refresh_from_db()
    assert upload.state == Upload.State.READ
    assert rows_of(made.pk, "city")[0].cells["holidays"] == "Written here"


def test_what_cannot_be_read_is_kept_as_it_was_typed_and_found_with_its_cell(cast, tmp_path):
    made = filled(cast)

    def change(known):
        known["weighings"][0]["weight_kg"] = "about 5"

    upload = sent(made, cast, edited_workbook(made, tmp_path / "w.xlsx", change))
    assert [(each["code"], each["sheet"], each["row"]) for each in upload.findings] == [
        ("text-in-number-cell", "Weighings", 5)
    ]
    apply_upload(upload.pk, person_id=cast.officer.pk)
    calculate(made.pk)
    result = result_of(made.pk)
    row = rows_of(made.pk, "weighings")[0]
    assert result.is_blocked
    assert [each.code for each in result.findings_of("weighings", row.pk, "weight_kg")] == ["text-in-number-cell"]


@pytest.mark.parametrize(
    ("issued", "words"),
    [
        ({"for city": "Hilltop", "for year": "2026"}, "This file is for"),
        ({"for year": "2025"}, "This is the form of 2025. Download the form of 2026"),
        ({"for year": "2027"}, "This is the form of 2027"),
        ({"questionnaire": "hill-cities-2026"}, "belongs to the questions hill-cities-2026"),
    ],
)
def test_a_file_of_another_city_year_or_edition_is_refused_by_its_name(cast, tmp_path, issued, words):
    made = filled(cast)

    def change(known):
        if "for city" in issued:
            known["city"][0]["city"] = issued["for city"]

    upload = sent(made, cast, edited_workbook(made, tmp_path / "w.xlsx", change, issued=issued))
    assert upload.state == Upload.State.REFUSED
    assert upload.proposal["refused"].startswith(words) or words in upload.proposal["refused"]
    with pytest.raises(NotToBeApplied):
        apply_upload(upload.pk, person_id=cast.officer.pk)


def test_another_year_in_a_cell_is_said_before_anything_is_applied(cast, tmp_path):
    made = filled(cast)
    upload = sent(
        made, cast, edited_workbook(made, tmp_path / "w.xlsx", lambda rows: rows["city"][0].update(year=2025))
    )
    page = upload_page(Upload.objects.select_related("answer_set").get(pk=upload.pk))
    assert [(each.severity, each.sentence) for each in page.doubts] == [
        ("warning", "These are the answers of 2026; the year stays.")
    ]
    assert page.doubts[0].where.endswith(": 2025")
    assert page.is_empty, "the year is no change to be applied"


def test_a_number_in_doubt_that_was_read_as_what_stands_changes_nothing():
    stands = {"facility": "LF1", "load": "msw", "tonnes_t": "25.793"}
    row = {"number": 5, "instance": "", "cells": {**stands, "tonnes_t": "+25.793"}}
    columns = {name: name for name in stands}
    found = FileTable(
        table="loads", sheet="loads.csv", is_workbook=False, columns=columns, rows_by_field={}, rows=[row]
    )
    standing = {"loads": [Standing(row_id=1, version=1, cells=stands, before=stands)]}
    assert not proposal_of([found], standing, is_whole=True).rows
    row["cells"]["tonnes_t"] = "26.100"
    assert proposal_of([found], standing, is_whole=True).changes == 1


def test_own_indicators_go_out_and_come_back(cast, tmp_path):
    define(cast)
    made = opened(cast, indicators=("trees_planted", "has_plan"))

    def change(known):
        for row in known["own_indicators"]:
            row |= {"value": 1200} if row["indicator"] == "trees_planted" else {"answer": "yes"}

    applied(made, cast, edited_workbook(made, tmp_path / "w.xlsx", change))
    assert {row.cells["indicator"]: row.cells for row in rows_of(made.pk, "own_indicators")} == {
        "trees_planted": {"indicator": "trees_planted", "value": "1200"},
        "has_plan": {"indicator": "has_plan", "answer": "yes"},
    }
    assert not read_proposal(sent(made, cast, workbook(answer_set(made.pk), "id")).proposal).rows
    assert not read_proposal(sent(made, cast, csv_folder_zip(answer_set(made.pk)), "a.zip").proposal).rows
    calculate(made.pk)
    figures = result_of(made.pk).figures
    assert (figures["trees_planted"].value, figures["has_plan"].answer) == (1200.0, "yes")


def define(cast) -> None:
    for code, kind in (("trees_planted", "quantity"), ("has_plan", "yes-no")):
        define_indicator(
            code=code,
            name=code.replace("_", " "),
            answer_type=kind,
            unit="",
            network_id=cast.network.pk,
            person_id=None,
        )


# ------------------------------------------------------------------ phones


def test_the_same_export_sent_twice_makes_no_doubles(cast, demo_city, tmp_path):
    made = opened(cast)
    data = central_zip(tmp_path / "export.zip", submissions(demo_city)).read_bytes()
    applied(made, cast, data, "export.zip")
    before = cells_of(made)
    upload = sent(made, cast, data, "export.zip")
    assert not read_proposal(upload.proposal).rows
    assert cells_of(made) == before


def test_what_was_mended_here_stays_when_the_export_comes_again(cast, demo_city, tmp_path):
    made = opened(cast)
    data = central_zip(tmp_path / "export.zip", submissions(demo_city)).read_bytes()
    applied(made, cast, data, "export.zip")
    row = rows_of(made.pk, "weighings")[0]
    edit = RowEdit("weighings", row.pk, row.version, {"weight_kg": "7.5"}, is_partial=True)
    apply(made.pk, [edit], way="form", person_id=cast.officer.pk)
    assert not read_proposal(sent(made, cast, data, "export.zip").proposal).rows


def test_files_of_phones_are_deleted_on_their_day_and_the_answers_stay(cast, demo_city, tmp_path):
    made = opened(cast)
    data = central_zip(tmp_path / "export.zip", submissions(demo_city)).read_bytes()
    applied(made, cast, data, "export.zip")
    made.refresh_from_db()
    upload = Upload.objects.get()
    path, before = Path(upload.file.path), cells_of(made)
    assert upload.way == Change.Way.PHONE
    assert path.exists()
    assert delete_contacts(str(made.contacts_delete_on - timedelta(days=1))) == 0
    assert delete_contacts(str(made.contacts_delete_on)) == 1
    assert not path.exists()
    assert cells_of(made) == before
    assert Event.objects.filter(action="answers.contacts-deleted").count() == 1
    assert delete_contacts(str(timezone.localdate() + timedelta(days=900))) == 0


def test_a_discarded_file_changes_nothing(cast, tmp_path):
    made = filled(cast)
    before = cells_of(made)

    def change(known):
        known["city"][0]["holidays"] = "x"

    upload = sent(made, cast, edited_workbook(made, tmp_path / "w.xlsx", change))
    discard_upload(upload.pk, person_id=cast.officer.pk)
    with pytest.raises(NotToBeApplied):
        apply_upload(upload.pk, person_id=cast.officer.pk)
    assert cells_of(made) == before


def test_a_large_file_is_read_by_a_worker(cast, monkeypatch):
    made = filled(cast)
    monkeypatch.setattr(uploads, "READ_AT_ONCE_BYTES", 0)
    upload = sent(made, cast, workbook(answer_set(made.pk), "en"))
    assert upload.state == Upload.State.READING
    with pytest.raises(NotToBeApplied):
        apply_upload(upload.pk, person_id=cast.officer.pk)
    do(Job.objects.get(kind="read-upload").pk)
    upload.refresh_from_db()
    assert upload.state == Upload.State.READ
