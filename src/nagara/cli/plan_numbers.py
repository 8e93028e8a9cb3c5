"""Numbers of a plan as they are typed: what no city can mean is refused before anything is read or searched."""

from __future__ import annotations

from typing import Final

from nagara.errors import UnreadableFileError

__all__ = ["require_numbers", "require_years"]

MOST_USD: Final = 1e13
"""More than all cities of the world spend in a year [USD]."""
MOST_USD_PER_T: Final = 1e5
"""More than any price of carbon [USD/t CO2e]."""
MOST_KM2: Final = 1e6
"""More than any city covers [km2]."""
MOST_YEARS: Final = 50
"""A plan for longer says nothing that its prices bear, and takes long to find [years]."""


def require_numbers(*, budget: float | None, carbon: float, income: float | None, area: float | None) -> None:
    """Refuse money and areas that are no amounts, or that are out of all proportion.

    Parameters
    ----------
    budget, income
        Of a year [USD].
    carbon
        Of a tonne [USD/t CO2e].
    area
        In which households live [km2].

    Raises
    ------
    UnreadableFileError
        If one of them cannot be meant.
    """
    _within("--budget", budget, MOST_USD, "US dollars a year, such as 12000000", may_be_nothing=True)
    _within("--carbon-price", carbon, MOST_USD_PER_T, "US dollars for a tonne, such as 40", may_be_nothing=True)
    _within("--household-income", income, MOST_USD, "US dollars a year, such as 3600")
    _within("--area", area, MOST_KM2, "square kilometres, such as 120")


def _within(option: str, value: float | None, most: float, mend: str, *, may_be_nothing: bool = False) -> None:
    if value is None or 0.0 < value <= most or (may_be_nothing and value == 0.0):
        return
    why = f"{value:g} lies outside 0 to {most:g}" if may_be_nothing else f"{value:g} is not above 0 and up to {most:g}"
    raise UnreadableFileError(option, why, f"Write {mend}.")


def require_years(last_year: int | None, records_year: int) -> None:
    """Refuse a plan that runs longer than its prices bear.

    Parameters
    ----------
    last_year, records_year
        The last year that was asked for, and the year of the records.

    Raises
    ------
    UnreadableFileError
        If there are more than :data:`MOST_YEARS` between them.
    """
    if last_year is not None and last_year - records_year > MOST_YEARS:
        why = f"{last_year} is more than {MOST_YEARS} years after the records of {records_year}"
        raise UnreadableFileError("--last-year", why, f"Name {records_year + MOST_YEARS} or an earlier year.")
