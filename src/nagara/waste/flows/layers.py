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

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from nagara.errors import UnknownCodeError
from nagara.waste.flows.city_network import MIXED
from nagara.waste.flows.lifting import lifted
from nagara.waste.flows.network import OUTSIDE
from nagara.waste.flows.network_laws import require_laws
from nagara.waste.material_map import CATEGORIES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nagara.waste.flows.city_reconciliation import ReconciledCity
    from nagara.waste.flows.other_flows import LayerMeasurement

    Array = NDArray[np.float64]

__all__ = ["LAYER_DRAWS", "PLASTIC", "CityLayers", "Compositions", "city_layers", "layer_weights"]

LAYER_DRAWS: Final = 500
"""Draws that the layers are computed for: their intervals need no more."""
PLASTIC: Final = ("plastic_film", "plastic_dense")
SPANNING_DRAWS: Final = 200
"""Draws that say how the categories move together."""
ROUNDS: Final = 60
SETTLED: Final = 1e-13

RECOVERED_AS: Final[Mapping[str, tuple[str, ...]]] = {
    "plastic_pet": ("plastic_dense",),
    "plastic_hdpe": ("plastic_dense",),
    "plastic_pp": ("plastic_dense",),
    "plastic_pvc": ("plastic_dense",),
    "plastic_eps": ("plastic_dense",),
    "plastic_ldpe_film": ("plastic_film",),
    "plastic_other_mixed": PLASTIC,
    "paper_cardboard": ("paper_cardboard",),
    "glass": ("glass",),
    "metal": ("metals",),
    "organic": ("kitchen_canteen", "garden_park"),
    "other": ("textiles_shoes", "wood_processed", "special_wastes", "composite_products", "other"),
    MIXED: CATEGORIES,
}
"""Categories of a recovered material; among several, in the proportions of household waste."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compositions:
    """Shares of the twelve categories at the plug-in values (first column) and draw by draw.

    Parameters
    ----------
    household, disposal
        Shape (12, 1 + draws) [frac].
    """

    household: Array
    disposal: Array


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
        weights = weights if weights.ndim == 2 else weights[:, None]
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
    solver = _Solver.of(flows, shares)
    amounts = solver.amounts(totals)
    residual = flows.network.names.index("outside > non_household") if solver.has_residual else None
    as_sorted = None if residual is None else amounts[residual].copy()
    fit: dict[str, tuple[float, float]] = {}
    if measured or (amounts < 0).any():
        away = solver.deviations(totals[:, :1], min(width, SPANNING_DRAWS))
        flat = amounts.reshape(-1, width)
        for entry, drawn in measured.values():
            flat = _updated(flat, away, _reader(flows, entry), drawn, fit, entry.name)
        pooled = shares.household.mean(axis=1) + shares.disposal.mean(axis=1)
        even = totals[:, None, :] * (pooled / pooled.sum())[:, None]
        amounts = lifted(flat, away, np.maximum(even, 0.0).reshape(-1, width)).reshape(amounts.shape)
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
    together = away @ spread / spread.size / doubt
    return np.asarray(flat + together[:, None] * (drawn - said))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Solver:
    """Which flows have a known composition, and the balances that give the others.

    ``given`` holds the composition by row of the network, ``follows`` the rows that are mixed as what enters
    their source, ``rest`` the rows that the balances of ``processes`` determine.
    """

    matrix: Array
    given: Mapping[int, Array]
    follows: Sequence[int]
    rest: Array
    processes: Array
    enters: Mapping[int, NDArray[np.intp]]
    has_residual: bool

    @classmethod
    def of(cls, flows: ReconciledCity, shares: Compositions) -> _Solver:
        network, base = flows.network, set(flows.city.base)
        names = list(network.names)
        given = {names.index(name): mix for name, mix in _known(flows, shares).items() if name in names}
        sources = {at: flow.source for at, flow in enumerate(network.flows)}
        follows = [at for at, name in enumerate(names) if name not in base and at not in given]
        imports = [at for at in follows if sources.get(at) == OUTSIDE]
        given |= dict.fromkeys(imports, shares.household)
        follows = [at for at in follows if at not in imports]
        enters = {at: np.flatnonzero([flow.target == sources[at] for flow in network.flows]) for at in follows}
        own = [row for row, process in enumerate(network.processes) if process.name not in flows.city.base_processes]
        rest = np.setdiff1d(np.arange(len(names)), [*given, *follows])
        matrix = network.incidence()
        return cls(
            matrix=matrix,
            given=given,
            follows=follows,
            rest=rest,
            processes=np.setdiff1d(np.arange(len(matrix)), own),
            enters=enters,
            has_residual="outside > non_household" in names and names.index("outside > non_household") in rest,
        )

    def deviations(self, totals: Array, count: int) -> Array:
        """How the amounts move with the compositions alone, shape (names x 12, count); totals stand still."""
        still = self.amounts(np.repeat(totals, count, axis=1))
        return np.asarray((still - still.mean(axis=2, keepdims=True)).reshape(-1, count))

    def amounts(self, totals: Array) -> Array:
        """All amounts by category for the first draws of the compositions, shape (names, 12, draws)."""
        width = totals.shape[1]
        amounts = np.zeros((len(totals), len(CATEGORIES), width))
        for at, mix in self.given.items():
            amounts[at] = totals[at] * mix[:, :width]
        anything = next(iter(self.given.values()))[:, :width]
        for at in self.follows:
            amounts[at] = totals[at] * anything
        for _ in range(ROUNDS if self.follows else 1):
            self._balance(amounts)
            if not self._mix(amounts, totals):
                break
        return amounts

    def _balance(self, amounts: Array) -> None:
        known = np.setdiff1d(np.arange(len(amounts)), self.rest)
        rows = self.matrix[self.processes]
        wanted = -np.tensordot(rows[:, known], amounts[known], axes=1).reshape(len(rows), -1)
        found = np.linalg.pinv(rows[:, self.rest]) @ wanted
        amounts[self.rest] = found.reshape(len(self.rest), *amounts.shape[1:])

    def _mix(self, amounts: Array, totals: Array) -> bool:
        """Give added flows the composition of what enters their source; whether that changed any."""
        moved = 0.0
        for at in self.follows:
            entering = amounts[self.enters[at]].sum(axis=0)
            whole = entering.sum(axis=0)
            mixed = totals[at] * entering / np.where(whole > 0, whole, 1.0)
            mixed[:, whole <= 0] = amounts[at][:, whole <= 0]
            moved = max(moved, float(np.abs(mixed - amounts[at]).max(initial=0.0)))
            amounts[at] = mixed
        return moved > SETTLED * float(np.abs(totals).max(initial=1.0))


def _known(flows: ReconciledCity, shares: Compositions) -> dict[str, Array]:
    """Composition of every flow that has one, shape (12, 1 + draws)."""
    known = {"outside > household": shares.household}
    if "outside > non_household" in flows.city.base:
        known["generated > uncollected"] = shares.household
    for flow in flows.network.flows:
        if flow.target == "disposed" and flow.name in flows.city.base:
            known[flow.name] = shares.disposal
    for name, parts in flows.city.materials.items():
        known[name] = _of_materials(parts, shares)
    return known


def _of_materials(parts: Mapping[str, tuple[Array, Array]], shares: Compositions) -> Array:
    width = shares.household.shape[1]
    held = np.zeros((len(CATEGORIES), width))
    for material, (plug_in, draws) in parts.items():
        amount = np.concatenate([plug_in, draws[: width - 1]])
        rows = [CATEGORIES.index(code) for code in RECOVERED_AS[material]]
        if len(rows) == 1:
            held[rows[0]] += amount
            continue
        among = shares.household[rows]
        whole = among.sum(axis=0)
        held[rows] += amount * np.where(whole > 0, among / np.where(whole > 0, whole, 1.0), 1.0 / len(rows))
    whole = held.sum(axis=0)
    even = shares.household
    return np.where(whole > 0, held / np.where(whole > 0, whole, 1.0), even)
