"""Courses: what a plan foresees, what a scenario would bring and what was measured, as the same figures by year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from nagara.pathways.least_cost.question.promise import PROMISED_FIGURES

if TYPE_CHECKING:
    from nagara.pathways.least_cost.question.promise import Promise

__all__ = [
    "COMPARED_FIGURES",
    "CUTS",
    "Basis",
    "ComparedFigure",
    "Course",
    "CourseKind",
    "Level",
    "Made",
    "Needed",
    "Promised",
    "Service",
    "ordered",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedFigure:
    """A figure that plans, scenarios and accounts have in common.

    Parameters
    ----------
    code, unit
        Its name, and its unit, which the name ends in.
    is_more_better
        Which way is better; nothing where neither is.
    """

    code: str
    unit: str
    is_more_better: bool | None


_GENERATED: Final = ComparedFigure(code="generated_t_per_year", unit="t_per_year", is_more_better=None)
_BESIDE: Final = (
    ComparedFigure(code="methane_t_per_year", unit="t_per_year", is_more_better=False),
    ComparedFigure(code="ghg_without_fuel_t_co2e_per_year", unit="t_co2e_per_year", is_more_better=False),
    ComparedFigure(code="cost_usd_per_t", unit="usd_per_t", is_more_better=False),
)
_PROMISED: Final = tuple(
    ComparedFigure(code=each.code, unit=each.unit, is_more_better=each.relations[0] == ">=")
    for each in PROMISED_FIGURES.values()
)
COMPARED_FIGURES: Final = {each.code: each for each in (_GENERATED, *_PROMISED, *_BESIDE)}
"""Figures that are compared, in the order of tables: what can be promised, and what explains it."""
CUTS: Final = {
    "plastic_to_water_cut_frac": "plastic_to_water_t_per_year",
    "methane_cut_frac": "methane_t_per_year",
    "ghg_cut_frac": "ghg_t_co2e_per_year",
}
"""Cuts against a year of records, and the figures that are cut."""
LEAST_GROWN_FRAC: Final = 0.005
"""Growth of a service below this is not worth a line [frac]."""


class CourseKind(StrEnum):
    """Where the figures of a course come from."""

    PLAN = "plan"
    """A least-cost plan foresees them."""
    SCENARIO = "scenario"
    """They follow from changes that somebody wrote down."""
    ACCOUNT = "account"
    """A city measured them in one year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A figure of one year; without an interval where nobody knows one."""

    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What a course speaks of and how it counts; two courses that differ here are not compared.

    Parameters
    ----------
    city, country_iso3, boundary, population_basis
        Of whom; nothing where an older file does not say.
    records_year
        Year of the records that it stands on.
    base_year
        Year that cuts are against; nothing where no cut can be told.
    gwp, guidelines
        Warming potentials, and edition of the IPCC guidelines.
    price_year, currency
        Of all money; nothing where a course knows no cost.
    is_invented
        Whether the city is.
    digests
        SHA-256 of the files that it stands on.
    """

    city: str
    country_iso3: str
    records_year: int
    gwp: str
    guidelines: str
    boundary: str | None = None
    population_basis: str | None = None
    base_year: int | None = None
    price_year: int | None = None
    currency: str | None = None
    is_invented: bool = False
    digests: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Promised:
    """A promise that a plan was made for, and whether the plan keeps it."""

    promise: Promise
    is_kept: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Needed:
    """Something that a plan needs built.

    Parameters
    ----------
    title, facility
        What it is, and its code.
    decided, needed_by
        Year of the decision, and the first year in which it must take waste.
    size, size_unit
        How large: ``t_per_year``, or ``t`` of air space.
    investment_usd
        What it costs [USD].
    """

    title: str
    facility: str
    decided: int
    needed_by: int
    size: float
    size_unit: str
    investment_usd: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """Households that a plan has on a service.

    Parameters
    ----------
    zone, scheme
        Codes of the part of the city and of the service.
    label
        What the service is called.
    share_frac
        By year [frac].
    """

    zone: str
    scheme: str
    label: str
    share_frac: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What only a plan has.

    Parameters
    ----------
    promised, needed, services
        What it was made for, what it builds, and how it serves households.
    discounted_usd, discount_frac
        Cost of all years, discounted to the first by so much a year.
    gap_frac, is_proven
        What a better plan could save at most, and whether that was proven.
    """

    promised: tuple[Promised, ...]
    needed: tuple[Needed, ...]
    services: tuple[Service, ...]
    discounted_usd: float
    discount_frac: float
    gap_frac: float
    is_proven: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A named series of figures by year.

    Parameters
    ----------
    name
        What it is called in tables and pictures.
    kind
        Where its figures come from.
    basis
        What it speaks of and how it counts.
    years
        Consecutive years.
    levels
        One for each year, by code of :data:`COMPARED_FIGURES`.
    unknown
        Why a figure is not among them, by its code.
    made
        What only a plan has.
    """

    name: str
    kind: CourseKind
    basis: Basis
    years: tuple[int, ...]
    levels: Mapping[str, tuple[Level, ...]]
    unknown: Mapping[str, str] = field(default_factory=dict)
    made: Made | None = None

    @property
    def invested_usd(self) -> float | None:
        """What is spent on building; nothing of what is no plan [USD]."""
        return None if self.made is None else sum(each.investment_usd for each in self.made.needed)

    def at(self, figure: str, year: int) -> Level | None:
        """A figure of one year; nothing where the course does not know it."""
        known = self.levels.get(figure)
        return known[self.years.index(year)] if known and year in self.years else None

    def needed_by(self, year: int) -> tuple[Needed, ...]:
        """What a plan needs to take waste in a year or before, in the order of years."""
        built = () if self.made is None else self.made.needed
        return tuple(sorted((each for each in built if each.needed_by <= year), key=lambda each: each.needed_by))

    def served_by(self, year: int) -> tuple[tuple[Service, float, float], ...]:
        """Services that a plan has more households on in a year than in that of the records, with both shares."""
        if self.made is None or year not in self.years:
            return ()
        at = self.years.index(year)
        grown = [(each, each.share_frac[0], each.share_frac[at]) for each in self.made.services]
        return tuple(each for each in grown if each[2] > each[1] + LEAST_GROWN_FRAC)


def ordered(figures: Sequence[str]) -> tuple[str, ...]:
    """Figures in the order of tables."""
    return tuple(code for code in COMPARED_FIGURES if code in set(figures))
