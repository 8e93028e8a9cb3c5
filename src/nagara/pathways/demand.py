"""How much waste there will be: people, waste of each person, and what it is made of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.evidence import factor
from nagara.pathways.levers import categories_of
from nagara.pathways.scenario import drawn_change, drawn_value, reached
from nagara.uncertainty.estimates import Estimate
from nagara.waste.material_map import CATEGORIES

if TYPE_CHECKING:
    from nagara.pathways.scenario import Change
    from nagara.pathways.starting_point import StartingPoint

__all__ = ["demand"]

Array: TypeAlias = NDArray[np.float64]


def demand(start: StartingPoint, changes: Sequence[Change], years: Sequence[int]) -> tuple[Array, Array]:
    """People, and the waste of each category as a multiple of that of the year of the records.

    Parameters
    ----------
    start
        Where the city stands.
    changes
        Changes in the order in which they are applied; those of other levers are passed over.
    years
        Consecutive years, the first of them that of the records.

    Returns
    -------
    tuple
        People, shape (years, draws) [persons], and the multiple, shape (12, years, draws) [1].
    """
    people = np.cumprod(_growth(start, changes, years, "population_growth", "population_growth"), axis=0)
    per_person = np.cumprod(_growth(start, changes, years, "waste_growth", "rate_growth"), axis=0)
    multiple = np.repeat((people * per_person)[None], len(CATEGORIES), axis=0)
    for change in changes:
        if change.what == "waste_per_person":
            rows = categories_of(change.of_which)
            multiple[rows] *= 1.0 + drawn_change(change, start.draw) * reached(change, years)[:, None]
        elif change.what == "composition_share":
            _shift(start, multiple, change, years)
    return start.population * people, multiple


def _growth(start: StartingPoint, changes: Sequence[Change], years: Sequence[int], what: str, default: str) -> Array:
    """Multiple of each year over the one before, shape (years, draws); nothing grows into the first year."""
    growth = np.ones((len(years), start.population.size))
    growth[1:] = _yearly(start, default)
    for change in changes:
        if change.what == what:
            part = reached(change, years)[:, None]
            growth = np.where(part > 0, growth + (1.0 + drawn_change(change, start.draw) - growth) * part, growth)
    return growth


def _yearly(start: StartingPoint, name: str) -> Array:
    """Default growth as a yearly multiple, the same in all years of a draw."""
    known = factor("projection_default", name)
    estimate = Estimate(
        value=1.0 + known.value, low=1.0 + known.low, high=1.0 + known.high, source=known.source, is_default=True
    )
    return start.draw(f"projection_default.{name}", estimate)


def _shift(start: StartingPoint, multiple: Array, change: Change, years: Sequence[int]) -> None:
    """Set the share of some categories; the others make room in proportion, the total stays."""
    part = reached(change, years)
    on = part > 0
    if not on.any():
        return
    rows = categories_of(change.of_which)
    mass = start.mass_t.sum(axis=1)[:, None, :] * multiple[:, on]
    total, those = mass.sum(axis=0), mass[rows].sum(axis=0)
    share = those / np.where(total > 0, total, 1.0)
    wanted = share + (drawn_value(change, start.draw, is_share=True) - share) * part[on][:, None]
    others = np.setdiff1d(np.arange(len(CATEGORIES)), rows)
    full = np.where(share > 0, share, 1.0)
    rest = np.where(share < 1, 1.0 - share, 1.0)
    shifted = multiple[:, on]
    shifted[rows] *= np.where(share > 0, wanted / full, 1.0)
    shifted[others] *= np.where((share > 0) & (share < 1), (1.0 - wanted) / rest, 1.0)
    multiple[:, on] = shifted
