"""The dry run of a file judges own indicators and commitments as the form does, and holds them against last year."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from nagara_web.answers import uploads
from nagara_web.answers.actions import apply, calculate, make_questionnaire, open_answer_set
from nagara_web.answers.edits import RowEdit
from nagara_web.answers.models import AnswerSet, Upload
from nagara_web.answers.parse_upload import parsed
from nagara_web.answers.queries import result_of, rows_of
from nagara_web.answers.upload_page import upload_page
from nagara_web.answers.uploads import apply_upload, receive_upload
from nagara_web.figures.actions import define_indicator
from nagara_web.figures.commitments import commitment_code

PART, TREES = commitment_code("amf-2024-declaration.2.g"), "trees_planted"
HEAD = "indicator,value,answer,because,evidence,note\n"


@pytest.fixture(autouse=True)
def media(settings, tmp_path, monkeypatch):
    place = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = {**settings.STORAGES, "default": place}
    monkeypatch.setattr(uploads, "_parse", lambda path, name: json.loads(json.dumps(parsed(path, name))))


@pytest.fixture
def year(cast) -> AnswerSet:
    """A year that asks a commitment and a number, after one that answered both."""
    define_indicator(PART, name="Warn of every hazard", answer_type="commitment", definition="Clause 2, part g")
    define_indicator(TREES, name="Trees planted", answer_type="quantity", unit="kt", network_id=cast.network.pk)
    asked = make_questionnaire("asked", title="Asked", modules=(), indicators=(PART, TREES))
    same = {"city_id": cast.rivermouth.pk, "network_id": cast.network.pk, "questionnaire_id": asked.pk}
    last = open_answer_set(year=2024, **same)
    said = {PART: {"answer": "done"}, TREES: {"value": "26"}}
    edits = [
        RowEdit("own_indicators", row.pk, None, said[row.cells["indicator"]], is_partial=True)
        for row in rows_of(last.pk, "own_indicators")
    ]
    apply(last.pk, edits, way="form", person_id=None)
    return open_answer_set(year=2025, previous_id=last.pk, **same)


def read(cast, year, *rows) -> Upload:
    data = (HEAD + "".join(f"{row}\n" for row in rows)).encode()
    return receive_upload(year.pk, SimpleUploadedFile("own_indicators.csv", data), person_id=cast.officer.pk)


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        (f"{PART},,done before,,,", "", ""),
        (f"{PART},,perhaps,,,", "choice-unknown", "answer"),
        (f"{PART},,national competence,,,", "answer-without-reason", "because"),
        (f"{PART},,planned,,,", "commitment-moved-back", "answer"),
        (f"{PART},,planned,The budget was cut,,", "", ""),
        (f"{TREES},30,,,,", "", ""),
        (f"{TREES},2600,,,,", "number-far-from-last-year", "value"),
        (f"{TREES},2600,,,,A new park", "", ""),
        (f"{TREES},many,,,,", "text-in-number-cell", "value"),
        ("no_such,5,,,,", "indicator-not-asked", "indicator"),
    ],
)
def test_a_file_is_judged_before_it_is_applied_and_each_doubt_names_its_cell(cast, year, row, code, column):
    found = read(cast, year, row).findings
    assert [(each["code"], each["row"], each["column"]) for each in found] == ([(code, 2, column)] if code else [])
    assert all(each["file"] == "own_indicators.csv" for each in found)


def test_the_dry_run_says_what_the_form_says_afterwards(cast, year):
    upload = read(cast, year, f"{PART},,planned,,,", f"{TREES},2600,,,,")
    page = upload_page(Upload.objects.select_related("answer_set").get(pk=upload.pk))
    assert [each.sentence for each in page.doubts] == [
        "Warn of every hazard: the answer is “planned”; last year it was “done”.",
        "Trees planted is 2600; last year it was 26, more than ten times as much or as little.",
    ]
    apply_upload(upload.pk, person_id=cast.officer.pk)
    calculate(year.pk)
    assert [each.sentence for each in result_of(year.pk).findings] == [each.sentence for each in page.doubts]


def test_last_year_settles_in_the_dry_run_which_number_is_meant(cast, year):
    upload = read(cast, year, f"{TREES},25.790,,,,")
    cells = [cell["after"] for row in upload.proposal["rows"] for cell in row["cells"] if cell["field"] == "value"]
    assert (cells, upload.findings) == (["25.79"], [])
    AnswerSet.objects.filter(pk=year.pk).update(previous=None)
    assert [each["code"] for each in read(cast, year, f"{TREES},25.790,,,,").findings] == ["grouping-ambiguous"]
