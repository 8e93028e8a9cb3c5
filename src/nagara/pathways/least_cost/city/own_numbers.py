"""A city's own prices and measures in the place of defaults, wherever a plan asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nagara.evidence import factor
from nagara.indicators.published.draws import OWN
from nagara.uncertainty.estimates import Estimate

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from nagara.pathways.least_cost.question.places import OwnNumber
    from nagara.uncertainty.published_number import Draw

__all__ = ["with_own_numbers"]


def with_own_numbers(draw: Draw, numbers: tuple[OwnNumber, ...]) -> Draw:
    """The same values, but the city's own where it has some; these are drawn by themselves.

    Parameters
    ----------
    draw
        Gives the values of defaults.
    numbers
        The city's own.
    """
    own = {f"technology.{each.technology}.{each.parameter}": each for each in numbers}

    def value(name: str, estimate: Estimate) -> NDArray[np.float64]:
        ours = own.get(name)
        return draw(name, estimate) if ours is None else draw(OWN + name, _estimate(ours))

    return value if own else draw


def _estimate(ours: OwnNumber) -> Estimate:
    is_share = factor("technology", ours.technology, ours.parameter).unit == "frac"
    return Estimate(value=ours.value, low=ours.low, high=ours.high, source=ours.source, is_share=is_share)
