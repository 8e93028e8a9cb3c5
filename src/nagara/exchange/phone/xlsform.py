"""The phone form: an XLSForm that every ODK and Kobo server turns into a form for phones.

Every label, hint and refusal stands in every language of nagara. No name, telephone number or
position is asked.

References
----------
.. [1] XLSForm specification, https://xlsform.org/en/ref-table/
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final, TypeAlias

from nagara.evidence import codelist
from nagara.exchange.city_workbook.answers import ANSWER_TEXTS, plain_number, refusal_of, shown_label
from nagara.exchange.city_workbook.instructions import FLOW_POINTS
from nagara.exchange.form import FORM_VERSION, FormField, choices, form_tables
from nagara.exchange.phone.form import (
    FORM_ID,
    LADDERS,
    PHONE_TEXTS,
    TASKS,
    Part,
    all_states,
    criteria,
    ladder_group,
    ladder_states,
)
from nagara.exchange.phone.labels import leakage_level_said
from nagara.reports.language import LANGUAGES, Language, language

__all__ = ["write_xlsform", "xlsform_rows"]

Rows: TypeAlias = list[dict[str, str]]
Said: TypeAlias = Callable[[Language], str]

TYPES: Final = {"number": "decimal", "fraction": "decimal", "integer": "integer", "year": "integer", "date": "date"}
"""XLSForm type by kind of question; choices are ``select_one``, the rest is text."""
FILTERS: Final = {
    "leakage_influencer": "selected(stages, current()/../stage)",
    "leakage_level": "stage = current()/../stage and influencer = current()/../influencer",
}
"""Which answers of a list are offered, after what was answered beside it; two tables have a stage."""
EDITION_DAY: Final = datetime(2026, 1, 1)  # noqa: DTZ001  (a file property, not a moment)


def write_xlsform(path: Path, *, languages: Sequence[str] = tuple(LANGUAGES)) -> None:
    """Write the XLSForm; the same languages give the same bytes.

    Parameters
    ----------
    path
        The ``.xlsx`` file to write.
    languages
        Codes of the languages that the phone offers; the first is shown first.

    Raises
    ------
    UnknownCodeError
        If nagara does not speak one of them.
    """
    from xlsxwriter import Workbook

    book = Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
    book.set_properties({"title": FORM_ID, "comments": FORM_VERSION, "created": EDITION_DAY})
    head = book.add_format({"bold": True})
    for name, rows in xlsform_rows(languages).items():
        sheet = book.add_worksheet(name)
        columns = list(dict.fromkeys(column for row in rows for column in row))
        sheet.write_row(0, 0, columns, head)
        sheet.set_column(0, len(columns), 24)
        sheet.freeze_panes(1, 2)
        for number, row in enumerate(rows, start=1):
            for column, key in enumerate(columns):
                if row.get(key):
                    sheet.write_string(number, column, row[key])
    book.close()


def xlsform_rows(languages: Sequence[str] = tuple(LANGUAGES)) -> dict[str, Rows]:
    """Lay out the sheets ``survey``, ``choices`` and ``settings``.

    Parameters
    ----------
    languages
        Codes of the languages.

    Returns
    -------
    dict
        Rows by sheet; each row maps column to cell.
    """
    spoken = [language(code) for code in languages]
    settings = {
        "form_title": "nagara city year",
        "form_id": FORM_ID,
        "version": FORM_VERSION,
        "default_language": _column(spoken[0]),
        "instance_name": "concat(${task}, ' ', ${today})",
        "allow_choice_duplicates": "yes",  # a level says something else at each stage
    }
    return {"survey": list(_survey(spoken)), "choices": list(_choices(spoken)), "settings": [settings]}


def _survey(spoken: Sequence[Language]) -> Iterator[dict[str, str]]:
    yield from ({"type": name, "name": name} for name in ("start", "end", "today"))
    task = {"type": "select_one task", "name": "task", "required": "yes"}
    yield task | _label(spoken, _plain(PHONE_TEXTS["task"])) | _required(spoken)
    yield {"type": "note", "name": "privacy"} | _label(spoken, _plain(PHONE_TEXTS["privacy"]))
    for each in TASKS:
        for part in each.parts:
            yield from _part(part, each.name, spoken)
        if each.name == "facility":
            for ladder, title in LADDERS.items():
                yield from _ladder(ladder, title, spoken)


def _part(part: Part, task: str, spoken: Sequence[Language]) -> Iterator[dict[str, str]]:
    block = "repeat" if part.is_repeat else "group"
    relevant = f"${{task}} = '{task}'"
    if part.role:
        relevant += f" and selected('{_kinds('role', part.role)}', ${{kind}})"
    title = PHONE_TEXTS.get(part.name, form_tables()[part.table].title)
    begin = {"type": f"begin_{block}", "name": part.name, "relevant": relevant, "appearance": "field-list"}
    yield begin | _label(spoken, _plain(title))
    for field in part.fields():
        yield _question(field, spoken)
    yield {"type": f"end_{block}"}


def _ladder(ladder: str, title: str, spoken: Sequence[Language]) -> Iterator[dict[str, str]]:
    relevant = f"${{task}} = 'facility' and selected('{_kinds('ladder', ladder)}', ${{kind}})"
    begin = {"type": "begin_group", "name": ladder_group(ladder), "relevant": relevant, "appearance": "field-list"}
    yield begin | _label(spoken, lambda words: f"{words.text(PHONE_TEXTS['ladder'])}: {words.text(title)}")
    for criterion, label in criteria(ladder).items():
        question = {"type": f"select_one {ladder}_{criterion}", "name": criterion}
        yield question | _label(spoken, _plain(label))
    yield {"type": "end_group"}


def _question(field: FormField, spoken: Sequence[Language]) -> dict[str, str]:
    row = {"type": _type(field), "name": field.name} | _label(spoken, lambda words: shown_label(field, words))
    if (field.hint or field.example) and field.choices not in FILTERS:  # whose answers describe themselves
        row |= _said("hint", spoken, lambda words: _hint(field, words))
    if field.is_required:
        row |= {"required": "yes"} | _required(spoken)
    constraint = _constraint(field)
    if constraint:
        row["constraint"] = constraint
        row |= _said("constraint_message", spoken, lambda words: _refusal(field, words))
    if field.choices in FILTERS:
        row["choice_filter"] = FILTERS[field.choices]
    if field.name == "nothing_today":
        row["relevant"] = "${weight_kg} = 0"
    return row


def _type(field: FormField) -> str:
    if field.kind == "choice":
        return f"select_one {field.choices}"
    if field.name in {"criterion", "state"}:
        return f"select_one {field.name}"
    return "select_one yes_no" if field.kind == "yes_no" else TYPES.get(field.kind, "text")


def _constraint(field: FormField) -> str:
    if field.kind in {"code", "ref"}:
        return r"regex(., '^\S+$')"
    if field.kind not in TYPES or field.kind == "date":
        return ""
    bounds = [f". >= {plain_number(field.low or 0)}"]
    if field.high is not None:
        bounds.append(f". <= {plain_number(field.high)}")
    return " and ".join(bounds)


def _refusal(field: FormField, words: Language) -> str:
    return words.text(ANSWER_TEXTS["code"]) if field.kind == "ref" else refusal_of(field, words)


def _hint(field: FormField, words: Language) -> str:
    hint = words.text(field.hint) if field.hint else ""
    if field.name == "from_process":  # a phone has no sheet of points
        hint = words.text(PHONE_TEXTS["from_process"], points=", ".join(FLOW_POINTS))
    example = words.text(ANSWER_TEXTS["example"], example=field.example) if field.example else ""
    return f"{hint} {example}".strip()


def _choices(spoken: Sequence[Language]) -> Iterator[dict[str, str]]:
    def rows(name: str, answers: Iterable[tuple[str, str]]) -> Iterator[dict[str, str]]:
        for code, label in answers:
            yield {"list_name": name, "name": code} | _label(spoken, _plain(label))

    yield from rows("task", ((task.name, task.label) for task in TASKS))
    yield from rows("yes_no", ((word, PHONE_TEXTS[word]) for word in ("yes", "no")))
    asked = [field for task in TASKS for part in task.parts for field in part.fields() if field.kind == "choice"]
    for name in dict.fromkeys(field.choices for field in asked):
        if name not in FILTERS:
            yield from rows(name, ((choice.code, choice.label) for choice in choices(name)))
    yield from _leakage_choices(spoken)
    labels = {code: label for ladder in LADDERS for code, label in criteria(ladder).items()}
    yield from rows("criterion", labels.items())
    yield from rows("state", ((code, code.replace("_", " ")) for code in all_states()))
    for ladder in LADDERS:
        for criterion in criteria(ladder):
            yield from rows(f"{ladder}_{criterion}", ladder_states(ladder, criterion).items())


def _leakage_choices(spoken: Sequence[Language]) -> Iterator[dict[str, str]]:
    """What is looked at, with the stages it belongs to, and each level as it looks there."""
    entries = codelist("plastic_influencer_level").entries.values()
    for choice in choices("leakage_influencer"):
        stages = dict.fromkeys(entry["stage"] for entry in entries if entry["influencer"] == choice.code)
        row = {"list_name": "leakage_influencer", "name": choice.code} | _label(spoken, _plain(choice.label))
        yield row | {"stages": " ".join(stages)}
    for entry in entries:
        row = {"list_name": "leakage_level", "name": entry["level"]}
        said = _label(spoken, partial(leakage_level_said, entry["level"], entry["label"]))
        yield row | said | {"stage": entry["stage"], "influencer": entry["influencer"]}


def _kinds(column: str, value: str) -> str:
    """The kinds of facility of one role or ladder, as a list that ``selected()`` reads."""
    entries = codelist("facility_kind").entries
    return " ".join(code for code, entry in entries.items() if entry[column] == value)


def _column(words: Language) -> str:
    return f"{words.name} ({words.code})"


def _said(column: str, spoken: Sequence[Language], say: Said) -> dict[str, str]:
    return {f"{column}::{_column(words)}": say(words) for words in spoken}


def _label(spoken: Sequence[Language], say: Said) -> dict[str, str]:
    return _said("label", spoken, say)


def _required(spoken: Sequence[Language]) -> dict[str, str]:
    return _said("required_message", spoken, _plain(ANSWER_TEXTS["needed"]))


def _plain(sentence: str) -> Said:
    return lambda words: words.text(sentence)
