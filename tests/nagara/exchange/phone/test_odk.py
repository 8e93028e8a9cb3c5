"""Phone exports give the records that the workbook and the CSV folder of the same city give."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nagara.errors import UnreadableFileError
from nagara.exchange.city_workbook.template import write_workbook
from nagara.exchange.phone.odk import is_odk_export, read_odk, read_phone_export
from nagara.exchange.read import read_city
from nagara.exchange.record_rows import records_to_rows
from nagara.reports.language import language
from nagara.waste.records import CityRecords
from phone_exports import Submission, central_zip, kobo_workbook, submissions

DEMO = Path(__file__).parents[4] / "examples" / "demo-city"
RNG_ID = "uuid:00000000-0000-4000-8000-000000000999"


@pytest.fixture(scope="module")
def demo() -> CityRecords:
    records = read_city(DEMO).records
    assert records is not None
    return records


@pytest.fixture(scope="module")
def filled(demo: CityRecords) -> list[Submission]:
    return submissions(demo)


def same_rows(one: CityRecords | None, other: CityRecords | None) -> bool:
    """Whether two cities say the same, in whatever order their rows stand."""
    first, second = (
        {name: sorted(map(str, rows)) for name, rows in records_to_rows(each).items()} for each in (one, other)
    )
    return first == second


def codes(path: Path) -> list[str]:
    return [finding.code for finding in read_phone_export(path).findings]


@pytest.mark.parametrize("write", [central_zip, kobo_workbook])
def test_an_export_gives_the_records_of_the_csv_folder(demo, filled, write, tmp_path):
    name = "export.zip" if write is central_zip else "export.xlsx"
    reading = read_city(write(tmp_path / name, filled))
    assert same_rows(reading.records, demo)


def test_an_export_that_was_unpacked_is_read_as_its_zip_file(demo, filled, tmp_path):
    folder = tmp_path / "my-export"
    with zipfile.ZipFile(central_zip(tmp_path / "export.zip", filled)) as archive:
        archive.extractall(folder)
    reading = read_city(folder)
    assert same_rows(reading.records, demo)
    assert all(name.startswith("my-export/") for name in reading.digests)
    places = [finding.place.file for finding in reading.findings if finding.place is not None]
    assert places
    assert all(file.startswith("my-export/") for file in places)


@pytest.mark.parametrize("code", ["en", "th", "km"])
def test_a_workbook_in_any_language_gives_the_records_of_the_csv_folder(demo, code, tmp_path):
    write_workbook(tmp_path / "city.xlsx", records=demo, language_code=code)
    assert records_to_rows(read_city(tmp_path / "city.xlsx").records) == records_to_rows(demo)


def test_a_submission_that_stands_twice_is_read_once(filled, demo, tmp_path):
    path = central_zip(tmp_path / "twice.zip", [*filled, *filled])
    assert codes(path) == ["submission-edited"]
    assert same_rows(read_city(path).records, demo)


def test_the_latest_version_of_a_submission_counts(tmp_path):
    first = Submission("household", {("households", "household"): "L1-01", ("households", "people"): "4"}, {}, RNG_ID)
    then = replace(first, groups={**first.groups, ("households", "people"): "5"})
    (table,) = read_odk(central_zip(tmp_path / "edited.zip", [first, then]))
    assert [row.cells["people"] for row in table.rows] == ["5"]


def test_an_older_version_further_down_does_not_win(tmp_path):
    first = Submission("household", {("households", "household"): "L1-01", ("households", "people"): "4"}, {}, RNG_ID)
    then = replace(first, groups={**first.groups, ("households", "people"): "5"})
    newer = {"0": {"SubmissionDate": "2026-03-12T08:00:00.000Z"}}
    (table,) = read_odk(central_zip(tmp_path / "edited.zip", [first, then], **newer))
    assert [row.cells["people"] for row in table.rows] == ["4"]


def test_rejected_submissions_are_left_out_and_counted(filled, tmp_path):
    path = central_zip(tmp_path / "rejected.zip", filled[1:4], **{"1": {"ReviewState": "rejected"}})
    assert codes(path) == ["submission-rejected"]
    assert sum(len(table.rows) for table in read_odk(path)) == 2


def test_encrypted_submissions_are_said(filled, tmp_path):
    path = central_zip(tmp_path / "sealed.zip", filled[1:4], **{"2": {"Status": "not decrypted"}})
    assert codes(path) == ["submission-encrypted"]


def changed(path: Path, change: Callable[[str, bytes], bytes] = lambda _, data: data, **more: bytes) -> Path:
    """Write an export again with other bytes, and with more files."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: change(name, archive.read(name)) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in {**parts, **more}.items():
            archive.writestr(name, data)
    return path


def test_what_a_mac_adds_to_a_zip_file_hides_no_rows(filled, demo, tmp_path):
    junk = {"__MACOSX/._nagara_city_year-weighings.csv": b"\x00\x05\x16\x07\x00\x02\x00\x00Mac OS X"}
    path = changed(central_zip(tmp_path / "mac.zip", filled), **junk)
    assert same_rows(read_city(path).records, demo)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_an_export_that_excel_saved_again_is_read(encoding, filled, demo, tmp_path):
    def saved_again(_: str, data: bytes) -> bytes:
        rows = csv.reader(io.StringIO(data.decode(), newline=""))
        text = io.StringIO()
        csv.writer(text, delimiter="\t").writerows(rows)
        return text.getvalue().encode(encoding)

    path = changed(central_zip(tmp_path / "again.zip", filled), saved_again)
    assert same_rows(read_city(path).records, demo)


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        (b"L1-05", b"L1-05" + 140_000 * b"x", "is longer than 131072 characters"),
        (b"L1-05", b"L1-05\xe9", "Row 6 holds a byte .0xE9. that is not UTF-8"),
        (b"L1-05", b"L1\x0005", "It holds zero bytes"),
        (b"L1-05", b'"L1-05', "The quotation marks after row 5 do not close"),
    ],
)
def test_rows_that_cannot_be_read_are_never_left_out_in_silence(old, new, why, filled, tmp_path):
    def damaged(_: str, data: bytes) -> bytes:
        return data.replace(old, new, 1)

    with pytest.raises(UnreadableFileError, match=why):
        read_phone_export(changed(central_zip(tmp_path / "damaged.zip", filled[1:20]), damaged))


def test_two_exports_in_one_zip_file_are_not_mixed(filled, tmp_path):
    path = central_zip(tmp_path / "two.zip", filled)
    with zipfile.ZipFile(path) as archive:
        again = {f"older/{name}": archive.read(name) for name in archive.namelist()}
    assert {("sheet-twice", "older/nagara_city_year-weighings.csv"), ("sheet-twice", "older/nagara_city_year.csv")} <= {
        (finding.code, finding.place.file) for finding in read_phone_export(changed(path, **again)).findings
    }


def test_a_main_sheet_without_its_repeats_is_said(filled, tmp_path):
    weighing = [each for each in filled if each.task == "weighing"]
    with zipfile.ZipFile(central_zip(tmp_path / "all.zip", weighing)) as archive:
        (tmp_path / "main.csv").write_bytes(archive.read("nagara_city_year.csv"))
    assert codes(tmp_path / "main.csv") == ["submission-without-rows"]


def test_rows_of_a_repeat_without_their_submission_are_said(filled, tmp_path):
    weighing = [each for each in filled if each.task == "weighing"]
    path = central_zip(tmp_path / "all.zip", weighing)
    with zipfile.ZipFile(path) as archive:
        main, repeat = (
            archive.read(name).decode() for name in ("nagara_city_year.csv", "nagara_city_year-weighings.csv")
        )
    header, first, *_ = main.splitlines()
    with zipfile.ZipFile(tmp_path / "cut.zip", "w") as archive:
        archive.writestr("nagara_city_year.csv", f"{header}\n{first}\n")
        archive.writestr("nagara_city_year-weighings.csv", repeat)
    export = read_phone_export(tmp_path / "cut.zip")
    lost = len(list(csv.reader(io.StringIO(repeat)))) - 1 - len(export.tables[0].rows)
    assert [(each.code, each.values["count"]) for each in export.findings] == [("repeat-without-submission", lost)]


def test_answers_exported_as_labels_are_understood_in_any_language(tmp_path):
    words = language("vi")
    said = words.text("Collection point")
    household = Submission(
        "household", {("households", "household"): "L1-01", ("households", "service"): said}, {}, RNG_ID
    )
    (table,) = read_odk(central_zip(tmp_path / "labels.zip", [household]))
    assert table.rows[0].cells["service"] == "point"


def test_an_export_of_another_form_says_how_to_mend_it(tmp_path):
    (tmp_path / "other.csv").write_text("SubmissionDate,colour,KEY\n2026-03-10,red,uuid:1\n")
    assert is_odk_export(tmp_path / "other.csv")
    with pytest.raises(UnreadableFileError, match="Export it again with XML values and headers"):
        read_odk(tmp_path / "other.csv")


def test_what_is_no_export_is_not_taken_for_one(tmp_path):
    write_workbook(tmp_path / "city.xlsx")
    (tmp_path / "plain.csv").write_text("household,day,weight_kg\nL1-01,2,2.4\n")
    (tmp_path / "torn.zip").write_bytes(b"PK\x03\x04 torn")
    seen = [
        is_odk_export(path)
        for path in (*sorted(tmp_path.iterdir()), DEMO, DEMO / "weighings.csv", tmp_path / "none.csv")
    ]
    assert seen == [False] * len(seen)


def test_each_row_knows_its_submission_and_its_place(filled, tmp_path):
    tables = read_odk(central_zip(tmp_path / "all.zip", filled))
    weighings = next(table for table in tables if table.table == "weighings")
    assert weighings.at(weighings.rows[0])("weight_kg").column == "weight_kg"
    assert len({row.instance for row in weighings.rows}) == len(weighings.rows)


@given(data=st.data())
def test_no_damaged_export_is_an_unhandled_error(data, filled, tmp_path_factory):
    """Whatever happens to the bytes of an export, a person is told."""
    folder = tmp_path_factory.mktemp("damaged")
    whole = bytearray(central_zip(folder / "whole.zip", filled[:3]).read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    (folder / "damaged.zip").write_bytes(bytes(whole))
    reading = read_city(folder / "damaged.zip")
    assert reading.findings or reading.records is not None
