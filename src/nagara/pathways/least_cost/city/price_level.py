"""Defaults in the money of the year that a planner counts in.

Default costs stand in dollars of about one year. A budget, a tariff or a tender is money of another one, and
next to each other they may stand only in the same. A named price index carries the defaults over; what a
planner writes down is in that money already and stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from nagara.evidence import factor, table
from nagara.pathways.least_cost.question.refusals import PlanError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from nagara.pathways.least_cost.question.places import Places
    from nagara.uncertainty.estimates import Estimate
    from nagara.uncertainty.published_number import Draw

__all__ = ["default_price_year", "in_money_of", "price_ratio", "price_year_of"]

INDEX: Final = "us-consumer-prices"
MONEY: Final = "usd"
"""What the unit of every amount of money begins with."""


def default_price_year() -> int:
    """Year of the money in which default costs are printed."""
    return round(factor("technology", "money", "price_year").value)


def price_year_of(places: Places) -> int:
    """Year of the money that a plan counts in.

    Parameters
    ----------
    places
        What a planner wrote down.
    """
    return default_price_year() if places.price_year is None else places.price_year


def price_ratio(year: int) -> float:
    """What a dollar of the defaults is in the money of a year [1].

    Parameters
    ----------
    year
        Of the money.

    Raises
    ------
    PlanError
        If the index does not know the year.

    Examples
    --------
    >>> price_ratio(default_price_year())
    1.0
    >>> round(price_ratio(2024), 2)
    1.32
    """
    known = sorted(int(key[1]) for key in table("price_index").factors if key[0] == INDEX)
    if year not in known:
        why = f"is {year}, and the price index knows {known[0]} to {known[-1]}"
        raise PlanError(
            "price_year", why, "Name a year that it knows, and write own numbers in the money of that year."
        )
    before = factor("price_index", INDEX, str(default_price_year())).value
    return factor("price_index", INDEX, str(year)).value / before


def in_money_of(draw: Draw, year: int) -> Draw:
    """The same values, but every default amount of money in that of a year.

    Parameters
    ----------
    draw
        Gives the values of defaults.
    year
        Of the money.
    """
    ratio = price_ratio(year)
    money = {
        f"technology.{key[0]}.{key[1]}"
        for key, row in table("technology").factors.items()
        if row.unit.startswith(MONEY)
    }

    def value(name: str, estimate: Estimate) -> NDArray[np.float64]:
        return draw(name, estimate) * ratio if name in money else draw(name, estimate)

    return draw if ratio == 1.0 else value
