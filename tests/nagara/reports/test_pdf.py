"""The PDF is tagged, the same twice, and holds every script."""

from __future__ import annotations

import sys
from dataclasses import replace
from io import BytesIO

import pytest
from pdfminer.high_level import extract_text

from invented_city_year import invented_city_year
from nagara.reports.pdf import MissingTypstError, render_pdf

NAMES = {
    "th": "หลุมฝังกลบขยะมูลฝอยของเทศบาลนครสมมติ",
    "lo": "ໂຮງງານປຸ໋ຍຫມັກຕະຫຼາດເຊົ້າ",
    "km": "ទីលានចាក់សំរាមតាមដងផ្លូវភ្នំ",
    "my": "မြို့ဟောင်းရှိ အမှိုက်ဟောင်းဆိုင်များ",
    "vi": "Bãi chôn lấp hợp vệ sinh phường Nguyễn Thượng Hiền",
}


def test_same_result_gives_same_bytes():
    first = render_pdf(invented_city_year())
    assert first.startswith(b"%PDF-")
    assert first == render_pdf(invented_city_year())


def test_is_tagged_for_readers_by_ear():
    pdf = render_pdf(invented_city_year())
    assert b"/StructTreeRoot" in pdf
    assert b"pdfuaid:part" in pdf


def test_dates_come_from_the_fieldwork():
    assert b"20260630" in render_pdf(invented_city_year())


@pytest.mark.parametrize("language", sorted(NAMES))
def test_every_script_is_shaped_into_the_accessible_standard(language: str):
    """The standard refuses a letter without a glyph, so that none is lost in silence."""
    year = invented_city_year()
    lines = tuple(replace(line, name=NAMES[language]) for line in year.facilities)
    pdf = render_pdf(replace(year, city=replace(year.city, city=NAMES[language]), facilities=lines))
    assert b"pdfuaid:part" in pdf


def test_the_summary_and_the_signature_stand_on_one_page_in_the_tallest_script():
    year = invented_city_year()
    lines = tuple(replace(line, name=3 * NAMES["my"], level=None) for line in year.facilities)
    pdf = render_pdf(replace(year, facilities=lines), language="my")
    second = extract_text(BytesIO(pdf), page_numbers=[1])
    assert second.lstrip().startswith("SDG\N{NO-BREAK SPACE}11.6.1")


def test_without_typst_it_names_what_to_install(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(MissingTypstError, match=r'pip install "nagara\[pdf\]"'):
        render_pdf(invented_city_year())
