"""A disposal site: when it was open, how it was run, what it received.

The kinds of sites are those of IPCC Vol. 5, ch. 3, Table 3.1; their methane correction factors stand
in the evidence table ``methane_correction``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from nagara.emissions.decay_parameters import EDITIONS
from nagara.errors import SiteHistoryError, UnknownCodeError
from nagara.evidence import Factor, codelist, table

__all__ = [
    "LandfillSite",
    "MisplacedDeposit",
    "kind_code",
    "methane_correction",
    "misplaced_deposits",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class LandfillSite:
    """One disposal site over the years of a case; every tuple has one entry for each year.

    Parameters
    ----------
    name
        Name of the site.
    opening
        First year that received waste [year].
    closing
        Last year that received waste [year]; nothing while it is open.
    mcf_frac
        Methane correction of the year of deposition [frac].
    oxidation_frac
        Oxidised share of what is not recovered, in the year of emission [frac].
    recovery_frac
        Recovered share of what is generated in the year [frac].
    deposits_t_wet
        Waste deposited by fraction [t].
    """

    name: str
    opening: int
    closing: int | None
    mcf_frac: tuple[float, ...]
    oxidation_frac: tuple[float, ...]
    recovery_frac: tuple[float, ...]
    deposits_t_wet: Mapping[str, tuple[float, ...]]

    def require_life(self, years: tuple[int, ...]) -> None:
        """Refuse waste that was deposited while the site was not open.

        Parameters
        ----------
        years
            Years of the case [year].

        Raises
        ------
        SiteHistoryError
            If the site closed before it opened, or received waste before opening or after closing.
        """
        if self.closing is not None and self.closing < self.opening:
            why = f"closed in {self.closing}, before it opened in {self.opening}"
            raise SiteHistoryError(self.name, why, "Correct one of the two years.")
        for misplaced in misplaced_deposits(self, years):
            why = f"{misplaced.tonnes_t:g} t of {misplaced.fraction} in {misplaced.year}, {misplaced.why}"
            raise SiteHistoryError(self.name, why, "Move the tonnes to an open site, or correct the year.")


@dataclass(frozen=True, slots=True, kw_only=True)
class MisplacedDeposit:
    """Waste that a site cannot have received, because it was not open."""

    fraction: str
    index: int
    year: int
    tonnes_t: float
    why: str


def misplaced_deposits(site: LandfillSite, years: tuple[int, ...]) -> Iterator[MisplacedDeposit]:
    """Find deposits before opening and after closing, in the order of the fractions and years.

    Parameters
    ----------
    site
        The site.
    years
        Years of the case [year].
    """
    for fraction, amounts in site.deposits_t_wet.items():
        for index, (year, tonnes) in enumerate(zip(years, amounts, strict=True)):
            if tonnes == 0.0:
                continue
            if year < site.opening:
                why = f"before it opened in {site.opening}"
            elif site.closing is not None and year > site.closing:
                why = f"after it closed in {site.closing}"
            else:
                continue
            yield MisplacedDeposit(fraction=fraction, index=index, year=year, tonnes_t=tonnes, why=why)


def kind_code(name: str) -> str:
    """The code of a kind of site, by its code or another name of it.

    Raises
    ------
    UnknownCodeError
        If there is no such kind.

    Examples
    --------
    >>> kind_code("Unmanaged, deep")
    'unmanaged-deep'
    """
    words = "-".join(name.replace("_", " ").replace("-", " ").replace(",", " ").lower().split())
    if words not in _names():
        raise UnknownCodeError("kind of site", name, codelist("disposal_site_kind").codes)
    return _names()[words]


def methane_correction(kind: str, edition: str) -> Factor:
    """The methane correction factor of a kind of site [frac].

    Parameters
    ----------
    kind
        A code of ``disposal_site_kind``, or another name of it.
    edition
        ``2006`` or ``2019``. Kinds that 2006 does not name take the value of 2019, and their note says so.

    Raises
    ------
    UnknownCodeError
        If kind or edition is not known.

    Examples
    --------
    >>> methane_correction("unmanaged-deep", "2019").value
    0.8
    """
    if edition not in EDITIONS:
        raise UnknownCodeError("edition", edition, EDITIONS)
    return table("methane_correction")[kind_code(kind), edition]


@cache
def _names() -> Mapping[str, str]:
    return {
        name: code
        for code, entry in codelist("disposal_site_kind").entries.items()
        for name in (code, *entry["also"].split("|"))
    }
