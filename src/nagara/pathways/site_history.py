"""What lies in the disposal sites before a scenario begins, and how they were run until then.

The past is the same in the baseline and in every scenario: it is worked out once, from the same
records and by the same steps as in the climate chapter of the annual report.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.emissions.decay_parameters import DecayParameters, default_parameters, drawn_parameters
from nagara.emissions.landfill_methane import Disposal, landfill_methane
from nagara.emissions.past_deposits import cast_back, stock_of_growing_deposits
from nagara.evidence import factor, table
from nagara.findings import Finding
from nagara.indicators.greenhouse_gases.site import SitePast
from nagara.indicators.greenhouse_gases.sources import pasts_of
from nagara.uncertainty.published_number import published
from nagara.waste.ledger import estimate_of
from nagara.waste.material_map import MATERIALS

if TYPE_CHECKING:
    from nagara.pathways.starting_point import StartingPoint
    from nagara.waste.material_map import MaterialMap

__all__ = [
    "ROTTING",
    "ROWS",
    "SiteHistory",
    "climate_of",
    "correction",
    "decay_parameters",
    "oxidation",
    "site_histories",
]

Array: TypeAlias = NDArray[np.float64]

ROTTING: Final = tuple(key[0] for key, row in table("decay_degradable_carbon").factors.items() if row.value > 0)
"""Materials that hold carbon which rots; the others give no methane."""
ROWS: Final = [MATERIALS.index(material) for material in ROTTING]
DEFAULT_CLIMATE: Final = "tropical-wet"


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteHistory:
    """A disposal site at the end of the year before the records.

    Parameters
    ----------
    past
        What was written down about it.
    stock_t_carbon
        Decomposable carbon that lies there, shape (materials, draws) [t].
    caught_frac
        Share of the methane generated that is recovered in the year of the records, shape (draws,) or (1,) [frac].
    burnt_frac
        Part of what arrives that burns there, shape (draws,) or (1,) [frac].
    """

    past: SitePast
    stock_t_carbon: Array
    caught_frac: Array
    burnt_frac: Array

    @property
    def cover(self) -> str:
        """Kind of cover, a row of the evidence."""
        row = self.past.history
        return "oxidising" if row is not None and row.has_oxidising_cover else "none"


def climate_of(start: StartingPoint) -> tuple[str, tuple[Finding, ...]]:
    """The climate of the city; where it is not said, the one of most cities of the region, with a finding."""
    city = start.examination.records.city
    if city.climate_zone:
        return city.climate_zone, ()
    place = city.place("climate_zone")
    return DEFAULT_CLIMATE, (
        Finding(code="scenario-climate-assumed", values={"climate": DEFAULT_CLIMATE}, place=place),
    )


def decay_parameters(start: StartingPoint, edition: str, climate: str) -> DecayParameters:
    """Parameters of decay, at the published values and, after them, draw by draw."""
    plug_in = default_parameters(edition, climate, ROTTING)
    drawn = drawn_parameters(edition, climate, ROTTING, draws=start.draws, seed=start.seed)

    def both(one: Array, many: Array) -> Array:
        return np.concatenate([one, many[..., start.kept]], axis=-1)

    return DecayParameters(
        fractions=ROTTING,
        doc_frac=both(plug_in.doc_frac, drawn.doc_frac),
        docf_frac=both(plug_in.docf_frac, drawn.docf_frac),
        k_per_year=both(plug_in.k_per_year, drawn.k_per_year),
        methane_frac=both(plug_in.methane_frac, drawn.methane_frac),
        start_month=plug_in.start_month,
    )


def correction(start: StartingPoint, management: str, edition: str) -> Array:
    """Methane correction of a kind of management, shape (draws,) [frac]; all sites of a kind share it."""
    return start.draw(
        f"methane_correction.{management}.{edition}", published("methane_correction", management, edition)
    )


def oxidation(start: StartingPoint, cover: str) -> Array:
    """Methane that is oxidised in a kind of cover, shape (draws,) [frac]."""
    return start.draw(f"oxidation.{cover}", published("oxidation", cover))


def site_histories(
    start: StartingPoint, mapping: MaterialMap, parameters: DecayParameters, edition: str
) -> tuple[dict[str, SiteHistory], tuple[Finding, ...]]:
    """Work out the past of every disposal site that holds waste.

    Parameters
    ----------
    start
        Where the city stands.
    mapping
        From the twelve categories to the materials of the guidelines.
    parameters
        Of decay.
    edition
        Of the guidelines.

    Returns
    -------
    tuple
        The history by code of the site, and the doubts about it.
    """
    rotting = mapping.to_ipcc(start.at_disposal_frac)[ROWS]
    mass = {entry.code: start.mass_t[:, at].sum(axis=0) for at, entry in enumerate(start.destinations)}
    histories: dict[str, SiteHistory] = {}
    findings: list[Finding] = []
    for past in pasts_of(start.examination.records, start.examination.amounts):
        code = past.facility.facility
        received = mass.get(code, np.zeros_like(start.population))
        burnt = past.burnt(start.draw)
        parts = rotting * (1.0 if burnt is None else 1.0 - burnt)
        stock = _stock(start, past, parts, received, parameters, correction(start, past.management, edition))
        histories[code] = SiteHistory(
            past=past,
            stock_t_carbon=stock,
            caught_frac=_caught(start, past, stock, parameters),
            burnt_frac=np.zeros(1) if burnt is None else burnt,
        )
        findings += _findings(past)
    return histories, tuple(findings)


def _stock(
    start: StartingPoint, past: SitePast, parts: Array, received: Array, parameters: DecayParameters, mcf: Array
) -> Array:
    """Carbon that lies in a site when the year of the records begins, composed as what arrives today."""
    growth, first, year = past.growth(start.draw), past.first_known, past.year
    filled = cast_back(_known(start, past, received), opening=first, growth=growth).deposits_t_wet
    stock = np.zeros((len(ROTTING), start.population.size))
    if past.opening < first:
        before = parts * (filled[0] / (1.0 + growth))
        stock = stock_of_growing_deposits(before, mcf, growth, np.array(first - past.opening), parameters)
    if first == year:
        return stock
    disposal = Disposal(
        years=np.arange(first, year),
        deposits_t_wet=parts[:, None, :] * filled[None, :-1, :],
        mcf_frac=np.broadcast_to(mcf, (year - first, mcf.size)),
        oxidation_frac=np.zeros((year - first, 1)),
    )
    return landfill_methane(disposal, parameters, stock_t_carbon=stock).stock_t_carbon


def _known(start: StartingPoint, past: SitePast, received: Array) -> dict[int, Array]:
    """Deposits that are known, the recorded ones with one doubt for all of them [t]."""
    known: dict[int, Array] = {}
    if past.recorded:
        spread = factor("account_default", "records_relative_error").value
        estimate = estimate_of(1.0, None, None, None, source="recorded deposits", relative_error=spread)
        scale = start.draw(f"own.past_deposits.{past.facility.facility}", estimate)
        known = {year: tonnes * scale for year, tonnes in past.recorded.items()}
    closed = past.history.closed_year if past.history else None
    if closed is not None:
        known |= {year: np.zeros(1) for year in range(max(closed + 1, past.first_known), past.year)}
    return {**known, past.year: received}


def _caught(start: StartingPoint, past: SitePast, stock: Array, parameters: DecayParameters) -> Array:
    """Recovered over generated in the year of the records; more than is generated is all of it."""
    recovered = past.recovered(start.draw)
    if recovered is None:
        return np.zeros(1)
    year = Disposal(
        years=np.array([start.year]),
        deposits_t_wet=np.zeros((len(ROTTING), 1, 1)),
        mcf_frac=np.zeros((1, 1)),
        oxidation_frac=np.zeros((1, 1)),
    )
    generated = landfill_methane(year, parameters, stock_t_carbon=stock).generated_t_ch4[0]
    return np.minimum(recovered / np.where(generated > 0, generated, 1.0), 1.0)


def _findings(past: SitePast) -> Sequence[Finding]:
    name = past.facility.name
    found: list[Finding] = []
    if past.is_management_default:
        found.append(Finding(code="scenario-site-unknown", values={"facility": name}))
    if past.is_opening_default:
        count = past.year - past.opening
        found.append(Finding(code="scenario-opening-assumed", values={"facility": name, "count": count}))
    return found
