"""Forms of plans: promises row by row, money, means; who reads a plan; its round; what it serves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nagara.exchange.cells.text import ascii_digits
from nagara.pathways.least_cost.fronts.wish import FRONT_WORDS
from nagara.pathways.least_cost.question.promise import PROMISED_FIGURES, Promise
from nagara_web.answers.queries import AnswerSet
from nagara_web.plans.models import Plan
from nagara_web.plans.serving import Offer
from nagara_web.plans.words import (
    PERCENT,
    TECHNOLOGY_WORDS,
    choices_of_figures,
    figure_words,
    price_year,
    promise_words,
)
from nagara_web.ui.calendar_fields import YearField
from nagara_web.ui.plain_text import OneLineField

__all__ = ["AmountField", "AttachForm", "FrontForm", "PlanForm", "ServesForm", "ShareForm", "title_of"]

FEWEST_ROWS: Final = 3
MOST_ROWS: Final = 12
MORE_ROWS: Final = 2
LONGEST_SPAN: Final = 40
"""Years that a plan may reach beyond the records."""
LONGEST_TITLE: Final = 120
SMALLEST_BUDGET_USD: Final = 1_000.0
"""Less in a year serves no city: whoever types it means thousands or millions [USD/year]."""
GROUPED: Final = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*")
NO_CHOICE: Final = gettext_lazy("Choose one of the list.")


def title_of(promises: Sequence[str], last_year: int) -> str:
    """What a plan is called that nobody named: by its first promise.

    Parameters
    ----------
    promises
        Each as it is written.
    last_year
        Of the plan.
    """
    if promises:
        return promise_words(promises[0])[:LONGEST_TITLE]
    return _("Nothing promised until %(year)s") % {"year": last_year}


class AmountField(forms.CharField):
    """A number as people of the region type it: digits of any script, point or comma, thousands with signs between."""

    def __init__(self, *, size: int = 12, **kwargs: Any) -> None:  # noqa: ANN401  (as Django has it)
        kwargs.setdefault("required", False)
        super().__init__(widget=forms.TextInput(attrs={"inputmode": "decimal", "size": str(size)}), **kwargs)

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
        help_text=gettext_lazy("As your colleagues will find it. Left empty, it is called by its first promise."),
        max_length=LONGEST_TITLE,
        required=False,
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
        in_rows = [f"{name}_{row}" for row in range(self.count) for name in ("figure", "target", "year")]
        self.order_fields(["title", "records", *in_rows])

    def _add_row(self, row: int) -> None:
        gaps = {"number": row + 1}
        self.fields[f"figure_{row}"] = forms.ChoiceField(
            label=_("Promise %(number)s") % gaps,
            choices=choices_of_figures(),
            required=False,
            error_messages={"invalid_choice": NO_CHOICE},
        )
        self.fields[f"target_{row}"] = AmountField(label=_("Target of promise %(number)s") % gaps, size=8)
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
        self._check_twice(given)
        self._check_budget(given.get("budget"))
        if not given.get("title") and not self.errors:
            given["title"] = self._title(given)
        return given

    def _title(self, given: dict[str, Any]) -> str:
        return title_of(given["promises"], given["last_year"])

    def _check_twice(self, given: dict[str, Any]) -> None:
        """Say at the later row that a figure is promised for the same year in an earlier one."""
        seen: dict[tuple[str, int], int] = {}
        for row in range(self.count):
            code, year = given.get(f"figure_{row}"), given.get(f"year_{row}")
            if not code or year is None:
                continue
            if (code, year) in seen:
                gaps = {"figure": figure_words(code), "year": year, "number": seen[code, year] + 1}
                words = _("“%(figure)s” from %(year)s stands in promise %(number)s already. Take one of the two away.")
                self.add_error(f"figure_{row}", words % gaps)
            seen.setdefault((code, year), row)

    def _check_budget(self, budget: float | None) -> None:
        if budget is not None and budget < SMALLEST_BUDGET_USD:
            words = _(
                "No service costs so little. Enter whole dollars, as in 2,000,000 for 2 million; or leave it empty."
            )
            self.add_error("budget", words)

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
        elif PROMISED_FIGURES[code].unit == "frac" and 0 < target <= 1 and "%" not in self.data.get(name, ""):
            gaps = {"typed": self.data.get(name, "").strip(), "percent": f"{target * PERCENT:.10g}"}
            words = _(
                "The target is in percent. Enter %(percent)s for %(percent)s %%, or “%(typed)s %%” if that is meant."
            )
            self.add_error(name, words % gaps)

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


class AttachForm(forms.Form):
    """With which answers of its city a plan goes to the reviewers of a round."""

    attached_to = forms.ChoiceField(
        label=gettext_lazy("Round that this plan is attached to"),
        help_text=gettext_lazy(
            "Whoever reviews the report of that round reads the plan with it, once it is submitted."
        ),
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": NO_CHOICE},
    )

    def __init__(self, rounds: Sequence[AnswerSet], *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        words = _("Report for %(year)s in the round of %(network)s")
        named = [(str(each.pk), words % {"year": each.year, "network": each.network.short_name}) for each in rounds]
        self.fields["attached_to"].choices = [*named, ("", _("No round"))]  # type: ignore[attr-defined]  # it is a choice

    def clean_attached_to(self) -> int | None:
        """The answers, or nothing."""
        chosen: str = self.cleaned_data["attached_to"]
        return int(chosen) if chosen else None


class FrontForm(forms.Form):
    """Which figure cost is to be held against."""

    figure = forms.ChoiceField(
        label=gettext_lazy("Cost against"), error_messages={"invalid_choice": NO_CHOICE, "required": NO_CHOICE}
    )

    def __init__(self, plan: Plan, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  (as Django has it)
        super().__init__(*args, **kwargs)
        codes = dict.fromkeys(FRONT_WORDS.values())
        chosen = [(code, figure_words(code)) for code in codes if code not in plan.fronts]
        self.fields["figure"].choices = chosen  # type: ignore[attr-defined]  # it is a choice


class ServesForm(forms.Form):
    """Which commitments a plan serves, and what is looked for among them."""

    serves = forms.MultipleChoiceField(required=False, error_messages={"invalid_choice": NO_CHOICE})
    theme = forms.ChoiceField(label=gettext_lazy("Theme"), required=False)
    q = OneLineField(label=gettext_lazy("Words of the commitment"), required=False, max_length=120)

    def __init__(self, offered: Offer, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.offered = offered
        every = [(each.code, each.label) for each in (*offered.proposed, *offered.found)]
        self.fields["serves"].choices = every  # type: ignore[attr-defined]  # it is a choice
        themes = [("", _("All themes")), *((each, each) for each in offered.themes)]
        self.fields["theme"].choices = themes  # type: ignore[attr-defined]  # it is a choice

    @property
    def chosen(self) -> frozenset[str]:
        """What is ticked now."""
        return frozenset(self["serves"].value() or ())
