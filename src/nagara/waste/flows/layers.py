r"""The flows of a city layer by layer: the twelve categories, plastic, and carbon.

What is known of the composition is laid upon the reconciled wet mass; the balances give the rest:

* waste of households, and waste that is not collected: as sorted at homes (the latter is an assumption);
* waste that stays at disposal sites: as sorted at the gate;
* what recovery facilities pass on, reject and buy: its material;
* any flow that was added: as all that enters the place it leaves;
* non-household waste: what remains.

Every layer is a weighted sum of the categories, :math:`x_{fl} = \sum_c w_{lc} x_{fc}`, so that a balance
which closes in every category closes in every layer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from nagara.errors import UnknownCodeError
from nagara.waste.flows.composition_balance import CompositionBalance, Compositions
from nagara.waste.flows.lifting import STILL, lifted
from nagara.waste.flows.network_laws import require_laws
from nagara.waste.material_map import CATEGORIES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nagara.waste.flows.city_reconciliation import ReconciledCity
    from nagara.waste.flows.other_flows import LayerMeasurement

    Array = NDArray[np.float64]
    Index = NDArray[np.intp]

__all__ = ["LAYER_DRAWS", "PLASTIC", "CityLayers", "Compositions", "city_layers", "layer_weights"]

LAYER_DRAWS: Final = 400
"""Draws that the layers are computed for: their intervals need no more."""
PLASTIC: Final = ("plastic_film", "plastic_dense")
SPANNING_DRAWS: Final = 150
"""Draws that say how the categories move together."""
_RESIDUAL: Final = "outside > non_household"


@dataclass(frozen=True, slots=True, kw_only=True)
class CityLayers:
    """The flows of a city by category.

    Parameters
    ----------
    by_category
        Amounts in the order of the network's names, shape (names, 12, 1 + draws) [t/day]; the first
        column holds the plug-in values.
    as_sorted
        Non-household waste by category before the bounds were respected, shape (12, 1 + draws)
        [t/day]; ``None`` where there is none.
    fit
        By measurement of a layer: what the sorted samples say and how many standard deviations the
        measurement is from it.
    """

    by_category: Array
    as_sorted: Array | None
    fit: Mapping[str, tuple[float, float]]

    def layer(self, weights: Array) -> Array:
        """Amounts of one layer, shape (names, 1 + draws).

        Parameters
        ----------
        weights
            What a tonne of each category holds of the layer, shape (12,) or (12, 1 + draws) [1].
        """
        if weights.ndim == 1:
            held = np.flatnonzero(weights)
            return np.asarray((self.by_category[:, held] * weights[held, None]).sum(axis=1))
        return np.asarray((self.by_category * weights).sum(axis=1))


def layer_weights(layer: str) -> Array:
    """What a tonne of each category holds of a category or of plastic, shape (12,) [1].

    Raises
    ------
    UnknownCodeError
        If there is no such layer.
    """
    named = PLASTIC if layer == "plastic" else (layer,)
    unknown = [name for name in named if name not in CATEGORIES]
    if unknown:
        what = "layer of flows"
        raise UnknownCodeError(what, layer, ("plastic", *CATEGORIES))
    return np.array([float(code in named) for code in CATEGORIES])


def city_layers(
    flows: ReconciledCity, shares: Compositions, measured: Mapping[str, tuple[LayerMeasurement, Array]]
) -> CityLayers:
    """Lay compositions upon the reconciled flows.

    Parameters
    ----------
    flows
        The reconciled flows.
    shares
        What was sorted.
    measured
        Measurements of single layers with their plug-in value and draws, shape (1 + draws,) [t/day].

    Raises
    ------
    LawBrokenError
        If a layer does not close, which would be a fault of nagara.
    """
    width = shares.household.shape[1]
    totals = np.hstack([flows.plug_in, flows.draws[:, : width - 1]])
    solver = CompositionBalance.of(flows, shares)
    amounts = solver.amounts(totals)
    names = flows.network.names
    residual = names.index(_RESIDUAL) if _RESIDUAL in names and names.index(_RESIDUAL) in solver.rest else None
    as_sorted = None if residual is None else amounts[residual].copy()
    fit: dict[str, tuple[float, float]] = {}
    if measured or amounts.min() < 0:
        away = solver.deviations(totals[:, :1], min(width, SPANNING_DRAWS))
        flat = amounts.reshape(-1, width)
        for entry, drawn in measured.values():
            flat = _updated(flat, away, _reader(flows, entry), drawn, fit, entry.name)
        pooled = shares.household.mean(axis=1) + shares.disposal.mean(axis=1)
        even = (pooled / pooled.sum())[:, None]

        def possible(draws: Index) -> Array:
            return np.asarray((np.maximum(totals[:, draws], 0.0)[:, None, :] * even).reshape(-1, len(draws)))

        amounts = lifted(flat, away, possible).reshape(amounts.shape)
    _require_laws(flows, amounts, totals)
    return CityLayers(by_category=amounts, as_sorted=as_sorted, fit=fit)


def _require_laws(flows: ReconciledCity, amounts: Array, totals: Array) -> None:
    require_laws(flows.network, amounts.reshape(len(amounts), -1), "the categories")
    left = np.abs(amounts.sum(axis=1) - totals).max(initial=0.0)
    if left > 1e-9 * np.abs(totals).max(initial=1.0):
        from nagara.errors import LawBrokenError

        raise LawBrokenError("the categories of a flow add up to it", float(left), 1e-9)


def _reader(flows: ReconciledCity, entry: LayerMeasurement) -> Array:
    """Which amounts by category a measurement of one layer adds up, shape (names x 12,)."""
    reads = np.array([float(name in entry.flows) for name in flows.network.names])
    return np.outer(reads, layer_weights(entry.layer)).ravel()


def _updated(
    flat: Array, away: Array, reads: Array, drawn: Array, fit: dict[str, tuple[float, float]], name: str
) -> Array:
    """Move all amounts by what one measurement of a layer says of the compositions."""
    said, spread = reads @ flat, reads @ away
    doubt = float(drawn[1:].var()) + float(spread.var())
    if doubt <= 0:
        return flat
    fit[name] = float(said[0]), float((drawn[0] - said[0]) / np.sqrt(doubt))
    if float(spread.var()) <= STILL * float((away**2).mean(axis=1).max(initial=0.0)):
        return flat  # the samples leave no room to move
    together = away @ spread / spread.size / doubt
    return np.asarray(flat + together[:, None] * (drawn - said))
