"""The plain values of a survey plan: what is known before, what it costs, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, sqrt
from typing import Final

from nagara.errors import DesignError
from nagara.evidence import factor
from nagara.waste.records import LAST_MEASURED_DAY
from nagara.waste.survey.aim import Aim

__all__ = [
    "ADVISED_AREAS",
    "FEWEST_AREAS",
    "Costs",
    "DesignStep",
    "PlanStratum",
    "StratumDesign",
    "SurveyDesign",
    "SurveyPrior",
]

FEWEST_AREAS: Final = 2
"""One area shows no spread between areas."""
ADVISED_AREAS: Final = 5
"""From here on the 95 % interval is tested to cover (see the page on survey intervals)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanStratum:
    """What is known of one stratum before the survey.

    Parameters
    ----------
    stratum
        Its code.
    population
        People living in it [persons].
    rate_kg_per_cap_day
        Rate of a pilot [kg per person and day]; unless every stratum has one, rates are taken alike.
    household_cv
        Coefficient of variation of household waste about its ratio to people [1]; a labelled default
        without it.
    areas_total
        Areas that exist; known, it brings the finite population correction.
    """

    stratum: str
    population: float
    rate_kg_per_cap_day: float | None = None
    household_cv: float | None = None
    areas_total: int | None = None

    def __post_init__(self) -> None:
        for name in ("population", "rate_kg_per_cap_day", "household_cv"):
            value = getattr(self, name)
            if value is not None and not 0 < value < inf:
                raise DesignError(f"Stratum {self.stratum}: {name} is {value:g}", "Give a number above 0.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """What the fieldwork costs, in any one currency.

    Parameters
    ----------
    per_area
        Of one more survey area without its households: travel, team, sorting place.
    per_household
        Of one more household that is given bags, whether it stays or not.
    is_relative
        Whether costs are in units of one household because none were given.
    """

    per_area: float
    per_household: float
    is_relative: bool = False

    def __post_init__(self) -> None:
        if min(self.per_area, self.per_household) < 0 or not 0 < self.per_area + self.per_household < inf:
            raise DesignError("A survey cannot cost nothing or less", "Give costs of 0 or more, one of them above 0.")

    @classmethod
    def default(cls) -> Costs:
        """Labelled default: one household costs 1."""
        ratio = factor("survey_default", "area_cost_in_households").value
        return cls(per_area=ratio, per_household=1.0, is_relative=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyPrior:
    """What a plan assumes of households; a pilot replaces it.

    Parameters
    ----------
    intra_area_correlation
        Correlation of household rates inside an area [1].
    household_rate_cv
        Coefficient of variation of household waste about its ratio to people [1].
    drop_out_frac
        Share of the households with bags that will not be usable [frac].
    """

    intra_area_correlation: float
    household_rate_cv: float
    drop_out_frac: float

    def __post_init__(self) -> None:
        if not 0 <= self.intra_area_correlation < 1:
            why = f"An intra-area correlation of {self.intra_area_correlation:g} cannot be planned with"
            raise DesignError(why, "Give a number from 0 to below 1.")
        if not 0 <= self.drop_out_frac < 1:
            raise DesignError(f"A drop-out of {self.drop_out_frac:g} leaves no survey", "Give a share below 1.")
        if not 0 < self.household_rate_cv < inf:
            why = f"A spread of {self.household_rate_cv:g} between households cannot be planned with"
            raise DesignError(why, "Give a coefficient of variation above 0.")

    @classmethod
    def default(
        cls,
        *,
        intra_area_correlation: float | None = None,
        household_rate_cv: float | None = None,
        drop_out_frac: float | None = None,
    ) -> SurveyPrior:
        """Labelled defaults of the evidence table ``survey_default``, each replaced if given."""
        given = {
            "intra_area_correlation": intra_area_correlation,
            "household_rate_cv": household_rate_cv,
            "drop_out": drop_out_frac,
        }
        filled = {name: factor("survey_default", name).value if own is None else own for name, own in given.items()}
        return cls(
            intra_area_correlation=filled["intra_area_correlation"],
            household_rate_cv=filled["household_rate_cv"],
            drop_out_frac=filled["drop_out"],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class StratumDesign:
    """What to do in one stratum."""

    stratum: str
    areas: int
    households_per_area: int
    """Households that are expected to stay to the end."""
    recruits_per_area: int
    """Households to hand bags to, drop-outs among them."""

    @property
    def households(self) -> int:
        """Usable households expected in the stratum."""
        return self.areas * self.households_per_area

    @property
    def recruits(self) -> int:
        """Households with bags in the stratum."""
        return self.areas * self.recruits_per_area

    @property
    def bags(self) -> int:
        """Bags to hand out: one per household and day, the discarded first day among them."""
        return self.recruits * LAST_MEASURED_DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class DesignStep:
    """What more of one thing would buy: the half-width and the cost of the larger survey."""

    label: str
    half_width: float
    cost: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyDesign:
    """A survey to be carried out and what may be expected of it.

    Parameters
    ----------
    strata
        What to do in each stratum.
    aim
        What was asked.
    half_width
        Expected half of the width of the 95 % interval, in the measure of the aim.
    degrees_of_freedom
        Areas minus strata.
    cost
        Expected cost in the unit of ``costs``.
    costs, prior
        What was assumed.
    steps
        What more would buy.
    """

    strata: tuple[StratumDesign, ...]
    aim: Aim
    half_width: float
    degrees_of_freedom: int
    cost: float
    costs: Costs
    prior: SurveyPrior
    steps: tuple[DesignStep, ...]

    @property
    def areas(self) -> int:
        """Survey areas in all."""
        return sum(entry.areas for entry in self.strata)

    @property
    def households_per_area(self) -> int:
        """Usable households expected in each area."""
        return self.strata[0].households_per_area

    @property
    def households(self) -> int:
        """Usable households expected in all."""
        return sum(entry.households for entry in self.strata)

    @property
    def recruits(self) -> int:
        """Households with bags in all."""
        return sum(entry.recruits for entry in self.strata)

    @property
    def bags(self) -> int:
        """Bags in all."""
        return sum(entry.bags for entry in self.strata)

    @property
    def is_coverage_promised(self) -> bool:
        """Whether every stratum has the number of areas at which the interval is tested to cover."""
        return all(entry.areas >= ADVISED_AREAS for entry in self.strata)

    @property
    def best_households_per_area(self) -> float | None:
        """Households per area that textbook allocation would take: sqrt(cost ratio (1 - rho)/rho).

        None where areas are alike or a household costs nothing: then as many as possible.
        """
        rho = self.prior.intra_area_correlation
        household = self.costs.per_household / (1.0 - self.prior.drop_out_frac)
        if rho == 0 or household == 0:
            return None
        return sqrt(self.costs.per_area / household * (1.0 - rho) / rho)
