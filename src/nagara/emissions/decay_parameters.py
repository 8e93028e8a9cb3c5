"""What first-order decay needs to know of the waste: its carbon, how much of it rots, and how fast.

IPCC 2006 Guidelines, Vol. 5, ch. 3, and the 2019 Refinement of the same chapter. The numbers stand
in the evidence tables ``decay_degradable_carbon``, ``decay_fraction_degraded``, ``decay_rate`` and
``methane_fraction``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nagara.errors import QuantityError, UnknownCodeError
from nagara.evidence import Factor, factor, table
from nagara.uncertainty.estimates import Estimate
from nagara.uncertainty.streams import stream

__all__ = [
    "CLIMATES",
    "DECAY_FROM_NEXT_YEAR",
    "EDITIONS",
    "MATERIALS",
    "METHANE_PER_CARBON",
    "DecayParameters",
    "default_parameters",
    "drawn_parameters",
    "parameter_factors",
]

Array = NDArray[np.float64]

MATERIALS: Final = (
    "food",
    "garden",
    "wood",
    "paper",
    "textiles",
    "nappies",
    "plastics",
    "metal",
    "glass",
    "rubber",
    "other",
)
"""The materials of the IPCC guidelines."""
EDITIONS: Final = ("2006", "2019")
"""The 2006 Guidelines and the 2019 Refinement."""
CLIMATES: Final = ("temperate-dry", "temperate-wet", "tropical-dry", "tropical-wet")
"""Tropical is above 20 degrees on the mean of the year; what wet means differs between the two (Table 3.3)."""
METHANE_PER_CARBON: Final = 16.0 / 12.0
"""Mass of methane that holds a unit of carbon: ratio of the molar masses as the guidelines round them [1]."""
DECAY_FROM_NEXT_YEAR: Final = 13
"""Month of the default: waste of a year begins to decay on the first of January of the next year."""
FIRST_START_MONTH: Final = 7
"""Month without delay: waste comes in all year round, in the middle of the year on average."""


@dataclass(frozen=True, kw_only=True)
class DecayParameters:
    """Carbon and rates of the materials of a landfill.

    Parameters
    ----------
    fractions
        Materials, in the order of the arrays.
    doc_frac
        Degradable organic carbon of wet waste [frac], shape ``(..., fractions, draws)``.
    docf_frac
        Share of it that decomposes [frac], same shape or one that broadcasts with it.
    k_per_year
        Rate of decay [1/year], same shape or one that broadcasts with it.
    methane_frac
        Methane in the gas that is generated (F) [frac], shape ``(draws,)`` or ``(1,)``.
    start_month
        Month in which waste begins to decay, counted from January of the year of its deposition:
        13 is the default of the guidelines, 7 is no delay.

    Raises
    ------
    QuantityError
        If a share lies outside 0 to 1, a rate is negative, a number is not finite or a shape does not fit.
    """

    fractions: tuple[str, ...]
    doc_frac: Array
    docf_frac: Array
    k_per_year: Array
    methane_frac: Array
    start_month: int = DECAY_FROM_NEXT_YEAR

    def __post_init__(self) -> None:
        for name in ("doc_frac", "docf_frac", "k_per_year"):
            values = getattr(self, name)
            require_range(name, values, 1.0 if name.endswith("_frac") else np.inf)
            if values.ndim < 2 or values.shape[-2] != len(self.fractions):
                why = f"has shape {values.shape} for {len(self.fractions)} fractions"
                raise QuantityError(name, why, "Give it as (..., fractions, draws), with one draw if there are none.")
        require_range("methane_frac", self.methane_frac, 1.0)
        if not FIRST_START_MONTH <= self.start_month <= DECAY_FROM_NEXT_YEAR:
            why = f"is {self.start_month}, outside {FIRST_START_MONTH} to {DECAY_FROM_NEXT_YEAR}"
            raise QuantityError("start_month", why, "Use 13 for the default of the guidelines, 7 for no delay.")

    @cached_property
    def decomposable_frac(self) -> Array:
        """Carbon that decomposes without air, of wet waste [frac]: DOC times DOCf."""
        return self.doc_frac * self.docf_frac

    @cached_property
    def rots(self) -> NDArray[np.bool_]:
        """Whether a material holds carbon that decomposes, by material."""
        return np.asarray(self.decomposable_frac.swapaxes(0, -2).reshape(len(self.fractions), -1).any(axis=1))

    @cached_property
    def left_frac(self) -> Array:
        """Part of the decomposable carbon that is still there a year later [frac]."""
        return np.exp(-self.k_per_year)

    @cached_property
    def decaying_frac(self) -> Array:
        """Part of the decomposable carbon that decomposes in a year [frac], with all digits of a small rate."""
        return -np.expm1(-self.k_per_year)

    @cached_property
    def potential_t_ch4_per_t(self) -> Array:
        """Methane that a wet tonne gives in the end where no air comes in, L0 at MCF 1 [t/t]."""
        return self.decomposable_frac * self.methane_frac * METHANE_PER_CARBON


def require_range(name: str, values: Array, most: float) -> None:
    """Refuse numbers that are not finite, below zero or above the most that they can be.

    Raises
    ------
    QuantityError
        If one of them is.
    """
    if values.size == 0:
        raise QuantityError(name, "is empty", "Give at least one number.")
    least = greatest = float(values.flat[0])
    if values.size > 1:
        least, greatest = float(values.min()), float(values.max())
    if not np.isfinite(least) or not np.isfinite(greatest):
        raise QuantityError(name, "holds a number that is not finite", "Give every number, or leave its site out.")
    if least < 0.0:
        raise QuantityError(name, f"is {least:g}, less than zero", "Check the sign.")
    if greatest > most:
        raise QuantityError(
            name, f"is {greatest:g}, more than {most:g}", "Write a share from 0 to 1, not a percentage."
        )


def parameter_factors(edition: str, climate: str, fractions: Sequence[str] = MATERIALS) -> dict[str, list[Factor]]:
    """The published numbers behind the parameters, by parameter and in the order of the fractions.

    Raises
    ------
    UnknownCodeError
        If edition, climate or a material is not known.
    """
    for what, value, known in (("edition", edition, (*EDITIONS, "gpc")), ("climate", climate, CLIMATES)):
        if value not in known:
            raise UnknownCodeError(what, value, known)
    return {
        "doc_frac": [table("decay_degradable_carbon")[each] for each in fractions],
        "docf_frac": [table("decay_fraction_degraded")[each, edition] for each in fractions],
        "k_per_year": [table("decay_rate")[each, climate] for each in fractions],
        "methane_frac": [factor("methane_fraction", "landfill-gas")],
    }


def default_parameters(
    edition: str, climate: str, fractions: Sequence[str] = MATERIALS, *, start_month: int = DECAY_FROM_NEXT_YEAR
) -> DecayParameters:
    """The defaults of an edition and a climate, without doubt: one draw.

    Parameters
    ----------
    edition
        ``2006`` or ``2019``; ``gpc`` for the share that the text of the Global Protocol uses.
    climate
        One of :data:`CLIMATES`.
    fractions
        Materials that are asked for, in their order.
    start_month
        See :class:`DecayParameters`.

    Raises
    ------
    UnknownCodeError
        If edition, climate or a material is not known.

    Examples
    --------
    >>> potential = default_parameters("2019", "tropical-wet", ("food",)).potential_t_ch4_per_t
    >>> round(1000 * float(potential[0, 0]), 1)  # kg of methane of a wet tonne
    70.0
    """
    columns = {
        name: np.array([[each.value] for each in factors], dtype=np.float64)
        for name, factors in parameter_factors(edition, climate, fractions).items()
    }
    columns["methane_frac"] = columns["methane_frac"][0]
    return DecayParameters(fractions=tuple(fractions), start_month=start_month, **columns)


def drawn_parameters(
    edition: str,
    climate: str,
    fractions: Sequence[str] = MATERIALS,
    *,
    draws: int,
    seed: int,
    start_month: int = DECAY_FROM_NEXT_YEAR,
) -> DecayParameters:
    """Draw the parameters inside their published ranges.

    One published row has one stream: an error of it is the same at every site, in every year and for
    every material that the row speaks of (2006 has one DOCf for all, Table 3.3 one rate for paper,
    textiles and nappies), so that it does not average away.

    Parameters
    ----------
    edition, climate, fractions, start_month
        See :func:`default_parameters`.
    draws
        Number of joint draws.
    seed
        Seed of the whole calculation.

    Raises
    ------
    UnknownCodeError
        If edition, climate or a material is not known.
    """
    factors = parameter_factors(edition, climate, fractions)
    wholes = parameter_factors(edition, climate)
    columns = {
        name: np.stack(
            [_drawn(each, name, stream(seed, f"{name} {_first_like(each, wholes[name])}"), draws) for each in entries]
        )
        for name, entries in factors.items()
    }
    columns["methane_frac"] = columns["methane_frac"][0]
    return DecayParameters(fractions=tuple(fractions), start_month=start_month, **columns)


def _first_like(entry: Factor, entries: Sequence[Factor]) -> str:
    """Name the first material that the same published row speaks of."""
    same = (each for each in entries if _row(each) == _row(entry))
    return next(same).key[0]


def _row(entry: Factor) -> tuple[str, str, float, float, float]:
    return entry.source, entry.locator, entry.value, entry.low, entry.high


def _drawn(entry: Factor, name: str, generator: np.random.Generator, draws: int) -> Array:
    is_share = name.endswith("_frac")
    estimate = Estimate(value=entry.value, low=entry.low, high=entry.high, is_share=is_share, is_default=True)
    return estimate.from_normal(generator.standard_normal(draws))
