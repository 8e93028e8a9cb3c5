"""A plan played again without its program: flows go through the rooms of *Follow the mass*, and must agree.

The program knows only coefficients. Here tonnes are added up by category, gases come from the rooms of
emissions and plastic from the leakage mode, all of them fed with the flows that the plan names. Where the
two differ by more than rounding the plan is not shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.emissions.composting import composting, composting_factors
from nagara.emissions.decay_parameters import DecayParameters
from nagara.emissions.digestion import digestion, digestion_factors
from nagara.emissions.incineration import incineration, incineration_factors
from nagara.emissions.landfill_methane import Disposal, landfill_methane
from nagara.emissions.material_carbon import material_carbon
from nagara.emissions.open_burning import open_burning, open_burning_factors
from nagara.errors import LawBrokenError
from nagara.pathways.least_cost.city.technologies import FURNACE
from nagara.pathways.least_cost.formulation.figure_forms import FURNACES, is_recovery
from nagara.pathways.least_cost.question.problem import CONSTITUENTS
from nagara.uncertainty.published_number import at_plug_in
from nagara.waste.material_map import MATERIALS

if TYPE_CHECKING:
    from nagara.emissions.gases import Gases, WarmingPotentials
    from nagara.pathways.least_cost.question.problem import Facility
    from nagara.pathways.least_cost.solving.plan import Plan, PlannedFlow
    from nagara.uncertainty.published_number import Draw

__all__ = ["TOLERANCE", "Replay", "replay", "require_replay"]

Array: TypeAlias = NDArray[np.float64]

TOLERANCE: Final = 1e-6
"""Largest accepted gap between a figure of the plan and the same figure played again, as a part of the whole [1]."""
SMALLEST: Final = 1e-9
"""A smaller whole counts as this much, so that nothing can be divided by it."""
_TO_MATERIAL: Final = np.array(
    [[float(split.material == material) for split in CONSTITUENTS] for material in MATERIALS]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """Figures that follow from the flows of a plan, without its program.

    Parameters
    ----------
    figures
        By name, shape (years,).
    gap
        By name, largest difference from the plan's own figure as a part of the whole that it belongs to: waste
        generated, or all gases of the year that has most. A few kilograms in a plant that is as good as not
        there are rounding, however little the plant takes [1].
    """

    figures: Mapping[str, Array]
    gap: Mapping[str, float]


def replay(
    plan: Plan, *, draw: Draw = at_plug_in, potentials: WarmingPotentials | None = None, edition: str = "2019"
) -> Replay:
    """Play a plan again.

    Parameters
    ----------
    plan
        The plan.
    draw
        Gives the values of the factors that the plan was worked out with, shape (1,).
    potentials, edition
        Warming potentials and edition of the guidelines. Without potentials only tonnes and methane are
        played, which need no table.
    """
    figures = _tonnes(plan) | {"methane_t_per_year": _methane(plan)}
    mine: dict[str, Array] = {name: np.asarray(plan.figures[name]) for name in figures if name in plan.figures}
    if potentials is not None:
        figures |= _gases(plan, draw, potentials, edition)
        mine |= {
            name: np.asarray(plan.gases_t_co2e[name.removeprefix("gas_")])
            for name in figures
            if name.startswith("gas_")
        }
    gap = {
        name: float(np.abs(values - mine[name]).max()) / _whole(name, plan)
        for name, values in figures.items()
        if name in mine
    }
    return Replay(figures=figures, gap=gap)


def _whole(name: str, plan: Plan) -> float:
    """What a figure is a part of, in its own unit: a share of one, tonnes of what is generated, gases of all gases."""
    if name.endswith("_frac"):
        return 1.0
    if name.startswith("gas_"):
        wholes = np.sum(list(plan.gases_t_co2e.values()), axis=0)
    elif name == "methane_t_per_year":
        wholes = plan.figures[name]
    else:
        wholes = np.sum([zone.generated_t.sum(axis=0) for zone in plan.problem.zones], axis=0)
    return max(float(np.abs(wholes).max()), SMALLEST)


def require_replay(played: Replay) -> None:
    """Refuse a plan whose figures do not come out again.

    Raises
    ------
    LawBrokenError
        If a figure differs by more than :data:`TOLERANCE`.
    """
    for name, gap in played.gap.items():
        if not gap <= TOLERANCE:
            raise LawBrokenError(f"a plan played again gives the same {name}", gap, TOLERANCE)


# --- tonnes ---------------------------------------------------------------------------------------


def _tonnes(plan: Plan) -> dict[str, Array]:
    places = {each.code: each for each in plan.problem.facilities}
    ending = {code: np.zeros((len(CONSTITUENTS), len(plan.problem.years))) for code in places}
    for flow in plan.flows:
        ending[flow.target] = ending[flow.target] + flow.by_constituent_t
        if flow.origin in places:
            ending[flow.origin] = ending[flow.origin] - flow.by_constituent_t
    uncollected = _uncollected(plan).sum(axis=0)
    generated = np.sum([zone.generated_t.sum(axis=0) for zone in plan.problem.zones], axis=0)

    def total(counts: object) -> Array:
        chosen = [mass.sum(axis=0) for code, mass in ending.items() if counts(places[code])]  # type: ignore[operator]
        return np.asarray(np.sum(chosen, axis=0)) if chosen else np.zeros(len(plan.problem.years))

    recycled = total(lambda place: is_recovery(place) and place.technology.kind not in FURNACES)
    return {
        "uncollected_t_per_year": uncollected,
        "collected_frac": 1.0 - uncollected / generated,
        "sdg_11_6_1_frac": total(lambda place: place.technology.is_controlled) / generated,
        "diverted_frac": total(is_recovery) / generated,
        "recycled_frac": recycled / generated,
        "landfilled_t_per_year": total(lambda place: place.site is not None),
        "everything": (total(lambda _: True) + uncollected) / generated,
    }


def _uncollected(plan: Plan) -> Array:
    """What nobody collects, shape (constituents, years) [t/year]."""
    left = np.zeros((len(CONSTITUENTS), len(plan.problem.years)))
    for zone in plan.problem.zones:
        for scheme in plan.problem.schemes:
            share = plan.scheme_share.get((zone.code, scheme.code))
            if share is not None:
                left += zone.generated_t * scheme.left_frac[:, None] * share
    return left


# --- gases ----------------------------------------------------------------------------------------


def _arriving(plan: Plan, place: Facility) -> Array:
    """What arrives at a facility, shape (constituents, years) [t/year]; ash counts as mass and not as matter."""
    flows = [flow.by_constituent_t for flow in plan.flows if flow.target == place.code and not _is_ash(plan, flow)]
    if not flows:
        return np.zeros((len(CONSTITUENTS), len(plan.problem.years)))
    # A solver keeps its bounds to its tolerance, a furnace to nothing.
    return np.asarray(np.maximum(np.sum(flows, axis=0), 0.0))


def _is_ash(plan: Plan, flow: PlannedFlow) -> bool:
    origin = next((each for each in plan.problem.facilities if each.code == flow.origin), None)
    return origin is not None and origin.technology.residue_is_inert


def _methane(plan: Plan) -> Array:
    """Methane that all sites emit by first-order decay [t CH4/year]."""
    climate, years = plan.problem.climate, np.array(plan.problem.years)
    rows = [MATERIALS.index(material) for material in climate.materials]
    parameters = DecayParameters(
        fractions=climate.materials,
        doc_frac=climate.decomposable_frac[:, None],
        docf_frac=np.ones((len(rows), 1)),
        k_per_year=climate.k_per_year[:, None],
        methane_frac=np.array([climate.methane_frac]),
    )
    emitted = np.zeros(years.size)
    for place in plan.problem.facilities:
        if place.site is None:
            continue
        deposits = (_TO_MATERIAL @ _arriving(plan, place))[rows] * (1.0 - place.site.burnt_frac)
        disposal = Disposal(
            years=years,
            deposits_t_wet=np.maximum(deposits, 0.0)[:, :, None],
            mcf_frac=place.site.mcf_frac[:, None],
            oxidation_frac=place.site.oxidation_frac[:, None],
            recovery_frac=place.site.caught_frac[:, None],
        )
        stock = place.site.stock_t_carbon[:, None]
        emitted += landfill_methane(disposal, parameters, stock_t_carbon=stock).emitted_t_ch4[:, 0]
    return emitted


def _gases(plan: Plan, draw: Draw, potentials: WarmingPotentials, edition: str) -> dict[str, Array]:
    """Gases of treatment and of fires from their own rooms [t CO2e/year]."""
    burning = _uncollected(plan) * plan.problem.climate.uncollected_burnt_frac
    treated = np.zeros(len(plan.problem.years))
    for place in plan.problem.facilities:
        arriving = _arriving(plan, place)
        if place.site is not None:
            burning = burning + arriving * place.site.burnt_frac
        elif arriving.any():
            treated = treated + _treated(place, arriving, draw, potentials)
    carbon, factors = material_carbon(draw), open_burning_factors(draw, edition)
    fires = open_burning(_TO_MATERIAL @ np.maximum(burning, 0.0), carbon, factors, np.zeros(1))
    return {"gas_treatment": treated, "gas_open_burning": _counted(fires, potentials)}


def _treated(place: Facility, arriving: Array, draw: Draw, potentials: WarmingPotentials) -> Array:
    does = place.technology
    stays = (arriving * (does.recovered_frac + does.lost_frac)[:, None]).sum(axis=0)
    if does.kind == "composting":
        return _counted(composting(stays, composting_factors(draw)), potentials)
    if does.kind == "digestion":
        return _counted(digestion(stays, digestion_factors(draw)), potentials)
    if does.kind.startswith("incineration"):
        burned = _TO_MATERIAL @ arriving
        return _counted(incineration(burned, material_carbon(draw), incineration_factors(draw, FURNACE)), potentials)
    return np.zeros(arriving.shape[1])


def _counted(gases: Gases, potentials: WarmingPotentials) -> Array:
    return np.ravel(np.asarray(gases.t_co2e(potentials), dtype=np.float64))
