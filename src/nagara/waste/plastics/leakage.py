r"""The result: unmanaged plastic by source and by fate, and the laws it obeys.

Notes
-----
With generated :math:`G`, recovered :math:`R`, treated :math:`W`, kept at disposal :math:`D` and the
unmanaged plastic :math:`M_s` of every source:

.. math:: G = R + W + D + \sum_s M_s
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import EllipsisType
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.errors import LawBrokenError
from nagara.findings import Finding
from nagara.units import KG_PER_T
from nagara.waste.plastics.laws import TOLERANCE_FRAC, broken_laws
from nagara.waste.plastics.stages import FATES, SOURCES

if TYPE_CHECKING:
    from nagara.waste.plastics.fates import Fates
    from nagara.waste.plastics.inputs import PlasticInputs

__all__ = ["Leakage", "leakage_findings"]

Array: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Leakage:
    """Plastic of one year, each kilogram in one place; all arrays of one shape, draws last.

    Parameters
    ----------
    population
        People inside the boundary [persons].
    generated_t_per_year
        Plastic in the municipal waste generated [t/yr].
    recovered_formal_t_per_year, recovered_informal_t_per_year, treated_t_per_year
        Recovered by either sector, and treated otherwise [t/yr].
    at_disposal_t_per_year, kept_at_disposal_t_per_year
        Arrived at disposal sites, and not leaked from there [t/yr].
    by_source
        Unmanaged plastic by source of :data:`~nagara.waste.plastics.SOURCES` [t/yr].
    by_fate
        The same tonnes by fate of :data:`~nagara.waste.plastics.FATES` [t/yr].
    is_possible
        Draw by draw, whether no flow is negative. A draw that is not possible is no answer: leave
        it out of every figure.
    """

    population: Array
    generated_t_per_year: Array
    recovered_formal_t_per_year: Array
    recovered_informal_t_per_year: Array
    treated_t_per_year: Array
    at_disposal_t_per_year: Array
    kept_at_disposal_t_per_year: Array
    by_source: Mapping[str, Array]
    by_fate: Mapping[str, Array]
    is_possible: NDArray[np.bool_]
    unmanaged_t_per_year: Array = field(init=False)
    """Plastic that escapes management [t/yr], the sum over all sources."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "unmanaged_t_per_year", _sum(self.by_source[source] for source in SOURCES))

    @property
    def unmanaged_frac(self) -> Array:
        """Unmanaged part of the plastic generated [frac]; zero where nothing is generated."""
        return self.unmanaged_t_per_year / _or_one(self.generated_t_per_year)

    @property
    def unmanaged_kg_per_cap_year(self) -> Array:
        """Unmanaged plastic per person [kg/person/yr]."""
        return self.unmanaged_t_per_year * KG_PER_T / self.population

    @property
    def to_water_t_per_year(self) -> Array:
        """Plastic that reaches water bodies, through storm drains too [t/yr]."""
        return self.by_fate["water"]

    @property
    def to_water_kg_per_cap_year(self) -> Array:
        """Plastic that reaches water bodies per person [kg/person/yr]."""
        return self.to_water_t_per_year * KG_PER_T / self.population

    @property
    def collected_frac(self) -> Array:
        """Part of the plastic generated that services or the value chain take up [frac]; one where there is none."""
        return 1.0 - self.by_source["uncollected"] / _or_one(self.generated_t_per_year)

    @property
    def source_shares(self) -> dict[str, Array]:
        """Part of each source in the unmanaged plastic [frac]; zero where nothing is unmanaged."""
        return _shares(self.by_source, self.unmanaged_t_per_year)

    @property
    def fate_shares(self) -> dict[str, Array]:
        """Part of each fate in the unmanaged plastic [frac]; zero where nothing is unmanaged."""
        return _shares(self.by_fate, self.unmanaged_t_per_year)


def settle(
    inputs: PlasticInputs,
    fates: Fates,
    *,
    by_source: Mapping[str, Array],
    at_disposal: Array,
    is_possible: NDArray[np.bool_],
) -> Leakage:
    """Put the tonnes of all sources and fates into one result, all of one shape."""
    by_fate = fates.of(by_source)
    known = (inputs.population, inputs.generated_t_per_year, inputs.treated_t_per_year)
    recovered = (inputs.recovered_formal_t_per_year, inputs.recovered_informal_t_per_year)
    arrays = (*known, *recovered, at_disposal, *by_source.values(), *by_fate.values(), is_possible)
    shape = np.broadcast_shapes(*{np.shape(each) for each in arrays})

    def full(amount: Array | float) -> Array:
        known = np.asarray(amount, dtype=np.float64)
        return known if known.shape == shape else np.broadcast_to(known, shape)

    leakage = Leakage(
        population=full(inputs.population),
        generated_t_per_year=full(inputs.generated_t_per_year),
        recovered_formal_t_per_year=full(inputs.recovered_formal_t_per_year),
        recovered_informal_t_per_year=full(inputs.recovered_informal_t_per_year),
        treated_t_per_year=full(inputs.treated_t_per_year),
        at_disposal_t_per_year=full(at_disposal),
        kept_at_disposal_t_per_year=full(at_disposal - by_source["disposal"]),
        by_source={source: full(by_source[source]) for source in SOURCES},
        by_fate={fate: full(by_fate[fate]) for fate in FATES},
        is_possible=is_possible if is_possible.shape == shape else np.broadcast_to(is_possible, shape),
    )
    for law, breach in broken_laws(leakage).items():
        raise LawBrokenError(f"plastic leakage: {law}", breach, TOLERANCE_FRAC)
    return leakage


def leakage_findings(
    leakage: Leakage, *, city: str, notice_from_frac: float = 0.0, draws: slice | EllipsisType = ...
) -> tuple[Finding, ...]:
    """What a result says against its own inputs.

    Parameters
    ----------
    leakage
        The result of one city, shape (draws,) or a single number.
    city
        Name of the city, for the sentence.
    notice_from_frac
        Share of impossible draws from which a note is written [frac].
    draws
        Which of the draws are spoken of; all if nothing is said.

    Returns
    -------
    tuple of Finding
        ``plastic-residual-negative`` or ``plastic-flow-impossible`` where no draw is possible:
        there is no figure then. ``plastic-draws-impossible`` where only a part of them is.
    """
    impossible = 1.0 - float(np.mean(leakage.is_possible[draws]))
    if impossible == 1.0:
        return (_impossible(leakage, city, draws),)
    if impossible > notice_from_frac:
        values: dict[str, str | float] = {"city": city, "share": f"{100.0 * impossible:.1f}%"}
        return (Finding(code="plastic-draws-impossible", values=values),)
    return ()


def _impossible(leakage: Leakage, city: str, draws: slice | EllipsisType) -> Finding:
    generated = float(np.mean(leakage.generated_t_per_year[draws]))
    uncollected = float(np.mean(leakage.by_source["uncollected"][draws]))
    if uncollected < 0.0:
        values: dict[str, str | float] = {"city": city, "generated": generated, "accounted": generated - uncollected}
        return Finding(code="plastic-residual-negative", values=values)
    return Finding(code="plastic-flow-impossible", values={"city": city})


def _shares(parts: Mapping[str, Array], whole: Array) -> dict[str, Array]:
    return {name: amount / _or_one(whole) for name, amount in parts.items()}


def _or_one(whole: Array) -> Array:
    """The whole of a share, or one where it is nothing: then every part is nothing, too."""
    return np.where(whole == 0, 1.0, whole)


def _sum(parts: Iterable[Array]) -> Array:
    first, *others = parts
    return np.asarray(sum(others, first), dtype=np.float64)
