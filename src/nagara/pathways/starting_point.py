r"""Where a city stands: the mass of every category at every destination, in the year of the records.

Notes
-----
The waste account gives tonnes by facility; the sorted samples give shares. With the disposed
:math:`D_j` of every site, the net recovered :math:`R_{fm}` of every material and the uncollected
:math:`U`, the mass of category :math:`c` at each destination is

.. math:: D_j\,c_c^{disp}, \qquad \sum_m R_{fm} a_{mc}, \qquad U\,c_c^{hh}

where :math:`a_{mc}` says which categories a recovered material is made of. The sum over all is what
the city generates, so mass is closed from the beginning.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.errors import BlockedError, ScenarioError
from nagara.evidence import codelist
from nagara.findings import Finding, blocking
from nagara.indicators.chapter import shared_draw
from nagara.indicators.composition_figures import composition_draws
from nagara.indicators.examination import Examination, examine
from nagara.indicators.published.draws import OWN
from nagara.uncertainty.estimates import Shape
from nagara.uncertainty.streams import stream
from nagara.units import DAYS_PER_YEAR
from nagara.waste.account import balance
from nagara.waste.material_map import CATEGORIES

if TYPE_CHECKING:
    from nagara.uncertainty.estimates import Estimate
    from nagara.waste.account import Amounts
    from nagara.waste.ledger import RecoveryLine
    from nagara.waste.records import CityRecords

__all__ = ["UNCOLLECTED", "Destination", "StartingPoint", "of_draw", "starting_point"]

Array: TypeAlias = NDArray[np.float64]

UNCOLLECTED: Final = "uncollected"
_FILM: Final = "plastic_ldpe_film"
_EITHER_PLASTIC: Final = "plastic_other_mixed"
_SITES: Final = frozenset({"landfill", "dumpsite"})
SHARE_WORTH_SAYING: Final = 0.01
"""Share of draws that had to be left out from which this is said [frac]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """Where waste can end: a facility, or nowhere.

    Parameters
    ----------
    code, name
        Its code in the records or in the scenario, and its name.
    kind
        Kind of facility; ``uncollected`` where there is none.
    is_informal
        Whether informal workers run it.
    reject_frac
        Part of what it receives that goes back to disposal, shape (draws,) or (1,) [frac].
    controlled
        One where it stands at Basic control or better, else zero, shape (draws,) or (1,).
    """

    code: str
    name: str
    kind: str
    is_informal: bool
    reject_frac: Array
    controlled: Array

    @property
    def is_site(self) -> bool:
        """Whether waste is deposited there."""
        return self.kind in _SITES

    @property
    def is_disposal(self) -> bool:
        """Whether waste is disposed of there, by depositing or by burning without energy recovery."""
        return self.kind != UNCOLLECTED and codelist("facility_kind")[self.kind]["role"] == "disposal"

    @property
    def is_recovery(self) -> bool:
        """Whether waste is recovered there."""
        return self.kind != UNCOLLECTED and not self.is_disposal


@dataclass(frozen=True, slots=True, kw_only=True)
class StartingPoint:
    """A city in the year of its records; the first entry of every axis of draws is the published value.

    Parameters
    ----------
    examination
        The records, understood.
    population
        People, shape (1 + draws,) [persons].
    destinations
        Facilities in the order of the records, then ``uncollected``.
    mass_t
        Waste of the year, shape (12, destinations, 1 + draws) [t].
    at_disposal_frac
        What arrives at disposal sites is made of, shape (12, 1 + draws) [frac].
    kept
        Numbers of the draws that were kept: those in which no amount is negative.
    seed, draws
        Of the calculation, before draws were left out.
    findings
        Doubts about the starting point.
    """

    examination: Examination
    population: Array
    destinations: tuple[Destination, ...]
    mass_t: Array
    at_disposal_frac: Array
    kept: NDArray[np.int64]
    seed: int
    draws: int
    findings: tuple[Finding, ...]

    @property
    def year(self) -> int:
        """Year of the records."""
        return self.examination.records.city.year

    def draw(self, name: str, estimate: Estimate) -> Array:
        """Give the published value of a number and, after it, its draws, shape (1 + draws,).

        The streams are those of the chapters of the annual report, so that equal numbers are drawn
        alike there and here, in the baseline and in every scenario; names that begin with ``own.``
        are the city's alone.
        """
        out = np.empty(1 + self.kept.size)
        out[0] = estimate.value
        if estimate.shape is Shape.FIXED:
            out[1:] = estimate.value
        elif name.startswith(OWN):
            city = self.examination.records.city
            normal = stream(self.seed, f"{city.country_iso3}.{city.city}.{city.year}|{name}").standard_normal(
                self.draws
            )
            out[1:] = estimate.from_normal(normal)[self.kept]
        else:
            out[1:] = shared_draw(self.seed, self.draws, name, estimate)[self.kept]
        return out

    def draw_for_years(self, name: str, estimate: Estimate) -> Array:
        """Give the same as :meth:`draw` in the shape (1, 1 + draws), which goes with arrays of years and draws."""
        return self.draw(name, estimate)[None]


def starting_point(records: CityRecords, *, draws: int, seed: int) -> StartingPoint:
    """Work out where a city stands.

    Parameters
    ----------
    records
        What the city wrote down.
    draws, seed
        As for the annual report; the draws are those of the report.

    Raises
    ------
    BlockedError
        If a finding is so grave that no figure may be printed.
    ScenarioError
        If nothing was sorted, or the published account itself is impossible.
    """
    examination = examine(records)
    if stops := blocking(examination.findings):
        raise BlockedError([str(finding) for finding in stops])
    inputs, sample = examination.inputs, examination.inputs.sample(seed, draws)
    survey, fixed = examination.survey, inputs.disposal
    household = None if survey is None or survey.composition_frac is None else survey.composition_frac[:, :, None]
    plug_in = _City.of(examination, inputs.plug_in(), household, None if fixed is None else fixed.frac[:, None])
    drawn = _City.of(examination, sample.draws, sample.household_by_stratum, sample.disposal)
    _refuse_impossible(plug_in, records)
    kept = np.flatnonzero((drawn.mass_t >= 0).all(axis=(0, 1)))
    together = [
        np.concatenate([one, two[..., kept]], axis=-1)
        for one, two in zip(plug_in.arrays(), drawn.arrays(), strict=True)
    ]
    population, mass_t, rejects, controlled, at_disposal = together
    return StartingPoint(
        examination=examination,
        population=population,
        destinations=_destinations(examination, plug_in.codes, rejects, controlled),
        mass_t=mass_t,
        at_disposal_frac=at_disposal,
        kept=kept,
        seed=seed,
        draws=draws,
        findings=_left_out(draws, kept.size),
    )


def of_draw(values: Array, at: int) -> float:
    """One draw of a number, shape (draws,) or (1,) where it is not drawn; 0 is the published value."""
    every = np.ravel(values)
    return float(every[min(at, every.size - 1)])


@dataclass(frozen=True, slots=True, kw_only=True)
class _City:
    """Arrays of a city, at the published values or draw by draw."""

    codes: tuple[str, ...]
    population: Array
    mass_t: Array
    rejects: Array
    controlled: Array
    at_disposal_frac: Array

    def arrays(self) -> tuple[Array, ...]:
        return self.population, self.mass_t, self.rejects, self.controlled, self.at_disposal_frac

    @classmethod
    def of(
        cls, examination: Examination, inputs: Mapping[str, Array], by_stratum: Array | None, disposal: Array | None
    ) -> _City:
        ledger = examination.ledger
        amounts = balance(ledger, inputs)
        shares = composition_draws(amounts, by_stratum, disposal)
        household = shares.disposal if shares.household is None else shares.household
        if household is None:
            place = examination.records.city.place()
            raise ScenarioError([str(Finding(code="scenario-nothing-sorted", place=place))])
        at_disposal = household if shares.disposal is None else shares.disposal
        codes = tuple(
            dict.fromkeys([*(line.facility for line in _counted(examination)), *(x.facility for x in ledger.disposal)])
        )
        size = amounts.population.size
        mass, rejected = np.zeros((12, len(codes) + 1, size)), np.zeros((len(codes) + 1, size))
        _recovered(examination, inputs, household, codes, mass, rejected)
        for line in ledger.disposal:
            mass[:, codes.index(line.facility)] += amounts.counted_by_facility[line.facility] * at_disposal
        mass[:, -1] = amounts.uncollected_t_per_day * household
        return cls(
            codes=codes,
            population=amounts.population,
            mass_t=mass * DAYS_PER_YEAR,
            rejects=rejected,
            controlled=_controlled(examination, inputs, codes, amounts),
            at_disposal_frac=at_disposal,
        )


def _counted(examination: Examination) -> tuple[RecoveryLine, ...]:
    return tuple(line for line in examination.ledger.recovery if line.is_counted)


def _recovered(
    examination: Examination,
    inputs: Mapping[str, Array],
    household: Array,
    codes: tuple[str, ...],
    mass: Array,
    rejected: Array,
) -> None:
    """Write the net recovered tonnes of every facility, and the part of its gross tonnes that it rejects."""
    gross = np.zeros_like(rejected)
    for line in _counted(examination):
        at, received = codes.index(line.facility), line.received.amount(inputs)
        net = received * (1.0 - inputs[line.reject])
        mass[:, at] += net * _made_of(line.material, household)
        gross[at] += received
        rejected[at] += received - net
    rejected /= np.where(gross > 0, gross, 1.0)


def _made_of(material: str, household: Array) -> Array:
    """Categories that a recovered material is made of, shape (12, draws) [frac]; as at home where it may be several."""
    group = codelist("recovered_material")[material]["group"]
    categories = codelist("waste_category").entries
    rows = [at for at, code in enumerate(CATEGORIES) if group in {"mixed", categories[code]["group"]}]
    if group == "plastics" and material != _EITHER_PLASTIC:
        rows = [CATEGORIES.index("plastic_film" if material == _FILM else "plastic_dense")]
    part = np.zeros_like(household)
    whole = household[rows].sum(axis=0)
    part[rows] = np.where(whole > 0, household[rows] / np.where(whole > 0, whole, 1.0), 1.0 / len(rows))
    return part


def _controlled(
    examination: Examination, inputs: Mapping[str, Array], codes: tuple[str, ...], amounts: Amounts
) -> Array:
    out = np.zeros((len(codes) + 1, amounts.population.size))
    ledger = examination.ledger
    known = {line.facility: line.is_controlled for line in ledger.recovery}
    known |= {line.facility: line.is_controlled for line in ledger.disposal}
    for at, code in enumerate(codes):
        out[at] = inputs.get(f"controlled.{code}", np.array([float(known[code])]))
    return out


def _destinations(
    examination: Examination, codes: tuple[str, ...], rejects: Array, controlled: Array
) -> tuple[Destination, ...]:
    facilities = {entry.facility: entry for entry in examination.records.facilities}
    named = tuple(
        Destination(
            code=code,
            name=facilities[code].name,
            kind=facilities[code].kind,
            is_informal=facilities[code].operator == "informal",
            reject_frac=rejects[at],
            controlled=controlled[at],
        )
        for at, code in enumerate(codes)
    )
    nowhere = Destination(
        code=UNCOLLECTED,
        name="Not collected",
        kind=UNCOLLECTED,
        is_informal=False,
        reject_frac=np.zeros(1),
        controlled=np.zeros(1),
    )
    return (*named, nowhere)


def _refuse_impossible(plug_in: _City, records: CityRecords) -> None:
    worst = plug_in.mass_t.sum(axis=0)[:, 0]
    if worst.min() < 0:
        code = (*plug_in.codes, UNCOLLECTED)[int(worst.argmin())]
        values: dict[str, str | float] = {"facility": code, "amount": float(-worst.min())}
        raise ScenarioError([str(Finding(code="scenario-start-negative", values=values, place=records.city.place()))])


def _left_out(draws: int, kept: int) -> tuple[Finding, ...]:
    share = 1.0 - kept / draws
    if share <= SHARE_WORTH_SAYING:
        return ()
    return (Finding(code="scenario-draws-left-out", values={"percent": round(100 * share, 1)}),)
