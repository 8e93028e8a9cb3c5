"""What was picked at disposal sites and sold on: taken out of disposal once, and never out of thin air."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from nagara.findings import Finding
from nagara.units import KG_PER_T
from nagara.waste.ledger import DisposalLine, LedgerBuilder, RecoveryLine

if TYPE_CHECKING:
    from nagara.waste.records import CityRecords

__all__ = ["settle_picking"]


def settle_picking(
    builder: LedgerBuilder,
    records: CityRecords,
    recovery: Sequence[RecoveryLine],
    disposal: Sequence[DisposalLine],
) -> tuple[tuple[RecoveryLine, ...], bool]:
    """Decide whether the buyers' shares or the pickers' count take picked material out of disposal.

    Parameters
    ----------
    builder
        The ledger being written.
    records
        The city's records.
    recovery, disposal
        Its lines.

    Returns
    -------
    tuple
        The recovery lines, without picked shares of sites whose gate has no number, and whether
        the pickers' count is to be deducted.
    """
    settled = _without_silent_sites(builder, records, recovery, disposal)
    silent = [row for row in records.received if row.t_per_day and row.picked_at_disposal_frac is None]
    told = any(line.picked_frac for line in settled if line.is_counted)
    counted = any(line.on_site_picking for line in disposal)
    deduct = bool(silent) and not told and counted
    if silent and not deduct and disposal:
        place = silent[0].place("picked_at_disposal_frac")
        code = "picked-share-said-by-some" if told else "picked-share-not-said"
        builder.find(Finding(code=code, values={"count": len(silent)}, place=place))
    if counted and not deduct:
        _find_not_used(builder, records, settled, disposal)
    return settled, deduct


def _without_silent_sites(
    builder: LedgerBuilder,
    records: CityRecords,
    recovery: Sequence[RecoveryLine],
    disposal: Sequence[DisposalLine],
) -> tuple[RecoveryLine, ...]:
    """Material of a site whose gate has no number cannot be taken out of that gate, nor of another."""
    with_gate = {line.facility for line in disposal}
    names = {facility.facility: facility.name for facility in records.facilities}
    lines, said = [], set()
    for line in recovery:
        site = line.picked_from
        if not line.picked_frac or site is None or site in with_gate:
            lines.append(line)
            continue
        lines.append(replace(line, picked_frac=0.0))
        if site not in said:
            said.add(site)
            place = next((row.place("picked_from") for row in records.received if row.picked_from == site), None)
            values = {"facility": names.get(site, site)}
            builder.find(Finding(code="picked-from-silent-site", values=values, place=place))
    return tuple(lines)


def _find_not_used(
    builder: LedgerBuilder,
    records: CityRecords,
    recovery: Sequence[RecoveryLine],
    disposal: Sequence[DisposalLine],
) -> None:
    names = {facility.facility: facility.name for facility in records.facilities}
    plug_in = {name: entry.estimate.value for name, entry in builder.inputs.items()}
    said = sum(_plug_in(line, plug_in) * line.picked_frac for line in recovery if line.is_counted)
    for row in records.picking:
        has_gate = any(line.facility == row.facility and line.on_site_picking for line in disposal)
        if has_gate and row.pickers and row.kg_per_picker_day:
            counted = row.pickers * row.kg_per_picker_day / KG_PER_T
            values: dict[str, str | float] = {"facility": names[row.facility], "counted": counted, "said": said}
            builder.find(Finding(code="picking-not-used", values=values, place=row.place("pickers")))


def _plug_in(line: RecoveryLine, plug_in: dict[str, float]) -> float:
    amount = line.received.constant
    for name in line.received.inputs:
        amount *= plug_in[name]
    return amount
