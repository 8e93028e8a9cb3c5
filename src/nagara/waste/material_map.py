r"""From the twelve categories of sorted waste to the materials of the IPCC and the fractions of plans.

One table says which part of each category is which material and which planning fraction, so the
two lists can never disagree. Mass is conserved by construction: the parts of a category sum to one.

.. math:: y_m = \sum_c s_{cm} x_c, \qquad \sum_m s_{cm} = 1
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.errors import FractionSumError
from nagara.evidence import codelist, table
from nagara.uncertainty.published_number import at_plug_in, published

if TYPE_CHECKING:
    from nagara.uncertainty.published_number import Draw

__all__ = [
    "CATEGORIES",
    "FRACTIONS",
    "MATERIALS",
    "MaterialMap",
    "Split",
    "material_map",
    "mass_gap",
    "plug_in_material_map",
    "to_ipcc",
    "to_planning",
]

Array: TypeAlias = NDArray[np.float64]

CATEGORIES: Final = codelist("waste_category").codes
"""The twelve categories of sorted waste, in their printed order."""
MATERIALS: Final = codelist("ipcc_material").codes
"""The eleven materials of the IPCC, in the order of every array of this floor and those above."""
FRACTIONS: Final = codelist("planning_fraction").codes
"""The twelve fractions that plans and facilities are described by."""
TOLERANCE: Final = 1e-12
"""How far the shares of a category may miss one [frac]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """One part of a category: which material and which planning fraction it is."""

    category: str
    material: str
    fraction: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialMap:
    """The parts of every category, at the plug-in values or draw by draw.

    Parameters
    ----------
    splits
        The parts.
    frac
        Share of its category that each part is [frac], shape (splits, 1) or (splits, draws).

    Raises
    ------
    FractionSumError
        If the shares of a category do not sum to one, or one of them is negative.
    """

    splits: tuple[Split, ...]
    frac: Array

    def __post_init__(self) -> None:
        for category in CATEGORIES:
            rows = [at for at, split in enumerate(self.splits) if split.category == category]
            total = self.frac[rows].sum(axis=0)
            worst = total[np.argmax(np.abs(total - 1.0))]
            if abs(worst - 1.0) > TOLERANCE or self.frac[rows].min(initial=0.0) < 0:
                raise FractionSumError(f"material map, {category}", float(worst), TOLERANCE)

    def to_ipcc(self, by_category: Array) -> Array:
        """Sort an amount of the twelve categories into the materials of the IPCC.

        Parameters
        ----------
        by_category
            Shares or masses, shape (12, ..., draws); the last axis may be 1.

        Returns
        -------
        NDArray
            Shape (11, ..., draws), in the same unit.
        """
        return self._sorted(by_category, MATERIALS, [split.material for split in self.splits])

    def to_planning(self, by_category: Array) -> Array:
        """Sort an amount of the twelve categories into planning fractions, shape (12, ..., draws)."""
        return self._sorted(by_category, FRACTIONS, [split.fraction for split in self.splits])

    def _sorted(self, by_category: Array, codes: Sequence[str], goes_to: Sequence[str]) -> Array:
        if by_category.shape[0] != len(CATEGORIES):
            msg = f"the first axis holds {by_category.shape[0]} categories, not the {len(CATEGORIES)} of sorted waste"
            raise ValueError(msg)
        shape = np.broadcast_shapes(by_category.shape[1:], self.frac.shape[1:])
        out = np.zeros((len(codes), *shape))
        for row, (split, code) in enumerate(zip(self.splits, goes_to, strict=True)):
            out[codes.index(code)] += by_category[CATEGORIES.index(split.category)] * self.frac[row]
        return out


def material_map(draw: Draw = at_plug_in) -> MaterialMap:
    """The map of the evidence table ``material_map``.

    Parameters
    ----------
    draw
        Gives the values of each share; at the plug-in values if nothing is said.

    Returns
    -------
    MaterialMap
        Shares drawn one by one and scaled so that those of each category sum to one; a category of
        one part is exact.

    Examples
    --------
    >>> material_map().frac.shape[1]
    1
    """
    splits = tuple(Split(category=c, material=m, fraction=f) for c, m, f in table("material_map").factors)
    keys = tuple((split.category, split.material, split.fraction) for split in splits)
    parts = np.stack([draw(".".join(("material_map", *key)), published("material_map", *key)) for key in keys])
    return MaterialMap(splits=splits, frac=_scaled(splits, parts))


@cache
def plug_in_material_map() -> MaterialMap:
    """The map at its plug-in values, read once."""
    return material_map()


def to_ipcc(by_category: Array, mapping: MaterialMap | None = None) -> Array:
    """Sort the twelve categories into the eleven materials of the IPCC.

    Parameters
    ----------
    by_category
        Shares or masses, shape (12,) or (12, ..., draws).
    mapping
        The map; at its plug-in values if nothing is said.

    Examples
    --------
    >>> float(to_ipcc(np.full(12, 1 / 12)).sum())
    1.0
    """
    return _mapped(by_category, (mapping or plug_in_material_map()).to_ipcc)


def to_planning(by_category: Array, mapping: MaterialMap | None = None) -> Array:
    """Sort the twelve categories into the twelve planning fractions, as :func:`to_ipcc`."""
    return _mapped(by_category, (mapping or plug_in_material_map()).to_planning)


def mass_gap(before: Array, after: Array) -> float:
    """The largest relative difference between what went into a map and what came out of it [1]."""
    given, found = before.sum(axis=0), after.sum(axis=0)
    scale = np.maximum(np.abs(given), np.finfo(np.float64).tiny)
    return float(np.max(np.abs(found - given) / scale, initial=0.0))


def _mapped(by_category: Array, way: Callable[[Array], Array]) -> Array:
    if by_category.ndim > 1:
        return way(by_category)
    drawn = way(by_category[:, None])
    return drawn[:, 0] if drawn.shape[1] == 1 else drawn


def _scaled(splits: Sequence[Split], parts: Array) -> Array:
    scaled = np.empty_like(parts)
    for category in CATEGORIES:
        rows = [at for at, split in enumerate(splits) if split.category == category]
        scaled[rows] = parts[rows] / parts[rows].sum(axis=0)
    return scaled
