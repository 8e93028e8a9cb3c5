"""Hostile files are turned away before a parser sees them, quickly and in words."""

import io
import os
import struct
import zipfile
from pathlib import Path

import pytest

from nagara.errors import UnreadableFileError
from nagara.exchange.read import read_city
from nagara.exchange.refuse import kind_of, open_zip, read_bytes, read_part

GIB = 2**30
GOOD = Path(__file__).parents[2] / "formats" / "workbook" / "good"


def packed(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return stream.getvalue()


def test_two_gigabytes_are_refused_unread(tmp_path):
    huge = tmp_path / "huge.xlsx"
    with huge.open("wb") as file:
        file.truncate(2 * GIB)
    (finding,) = read_city(huge).findings
    assert str(finding) == (
        "huge.xlsx: It holds 2048 MB; at most 64 MB are read. Take pictures and other sheets out of it."
    )


def test_a_zip_bomb_is_refused_unopened():
    bomb = packed({"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": bytes(40 * 2**20)})
    assert len(bomb) < 2**17
    with pytest.raises(UnreadableFileError, match="would unpack to 2 parts of 40 MB together and was not opened"):
        kind_of(bomb, "bomb.xlsx")


def test_a_thousand_small_parts_are_refused():
    with pytest.raises(UnreadableFileError, match="would unpack to 2001 parts"):
        open_zip(packed({f"{number}.xml": b"" for number in range(2001)}, zipfile.ZIP_STORED), "many.xlsx")


def test_a_size_that_lies_is_found_out(tmp_path):
    data = bytearray(packed({"xl/workbook.xml": b"<workbook/>", "a.xml": b"x" * 5000}))
    entry = data.rindex(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = struct.pack("<I", 50)
    path = tmp_path / "lies.xlsx"
    path.write_bytes(bytes(data))
    (finding,) = read_city(path).findings
    assert str(finding) == "lies.xlsx: Its part a.xml is damaged. Copy or download it again."


def test_a_locked_zip_is_named_so():
    data = bytearray(packed({"xl/workbook.xml": b"<workbook/>"}))
    for magic, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(magic) + offset] |= 1
    with pytest.raises(UnreadableFileError, match="locked with a password"):
        kind_of(bytes(data), "locked.xlsx")


def test_entities_in_utf16_are_found():
    xml = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY b "c">]><workbook/>'.encode("utf-16")
    archive = open_zip(packed({"xl/workbook.xml": xml}), "town.xlsx")
    with pytest.raises(UnreadableFileError, match="declares XML entities"):
        read_part(archive, "xl/workbook.xml", "town.xlsx")


def test_what_is_no_file_is_said_to_be_none(tmp_path):
    with pytest.raises(UnreadableFileError, match="There is no such file"):
        read_bytes(tmp_path / "nowhere.xlsx", "nowhere.xlsx")
    os.mkfifo(tmp_path / "pipe.xlsx")
    with pytest.raises(UnreadableFileError, match="It is not a file"):
        read_bytes(tmp_path / "pipe.xlsx", "pipe.xlsx")


def test_nothing_is_ever_unpacked_beside_the_file(tmp_path):
    sent = tmp_path / "sent.zip"
    sent.write_bytes(packed({"../../city.csv": b"city,country_iso3,year,boundary,population\nA,XXA,2026,urban,1000\n"}))
    reading = read_city(sent)
    assert reading.records.city.city == "A"
    assert [path.name for path in tmp_path.rglob("*")] == ["sent.zip"]


@pytest.mark.parametrize(
    ("before", "after", "extent"),
    [
        (b'office:value="9000"', b'table:number-columns-repeated="900000000" office:value="9000"', "900000003 columns"),
        (b"<table:table-row ", b'<table:table-row table:number-rows-repeated="900000000" ', "900000000 rows"),
    ],
)
def test_an_ods_that_repeats_without_end_is_refused(tmp_path, before, after, extent):
    with zipfile.ZipFile(GOOD / "libreoffice.ods") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert before in parts["content.xml"]
    parts["content.xml"] = parts["content.xml"].replace(before, after, 1)
    (tmp_path / "town.ods").write_bytes(packed(parts))
    (finding,) = read_city(tmp_path / "town.ods").findings
    assert extent in str(finding)
    assert str(finding).endswith("Start from a new template and copy the data into it.")


def test_a_damaged_old_workbook_cannot_end_the_process(tmp_path):
    data = (GOOD / "libreoffice.xls").read_bytes()
    text_cell = data.index(b"\xfd\x00\x0a\x00") + 4
    path = tmp_path / "town.xls"
    path.write_bytes(data[:text_cell] + b"\xff\xff\xff\xff" + data[text_cell + 4 :])
    assert str(read_city(path).findings[0]) == (
        "town.xls: Its parts do not fit together, so it cannot be read as a workbook. "
        "Open it in a spreadsheet program, save it as .xlsx and send that."
    )
