"""Match the columns of a file to the questions of the form, and say what did not match."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, lru_cache
from typing import Final

from nagara.exchange.cells.text import clean, fold
from nagara.exchange.form import FormTable, form_tables
from nagara.findings import Finding, Place

__all__ = ["Header", "field_of", "match_columns", "overlap"]

PERSONAL: Final = frozenset(
    {"phone", "phones", "telephone", "mobile", "tel", "telepon", "handphone", "whatsapp", "email"}
    | {"address", "alamat", "nik", "passport", "gps", "geopoint", "coordinate", "coordinates"}
    | {"latitude", "longitude", "lat", "lon", "lng", "telefon", "emel", "telepono", "tirahan", "zalo"}
)
"""Words of a header that speak of a person's number or position."""
NAMES: Final = frozenset({"name", "names", "nama", "surname", "fullname", "pangalan"})
PERSONAL_PARTS: Final = tuple(
    map(
        fold,
        ("điện thoại", "địa chỉ", "tọa độ", "toạ độ", "โทรศัพท์", "ที่อยู่", "พิกัด", "ໂທລະສັບ", "ທີ່ຢູ່", "ទូរស័ព្ទ", "ទូរសព្ទ")
        + ("អាសយដ្ឋាន", "ဖုန်း", "လိပ်စာ"),
    )
)
"""The same in languages that write several words for it, or no spaces between words."""
PARTS_OF_NAMES: Final = tuple(map(fold, ("họ tên", "họ và tên", "tên chủ", "ชื่อ", "ຊື່", "ឈ្មោះ", "အမည်")))
TABLES_ABOUT_PEOPLE: Final = frozenset({"households", "weighings", "household_sorting"})
CLOSE: Final = 0.75
MOST_STRANGERS: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """One cell of the header.

    Parameters
    ----------
    index
        Column, counted from 0.
    text
        What the header says.
    name
        How findings name the column: its letter in a workbook, its header in a CSV file.
    """

    index: int
    text: str
    name: str


def field_of(table: FormTable, text: str) -> str | None:
    """Name the question that a header cell asks: by its code, or by its English label.

    Examples
    --------
    >>> weighings = form_tables()["weighings"]
    >>> field_of(weighings, "Weight_KG"), field_of(weighings, "Weight of the bag (kg)")
    ('weight_kg', 'weight_kg')
    """
    return _names(table.name).get(_bare(text))


def overlap(table: FormTable, texts: Sequence[str]) -> float:
    """How much of a header belongs to a table, and of the table to the header: 0 to 1."""
    found = {field_of(table, text) for text in texts} - {None}
    filled = sum(1 for text in texts if text)
    return len(found) / (len(table.fields) + filled - len(found)) if found else 0.0


def match_columns(
    table: FormTable, headers: Sequence[Header], place: Place
) -> tuple[dict[str, Header], tuple[Finding, ...]]:
    """Match header cells to questions.

    Parameters
    ----------
    table
        The table that is read.
    headers
        The filled cells of the header.
    place
        File, sheet and row of the header.

    Returns
    -------
    tuple
        The header cell by question, and what there is to say: columns that are missing, renamed,
        unknown, doubled, or that hold personal data (those are never read).
    """
    found: dict[str, Header] = {}
    findings: list[Finding] = []
    strangers: list[Header] = []
    for header in headers:
        field = field_of(table, header.text)
        if field is None:
            strangers.append(header)
        elif field in found:
            findings.append(_at(place, header, "column-twice", column=field))
        else:
            found[field] = header
    missing = [field.name for field in table.fields if field.name not in found]
    required = {field.name for field in table.fields if field.is_required}
    optional = [name for name in missing if name not in required]
    findings += [_stranger(table, header, optional, place) for header in strangers[:MOST_STRANGERS]]
    if len(strangers) > MOST_STRANGERS:
        values: dict[str, str | float] = {"count": len(strangers) - MOST_STRANGERS}
        findings.append(Finding(code="columns-ignored", values=values, place=place))
        strangers = strangers[:MOST_STRANGERS]
    findings += [_missing(name, strangers, place) for name in missing if name in required]
    return found, tuple(findings)


def _missing(name: str, strangers: Sequence[Header], place: Place) -> Finding:
    near = get_close_matches(name, [_bare(header.text) for header in strangers], n=1, cutoff=0.6)
    text = next((header.text for header in strangers if near and _bare(header.text) == near[0]), None)
    nearest = f"If “{clean(text)[:40]}” is meant, rename it to {name}. " if text else ""
    return Finding(code="column-missing", values={"column": name, "nearest": nearest}, place=place)


def _stranger(table: FormTable, header: Header, missing: Sequence[str], place: Place) -> Finding:
    text = clean(header.text)[:40]
    if _is_personal(table, fold(header.text)):
        return _at(place, header, "personal-data-in-workbook", header=text)
    labels = {_bare(table[name].label): name for name in missing} | {name: name for name in missing}
    near = get_close_matches(_bare(header.text), labels, n=1, cutoff=CLOSE)
    if near:
        return _at(place, header, "column-renamed", header=text, column=labels[near[0]])
    return _at(place, header, "column-ignored", header=text)


def _is_personal(table: FormTable, said: str) -> bool:
    words = set(re.split(r"[\W_\d]+", said))
    if words & PERSONAL or any(part in said for part in PERSONAL_PARTS):
        return True
    return table.name in TABLES_ABOUT_PEOPLE and bool(words & NAMES or any(part in said for part in PARTS_OF_NAMES))


def _at(place: Place, cell: Header, code: str, **values: str) -> Finding:
    where = Place(file=place.file, sheet=place.sheet, row=place.row, column=cell.name or None)
    return Finding(code=code, values=values, place=where)


@lru_cache(maxsize=4096)
def _bare(text: str) -> str:
    word = fold(re.sub(r"[\[(][^\])]*[\])]\s*\*?\s*$", "", text) or text).rstrip(" *:")
    return word if "_" in word else word.replace("-", "_").replace(" ", "_")


@cache
def _names(table: str) -> dict[str, str]:
    fields = form_tables()[table].fields
    labels = [_bare(field.label) for field in fields]
    by_label = {label: field.name for label, field in zip(labels, fields, strict=True) if labels.count(label) == 1}
    return by_label | {field.name: field.name for field in fields}
