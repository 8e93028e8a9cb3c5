r"""The waste account: generated, recovered, disposed of, collected, controlled.

The same function is evaluated once with the plug-in values and once with the joint draws.

Notes
-----
With the received amounts of recovery facilities :math:`REC`, the gate of disposal sites
:math:`DIS`, the rejects :math:`RES` and what is picked at disposal sites :math:`PICK`:

.. math:: C = \sum REC + \sum DIS - \sum RES - \sum PICK

(SDG 11.6.1 metadata of 2021-12-20, Equation 2, from its text.) Controlled waste is the part of the
same sum at facilities of Basic control or better; a picked tonne belongs to the recovery facility
that received it, so it leaves the disposal site it was picked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from nagara.findings import Finding
from nagara.units import KG_PER_T
from nagara.waste.account_sums import (
    added_up,
    controlled_part,
    deducted_amounts,
    gate_amounts,
    generated_amounts,
    may_be_controlled,
    picked_amounts,
    stratum_amounts,
)
from nagara.waste.disposal import write_disposal
from nagara.waste.generation import (
    latest_survey,
    write_carried_rate,
    write_non_household,
    write_population,
    write_records_rate,
)
from nagara.waste.ledger import Ledger, LedgerBuilder, NonHouseholdLine
from nagara.waste.picking import settle_picking
from nagara.waste.recovery import write_recovery

if TYPE_CHECKING:
    from nagara.waste.records import CityRecords, Facility


__all__ = ["Amounts", "account_findings", "balance", "write_ledger"]

Array: TypeAlias = NDArray[np.float64]
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True, kw_only=True)
class Amounts:
    """What the account adds up to; every amount has shape (draws,).

    Parameters
    ----------
    population
        People inside the boundary [persons].
    household_t_per_day, non_household_t_per_day, generated_t_per_day
        Waste generated [t/day].
    recovered_gross_t_per_day, rejects_t_per_day, recovered_t_per_day
        Received by the last recovery facility, thrown out there, and the rest [t/day].
    waste_to_energy_t_per_day
        Part of the recovered that is burned for energy [t/day].
    controlled_recovery_t_per_day
        Part of the recovered at facilities of Basic control or better [t/day].
    informal_t_per_day
        Part of the recovered that informal facilities recovered [t/day].
    gate_t_per_day, picked_t_per_day, disposed_t_per_day
        At the gates of disposal sites, picked there and counted at recovery, and the rest [t/day].
    collected_t_per_day, controlled_t_per_day, uncollected_t_per_day
        The account [t/day]; uncollected is negative where the inputs contradict each other.
    stratum_household_t_per_day
        Household waste by stratum, shape (strata, draws) [t/day].
    recovered_by_material
        Net recovered amount by material [t/day].
    counted_by_facility
        What counts as collected by facility [t/day].
    """

    population: Array
    household_t_per_day: Array
    non_household_t_per_day: Array
    generated_t_per_day: Array
    recovered_gross_t_per_day: Array
    rejects_t_per_day: Array
    recovered_t_per_day: Array
    waste_to_energy_t_per_day: Array
    controlled_recovery_t_per_day: Array
    informal_t_per_day: Array
    gate_t_per_day: Array
    picked_t_per_day: Array
    disposed_t_per_day: Array
    collected_t_per_day: Array
    controlled_t_per_day: Array
    uncollected_t_per_day: Array
    stratum_household_t_per_day: Array
    recovered_by_material: Mapping[str, Array]
    counted_by_facility: Mapping[str, Array]


def write_ledger(
    records: CityRecords,
    *,
    rates_kg_per_cap_day: Mapping[str, float] | None,
    is_controlled: Mapping[str, bool],
) -> Ledger:
    """Arrange a city's records as the lines of its account.

    Parameters
    ----------
    records
        What the city wrote down.
    rates_kg_per_cap_day
        Plug-in household rate by surveyed stratum, or ``None`` without a survey of this year.
    is_controlled
        By facility, whether it stands at Basic control or better.
    """
    builder = LedgerBuilder()
    strata = tuple(rates_kg_per_cap_day or ())
    populations = write_population(builder, records, strata)
    rate_input = total_rate_input = None
    rates = tuple((rates_kg_per_cap_day or {}).values())
    household = sum(rate * people for rate, people in zip(rates, populations, strict=True))
    latest = None if strata else latest_survey(builder, records)
    if latest is not None:
        rate_input = write_carried_rate(builder, latest, records.city.year)
        household = builder.inputs[rate_input].estimate.value * records.city.population
    elif not strata:
        total_rate_input = write_records_rate(builder)
    lines: tuple[NonHouseholdLine, ...] = ()
    share = None
    if total_rate_input is None:
        lines, share = write_non_household(builder, records.non_household, household / KG_PER_T)
    recovery = write_recovery(builder, records, is_controlled)
    disposal = write_disposal(builder, records, is_controlled)
    recovery, deduct = settle_picking(builder, records, recovery, disposal)
    return Ledger(
        inputs=builder.inputs,
        strata=strata,
        stratum_populations=populations,
        rate_input=rate_input,
        total_rate_input=total_rate_input,
        non_household=lines,
        non_household_share=share,
        recovery=recovery,
        disposal=disposal,
        picking_to_deduct=deduct,
        assumed=tuple(builder.assumed),
        findings=tuple(builder.findings),
    )


def balance(ledger: Ledger, draws: Mapping[str, Array]) -> Amounts:
    """Add the ledger up.

    Parameters
    ----------
    ledger
        The lines.
    draws
        Values of every input of the ledger by name, each of shape (draws,); the household rates of
        the surveyed strata are named ``rate.<stratum>`` [kg/person/day]. A facility whose control
        is in doubt has draws of one or zero named ``controlled.<facility>``.

    Returns
    -------
    Amounts
        The account, draw by draw.
    """
    population = draws["population"]
    by_stratum = stratum_amounts(ledger, draws)
    household, non_household = generated_amounts(ledger, draws, by_stratum)
    recovery = _Recovery.of(ledger, draws, population.shape)
    gates = gate_amounts(ledger, draws)
    picked = (
        deducted_amounts(ledger, draws, recovery.gross)
        if ledger.picking_to_deduct
        else picked_amounts(gates, recovery.picked, population.shape)
    )
    disposed = {code: gate - picked[code] for code, gate in gates.items()}
    total_gate, total_picked = added_up(gates.values(), population.shape), added_up(picked.values(), population.shape)
    controlled = sum(
        (
            controlled_part(line, disposed[line.facility], draws)
            for line in ledger.disposal
            if may_be_controlled(line, draws)
        ),
        recovery.controlled,
    )
    collected = recovery.net + total_gate - total_picked
    generated = household + non_household
    return Amounts(
        population=population,
        household_t_per_day=household,
        non_household_t_per_day=non_household,
        generated_t_per_day=generated,
        recovered_gross_t_per_day=recovery.gross,
        rejects_t_per_day=recovery.gross - recovery.net,
        recovered_t_per_day=recovery.net,
        waste_to_energy_t_per_day=recovery.to_energy,
        controlled_recovery_t_per_day=recovery.controlled,
        informal_t_per_day=recovery.informal,
        gate_t_per_day=total_gate,
        picked_t_per_day=total_picked,
        disposed_t_per_day=total_gate - total_picked,
        collected_t_per_day=collected,
        controlled_t_per_day=controlled,
        uncollected_t_per_day=generated - collected,
        stratum_household_t_per_day=by_stratum,
        recovered_by_material=recovery.by_material,
        counted_by_facility={**recovery.by_facility, **disposed},
    )


@dataclass(slots=True)
class _Recovery:
    """Sums over the counted recovery lines."""

    gross: Array
    net: Array
    controlled: Array
    to_energy: Array
    informal: Array
    picked: dict[str | None, Array]
    by_material: dict[str, Array]
    by_facility: dict[str, Array]

    @classmethod
    def of(cls, ledger: Ledger, draws: Mapping[str, Array], shape: tuple[int, ...]) -> _Recovery:
        """Work out every line in a row of its own and add rows up: a few large sums take less time than many small."""
        lines = [line for line in ledger.recovery if line.is_counted]
        gross, net = np.empty((len(lines), *shape)), np.empty((len(lines), *shape))
        for line, received, kept in zip(lines, gross, net, strict=True):
            line.received.amount(draws, out=received)
            np.subtract(1.0, draws[line.reject], out=kept)
        net *= gross
        controlled = [
            controlled_part(line, row, draws)
            for line, row in zip(lines, net, strict=True)
            if may_be_controlled(line, draws)
        ]
        picked: dict[str | None, Array] = {}
        by_material: dict[str, Array] = {}
        by_facility: dict[str, Array] = {}
        for line, received, kept in zip(lines, gross, net, strict=True):
            if line.picked_frac:
                _add(picked, line.picked_from, received * line.picked_frac)
            _add(by_material, line.material, kept)
            _add(by_facility, line.facility, kept)
        return cls(
            gross=gross.sum(axis=0),
            net=net.sum(axis=0),
            controlled=added_up(controlled, shape),
            to_energy=added_up((row for line, row in zip(lines, net, strict=True) if line.is_waste_to_energy), shape),
            informal=added_up((row for line, row in zip(lines, net, strict=True) if line.is_informal), shape),
            picked=picked,
            by_material=by_material,
            by_facility=by_facility,
        )


def _add(sums: dict[Key, Array], key: Key, amount: Array) -> None:
    sums[key] = sums[key] + amount if key in sums else amount


def account_findings(
    ledger: Ledger, amounts: Amounts, plug_in: Mapping[str, Array], facilities: Iterable[Facility] = ()
) -> tuple[Finding, ...]:
    """What the plug-in account itself shows to be wrong.

    Parameters
    ----------
    ledger
        The lines.
    amounts
        The account at the plug-in values.
    plug_in
        The plug-in values.
    facilities
        The city's facilities, so that a finding names one and its place.
    """
    listed = {facility.facility: facility for facility in facilities}
    findings = []
    for facility, arrived in gate_amounts(ledger, plug_in).items():
        gate, kept = float(arrived[0]), float(amounts.counted_by_facility[facility][0])
        if kept < 0:
            site = listed.get(facility)
            name = site.name if site else facility
            values: dict[str, str | float] = {"facility": name, "picked": gate - kept, "gate": gate}
            place = site.place("facility") if site else None
            findings.append(Finding(code="picked-exceeds-gate", values=values, place=place))
    if ledger.picking_to_deduct:
        taken = {"amount": float(amounts.picked_t_per_day[0])}
        findings.append(Finding(code="picked-from-pickers", values=taken))
    return tuple(findings)
