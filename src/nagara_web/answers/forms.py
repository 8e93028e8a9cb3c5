"""A row of answers as a form: every question takes what a file would take, and keeps it as it was typed.

A draft takes anything that can be stored. What cannot be read becomes a doubt beside the field
(:mod:`nagara_web.answers.checks`), not an error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final, TypeAlias

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from nagara.exchange.cells import NUMBER_KINDS, Doubts, cell_reader, clean
from nagara.exchange.form import FormField, choices
from nagara.reports.language import language
from nagara.waste.records import Notation
from nagara_web.answers.commitment_answers import shown_answer
from nagara_web.answers.topics import UNDER, Question, say

__all__ = ["KEEP", "Listed", "RowForm", "answers_in", "is_ambiguous", "label_of", "read_as", "shown_value"]

LONGEST: Final = 2000
KEEP: Final = "keep"
"""Field that says which to keep where a number and a notation key both came."""
MOST_IN_LIST: Final = 200
"""Codes that a drop-down may hold; above, they are typed, with suggestions."""
COMMITMENT: Final = "commitment"
PRINCIPLE: Final = "principle"
"""List of the answers to a part of a commitment; it is answered by one of several buttons."""
LONG_TEXTS: Final = frozenset({"because", "note", "boundary_note", "override_reason", "drop_out_reason"})
POINTS: Final = frozenset({"from_process", "to_process"})
"""Questions that a code of a facility or a point of the network answers."""
ECHOED: Final = frozenset(
    {"grouping-ambiguous", "grouping-read", "decimal-comma-read", "other-digits-read", "buddhist-year-read"}
    | {"percent-sign-read", "unit-typed-in", "date-order-assumed", "serial-date-read"}
)
"""Liberties that are said beside the field in place of a finding: what was typed, and what was read."""

AMBIGUOUS: Final = frozenset({"grouping-ambiguous", "date-order-assumed"})

Listed: TypeAlias = Callable[[str], Sequence[tuple[str, str]]]
"""Codes and names of the rows of a table that a ``ref`` may point to."""


class RowForm(forms.Form):
    """The questions of one page.

    Parameters
    ----------
    questions
        What is asked.
    listed
        Where the answers of references are found.
    data
        What came in, if anything did.
    cells
        What stands in the row, as it was typed.
    """

    def __init__(
        self,
        table: str,
        questions: Iterable[Question],
        *,
        listed: Listed,
        data: Mapping[str, Any] | None = None,
        cells: Mapping[str, str] | None = None,
    ) -> None:
        shown = {name: text.removeprefix("+") for name, text in (cells or {}).items()}  # + keeps a number in doubt
        super().__init__(data=data, initial=shown, auto_id="%s", label_suffix="")
        self.table, self.questions = table, tuple(questions)
        for question in self.questions:
            for asked in (question.asked, question.low, question.high):
                if asked is not None:
                    self.fields[asked.name] = _field(asked, listed, str((cells or {}).get(asked.name, "")))
            if question.has_notation:
                self.fields["notation"] = _notation()

    def clean(self) -> dict[str, Any]:
        """Ask which to keep where a number and the reason for having none both came."""
        cleaned = {name: clean(str(value)) for name, value in (super().clean() or {}).items()}
        key = cleaned.get("notation")
        given = [name for name in UNDER.get(self.table, ()) if cleaned.get(name)]
        if key and given:
            match self.data.get(KEEP):
                case "number":
                    cleaned["notation"] = ""
                case "notation":
                    for name in self._replaced():
                        cleaned[name] = ""
                case _:
                    values = {"number": cleaned[given[0]], "reason": label_of("notation", key)}
                    sentence = _("%(number)s or “%(reason)s”? Choose which one to keep.")
                    self.add_error(given[0], forms.ValidationError(sentence, code="both", params=values))
        return cleaned

    def _replaced(self) -> list[str]:
        under = UNDER.get(self.table, ())
        return [
            name
            for each in self.questions
            if each.asked.name in under
            for name in each.names
            if name in self.fields and name != "notation"
        ]

    def both(self) -> tuple[str, str] | None:
        """The number and the reason of which one has to be chosen; ``None`` if there is nothing to choose."""
        under = UNDER.get(self.table, ())
        if not any(self.has_error(name, code="both") for name in under):
            return None
        given = next((str(self.data[name]) for name in under if self.data.get(name)), "")
        return given, label_of("notation", str(self.data.get("notation", "")))

    def typed(self) -> dict[str, str]:
        """What was typed, by field; an empty text where nothing was."""
        return {name: str(value) for name, value in self.cleaned_data.items() if name in self.fields}


def answers_in(cells: Mapping[str, str]) -> dict[str, str]:
    """The cells that hold anything."""
    return {name: value for name, value in cells.items() if value}


def read_as(asked: FormField, text: str) -> str:
    """What was read, in words, where a liberty was taken with what was typed; else nothing."""
    doubts: Doubts = []
    if not text:
        return ""
    value = cell_reader(asked)(text, doubts)
    if value is None or not any(each.code in ECHOED for each in doubts):
        return ""
    return _("read as %(value)s") % {"value": _read_value(asked, value)}


def is_ambiguous(asked: FormField, text: str) -> bool:
    """Whether what was typed may mean two things, so that the reading is shown before going on."""
    doubts: Doubts = []
    if text:
        cell_reader(asked)(text, doubts)
    return any(each.code in AMBIGUOUS for each in doubts)


def shown_value(asked: FormField, text: str) -> str:
    """An answer as a list shows it: the label of a choice, else what was typed."""
    if asked.kind == "choice":
        return label_of(asked.choices, text)
    if asked.choices == COMMITMENT:
        return shown_answer(text)
    if asked.kind == "yes_no":
        value = cell_reader(asked)(text, [])
        return text if value is None else say("yes") if value else say("no")
    return text


def label_of(name: str, code: str) -> str:
    """The label of one answer of a drop-down in the language of the request; what was typed if it is none."""
    return next((say(each.label) for each in choices(name) if each.code == code), code)


def _read_value(asked: FormField, value: object) -> str:
    words = language(get_language() or "en")
    if isinstance(value, date):
        return words.date(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    if asked.kind == "year":
        return f"{value}"
    if asked.kind == "fraction":
        return f"{value:g}"
    digits = len(f"{value:.6f}".rstrip("0").partition(".")[2])
    spaced = f"{value:,.{digits}f}".replace(",", "\N{NO-BREAK SPACE}").replace(".", words.decimal_sign())
    return f"{spaced} {say(asked.unit)}".strip()


def _field(asked: FormField, listed: Listed, stands: str) -> forms.CharField:
    made = forms.CharField(
        required=False,
        max_length=LONGEST,
        label=say(asked.label),
        widget=_widget(asked, listed, stands),
        error_messages={"max_length": _("Write at most %(limit_value)d letters; there are %(show_value)d.")},
    )
    made.widget.attrs["autocomplete"] = "off"
    return made


def _widget(asked: FormField, listed: Listed, stands: str) -> forms.Widget:
    match asked.kind:
        case kind if kind in NUMBER_KINDS:
            return forms.TextInput(
                {"inputmode": "numeric" if kind in {"year", "integer"} else "decimal", "class": "digits"}
            )
        case "date":
            return forms.TextInput({"class": "day"})
        case "choice":
            return _select([(each.code, say(each.label)) for each in choices(asked.choices)], stands)
        case "yes_no":
            return _yes_no(stands)
        case "ref" if asked.choices in {COMMITMENT, PRINCIPLE}:
            return _buttons(listed(asked.choices), stands)
        case "ref" if len(known := listed(asked.choices)) <= MOST_IN_LIST:
            return _select(known, stands)
        case "ref" | "code":
            return forms.TextInput({"class": "code", "spellcheck": "false"})
    if asked.name in POINTS:
        return forms.TextInput({"class": "text", "list": "points"})
    if asked.name in LONG_TEXTS:
        return forms.Textarea({"rows": 2})
    return forms.TextInput({"class": "text"})


def _select(known: Sequence[tuple[str, str]], stands: str) -> forms.Select:
    """A drop-down that also shows an answer that is on no list, so that it is not lost."""
    extra = [] if not stands or stands in {code for code, _label in known} else [(stands, stands)]
    return forms.Select(choices=[("", _("Not answered")), *known, *extra])


def _buttons(known: Sequence[tuple[str, str]], stands: str) -> forms.RadioSelect:
    extra = [] if not stands or stands in {code for code, _label in known} else [(stands, stands)]
    return forms.RadioSelect(choices=[*known, *extra, ("", _("Not answered"))])


def _yes_no(stands: str) -> forms.RadioSelect:
    options = [("yes", say("yes").capitalize()), ("no", say("no").capitalize()), ("", _("Not answered"))]
    extra = [] if stands in {"", "yes", "no"} else [(stands, stands)]
    return forms.RadioSelect(choices=[*options[:2], *extra, options[2]])


def _notation() -> forms.CharField:
    options = [("", _("There is a number")), *((each.value, label_of("notation", each.value)) for each in Notation)]
    return forms.CharField(
        required=False, label=say("Why there is no number"), widget=forms.RadioSelect(choices=options)
    )
