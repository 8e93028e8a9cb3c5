"""Published numbers as estimates, and the two ways to turn an estimate into values.

A model asks for its numbers through a :data:`Draw`: once at the plug-in values, once draw by draw.
It never knows which of the two it is given.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.evidence import factor
from nagara.uncertainty.estimates import Estimate, RangeMeaning
from nagara.uncertainty.streams import stream

__all__ = ["Draw", "at_plug_in", "draw_published", "drawn_from", "published"]

Array: TypeAlias = NDArray[np.float64]
Draw: TypeAlias = Callable[[str, Estimate], Array]
"""Values of the number of that name, shape (1,) at the plug-in value or (draws,)."""


@cache
def published(table: str, *key: str, means: RangeMeaning = RangeMeaning.INTERVAL_95) -> Estimate:
    """One row of an evidence table as an estimate.

    Parameters
    ----------
    table, key
        Name of the table and its key columns.
    means
        What its low and high are drawn as; the table says so.

    Raises
    ------
    UnknownCodeError
        If the table has no such row.

    Examples
    --------
    >>> published("material_carbon", "plastics", "fossil_of_carbon").is_share
    True
    """
    row = factor(table, *key)
    return Estimate(
        value=row.value,
        low=row.low,
        high=row.high,
        means=means,
        source=row.source,
        is_share=row.unit == "frac",
        is_default=True,
    )


def draw_published(draw: Draw, table: str, *key: str) -> Array:
    """Draw one row of an evidence table; equal rows share their draws wherever they are used."""
    return draw(".".join((table, *key)), published(table, *key))


def at_plug_in(_name: str, estimate: Estimate) -> Array:
    """Give the best value itself, shape (1,)."""
    return np.array([estimate.value])


def drawn_from(seed: int, draws: int) -> Draw:
    """Draw each number from the stream of its name.

    Parameters
    ----------
    seed
        The seed of the whole calculation.
    draws
        Number of draws.

    Examples
    --------
    >>> drawn_from(1, 3)("fill", Estimate(value=0.9, low=0.8, high=1.0)).shape
    (3,)
    """

    def draw(name: str, estimate: Estimate) -> Array:
        return estimate.from_normal(stream(seed, name).standard_normal(draws))

    return draw
