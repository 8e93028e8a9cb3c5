"""Forms of plans: promises row by row, money, means; who reads a plan; what it serves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nagara.exchange.cells.text import ascii_digits
from nagara.pathways.least_cost.promise import PROMISED_FIGURES, Promise
from nagara_web.answers.queries import AnswerSet
from nagara_web.declarations.queries.asked import CommitmentPart
from nagara_web.plans.models import Plan
from nagara_web.plans.words import PERCENT, TECHNOLOGY_WORDS, choices_of_figures, figure_words, price_year
from nagara_web.ui.calendar_fields import YearField
from nagara_web.ui.plain_text import OneLineField

__all__ = ["AmountField", "PlanForm", "ServesForm", "ShareForm"]

FEWEST_ROWS: Final = 3
MOST_ROWS: Final = 12
MORE_ROWS: Final = 2
LONGEST_SPAN: Final = 40
"""Years that a plan may reach beyond the records."""
GROUPED: Final = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*")
NO_CHOICE: Final = gettext_lazy("Choose one of the list.")


class AmountField(forms.CharField):
    """A number as people of the region type it: digits of any script, point or comma, thousands with signs between."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401  (as Django has it)
        kwargs.setdefault("required", False)
        super().__init__(widget=forms.TextInput(attrs={"inputmode": "decimal", "size": "12"}), **kwargs)

    def clean(self, value: Any) -> float | None:  # noqa: ANN401  (as Django has it)
        """Read it; nothing where nothing stands."""
        text = re.sub(r"[\s\u00a0\u202f%]", "", ascii_digits(super().clean(value) or ""))
        if not text:
            return None
        plain = re.sub("[.,]", "", text) if GROUPED.fullmatch(text) else text.replace(",", ".")
        try:
            number = float(plain)
        except ValueError:
            raise ValidationError(_("“%(text)s” is no number. Enter it like 640 or 12.5.") % {"text": value}) from None
        if not 0 <= number < float("inf"):
            raise ValidationError(_("Enter a number that is not below zero."))
        return number


class PlanForm(forms.Form):
    """What a plan asks: the records, promises, the last year, money, means."""

    title = OneLineField(
        label=gettext_lazy("Name of the plan"),
        help_text=gettext_lazy("As your colleagues will find it, as in: Controlled by 2035, within the budget"),
        max_length=120,
        error_messages={"required": gettext_lazy("Enter a name for the plan.")},
    )
    records = forms.ChoiceField(
        label=gettext_lazy("Which records it stands on"),
        error_messages={"invalid_choice": NO_CHOICE, "required": NO_CHOICE},
    )
    last_year = YearField(
        label=gettext_lazy("Last year of the plan"),
        error_messages={
            "required": gettext_lazy("Enter the last year of the plan."),
            "invalid": gettext_lazy("Enter a year like 2045."),
        },
    )
    budget = AmountField(
        label=gettext_lazy("What the service may cost in a year"),
    )
    carbon = AmountField(
        label=gettext_lazy("What a tonne of CO₂e counts"),
        help_text=gettext_lazy("In US dollars. Leave it empty if it counts nothing."),
    )
    technologies = forms.MultipleChoiceField(
        label=gettext_lazy("What may be built"),
        help_text=gettext_lazy("Take away what your city does not want or cannot build."),
        choices=list(TECHNOLOGY_WORDS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": NO_CHOICE},
    )

    def __init__(self, years: Sequence[AnswerSet], rows: int, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.years = {str(each.pk): each for each in years}
        hint = _("In US dollars of %(year)s, after what is earned. Leave it empty for no limit.")
        self.fields["budget"].help_text = hint % {"year": price_year()}
        chosen = [(pk, _("Answers for %(year)s") % {"year": each.year}) for pk, each in self.years.items()]
        self.fields["records"].choices = chosen  # type: ignore[attr-defined]  # it is a choice
        self.count = min(max(rows, FEWEST_ROWS), MOST_ROWS)
        for row in range(self.count):
            self._add_row(row)

    def _add_row(self, row: int) -> None:
        gaps = {"number": row + 1}
        self.fields[f"figure_{row}"] = forms.ChoiceField(
            label=_("Promise %(number)s") % gaps,
            choices=choices_of_figures(),
            required=False,
            error_messages={"invalid_choice": NO_CHOICE},
        )
        self.fields[f"target_{row}"] = AmountField(label=_("Target of promise %(number)s") % gaps)
        self.fields[f"year_{row}"] = YearField(
            label=_("Year of promise %(number)s") % gaps,
            required=False,
            error_messages={"invalid": _("Enter a year like 2045.")},
        )

    @property
    def rows(self) -> Iterator[tuple[Any, Any, Any]]:
        """Figure, target and year of every promise, as the page shows them."""
        for row in range(self.count):
            yield self[f"figure_{row}"], self[f"target_{row}"], self[f"year_{row}"]

    def clean(self) -> dict[str, Any]:
        """Hold years and targets against the records."""
        given: dict[str, Any] = super().clean() or {}
        records = self.years.get(given.get("records", ""))
        if records is not None and given.get("last_year") is not None:
            self._check_last_year(records.year, given["last_year"])
        if not given.get("technologies") and "technologies" not in self.errors:
            self.add_error("technologies", _("Tick at least one thing that may be built."))
        given["promises"] = [
            str(promise)
            for row in range(self.count)
            if (promise := self._promise(given, row, None if records is None else records.year))
        ]
        if len(set(given["promises"])) < len(given["promises"]):
            self.add_error(None, _("The same promise stands here twice. Take one of the two away."))
        return given

    def _check_last_year(self, first: int, last: int) -> None:
        if last <= first:
            words = _("The last year must lie after %(year)s, the year of the records.")
            self.add_error("last_year", words % {"year": first})
        elif last > first + LONGEST_SPAN:
            self.add_error("last_year", _("A plan reaches to %(year)s at most.") % {"year": first + LONGEST_SPAN})

    def _promise(self, given: dict[str, Any], row: int, first: int | None) -> Promise | None:
        code, target, year = (given.get(f"{name}_{row}") for name in ("figure", "target", "year"))
        if not code:
            if target is not None or year is not None:
                self.add_error(f"figure_{row}", _("Choose what is promised, or clear the target and the year."))
            return None
        self._check_target(code, target, row)
        self._check_year(code, year, row, first, given.get("last_year"))
        if target is None or year is None or any(f"{name}_{row}" in self.errors for name in ("target", "year")):
            return None
        figure = PROMISED_FIGURES[code]
        value = round(target / PERCENT, 10) if figure.unit == "frac" else target
        return Promise(figure=code, relation=figure.relations[0], target=value, from_year=year)

    def _check_target(self, code: str, target: float | None, row: int) -> None:
        name = f"target_{row}"
        if name in self.errors:
            return
        if target is None:
            words = _("Enter the target of “%(figure)s”.")
            self.add_error(name, words % {"figure": figure_words(code)})
        elif PROMISED_FIGURES[code].unit == "frac" and target > PERCENT:
            words = _("“%(figure)s” cannot be more than 100 %%. Enter a target between 0 and 100.")
            self.add_error(name, words % {"figure": figure_words(code)})

    def _check_year(self, code: str, year: int | None, row: int, first: int | None, last: int | None) -> None:
        name, gaps = f"year_{row}", {"figure": figure_words(code), "first": first, "last": last}
        if name in self.errors:
            return
        if year is None:
            self.add_error(name, _("Enter the year from which “%(figure)s” holds.") % gaps)
        elif first is not None and year <= first:
            words = _("“%(figure)s” can be promised from a year after %(first)s, the year of the records.")
            self.add_error(name, words % gaps)
        elif last is not None and year > last:
            words = _("“%(figure)s” is promised for a year after %(last)s, the last year of the plan.")
            self.add_error(name, words % gaps)


class ShareForm(forms.Form):
    """Who reads a plan."""

    state = forms.ChoiceField(
        label=gettext_lazy("Who reads this plan"),
        choices=Plan.State.choices,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": NO_CHOICE, "required": NO_CHOICE},
    )

    def __init__(self, *args: Any, is_head: bool, **kwargs: Any) -> None:  # noqa: ANN401  (as Django has it)
        super().__init__(*args, **kwargs)
        hint = _("A plan that everybody reads is marked as a plan: its figures are not figures of the city.")
        if not is_head:
            hint = _("Only the head of the city can show a plan to everybody, or take it back.")
            chosen = [each for each in Plan.State.choices if each[0] != Plan.State.PUBLIC]
            self.fields["state"].choices = chosen  # type: ignore[attr-defined]  # it is a choice
        self.fields["state"].help_text = hint


class ServesForm(forms.Form):
    """Which commitments a plan serves."""

    serves = forms.MultipleChoiceField(
        label=gettext_lazy("Commitments that this plan serves"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": NO_CHOICE},
    )

    def __init__(self, parts: Sequence[CommitmentPart], *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        chosen = [(each.code, f"{each.title}, {each.label}: {each.words}") for each in parts]
        self.fields["serves"].choices = chosen  # type: ignore[attr-defined]  # it is a choice
