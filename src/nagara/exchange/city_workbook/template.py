"""The city workbook: one ``.xlsx`` for a city's year, empty or with answers already in it.

Every table sheet has its title in row 1, its hint in row 2, the field codes in the hidden row 3, the
questions in row 4 and the answers from row 5 on. The sheet ``City`` runs downwards: code (hidden),
question, answer, unit, hint, from row 4 on. ``About`` says the edition of the form.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from nagara.exchange.city_workbook.answers import (
    ANSWER_TEXTS,
    FIRST_ROW,
    LAST_ROW,
    AnswerLists,
    shown_choice,
    shown_label,
    validation,
)
from nagara.exchange.city_workbook.instructions import (
    ABOUT_MARK,
    write_about,
    write_ladder_guide,
    write_leakage_guide,
    write_points_guide,
)
from nagara.exchange.city_workbook.style import WorkbookStyle
from nagara.exchange.form import FORM_VERSION, FormField, FormTable, choices, form_tables
from nagara.exchange.own_indicators import OWN_INDICATORS, OwnQuestion
from nagara.exchange.record_rows import Cell, Row, records_to_rows
from nagara.reports.language import Language, language
from nagara.waste.records import CityRecords

__all__ = ["write_workbook"]

CODE_ROW, LABEL_ROW = 2, 3
EDITION_DAY: Final = datetime(2026, 1, 1)  # noqa: DTZ001  (a file property, not a moment)
PRINTED_ROWS: Final = {"weighings": 400, "households": 120, "areas": 40, "control": 80}
"""Rows that an empty sheet prints, by table; 30 for the others."""
WIDEST_CHOICE: Final = 52
"""Widest column of a drop-down [characters]; spreadsheets show its list no wider than the column."""
WIDTHS: Final = {"text": 26, "choice": 24, "ref": 14, "code": 14, "date": 13, "yes_no": 13, "year": 11}
GUIDES: Final = {
    "control": ("Ladder states", write_ladder_guide),
    "leakage": ("Leakage levels", write_leakage_guide),
    "measured_flows": ("Flow points", write_points_guide),
}
"""Sheets that explain what a table may say, by that table; each stands before it."""
CITY_HEADINGS: Final = ("Question", "Answer", "Unit", "Hint")
ANSWER_COLUMN: Final = next(place for place, each in enumerate(OWN_INDICATORS.fields) if each.name == "answer")
LONGEST_LIST: Final = 250
"""Letters that a drop-down may hold when its words stand in the cell's own rule [characters]."""


def write_workbook(
    path: Path,
    *,
    language_code: str = "en",
    records: CityRecords | None = None,
    rows: Mapping[str, Sequence[Row]] | None = None,
    own: Sequence[OwnQuestion] = (),
    issued: Mapping[str, str] | None = None,
) -> None:
    """Write the city workbook.

    The same input gives the same bytes.

    Parameters
    ----------
    path
        The ``.xlsx`` file to write.
    language_code
        Language of questions, hints and lists; the codes stay, so every language reads back.
    records
        Answers that are already known, for example of last year.
    rows
        Answers that are already known, by table, where there is not a whole city yet; for example
        the households of a survey that is about to start. They replace those of `records`.
    own
        Indicators of a network; they get a sheet of their own, with their answers in
        ``rows["own_indicators"]``.
    issued
        What the sheet ``About`` says of the workbook itself, as for which city and year it is; see
        :mod:`nagara.exchange.issued`.

    Raises
    ------
    UnknownCodeError
        If nagara does not speak the language.
    """
    from xlsxwriter import Workbook

    words = language(language_code)
    known = {**records_to_rows(records), **(rows or {})}
    book = Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
    book.set_properties({"title": ABOUT_MARK, "comments": FORM_VERSION, "created": _created(records)})
    style = WorkbookStyle.of(book, language_code)
    sheets = _add_sheets(book, with_own=bool(own))
    lists = AnswerLists(sheets["Lists"], words)
    write_about(sheets["About"], style, words, issued or {})
    for guide, write_guide in GUIDES.values():
        write_guide(sheets[guide], style, words)
    for name, table in form_tables().items():
        write = _write_city if name == "city" else _write_table
        write(sheets[table.sheet], table, known[name], style, words, lists)
    if own:
        answers = {str(row.get("indicator")): row for row in known.get(OWN_INDICATORS.name, ())}
        asked = [{"indicator": question.code, **answers.get(question.code, {})} for question in own]
        _write_table(sheets[OWN_INDICATORS.sheet], OWN_INDICATORS, asked, style, words, lists, free="answer")
        _write_questions(sheets[OWN_INDICATORS.sheet], own, style, words)
    sheets["Lists"].hide()
    for sheet in sheets.values():
        _protect_and_set_page(sheet)
    sheets["About"].activate()
    book.close()


def _write_questions(sheet: Any, own: Sequence[OwnQuestion], style: WorkbookStyle, words: Language) -> None:  # noqa: ANN401
    """Say beside its answers what each indicator asks for; a reader skips what has no code above it."""
    column = len(OWN_INDICATORS.fields)
    for number, (heading, width) in enumerate((("Question", 60), ("Answer", 24))):
        sheet.set_column(column + number, column + number, width)
        sheet.write_string(LABEL_ROW, column + number, words.text(heading), style.heading(is_needed=False))
    for row, question in enumerate(own, start=FIRST_ROW):
        sheet.write_string(row, column, question.name, style.hint())
        sheet.write_string(row, column + 1, question.answer, style.hint())
        if question.words and len(",".join(question.words)) <= LONGEST_LIST:
            sheet.data_validation(row, ANSWER_COLUMN, row, ANSWER_COLUMN, _choice_of(question.words, words))


def _choice_of(known: Sequence[str], words: Language) -> dict[str, Any]:
    """A drop-down of words that an indicator takes; it warns and lets other words in, as a reader takes more."""
    return {
        "validate": "list",
        "source": list(known),
        "error_type": "warning",
        "error_title": words.text("Answer"),
        "error_message": ", ".join(known)[:LONGEST_LIST],
    }


def _add_sheets(book: Any, *, with_own: bool) -> dict[str, Any]:  # noqa: ANN401  (XlsxWriter has no types)
    names = ["About"]
    for name, table in form_tables().items():
        names += [GUIDES[name][0], table.sheet] if name in GUIDES else [table.sheet]
    names += [OWN_INDICATORS.sheet] if with_own else []
    return {name: book.add_worksheet(name) for name in (*names, "Lists")}


def _created(records: CityRecords | None) -> datetime:
    if records is None:
        return EDITION_DAY
    day = records.city.fieldwork_end or date(records.city.year, 1, 1)
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001


def _protect_and_set_page(sheet: Any) -> None:  # noqa: ANN401
    allowed = ("format_columns", "format_rows", "sort", "autofilter")
    sheet.protect("", dict.fromkeys(allowed, True))
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&A&R&P / &N")


def _write_city(
    sheet: Any,  # noqa: ANN401
    table: FormTable,
    known: Sequence[Row],
    style: WorkbookStyle,
    words: Language,
    lists: AnswerLists,
) -> None:
    for column, width in enumerate((4, 40, 44, 12, 70)):
        sheet.set_column(column, column, width, None, {"hidden": column == 0})
    for row, lines in enumerate((1.8, 1.4, 1.4)):
        sheet.set_row(row, lines * style.line_height)
    sheet.write_string(0, 1, words.text(table.title), style.title())
    sheet.write_string(1, 1, words.text(table.hint), style.line())
    for column, heading in enumerate(CITY_HEADINGS, start=1):
        sheet.write_string(2, column, words.text(heading), style.heading(is_needed=False))
    answers: Row = known[0] if known else {}
    for row, field in enumerate(table.fields, start=3):
        sheet.set_row(row, 1.3 * style.line_height)
        sheet.write_string(row, 0, field.name, style.code())
        sheet.write_string(row, 1, words.text(field.label), style.heading(is_needed=field.is_required))
        _write(sheet, row, 2, _shown(field, answers.get(field.name), words), style.answer(field.kind, is_framed=True))
        sheet.write_string(row, 3, words.text(field.unit) if field.unit else "", style.hint())
        sheet.write_string(row, 4, words.text(field.hint) if field.hint else "", style.hint())
        sheet.data_validation(row, 2, row, 2, validation(field, words, lists, table=table.name))
    sheet.freeze_panes(3, 2)


def _write_table(
    sheet: Any,  # noqa: ANN401
    table: FormTable,
    known: Sequence[Row],
    style: WorkbookStyle,
    words: Language,
    lists: AnswerLists,
    *,
    free: str = "",
) -> None:
    sheet.set_row(0, 1.8 * style.line_height, style.title())
    sheet.set_row(1, 1.4 * style.line_height, style.line())
    sheet.set_row(CODE_ROW, None, style.code(), {"hidden": True})
    sheet.set_row(LABEL_ROW, 4 * style.line_height, style.code())
    sheet.write_string(0, 0, words.text(table.title), style.title())
    sheet.write_string(1, 0, words.text(table.hint), style.line())
    for column, field in enumerate(table.fields):
        sheet.set_column(column, column, _width(field, words), style.answer(field.kind))
        sheet.write_string(CODE_ROW, column, field.name, style.code())
        sheet.write_string(LABEL_ROW, column, shown_label(field, words), style.heading(is_needed=field.is_required))
        if field.name != free:  # each of its cells has a rule of its own
            rule = validation(field, words, lists, table=table.name)
            sheet.data_validation(FIRST_ROW, column, LAST_ROW, column, rule)
        for row, answers in enumerate(known, start=FIRST_ROW):
            _write(sheet, row, column, _shown(field, answers.get(field.name), words), style.answer(field.kind))
    sheet.freeze_panes(FIRST_ROW, 1)
    sheet.repeat_rows(0, LABEL_ROW)
    last = FIRST_ROW + max(len(known), PRINTED_ROWS.get(table.name, 30)) - 1
    sheet.print_area(0, 0, last, len(table.fields) - 1)


def _width(field: FormField, words: Language) -> int:
    """Width of a column [characters]: wide enough to read what its drop-down offers."""
    width = WIDTHS.get(field.kind, 13)
    if field.kind != "choice":
        return width
    longest = max(len(shown_choice(field.choices, choice.code, words)) for choice in choices(field.choices))
    return min(max(width, longest + 2), WIDEST_CHOICE)


def _shown(field: FormField, cell: Cell, words: Language) -> Cell:
    """Show an answer as the drop-down of its cell would."""
    if not isinstance(cell, str):
        return cell
    if field.kind == "yes_no" and cell in {"yes", "no"}:
        return words.text(ANSWER_TEXTS[cell])
    if field.kind == "choice" and any(choice.code == cell for choice in choices(field.choices)):
        return shown_choice(field.choices, cell, words)
    return cell


def _write(sheet: Any, row: int, column: int, cell: Cell, form: Any) -> None:  # noqa: ANN401
    if cell is None:
        sheet.write_blank(row, column, None, form)
    elif isinstance(cell, str):
        sheet.write_string(row, column, cell, form)
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, datetime(cell.year, cell.month, cell.day), form)  # noqa: DTZ001
    else:
        sheet.write_number(row, column, cell, form)
