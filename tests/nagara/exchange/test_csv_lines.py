"""A text without quotation marks is taken apart in a shorter way, into the same lines; so are ordinary words."""

from __future__ import annotations

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nagara.exchange.cells.text import clean
from nagara.exchange.cells.words import read_text
from nagara.exchange.csv_folder import lines_of, read_csv_files


@given(text=st.text(alphabet="ab,; '\n\r\x0b\x0c\x1c\x85\u2028", max_size=40), separator=st.sampled_from(",;"))
def test_lines_are_those_of_the_csv_module(text, separator):
    rows = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    assert lines_of("f.csv", text, separator) == [(number, row) for number, row in enumerate(rows, 1) if any(row)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_rows_keep_their_numbers_whatever_ends_them(end):
    assert lines_of("f.csv", end.join(["a,b", "", ",", "1,2", ""]), ",", 1) == [(2, ["a", "b"]), (5, ["1", "2"])]


CELL = st.text(alphabet="a1 '=\x0b", max_size=3)


@given(lines=st.lists(st.lists(CELL, max_size=4).map(",".join), max_size=6), end=st.sampled_from(["\n", "\r\n"]))
def test_columns_at_once_are_those_of_the_lines(lines, end):
    below = end + end.join(lines)
    at_once, by_line = (
        read_csv_files({"strata.csv": (header + below).encode()})
        for header in ("stratum,name,population,areas_total", '"stratum",name,population,areas_total')
    )
    assert at_once[1] == by_line[1]
    for one, other in zip(at_once[0], by_line[0], strict=True):
        assert (one.columns, list(one.rows)) == (other.columns, list(other.rows))


@given(st.text(alphabet="aZ09 -_/.=+@#~\t\n\u00e9\u200b\x07", max_size=12))
def test_ordinary_text_is_what_cleaning_leaves(cell):
    assert read_text(cell, []) == (clean(cell) or None)
