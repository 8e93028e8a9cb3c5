"""What the balance of flows makes doubtful: measurements that do not fit, categories that cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import numpy as np

from nagara.evidence import codelist
from nagara.findings import Finding
from nagara.uncertainty.intervals import central_interval
from nagara.waste.material_map import CATEGORIES

if TYPE_CHECKING:
    from nagara.findings import Place
    from nagara.indicators.examination import Examination
    from nagara.waste.flows.city_reconciliation import ReconciledCity
    from nagara.waste.flows.gross_errors import GrossErrors
    from nagara.waste.flows.layers import CityLayers
    from nagara.waste.flows.other_flows import LayerMeasurement, OtherFlows

__all__ = ["flow_doubts", "suspects"]

_NAMED: Final = 4
"""Measurements of a set that are named one by one."""
_MANY_TIMES: Final = 5.0
"""A record is not believed to miss more than this many times what it says."""
_FAR: Final = 1.96
"""Standard deviations beyond which a measurement of one layer does not fit [1]."""
_RAREST: Final = 0.01
"""Chance below which no smaller number says more [percent]."""
_TIED: Final = 1.0
"""Difference of two minima below which neither is the better one [1]."""


def suspects(flows: ReconciledCity, tests: GrossErrors) -> tuple[str, ...]:
    """The measurements that may be wrong, without those that would have to be wrong beyond belief.

    The balances cannot part some measurements, but a record of half a tonne does not hide thirty: left out
    is what would be negative if it alone were wrong, or many times what was measured.

    Parameters
    ----------
    flows, tests
        The reconciled flows and their tests.
    """
    biases = {test.name: test.bias or 0.0 for test in tests.measurements}
    believable = [
        name for name in tests.suspicious if -_MANY_TIMES * _said(flows, name) <= biases[name] <= _said(flows, name)
    ]
    return tuple(believable) or tests.suspicious


def flow_doubts(
    examination: Examination,
    flows: ReconciledCity,
    tests: GrossErrors,
    layers: CityLayers | None,
    further: OtherFlows,
) -> Iterator[Finding]:
    """Everything that the balance makes doubtful.

    Parameters
    ----------
    examination
        The city's records, understood.
    flows, tests
        The reconciled flows and their tests.
    layers
        The flows by category, if they are known.
    further
        What was measured besides the account.
    """
    places = {row.flow: row.place("t_per_day") for row in examination.records.measured_flows}
    yield from _suspicions(flows, tests, places)
    yield from _unknown(flows)
    yield from _traders(examination, flows)
    if layers is None:
        for entry in further.layers:
            yield Finding(code="flow-layer-not-used", values=_of_layer(entry), place=entry.place)
    else:
        yield from _impossible_categories(layers)
        yield from _layers_apart(layers, further)


def _suspicions(flows: ReconciledCity, tests: GrossErrors, places: dict[str, Place | None]) -> Iterator[Finding]:
    if tests.is_rejected and tests.p_value is not None:
        percent = max(_RAREST, float(f"{100 * tests.p_value:.1g}"))
        yield Finding(code="flows-contradict", values={"percent": percent})
    found = {test.name: test for test in tests.measurements}
    doubted = suspects(flows, tests)
    if len(doubted) > 1:
        named = sorted(doubted, key=lambda name: name not in places)
        said = ", ".join(named[:_NAMED]) + (f" (+{len(named) - _NAMED})" if len(named) > _NAMED else "")
        worst = max(abs(found[name].z or 0.0) for name in doubted)
        place = next((places[name] for name in named if name in places), None)
        yield Finding(code="flows-not-separable", values={"flows": said, "z": round(worst, 1)}, place=place)
    for name in doubted if len(doubted) == 1 else ():
        measured = _said(flows, name)
        values: dict[str, str | float] = {
            "flow": name,
            "measured": measured,
            "others": measured - (found[name].bias or 0.0),
            "z": round(abs(found[name].z or 0.0), 1),
        }
        yield Finding(code="flow-suspicious", values=values, place=places.get(name))
    minima = flows.reconciliation.minima
    tied = [entry for entry in minima if entry.objective - minima[0].objective < _TIED]
    if len(tied) > 1:
        yield Finding(code="flow-minima-tied", values={"count": len(tied)})


def _said(flows: ReconciledCity, name: str) -> float:
    for quantity in flows.reconciliation.system.quantities:
        if quantity.name == name and quantity.law is not None:
            return float(quantity.law.from_normal(np.zeros(1))[0])
    return float("nan")


def _unknown(flows: ReconciledCity) -> Iterator[Finding]:
    for name in flows.network.names:
        if not flows.is_known(name):
            yield Finding(code="flow-not-observable", values={"flow": name})


def _traders(examination: Examination, flows: ReconciledCity) -> Iterator[Finding]:
    """A buyer that receives less than the listed traders say they sell to it."""
    city, ended = flows.city, set(flows.reconciliation.at_bound) & set(flows.network.names)
    said = dict(zip(city.drawn, city.plug_in[:, 0], strict=True))
    for facility in examination.records.facilities:
        code = facility.facility
        if f"collected > {code}" not in ended:
            continue
        out = sum(said.get(flow.name, 0.0) for flow in flows.network.flows if flow.source == code)
        entering = sum(said.get(flow.name, 0.0) for flow in flows.network.flows if flow.target == code)
        values: dict[str, str | float] = {"facility": facility.name, "amount": max(0.0, float(entering - out))}
        yield Finding(code="trader-exceeds-buyer", values=values, place=facility.place("facility"))


def _impossible_categories(layers: CityLayers) -> Iterator[Finding]:
    """Non-household waste is what remains; where nearly every draw leaves less than nothing, a sample is wrong."""
    if layers.as_sorted is None:
        return
    labels = codelist("waste_category").entries
    highest = central_interval(layers.as_sorted[:, 1:].copy())[:, 1]
    for code, high, value in zip(CATEGORIES, highest, layers.as_sorted[:, 0], strict=True):
        if high < 0:
            values: dict[str, str | float] = {"category": labels[code]["label"].lower(), "amount": float(value)}
            yield Finding(code="category-negative", values=values)


def _layers_apart(layers: CityLayers, further: OtherFlows) -> Iterator[Finding]:
    for entry in further.layers:
        if entry.name not in layers.fit:
            continue
        others, z = layers.fit[entry.name]
        if abs(z) > _FAR:
            values = _of_layer(entry) | {
                "measured": entry.t_per_day.value,
                "others": others,
                "z": round(abs(z), 1),
            }
            yield Finding(code="flow-layer-apart", values=values, place=entry.place)


def _of_layer(entry: LayerMeasurement) -> dict[str, str | float]:
    return {"flow": entry.name, "layer": entry.layer}
