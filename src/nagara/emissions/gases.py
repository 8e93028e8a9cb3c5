r"""Masses of gases, kept apart until somebody names the warming potentials.

.. math:: \mathrm{CO_2e} = m_{\mathrm{CO_2}} + \mathrm{GWP}_{\mathrm{CH_4}} m_{\mathrm{CH_4}}
          + \mathrm{GWP}_{\mathrm{N_2O}} m_{\mathrm{N_2O}}

Carbon dioxide of this year's plants and black carbon never enter that sum: the first is a memo item
of inventories, the second is not a gas of the Kyoto basket.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.errors import QuantityError
from nagara.evidence import factor

__all__ = ["EDITIONS", "Gases", "WarmingPotentials", "add_up", "warming_potentials"]

Array: TypeAlias = NDArray[np.float64]
EDITIONS = ("AR4", "AR5", "AR6")
"""Assessment reports whose warming potentials can be named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WarmingPotentials:
    """What one tonne of a gas counts as [t CO2e/t].

    Parameters
    ----------
    edition
        Assessment report that printed them.
    horizon_years
        Over how many years the warming is added up.
    ch4_biogenic, ch4_fossil, n2o
        Methane of waste, methane of fuels, nitrous oxide.
    """

    edition: str
    horizon_years: int
    ch4_biogenic: float
    ch4_fossil: float
    n2o: float


def warming_potentials(edition: str, horizon_years: int = 100) -> WarmingPotentials:
    """The warming potentials of one assessment report.

    Parameters
    ----------
    edition
        ``AR4``, ``AR5`` (the rulebook of the Paris Agreement) or ``AR6``.
    horizon_years
        100, as inventories use, or 20.

    Raises
    ------
    UnknownCodeError
        If the evidence table ``warming_potential`` has no such row.

    Examples
    --------
    >>> warming_potentials("AR5").ch4_biogenic
    28.0
    """
    values = {gas: factor("warming_potential", gas, edition, str(horizon_years)).value for gas in _POTENTIALS}
    return WarmingPotentials(
        edition=edition, horizon_years=horizon_years, **{name: values[gas] for gas, name in _POTENTIALS.items()}
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Gases:
    """What one source gives off in a year; every mass has shape (draws,), or (1,) at the plug-in values.

    Parameters
    ----------
    fossil_t_co2
        Carbon dioxide of fossil carbon [t].
    waste_t_ch4
        Methane of waste, which counts as biogenic [t].
    fuel_t_ch4
        Methane of burned fuel [t].
    t_n2o
        Nitrous oxide [t].
    biogenic_t_co2
        Carbon dioxide of plants: a memo item, in no total [t].
    t_black_carbon
        Black carbon: reported apart, in no total [t].

    Raises
    ------
    QuantityError
        If a mass is negative or not finite.
    """

    fossil_t_co2: Array
    waste_t_ch4: Array
    fuel_t_ch4: Array
    t_n2o: Array
    biogenic_t_co2: Array
    t_black_carbon: Array

    def __post_init__(self) -> None:
        for name, mass in self.by_gas().items():
            if not _is_amount(mass):
                raise QuantityError(name, "is negative or not finite", "Check the amounts and factors of this source.")

    @classmethod
    def of(
        cls,
        *,
        fossil_t_co2: Array | float = 0.0,
        waste_t_ch4: Array | float = 0.0,
        fuel_t_ch4: Array | float = 0.0,
        t_n2o: Array | float = 0.0,
        biogenic_t_co2: Array | float = 0.0,
        t_black_carbon: Array | float = 0.0,
    ) -> Gases:
        """Masses of which a source gives off only some; the others are zero, in the shape of those given."""
        given = (fossil_t_co2, waste_t_ch4, fuel_t_ch4, t_n2o, biogenic_t_co2, t_black_carbon)
        shapes = {np.shape(mass) for mass in given} - {()}
        shape = shapes.pop() if len(shapes) == 1 else np.broadcast_shapes((1,), *shapes)
        return cls(**{name: _in_shape(mass, shape) for name, mass in zip(_NAMES, given, strict=True)})

    def by_gas(self) -> dict[str, Array]:
        """The masses by field name [t]."""
        return {name: getattr(self, name) for name in _NAMES}

    def __add__(self, other: Gases) -> Gases:
        return add_up((self, other))

    def times(self, part: Array | float) -> Gases:
        """A part of these gases, for example the share that is this city's."""
        shape = np.broadcast_shapes(self.fossil_t_co2.shape, np.shape(part))
        return Gases.of(
            **{name: _nothing(shape) if _is_nothing(mass) else mass * part for name, mass in self.by_gas().items()}
        )

    def t_co2e(self, potentials: WarmingPotentials) -> Array:
        """Their sum by warming potential [t CO2e], without biogenic carbon dioxide and black carbon."""
        weighted = (
            (potentials.ch4_biogenic, self.waste_t_ch4),
            (potentials.ch4_fossil, self.fuel_t_ch4),
            (potentials.n2o, self.t_n2o),
        )
        counted = (weight * mass for weight, mass in weighted if not _is_nothing(mass))
        return _sum([self.fossil_t_co2, *counted], self.fossil_t_co2.shape)


def add_up(parts: tuple[Gases, ...]) -> Gases:
    """The gases of several sources together; of none at all, zero of shape (1,)."""
    if len(parts) == 1:
        return parts[0]
    shape = np.broadcast_shapes((1,), *{part.fossil_t_co2.shape for part in parts})
    return Gases.of(**{name: _sum([getattr(part, name) for part in parts], shape) for name in _NAMES})


_NAMES = tuple(field.name for field in fields(Gases))
_POTENTIALS = {"ch4-biogenic": "ch4_biogenic", "ch4-fossil": "ch4_fossil", "n2o": "n2o"}


@lru_cache(maxsize=16)
def _nothing(shape: tuple[int, ...]) -> Array:
    """Zero in all draws as one number in memory: most sources give off two or three of the gases."""
    return np.broadcast_to(np.float64(0.0), shape)


def _is_nothing(mass: Array) -> bool:
    return not any(mass.strides) and not mass.flat[0]


def _in_shape(mass: Array | float, shape: tuple[int, ...]) -> Array:
    if isinstance(mass, float) and mass == 0.0:
        return _nothing(shape)
    full = np.asarray(mass, dtype=np.float64)
    return full if full.shape == shape else np.broadcast_to(full, shape)


def _is_amount(mass: Array) -> bool:
    """Whether it is finite and not below zero; what is not a number fails both comparisons."""
    if mass.size and (mass.size == 1 or not any(mass.strides)):
        return bool(0.0 <= mass.flat[0] < np.inf)
    return bool(mass.min(initial=0.0) >= 0.0 and mass.max(initial=0.0) < np.inf)


def _sum(masses: Sequence[Array], shape: tuple[int, ...]) -> Array:
    something = [mass for mass in masses if not _is_nothing(mass)]
    total = sum(something[1:], something[0]) if something else _nothing(shape)
    return total if total.shape == shape else np.broadcast_to(total, shape)
