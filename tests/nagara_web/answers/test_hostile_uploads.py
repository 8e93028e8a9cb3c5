"""Broken and hostile files: a precise message, nothing applied by half, and the site lives on."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from answer_sets import cells_of, edited_workbook, filled, opened
from nagara_web.answers import parse_upload, uploads
from nagara_web.answers.edits import NotToBeApplied
from nagara_web.answers.handing_out import csv_folder_zip, workbook
from nagara_web.answers.models import Change, Upload
from nagara_web.answers.parse_upload import parsed
from nagara_web.answers.proposals import read_proposal
from nagara_web.answers.queries import answer_set
from nagara_web.answers.upload_page import upload_page
from nagara_web.answers.uploads import apply_upload, receive_upload

FORMATS = Path(__file__).parents[2] / "formats"
FILES = sorted(
    path
    for folder in ("workbook", "odk")
    for path in (FORMATS / folder / "broken").rglob("*")
    if path.is_file() and path.suffix not in {".toml", ".md"}
)
FOLDERS = sorted(path for path in (FORMATS / "csv-folder" / "broken").iterdir() if path.is_dir())


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}},
    }


@pytest.fixture
def in_this_process(monkeypatch):
    monkeypatch.setattr(uploads, "_parse", lambda path, name: json.loads(json.dumps(parsed(path, name))))


def sent(made, cast, data: bytes, name: str) -> Upload:
    return receive_upload(made.pk, SimpleUploadedFile(name, data), person_id=cast.officer.pk)


def said(upload: Upload) -> str:
    page = upload_page(upload)
    return " ".join([page.refused, *(f"{each.sentence} {each.remedy}" for each in page.doubts)])


def zipped(folder: Path) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                archive.write(file, str(file.relative_to(folder)))
    return packed.getvalue()


def repacked(data: bytes, **parts: bytes) -> bytes:
    """The same zip file with other or further parts."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, part in parts.items():
            new.writestr(name, part)
    return packed.getvalue()


@pytest.mark.usefixtures("in_this_process")
def test_no_broken_file_is_an_error_of_ours_or_written_by_half(cast):
    made = opened(cast)
    before, changes = cells_of(made), Change.objects.count()
    kinds = {path: path.read_bytes() for path in FILES} | {path: zipped(path) for path in FOLDERS}
    assert len(kinds) > 100
    for path, data in kinds.items():
        upload = sent(made, cast, data, path.name if path.is_file() else f"{path.name}.zip")
        assert upload.state in {Upload.State.READ, Upload.State.REFUSED}, path
        assert cells_of(made) == before, path
        if upload.state == Upload.State.REFUSED:
            assert len(said(upload)) > 30, path
            with pytest.raises(NotToBeApplied):
                apply_upload(upload.pk, person_id=cast.officer.pk)
    assert Change.objects.count() == changes


def bomb(megabytes: int) -> bytes:
    """A zip file of a few kB that would unpack to a hundred MB or more."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>")
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"\0" * (megabytes * 2**20))
    return packed.getvalue()


def test_a_zip_bomb_is_not_opened(cast):
    made = opened(cast)
    upload = sent(made, cast, bomb(100), "workbook.xlsx")
    assert upload.state == Upload.State.REFUSED
    assert "It would unpack to 3 parts of 100 MB together and was not opened" in said(upload)


def test_macros_are_never_run_and_it_is_said(cast):
    made = filled(cast)
    data = repacked(workbook(answer_set(made.pk), "en"), **{"xl/vbaProject.bin": b"Sub Auto_Open()"})
    upload = sent(made, cast, data, "workbook.xlsm")
    assert upload.state == Upload.State.READ
    assert "The workbook holds macros; they were not run." in said(upload)
    assert not read_proposal(upload.proposal).rows


@pytest.mark.usefixtures("in_this_process")
def test_what_looks_like_a_formula_is_a_text_in_the_answers_and_in_the_next_workbook(cast, tmp_path):
    made = filled(cast)

    def change(known):
        known["city"][0]["holidays"] = '=HYPERLINK("http://example.org","x")'

    upload = sent(made, cast, edited_workbook(made, tmp_path / "w.xlsx", change), "workbook.xlsx")
    assert "looks like a formula; it was kept as text and not run" in said(upload)
    apply_upload(upload.pk, person_id=cast.officer.pk)
    data = workbook(answer_set(made.pk), "en")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = b"".join(archive.read(name) for name in archive.namelist() if "worksheets/sheet" in name)
    assert b"<f>HYPERLINK" not in sheets
    assert not read_proposal(sent(made, cast, data, "workbook.xlsx").proposal).rows
    packed = csv_folder_zip(answer_set(made.pk))
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        tables = b"".join(archive.read(name) for name in archive.namelist() if name.endswith(".csv"))
    assert b"'=HYPERLINK" in tables
    assert not read_proposal(sent(made, cast, packed, "answers.zip").proposal).rows


@pytest.mark.usefixtures("in_this_process")
@pytest.mark.parametrize("share", [0.2, 0.6, 0.95, 0.999])
def test_a_half_saved_file_is_said_to_be_cut_off(cast, share):
    made = filled(cast)
    data = workbook(answer_set(made.pk), "en")
    upload = sent(made, cast, data[: int(len(data) * share)], "workbook.xlsx")
    assert upload.state == Upload.State.REFUSED
    assert "It is cut off or damaged" in said(upload)


@pytest.mark.usefixtures("in_this_process")
def test_a_renamed_sheet_does_no_harm_and_a_renamed_needed_column_stops_the_file(cast, tmp_path):
    from openpyxl import load_workbook

    made = filled(cast)
    book = load_workbook(io.BytesIO(workbook(answer_set(made.pk), "en")))
    book["Weighings"].title = "My weights"
    packed = io.BytesIO()
    book.save(packed)
    upload = sent(made, cast, packed.getvalue(), "workbook.xlsx")
    assert upload.state == Upload.State.READ
    assert not read_proposal(upload.proposal).rows
    sheet = book["My weights"]
    for row in (3, 4):
        sheet.cell(row=row, column=1).value = "dwelling"
    packed = io.BytesIO()
    book.save(packed)
    upload = sent(made, cast, packed.getvalue(), "workbook.xlsx")
    assert upload.state == Upload.State.REFUSED
    assert "The column household is missing" in said(upload)


def test_what_kills_the_reader_leaves_a_sentence_and_the_site(cast, monkeypatch):
    made = opened(cast)
    monkeypatch.setattr(uploads, "TIME_S", -29.9)
    upload = sent(made, cast, b"PK\x03\x04" + b"x" * 1000, "workbook.xlsx")
    assert upload.state == Upload.State.REFUSED
    assert "more time or memory" in said(upload)


def test_the_reader_knows_nothing_of_the_site():
    source = Path(parse_upload.__file__).read_text("utf-8")
    assert "django" not in source.replace("nagara_web", "")
    assert "import nagara_web" not in source


@pytest.mark.usefixtures("in_this_process")
@pytest.mark.parametrize(
    "name", ["../../etc/passwd.xlsx", "a" * 300 + ".xlsx", "файл.xlsx", "x.xlsx; rm -rf .xlsx", "--help"]
)
def test_the_name_of_a_file_is_only_a_name(cast, name, tmp_path):
    made = opened(cast)
    upload = sent(made, cast, b"%PDF", name)
    assert upload.state == Upload.State.REFUSED
    assert Path(upload.file.path).is_relative_to(tmp_path)
    assert len(upload.name) <= 160


def test_letters_that_no_database_keeps_are_marked_in_what_a_file_says(cast, in_this_process):
    made = opened(cast)
    table = "\ufeffarea,households\r\nOld\x00 town,1200\r\n".encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("answers/areas.csv", table)
    upload = sent(made, cast, packed.getvalue(), "answers.zip")
    assert "\x00" not in repr(upload.proposal) + repr(upload.findings)
    upload.refresh_from_db()


def test_a_submission_with_an_endless_id_is_known_by_its_digest():
    known = parse_upload._instance("x" * 500)
    assert known == parse_upload._instance("x" * 500)
    assert len(known) <= parse_upload.LONGEST_INSTANCE
    assert parse_upload._instance("uuid:1") == "uuid:1"
