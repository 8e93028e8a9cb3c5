"""A small reader of the few formulas that the arithmetic workbook uses, independent of its writer."""

from __future__ import annotations

import re
from math import prod
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl import Workbook

_TOKEN = re.compile(
    r"(?:(?P<sheet>[A-Z][A-Za-z]+)!)?\$?(?P<column>[A-Z])\$?(?P<row>\d+)(?::\$?(?P<to>[A-Z])\$?(?P<to_row>\d+))?"
)


class FormulaReader:
    """Recalculates a workbook from its inputs alone, as a spreadsheet program would."""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook
        self.known: dict[tuple[str, str], object] = {}
        self.names = {
            "SUM": lambda values: sum(number(value) for value in flat(values)),
            "PRODUCT": lambda values: prod(value for value in flat(values) if isinstance(value, int | float)),
            "MIN": min,
            "IF": lambda test, yes, no: yes if test else no,
            "SUMPRODUCT": lambda *columns: sum(
                prod(number(v) for v in row) for row in zip(*map(flat, columns), strict=True)
            ),
            "SUMIF": lambda where, key, values: sum(
                number(v) for w, v in zip(flat(where), flat(values), strict=True) if w == key
            ),
            "SUMIFS": self._sumifs,
            "COUNTIF": lambda where, keys: [flat(where).count(key) for key in flat(keys)],
        }

    def value(self, sheet: str, cell: str) -> object:
        """What a cell holds when everything it points at is worked out anew."""
        if (sheet, cell) not in self.known:
            content = self.workbook[sheet][cell].value
            if isinstance(content, str) and content.startswith("=") and self.workbook[sheet][cell].data_type == "f":
                content = self._evaluated(sheet, content[1:])
            self.known[sheet, cell] = content
        return self.known[sheet, cell]

    def _evaluated(self, sheet: str, formula: str) -> object:
        cells: dict[str, object] = dict(self.names)

        def fetch(found: re.Match[str]) -> str:
            name = f"cell_{len(cells)}"
            where = found["sheet"] or sheet
            if found["to"]:
                cells[name] = [
                    self.value(where, f"{chr(column)}{row}")
                    for column in range(ord(found["column"]), ord(found["to"]) + 1)
                    for row in range(int(found["row"]), int(found["to_row"]) + 1)
                ]
            else:
                content = self.value(where, f"{found['column']}{found['row']}")
                cells[name] = 0.0 if content is None else content
            return name

        return eval(_TOKEN.sub(fetch, formula), {"__builtins__": {}}, cells)  # our own formulas

    @staticmethod
    def _sumifs(values: object, *pairs: object) -> float:
        columns, keys = pairs[::2], pairs[1::2]
        rows = zip(flat(values), *map(flat, columns), strict=True)
        return sum(number(value) for value, *marks in rows if all(m == k for m, k in zip(marks, keys, strict=True)))


def flat(values: object) -> list[object]:
    return list(values) if isinstance(values, list) else [values]


def number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0
