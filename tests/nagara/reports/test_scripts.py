"""Passages of a script are found whole, and nothing is lost between them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nagara.reports.scripts import is_without_spaces, passages

LETTERS = "aé ,ก้ລ່កំមြ\u200b(2026"


@given(st.text(alphabet=LETTERS))
def test_passages_join_to_the_text(text: str):
    assert "".join(passage for _, passage in passages(text)) == text


@pytest.mark.parametrize(
    ("text", "language"),
    [("กรุงเทพมหานคร", "th"), ("ວຽງຈັນ", "lo"), ("ភ្នំពេញ", "km"), ("ရန်ကုန်", "my"), ("Đà Nẵng", None)],
)
def test_a_city_name_is_one_passage_of_its_language(text: str, language: str | None):
    assert passages(text) == ((language, text),)


def test_spaces_inside_a_script_do_not_part_it():
    assert [language for language, _ in passages("Yangon ရန်ကုန် မြို့ 2026")] == [None, "my", None]


def test_knows_the_scripts_without_spaces():
    assert is_without_spaces("a ກ")
    assert not is_without_spaces("Hà Nội")
