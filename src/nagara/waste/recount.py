"""The headline sums of an account, worked out again where only some of its inputs have changed.

Variance shares and what to measure next ask for the account thirty times, each time with other draws of
one facility or of the households. Most lines of the ledger then say what they said before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeAlias, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from nagara.waste.account_sums import (
    added_up,
    controlled_part,
    deducted_amounts,
    generated_amounts,
    may_be_controlled,
    picked_amounts,
    stratum_amounts,
)

if TYPE_CHECKING:
    from nagara.waste.ledger import DisposalLine, Ledger, RecoveryLine, Term

__all__ = ["HeadlineAmounts", "Recount"]

Array: TypeAlias = NDArray[np.float64]
Draws: TypeAlias = Mapping[str, Array]
Part = TypeVar("Part")


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadlineAmounts:
    """The sums that headline figures rest on, each of shape (draws,).

    Parameters
    ----------
    population
        People inside the boundary [persons].
    generated_t_per_day, recovered_t_per_day, collected_t_per_day, controlled_t_per_day
        As in :class:`nagara.waste.account.Amounts` [t/day].
    """

    population: Array
    generated_t_per_day: Array
    recovered_t_per_day: Array
    collected_t_per_day: Array
    controlled_t_per_day: Array


class Recount:
    """Adds one ledger up again and again; a part none of whose inputs has changed is worked out once.

    Every sum is taken in the order of :func:`nagara.waste.account.balance`, to the last digit.

    Parameters
    ----------
    ledger
        The lines.
    draws
        As for :func:`nagara.waste.account.balance`: what stands where nothing has changed.
    """

    def __init__(self, ledger: Ledger, draws: Draws) -> None:
        self._ledger = ledger
        self._draws = dict(draws)
        self._lines = [line for line in ledger.recovery if line.is_counted]
        self._controlled_lines = [at for at, line in enumerate(self._lines) if may_be_controlled(line, draws)]
        self._controlled_sites = [line for line in ledger.disposal if may_be_controlled(line, draws)]
        self._inputs_of_line = [_inputs((line.received,)) | {line.reject} for line in self._lines]
        self._inputs_of_site = [_inputs(line.gate) for line in ledger.disposal]
        self._rests_on = self._inputs_by_part()
        self._line_amounts = [_line(line, draws) for line in self._lines]
        self._gates = {line.facility: _gate(line, draws) for line in ledger.disposal}
        self._kept: dict[str, object] = {}

    def _inputs_by_part(self) -> dict[str, frozenset[str]]:
        """What every sum of several lines rests on."""
        ledger = self._ledger
        facilities = {line.facility for line in self._lines} | {line.facility for line in self._controlled_sites}
        controls = frozenset(f"controlled.{facility}" for facility in facilities)
        recovered, arrived = _union(self._inputs_of_line), _union(self._inputs_of_site)
        picked = _inputs(line.received for line in self._lines if line.picked_frac)
        if ledger.picking_to_deduct:
            picked = recovered | _inputs(line.on_site_picking for line in ledger.disposal if line.on_site_picking)
        elif any(line.picked_frac and line.picked_from is None for line in self._lines):
            picked |= arrived
        strata = _inputs_of_strata(ledger)
        return {
            "strata": strata,
            "generated": strata | _inputs_of_waste(ledger),
            "recovered": recovered,
            "controlled": recovered | controls,
            "arrived": arrived,
            "picked": picked,
            "collected": recovered | arrived | picked,
            "managed": recovered | arrived | picked | controls,
        }

    def with_changed(self, changed: Draws) -> HeadlineAmounts:
        """Add up with other draws of some inputs.

        Parameters
        ----------
        changed
            By input, its draws; of the same shape as those that stand. The very array that stands is no change.
        """
        draws = {**self._draws, **changed}
        moved = {name for name, row in changed.items() if row is not self._draws.get(name)}
        part, shape = partial(self._part, moved), draws["population"].shape
        strata = part("strata", lambda: stratum_amounts(self._ledger, draws))
        lines = [
            standing if names.isdisjoint(moved) else _line(line, draws)
            for line, names, standing in zip(self._lines, self._inputs_of_line, self._line_amounts, strict=True)
        ]
        gates = {
            line.facility: self._gates[line.facility] if names.isdisjoint(moved) else _gate(line, draws)
            for line, names in zip(self._ledger.disposal, self._inputs_of_site, strict=True)
        }
        recovered = part("recovered", lambda: added_up((kept for _, kept in lines), shape))
        controlled = part("controlled", lambda: self._controlled(lines, draws))
        arrived = part("arrived", lambda: added_up(gates.values(), shape))
        picked = part("picked", lambda: self._picked(lines, gates, draws))
        return HeadlineAmounts(
            population=draws["population"],
            generated_t_per_day=part("generated", lambda: self._generated(strata, draws)),
            recovered_t_per_day=recovered,
            collected_t_per_day=part("collected", lambda: recovered + arrived - added_up(picked.values(), shape)),
            controlled_t_per_day=part("managed", lambda: self._managed(controlled, gates, picked, draws)),
        )

    def _part(self, moved: Set[str], name: str, work: Callable[[], Part]) -> Part:
        if not self._rests_on[name].isdisjoint(moved):
            return work()
        if name not in self._kept:
            self._kept[name] = work()
        return cast("Part", self._kept[name])  # kept by the same work

    def _generated(self, strata: Array, draws: Draws) -> Array:
        household, other = generated_amounts(self._ledger, draws, strata)
        return household + other

    def _controlled(self, lines: Sequence[tuple[Array, Array]], draws: Draws) -> Array:
        """What is recovered at facilities of Basic control or better."""
        parts = (controlled_part(self._lines[at], lines[at][1], draws) for at in self._controlled_lines)
        return added_up(parts, draws["population"].shape)

    def _picked(
        self, lines: Sequence[tuple[Array, Array]], gates: Mapping[str, Array], draws: Draws
    ) -> dict[str, Array]:
        """What is picked at each disposal site."""
        if self._ledger.picking_to_deduct:
            gross = added_up((received for received, _ in lines), draws["population"].shape)
            return deducted_amounts(self._ledger, draws, gross)
        picked: dict[str | None, Array] = {}
        for line, (received, _) in zip(self._lines, lines, strict=True):
            if line.picked_frac:
                amount = received * line.picked_frac
                known = picked.get(line.picked_from)
                picked[line.picked_from] = amount if known is None else known + amount
        return picked_amounts(gates, picked, draws["population"].shape)

    def _managed(
        self, controlled: Array, gates: Mapping[str, Array], picked: Mapping[str, Array], draws: Draws
    ) -> Array:
        """What is recovered under control and what stays at each controlled site."""
        for line in self._controlled_sites:
            stays = gates[line.facility] - picked[line.facility]
            controlled = controlled + controlled_part(line, stays, draws)
        return controlled


def _inputs(terms: Iterable[Term]) -> frozenset[str]:
    return frozenset(name for term in terms for name in term.inputs)


def _union(names: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*names)


def _inputs_of_strata(ledger: Ledger) -> frozenset[str]:
    """What the household waste by stratum rests on."""
    shares = ledger.strata if len(ledger.strata) > 1 else ()
    return frozenset({"population"}).union(
        (f"rate.{code}" for code in ledger.strata), (f"stratum_share.{code}" for code in shares)
    )


def _inputs_of_waste(ledger: Ledger) -> frozenset[str]:
    """What the generated waste rests on besides."""
    singles = (ledger.total_rate_input, ledger.rate_input, ledger.non_household_share)
    return _inputs(line.amount for line in ledger.non_household).union(name for name in singles if name is not None)


def _line(line: RecoveryLine, draws: Draws) -> tuple[Array, Array]:
    """What one line receives, and what is left of it without rejects [t/day]."""
    received = line.received.amount(draws)
    kept = 1.0 - draws[line.reject]
    kept *= received
    return received, kept


def _gate(line: DisposalLine, draws: Draws) -> Array:
    return added_up((term.amount(draws) for term in line.gate), draws["population"].shape)
