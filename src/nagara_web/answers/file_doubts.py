"""What is in doubt about a file beside its form: own indicators, commitments, and numbers that last year settles.

The reader of a file knows neither which indicators a network asks for nor what a city answered last year. Here
both are at hand, so that a dry run says what the form would say after the file was applied.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from nagara.exchange.canonical_rows import AMBIGUOUS, canonical_rows, typed_cells
from nagara.exchange.cells import Doubts, cell_reader
from nagara.findings import Finding
from nagara_web.answers.edits import RowEdit, table_of
from nagara_web.answers.form_queries import last_answers, own_indicators_of
from nagara_web.answers.known_numbers import known_numbers
from nagara_web.answers.models import OWN_INDICATORS, AnswerSet, Row
from nagara_web.answers.own_indicators import own_figures
from nagara_web.figures.queries import IndicatorRow

__all__ = ["own_doubts", "settle_numbers"]

Table = dict[str, Any]
"""A table of a file as :mod:`nagara_web.answers.parse_upload` writes it."""
NOT_ASKED: Final = "indicator-not-asked"


def own_doubts(answer_set: AnswerSet, tables: Iterable[Table], standing: Iterable[Row]) -> list[dict[str, Any]]:
    """Judge the answers of a file to own indicators and commitments, by what is asked and by last year's answers.

    Parameters
    ----------
    answer_set
        The answers that the file is meant for.
    tables
        What was read from the file.
    standing
        Rows of the answers; what a row of the file leaves empty stands there.

    Returns
    -------
    list of dict
        Findings as the reader of files writes them, each with its sheet, row and column.
    """
    table = next((each for each in tables if each["table"] == OWN_INDICATORS), None)
    if table is None or not table["rows"]:
        return []
    asked = {each.code: each for each in own_indicators_of(answer_set)}
    stands = {row.cells.get("indicator", ""): row.cells for row in standing if not row.is_removed}
    rows = [
        Row(cells={**stands.get(each["cells"].get("indicator", ""), {}), **each["cells"]}) for each in table["rows"]
    ]
    _figures, findings = own_figures(rows, asked, last_answers(answer_set))
    found = [_placed(each, table, each.place.row or 1, each.place.column or "") for each in findings if each.place]
    return [*_strangers(table, asked), *found]


def _strangers(table: Table, asked: Mapping[str, IndicatorRow]) -> Iterable[dict[str, Any]]:
    """Rows whose indicator nobody asks for: they are kept, and count for nothing."""
    for number, row in enumerate(table["rows"], start=1):
        code = row["cells"].get("indicator", "")
        if code not in asked:
            yield _placed(Finding(code=NOT_ASKED, values={"text": code}), table, number, "indicator")


def _placed(finding: Finding, table: Table, number: int, field: str) -> dict[str, Any]:
    row, is_workbook = table["rows"][number - 1], table["is_workbook"]
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "values": dict(finding.values),
        "about": "cell",
        "file": "" if is_workbook else table["sheet"],
        "sheet": table["sheet"] if is_workbook else "",
        "row": row["number"],
        "column": table["columns"].get(field, ""),
    }


def settle_numbers(
    answer_set: AnswerSet, tables: Iterable[Table], findings: Iterable[dict[str, Any]], rows: Sequence[Row]
) -> list[dict[str, Any]]:
    """Let what stands, or was answered last year, say which of two numbers a cell of a file means.

    Parameters
    ----------
    answer_set
        The answers that the file is meant for.
    tables
        What was read from the file; the cells that are settled are written as they are meant.
    findings
        Every doubt of the reader.
    rows
        Every row of the answers.

    Returns
    -------
    list of dict
        The doubts that are left.
    """
    by_sheet = {table["sheet"]: table for table in tables}
    settled = {sheet for sheet, table in by_sheet.items() if _settle(answer_set, table, rows)}
    found = []
    for each in findings:
        sheet = each["sheet"] or each["file"]
        if each["code"] != AMBIGUOUS or sheet not in settled:
            found.append(each)
        elif left := _left(by_sheet[sheet], each):
            found.append(left)
    return found


def _settle(answer_set: AnswerSet, table: Table, rows: Sequence[Row]) -> bool:
    """Read the cells of a table against what is known, as they will be read when they are applied."""
    form = table_of(table["table"])
    by_key = {_key(row.cells, form.key): row for row in rows if row.table == form.name and not row.is_removed}
    stands = [by_key.get(_key(each["cells"], form.key)) for each in table["rows"]]
    edits = [
        RowEdit(form.name, row.pk if row else None, None, each["cells"])
        for row, each in zip(stands, table["rows"], strict=True)
    ]
    measured = known_numbers(answer_set, form.name, edits, [row.cells if row else {} for row in stands], rows)
    typed = [typed_cells(form, each["cells"]) for each in table["rows"]]
    is_settled = False
    for each, cells in zip(table["rows"], canonical_rows(form, typed, known=measured), strict=True):
        if each["cells"] != cells:
            each["cells"], is_settled = cells, True
    return is_settled


def _left(table: Table, finding: Mapping[str, Any]) -> dict[str, Any] | None:
    """The doubt about a column as it is after some of its cells were settled; ``None`` where nothing is left."""
    name = next((field for field, column in table["columns"].items() if column == finding["column"]), "")
    field = next((each for each in table_of(table["table"]).fields if each.name == name), None)
    if field is None:
        return dict(finding)
    left: list[tuple[int, Mapping[str, str | float]]] = []
    for row in table["rows"]:
        doubts: Doubts = []
        cell_reader(field)(typed_cells(table_of(table["table"]), row["cells"]).get(name), doubts)
        left += [(row["number"], each.values) for each in doubts if each.code == AMBIGUOUS]
    if not left:
        return None
    number, values = left[0]
    times = "once" if len(left) == 1 else f"{len(left)} times"
    return {**finding, "row": number, "values": {**finding["values"], **values, "times": times}}


def _key(cells: Mapping[str, str], names: Iterable[str]) -> tuple[str, ...]:
    return tuple(cells.get(name, "") for name in names)
