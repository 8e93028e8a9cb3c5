"""Tables of actions: which cell says what is to be done, who owns it, and by when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from nagara.commitments.clauses import Place

__all__ = ["Columns", "aligned_rows", "cells_of", "columns_of"]

_WHAT = (
    "action",
    "commitment",
    "activity",
    "measure",
    "undertaking",
    "task",
    "deliverable",
    "what",
    "hành động",
    "cam kết",
    "nội dung",
    "การดำเนินการ",
    "กิจกรรม",
    "tindakan",
    "kegiatan",
    "aksi",
)
_WHO = (
    "owner",
    "lead",
    "responsible",
    "who",
    "actor",
    "by whom",
    "agency",
    "partner",
    "đơn vị",
    "chủ trì",
    "ผู้รับผิดชอบ",
    "penanggung jawab",
    "pihak",
)
_WHEN = (
    "date",
    "deadline",
    "when",
    "due",
    "timeline",
    "time",
    "year",
    "target date",
    "thời hạn",
    "กำหนด",
    "tenggat",
    "tarikh",
    "waktu",
)
_GAP = re.compile(r"[ \u00a0]{2,200}|\t[ \t]{0,200}")
_FEWEST_COLUMNS = 3
_NUMBER = ("no", "no.", "#", "nr", "number", "stt", "ref", "ลำดับ", "id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Places of the columns that are understood; ``None`` where a table has none."""

    what: int | None = None
    who: int | None = None
    when: int | None = None
    number: int | None = None


def aligned_rows(text: str, lines: Sequence[tuple[int, int]]) -> frozenset[int]:
    """Where the lines of a table begin whose columns are only set apart by spaces, its row of headings first.

    Parameters
    ----------
    text, lines
        The text, and lines that follow each other, by start and stop.
    """
    for first, (start, stop) in enumerate(lines):
        if text.startswith("|", start):
            continue
        heads = cells_of(text, Place(start=start, stop=stop))
        if len(heads) < _FEWEST_COLUMNS or columns_of(text, heads).what is None:
            continue
        others = enumerate(lines[first:], start=first)
        end = next((at for at, line in others if not _is_like(text, line, len(heads))), len(lines))
        return frozenset(low for low, _high in lines[first:end])
    return frozenset()


def _is_like(text: str, line: tuple[int, int], columns: int) -> bool:
    """Whether a line has about as many cells as the headings: one may be empty."""
    return abs(len(cells_of(text, Place(start=line[0], stop=line[1]))) - columns) <= 1


def cells_of(text: str, row: Place) -> list[Place]:
    """Cells of one row of a table, without the spaces around them: between bars, or two spaces or a tab apart."""
    if not text.startswith("|", row.start):
        edges = [(each.start(), each.end()) for each in _GAP.finditer(text, row.start, row.stop)]
        starts, stops = [row.start, *(high for _low, high in edges)], [*(low for low, _high in edges), row.stop]
        return [Place(start=low, stop=high) for low, high in zip(starts, stops, strict=True)]
    found: list[Place] = []
    begin = row.start + 1
    for at in range(row.start + 1, row.stop):
        if text[at] == "|" and text[at - 1] != "\\":
            found.append(_trimmed(text, begin, at))
            begin = at + 1
    return found


def columns_of(text: str, cells: Sequence[Place]) -> Columns:
    """Read the row of headings."""
    heads = [cell.of(text).strip("*_ ").lower() for cell in cells]
    return Columns(
        what=_named(heads, _WHAT),
        who=_named(heads, _WHO),
        when=_named(heads, ("by",), whole=True) if "by" in heads else _named(heads, _WHEN),
        number=_named(heads, _NUMBER, whole=True),
    )


def _named(heads: Sequence[str], names: Sequence[str], *, whole: bool = False) -> int | None:
    for name in names:
        for at, head in enumerate(heads):
            if head == name or (not whole and name in head.split("/")[0]):
                return at
    return None


def _trimmed(text: str, start: int, stop: int) -> Place:
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    while start < stop and text[start].isspace():
        start += 1
    return Place(start=start, stop=stop)
