"""A landfill case: sites with their history, worked out at the plug-in values, and what a reader should know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nagara.emissions.decay_parameters import (
    DECAY_FROM_NEXT_YEAR,
    MATERIALS,
    DecayParameters,
    default_parameters,
)
from nagara.emissions.gases import WarmingPotentials, warming_potentials
from nagara.emissions.landfill_methane import Disposal, LandfillMethane, landfill_methane
from nagara.emissions.landfill_site import LandfillSite
from nagara.evidence import factor
from nagara.findings import Finding

__all__ = ["LandfillCase", "LandfillCaseResult", "work_out"]

Array = NDArray[np.float64]

INERT: Final = ("plastics", "metal", "glass", "other")
"""Materials whose carbon is fossil or that hold none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LandfillCase:
    """Disposal sites over the same years, with the parameters to be used.

    Parameters
    ----------
    years
        Consecutive years [year].
    gwp
        Assessment report of the warming potentials: ``AR4``, ``AR5`` or ``AR6``.
    edition
        Edition of the IPCC guidelines: ``2006`` or ``2019``.
    climate
        One of :data:`nagara.emissions.decay_parameters.CLIMATES`.
    sites
        The disposal sites.
    doc_frac
        Degradable carbon by fraction [frac]. If it is given, a fraction that is left out has none.
    docf_frac, k_per_year
        Share that decomposes [frac] and rate [1/year] by fraction; defaults where they are left out.
    methane_frac
        Methane in the gas that is generated [frac]; the default if left out.
    start_month
        Month in which waste begins to decay, counted from January of its year.
    findings
        Doubts that came up while the case was read.
    """

    years: tuple[int, ...]
    gwp: str
    edition: str
    climate: str
    sites: tuple[LandfillSite, ...]
    doc_frac: Mapping[str, float] | None = None
    docf_frac: Mapping[str, float] = field(default_factory=dict)
    k_per_year: Mapping[str, float] = field(default_factory=dict)
    methane_frac: float | None = None
    start_month: int = DECAY_FROM_NEXT_YEAR
    findings: tuple[Finding, ...] = ()

    @property
    def fractions(self) -> tuple[str, ...]:
        """The fractions that some site receives, or that a parameter is given for."""
        named = {name for site in self.sites for name in site.deposits_t_wet}
        named |= {*(self.doc_frac or {}), *self.docf_frac, *self.k_per_year}
        return tuple(material for material in MATERIALS if material in named) or MATERIALS[:1]

    def parameters(self) -> DecayParameters:
        """The parameters that the case is worked out with: given ones first, defaults where there are none."""
        default = default_parameters(self.edition, self.climate, self.fractions, start_month=self.start_month)
        doc = default.doc_frac if self.doc_frac is None else _column(self.fractions, self.doc_frac, None)
        return DecayParameters(
            fractions=self.fractions,
            doc_frac=doc,
            docf_frac=_column(self.fractions, self.docf_frac, default.docf_frac),
            k_per_year=_column(self.fractions, self.k_per_year, default.k_per_year),
            methane_frac=default.methane_frac if self.methane_frac is None else np.array([self.methane_frac]),
            start_month=self.start_month,
        )

    def disposal(self) -> Disposal:
        """The sites as arrays of shape (sites, fractions, years, 1)."""
        nothing = (0.0,) * len(self.years)
        return Disposal(
            years=np.array(self.years, dtype=np.int64),
            deposits_t_wet=np.array(
                [[site.deposits_t_wet.get(each, nothing) for each in self.fractions] for site in self.sites],
                dtype=np.float64,
            )[..., np.newaxis],
            mcf_frac=_by_year([site.mcf_frac for site in self.sites]),
            oxidation_frac=_by_year([site.oxidation_frac for site in self.sites]),
            recovery_frac=_by_year([site.recovery_frac for site in self.sites]),
            sites=tuple(site.name for site in self.sites),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LandfillCaseResult:
    """Methane of a case, its warming potentials and its doubts.

    Parameters
    ----------
    case
        What was worked out.
    parameters
        What it was worked out with.
    methane
        Methane of shape ``(sites, years, 1)``.
    potentials
        Warming potentials over 100 years; the methane of waste is biogenic.
    findings
        What a reader should know.
    """

    case: LandfillCase
    parameters: DecayParameters
    methane: LandfillMethane
    potentials: WarmingPotentials
    findings: tuple[Finding, ...]


def work_out(case: LandfillCase) -> LandfillCaseResult:
    """Work out the methane of a case.

    Parameters
    ----------
    case
        Sites and parameters.

    Returns
    -------
    LandfillCaseResult
        Methane by site and year.

    Raises
    ------
    SiteHistoryError
        If a site received waste while it was not open.
    UnknownCodeError
        If edition, climate, fraction or assessment report is not known.
    QuantityError
        If a number is impossible.
    """
    for site in case.sites:
        site.require_life(case.years)
    parameters = case.parameters()
    return LandfillCaseResult(
        case=case,
        parameters=parameters,
        methane=landfill_methane(case.disposal(), parameters),
        potentials=warming_potentials(case.gwp),
        findings=(*case.findings, *_parameter_findings(case), *_site_findings(case)),
    )


def _parameter_findings(case: LandfillCase) -> Iterator[Finding]:
    deposited = {name for site in case.sites for name, amounts in site.deposits_t_wet.items() if any(amounts)}
    if case.doc_frac is None:
        return
    for fraction in case.fractions:
        if fraction in deposited and fraction not in case.doc_frac:
            yield Finding(code="landfill-carbon-left-out", values={"fraction": fraction})
        if fraction in INERT and case.doc_frac.get(fraction, 0.0) > 0.0:
            yield Finding(
                code="landfill-carbon-in-inert",
                values={"fraction": fraction, "carbon": case.doc_frac[fraction]},
            )


def _site_findings(case: LandfillCase) -> Iterator[Finding]:
    usual = factor("oxidation", "oxidising").value
    for site in case.sites:
        if site.opening < case.years[0]:
            values: dict[str, str | float] = {
                "site": site.name,
                "opening": str(site.opening),
                "first": str(case.years[0]),
                "count": case.years[0] - site.opening,
            }
            yield Finding(code="landfill-early-years-missing", values=values)
        if max(site.oxidation_frac) > usual:
            values = {"site": site.name, "oxidation": max(site.oxidation_frac), "usual": usual}
            yield Finding(code="landfill-oxidation-high", values=values)
        if not any(any(amounts) for amounts in site.deposits_t_wet.values()):
            yield Finding(code="landfill-without-waste", values={"site": site.name})


def _column(fractions: tuple[str, ...], given: Mapping[str, float], default: Array | None) -> Array:
    """One number for each fraction: the given one, else the default, else nothing."""
    base = np.zeros((len(fractions), 1)) if default is None else default.copy()
    for index, fraction in enumerate(fractions):
        if fraction in given:
            base[index] = given[fraction]
    return base


def _by_year(rows: list[tuple[float, ...]]) -> Array:
    return np.array(rows, dtype=np.float64)[..., np.newaxis]
