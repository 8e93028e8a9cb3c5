"""A waste system as a network: processes, the flows between them, stocks and transfer coefficients.

The words are those of material flow analysis. A process balances: what enters leaves or stays in its
stock. A network is frozen; each ``with_...`` gives a new one, so a few lines extend what a city has.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from nagara.errors import NetworkError
from nagara.uncertainty.estimates import Estimate, Shape
from nagara.waste.flows.equations import Equation
from nagara.waste.flows.laws import Law, law_of
from nagara.waste.flows.system import Quantity, System

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nagara.findings import Place

    Array = NDArray[np.float64]

__all__ = ["OUTSIDE", "Flow", "Measurement", "Network", "Process", "Stock", "TransferCoefficient"]

OUTSIDE: Final = "outside"
"""What lies beyond the boundary of the system: imports come from there, exports go there."""

Amount = Estimate | tuple[float, float, float] | float
"""An estimate, or value, low and high of a 95 % interval, or a number without doubt [t/day]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """A point or a facility at which flows meet."""

    name: str
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """Waste that goes from one process to another.

    Parameters
    ----------
    name
        Unique name.
    source, target
        Names of processes, or :data:`OUTSIDE`.
    t_per_day
        What was measured of it, or ``None`` [t/day].
    """

    name: str
    source: str
    target: str
    t_per_day: Estimate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """What stays in a process.

    Parameters
    ----------
    process
        Where it lies.
    change_t_per_day
        What was measured of its growth, or ``None`` [t/day].
    can_shrink
        Whether more may be taken out than is added.
    """

    process: str
    change_t_per_day: Estimate | None = None
    can_shrink: bool = False

    @property
    def name(self) -> str:
        """Name of its change among the amounts of the network."""
        return f"stock.{self.process}"


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferCoefficient:
    """The share of all that leaves a process which one of its flows carries [frac]."""

    flow: str
    share_frac: Estimate

    @property
    def name(self) -> str:
        """Name of the share among the quantities of the system."""
        return f"share.{self.flow}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """A further measurement of a flow that is known otherwise, or of the sum of several flows.

    Parameters
    ----------
    name
        Unique name.
    flows
        Names of the flows whose sum was measured.
    t_per_day
        The measured amount [t/day].
    place
        Where it stands in the user's file.
    """

    name: str
    flows: tuple[str, ...]
    t_per_day: Estimate
    place: Place | None = None


@dataclass(frozen=True, kw_only=True)
class Network:
    """Processes, flows and stocks of one system.

    Raises
    ------
    NetworkError
        If a name stands twice, or a flow speaks of a process that is not there.

    Examples
    --------
    >>> network = (
    ...     Network()
    ...     .with_process("transfer")
    ...     .with_process("landfill", has_stock=True)
    ...     .with_flow("arriving", OUTSIDE, "transfer", (100.0, 90.0, 110.0))
    ...     .with_flow("hauled", "transfer", "landfill", (93.0, 90.0, 96.0))
    ... )
    >>> [equation.label for equation in network.system().equations]
    ['balance of transfer', 'balance of landfill']
    """

    processes: tuple[Process, ...] = ()
    flows: tuple[Flow, ...] = ()
    stocks: tuple[Stock, ...] = ()
    coefficients: tuple[TransferCoefficient, ...] = ()
    measurements: tuple[Measurement, ...] = ()

    def __post_init__(self) -> None:
        _require_one_of_each("process", [process.name for process in self.processes])
        _require_one_of_each("flow", [*(f.name for f in self.flows), *(entry.name for entry in self.measurements)])
        _require_one_of_each("stock", [stock.name for stock in self.stocks])
        _require_one_of_each("share", [entry.name for entry in self.coefficients])
        known = {process.name for process in self.processes}
        if OUTSIDE in known:
            mend = "Give it another name, or let flows begin and end outside without naming a process."
            raise NetworkError(f"process {OUTSIDE}", "the name is that of everything beyond the boundary", mend)
        for entry in self.measurements:
            if not entry.flows:
                raise NetworkError(f"measurement {entry.name}", "it names no flow", "Name the flows it measured.")
        ends = known | {OUTSIDE}
        for flow in self.flows:
            for end in (flow.source, flow.target):
                if end not in ends:
                    raise NetworkError(f"flow {flow.name}", f"there is no process {end}", _mend(end, known))
            if flow.source == flow.target:
                mend = "Leave the flow out: what comes back at once changes no balance."
                raise NetworkError(f"flow {flow.name}", "it ends where it begins", mend)
        flows = {flow.name for flow in self.flows}
        spoken = [(entry.name, name) for entry in self.measurements for name in entry.flows]
        for what, name in [*spoken, *((entry.name, entry.flow) for entry in self.coefficients)]:
            if name not in flows:
                raise NetworkError(what, f"there is no flow {name}", _mend(name, flows))
        for stock in self.stocks:
            if stock.process not in known:
                raise NetworkError(stock.name, f"there is no process {stock.process}", _mend(stock.process, known))

    def with_process(self, name: str, label: str = "", *, has_stock: bool = False) -> Network:
        """Add a process; waste stays in one that has a stock."""
        stocks = (*self.stocks, Stock(process=name)) if has_stock else self.stocks
        return replace(self, processes=(*self.processes, Process(name=name, label=label)), stocks=stocks)

    def with_flow(self, name: str, source: str, target: str, t_per_day: Amount | None = None) -> Network:
        """Add a flow, measured or not.

        Parameters
        ----------
        name, source, target
            As in :class:`Flow`.
        t_per_day
            An estimate; or value, low and high of a 95 % interval; or a number without doubt [t/day].
        """
        measured = None if t_per_day is None else _estimate(t_per_day)
        return replace(self, flows=(*self.flows, Flow(name=name, source=source, target=target, t_per_day=measured)))

    def with_share(self, flow: str, share_frac: Amount) -> Network:
        """Say which share of all that leaves its source one flow carries [frac]."""
        share = _estimate(share_frac, is_share=True)
        return replace(self, coefficients=(*self.coefficients, TransferCoefficient(flow=flow, share_frac=share)))

    def with_measurement(
        self, name: str, flows: str | Iterable[str], t_per_day: Amount, *, place: Place | None = None
    ) -> Network:
        """Add a further measurement of one flow, or of the sum of several [t/day]."""
        named = (flows,) if isinstance(flows, str) else tuple(flows)
        entry = Measurement(name=name, flows=named, t_per_day=_estimate(t_per_day), place=place)
        return replace(self, measurements=(*self.measurements, entry))

    def flow(self, name: str) -> Flow:
        """The flow of that name.

        Raises
        ------
        NetworkError
            If there is none.
        """
        for flow in self.flows:
            if flow.name == name:
                return flow
        raise NetworkError("network", f"there is no flow {name}", _mend(name, {flow.name for flow in self.flows}))

    def between(self, source: str, target: str) -> tuple[Flow, ...]:
        """The flows that run directly from one process to another."""
        return tuple(flow for flow in self.flows if (flow.source, flow.target) == (source, target))

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Names of all flows, then of the changes of all stocks: the order of every array of amounts."""
        return (*[flow.name for flow in self.flows], *[stock.name for stock in self.stocks])

    def incidence(self) -> Array:
        """What each amount adds to (+1) or takes from (-1) each process, shape (processes, names).

        The balances of the network are ``incidence @ amounts = 0`` in every layer. The array cannot be written to.
        """
        return self._incidence

    @cached_property
    def _incidence(self) -> Array:
        row = {process.name: at for at, process in enumerate(self.processes)} | {OUTSIDE: len(self.processes)}
        flows, count = self.flows, len(self.flows)
        matrix = np.zeros((len(row), count + len(self.stocks)))
        column = np.arange(matrix.shape[1])
        matrix[[row[flow.target] for flow in flows], column[:count]] = 1.0
        matrix[[row[flow.source] for flow in flows], column[:count]] = -1.0
        matrix[[row[stock.process] for stock in self.stocks], column[count:]] = -1.0
        matrix.flags.writeable = False
        return matrix[:-1]

    def system(
        self,
        laws: Mapping[str, Law | float] | None = None,
        covariance: Array | None = None,
        *,
        is_bounded: bool = True,
    ) -> System:
        """Write the network as quantities and equations, ready to be reconciled.

        Parameters
        ----------
        laws
            Laws (or exact values) that come from elsewhere, such as joint draws, by the name of a flow,
            stock change, measurement or share; they go before what the network says itself.
        covariance
            Covariance of ``laws`` in their order, those without doubt left out; independent of all other
            measurements.
        is_bounded
            Whether flows and stocks that cannot shrink are kept from being negative.
        """
        given = dict(laws or {})
        floor = 0.0 if is_bounded else -np.inf
        quantities = [_quantity(flow.name, given.get(flow.name), flow.t_per_day, low=floor) for flow in self.flows]
        for stock in self.stocks:
            low = -np.inf if stock.can_shrink else floor
            quantities.append(_quantity(stock.name, given.get(stock.name), stock.change_t_per_day, low=low))
        quantities += [_quantity(e.name, given.get(e.name), e.t_per_day, low=floor) for e in self.measurements]
        quantities += [_quantity(e.name, given.get(e.name), e.share_frac, low=0.0, high=1.0) for e in self.coefficients]
        return System(
            quantities=tuple(quantities),
            equations=(*self._balances(), *self._sums(), *self._shares()),
            covariance=None if covariance is None else _widened(quantities, given, covariance),
        )

    def _balances(self) -> Iterable[Equation]:
        terms: dict[str, dict[str, float]] = {name: {} for name in (OUTSIDE, *(p.name for p in self.processes))}
        for flow in self.flows:
            terms[flow.target][flow.name] = 1.0
            terms[flow.source][flow.name] = -1.0
        for stock in self.stocks:
            terms[stock.process][stock.name] = -1.0
        for process in self.processes:
            yield Equation(label=f"balance of {process.name}", linear=terms[process.name])

    def _sums(self) -> Iterable[Equation]:
        for entry in self.measurements:
            yield Equation(
                label=f"measurement {entry.name}", linear={entry.name: -1.0} | dict.fromkeys(entry.flows, 1.0)
            )

    def _shares(self) -> Iterable[Equation]:
        for entry in self.coefficients:
            source = self.flow(entry.flow).source
            leaving = [flow.name for flow in self.flows if flow.source == source]
            products = {(entry.name, name): -1.0 for name in leaving}
            yield Equation(label=f"share of {entry.flow}", linear={entry.flow: 1.0}, products=products)


def _require_one_of_each(kind: str, names: list[str]) -> None:
    if len(set(names)) < len(names):
        name = next(name for name in names if names.count(name) > 1)
        raise NetworkError(f"{kind} {name}", "the name stands twice", "Give each its own name.")


def _quantity(
    name: str, law: Law | float | None, said: Estimate | None, *, low: float, high: float = np.inf
) -> Quantity:
    if law is None and said is not None:
        law = said.value if said.shape is Shape.FIXED else law_of(said)
    if law is None:
        return Quantity(name=name, low=low, high=high)
    if isinstance(law, float | int):
        return Quantity(name=name, fixed=float(law), low=low, high=high)
    return Quantity(name=name, law=law, low=low, high=high)


def _widened(quantities: list[Quantity], given: Mapping[str, Law | float], covariance: Array) -> Array:
    """Set the joint covariance into that of all measured quantities, in their order."""
    measured = [quantity for quantity in quantities if quantity.law is not None]
    drawn = [name for name, law in given.items() if not isinstance(law, float | int)]
    wide = np.diag([quantity.law.spread**2 for quantity in measured if quantity.law is not None])
    place = {quantity.name: at for at, quantity in enumerate(measured)}
    rows = [place[name] for name in drawn]
    wide[np.ix_(rows, rows)] = covariance
    return wide


def _estimate(amount: Amount, *, is_share: bool = False) -> Estimate:
    if isinstance(amount, Estimate):
        return amount
    if isinstance(amount, tuple):
        value, low, high = amount
        return Estimate(value=value, low=low, high=high, is_share=is_share)
    return Estimate.exact(float(amount), is_share=is_share)


def _mend(name: str, known: Iterable[str]) -> str:
    names = sorted(known)
    near = get_close_matches(name, names, n=1)
    return f"The nearest is {near[0]}." if near else f"Known are: {', '.join(names) or 'none'}."
