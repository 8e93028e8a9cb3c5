r"""Plastic that escapes, year by year: backward in the year of the records, forward from then on.

Notes
-----
Backward mode gives the share of the plastic that is collected in the year of the records,
:math:`c_0`. With the uncollected share :math:`u(t)` of the plastic in the account,

.. math:: 1 - c(t) = (1 - c_0)\, u(t) / u(0)

and forward mode is given :math:`c(t)`. In the first year it returns what backward mode found. The
account knows nothing of leaks on the way, so :math:`1 - c_0` is smaller than :math:`u(0)`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.indicators.plastic_leakage.factors import Grades, grades_of
from nagara.indicators.plastic_leakage.inputs import TREATING
from nagara.pathways.levers import categories_of
from nagara.pathways.scenario import drawn_change, reached
from nagara.pathways.starting_point import UNCOLLECTED
from nagara.waste.plastics import PlasticInputs, backward, forward
from nagara.waste.plastics.factors import LARGEST_FRAC, LeakageFactors

if TYPE_CHECKING:
    from nagara.findings import Finding
    from nagara.pathways.projection import Projection
    from nagara.pathways.starting_point import StartingPoint
    from nagara.waste.plastics import Fates

__all__ = ["PlasticPath", "PlasticStart", "plastic_path", "plastic_start", "uncollected_ratio"]

Array: TypeAlias = NDArray[np.float64]
Flags: TypeAlias = NDArray[np.bool_]
PLASTIC: Final = categories_of("plastics")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlasticStart:
    """What the plastic of the baseline and of every scenario has in common.

    Parameters
    ----------
    start
        Where the city stands.
    grades
        What was seen of leakage.
    factors, fates
        Leakage factors and fates, draws on the last axis.
    findings
        Doubts.
    """

    start: StartingPoint
    grades: Grades
    factors: LeakageFactors
    fates: Fates
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlasticPath:
    """Plastic of a projection, shapes (years, draws).

    Parameters
    ----------
    unmanaged_t, to_water_t
        Plastic that escapes, and the part that reaches water [t].
    is_possible
        Draw by draw, whether no flow of any year is negative, shape (draws,).
    """

    unmanaged_t: Array
    to_water_t: Array
    is_possible: Flags


def plastic_start(start: StartingPoint) -> PlasticStart:
    """Read what the city graded of plastic leakage."""
    grades = grades_of(start.examination.records)
    return PlasticStart(
        start=start,
        grades=grades,
        factors=grades.factors(start.draw),
        fates=grades.fates_of(start.draw),
        findings=grades.findings,
    )


def plastic_path(common: PlasticStart, projection: Projection) -> PlasticPath | None:
    """Plastic that escapes in every year; ``None`` where the published values of the first year contradict each other.

    Parameters
    ----------
    common
        What all scenarios have in common.
    projection
        The waste.
    """
    plastic = projection.mass_t[PLASTIC].sum(axis=0)
    inputs = _inputs(projection, plastic)
    first = backward(_of_first_year(inputs), common.factors, common.fates)
    if not first.is_possible[0]:
        return None
    uncollected = plastic[projection.at(UNCOLLECTED)] / np.where(
        inputs.generated_t_per_year > 0, inputs.generated_t_per_year, 1.0
    )
    without = np.clip(1.0 - first.collected_frac, 0.0, 1.0)
    ratio = uncollected / np.where(uncollected[0] > 0, uncollected[0], 1.0)
    left = np.where(uncollected[0] > 0, without * ratio, np.minimum(without + uncollected, 1.0))
    collected = 1.0 - np.minimum(left, 1.0)
    path = forward(inputs, collected, _factors(common, projection), common.fates)
    return PlasticPath(
        unmanaged_t=np.asarray(path.unmanaged_t_per_year),
        to_water_t=np.asarray(path.to_water_t_per_year),
        is_possible=first.is_possible & path.is_possible.all(axis=0),
    )


def uncollected_ratio(common: PlasticStart, projection: Projection) -> Array | None:
    """Uncollected plastic that leakage knows over the one that the account knows, shape (draws,) [1].

    ``None`` where the published values of the first year contradict each other.
    """
    plastic = projection.mass_t[PLASTIC].sum(axis=0)
    inputs = _inputs(projection, plastic)
    first = backward(_of_first_year(inputs), common.factors, common.fates)
    if not first.is_possible[0]:
        return None
    generated = np.asarray(inputs.generated_t_per_year)[0]
    uncollected = plastic[projection.at(UNCOLLECTED)][0] / np.where(generated > 0, generated, 1.0)
    without = np.clip(1.0 - first.collected_frac, 0.0, 1.0)
    return np.asarray(np.where(uncollected > 0, without / np.where(uncollected > 0, uncollected, 1.0), 1.0))


def _inputs(projection: Projection, plastic: Array) -> PlasticInputs:
    """Tonnes of plastic of every year, shapes (years, draws)."""
    nothing = np.zeros_like(plastic[0])
    gone = {"formal": nothing, "informal": nothing, "treated": nothing}
    gross = {"formal": nothing, "informal": nothing}
    buried = nothing
    for at, entry in enumerate(projection.destinations):
        if entry.code == UNCOLLECTED:
            continue
        if entry.is_site:
            buried = buried + plastic[at]
        elif entry.kind in TREATING:
            gone["treated"] = gone["treated"] + plastic[at]
        else:
            way = "informal" if entry.is_informal else "formal"
            gone[way] = gone[way] + plastic[at]
            gross[way] = gross[way] + plastic[at] / (1.0 - entry.reject_frac)
    rejects = {way: 1.0 - gone[way] / np.where(gross[way] > 0, gross[way], 1.0) for way in gross}
    return PlasticInputs(
        population=projection.population,
        generated_t_per_year=plastic.sum(axis=0),
        disposed_t_per_year=buried,
        recovered_formal_t_per_year=gone["formal"],
        recovered_informal_t_per_year=gone["informal"],
        treated_t_per_year=gone["treated"],
        formal_reject_frac=np.where(gross["formal"] > 0, rejects["formal"], 0.0),
        informal_reject_frac=np.where(gross["informal"] > 0, rejects["informal"], 0.0),
    )


def _of_first_year(inputs: PlasticInputs) -> PlasticInputs:
    return replace(inputs, **{name: np.asarray(getattr(inputs, name))[0] for name in PlasticInputs.__slots__})


def _factors(common: PlasticStart, projection: Projection) -> LeakageFactors:
    """Leakage factors over the years, with what a scenario changes of them."""
    factors = common.factors
    for change in projection.changes:
        if change.what != "leakage_change" or not change.of_which:
            continue
        part = reached(change, projection.years)[:, None]
        multiple = 1.0 + drawn_change(change, common.start.draw) * part
        share = np.minimum(np.asarray(factors.share(change.of_which)) * multiple, LARGEST_FRAC)
        factors = replace(factors, **{f"{change.of_which}_frac": share})
    return factors
