"""What becomes of a city in the end: waste, plastic and gases by year, draw by draw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.findings import Finding
from nagara.pathways.gas_path import GAS_SOURCES, GasStart, gas_path
from nagara.pathways.plastic_path import PlasticStart, plastic_path
from nagara.pathways.starting_point import UNCOLLECTED

if TYPE_CHECKING:
    from nagara.pathways.projection import Projection

__all__ = ["FIGURES", "PLASTIC_FIGURES", "Outcome", "outcome"]

Array: TypeAlias = NDArray[np.float64]
Flags: TypeAlias = NDArray[np.bool_]

PLASTIC_FIGURES: Final = ("plastic_unmanaged_t_per_year", "plastic_to_water_t_per_year")
FIGURES: Final = (
    "msw_generated_t_per_year",
    "msw_collected_t_per_year",
    "msw_controlled_t_per_year",
    "recovered_t_per_year",
    "disposed_t_per_year",
    "uncollected_t_per_year",
    *PLASTIC_FIGURES,
    "ghg_emitted_t_co2e_per_year",
    *(f"ghg_{source}_t_co2e_per_year" for source in GAS_SOURCES),
    "black_carbon_t_per_year",
)
"""All figures of an outcome, in the order of tables."""
LEFT_OUT_WORTH_SAYING: Final = 0.05
"""Share of draws whose plastic is a contradiction, from which this is said [frac]."""
MOST_LEFT_OUT: Final = 0.25
"""Share from which no figure of plastic is printed [frac]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What becomes of a city, year by year; the first entry of every axis of draws is the published value.

    Parameters
    ----------
    projection
        The waste that it follows from.
    figures
        By name of :data:`FIGURES`, shape (years, 1 + draws); without the plastic where it cannot be known.
    is_possible
        Draws in which the plastic is no contradiction, shape (1 + draws,).
    findings
        Doubts.
    """

    projection: Projection
    figures: Mapping[str, Array]
    is_possible: Flags
    findings: tuple[Finding, ...]


def outcome(projection: Projection, plastics: PlasticStart, common: GasStart) -> Outcome:
    """Work out waste, plastic and gases of a projection."""
    mass = projection.mass_t.sum(axis=0)
    uncollected, generated = mass[projection.at(UNCOLLECTED)], projection.generated_t.sum(axis=0)
    figures = {
        "msw_generated_t_per_year": generated,
        "msw_collected_t_per_year": generated - uncollected,
        "msw_controlled_t_per_year": (mass * projection.controlled).sum(axis=0),
        "recovered_t_per_year": mass[[entry.is_recovery for entry in projection.destinations]].sum(axis=0),
        "disposed_t_per_year": mass[[entry.is_disposal for entry in projection.destinations]].sum(axis=0),
        "uncollected_t_per_year": uncollected,
    }
    findings = list(projection.findings)
    plastic = plastic_path(plastics, projection)
    if plastic is not None:
        left_out = 1.0 - float(plastic.is_possible[1:].mean())
        values: dict[str, str | float] = {"scenario": projection.scenario, "percent": round(100 * left_out, 1)}
        if not plastic.is_possible[0] or left_out > MOST_LEFT_OUT:
            plastic = None
            findings.append(Finding(code="scenario-plastic-impossible", values=values))
        elif left_out > LEFT_OUT_WORTH_SAYING:
            findings.append(Finding(code="scenario-plastic-left-out", values=values))
    else:
        findings.append(Finding(code="scenario-plastic-contradicts"))
    if plastic is not None:
        figures["plastic_unmanaged_t_per_year"] = plastic.unmanaged_t
        figures["plastic_to_water_t_per_year"] = plastic.to_water_t
    gases, doubts = gas_path(common, projection)
    counted = {source: gases[source].t_co2e(common.potentials) for source in GAS_SOURCES}
    figures["ghg_emitted_t_co2e_per_year"] = sum(counted.values(), np.zeros_like(generated))
    figures |= {f"ghg_{source}_t_co2e_per_year": amount for source, amount in counted.items()}
    figures["black_carbon_t_per_year"] = sum((gas.t_black_carbon for gas in gases.values()), np.zeros_like(generated))
    return Outcome(
        projection=projection,
        figures=figures,
        is_possible=np.ones(generated.shape[-1], dtype=np.bool_) if plastic is None else plastic.is_possible,
        findings=(*findings, *doubts),
    )
