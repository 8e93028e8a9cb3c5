"""Sheets that know their next free row, and cells that another sheet can point at."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

__all__ = ["Book", "Cell", "Content", "Formula", "Sheet", "column_name", "reference"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the workbook: where it stands and what it holds now."""

    sheet: str
    column: str
    row: int
    value: float
    kind: str
    """Kind of its number, so that a cell that points here is written alike."""

    def __str__(self) -> str:
        return (
            f"'{self.sheet}'!${self.column}${self.row}"
            if " " in self.sheet
            else f"{self.sheet}!${self.column}${self.row}"
        )


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula together with the value that it has."""

    words: str
    value: float
    kind: str | None = None
    """Kind of its number, where it is not that of its row."""


_A4 = 9
_HEAD_HEIGHT = 32
"""Room for two lines of a column's head [pt]."""
_TABLE_HEIGHT = 22
"""Room for the name of a table below its rule: Thai and Lao letters are tall [pt]."""
_BANNER_HEIGHT, _TITLE_HEIGHT = 22, 26
"""Room around the strip at the top and the title below it [pt]."""

KINDS: Final = {
    "people": "#,##0",
    "amount": "#,##0.00",
    "rate": "#,##0.000",
    "number": "#,##0.0000",
    "count": "#,##0.0",
    "percent": "0.0 %",
    "fine_percent": "0.00 %",
    "whole_percent": "0 %",
    "flag": "0",
}
"""How each kind of number is written; the cell itself keeps all digits."""

Content: TypeAlias = "str | float | Formula | None"


class Book:
    """A workbook with the looks of its cells."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._sheets: dict[str, Sheet] = {}
        self.looks: dict[str, Format] = {
            "plain": workbook.add_format({"valign": "top"}),
            "wrapped": workbook.add_format({"valign": "top", "text_wrap": True}),
            "title": workbook.add_format({"bold": True, "font_size": 16, "valign": "vcenter"}),
            "example": workbook.add_format(
                {"bold": True, "font_color": "#FFFFFF", "bg_color": "#7A4B00", "valign": "vcenter", "text_wrap": True}
            ),
            "table": workbook.add_format({"bold": True, "font_size": 12, "top": 1, "valign": "bottom"}),
            "head": workbook.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom"}),
            "head_of_numbers": workbook.add_format(
                {"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom", "align": "right"}
            ),
            "head_beside": workbook.add_format(
                {"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom", "align": "left", "indent": 1}
            ),
            "beside": workbook.add_format({"valign": "top", "text_wrap": True, "align": "left", "indent": 1}),
            "run_on": workbook.add_format({"valign": "top", "align": "left", "indent": 1}),
            "label total": workbook.add_format({"bold": True, "top": 1}),
        }
        for kind, written in KINDS.items():
            self.looks[kind] = workbook.add_format({"num_format": written, "valign": "top"})
            self.looks[f"{kind} total"] = workbook.add_format({"num_format": written, "bold": True, "top": 1})
            self.looks[f"{kind} input"] = workbook.add_format(
                {"num_format": written, "bg_color": "#FDF3DC", "valign": "top"}
            )

    def sheet(self, name: str) -> Sheet:
        """The sheet of a name, made when it is asked for the first time."""
        if name not in self._sheets:
            worksheet = self._workbook.add_worksheet(name)
            worksheet.set_landscape()
            worksheet.set_paper(_A4)
            worksheet.fit_to_pages(1, 0)
            self._sheets[name] = Sheet(name, worksheet, self.looks)
        return self._sheets[name]


class Sheet:
    """A sheet that is filled from top to bottom; rows count from 1 as in Excel."""

    def __init__(self, name: str, worksheet: Worksheet, looks: dict[str, Format]) -> None:
        self.name = name
        self.row = 1
        self._worksheet = worksheet
        self._looks = looks

    def widths(self, *widths: float) -> None:
        """Set the widths of the first columns."""
        for column, width in enumerate(widths):
            self._worksheet.set_column(column, column, width)

    def banner(self, words: str, *, columns: int) -> None:
        """Write a strip that runs across the first columns."""
        at = self.row - 1
        self._worksheet.set_row(at, _BANNER_HEIGHT)
        self._worksheet.merge_range(at, 0, at, columns - 1, "", self._looks["example"])
        self._worksheet.write_string(at, 0, words, self._looks["example"])
        self.row += 1

    def title(self, words: str) -> None:
        """Write what the sheet is about."""
        self._worksheet.set_row(self.row - 1, _TITLE_HEIGHT)
        self.line(words, look="title")

    def head(self, words: str, labels: Iterable[str], *, numbers: Collection[int] = ()) -> None:
        """Write the name of a table and the heads of its columns, to the right above numbers."""
        self._worksheet.set_row(self.row - 1, _TABLE_HEIGHT)
        self.line(words, look="table")
        self._worksheet.set_row(self.row - 1, _HEAD_HEIGHT)
        for column, label in enumerate(labels):
            after = "head_beside" if column - 1 in numbers else "head"
            self._put(column, label, "head_of_numbers" if column in numbers else after)
        self.row += 1

    def line(self, words: str, *, look: str = "plain") -> None:
        """Write one text in the first column."""
        self._put(0, words, look)
        self.row += 1

    def beside(self, column: int, words: str) -> None:
        """Write a text beside the last row; it may run on to the right."""
        self._worksheet.write_string(self.row - 2, column, words, self._looks["run_on"])

    def skip(self) -> None:
        """Leave a row free."""
        self.row += 1

    def write(
        self, contents: Sequence[Content], *, look: str = "number", looks: dict[int, str] | None = None
    ) -> list[Cell]:
        """Write a row and return its cells; a text has no value, so its cell holds nought."""
        cells = []
        for column, content in enumerate(contents):
            at = (looks or {}).get(column, look)
            if isinstance(content, Formula) and content.kind and column not in (looks or {}):
                at = f"{content.kind} {at.partition(' ')[2]}".strip()
            self._put(column, content, at)
            value = content.value if isinstance(content, Formula) else content
            number = float(value) if isinstance(value, int | float) else 0.0
            cells.append(Cell(self.name, column_name(column), self.row, number, at.partition(" ")[0]))
        self.row += 1
        return cells

    def total(self, label: str, column: int, first: int, value: float, *, kind: str = "amount") -> Cell:
        """Write the sum of one column from a row down to here."""
        formula = Formula(f"SUM({self.span(column, first, self.row - 1)})", value)
        return self.write((label, *(None,) * (column - 1), formula), look=f"{kind} total")[column]

    def span(self, column: int, first: int, last: int) -> str:
        """A range of one column, as formulas of this or another sheet write it."""
        name = column_name(column)
        return f"{self.name}!${name}${first}:${name}${max(first, last)}"

    def _put(self, column: int, content: Content, look: str) -> None:
        """Write a cell; a text is always a text, also if it begins like a formula."""
        at = self.row - 1
        if isinstance(content, Formula):
            self._worksheet.write_formula(at, column, f"={content.words}", self._looks[look], content.value)
        elif isinstance(content, str):
            self._worksheet.write_string(at, column, content, self._looks[_look_of_text(column, look)])
        elif content is not None:
            self._worksheet.write_number(at, column, content, self._looks[look])


def reference(cell: Cell) -> Formula:
    """A formula that points at another cell and writes its number alike."""
    return Formula(str(cell), cell.value, cell.kind)


def _look_of_text(column: int, look: str) -> str:
    """A text among numbers keeps a distance from the number before it."""
    kind, _, role = look.partition(" ")
    if kind not in KINDS:
        return look
    if role == "total":
        return "label total"
    return "beside" if column else "plain"


def column_name(column: int) -> str:
    """The letter of a column counted from 0; the sheets here have fewer than 27."""
    return chr(ord("A") + column)
