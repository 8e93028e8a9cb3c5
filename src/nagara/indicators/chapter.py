"""What a chapter of the annual report is given, and what it gives back.

The account (:mod:`nagara.indicators.city_year`) is drawn first; each further chapter takes these
draws, adds doubts of its own from named streams, and hands back figures in the same shapes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from nagara.uncertainty.streams import stream

if TYPE_CHECKING:
    from nagara.evidence import Table
    from nagara.findings import Finding
    from nagara.indicators.composition_figures import CompositionDraws
    from nagara.indicators.examination import Examination
    from nagara.indicators.result import DefaultUsed
    from nagara.uncertainty.estimates import Estimate
    from nagara.waste.account import Amounts

__all__ = ["Chapter", "YearDraws", "shared_draw"]

Array: TypeAlias = NDArray[np.float64]
Printed = TypeVar("Printed", covariant=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class YearDraws:
    """The account of one city's year, at its plug-in values and draw by draw.

    Parameters
    ----------
    examination
        The records, understood; ``examination.amounts`` is the account at the plug-in values, every
        amount of shape (1,).
    amounts
        The same account draw by draw, every amount of shape (draws,).
    plug_in_shares, shares
        Compositions at the three points, shapes (12, 1) and (12, draws) [frac]; ``None`` where
        nothing was sorted.
    seed, draws, level
        Of the whole calculation.
    inputs
        Draws of every input of the ledger by name, each of shape (draws,), where the account kept them.
    leakage_factors
        The city's own table of leakage factors; ``None`` where the inferred ones are used.
    """

    examination: Examination
    amounts: Amounts
    plug_in_shares: CompositionDraws
    shares: CompositionDraws
    seed: int
    draws: int
    level: float
    inputs: Mapping[str, Array] = field(default_factory=dict)
    leakage_factors: Table | None = None

    def ledger_draws(self) -> Mapping[str, Array]:
        """Draws of every input of the ledger by name: those the account kept, else the same drawn again."""
        if self.inputs:
            return self.inputs
        return self.examination.inputs.sample(self.seed, self.draws, rates_only=True).draws

    def draw(self, name: str, estimate: Estimate, *, is_shared: bool = False) -> Array:
        """Draw one number of a chapter from the stream of its name.

        Parameters
        ----------
        name
            Unique name of the number, for example ``plastics.collection_service``.
        estimate
            Its value and range.
        is_shared
            Whether it says the same in every city and year (a published factor), so that two years
            share its draws and what is common cancels in the change.

        Returns
        -------
        NDArray
            Shape (draws,), in the unit of the estimate.
        """
        city = self.examination.records.city
        if is_shared:
            return shared_draw(self.seed, self.draws, name, estimate)
        own = f"{city.country_iso3}.{city.city}.{city.year}|"
        return estimate.from_normal(stream(self.seed, f"{own}{name}").standard_normal(self.draws))


def shared_draw(seed: int, draws: int, name: str, estimate: Estimate) -> Array:
    """Draw a published factor from the stream of its name and number, shape (draws,).

    Parameters
    ----------
    seed, draws
        Of the whole calculation; fewer draws are the first of more.
    name, estimate
        As in :meth:`YearDraws.draw`.
    """
    number = f"{estimate.value:.9g} ({estimate.low:.9g} to {estimate.high:.9g})"
    return estimate.from_normal(stream(seed, f"{name}|{number}").standard_normal(draws))


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter(Generic[Printed]):
    """What one chapter adds to a city's year.

    Parameters
    ----------
    printed
        The frozen value that the report prints (``None`` where the records do not allow one).
    plug_in
        Plug-in value by figure name (names and units stand in ``figures.csv``).
    draws
        Draws by figure name, each of shape (draws,); the same names as in ``plug_in``.
    sources
        What each figure rests on, where that is not ``records``.
    findings
        Doubts that the chapter itself found.
    defaults
        Numbers that nagara supplied because the city gave none.
    """

    printed: Printed | None = None
    plug_in: Mapping[str, float] = field(default_factory=dict)
    draws: Mapping[str, Array] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    defaults: tuple[DefaultUsed, ...] = ()
