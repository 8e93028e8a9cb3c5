"""The network of a city, written from its ledger: generated, collected, facilities, and where it ends.

What the account draws is a measured flow with the covariance of the joint draws; what the account
computes by difference is left to the balances, so the two cannot disagree:

* ``collected`` feeds every facility; a facility's own record says what it passes on and rejects.
* Rejects go on to the disposal sites that weigh rejects (else to all, by size); rejects for another
  recovery facility return to what is collected; burned or dumped ones are not collected in the end.
* What a buyer says was picked at a disposal site runs from that site to the buyer, once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Final

import numpy as np

from nagara.waste.account_sums import gate_amounts
from nagara.waste.flows.network import OUTSIDE, Flow, Network, Process, Stock

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nagara.waste.account import Amounts
    from nagara.waste.ledger import Ledger, RecoveryLine
    from nagara.waste.records import CityRecords, Received

    Array = NDArray[np.float64]
    Ends = tuple[str, str]

__all__ = ["MIXED", "POINTS", "CityNetwork", "city_network", "flow_name"]

POINTS: Final = ("household", "non_household", "generated", "collected", "uncollected", "recovered", "disposed")
"""Names that a user may write for a point of the network, beside the codes of facilities."""
MIXED: Final = "mixed_waste"
"""Stands for waste that is not of one material."""
CHANCE: Final = 4.0
"""Standard errors below which a correlation of draws is taken for none."""
UNMANAGED: Final = frozenset({"burned", "dumped"})


@dataclass(frozen=True, slots=True, kw_only=True)
class CityNetwork:
    """The network of a city and what the account says of it.

    Parameters
    ----------
    network
        The structure, with whatever extends it.
    base, base_processes
        Names of the flows and stocks, and of the processes, that the account itself brings.
    drawn
        Names of the flows that the account draws.
    plug_in, draws
        Their amounts, shapes (drawn, 1) and (drawn, draws) [t/day].
    materials
        Of the flows of facilities, the amounts by recovered material at the plug-in values and draw by
        draw, shapes (1,) and (draws,) [t/day].
    """

    network: Network
    base: tuple[str, ...]
    base_processes: tuple[str, ...]
    drawn: tuple[str, ...]
    plug_in: Array
    draws: Array
    materials: Mapping[str, Mapping[str, tuple[Array, Array]]]

    def with_network(self, network: Network) -> CityNetwork:
        """The same account on a network that was extended."""
        return replace(self, network=network)

    def covariance(self) -> Array:
        """Covariance of the drawn flows, shape (drawn, drawn) [t2/day2].

        Flows that no correlation larger than chance joins, be it by way of others, are kept apart.
        """
        about = self.draws - self.draws.mean(axis=1, keepdims=True)
        count = about.shape[1]
        together = about @ about.T / max(1, count - 1)
        spread = np.sqrt(np.diag(together))
        joined = np.abs(together) > CHANCE / np.sqrt(count) * np.outer(spread, spread)
        for _ in range(len(joined).bit_length()):
            joined = joined @ joined
        return np.asarray(np.where(joined, together, 0.0))


def flow_name(source: str, target: str) -> str:
    """Name of the flow between two points of the city.

    Examples
    --------
    >>> flow_name("collected", "LF1")
    'collected > LF1'
    """
    return f"{source} > {target}"


def city_network(
    records: CityRecords,
    ledger: Ledger,
    plug_in: tuple[Amounts, Mapping[str, Array]],
    drawn: tuple[Amounts, Mapping[str, Array]],
) -> CityNetwork:
    """Write the network of a city.

    Parameters
    ----------
    records
        What the city wrote down.
    ledger
        The lines of its account.
    plug_in, drawn
        The account and the inputs behind it, at the plug-in values and draw by draw.

    Returns
    -------
    CityNetwork
        Flows that are zero in every draw are left out.
    """
    to_sites = _reject_shares(ledger, plug_in[1])
    values = _drawn_flows(records, ledger, *plug_in, to_sites)
    rows = _drawn_flows(records, ledger, *drawn, to_sites)
    # A flow that runs in the first draw runs, and the others need not be gone through.
    kept = [ends for ends, parts in rows.items() if any(part[0] > 0 or part.max() > 0 for part in parts.values())]
    names = tuple(flow_name(*ends) for ends in kept)
    facilities = [*(line.facility for line in ledger.recovery), *(line.facility for line in ledger.disposal)]
    materials = {
        flow_name(*ends): {code: (values[ends][code], rows[ends][code]) for code in rows[ends]}
        for ends in kept
        if ends[1] != "disposed" and OUTSIDE not in ends
    }
    labels = {facility.facility: facility.name for facility in records.facilities}
    network = _structure(kept, list(dict.fromkeys(facilities)), labels)
    return CityNetwork(
        network=network,
        base=network.names,
        base_processes=tuple(process.name for process in network.processes),
        drawn=names,
        plug_in=_wholes([values[ends] for ends in kept]),
        draws=_wholes([rows[ends] for ends in kept]),
        materials=materials,
    )


def _wholes(flows: Sequence[Mapping[str, Array]]) -> Array:
    """All materials of each flow together, shape (flows, draws)."""
    wholes = np.array([next(iter(parts.values())) for parts in flows])
    for whole, parts in zip(wholes, flows, strict=True):
        for part in islice(parts.values(), 1, None):
            whole += part
    return wholes


def _structure(drawn: Iterable[Ends], facilities: Iterable[str], labels: Mapping[str, str]) -> Network:
    """Join the drawn flows to the points between them."""
    known = list(drawn)
    sources = [target for source, target in known if source == OUTSIDE]
    active = {end for ends in known for end in ends}
    places = [code for code in facilities if code in active]
    between = [(source, "generated") for source in sources if source != "generated"]
    between += [("generated", "collected"), ("generated", "uncollected")]
    between += [("collected", code) for code in places]
    ends = {target for _, target in known} & {"recovered", "disposed"}
    exports = [("recovered", OUTSIDE)] if "recovered" in ends else []
    points = [point for point in POINTS if point in {*sources, "generated", "collected", "uncollected", *ends}]
    first = [pair for pair in known if pair[0] == OUTSIDE]
    rest = [pair for pair in known if pair[0] != OUTSIDE]
    flows = [
        Flow(name=flow_name(*pair), source=pair[0], target=pair[1]) for pair in (*first, *between, *rest, *exports)
    ]
    return Network(
        processes=tuple(Process(name=name, label=labels.get(name, "")) for name in (*points, *places)),
        flows=tuple(flows),
        stocks=tuple(Stock(process=name) for name in ("uncollected", "disposed") if name in points),
    )


def _drawn_flows(
    records: CityRecords, ledger: Ledger, amounts: Amounts, draws: Mapping[str, Array], to_sites: Mapping[str, float]
) -> dict[Ends, dict[str, Array]]:
    """What the account says of each flow, by recovered material; mixed waste stands under one name."""
    flows: dict[Ends, dict[str, Array]] = {}
    if ledger.total_rate_input is not None:
        flows[OUTSIDE, "generated"] = {MIXED: amounts.generated_t_per_day}
    else:
        flows[OUTSIDE, "household"] = {MIXED: amounts.household_t_per_day}
        flows[OUTSIDE, "non_household"] = {MIXED: amounts.non_household_t_per_day}
    gates = gate_amounts(ledger, draws)
    received = [line.received.amount(draws) for line in ledger.recovery]
    for line, row, gross in zip(ledger.recovery, _rows(records), received, strict=True):
        rejected = gross * draws[line.reject]
        target = "recovered" if line.is_counted else (row.sold_to or "recovered")
        _add(flows, (line.facility, target), line.material, gross - rejected)
        for end, share in _reject_ends(row, to_sites).items():
            _add(flows, (line.facility, end), line.material, rejected * share)
    for line, site, picked in _picks(ledger, amounts, received, gates):
        _add(flows, (site, line.facility), line.material, picked)
    for code in gates:
        flows[code, "disposed"] = {MIXED: amounts.counted_by_facility[code]}
    return flows


def _rows(records: CityRecords) -> list[Received]:
    """The rows behind the recovery lines of the ledger, in its order."""
    return [row for row in records.received if row.t_per_day is not None]


def _add(flows: dict[Ends, dict[str, Array]], ends: Ends, material: str, amount: Array) -> None:
    """Add an amount, in the memory of what stands there: everything that is added to was worked out for it."""
    parts = flows.setdefault(ends, {})
    if material in parts:
        parts[material] += amount
    else:
        parts[material] = amount


def _reject_ends(row: Received, to_sites: Mapping[str, float]) -> Mapping[str, float]:
    if row.rejects_to in UNMANAGED or (not to_sites and row.rejects_to != "recovery"):
        return {"uncollected": 1.0}
    return {"collected": 1.0} if row.rejects_to == "recovery" else to_sites


def _reject_shares(ledger: Ledger, plug_in: Mapping[str, Array]) -> dict[str, float]:
    """Share of the rejects that each disposal site takes: those that weigh rejects, else all by their size."""
    weighed = {
        line.facility: sum(float(term.amount(plug_in)[0]) for term in line.gate if _is_of_rejects(term.inputs[0]))
        for line in ledger.disposal
    }
    gates = {code: float(gate[0]) for code, gate in gate_amounts(ledger, plug_in).items()}
    sizes = weighed if sum(weighed.values()) > 0 else gates
    whole = sum(sizes.values())
    return {code: size / whole for code, size in sizes.items() if size > 0} if whole > 0 else {}


def _is_of_rejects(name: str) -> bool:
    return name.startswith(("gate.", "trips.")) and name.endswith(".rejects")


def _picks(
    ledger: Ledger, amounts: Amounts, received: Sequence[Array], gates: Mapping[str, Array]
) -> Iterable[tuple[RecoveryLine, str, Array]]:
    """What runs from each disposal site to each buyer; together it is what the account takes off the site."""
    counted = [(line, gross) for line, gross in zip(ledger.recovery, received, strict=True) if line.is_counted]
    if ledger.picking_to_deduct:
        gathered = sum((gross for _, gross in counted), np.zeros_like(amounts.picked_t_per_day))
        whole = np.maximum(gathered, np.finfo(np.float64).tiny)
        for code, gate in gates.items():
            picked = gate - amounts.counted_by_facility[code]
            yield from ((line, code, picked * gross / whole) for line, gross in counted)
        return
    total = np.maximum(sum(gates.values(), np.zeros_like(amounts.picked_t_per_day)), np.finfo(np.float64).tiny)
    for line, gross in counted:
        if not line.picked_frac:
            continue
        picked = gross * line.picked_frac
        if line.picked_from is not None:
            yield line, line.picked_from, picked
        else:
            yield from ((line, code, picked * gate / total) for code, gate in gates.items())
