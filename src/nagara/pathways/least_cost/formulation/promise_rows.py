"""Promises and the budget as rows that may be missed at a price, so that the impossible can be named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.pathways.least_cost.formulation.figure_forms import FURNACES, is_recovery
from nagara.pathways.least_cost.formulation.forms import Form, add_forms
from nagara.pathways.least_cost.question.promise import PROMISED_FIGURES
from nagara.pathways.least_cost.question.refusals import PromiseError

if TYPE_CHECKING:
    from nagara.pathways.least_cost.formulation.figure_forms import FigureForms
    from nagara.pathways.least_cost.program.linear_program import LinearProgram
    from nagara.pathways.least_cost.question.promise import Promise

__all__ = [
    "OF_THE_FIRST_YEAR",
    "PromisedForm",
    "add_budget_rows",
    "add_promise_rows",
    "form_of",
    "limits",
    "promised_form",
    "row_name",
    "whole_of",
]

Array: TypeAlias = NDArray[np.float64]

OF_THE_FIRST_YEAR: Final = {
    "plastic_to_water_cut_frac": "plastic_to_water_t_per_year",
    "methane_cut_frac": "methane_t_per_year",
    "ghg_cut_frac": "ghg_t_co2e_per_year",
}
"""Figures that are a cut of another one against the year of the records."""
_OF_SITES: Final = frozenset({"methane_t_per_year", "ghg_t_co2e_per_year"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PromisedForm:
    """A figure that can be promised, as numerator and denominator.

    Parameters
    ----------
    top
        The numerator; the figure itself where there is nothing to divide by.
    bottom
        Shape (years,); ones where there is nothing to divide by.
    is_cut
        Whether the figure is one minus the ratio.
    is_part
        Whether the denominator is the whole that the numerator is a part of; households are no whole of a cost.
    """

    top: Form
    bottom: Array
    is_cut: bool = False
    is_part: bool = True

    def at(self, values: Array) -> Array:
        """The figure of every year for the values of all columns, shape (years,)."""
        ratio = self.top.at(values) / np.where(self.bottom > 0, self.bottom, 1.0)
        return 1.0 - ratio if self.is_cut else ratio


def promised_form(
    figure: str, forms: FigureForms, costs: Mapping[str, Form], first_year: Mapping[str, float]
) -> PromisedForm:
    """The form of a figure that can be promised.

    Parameters
    ----------
    figure
        Code of :data:`~nagara.pathways.least_cost.question.promise.PROMISED_FIGURES`, or one of those it is a cut of.
    forms
        Of the city or cities that promise.
    costs
        Cost of every year by what it is for.
    first_year
        What the figures were in the year of the records, for cuts.
    """
    if figure in OF_THE_FIRST_YEAR:
        whole = OF_THE_FIRST_YEAR[figure]
        before = np.full(len(forms.problem.years), first_year.get(whole, 1.0))
        return PromisedForm(top=promised_form(whole, forms, costs, first_year).top, bottom=before, is_cut=True)
    if figure == "cost_usd_per_household":
        households = np.sum([zone.households for zone in forms.problem.zones], axis=0)
        return PromisedForm(top=add_forms(costs.values()), bottom=np.asarray(households), is_part=False)
    bottom = forms.generated_t if figure.endswith("_frac") else np.ones(len(forms.problem.years))
    return PromisedForm(top=_top(figure, forms), bottom=bottom)


def _top(figure: str, forms: FigureForms) -> Form:
    generated, uncollected = forms.constant(forms.generated_t), forms.uncollected()
    if figure == "sdg_11_6_1_frac":
        return forms.controlled()
    if figure == "collected_frac":
        return forms.collected()
    if figure == "diverted_frac":
        return forms.ending(is_recovery)
    if figure in {"recycled_frac", "zero_waste_frac"}:
        return forms.ending(lambda place: is_recovery(place) and place.technology.kind not in FURNACES)
    if figure == "uncontrolled_t_per_year":
        return add_forms([generated, forms.controlled().times(-1.0)])
    if figure == "landfilled_t_per_year":
        return forms.ending(lambda place: place.site is not None)
    if figure == "uncollected_t_per_year":
        return uncollected
    if figure == "open_burning_t_per_year":
        return forms.open_burning()
    if figure == "plastic_to_water_t_per_year":
        return forms.plastic_to_water()
    if figure == "informal_recovered_t_per_year":
        return forms.ending(lambda place: place.technology.is_informal)
    if figure == "methane_t_per_year":
        return forms.methane()
    return add_forms(forms.gases().values())


def add_promise_rows(
    program: LinearProgram,
    forms: FigureForms,
    costs: Mapping[str, Form],
    first_year: Mapping[str | None, Mapping[str, float]],
) -> None:
    """Hold every promise from its year on, or miss it by a part of the whole that the plan says.

    Parameters
    ----------
    program
        Receives the rows.
    forms
        Of all cities together.
    costs
        Cost of every year by what it is for.
    first_year
        By city, and ``None`` for all together, figures of the year of the records.

    Raises
    ------
    PromiseError
        If a city promises a figure that cannot be told apart by city.
    """
    for at, promise in enumerate(forms.problem.promises):
        promised = form_of(promise, forms, costs, first_year)
        columns = forms.decided.short[at]
        holds = np.flatnonzero(columns >= 0)
        lower, upper = limits(promise, promised)
        rows = program.rows(row_name(at, promise), (holds.size,), lower=lower[holds], upper=upper[holds]).at
        _add_form(program, promised.top, rows, holds)
        whole, is_least = whole_of(promised, np.where(np.isfinite(lower), lower, upper)), np.isfinite(lower).any()
        program.add(rows, columns[holds], whole[holds] * (1.0 if is_least else -1.0))


def row_name(at: int, promise: Promise) -> str:
    """Name of the rows of a promise; two of the same words are two blocks."""
    return f"promise {at + 1}: {promise}"


def form_of(
    promise: Promise,
    forms: FigureForms,
    costs: Mapping[str, Form],
    first_year: Mapping[str | None, Mapping[str, float]],
) -> PromisedForm:
    """The form of what is promised, of the city that promises.

    Raises
    ------
    PromiseError
        If it cannot be told apart by city.
    """
    return promised_form(promise.figure, _of_city(forms, promise), costs, first_year.get(promise.city, {}))


def limits(promise: Promise, promised: PromisedForm) -> tuple[Array, Array]:
    """Between what the decisions of a promise must lie in every year, lower and upper, shape (years,)."""
    share = 1.0 - promise.target if promised.is_cut else promise.target
    limit = share * promised.bottom - promised.top.constant
    free = np.full(limit.size, np.inf)
    return (limit, free) if promise.relation == ">=" and not promised.is_cut else (-free, limit)


def _of_city(forms: FigureForms, promise: Promise) -> FigureForms:
    cities = {zone.city for zone in forms.problem.zones}
    if promise.city is None or cities == {promise.city}:
        return forms
    if promise.city not in cities:
        raise PromiseError(
            str(promise), f"{promise.city} is no city of this plan", f"Known are {', '.join(sorted(cities))}."
        )
    figure = OF_THE_FIRST_YEAR.get(promise.figure, promise.figure)
    if figure in _OF_SITES or figure == "cost_usd_per_household":
        label = PROMISED_FIGURES[promise.figure].label.lower()
        why = f"{label} of a shared facility cannot be told apart by city"
        raise PromiseError(str(promise), why, "Let all cities promise it together: leave the city out.")
    return forms.of_city(promise.city)


def whole_of(promised: PromisedForm, limit: Array) -> Array:
    """What a full miss is: all that is generated, all of the first year, or the limit itself."""
    is_part = promised.is_part & (promised.bottom > 1.0)
    return np.where(is_part, promised.bottom, np.maximum(np.abs(limit), 1.0))


def _add_form(program: LinearProgram, form: Form, rows: NDArray[np.int32], years: NDArray[np.int64]) -> None:
    for columns, coefficients in form.terms:
        program.add(rows, columns[:, years], coefficients[:, years])


def add_budget_rows(program: LinearProgram, forms: FigureForms, costs: Mapping[str, Form]) -> None:
    """The service costs no more in a year than there is, debt service included, or says by how much."""
    budget = forms.problem.money.budget_usd
    if budget is None:
        return
    cost = add_forms(costs.values())
    years = np.arange(1, len(forms.problem.years))
    rows = program.rows("budget", (years.size,), upper=(budget - cost.constant)[years]).at
    _add_form(program, cost, rows, years)
    program.add(rows, forms.decided.over[years], -1.0)
