"""A page of the form as its template wants it: questions with all that is known about each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from django.forms import BoundField
from django.utils.translation import gettext as _

from nagara.exchange.cells import NUMBER_KINDS
from nagara.exchange.form import FormField
from nagara_web.answers.checks import Doubt
from nagara_web.answers.edits import table_of
from nagara_web.answers.forms import RowForm, label_of, read_as, shown_value
from nagara_web.answers.sums import amount, number_of
from nagara_web.answers.topics import Question, say
from nagara_web.ui.days import day_words

if TYPE_CHECKING:
    from nagara_web.answers.models import Evidence

__all__ = ["MISSING", "Shown", "printed", "row_title", "shown_questions"]

MISSING = frozenset({"answer-missing", "city-answer-missing"})
"""Doubts that only say that an answer is still to come: said quietly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One question with its fields, hints, doubts and files.

    Parameters
    ----------
    control
        The field itself.
    last
        Last year's answer, as a list shows it.
    said
        The answer as it stands, for somebody who may not change it.
    reads
        What was read, where that needs saying.
    is_missing
        Whether it is needed and not answered yet.
    """

    name: str
    label: str
    hint: str
    example: str
    unit: str
    said: str
    control: BoundField
    low: BoundField | None = None
    high: BoundField | None = None
    low_reads: str = ""
    high_reads: str = ""
    notation: BoundField | None = None
    both: tuple[str, str] | None = None
    last: str = ""
    reads: str = ""
    is_needed: bool = False
    is_missing: bool = False
    is_carried: bool = False
    doubts: tuple[Doubt, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    errors: tuple[str, ...] = field(default=())

    @property
    def is_group(self) -> bool:
        """Whether it is answered by one of several buttons."""
        return (
            bool(self.control.field.widget.input_type == "radio")
            if hasattr(self.control.field.widget, "input_type")
            else False
        )


def shown_questions(
    form: RowForm,
    *,
    last: Mapping[str, str],
    typed: Mapping[str, str],
    doubts: Sequence[Doubt],
    carried: Iterable[str],
    evidence: Sequence[Evidence],
) -> list[Shown]:
    """Lay out the questions of a page.

    Parameters
    ----------
    form
        With what stands in the row, or what came in.
    last
        Last year's answers.
    typed
        What was typed in the save before this page, by field, where it was read as something else.
    doubts
        Those about the row.
    """
    waiting = frozenset(carried)
    return [_shown(form, each, last, typed, doubts, waiting, evidence) for each in form.questions]


def _shown(
    form: RowForm,
    question: Question,
    last: Mapping[str, str],
    typed: Mapping[str, str],
    doubts: Sequence[Doubt],
    carried: frozenset[str],
    evidence: Sequence[Evidence],
) -> Shown:
    asked, names = question.asked, question.names
    mine = [each for each in doubts if each.name in names]
    said = str(form[asked.name].value() or "")
    key = str(form["notation"].value() or "") if question.has_notation else ""
    shown = Shown(
        name=asked.name,
        label=say(asked.label),
        hint=say(asked.hint) if asked.hint else "",
        example=shown_value(asked, asked.example) if asked.kind not in {"choice", "yes_no", "ref"} else "",
        unit=say(asked.unit) if asked.unit else "",
        said=_said(question, form, key),
        control=form[asked.name],
        low=form[question.low.name] if question.low else None,
        high=form[question.high.name] if question.high else None,
        low_reads=read_as(question.low, typed.get(question.low.name, "")) if question.low else "",
        high_reads=read_as(question.high, typed.get(question.high.name, "")) if question.high else "",
        notation=form["notation"] if question.has_notation else None,
        both=form.both() if question.has_notation and form.is_bound else None,
        last=printed(asked, last.get(asked.name, ""), with_unit=True) or shown_value_of_key(last, question),
        reads=read_as(asked, typed.get(asked.name, "")),
        is_needed=asked.is_required,
        is_missing=asked.is_required and not said and not key,
        is_carried=any(name in carried for name in names),
        doubts=tuple(each for each in mine if each.code not in MISSING),
        evidence=tuple(each for each in evidence if each.removed_at is None and each.place.rpartition("/")[2] in names),
        errors=tuple(str(error) for name in names for error in form.errors.get(name, ())),
    )
    _describe(shown)
    return shown


def printed(asked: FormField, text: str, *, with_unit: bool = False) -> str:
    """An answer as a list prints it: numbers with the separators of the language, days in full, choices by label."""
    if asked.kind in NUMBER_KINDS and text:
        number = number_of(text)
        if number is None:
            return text
        said = text if asked.kind == "year" else amount(number)
        return f"{said}\N{NO-BREAK SPACE}{say(asked.unit)}" if with_unit and asked.unit else said
    if asked.kind == "date" and text:
        try:
            return day_words(date.fromisoformat(text))
        except ValueError:
            return text
    return shown_value(asked, text)


def row_title(table: str, cells: Mapping[str, str]) -> str:
    """What people call a row: the answers that tell it from others as they are printed, and its name."""
    asked = [each for each in table_of(table).fields if each.name in table_of(table).key and cells.get(each.name)]
    told = " / ".join(printed(each, cells[each.name]) for each in asked)
    return " – ".join(filter(None, (told, cells.get("name", ""))))


def shown_value_of_key(cells: Mapping[str, str], question: Question) -> str:
    """The reason for having no number, where one was given under this question."""
    key = cells.get("notation", "") if question.has_notation else ""
    return label_of("notation", key) if key else ""


def _said(question: Question, form: RowForm, key: str) -> str:
    value = printed(question.asked, str(form[question.asked.name].value() or ""), with_unit=True)
    if not value:
        return shown_value_of_key({"notation": key}, question)
    ends = [printed(each, str(form[each.name].value() or "")) for each in (question.low, question.high) if each]
    if len(ends) == 2 and all(ends):  # noqa: PLR2004  (both ends of a range)
        return _("%(value)s (%(low)s to %(high)s)") % {"value": value, "low": ends[0], "high": ends[1]}
    return value


def _describe(shown: Shown) -> None:
    """Tie hint, reading and doubts to the field, so that they are read aloud with it."""
    parts = {
        "hint": shown.hint or shown.example or shown.last,
        "error": shown.errors,
        "doubts": shown.doubts,
        "reads": shown.reads,
    }
    ids = [f"{shown.name}-{part}" for part, is_there in parts.items() if is_there]
    if ids:
        shown.control.field.widget.attrs["aria-describedby"] = " ".join(ids)
