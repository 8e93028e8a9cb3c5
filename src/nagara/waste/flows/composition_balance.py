"""Which flow has which composition, and the balances that give the others, draw by draw.

Three sorts of flows: those whose composition is given, those that were added and are mixed as all that enters
the place they leave, and the rest, which the balances of the account's own processes determine. All of the
latter two are found together, so that loops are no trouble.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final

import numpy as np

from nagara.waste.flows.city_network import MIXED
from nagara.waste.flows.network import OUTSIDE
from nagara.waste.material_map import CATEGORIES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nagara.waste.flows.city_reconciliation import ReconciledCity
    from nagara.waste.flows.network import Network

    Array = NDArray[np.float64]
    Index = NDArray[np.intp]

__all__ = ["CompositionBalance", "Compositions"]

PLASTICS: Final = ("plastic_film", "plastic_dense")

RECOVERED_AS: Final[Mapping[str, tuple[str, ...]]] = {
    "plastic_pet": ("plastic_dense",),
    "plastic_hdpe": ("plastic_dense",),
    "plastic_pp": ("plastic_dense",),
    "plastic_pvc": ("plastic_dense",),
    "plastic_eps": ("plastic_dense",),
    "plastic_ldpe_film": ("plastic_film",),
    "plastic_other_mixed": PLASTICS,
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
class CompositionBalance:
    """The equations of the compositions of one network.

    Parameters
    ----------
    matrix
        Incidence of the network.
    given
        Composition by row of the network, shape (12, 1 + draws) [frac].
    mixed
        By row that is mixed as what enters its source: the rows that enter there.
    rest
        Rows that the balances determine.
    processes
        Rows of the incidence whose balances are used: the account's own processes.
    solve
        Pseudo-inverse of these balances in ``rest``, which finds it where nothing is mixed.
    """

    matrix: Array
    given: Mapping[int, Array]
    mixed: Mapping[int, Index]
    rest: Index
    processes: Index
    solve: Array

    @classmethod
    def of(cls, flows: ReconciledCity, shares: Compositions) -> CompositionBalance:
        """Write the equations for the reconciled flows of a city."""
        network, base = flows.network, set(flows.city.base)
        names = list(network.names)
        given = {names.index(name): mix for name, mix in _known(flows, shares).items() if name in names}
        sources = [flow.source for flow in network.flows] + [stock.process for stock in network.stocks]
        added = [at for at, name in enumerate(names) if name not in base and at not in given]
        given |= {at: shares.household for at in added if sources[at] == OUTSIDE}
        mixed = {at: _entering(flows.network, sources[at]) for at in added if sources[at] != OUTSIDE}
        own = set(flows.city.base_processes)
        matrix = network.incidence()
        rest = np.array([at for at in range(len(names)) if at not in given and at not in mixed], dtype=np.intp)
        processes = np.flatnonzero([process.name in own for process in network.processes])
        return cls(
            matrix=matrix,
            given=given,
            mixed=mixed,
            rest=rest,
            processes=processes,
            solve=np.asarray(np.linalg.pinv(matrix[np.ix_(processes, rest)]), dtype=np.float64),
        )

    def deviations(self, totals: Array, count: int) -> Array:
        """How the amounts move with the compositions alone, shape (names x 12, count); totals stand still."""
        still = self.amounts(np.repeat(totals, count, axis=1))
        still -= still.mean(axis=2, keepdims=True)
        return still.reshape(-1, count)

    def amounts(self, totals: Array) -> Array:
        """All amounts by category for the first draws of the compositions.

        Parameters
        ----------
        totals
            Amounts of all waste, shape (names, draws) [t/day].

        Returns
        -------
        NDArray
            Shape (names, 12, draws) [t/day]; some may be negative where samples contradict each other.
        """
        width = totals.shape[1]
        amounts = np.zeros((len(totals), len(CATEGORIES), width))
        for at, mix in self.given.items():
            np.multiply(totals[at], mix[:, :width], out=amounts[at])
        rows = self.matrix[self.processes]
        left = rows @ amounts.reshape(len(amounts), -1)
        if self.mixed:
            self._solve_with_mixed(amounts, totals, rows, -left.reshape(len(rows), *amounts.shape[1:]))
        else:
            amounts[self.rest] = (-self.solve @ left).reshape(len(self.rest), *amounts.shape[1:])
        return amounts

    def _solve_with_mixed(self, amounts: Array, totals: Array, rows: Array, wanted: Array) -> None:
        """One small system for each draw: balances, then one equation for each mixed flow."""
        unknown = [*self.rest.tolist(), *self.mixed]
        column = {row: at for at, row in enumerate(unknown)}
        width, balances = totals.shape[1], len(rows)
        left = np.zeros((width, balances + len(self.mixed), len(unknown)))
        right = np.zeros((width, left.shape[1], len(CATEGORIES)))
        left[:, :balances] = rows[:, unknown]
        right[:, :balances] = wanted.transpose(2, 0, 1)
        for equation, (row, entering) in enumerate(self.mixed.items(), start=balances):
            whole = totals[entering].sum(axis=0)
            share = totals[row] / np.where(whole > 0, whole, np.inf)
            left[:, equation, column[row]] += 1.0
            for other in entering:
                if other in column:
                    left[:, equation, column[other]] -= share
                else:
                    right[:, equation] += (share * amounts[other]).T
        amounts[unknown] = _solved(left, right).transpose(1, 2, 0)


def _entering(network: Network, process: str) -> Index:
    """Rows of the flows that enter a process."""
    return np.flatnonzero([flow.target == process for flow in network.flows])


def _solved(left: Array, right: Array) -> Array:
    if left.shape[1] == left.shape[2]:
        try:
            return np.asarray(np.linalg.solve(left, right), dtype=np.float64)
        except np.linalg.LinAlgError:  # a loop that nothing leaves in some draw
            pass
    return np.asarray(np.linalg.pinv(left) @ right, dtype=np.float64)


def _known(flows: ReconciledCity, shares: Compositions) -> dict[str, Array]:
    """Composition of every flow that has one, shape (12, 1 + draws)."""
    known = {"outside > household": shares.household}
    if "outside > non_household" in flows.city.base:
        known["generated > uncollected"] = shares.household
    for flow in flows.network.flows:
        if flow.target == "disposed" and flow.name in flows.city.base:
            known[flow.name] = shares.disposal
    materials = flows.city.materials
    return known | dict(zip(materials, _of_materials([*materials.values()], shares), strict=True))


def _of_materials(flows: Sequence[Mapping[str, tuple[Array, Array]]], shares: Compositions) -> Array:
    """Compositions of flows of recovered materials, shape (flows, 12, 1 + draws); of households where none runs."""
    width = shares.household.shape[1]
    held = np.zeros((len(flows), len(CATEGORIES), width))
    among = {material: _among(material, shares.household) for material in dict.fromkeys(chain.from_iterable(flows))}
    for categories, parts in zip(held, flows, strict=True):
        for material, (plug_in, draws) in parts.items():
            amount = np.concatenate([plug_in, draws[: width - 1]])
            rows, proportions = among[material]
            if proportions is None:
                categories[rows[0]] += amount
            else:
                categories[rows] += amount * proportions
    whole = held.sum(axis=1, keepdims=True)
    runs = whole > 0
    if runs.all():
        held /= whole
        return held
    held /= np.where(runs, whole, 1.0)
    np.copyto(held, shares.household, where=~runs)
    return held


def _among(material: str, household: Array) -> tuple[list[int], Array | None]:
    """The categories that a material may be, and their proportions if there are several, shape (n, 1 + draws)."""
    rows = [CATEGORIES.index(code) for code in RECOVERED_AS[material]]
    if len(rows) == 1:
        return rows, None
    among = household[rows]
    whole = among.sum(axis=0)
    return rows, np.where(whole > 0, among / np.where(whole > 0, whole, 1.0), 1.0 / len(rows))
