"""Methane of one disposal site of a city: its past from records or cast back, its decay by first order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.emissions.landfill_methane import Disposal, landfill_methane, recovery_findings
from nagara.emissions.landfill_site import methane_correction
from nagara.emissions.methane_commitment import methane_commitment
from nagara.emissions.past_deposits import cast_back, default_growth, growing_series, growth_frac
from nagara.evidence import factor
from nagara.uncertainty.estimates import Estimate
from nagara.uncertainty.published_number import draw_published, published
from nagara.waste.ledger import estimate_of

if TYPE_CHECKING:
    from nagara.emissions.decay_parameters import DecayParameters
    from nagara.findings import Finding
    from nagara.uncertainty.published_number import Draw
    from nagara.waste.records import CityRecords, DisposalHistory, Facility

__all__ = ["SiteGas", "SitePast", "site_gas", "site_past"]

Array: TypeAlias = NDArray[np.float64]

NOT_KNOWN: Final = "uncategorised"


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePast:
    """What a city wrote down about one site, and what stands in for the rest.

    Parameters
    ----------
    facility
        The site.
    history
        Its row of the form, if it has one.
    recorded
        Deposits of earlier years [t].
    year
        The year of the report.
    """

    facility: Facility
    history: DisposalHistory | None
    recorded: Mapping[int, float]
    year: int

    @property
    def management(self) -> str:
        """How it is run; not known where nobody said."""
        return (self.history.management if self.history else None) or NOT_KNOWN

    @property
    def is_management_default(self) -> bool:
        """Whether nobody said how it is run."""
        return self.history is None or self.history.management is None

    @property
    def first_known(self) -> int:
        """First year with an amount."""
        return min(self.recorded, default=self.year)

    @property
    def opening(self) -> int:
        """First year that received waste: as recorded, else the published length of a history before this year."""
        opened = self.history.opened_year if self.history else None
        if opened is None:
            opened = self.year - int(default_growth()["history"].value)
        return min(opened, self.first_known)

    @property
    def is_opening_default(self) -> bool:
        """Whether nobody said when it was opened."""
        return self.history is None or self.history.opened_year is None

    @property
    def is_growth_default(self) -> bool:
        """Whether deposits before the first known year rest on an assumed growth."""
        is_given = self.history is not None and self.history.deposit_growth_frac is not None
        return self.opening < self.first_known and not is_given

    @property
    def assumed_years(self) -> tuple[int, ...]:
        """Years between opening and this year whose amount was not recorded."""
        closed = self.history.closed_year if self.history else None
        last = self.year if closed is None else min(closed + 1, self.year)
        return tuple(year for year in range(self.opening, last) if year not in self.recorded)

    @property
    def growth_value(self) -> float:
        """Yearly growth before the first known year, at the plug-in values [1/year]."""
        if self.history is not None and self.history.deposit_growth_frac is not None:
            return self.history.deposit_growth_frac
        rows = default_growth()
        return float(growth_frac(rows["population_growth"].value, rows["rate_growth"].value))

    def growth(self, draw: Draw) -> Array:
        """Yearly growth before the first known year [1/year]."""
        if not self.is_growth_default:
            return np.array([self.growth_value])
        # A growth may be negative, which no estimate of an amount is: it is drawn one above zero.
        people, rate = (
            draw(f"past_deposit_default.{name}", _above(name)) - 1.0 for name in ("population_growth", "rate_growth")
        )
        return growth_frac(people, rate)

    def burnt(self, draw: Draw) -> Array | None:
        """Part of the deposited waste that burns on the site [frac]; ``None`` where nobody said."""
        row = self.history
        if row is None or row.burnt_frac is None:
            return None
        estimate = estimate_of(
            row.burnt_frac, row.burnt_low, row.burnt_high, row.range_is, source=row.source, is_share=True
        )
        return draw(f"own.burnt.{self.facility.facility}", estimate)

    def recovered(self, draw: Draw) -> Array | None:
        """Methane metered as recovered in the year [t]."""
        row = self.history
        if row is None or row.methane_recovered_t_per_year is None:
            return None
        estimate = estimate_of(
            row.methane_recovered_t_per_year,
            row.methane_recovered_low,
            row.methane_recovered_high,
            row.range_is,
            source=row.source,
            relative_error=factor("account_default", "records_relative_error").value,
        )
        return draw(f"own.methane_recovered.{self.facility.facility}", estimate)


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteGas:
    """Methane of one site in the year, shapes (draws,) or (1,) [t].

    Parameters
    ----------
    generated_t_ch4, recovered_t_ch4, emitted_t_ch4
        In the year, by first-order decay.
    committed_t_ch4
        What the waste of this year will emit over all time, recovery as in this year.
    oxidation_frac
        Part of the methane not recovered that is oxidised in the cover [frac].
    burned_t_wet
        Deposited waste that burned, by material, shape (11, draws); ``None`` where nobody looked.
    capped_frac
        Share of the draws in which more was metered as recovered than is generated [frac].
    recovery_findings
        What is to be said of it, where there are such draws.
    """

    generated_t_ch4: Array
    recovered_t_ch4: Array
    emitted_t_ch4: Array
    committed_t_ch4: Array
    oxidation_frac: Array
    burned_t_wet: Array | None
    capped_frac: float
    recovery_findings: tuple[Finding, ...]


def site_past(records: CityRecords, facility: Facility) -> SitePast:
    """Gather what was written down about one site."""
    code, year = facility.facility, records.city.year
    history = next((row for row in records.disposal_history if row.facility == code), None)
    recorded = {row.year: row.tonnes_t for row in records.past_deposits if row.facility == code and row.year < year}
    return SitePast(facility=facility, history=history, recorded=recorded, year=year)


def site_gas(
    past: SitePast, received_t: Array, materials: Array, rotting: Sequence[int], parameters: DecayParameters, draw: Draw
) -> SiteGas:
    """Let the waste of one site decay.

    Parameters
    ----------
    past
        What is known of it.
    received_t
        Deposits of this year, picked material taken off [t], shape (draws,) or (1,).
    materials
        The eleven materials in waste at disposal [frac], shape (11, draws) or (11, 1); taken as the same in all years.
    rotting
        Rows of the materials that the parameters speak of.
    parameters
        Carbon and rates.
    draw
        Gives all other numbers.

    Notes
    -----
    Before the first known year deposits grew evenly, so that their stock has a closed form; each
    known year adds to it, and this year is worked out by the engine, which checks its balance.
    """
    mcf = _correction(past.management, draw)
    burnt = past.burnt(draw)
    parts = materials[list(rotting)]
    if burnt is not None:
        parts = parts * (1.0 - burnt)
    growth = past.growth(draw)
    deposits = _deposits(past, received_t, growth, draw)
    covered = past.history is not None and bool(past.history.has_oxidising_cover)
    oxidation = draw_published(draw, "oxidation", "oxidising" if covered else "none")
    metered = past.recovered(draw)
    arriving = parts * deposits[-1]
    disposal = Disposal(
        years=np.array([past.year]),
        deposits_t_wet=arriving[:, None, :],
        mcf_frac=mcf[None, :],
        oxidation_frac=oxidation[None, :],
        recovered_t_ch4=None if metered is None else metered[None, :],
        sites=(past.facility.name,),
    )
    before = _stock_before(past, parts, deposits, mcf, growth, parameters)
    methane = landfill_methane(disposal, parameters, stock_t_carbon=before)
    generated, recovered = methane.generated_t_ch4[0], methane.recovered_t_ch4[0]
    committed = methane_commitment(
        arriving,
        mcf,
        parameters,
        recovery_frac=recovered / np.where(generated > 0, generated, 1.0),
        oxidation_frac=oxidation,
    )
    return SiteGas(
        generated_t_ch4=generated,
        recovered_t_ch4=recovered,
        emitted_t_ch4=methane.emitted_t_ch4[0],
        committed_t_ch4=committed.emitted_t_ch4,
        oxidation_frac=oxidation,
        burned_t_wet=None if burnt is None else materials * (received_t * burnt),
        capped_frac=0.0 if methane.capped_frac is None else float(methane.capped_frac[0]),
        recovery_findings=recovery_findings(disposal, methane),
    )


def _deposits(past: SitePast, received_t: Array, growth: Array, draw: Draw) -> Array:
    """Deposits from the first known year to this one [t], shape (years, draws)."""
    known: dict[int, Array] = {}
    if past.recorded:
        spread = factor("account_default", "records_relative_error").value
        scale = draw(
            f"own.past_deposits.{past.facility.facility}",
            estimate_of(1.0, None, None, None, source="recorded deposits", relative_error=spread),
        )
        known = {year: tonnes * scale for year, tonnes in past.recorded.items()}
    closed = past.history.closed_year if past.history else None
    if closed is not None:
        known |= {year: np.zeros(1) for year in range(max(closed + 1, past.first_known), past.year)}
    known[past.year] = received_t
    return cast_back(known, opening=min(known), growth=growth).deposits_t_wet


def _stock_before(
    past: SitePast, parts: Array, deposits: Array, mcf: Array, growth: Array, parameters: DecayParameters
) -> Array:
    """Decomposable carbon that lies there when this year begins [t], shape (materials, draws).

    What lay there before the first known year has a closed form; each known year lets it decay and
    adds its own. The recursion is that of :mod:`nagara.emissions.landfill_decay`; composition and methane
    correction are the same in all years, so that they are multiplied with the sum of all years once.
    """
    shape = np.broadcast_shapes(parts.shape, deposits.shape[1:], parameters.left_frac.shape)
    tonnes = np.zeros(shape)  # of waste as fresh as that of the last year
    if past.opening < past.first_known:
        series = growing_series(growth, np.array(past.first_known - past.opening), parameters)
        np.multiply(series, deposits[0] / (1.0 + growth), out=tonnes)
    for amount in deposits[:-1]:
        tonnes *= parameters.left_frac
        tonnes += amount
    tonnes *= parameters.decomposable_frac
    tonnes *= parts
    stock: Array = tonnes * mcf
    return stock


def _correction(management: str, draw: Draw) -> Array:
    """Methane correction of a kind of site [frac]; all sites of a kind share it."""
    row = methane_correction(management, "2019")
    return draw("methane_correction." + ".".join(row.key), published("methane_correction", *row.key))


def _above(name: str) -> Estimate:
    row = default_growth()[name]
    return Estimate(value=1.0 + row.value, low=1.0 + row.low, high=1.0 + row.high, source=row.source, is_default=True)
