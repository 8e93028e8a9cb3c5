"""Between what an investment lies: its law of size over draws of the evidence tables, its size as the plan has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.evidence import table
from nagara.pathways.least_cost.city.own_numbers import with_own_numbers
from nagara.pathways.least_cost.city.price_level import in_money_of, price_year_of
from nagara.uncertainty.published_number import draw_published

if TYPE_CHECKING:
    from nagara.pathways.least_cost.city.city_problem import CityStart
    from nagara.pathways.least_cost.solving.plan import Plan

__all__ = ["invested_ends", "investment_ends"]

Array: TypeAlias = NDArray[np.float64]

ENDS: Final = (0.025, 0.975)
LAW: Final = ("reference_size", "investment", "size_exponent")


def investment_ends(city: CityStart, plan: Plan) -> tuple[tuple[float, float] | None, ...]:
    """Both ends of the 95 % interval of every investment of a plan, in its order [USD].

    Nothing is solved again: the size stays, and :math:`K_0 (q / q_0)^a` is drawn with all three of its numbers.

    Parameters
    ----------
    city
        Where the city stands, with its draws.
    plan
        What is built.

    Returns
    -------
    tuple
        Nothing for what has no row in the evidence tables.
    """
    return tuple(None if usd is None else _ends(usd) for usd in _drawn(city, plan))


def invested_ends(city: CityStart, plan: Plan) -> tuple[float, float] | None:
    """Both ends of the 95 % interval of all that a plan invests [USD].

    Plants of one kind are dear or cheap together.

    Parameters
    ----------
    city
        Where the city stands, with its draws.
    plan
        What is built.

    Returns
    -------
    tuple or None
        Nothing where nothing is built, or where something has no row in the evidence tables.
    """
    drawn = [usd for usd in _drawn(city, plan) if usd is not None]
    if not drawn or len(drawn) < len(plan.investments):
        return None
    return _ends(np.asarray(np.sum(drawn, axis=0)))


def _drawn(city: CityStart, plan: Plan) -> list[Array | None]:
    places = {each.code: each for each in plan.problem.facilities}
    return [_of(city, places[each.facility].technology.code, each.size) for each in plan.investments]


def _of(city: CityStart, code: str, size: float) -> Array | None:
    """What a size of a technology costs in every draw [USD]."""
    known = table("technology").factors
    if any((code, name) not in known for name in LAW[:2]):
        return None
    places = city.settings.places
    draw = with_own_numbers(in_money_of(city.start.draw, price_year_of(places)), places.numbers)
    reference, usd_per_size, exponent = (
        draw_published(draw, "technology", code, name)[1:] if (code, name) in known else np.ones(1) for name in LAW
    )
    return np.asarray(reference * usd_per_size * (size / reference) ** np.minimum(exponent, 1.0))


def _ends(usd: Array) -> tuple[float, float]:
    low, high = np.quantile(usd, ENDS)
    return float(low), float(high)
