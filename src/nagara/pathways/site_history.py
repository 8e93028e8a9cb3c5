"""What lies in the disposal sites before a scenario begins, and how they were run until then.

The past is the same in the baseline and in every scenario: it is worked out once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.emissions.decay_parameters import DecayParameters, default_parameters, drawn_parameters
from nagara.emissions.landfill_methane import Disposal, landfill_methane
from nagara.emissions.past_deposits import cast_back, default_growth
from nagara.findings import Finding
from nagara.uncertainty.estimates import Estimate, RangeMeaning
from nagara.uncertainty.published_number import published
from nagara.units import DAYS_PER_YEAR
from nagara.waste.ledger import estimate_of
from nagara.waste.material_map import MATERIALS

if TYPE_CHECKING:
    from nagara.pathways.starting_point import StartingPoint
    from nagara.waste.flow_records import DisposalHistory

__all__ = ["ROTTING", "SiteHistory", "climate_of", "correction", "decay_parameters", "oxidation", "site_histories"]

Array: TypeAlias = NDArray[np.float64]

ROTTING: Final = ("food", "garden", "wood", "paper", "textiles", "nappies", "rubber")
"""Materials that hold carbon which rots; the others give no methane."""
ROWS: Final = [MATERIALS.index(material) for material in ROTTING]
UNKNOWN: Final = "uncategorised"
DEFAULT_CLIMATE: Final = "tropical-wet"


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteHistory:
    """A disposal site at the end of the year before the records.

    Parameters
    ----------
    management, cover
        Kind of management and of cover, rows of the evidence.
    stock_t_carbon
        Decomposable carbon that lies there, shape (materials, draws) [t].
    recovered_t_ch4
        Methane that was recovered in the year of the records, shape (draws,) [t].
    burnt_frac
        Part of what arrives that burns there, shape (draws,) or (1,) [frac].
    """

    management: str
    cover: str
    stock_t_carbon: Array
    recovered_t_ch4: Array
    burnt_frac: Array


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
    start: StartingPoint, deposits_t: Mapping[str, Array], parameters: DecayParameters, edition: str
) -> tuple[dict[str, SiteHistory], tuple[Finding, ...]]:
    """Work out the past of every disposal site.

    Parameters
    ----------
    start
        Where the city stands.
    deposits_t
        By site, what it received in the year of the records and did not burn, shape (materials, draws) [t].
    parameters
        Of decay, for the same materials.
    edition
        Of the guidelines.

    Returns
    -------
    tuple
        The history by code of the site, and the doubts about it.
    """
    rows = {row.facility: row for row in start.examination.records.disposal_history}
    histories, findings = {}, []
    for code, deposits in deposits_t.items():
        row = rows.get(code)
        if row is None or row.management is None:
            findings.append(Finding(code="scenario-site-unknown", values={"facility": code}))
        management = (row.management if row else None) or UNKNOWN
        stock, doubts = _stock(start, code, row, deposits, parameters, correction(start, management, edition))
        findings += doubts
        histories[code] = SiteHistory(
            management=management,
            cover="oxidising" if row is not None and row.has_oxidising_cover else "none",
            stock_t_carbon=stock,
            recovered_t_ch4=_recovered(start, code, row),
            burnt_frac=burnt_frac(start, code, row),
        )
    return histories, tuple(findings)


def burnt_frac(start: StartingPoint, code: str, row: DisposalHistory | None) -> Array:
    """Part of what arrives at a site that burns there [frac]; nothing where nobody said so."""
    if row is None or row.burnt_frac is None:
        return np.zeros(1)
    estimate = estimate_of(row.burnt_frac, row.burnt_low, row.burnt_high, row.range_is, is_share=True)
    return start.draw_own(f"burnt.{code}", estimate)


def _recovered(start: StartingPoint, code: str, row: DisposalHistory | None) -> Array:
    if row is None or row.methane_recovered_t_per_year is None:
        return np.zeros(1)
    metered = row.methane_recovered_t_per_year, row.methane_recovered_low, row.methane_recovered_high
    return start.draw_own(f"methane_recovered.{code}", estimate_of(*metered, row.range_is))


def _stock(
    start: StartingPoint,
    code: str,
    row: DisposalHistory | None,
    deposits: Array,
    parameters: DecayParameters,
    mcf: Array,
) -> tuple[Array, list[Finding]]:
    """Carbon that lies in a site when the year of the records begins; composed as what arrives today."""
    opening, doubts = _opening(start, code, row)
    if opening >= start.year:
        return np.zeros_like(deposits), doubts
    total = deposits.sum(axis=0)
    known = {start.year: np.ones(1), **_recorded(start, code, opening)}
    past = cast_back(known, opening=opening, growth=_growth(start, code, row))
    # As a multiple of this year's deposits, so that every material has the same past.
    multiple = np.broadcast_to(past.deposits_t_wet[:-1], (start.year - opening, total.size))
    disposal = Disposal(
        years=np.arange(opening, start.year),
        deposits_t_wet=deposits[None, :, None, :] * multiple[None, None],
        mcf_frac=np.broadcast_to(mcf, (1, start.year - opening, mcf.size)),
        oxidation_frac=np.zeros((1, start.year - opening, 1)),
    )
    return landfill_methane(disposal, parameters).stock_t_carbon[0], doubts


def _opening(start: StartingPoint, code: str, row: DisposalHistory | None) -> tuple[int, list[Finding]]:
    if row is not None and row.opened_year is not None:
        return row.opened_year, []
    years = int(default_growth()["history"].value)
    values: dict[str, str | float] = {"facility": code, "count": years}
    return start.year - years, [Finding(code="scenario-opening-assumed", values=values)]


def _recorded(start: StartingPoint, code: str, opening: int) -> dict[int, Array]:
    """Recorded deposits of earlier years as multiples of what the account has for this year."""
    amounts = start.examination.amounts.counted_by_facility.get(code)
    today = 0.0 if amounts is None else float(amounts[0]) * DAYS_PER_YEAR
    rows: Sequence[tuple[int, float]] = [
        (row.year, row.tonnes_t)
        for row in start.examination.records.past_deposits
        if row.facility == code and opening <= row.year < start.year
    ]
    return {year: np.array([tonnes / today]) for year, tonnes in rows} if today > 0 else {}


def _growth(start: StartingPoint, code: str, row: DisposalHistory | None) -> Array | float:
    if row is not None and row.deposit_growth_frac is not None:
        return row.deposit_growth_frac
    people, rate = (
        start.draw(
            f"past_deposit_default.{name}",
            Estimate(
                value=1.0 + factor.value,
                low=1.0 + factor.low,
                high=1.0 + factor.high,
                means=RangeMeaning.BOUNDS,
                is_default=True,
            ),
        )
        for name, factor in default_growth().items()
        if name != "history"
    )
    return people * rate - 1.0
