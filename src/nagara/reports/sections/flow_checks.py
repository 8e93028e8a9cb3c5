"""Whether the measured flows agree, and what plastic and carbon flow with the waste."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from nagara.reports import words
from nagara.reports.paper import Block, Column, Heading, Table, Words
from nagara.reports.words import flows as said

if TYPE_CHECKING:
    from nagara.indicators.flow_rows import FlowRow
    from nagara.indicators.material_flows import MaterialFlows
    from nagara.indicators.result import CityYear
    from nagara.reports.said import Voice

__all__ = ["flow_checks"]

_AMOUNT: Final = "flow_t_per_day"
_STRAINED: Final = 1.96
"""Standard deviations from which a correction is large for one measurement by itself [1]."""
_MOVED: Final = 0.05
"""Standard deviations from which a correction is worth a row [1]."""
_MOST_ROWS: Final = 8
_SHOWN_LAYERS: Final = ("wet-mass", "plastic", "carbon")
_POINTS: Final = ("generated", "collected", "uncollected", "recovered", "disposed")


def flow_checks(result: CityYear, voice: Voice) -> tuple[Block, ...]:
    """The measurements against their balanced values, and the layers; nothing without a network."""
    network = result.material_flows
    if network is None:
        return ()
    return (
        Heading(words=voice.text(said.CHECKS)),
        *_checks(network, result, voice),
        *_layers(network, voice),
        Words(words=voice.text(said.ALL_FLOWS), look="quiet"),
    )


def _checks(network: MaterialFlows, result: CityYear, voice: Voice) -> tuple[Block, ...]:
    test = network.test
    unknown = sum(row.status == "not-observable" for row in network.rows)
    told: list[Block] = []
    if unknown:
        told.append(Words(words=voice.text(said.CHECKS_UNKNOWN, count=voice.number(unknown))))
    if test.p_value is None:
        return (Words(words=voice.text(said.CHECKS_NONE)), *told)
    sentence = said.CHECKS_DISAGREE if test.is_rejected else said.CHECKS_AGREE
    chance = voice.rough_percent(test.p_value)
    opening = voice.text(sentence, checks=voice.number(test.degrees_of_freedom), probability=chance)
    checked = [row for row in network.rows if row.layer == "wet-mass" and row.status == "measured-and-checked"]
    ordered = sorted(checked, key=lambda row: (row.role != "measurement", -abs(row.correction_sd or 0.0)))
    shown = [row for row in ordered if _is_worth_a_row(row, network)][:_MOST_ROWS]
    table = Table(
        caption=voice.text(said.CHECKS_CAPTION),
        columns=tuple(
            Column(label=voice.text(label), is_number=name in {"measured", "balanced", "correction"})
            for name, label in said.CHECK_COLUMNS.items()
        ),
        rows=tuple(_check(row, network, result, voice) for row in shown),
    )
    rest = len(ordered) - len(shown)
    if rest:
        told.append(Words(words=voice.text(said.CHECKS_REST, count=voice.number(rest)), look="quiet"))
    if any(figure.name.startswith("reconciled_") and figure.value is not None for figure in result.figures.values()):
        told.append(Words(words=voice.text(said.BALANCED_BESIDE), look="quiet"))
    return (Words(words=opening), table, *told)


def _is_worth_a_row(row: FlowRow, network: MaterialFlows) -> bool:
    """Whether a checked flow is a further measurement, is in doubt, or was moved at all."""
    in_doubt = row.flow in network.test.suspicious
    return row.role == "measurement" or in_doubt or abs(row.correction_sd or 0.0) >= _MOVED


def _check(row: FlowRow, network: MaterialFlows, result: CityYear, voice: Voice) -> tuple[str, ...]:
    return (
        _name(row, result, voice),
        _numbers(row.measured_t_per_day, row.measured_low, row.measured_high, voice),
        _numbers(row.t_per_day, row.low, row.high, voice),
        voice.number(row.correction_sd or 0.0, 1),
        voice.text(said.VERDICTS[_verdict(row, network)]),
    )


def _verdict(row: FlowRow, network: MaterialFlows) -> str:
    suspects = network.test.suspicious
    if row.flow in suspects:
        return "suspicious" if len(suspects) == 1 else "set"
    return "strained" if abs(row.correction_sd or 0.0) > _STRAINED else "fits"


def _name(row: FlowRow, result: CityYear, voice: Voice) -> str:
    from nagara.reports.sections.flows import place_label

    source, target = (place_label(name, result, voice) for name in (row.source, row.target))
    if row.role == "stock":
        return voice.text(said.STAYS, place=target)
    if row.source == "outside":
        return target
    if row.role == "measurement":
        return voice.text(said.FURTHER, source=source, target=target, name=row.flow)
    return voice.text(said.FROM_TO, source=source, target=target)


def _numbers(value: float | None, low: float | None, high: float | None, voice: Voice) -> str:
    if value is None:
        return voice.text(words.NO_FIGURE)
    seen = voice.digits(_AMOUNT, value, low, high)
    middle = voice.number(seen.value, seen.decimals)
    if seen.low is None or seen.high is None:
        return middle
    ends = {"low": voice.number(seen.low, seen.decimals), "high": voice.number(seen.high, seen.decimals)}
    return voice.text(words.VALUE_AND_RANGE, value=middle, **ends)


def _layers(network: MaterialFlows, voice: Voice) -> tuple[Block, ...]:
    """Plastic and carbon at the points of the network, where waste was sorted."""
    amounts = {(entry.point, entry.layer): entry for entry in network.points}
    if ("generated", "plastic") not in amounts:
        return ()
    rows = []
    for point in _POINTS:
        entries = [amounts.get((point, layer)) for layer in _SHOWN_LAYERS]
        cells = [_numbers(e.t_per_day, e.low, e.high, voice) for e in entries if e is not None]
        if len(cells) == len(_SHOWN_LAYERS):
            rows.append((voice.text(words.FLOW_NODES[point]), *cells))
    table = Table(
        caption=voice.text(said.LAYERS_CAPTION),
        columns=tuple(
            Column(label=voice.text(label), is_number=name != "point") for name, label in said.LAYER_COLUMNS.items()
        ),
        rows=tuple(rows),
    )
    return (table, Words(words=voice.text(said.LAYERS_NOTE), look="quiet"))
