"""The flows of a city's waste, balanced with everything that was measured, layer by layer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.errors import ContradictionError, LawBrokenError, ReconciliationError
from nagara.evidence import factor
from nagara.findings import Finding
from nagara.indicators.chapter import Chapter, shared_draw
from nagara.indicators.defaults import default_of
from nagara.indicators.flow_doubts import flow_doubts, suspects
from nagara.indicators.flow_picture import FlowPlace, FlowView, flow_view
from nagara.indicators.flow_rows import FlowRow, layer_rows, something, wet_mass_rows
from nagara.uncertainty.intervals import central_interval
from nagara.waste.flows.carbon import carbon_weights
from nagara.waste.flows.city_network import city_network
from nagara.waste.flows.city_reconciliation import reconciled_city
from nagara.waste.flows.gross_errors import gross_errors
from nagara.waste.flows.layers import LAYER_DRAWS, Compositions, city_layers, layer_weights
from nagara.waste.flows.other_flows import WET_MASS, other_flows
from nagara.waste.ledger import ASSUMED_FOR

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nagara.indicators.chapter import YearDraws
    from nagara.indicators.result import DefaultUsed
    from nagara.waste.flows.city_network import CityNetwork
    from nagara.waste.flows.city_reconciliation import ReconciledCity
    from nagara.waste.flows.gross_errors import GrossErrors
    from nagara.waste.flows.layers import CityLayers
    from nagara.waste.flows.other_flows import OtherFlows

__all__ = ["FlowTest", "MaterialFlows", "PointAmount", "material_flows"]

Array: TypeAlias = NDArray[np.float64]

_POINTS: Final = {
    "generated": {"household > generated", "non_household > generated", "outside > generated"},
    "collected": {"generated > collected"},
    "uncollected": {"stock.uncollected"},
    "recovered": {"recovered > outside"},
    "disposed": {"stock.disposed"},
}
"""The flows and stocks that make up what passes a point."""
_NO_BALANCE: Final = "no flows above zero satisfy all of them in every draw"
_MOVED: Final = 1e-6
"""Part of a figure by which reconciliation has to move it before it is printed beside the account [frac]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowTest:
    """Whether the measurements agree within their doubts.

    Parameters
    ----------
    objective
        Weighted sum of squared corrections [1].
    degrees_of_freedom
        Independent checks; none where every flow was measured in one way only.
    p_value
        Chance of corrections at least this large if all stated ranges are right; ``None`` without a check.
    suspicious
        Names of the measurement to look at first, or of the set that the balances cannot part.
    largest_z
        How many standard deviations that measurement is off [1].
    """

    objective: float
    degrees_of_freedom: int
    p_value: float | None
    suspicious: tuple[str, ...]
    largest_z: float | None
    is_rejected: bool
    """Whether the corrections together are larger than chance allows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PointAmount:
    """What passes a point of the network in one layer [t/day]."""

    point: str
    layer: str
    t_per_day: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialFlows:
    """The reconciled flows of a city's year.

    Parameters
    ----------
    level
        Probability inside the intervals [frac].
    places
        The points and facilities between which waste flows.
    rows
        Every flow, stock and further measurement of every layer.
    test
        The global test of the measurements.
    layers
        Names of the layers that the rows cover.
    points
        What passes the points of the network: all waste, plastic and carbon.
    view
        The network as the picture shows it, with small facilities together.
    """

    level: float
    places: tuple[FlowPlace, ...]
    rows: tuple[FlowRow, ...]
    test: FlowTest
    layers: tuple[str, ...]
    points: tuple[PointAmount, ...]
    view: FlowView

    def of(self, layer: str, role: str = "flow") -> tuple[FlowRow, ...]:
        """The rows of one layer and role, in the order of the network."""
        return tuple(row for row in self.rows if row.layer == layer and row.role == role)


def material_flows(year: YearDraws) -> Chapter[MaterialFlows]:
    """Balance the flows of a city's year with everything that was measured.

    Parameters
    ----------
    year
        The account, at its plug-in values and draw by draw.

    Returns
    -------
    Chapter
        The reconciled flows; figures only where reconciliation moved them away from the account.
    """
    examination = year.examination
    records, ledger = examination.records, examination.ledger
    if not ledger.recovery and not ledger.disposal:
        return Chapter()
    account = city_network(
        records,
        ledger,
        (examination.amounts, examination.inputs.plug_in()),
        (year.amounts, year.ledger_draws()),
    )
    flows, further = _balanced(year, account, other_flows(account.network, records))
    city = flows.city
    tests = gross_errors(flows.reconciliation)
    layers, doubts = _layers_if_they_close(year, flows, further)
    plug_in, draws = _figures(year, flows)
    sums = _sums(year, layers)
    ends = central_interval(flows.draws.copy(), year.level)
    rows, names = _rows(year, flows, layers, sums, (tests, ends), further)
    places = _places(year, city)
    return Chapter(
        printed=MaterialFlows(
            level=year.level,
            places=places,
            rows=rows,
            test=_test(flows, tests),
            layers=names,
            points=_points(year, flows, sums, rows),
            view=flow_view(flows, places, ends, year.level),
        ),
        plug_in=plug_in,
        draws=draws,
        sources=dict.fromkeys(plug_in, "survey + records" if examination.survey else "records"),
        defaults=_defaults(year, further),
        findings=(*further.findings, *doubts, *flow_doubts(examination, flows, tests, layers, further)),
    )


def _balanced(year: YearDraws, account: CityNetwork, further: OtherFlows) -> tuple[ReconciledCity, OtherFlows]:
    """Balance the account with the other flows; if they leave no solution, without them, and say so."""
    try:
        flows = reconciled_city(account.with_network(further.network), _drawn_measurements(year, further))
    except (ContradictionError, ReconciliationError, LawBrokenError) as error:
        if further.network == account.network:
            raise
        why = _NO_BALANCE if isinstance(error, LawBrokenError) else str(error).rstrip(".")
        doubt = Finding(code="flows-left-out", values={"why": why})
        alone = replace(further, network=account.network, layers=(), findings=(*further.findings, doubt))
        return reconciled_city(account, {}), alone
    return flows, further


def _defaults(year: YearDraws, further: OtherFlows) -> tuple[DefaultUsed, ...]:
    """The range of a measurement without one, unless the account took the same default already."""
    name = "records_relative_error"
    if not further.has_default_range or any(entry.name == name for entry in year.examination.ledger.assumed):
        return ()
    return (default_of(name, ASSUMED_FOR[name], factor("account_default", name)),)


def _drawn_measurements(year: YearDraws, further: OtherFlows) -> dict[str, Array]:
    """Draws of everything that was measured besides the account, by its name in the system."""
    network = further.network
    said = {flow.name: flow.t_per_day for flow in network.flows if flow.t_per_day is not None}
    said |= {entry.name: entry.t_per_day for entry in network.measurements}
    said |= {entry.name: entry.share_frac for entry in network.coefficients}
    return {name: year.draw(f"flows.{name}", estimate) for name, estimate in said.items()}


def _layers_if_they_close(
    year: YearDraws, flows: ReconciledCity, further: OtherFlows
) -> tuple[CityLayers | None, tuple[Finding, ...]]:
    """The flows by category; where other flows make that impossible, none and a doubt."""
    try:
        return _layers(year, flows, further), ()
    except LawBrokenError:
        if flows.network.names == flows.city.base and not further.layers:
            raise
        return None, (Finding(code="layers-left-out"),)


def _layers(year: YearDraws, flows: ReconciledCity, further: OtherFlows) -> CityLayers | None:
    """The flows by category; ``None`` where no household waste was sorted or a flow is not known."""
    shares, plug_in = year.shares, year.plug_in_shares
    if shares.household is None or plug_in.household is None:
        return None
    if not all(map(flows.is_known, flows.network.names)):
        return None
    some = slice(min(LAYER_DRAWS, year.draws))
    household = np.hstack([plug_in.household, shares.household[:, some]])
    disposal = household
    if shares.disposal is not None and plug_in.disposal is not None:
        disposal = np.hstack([plug_in.disposal, shares.disposal[:, some]])
    measured = {
        entry.name: (
            entry,
            np.concatenate([[entry.t_per_day.value], year.draw(f"flows.{entry.name}", entry.t_per_day)[some]]),
        )
        for entry in further.layers
    }
    return city_layers(flows, Compositions(household=household, disposal=disposal), measured)


def _rows(
    year: YearDraws,
    flows: ReconciledCity,
    layers: CityLayers | None,
    sums: Mapping[str, Array],
    tested: tuple[GrossErrors, Array],
    further: OtherFlows,
) -> tuple[tuple[FlowRow, ...], tuple[str, ...]]:
    rows = [*wet_mass_rows(flows, *tested, year.level)]
    names = [WET_MASS]
    if layers is not None:
        more = layer_rows(flows.network, layers, sums, further.layers, year.level)
        rows += more
        names += dict.fromkeys([row.layer for row in more])
    return tuple(rows), tuple(names)


def _sums(year: YearDraws, layers: CityLayers | None) -> dict[str, Array]:
    """Layers that several categories make up, each of shape (names, 1 + draws) [t/day]."""
    if layers is None:
        return {}
    carbon = _carbon(year.seed, min(LAYER_DRAWS, year.draws))
    return {"plastic": layers.layer(layer_weights("plastic")), "carbon": layers.layer(carbon)}


def _points(
    year: YearDraws, flows: ReconciledCity, sums: Mapping[str, Array], rows: Sequence[FlowRow]
) -> tuple[PointAmount, ...]:
    """What passes each point, layer by layer: the row of the flow that makes it up, or the sum of several."""
    amounts = {WET_MASS: (flows.plug_in[:, 0], flows.draws)}
    amounts |= {name: (drawn[:, 0], drawn[:, 1:]) for name, drawn in sums.items()}
    names = flows.network.names
    known = {
        point: [at for at, name in enumerate(names) if name in ends and flows.is_known(name)]
        for point, ends in _POINTS.items()
    }
    alone = {names[places[0]] for places in known.values() if len(places) == 1}
    told = {(row.layer, row.flow): row for row in rows if row.flow in alone and row.role != "measurement"}
    found = []
    for layer, (plug_in, draws) in amounts.items():
        for point, places in known.items():
            if not places:
                continue
            if len(places) > 1:
                summed = central_interval(draws[places].sum(axis=0), year.level)
                value, low, high = map(something, (plug_in[places].sum(), *summed))
            elif row := told.get((layer, names[places[0]])):
                value, low, high = row.t_per_day or 0.0, row.low or 0.0, row.high or 0.0
            else:  # a flow that does not occur in a layer has no row there
                value = low = high = 0.0
            found.append(PointAmount(point=point, layer=layer, t_per_day=value, low=low, high=high))
    return tuple(found)


@lru_cache(maxsize=4)
def _carbon(seed: int, draws: int) -> Array:
    """Carbon in a tonne of each category, the plug-in value first; the same for every city of one seed."""
    return np.hstack([carbon_weights(), carbon_weights(partial(shared_draw, seed, draws))])


def _figures(year: YearDraws, flows: ReconciledCity) -> tuple[dict[str, float], dict[str, Array]]:
    """Reconciled amounts, where a further measurement or a bound moved them away from the account."""
    account, names = year.examination.amounts, flows.network.names
    plug_in, draws = {}, {}
    for name, recorded, terms in (
        ("reconciled_collected_t_per_day", account.collected_t_per_day, _collected(flows)),
        ("reconciled_uncollected_t_per_day", account.uncollected_t_per_day, {"stock.uncollected": 1.0}),
        ("reconciled_disposed_t_per_day", account.disposed_t_per_day, {"stock.disposed": 1.0}),
        ("reconciled_non_household_t_per_day", account.non_household_t_per_day, {"outside > non_household": 1.0}),
    ):
        places = {at: terms[row] for at, row in enumerate(names) if row in terms}
        if not all(flows.is_known(names[at]) for at in places) or not places:
            continue
        value = float(sum(sign * flows.plug_in[at, 0] for at, sign in places.items()))
        if abs(value - float(recorded[0])) > _MOVED * max(abs(value), 1.0):
            plug_in[name] = value
            draws[name] = np.asarray(sum(sign * flows.draws[at] for at, sign in places.items()))
    return plug_in, draws


def _collected(flows: ReconciledCity) -> dict[str, float]:
    """What is collected: all that leaves the point of generation, less what is not collected in the end."""
    gone = {flow.name: -1.0 for flow in flows.network.flows if flow.target == "uncollected"}
    leaving = {flow.name: 1.0 for flow in flows.network.flows if flow.source in {"generated"}}
    return {name: leaving.get(name, 0.0) + gone.get(name, 0.0) for name in {**leaving, **gone}}


def _places(year: YearDraws, city: CityNetwork) -> tuple[FlowPlace, ...]:
    assessed = year.examination.assessments
    kinds = {entry.facility: entry for entry in year.examination.records.facilities}
    return tuple(
        FlowPlace(
            name=process.name,
            label=kinds[process.name].name if process.name in kinds else process.label,
            kind=_kind(process.name, kinds[process.name].kind if process.name in kinds else None),
            is_controlled=assessed[process.name].is_controlled if process.name in kinds else None,
        )
        for process in city.network.processes
    )


def _kind(name: str, facility: str | None) -> str:
    from nagara.waste.disposal import is_disposal
    from nagara.waste.flows.city_network import POINTS

    if facility is not None:
        return "disposal" if is_disposal(facility) else "recovery"
    return "point" if name in POINTS else "own"


def _test(flows: ReconciledCity, tests: GrossErrors) -> FlowTest:
    found = {test.name: test.z for test in tests.measurements}
    doubted = suspects(flows, tests)
    worst = max((abs(found[name] or 0.0) for name in doubted), default=None)
    return FlowTest(
        objective=tests.objective,
        degrees_of_freedom=tests.degrees_of_freedom,
        p_value=tests.p_value,
        suspicious=doubted,
        largest_z=worst,
        is_rejected=tests.is_rejected,
    )
