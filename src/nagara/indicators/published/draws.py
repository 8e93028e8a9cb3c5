"""Draws of published numbers, kept from one city and year to the next: they say the same everywhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.emissions.material_carbon import MaterialCarbon, material_carbon
from nagara.indicators.chapter import shared_draw
from nagara.indicators.correlation import AboutMean
from nagara.uncertainty.estimates import Shape
from nagara.uncertainty.published_number import at_plug_in
from nagara.waste.material_map import MaterialMap, material_map

if TYPE_CHECKING:
    from nagara.indicators.chapter import YearDraws
    from nagara.uncertainty.estimates import Estimate

__all__ = ["OWN", "ChapterDraws", "kept_carbon", "kept_map"]

Array: TypeAlias = NDArray[np.float64]

OWN: Final = "own."
"""Prefix of the numbers that the city itself wrote down; the others are published."""
KEPT: Final = 224
"""Numbers whose draws are kept: those of two chapters in two editions."""


class ChapterDraws:
    """Gives numbers to a chapter, each drawn once.

    Parameters
    ----------
    year
        The account.
    count
        How many of its draws are wanted; all if nothing is said.
    at_value
        Beginnings of names that no figure rests on: they are taken at their value.
    """

    def __init__(self, year: YearDraws, count: int | None = None, *, at_value: tuple[str, ...] = ()) -> None:
        self._year = year
        self._count = year.draws if count is None else count
        self._at_value = at_value
        self._known: Mapping[str, Array] = {}
        self._published: dict[str, _Kept] = {}
        self.rows: dict[str, Array] = {}

    def first(self, count: int) -> ChapterDraws:
        """The same numbers in their first draws; what was drawn already is not drawn again."""
        some = ChapterDraws(self._year, count, at_value=self._at_value)
        some._known = self.rows
        return some

    def __call__(self, name: str, estimate: Estimate) -> Array:
        """Draws of one number, shape (count,)."""
        row = self.rows.get(name)
        if row is None:
            row = self._known[name] if name in self._known else self._drawn(name, estimate)
            self.rows[name] = row = self._first_of(row)
        return row

    def after_value(self, name: str, estimate: Estimate) -> Array:
        """The value of one number and, after it, its draws, shape (1 + count,)."""
        row = self(name, estimate)
        kept = self._kept_of(name)
        return np.concatenate(([estimate.value], row)) if kept is None else kept.after_value

    def varying(self) -> dict[str, Array | AboutMean]:
        """The numbers that were drawn and vary, by name; the published ones about their mean."""
        found: dict[str, Array | AboutMean] = {}
        for name, row in self.rows.items():
            if row.strides == (0,):
                continue
            kept = self._kept_of(name)
            found[name] = row if kept is None else kept.about_mean
        return found

    def material_map(self) -> MaterialMap:
        """From the sorted categories to the materials of the IPCC, drawn."""
        return kept_map(self._year.seed, self._year.draws, self._count)

    def material_carbon(self) -> MaterialCarbon:
        """The carbon of the materials, drawn; every number of it counts as given."""
        for name, kept in _carbon_numbers(self._year.seed, self._year.draws).items():
            self._published[name], self.rows[name] = kept, self._first_of(kept.row)
        return kept_carbon(self._year.seed, self._year.draws, self._count)

    def _first_of(self, row: Array) -> Array:
        return row if row.size == self._count else row[: self._count]

    def _kept_of(self, name: str) -> _Kept | None:
        """What is kept of a published number, if all its draws are wanted."""
        kept = self._published.get(name)
        return kept if kept is not None and kept.row is self.rows[name] else None

    def _drawn(self, name: str, estimate: Estimate) -> Array:
        if name.startswith(self._at_value):
            return _everywhere(estimate, self._count)
        if name.startswith(OWN):
            is_fixed = estimate.shape is Shape.FIXED
            return _everywhere(estimate, self._count) if is_fixed else self._year.draw(name, estimate)
        self._published[name] = kept = _kept(self._year.seed, self._year.draws, name, estimate)
        return kept.row


@dataclass(frozen=True)
class _Kept:
    """A published number with its draws."""

    estimate: Estimate
    row: Array

    @cached_property
    def about_mean(self) -> AboutMean:
        return AboutMean.of(self.row)

    @cached_property
    def after_value(self) -> Array:
        found = np.concatenate(([self.estimate.value], self.row))
        found.flags.writeable = False
        return found


def _everywhere(estimate: Estimate, count: int) -> Array:
    """The value of a number as all its draws."""
    return np.broadcast_to(float(estimate.value), (count,))


def _kept(seed: int, draws: int, name: str, estimate: Estimate) -> _Kept:
    shelf = _shelf(seed, draws)
    known = shelf.get(name)
    if known is not None and (known.estimate is estimate or known.estimate == estimate):  # cheaper than a hash of it
        return known
    if len(shelf) >= KEPT:
        shelf.clear()
    if estimate.shape is Shape.FIXED:
        row = _everywhere(estimate, draws)
    else:
        row = shared_draw(seed, draws, name, estimate)
        row.flags.writeable = False
    shelf[name] = kept = _Kept(estimate, row)
    return kept


@lru_cache(maxsize=1)
def _shelf(_seed: int, _draws: int) -> dict[str, _Kept]:
    """The numbers that are kept by name, each with its draws; those of one calculation."""
    return {}


@lru_cache(maxsize=2)
def kept_map(seed: int, draws: int, count: int) -> MaterialMap:
    """From the sorted categories to the materials of the IPCC; parameters as of :func:`kept_carbon`."""
    if count == draws:
        return material_map(lambda name, estimate: shared_draw(seed, draws, name, estimate))
    kept = kept_map(seed, draws, draws)
    return replace(kept, frac=kept.frac[:, :count])


@lru_cache(maxsize=1)
def _carbon_numbers(seed: int, draws: int) -> Mapping[str, _Kept]:
    """The numbers of the carbon of the materials by name."""
    found: dict[str, _Kept] = {}

    def note(name: str, estimate: Estimate) -> Array:
        found[name] = _kept(seed, draws, name, estimate)
        return at_plug_in(name, estimate)

    material_carbon(note)
    return found


@lru_cache(maxsize=2)
def kept_carbon(seed: int, draws: int, count: int) -> MaterialCarbon:
    """The carbon of the materials in the first draws of a calculation.

    Parameters
    ----------
    seed, draws
        Of the whole calculation.
    count
        How many of its draws are wanted.
    """
    numbers = _carbon_numbers(seed, draws)
    return material_carbon(lambda name, _: numbers[name].row[:count])
