"""One answer to a commitment, given in four ways: whichever way it came, the published cell is the same."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from answer_sets import edited_workbook
from nagara.commitments.answers import AnswerKind
from nagara_web.accounts.actions.tokens import make_token
from nagara_web.answers import uploads
from nagara_web.answers.actions import make_questionnaire
from nagara_web.answers.handing_out import csv_folder_zip
from nagara_web.answers.models import AnswerSet, Upload
from nagara_web.answers.parse_upload import parsed
from nagara_web.answers.queries import rows_of
from nagara_web.figures.commitments import reasons_of
from nagara_web.rounds import actions
from nagara_web.rounds.actions.commitments import define_commitments
from nagara_web.rounds.commitment_matrix import Question, commitment_matrix
from rounds_of_commitments import adopt

IN_TIME = datetime(2026, 4, 1, 3, tzinfo=UTC)
SAID = {"because": "The ministry plans", "evidence": "https://example.org/law-12", "day": "2026-03-15"}


@pytest.fixture(autouse=True)
def media(settings, tmp_path, monkeypatch):
    place = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = {**settings.STORAGES, "default": place}
    monkeypatch.setattr(uploads, "_parse", lambda path, name: json.loads(json.dumps(parsed(path, name))))


@pytest.fixture
def report(cast):
    """A round that asks one commitment, and the report of Rivermouth in it."""
    code = define_commitments(adopt(cast)[:1])
    asked = make_questionnaire("one-promise", title="One promise", modules=(), indicators=code)
    made = actions.open_round(
        network_id=cast.network.pk,
        slug="promise-2025",
        title="Promise of 2025",
        year=2025,
        questionnaire_id=asked.pk,
        opens_on=date(2026, 3, 1),
        closes_on=date(2026, 6, 30),
        person_id=cast.secretary.pk,
    )
    return actions.start_report(made.pk, cast.rivermouth.pk, person_id=cast.officer.pk, at=IN_TIME)


def by_form(cast, client, answer_set, _folder, code):
    path = f"/work/answers/{answer_set.pk}/own_indicators/{code}/"
    client.force_login(cast.officer)
    version = client.get(path).context["row_version"]
    client.post(path, {"version": version, "answer": "national-competence", **SAID})


def by_workbook(cast, client, answer_set, folder, _code):
    def change(known):
        known["own_indicators"][0] |= {"answer": "national competence", **SAID}

    send(cast, client, answer_set, "w.xlsx", edited_workbook(answer_set, folder / "w.xlsx", change))


def by_csv(cast, client, answer_set, _folder, code):
    handed = csv_folder_zip(answer_set)
    with zipfile.ZipFile(io.BytesIO(handed)) as folder:
        own = next(each for each in folder.namelist() if each.endswith("own_indicators.csv"))
        assert code.encode() in folder.read(own)
    rows = io.StringIO()
    table = csv.DictWriter(rows, ["indicator", "answer", *SAID])
    table.writeheader()
    table.writerow({"indicator": code, "answer": "National competence", **SAID})
    send(cast, client, answer_set, "own_indicators.csv", rows.getvalue().encode("utf-8-sig"))


def by_program(cast, client, answer_set, _folder, code):
    row = rows_of(answer_set.pk, "own_indicators")[0]
    cells = {"indicator": code, "answer": "national-competence", **SAID}
    edit = {"rows": [{"row": row.pk, "version": row.version, "cells": cells}]}
    word = make_token(cast.officer.pk, name="program", days=30)[1]
    path = f"/api/v1/answers/{answer_set.pk}/tables/own_indicators"
    headers = {"Authorization": f"Bearer {word}"}
    said = client.put(path, json.dumps(edit), content_type="application/json", headers=headers)
    assert said.status_code == 200, said.content


def send(cast, client, answer_set, name, data):
    client.force_login(cast.officer)
    client.post(f"/work/answers/{answer_set.pk}/upload/", {"file": SimpleUploadedFile(name, data)})
    upload = Upload.objects.get()
    assert (upload.state, upload.findings) == (Upload.State.READ, []), upload.proposal
    uploads.apply_upload(upload.pk, person_id=cast.officer.pk)


@pytest.mark.parametrize("way", [by_form, by_workbook, by_csv, by_program])
def test_the_same_answer_gives_the_same_published_cell(cast, report, client, tmp_path, way):
    answer_set = AnswerSet.objects.get(pk=report.answer_set_id)
    code = rows_of(answer_set.pk, "own_indicators")[0].cells["indicator"]
    way(cast, client, answer_set, tmp_path, code)
    actions.send_to_head(report.pk, person_id=cast.officer.pk, at=IN_TIME)
    actions.sign_and_submit(report.pk, person_id=cast.head.pk, at=IN_TIME)
    actions.begin_review(report.pk, person_id=cast.peer_reviewer.pk, at=IN_TIME)
    actions.judge_figure(report.pk, code, "accept", person_id=cast.peer_reviewer.pk, at=IN_TIME)
    actions.accept_report(report.pk, person_id=cast.secretary.pk, at=IN_TIME)
    actions.publish_report(report.pk, person_id=cast.second_secretary.pk, at=IN_TIME)
    matrix = commitment_matrix(Question(country="XXA"), date(2026, 4, 2))
    city = [each.slug for each in matrix.cities].index("rivermouth")
    assert matrix.kind(city, 0) is AnswerKind.NATIONAL_COMPETENCE
    said = reasons_of(2025)[int(matrix.figures[city, 0])]
    assert (said.because, said.evidence) == (SAID["because"], "https://example.org/law-12 · 2026-03-15")
    assert (said.reviewed_by, said.reviewed_on, said.published_at) == ("reviewer", date(2026, 4, 1), IN_TIME)
    page = client.get(f"/figures/{matrix.figures[city, 0]}/").content.decode()
    assert "peer reviewer, <time" in page
    assert cast.peer_reviewer.name not in page
