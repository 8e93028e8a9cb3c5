"""The household survey as the report shows it: stratum by stratum, both estimators and a cross-check."""

from __future__ import annotations

from functools import lru_cache
from math import isclose
from typing import TYPE_CHECKING, Final

import numpy as np

from nagara.indicators.result import StratumLine
from nagara.uncertainty.intervals import central_interval
from nagara.uncertainty.streams import stream
from nagara.waste.survey.variance import rao_wu_times, ratio_of_totals, totals_by_area

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nagara.indicators.examination import Examination
    from nagara.waste.survey.households import HouseholdTotals

__all__ = ["stratum_lines"]

_REPLICATES: Final = 1_000


def stratum_lines(examination: Examination, seed: int) -> tuple[StratumLine, ...]:
    """One line per surveyed stratum, in the order of the survey.

    Parameters
    ----------
    examination
        The city's records, understood.
    seed
        Seed of the calculation; the bootstrap has a stream of its own.
    """
    survey = examination.survey
    if survey is None:
        return ()
    names = {stratum.stratum: stratum for stratum in examination.records.strata}
    lines = []
    for at, code in enumerate(survey.strata):
        value, low, high = survey.stratum_rate(code)
        lines.append(
            StratumLine(
                stratum=code,
                name=names[code].name,
                population=names[code].population,
                areas=len(survey.areas[at]),
                households_used=survey.households_used[at],
                households_left_out=survey.households_left_out[at],
                rate_kg_per_cap_day=value,
                low=low,
                high=high,
                mean_of_household_rates=float(survey.mean_of_household_rates[at]),
                bootstrap=_bootstrap(survey.totals, code, value, seed),
            )
        )
    return tuple(lines)


def _bootstrap(totals: HouseholdTotals, stratum: str, rate: float, seed: int) -> tuple[float, float] | None:
    """Rescaled bootstrap of the areas, where households carry no survey weights and areas are several."""
    used = [at for at, code in enumerate(totals.stratum) if code == stratum]
    codes = sorted({totals.area[at] for at in used})
    if len(codes) < 2:
        return None
    numbers = {code: number for number, code in enumerate(codes)}
    area = np.array([numbers[totals.area[at]] for at in used])
    kg, days = (totals_by_area(area, values[used], len(codes)) for values in (totals.kg, totals.person_days))
    if not isclose(kg.sum() / days.sum(), rate, rel_tol=1e-5):
        return None
    times = _times(seed, stratum, len(codes))
    low, high = central_interval(ratio_of_totals(times * kg, times * days))
    return float(low), float(high)


@lru_cache(maxsize=32)
def _times(seed: int, stratum: str, areas: int) -> NDArray[np.float64]:
    """How often each replicate takes each area: the same for cities with as many areas in a stratum of one code."""
    times = rao_wu_times(stream(seed, f"bootstrap|{stratum}"), areas, (_REPLICATES,))
    times.flags.writeable = False
    return times
