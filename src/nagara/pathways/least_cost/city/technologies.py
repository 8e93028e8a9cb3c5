"""Plants and sites that can be built, from the evidence tables: what they do with a tonne, cost, last and need.

Every number is asked through a draw, so that the same technology stands at its best values or in one
draw of many. Rows that the tables mark as recalled are defaults; :func:`recalled` names them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.emissions.composting import composting, composting_factors
from nagara.emissions.digestion import digestion, digestion_factors
from nagara.emissions.gases import WarmingPotentials
from nagara.emissions.incineration import incineration, incineration_factors
from nagara.emissions.material_carbon import material_carbon
from nagara.emissions.open_burning import open_burning, open_burning_factors
from nagara.evidence import factor, table
from nagara.pathways.least_cost.question.problem import CONSTITUENTS, Expansion, FeedWindow, StreamKind, Technology
from nagara.uncertainty.estimates import Estimate
from nagara.uncertainty.published_number import draw_published
from nagara.units import MJ_PER_KWH
from nagara.waste.material_map import MATERIALS

if TYPE_CHECKING:
    from nagara.emissions.gases import Gases
    from nagara.uncertainty.published_number import Draw

__all__ = [
    "TECHNOLOGIES",
    "burned_in_the_open",
    "design_number",
    "expansion",
    "largest_size",
    "recalled",
    "technology",
    "technology_number",
]

Array: TypeAlias = NDArray[np.float64]

TECHNOLOGIES: Final = {
    "transfer": "Transfer station",
    "sorting": "Sorting plant",
    "sorting-by-hand": "Sorting by hand",
    "composting": "Composting in windrows",
    "composting-in-vessel": "Composting in vessels",
    "digestion": "Anaerobic digestion",
    "energy-from-waste": "Energy from waste",
    "landfill": "Sanitary landfill",
    "recycler": "Plastics recycler",
}
"""Technologies that a plan can choose, by code."""
KINDS: Final = {
    "transfer": "transfer",
    "sorting": "materials-recovery",
    "sorting-by-hand": "materials-recovery",
    "composting": "composting",
    "composting-in-vessel": "composting",
    "digestion": "digestion",
    "energy-from-waste": "incineration-with-energy",
    "landfill": "landfill",
    "recycler": "recycler",
}
EVERYTHING: Final = frozenset(StreamKind) - {StreamKind.SORTED}
TAKES: Final = {
    "transfer": EVERYTHING - {StreamKind.PICKED},
    "sorting": frozenset({StreamKind.RECYCLABLES}),
    "sorting-by-hand": frozenset({StreamKind.MIXED, StreamKind.RECYCLABLES}),
    "composting": frozenset({StreamKind.ORGANICS}),
    "composting-in-vessel": frozenset({StreamKind.ORGANICS}),
    "digestion": frozenset({StreamKind.ORGANICS}),
    "energy-from-waste": frozenset({StreamKind.MIXED, StreamKind.RESIDUE}),
    "landfill": EVERYTHING,
    "recycler": frozenset({StreamKind.SORTED}),
}
FURNACE: Final = "continuous-stoker"
SORTING: Final = frozenset({"sorting", "sorting-by-hand"})
_NONE: Final = np.zeros(len(CONSTITUENTS))
_ONES: Final = np.ones(len(CONSTITUENTS))
_PLASTIC: Final = np.array([split.fraction.startswith("plastic") for split in CONSTITUENTS], dtype=np.float64)


def technology(code: str, draw: Draw, potentials: WarmingPotentials) -> Technology:
    """One technology of :data:`TECHNOLOGIES`.

    Parameters
    ----------
    code
        Its code.
    draw
        Gives the values, shape (1,).
    potentials
        Warming potentials.
    """
    recovered, lost = _yields(code, draw)
    return Technology(
        code=code,
        label=TECHNOLOGIES[code],
        kind=KINDS[code],
        takes=TAKES[code],
        recovered_frac=recovered,
        lost_frac=lost,
        usd_per_t=technology_number(draw, code, "running"),
        revenue_usd_per_t=_revenue(code, recovered, draw),
        gas_t_co2e_per_t=_gases(code, recovered + lost, draw, potentials),
        smallest_load_frac=technology_number(draw, code, "smallest_load", 0.0),
        lead_years=round(technology_number(draw, code, "lead_time")),
        life_years=max(1, round(technology_number(draw, code, "life"))),
        windows=_windows(code, draw),
        jobs_per_kt=technology_number(draw, code, "jobs"),
        land_m2_per_t=technology_number(draw, code, "land"),
        residue_is_inert=code == "energy-from-waste",
        offered_frac=recovered * _PLASTIC if code in SORTING else None,
    )


def expansion(code: str, draw: Draw, *, largest: float, years: tuple[int, ...] = ()) -> Expansion:
    """What a technology costs to build, by its size.

    Parameters
    ----------
    code
        Its code.
    draw
        Gives the values, shape (1,).
    largest
        Largest size, tonnes a year; at a landfill tonnes of air space.
    years
        Years in which it can be decided; every epoch if nothing is said.
    """
    reference = technology_number(draw, code, "reference_size")
    return Expansion(
        reference_size=reference,
        reference_usd=reference * technology_number(draw, code, "investment"),
        exponent=min(1.0, technology_number(draw, code, "size_exponent", 1.0)),
        smallest=min(largest, reference * design_number(draw, "plant", "smallest_part")),
        largest=largest,
        years=years,
    )


def largest_size(code: str, draw: Draw, last_year_t: float) -> float:
    """Largest plant at once [t/year], at a landfill the largest air space [t].

    Parameters
    ----------
    code
        Its code.
    draw
        Gives the values, shape (1,).
    last_year_t
        All waste of the last year [t/year].
    """
    return last_year_t * design_number(draw, code, "largest_years" if code == "landfill" else "largest_part")


def recalled() -> tuple[tuple[str, str], ...]:
    """Technologies and parameters whose rows are recalled or a design value, so that a plan can name them."""
    doubtful = ("recalled", "design")
    return tuple(
        (key[0], key[1])
        for key, row in table("technology").factors.items()
        if any(word in row.note for word in doubtful)
    )


def burned_in_the_open(draw: Draw, edition: str, potentials: WarmingPotentials) -> Array:
    """Gases of a tonne of each constituent that burns in the open, shape (constituents,) [t CO2e/t]."""
    soot = np.zeros(1)
    factors = open_burning_factors(draw, edition)
    return _per_tonne(lambda mass: open_burning(mass, material_carbon(draw), factors, soot), potentials)


def technology_number(draw: Draw, code: str, parameter: str, absent: float | None = None) -> float:
    """A number of the evidence table ``technology``, in the unit of its row.

    Parameters
    ----------
    draw
        Gives the value, shape (1,).
    code, parameter
        Keys of the row.
    absent
        What stands where there is no such row; an error if nothing is said.
    """
    if absent is not None and (code, parameter) not in table("technology").factors:
        return absent
    return float(draw_published(draw, "technology", code, parameter)[0])


def design_number(draw: Draw, code: str, parameter: str) -> float:
    """A number of the table ``technology`` that is chosen and not found out: the same in every draw.

    Parameters
    ----------
    draw
        Gives the value, shape (1,).
    code, parameter
        Keys of the row.
    """
    chosen = Estimate.exact(factor("technology", code, parameter).value)
    return float(draw(f"technology.{code}.{parameter}", chosen)[0])


def _by_fraction(name: str, draw: Draw, *key: str) -> Array:
    """A row of each planning fraction, spread over the constituents; nothing where the table has none."""
    known = table(name).factors
    rows = {
        fraction: float(draw_published(draw, name, *full)[0])
        for fraction in dict.fromkeys(split.fraction for split in CONSTITUENTS)
        if (full := (*key, fraction) if name == "technology_yield" else (fraction, *key)) in known
    }
    return np.array([rows.get(split.fraction, 0.0) for split in CONSTITUENTS])


def _yields(code: str, draw: Draw) -> tuple[Array, Array]:
    """What is recovered and what is lost of each constituent."""
    if code in SORTING:
        return _by_fraction("technology_yield", draw, code, "recovered"), _NONE
    if code == "recycler":
        return _PLASTIC * technology_number(draw, code, "plastic_yield"), _NONE
    if code in {"composting", "composting-in-vessel", "digestion"}:
        rejected = _by_fraction("technology_yield", draw, "composting", "rejected")
        lost = np.minimum(_by_fraction("technology_yield", draw, "composting", "lost"), 1.0 - rejected)
        return 1.0 - rejected - lost, lost
    if code == "energy-from-waste":
        return _NONE, 1.0 - _by_fraction("technology_yield", draw, code, "residue")
    return _NONE, _NONE


def _revenue(code: str, recovered: Array, draw: Draw) -> Array:
    """What products and power of a tonne received earn."""
    if code in SORTING:
        return recovered * _gate_prices(draw)
    if code == "recycler":  # it pays the sorting plant what traders would
        return np.asarray(recovered * technology_number(draw, code, "product_price") - _PLASTIC * _gate_prices(draw))
    if code in {"composting", "composting-in-vessel"}:
        return recovered * technology_number(draw, "composting", "product_price")
    power = technology_number(draw, "electricity", "price")
    if code == "digestion":
        food = np.array([split.fraction == "food" for split in CONSTITUENTS], dtype=np.float64)
        return np.asarray(food * (technology_number(draw, "digestion", "electricity") * power))
    if code == "energy-from-waste":
        heat_kwh_per_t = _by_fraction("fuel_property", draw, "heating_value") * 1000.0 / MJ_PER_KWH
        return np.asarray(heat_kwh_per_t * technology_number(draw, code, "electric_efficiency") * power)
    return _NONE


def _gate_prices(draw: Draw) -> Array:
    """What traders pay for a sorted tonne of each constituent, shape (constituents,) [USD/t]."""
    known = {key[1] for key in table("technology").factors if key[0] == "material-price"}
    prices = {split.fraction: 0.0 for split in CONSTITUENTS} | {
        fraction: technology_number(draw, "material-price", fraction) for fraction in known
    }
    return np.array([prices[split.fraction] for split in CONSTITUENTS])


def _gases(code: str, treated: Array, draw: Draw, potentials: WarmingPotentials) -> Array:
    if code in {"composting", "composting-in-vessel"}:
        return treated * float(composting(np.ones(1), composting_factors(draw)).t_co2e(potentials)[0])
    if code == "digestion":
        return treated * float(digestion(np.ones(1), digestion_factors(draw)).t_co2e(potentials)[0])
    if code == "energy-from-waste":
        factors = incineration_factors(draw, FURNACE)
        return _per_tonne(lambda mass: incineration(mass, material_carbon(draw), factors), potentials)
    return _NONE


def _per_tonne(burn: Callable[[Array], Gases], potentials: WarmingPotentials) -> Array:
    """Gases of a tonne of each material, spread over the constituents."""
    of_material = {}
    for row, material in enumerate(MATERIALS):
        mass = np.zeros((len(MATERIALS), 1))
        mass[row] = 1.0
        of_material[material] = float(np.ravel(burn(mass).t_co2e(potentials))[0])
    return np.array([of_material[split.material] for split in CONSTITUENTS])


def _windows(code: str, draw: Draw) -> tuple[FeedWindow, ...]:
    if code == "energy-from-waste":
        heat = _by_fraction("fuel_property", draw, "heating_value")
        smallest = technology_number(draw, code, "smallest_heating_value")
        return (FeedWindow(name="heating value", per_t=heat, weight_per_t=_ONES, smallest=smallest, unit="mj_per_kg"),)
    if code not in {"composting", "composting-in-vessel", "digestion"}:
        return ()
    wrong = np.array([split.fraction not in {"food", "garden", "wood"} for split in CONSTITUENTS], dtype=np.float64)
    purest = technology_number(draw, code, "largest_impurity")
    pure = FeedWindow(name="impurities", per_t=wrong, weight_per_t=_ONES, largest=purest, unit="frac")
    if code == "digestion":
        return (pure,)
    carbon = _by_fraction("fuel_property", draw, "carbon")
    nitrogen = _by_fraction("fuel_property", draw, "nitrogen")
    balanced = FeedWindow(
        name="carbon to nitrogen",
        per_t=carbon,
        weight_per_t=nitrogen,
        smallest=technology_number(draw, code, "smallest_carbon_to_nitrogen"),
        largest=technology_number(draw, code, "largest_carbon_to_nitrogen"),
    )
    return pure, balanced
