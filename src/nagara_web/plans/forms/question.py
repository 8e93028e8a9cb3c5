"""The question of a plan: promises row by row, money, means, and what a planner knows beside the answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nagara.errors import NagaraError
from nagara.pathways.least_cost.question.promise import PROMISED_FIGURES, Promise
from nagara_web.answers.queries import AnswerSet
from nagara_web.plans.forms.amounts import AmountField
from nagara_web.plans.own_places import LARGEST_KB, PlacesFile, packed, sent, unpacked
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

__all__ = ["MORE_ROWS", "PlanForm", "title_of"]

FEWEST_ROWS: Final = 3
MOST_ROWS: Final = 12
MORE_ROWS: Final = 2
LONGEST_SPAN: Final = 40
"""Years that a plan may reach beyond the records."""
LONGEST_TITLE: Final = 120
SMALLEST_BUDGET_USD: Final = 1_000.0
"""Less in a year serves no city: whoever types it means thousands or millions [USD/year]."""
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
    income = AmountField(
        label=gettext_lazy("What a household earns in a year"),
        help_text=gettext_lazy("In US dollars, on average. The plan then says what part of it the service takes."),
    )
    area = AmountField(
        label=gettext_lazy("Area in which people live"),
        help_text=gettext_lazy("Collection then costs what its tours cost, and the plan counts trucks."),
    )
    technologies = forms.MultipleChoiceField(
        label=gettext_lazy("What may be built"),
        help_text=gettext_lazy("Take away what your city does not want or cannot build."),
        choices=list(TECHNOLOGY_WORDS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": NO_CHOICE},
    )

    places_file = forms.FileField(
        label=gettext_lazy("Places file"),
        help_text=gettext_lazy("Zones, distances, plants, prices and the year of your money. In TOML, 64 kB at most."),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".toml,application/toml,text/plain"}),
        error_messages={"empty": gettext_lazy("The file is empty. Save it again and choose it anew.")},
    )
    places_kept = forms.CharField(required=False, widget=forms.HiddenInput)
    places_left_out = forms.BooleanField(label=gettext_lazy("Leave it out"), required=False)

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
        self._check_area(given.get("area"))
        given["places"] = self._places(given)
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

    @property
    def places(self) -> PlacesFile | None:
        """The places file that goes along, unless another is chosen."""
        return unpacked(self["places_kept"].value() or "")

    def _places(self, given: dict[str, Any]) -> PlacesFile | None:
        """The places file that is asked with: one that is sent, or the one that went along; it is read to be sure."""
        upload = given.get("places_file")
        file = None if given.get("places_left_out") else unpacked(given.get("places_kept") or "")
        if upload is not None:
            file = sent(upload)
            if file is None:
                words = _("The file is larger than %(most)s kB. Places files are short texts: is it another one?")
                self.add_error("places_file", words % {"most": LARGEST_KB})
                return None
        if file is None:
            return None
        try:
            file.read()
        except NagaraError as error:
            self.add_error("places_file", str(error))
            return None
        if isinstance(self.data, QueryDict):  # it goes along if something else is wrong
            data = self.data.copy()
            data["places_kept"], data["places_left_out"] = packed(file), ""
            self.data = data
        return file

    def _check_area(self, area: float | None) -> None:
        if area == 0:
            self.add_error("area", _("Enter the square kilometres in which people live, or leave it empty."))

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
