"""The exact search behind a survey plan; see :mod:`nagara.waste.survey.design` for the formula.

For a given number of households per area the cost depends on the number of areas only, and the
variance is separable and convex in the areas of each stratum: adding the area that helps most, one
by one, passes through the best allocation of every total. Trying every number of households per area
then finds the best design of all.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, log10
from typing import TYPE_CHECKING

import numpy as np

from nagara.errors import DesignError
from nagara.waste.survey.aim import Aim, Measure
from nagara.waste.survey.plan import (
    ADVISED_AREAS,
    Costs,
    DesignStep,
    PlanStratum,
    StratumDesign,
    SurveyDesign,
    SurveyPrior,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

__all__ = ["Search"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """The exact search over areas per stratum and households per area."""

    strata: tuple[PlanStratum, ...]
    aim: Aim
    costs: Costs
    prior: SurveyPrior
    fewest: int
    most: int

    @property
    def spread(self) -> Array:
        """Variance that one independent household of each stratum would bring to the city's log [1]."""
        people = np.array([stratum.population for stratum in self.strata], dtype=np.float64)
        rates = [stratum.rate_kg_per_cap_day for stratum in self.strata]
        tonnage = people * (np.ones_like(people) if None in rates else np.array(rates, dtype=np.float64))
        part = tonnage / tonnage.sum()
        return np.asarray((part * [self._cv(stratum) for stratum in self.strata]) ** 2, dtype=np.float64)

    def _cv(self, stratum: PlanStratum) -> float:
        if self.aim.measure is Measure.SHARE:
            return self.aim.household_cv
        return self.prior.household_rate_cv if stratum.household_cv is None else stratum.household_cv

    @property
    def limits(self) -> NDArray[np.intp]:
        """Most areas that each stratum can give."""
        most = [self.most if entry.areas_total is None else entry.areas_total for entry in self.strata]
        return np.array(most, dtype=np.intp)

    def order(self) -> tuple[NDArray[np.intp], Array]:
        """Which stratum gets each further area, and how much it takes off the variance."""
        spread, limits = self.spread, self.limits
        areas = np.arange(self.fewest, max(int(limits.max()), self.fewest + 1))
        gains = spread[:, None] / (areas * (areas + 1.0))
        gains[areas[None, :] >= limits[:, None]] = -1.0
        best = np.argsort(-gains, axis=None, kind="stable")
        best = best[gains.ravel()[best] >= 0]
        return best // areas.size, gains.ravel()[best]

    def candidates(self) -> tuple[Array, Array]:
        """After each further area: the sum over strata of spread over areas, and the t quantile [1]."""
        spread = self.spread
        _, gains = self.order()
        inverse = spread.sum() / self.fewest - np.concatenate([[0.0], np.cumsum(gains)])
        return inverse, self._quantile(self.fewest * spread.size + np.arange(inverse.size))

    def reach(self, areas: NDArray[np.intp], size: int) -> float:
        """Half-width of the log interval of one design [1]."""
        return float(self.reaches((self.spread / areas).sum(), self._quantile(areas.sum()), size))

    def reaches(self, inverse: Array, quantile: Array, size: int) -> Array:
        """Half-widths of the log interval with ``size`` households per area [1]."""
        correlation = self.prior.intra_area_correlation
        known = np.array([1.0 / entry.areas_total if entry.areas_total else 0.0 for entry in self.strata])
        within = correlation + (1.0 - correlation) / size
        variance = within * inverse - correlation * float((self.spread * known).sum())
        return np.asarray(quantile * np.sqrt(np.maximum(variance, 0.0)), dtype=np.float64)

    def _quantile(self, areas: NDArray[np.intp]) -> Array:
        from scipy.special import stdtrit

        return np.asarray(stdtrit(areas - float(len(self.strata)), 0.975), dtype=np.float64)

    def area_cost(self, size: int) -> float:
        """Cost of one area with its households, drop-outs among them."""
        return self.costs.per_area + self.costs.per_household * self.recruits(size)

    def recruits(self, size: int) -> int:
        """Households to hand bags to, so that ``size`` are expected to stay."""
        return ceil(size / (1.0 - self.prior.drop_out_frac) - 1e-9)

    def cheapest(self, sizes: range) -> SurveyDesign:
        """The cheapest design that reaches the aim; of equal cost the more precise one."""
        wanted = self.aim.log_reach(self.city_rate())
        found: list[tuple[float, float, int, int]] = []
        best, candidates = np.inf, self.candidates()
        for size in sizes:
            reaches = self.reaches(*candidates, size)
            best = min(best, float(reaches.min()))
            enough = np.flatnonzero(reaches <= wanted * (1.0 + 1e-12))
            if enough.size:
                extra = int(enough[0])
                cost = (self.fewest * len(self.strata) + extra) * self.area_cost(size)
                found.append((cost, float(reaches[extra]), size, extra))
        if not found:
            possible = self.aim.half_width_of(best, self.city_rate())
            why = f"No allowed survey reaches a half-width of {self.aim.half_width:g}; the best gives {possible:.3g}"
            wider = f"{_rounded_up(possible):g}"
            raise DesignError(why, f"Ask for {wider} or wider, or allow more areas or more households per area.")
        _, _, size, extra = min(found)
        return self.design(self.allocate(extra), size)

    def most_precise(self, sizes: range, budget: float) -> SurveyDesign:
        """The most precise design within the budget; of equal precision the cheaper one."""
        least, candidates = self.fewest * len(self.strata), self.candidates()
        found: list[tuple[float, float, int, int]] = []
        for size in sizes:
            affordable = int(budget / self.area_cost(size) + 1e-9) if self.area_cost(size) > 0 else np.inf
            if affordable < least:
                continue
            reaches = self.reaches(*candidates, size)
            extra = int(min(affordable - least, reaches.size - 1))
            extra = int(np.argmin(reaches[: extra + 1]))
            found.append((float(reaches[extra]), (least + extra) * self.area_cost(size), size, extra))
        if not found:
            needed = least * self.area_cost(sizes[0])
            why = f"A budget of {budget:g} does not pay for {self.fewest} areas in each of {len(self.strata)} strata"
            raise DesignError(why, f"The smallest survey costs {needed:g}; raise the budget or join strata.")
        _, _, size, extra = min(found)
        return self.design(self.allocate(extra), size)

    def allocate(self, extra: int) -> NDArray[np.intp]:
        """Areas of each stratum after ``extra`` areas were added to the least number."""
        added = np.bincount(self.order()[0][:extra], minlength=len(self.strata))
        return np.asarray(self.fewest + added, dtype=np.intp)

    def design(self, areas: NDArray[np.intp], size: int) -> SurveyDesign:
        """Write a design out."""
        reach = self.reach(areas, size)
        recruits = self.recruits(size)
        return SurveyDesign(
            strata=tuple(
                StratumDesign(
                    stratum=entry.stratum, areas=int(count), households_per_area=size, recruits_per_area=recruits
                )
                for entry, count in zip(self.strata, areas, strict=True)
            ),
            aim=self.aim,
            half_width=self.aim.half_width_of(reach, self.city_rate()),
            degrees_of_freedom=int(areas.sum()) - len(self.strata),
            cost=float(areas.sum()) * self.area_cost(size),
            costs=self.costs,
            prior=self.prior,
            steps=(),
        )

    def city_rate(self) -> float | None:
        """Rate of the city by the pilot [kg per person and day], None where a stratum has none."""
        if any(entry.rate_kg_per_cap_day is None for entry in self.strata):
            return None
        people = sum(entry.population for entry in self.strata)
        return sum((entry.rate_kg_per_cap_day or 0.0) * entry.population for entry in self.strata) / people

    def steps(self, design: SurveyDesign) -> list[DesignStep]:
        """What more of one thing would buy."""
        areas = np.array([entry.areas for entry in design.strata], dtype=np.intp)
        size = design.households_per_area
        options = {
            "one more area in each stratum": (areas + 1, size),
            "two more areas in each stratum": (areas + 2, size),
            "five more households in each area": (areas, size + 5),
            f"{ADVISED_AREAS} areas in each stratum": (np.maximum(areas, ADVISED_AREAS), size),
        }
        steps = []
        for label, (wanted, households) in options.items():
            counts = np.minimum(wanted, np.maximum(self.limits, areas))
            if (counts > areas).any() or households > size:
                more = self.design(counts, households)
                steps.append(DesignStep(label=label, half_width=more.half_width, cost=more.cost))
        return steps


def _rounded_up(value: float) -> float:
    """The next larger number with two digits."""
    step = 10.0 ** (floor(log10(value)) - 1)
    return ceil(value / step - 1e-9) * step
