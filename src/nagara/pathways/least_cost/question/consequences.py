"""What follows from tonnes in a plan: gases, plastic in water, money."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

__all__ = ["Climate", "Leakage", "Money"]

Array: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Climate:
    """How gases follow from tonnes, at one draw of every factor.

    Parameters
    ----------
    materials
        IPCC materials that rot, in the order of every array of materials.
    k_per_year, decomposable_frac, methane_frac
        Decay rate, DOC times DOCf, and share of methane in the gas, shape (materials,); the last a number.
    ch4_t_co2e_per_t, diesel_t_co2e_per_l
        What a tonne of biogenic methane counts, and a litre of diesel.
    open_burning_t_co2e_per_t
        Of a tonne of each constituent that burns in the open, shape (constituents,).
    uncollected_burnt_frac
        Part of the uncollected that burns [frac].
    other_t_co2e
        Gases that no decision changes, shape (years,) [t CO2e/year].
    """

    materials: tuple[str, ...]
    k_per_year: Array
    decomposable_frac: Array
    methane_frac: float
    ch4_t_co2e_per_t: float
    diesel_t_co2e_per_l: float
    open_burning_t_co2e_per_t: Array
    uncollected_burnt_frac: float
    other_t_co2e: Array


@dataclass(frozen=True, slots=True, kw_only=True)
class Leakage:
    """Plastic that reaches water, by tonne of each constituent, shape (constituents,) [t/t].

    Parameters
    ----------
    uncollected_frac
        Of what nobody collects.
    collected_frac
        Of what services collect, on the way.
    by_facility_frac
        Of what a facility receives, by its code.
    """

    uncollected_frac: Array
    collected_frac: Array
    by_facility_frac: Mapping[str, Array] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """Prices and limits, all in the money of one year.

    Parameters
    ----------
    price_year, currency
        Of every amount.
    discount_frac
        Real discount rate [frac/year].
    interest_frac
        Real rate of the loans that investments are paid by [frac/year].
    carbon_usd_per_t
        What a tonne of CO2e counts in the objective, shape (years,) [USD/t].
    budget_usd
        What the service may cost in a year, debt service included, shape (years,); no limit if left out.
    other_usd
        Cost that no decision changes, shape (years,) [USD/year].
    household_income_usd
        Mean income of a household [USD/year], for the share that fees take.
    """

    price_year: int
    currency: str = "USD"
    discount_frac: float
    interest_frac: float
    carbon_usd_per_t: Array
    budget_usd: Array | None = None
    other_usd: Array
    household_income_usd: float | None = None
