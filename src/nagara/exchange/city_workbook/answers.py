"""What a cell of the city workbook accepts, what it says while you write, and what it says if you err."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from nagara.evidence import codelist
from nagara.exchange.form import FormField, choices, form_tables

if TYPE_CHECKING:
    from nagara.reports.language import Language

__all__ = [
    "ANSWER_TEXTS",
    "FIRST_ROW",
    "LAST_ROW",
    "AnswerLists",
    "plain_number",
    "refusal_of",
    "shown_choice",
    "shown_label",
    "validation",
]

FIRST_ROW: Final = 4
"""First row of answers of every sheet, counted from 0."""
LAST_ROW: Final = 5003
"""Last row in which a sheet checks what is written, counted from 0."""
TITLE_LIMIT, MESSAGE_LIMIT = 32, 255  # what the file format allows

ANSWER_TEXTS: Final = {
    "example": "Example: {example}",
    "needed": "An answer is needed.",
    "not_listed": "Choose one of the answers in the list.",
    "not_known": "Write it on the sheet {sheet} first, then choose it here.",
    "between": "Write a number between {low} and {high}.",
    "at_least": "Write a number of {low} or more.",
    "whole_between": "Write a whole number between {low} and {high}.",
    "whole_at_least": "Write a whole number of {low} or more.",
    "share": "Write a share between {low} and {high}: ten per cent is 0.1.",
    "day": "Write a date as year-month-day.",
    "code": "Write a short code without spaces.",
    "unlike": "This does not fit here",
    "yes": "yes",
    "no": "no",
}
"""What the cells say, in English."""


REFUSALS: Final = {"choice": "not_listed", "yes_no": "not_listed", "ref": "not_known", "date": "day"}
"""Which sentence refuses an answer, by kind of question; numbers have their own."""


class AnswerLists:
    """The hidden sheet ``Lists``: one column for each list of answers.

    Parameters
    ----------
    sheet
        The sheet they are written on.
    language
        The language they are shown in.
    """

    def __init__(self, sheet: Any, language: Language) -> None:  # noqa: ANN401  (XlsxWriter has no types)
        self._sheet, self._language = sheet, language
        self._ranges: dict[str, str] = {}

    def range_of(self, name: str) -> str:
        """Where the answers of one list stand, as a formula."""
        if name == "yes_no":
            return self.put(name, [self._language.text(ANSWER_TEXTS[word]) for word in ("yes", "no")])
        return self.put(name, [shown_choice(name, choice.code, self._language) for choice in choices(name)])

    def put(self, name: str, answers: list[str]) -> str:
        """Write a list once and say where it stands."""
        if name not in self._ranges:
            from xlsxwriter.utility import xl_col_to_name

            column = len(self._ranges)
            self._sheet.write_column(0, column, [name, *answers])
            letter = xl_col_to_name(column)
            self._ranges[name] = f"=Lists!${letter}$2:${letter}${len(answers) + 1}"
        return self._ranges[name]


def shown_choice(name: str, code: str, language: Language) -> str:
    """How a drop-down shows one answer; the code survives translation.

    Notation keys always show their code, because papers print it.
    """
    label = next(choice.label for choice in choices(name) if choice.code == code)
    if language.code == "en" and name != "notation":
        return label
    return f"{code}: {language.text(label)}"


def shown_label(field: FormField, language: Language) -> str:
    """The question with its unit, as it heads a column."""
    label = language.text(field.label)
    return f"{label} ({language.text(field.unit)})" if field.unit else label


def validation(field: FormField, language: Language, lists: AnswerLists, *, table: str) -> dict[str, Any]:
    """What XlsxWriter is told of one question: the rule, the hint and the words of refusal.

    Parameters
    ----------
    field
        The question.
    language
        The language of hint and refusal.
    lists
        Where the drop-downs find their answers.
    table
        The table it stands in.
    """
    return _rule(field, lists, table) | {
        "ignore_blank": True,
        "input_title": _fit(language.text(field.label), TITLE_LIMIT),
        "input_message": _fit(_message(field, language), MESSAGE_LIMIT),
        "error_title": _fit(language.text(ANSWER_TEXTS["unlike"]), TITLE_LIMIT),
        "error_message": _fit(refusal_of(field, language), MESSAGE_LIMIT),
    }


def refusal_of(field: FormField, language: Language) -> str:
    """What a person is told whose answer a question does not take: how to mend it."""
    sentence = REFUSALS.get(field.kind, "code")
    values = {}
    if field.kind in {"number", "integer", "year", "fraction"}:
        sentence = _number_refusal(field)
        values = {"low": plain_number(field.low or 0), "high": plain_number(field.high or 0)}
    if field.kind == "ref":
        values = {"sheet": form_tables()[field.choices].sheet}
    return language.text(ANSWER_TEXTS[sentence], **values)


def plain_number(value: float) -> str:
    """Write a limit in full: no exponent, no trailing zeros.

    Examples
    --------
    >>> plain_number(0.000001), plain_number(5000.0)
    ('0.000001', '5000')
    """
    return f"{value:.9f}".rstrip("0").rstrip(".")


def _number_refusal(field: FormField) -> str:
    if field.kind == "fraction":
        return "share"
    whole = "whole_" if field.kind in {"integer", "year"} else ""
    return f"{whole}at_least" if field.high is None else f"{whole}between"


def _rule(field: FormField, lists: AnswerLists, table: str) -> dict[str, Any]:
    match field.kind:
        case "choice":
            return {"validate": "list", "source": lists.range_of(field.choices)}
        case "yes_no":
            return {"validate": "list", "source": lists.range_of("yes_no")}
        case "ref":
            sheet = form_tables()[field.choices].sheet
            return {"validate": "list", "source": f"='{sheet}'!$A${FIRST_ROW + 1}:$A${LAST_ROW + 1}"}
        case "date":
            span = {"minimum": date(2000, 1, 1), "maximum": date(2100, 12, 31)}
            return {"validate": "date", "criteria": "between", **span}
        case "number" | "fraction" | "integer" | "year":
            return _number_rule(field)
    return _ladder_rule(field, lists) if table == "control" else {"validate": "any"}


def _number_rule(field: FormField) -> dict[str, Any]:
    kind = "integer" if field.kind in {"integer", "year"} else "decimal"
    if field.high is None:
        return {"validate": kind, "criteria": ">=", "value": field.low or 0.0}
    return {"validate": kind, "criteria": "between", "minimum": field.low or 0.0, "maximum": field.high}


def _ladder_rule(field: FormField, lists: AnswerLists) -> dict[str, Any]:
    rows = codelist("control_ladder").entries.values()
    if field.name == "criterion":
        criteria = list(dict.fromkeys(row["criterion"] for row in rows))
        return {"validate": "list", "source": lists.put("criterion", criteria)}
    if field.name == "state":
        states = ["not_observed", *dict.fromkeys(row["state"] for row in rows)]
        return {"validate": "list", "source": lists.put("state", states)}
    return {"validate": "any"}


def _message(field: FormField, language: Language) -> str:
    parts = [shown_label(field, language) + "."] if field.unit else []
    parts += [language.text(field.hint)] if field.hint else []
    parts += [language.text(ANSWER_TEXTS["needed"])] if field.is_required else []
    parts += [language.text(ANSWER_TEXTS["example"], example=field.example)] if field.example else []
    return "\n".join(parts) or language.text(field.label)


def _fit(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
