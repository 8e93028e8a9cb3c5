"""What was measured besides the sheets of the account: rows that extend the network or check it.

A row may name facilities by their codes, the points of the network, or a place of its own, which
becomes a process. Where the network already knows the flow, the row is a further measurement of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from nagara.evidence import factor
from nagara.findings import Finding, Place
from nagara.waste.disposal import is_disposal
from nagara.waste.flows.city_network import POINTS
from nagara.waste.flows.network import OUTSIDE, Network, Process, Stock
from nagara.waste.ledger import estimate_of

if TYPE_CHECKING:
    from nagara.uncertainty.estimates import Estimate
    from nagara.waste.records import CityRecords, MeasuredFlow

__all__ = ["WET_MASS", "LayerMeasurement", "OtherFlows", "other_flows"]

WET_MASS: Final = "wet-mass"
_TOTALS: Final = {(whole, end) for whole in ("generated", "collected") for end in ("recovered", "disposed")}
"""Points that no flow joins directly: a measurement between them is of all that reaches the second."""
_ALIKE: Final = 0.8
"""How alike two names are before one is taken for a slip of the other [1]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerMeasurement:
    """A measured amount of one layer of a flow, such as the plastic in it [t/day]."""

    name: str
    flows: tuple[str, ...]
    layer: str
    t_per_day: Estimate
    place: Place | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherFlows:
    """A network with what was measured besides, and what was noticed on the way.

    Parameters
    ----------
    network
        The extended network.
    layers
        Rows that speak of one layer only.
    findings
        Doubts about the rows.
    has_default_range
        Whether a row without a range took the default one.
    """

    network: Network
    layers: tuple[LayerMeasurement, ...]
    findings: tuple[Finding, ...]
    has_default_range: bool


def other_flows(network: Network, records: CityRecords) -> OtherFlows:
    """Extend the network of a city by its further measurements.

    Parameters
    ----------
    network
        The network of its account.
    records
        What the city wrote down.
    """
    writer = _Writer(network=network, kinds={entry.facility: entry.kind for entry in records.facilities})
    labels = {entry.facility: entry.name for entry in records.facilities}
    for row in records.measured_flows:
        if row.t_per_day is not None or row.share_of_source_frac is not None:
            writer.write(row, labels)
    writer.close_ends()
    return OtherFlows(
        network=writer.network,
        layers=tuple(writer.layers),
        findings=tuple(writer.findings),
        has_default_range=writer.has_default_range,
    )


@dataclass(slots=True)
class _Writer:
    """Collects what the rows add."""

    network: Network
    kinds: dict[str, str]
    layers: list[LayerMeasurement] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    has_default_range: bool = False
    named_at: dict[str, Place | None] = field(default_factory=dict)
    said: set[str] = field(default_factory=set)

    def write(self, row: MeasuredFlow, labels: dict[str, str]) -> None:
        """Enter one row that has a number."""
        taken = {*(flow.name for flow in self.network.flows), *self.said}
        if row.flow in taken:
            self.find("flow-name-twice", row, "flow", flow=row.flow)
            return
        source = self.process(row, "from_process", labels)
        target = self.process(row, "to_process", labels)
        if source == target:
            self.find("flow-ends-where-it-begins", row, "to_process", flow=row.flow, process=source)
            return
        self.said.add(row.flow)
        layer = row.layer or WET_MASS
        flows = self.known(source, target)
        if not flows:
            self.add(row, source, target, is_measured=layer == WET_MASS)
            flows = (row.flow,)
        if row.t_per_day is None:
            self.share(row, flows, layer)
        elif layer != WET_MASS:
            entry = LayerMeasurement(
                name=row.flow, flows=flows, layer=layer, t_per_day=self.estimate(row), place=row.place("t_per_day")
            )
            self.layers.append(entry)
        elif flows != (row.flow,):
            place = row.place("t_per_day")
            self.network = self.network.with_measurement(row.flow, flows, self.estimate(row), place=place)

    def known(self, source: str, target: str) -> tuple[str, ...]:
        """The flows of the network that a row between two points speaks of."""
        direct = self.network.between(source, target)
        if direct:
            return tuple(flow.name for flow in direct)
        if (source, target) in _TOTALS:
            return tuple(flow.name for flow in self.network.flows if flow.target == target)
        return ()

    def add(self, row: MeasuredFlow, source: str, target: str, *, is_measured: bool) -> None:
        """Add a flow that the network did not have."""
        amount = self.estimate(row) if is_measured and row.t_per_day is not None else None
        self.network = self.network.with_flow(row.flow, source, target, amount)
        own = {name for name in (source, target) if name not in POINTS and name not in self.kinds}
        if not own:
            self.find("flow-added", row, "to_process", flow=row.flow, source=source, target=target)

    def share(self, row: MeasuredFlow, flows: tuple[str, ...], layer: str) -> None:
        """A row that says a share of all that leaves its first point."""
        if layer != WET_MASS or len(flows) != 1:
            self.find("flow-share-not-used", row, "share_of_source_frac", flow=row.flow)
            return
        self.network = self.network.with_share(flows[0], self.estimate(row))

    def process(self, row: MeasuredFlow, column: str, labels: dict[str, str]) -> str:
        """The process that a cell names; a name of the user's own becomes one."""
        said = str(getattr(row, column)).strip()
        present = [process.name for process in self.network.processes]
        known = {name.casefold(): name for name in (*POINTS, *self.kinds, *present)}
        name = known.get(said.casefold().replace(" ", "_"), known.get(said.casefold()))
        if name in present:
            return str(name)
        if name is None:
            near = get_close_matches(said.casefold(), known, n=1, cutoff=_ALIKE)
            if near:
                self.find("flow-process-unknown", row, column, process=said, nearest=known[near[0]])
            name = said
        self.named_at.setdefault(name, row.place(column))
        self.network = self.network.with_process(name, labels.get(name, ""))
        return name

    def close_ends(self) -> None:
        """Give every process that a row brought in a way in and a way out."""
        for name, place in self.named_at.items():
            if name == "disposed":
                self.network = replace(self.network, stocks=(*self.network.stocks, Stock(process=name)))
            elif all(flow.source != name for flow in self.network.flows):
                self.leave(name, place)
            if all(flow.target != name for flow in self.network.flows):
                self.network = self.network.with_flow(f"{OUTSIDE} > {name}", OUTSIDE, name)
                self.findings.append(Finding(code="process-without-inlet", values={"process": name}, place=place))

    def leave(self, name: str, place: Place | None) -> None:
        """A facility hands on to where its kind does; any other place is taken as an end."""
        target = OUTSIDE
        if name in self.kinds:
            target = "disposed" if is_disposal(self.kinds[name]) else "recovered"
            self.end(target)
        elif name != "recovered":
            self.findings.append(Finding(code="process-without-outlet", values={"process": name}, place=place))
        self.network = self.network.with_flow(f"{name} > {target}", name, target)

    def end(self, target: str) -> None:
        """Make sure that an end of the network is there."""
        if target in {process.name for process in self.network.processes}:
            return
        processes = (*self.network.processes, Process(name=target))
        self.network = replace(self.network, processes=processes)
        if target == "disposed":
            self.network = replace(self.network, stocks=(*self.network.stocks, Stock(process=target)))
        else:
            self.network = self.network.with_flow(f"{target} > {OUTSIDE}", target, OUTSIDE)

    def estimate(self, row: MeasuredFlow) -> Estimate:
        """The measured tonnes, or the share where no tonnes are given."""
        if row.t_per_day is not None:
            value, low, high = row.t_per_day, row.t_per_day_low, row.t_per_day_high
        else:
            value, low, high = row.share_of_source_frac or 0.0, row.share_of_source_low, row.share_of_source_high
        relative = 0.0
        if value and low is None and high is None:
            relative = factor("account_default", "records_relative_error").value
            self.has_default_range = True
            self.find("flow-range-assumed", row, "t_per_day", flow=row.flow, percent=100 * relative)
        is_share = row.t_per_day is None
        source = row.source
        return estimate_of(value, low, high, row.range_is, source=source, is_share=is_share, relative_error=relative)

    def find(self, code: str, row: MeasuredFlow, column: str, **values: str | float) -> None:
        """Remember a doubt about one cell."""
        self.findings.append(Finding(code=code, values=values, place=row.place(column)))
