"""Reconcile the network of a city: the nearest flows that balance, at the plug-in values and draw by draw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from nagara.waste.flows.laws import Law, Normal
from nagara.waste.flows.lifting import lifted
from nagara.waste.flows.network_laws import SMALLEST, require_laws
from nagara.waste.flows.projection import project_draws
from nagara.waste.flows.reconcile import reconcile
from nagara.waste.flows.result import Status
from nagara.waste.flows.system import Role

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nagara.waste.flows.city_network import CityNetwork
    from nagara.waste.flows.network import Network
    from nagara.waste.flows.result import Reconciliation

    Array = NDArray[np.float64]

__all__ = ["ReconciledCity", "reconciled_city"]

DUST: Final = 1e-12
"""An amount below this part of the largest is rounding, and nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReconciledCity:
    """The flows of a city that balance.

    Parameters
    ----------
    city
        The network and what the account says of it.
    reconciliation
        The solution at the plug-in values, with its status and tests.
    plug_in, draws
        Amounts in the order of ``network.names``, shapes (names, 1) and (names, draws) [t/day]. A flow
        that the measurements do not determine has one of the values it could have.
    measured
        Draws of every further measurement by name, each of shape (draws,).
    """

    city: CityNetwork
    reconciliation: Reconciliation
    plug_in: Array
    draws: Array
    measured: Mapping[str, Array]

    @property
    def network(self) -> Network:
        """The structure."""
        return self.city.network

    def is_known(self, name: str) -> bool:
        """Whether the measurements determine a flow or stock."""
        return self.reconciliation.status[name] is not Status.NOT_OBSERVABLE


def reconciled_city(city: CityNetwork, measured: Mapping[str, Array]) -> ReconciledCity:
    """Reconcile the network.

    Parameters
    ----------
    city
        The network, extended by further measurements, and what the account says of it.
    measured
        Draws of every further measurement and share that bears a doubt, by its name in the system.

    Raises
    ------
    ReconciliationError
        If no flows satisfy the balances without one being negative.
    LawBrokenError
        If a result does not close, which would be a fault of nagara.
    """
    laws, covariance = _laws(city, measured)
    free = city.network.system(laws, covariance, is_bounded=False)
    solution = reconcile(free)
    central = solution
    if min(_all_values(solution).values(), default=0.0) < -SMALLEST:
        central = reconcile(city.network.system(laws, covariance))
    rows = dict(zip(city.drawn, city.draws, strict=True)) | dict(measured)
    network = city.network
    values = _all_values(central)
    plug_in = np.array([[values[name]] for name in network.names])
    matrix = network.incidence()
    plug_in -= np.linalg.lstsq(matrix, matrix @ plug_in, rcond=None)[0]  # what rounding in the search left over
    plug_in[np.abs(plug_in) < DUST * np.abs(plug_in).max(initial=0.0)] = 0.0
    require_laws(network, plug_in, "all waste")
    draws = _drawn(network, solution, {name: rows[name] for name in free.names_of(Role.MEASURED)}, plug_in)
    if draws.min(initial=0.0) < 0:
        draws = lifted(draws, draws - draws.mean(axis=1, keepdims=True), lambda _: plug_in)
    require_laws(network, draws, "all waste")
    return ReconciledCity(city=city, reconciliation=central, plug_in=plug_in, draws=draws, measured=measured)


def _laws(city: CityNetwork, measured: Mapping[str, Array]) -> tuple[dict[str, Law | float], Array]:
    """Everything measured as normal around its plug-in value, with the spread of its draws.

    What the account draws hangs together as its draws do; the further measurements stand alone.
    """
    further = _plug_in_of(city.network)
    values = np.concatenate([city.plug_in[:, 0], [further[name] for name in measured]])
    covariance = np.zeros((len(values), len(values)))
    count = len(city.drawn)
    covariance[:count, :count] = city.covariance()
    covariance[range(count, len(values)), range(count, len(values))] = [row.var() for row in measured.values()]
    spread = np.sqrt(np.diag(covariance))
    exact = spread <= SMALLEST * np.maximum(np.abs(values), SMALLEST)
    laws: dict[str, Law | float] = {
        name: float(value) if sure else Normal(float(value), float(sd))
        for name, value, sd, sure in zip((*city.drawn, *measured), values, spread, exact, strict=True)
    }
    return laws, covariance[np.ix_(~exact, ~exact)]


def _plug_in_of(network: Network) -> dict[str, float]:
    """Best value of everything that was measured besides the account."""
    flows = {flow.name: flow.t_per_day.value for flow in network.flows if flow.t_per_day is not None}
    shares = {entry.name: entry.share_frac.value for entry in network.coefficients}
    return flows | {entry.name: entry.t_per_day.value for entry in network.measurements} | shares


def _all_values(solution: Reconciliation) -> dict[str, float]:
    """Values of all quantities; one of the possible ones where the equations do not determine it."""
    found = {name: value for name, value in solution.values.items() if value is not None}
    for part in solution.parts:
        found |= dict(zip(part.part.equations.names, map(float, part.values), strict=True))
    return found


def _drawn(network: Network, solution: Reconciliation, rows: Mapping[str, Array], plug_in: Array) -> Array:
    """Reconcile every draw; where all equations are linear, by the map that a few draws span."""
    if not rows:
        return plug_in
    if not all(part.part.is_linear for part in solution.parts):
        return _filled(network, project_draws(solution.system, rows, reconciliation=solution).values, plug_in)
    steps = np.hstack([np.zeros((len(rows), 1)), np.eye(len(rows))])
    units = dict(zip(rows, steps, strict=True))
    spanned = _filled(network, project_draws(solution.system, units, reconciliation=solution).values, plug_in)
    draws: Array = (spanned[:, 1:] - spanned[:, :1]) @ np.stack(list(rows.values()))
    draws += spanned[:, :1]
    return draws


def _filled(network: Network, values: Mapping[str, Array], plug_in: Array) -> Array:
    """All amounts of the network; those that nothing determines as near to the plug-in values as balances allow."""
    width = len(next(iter(values.values())))
    names = network.names
    amounts = np.repeat(plug_in, width, axis=1)
    unknown = [at for at, name in enumerate(names) if name not in values]
    for at, name in enumerate(names):
        if name in values:
            amounts[at] = values[name]
    if unknown:
        matrix = network.incidence()
        amounts[unknown] -= np.linalg.lstsq(matrix[:, unknown], matrix @ amounts, rcond=None)[0]
    return amounts
