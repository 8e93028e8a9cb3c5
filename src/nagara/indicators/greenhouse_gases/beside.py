"""The total after the older edition of the guidelines, which stands beside the total of the report.

The plug-in values are worked out as one more draw, before the first: the model then runs once.
"""

from __future__ import annotations

from dataclasses import fields, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.emissions.decay_parameters import DecayParameters
from nagara.emissions.material_carbon import MaterialCarbon, material_carbon
from nagara.indicators.greenhouse_gases.model import drawn_decay, plug_in_decay
from nagara.indicators.published.draws import kept_carbon, kept_map
from nagara.uncertainty.published_number import at_plug_in
from nagara.waste.material_map import plug_in_material_map

if TYPE_CHECKING:
    from nagara.emissions.city_sources import Uncollected
    from nagara.indicators.chapter import YearDraws
    from nagara.indicators.chapter_account import SortedWaste
    from nagara.indicators.greenhouse_gases.model import GasModel, YearGases
    from nagara.indicators.published.draws import ChapterDraws
    from nagara.uncertainty.estimates import Estimate
    from nagara.waste.account import Amounts
    from nagara.waste.material_map import MaterialMap

__all__ = ["DRAWS_BESIDE", "other_edition"]

Array: TypeAlias = NDArray[np.float64]

OTHER_EDITION: Final = "2006"
DRAWS_BESIDE: Final = 1_024
"""Draws of the total after the other edition: it stands beside, and no figure rests on it."""
BY_EDITION: Final = frozenset({"landfill", "open_burning_uncollected", "open_burning_sites"})
"""Sources that the editions of the guidelines reckon differently."""


def other_edition(
    year: YearDraws,
    city: GasModel,
    plug_in: tuple[YearGases, Amounts, SortedWaste],
    drawn: tuple[YearGases, Amounts, SortedWaste],
    draw: ChapterDraws,
) -> tuple[Array, Array]:
    """The total after the other edition, at the plug-in values and in the first draws [t CO2e].

    Parameters
    ----------
    year
        The account.
    city
        The model.
    plug_in, drawn
        Its gases after the edition of the report with what they were worked out from.
    draw
        The numbers that were drawn.
    """
    count = min(DRAWS_BESIDE, year.draws)
    (fixed, fixed_amounts, fixed_waste), (gases, amounts, waste) = plug_in, drawn
    some = draw.first(count)

    def both(name: str, estimate: Estimate) -> Array:
        return np.concatenate([[estimate.value], some(name, estimate)])

    split = _split(year.seed, year.draws, count)
    uncollected = _uncollected(fixed.sources.waste.uncollected, gases.sources.waste.uncollected, count)
    changed = city.sites_and_fires(
        OTHER_EDITION,
        replace(gases.sources.waste, uncollected=uncollected),
        _amounts(fixed_amounts, amounts, count),
        split.to_ipcc(np.hstack([fixed_waste.at_disposal, waste.at_disposal[:, :count]])),
        both,
        _parameters(city.climate, count, year.seed),
        _carbon(year.seed, year.draws, count),
    )
    changed = np.broadcast_to(changed, (1 + count,))
    return _with_the_same(fixed, changed[:1]), _with_the_same(gases, changed[1:])


def _with_the_same(gases: YearGases, changed: Array) -> Array:
    """Add what both editions reckon alike: plants, fuel and power."""
    count = changed.size
    same = (amount[:count] for source, amount in gases.by_source.items() if source not in BY_EDITION)
    return sum(same, changed)


@lru_cache(maxsize=4)
def _parameters(climate: str, count: int, seed: int) -> DecayParameters:
    """Carbon and rates after the other edition: the defaults, then their draws."""
    parts = plug_in_decay(OTHER_EDITION, climate), drawn_decay(OTHER_EDITION, climate, count, seed)
    doc, docf, k, methane = (
        np.concatenate([getattr(part, name) for part in parts], axis=-1)
        for name in ("doc_frac", "docf_frac", "k_per_year", "methane_frac")
    )
    return replace(parts[0], doc_frac=doc, docf_frac=docf, k_per_year=k, methane_frac=methane)


@lru_cache(maxsize=2)
def _split(seed: int, draws: int, count: int) -> MaterialMap:
    """From the sorted categories to the materials: the plug-in values, then their first draws."""
    fixed, drawn = plug_in_material_map(), kept_map(seed, draws, count)
    return replace(fixed, frac=np.hstack([fixed.frac, drawn.frac]))


@lru_cache(maxsize=2)
def _carbon(seed: int, draws: int, count: int) -> MaterialCarbon:
    """The carbon of the materials: the plug-in values, then their first draws."""
    parts = material_carbon(at_plug_in), kept_carbon(seed, draws, count)
    return MaterialCarbon(
        **{each.name: np.hstack([getattr(part, each.name) for part in parts]) for each in fields(MaterialCarbon)}
    )


def _amounts(fixed: Amounts, drawn: Amounts, count: int) -> Amounts:
    """The account at its plug-in values and in its first draws, as far as the sites read it."""
    return replace(
        drawn,
        population=np.concatenate([fixed.population, drawn.population[:count]]),
        counted_by_facility={
            name: np.concatenate([fixed.counted_by_facility[name], row[:count]])
            for name, row in drawn.counted_by_facility.items()
        },
    )


def _uncollected(fixed: Uncollected | None, drawn: Uncollected | None, count: int) -> Uncollected | None:
    """What nobody collects at the plug-in values and in the first draws; either may leave none."""
    known = drawn or fixed
    if known is None:
        return None
    masses = _joined(None if fixed is None else fixed.mass_t_wet, None if drawn is None else drawn.mass_t_wet, count)
    if known.set_alight_frac is None:
        return replace(known, mass_t_wet=masses)
    alight = _joined(
        None if fixed is None else fixed.set_alight_frac, None if drawn is None else drawn.set_alight_frac, count
    )
    return replace(known, mass_t_wet=masses, set_alight_frac=alight)


def _joined(fixed: Array | None, drawn: Array | None, count: int) -> Array:
    """The plug-in value before the first draws; nothing where there is none of them."""
    like = fixed if drawn is None else drawn
    assert like is not None  # noqa: S101 (one of them is there)
    nothing = np.zeros((*like.shape[:-1], 1))
    rest = np.broadcast_to(nothing if drawn is None else drawn[..., :count], (*like.shape[:-1], count))
    return np.concatenate([nothing if fixed is None else fixed, rest], axis=-1)
