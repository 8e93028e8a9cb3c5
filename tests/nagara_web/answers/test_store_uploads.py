"""Files out and back: nothing changes that nobody changed, and what others wrote meanwhile is kept."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from answer_sets import filled
from nagara_web.answers.handing_out import csv_folder_zip, workbook
from nagara_web.answers.models import Upload
from nagara_web.answers.proposals import read_proposal
from nagara_web.answers.queries import answer_set
from nagara_web.answers.uploads import receive_upload


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path)},
        },
    }


def sent(made, cast, data: bytes, name: str = "workbook.xlsx") -> Upload:
    return receive_upload(made.pk, SimpleUploadedFile(name, data), person_id=cast.officer.pk)


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
