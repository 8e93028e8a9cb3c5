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
        self._inputs_of_line = [_inputs((line.received,), line) | {line.reject} for line in self._lines]
        self._inputs_of_site = [_inputs(line.gate, line) for line in ledger.disposal]
        self._inputs_of_waste = _inputs_of_waste(ledger)
        self._inputs_of_recovery = frozenset().union(*self._inputs_of_line)
        self._inputs_of_disposal = self._inputs_of_recovery.union(
            *self._inputs_of_site, _inputs(line.on_site_picking for line in ledger.disposal if line.on_site_picking)
        )
        self._kept: dict[object, object] = {}

    def with_changed(self, changed: Draws) -> HeadlineAmounts:
        """Add up with other draws of some inputs.

        Parameters
        ----------
        changed
            By input, its draws; of the same shape as those that stand. The very array that stands is no change.
        """
        draws = {**self._draws, **changed}
        moved = {name for name, row in changed.items() if row is not self._draws.get(name)}
        generated = self._part("waste", self._inputs_of_waste, moved, lambda: self._generated(draws))
        lines = [
            self._part(at, names, moved, partial(_line, line, draws))
            for at, (line, names) in enumerate(zip(self._lines, self._inputs_of_line, strict=True))
        ]
        recovered, controlled = self._part(
            "recovery", self._inputs_of_recovery, moved, lambda: self._recovery(lines, draws)
        )
        sites = [
            self._part(line.facility, names, moved, partial(_gate, line, draws))
            for line, names in zip(self._ledger.disposal, self._inputs_of_site, strict=True)
        ]
        buried, at_controlled = self._part(
            "disposal", self._inputs_of_disposal, moved, lambda: self._disposal(lines, sites, draws)
        )
        return HeadlineAmounts(
            population=draws["population"],
            generated_t_per_day=generated,
            recovered_t_per_day=recovered,
            collected_t_per_day=recovered + buried[0] - buried[1],
            controlled_t_per_day=sum(at_controlled, controlled),
        )

    def _part(self, name: object, inputs: Set[str], moved: Set[str], work: Callable[[], Part]) -> Part:
        if not inputs.isdisjoint(moved):
            return work()
        if name not in self._kept:
            self._kept[name] = work()
        return cast("Part", self._kept[name])  # kept by the same work

    def _generated(self, draws: Draws) -> Array:
        household, other = generated_amounts(self._ledger, draws, stratum_amounts(self._ledger, draws))
        return household + other

    def _recovery(self, lines: Sequence[tuple[Array, Array]], draws: Draws) -> tuple[Array, Array]:
        """What is recovered, and the part of it at facilities of Basic control or better."""
        shape = draws["population"].shape
        controlled = (
            controlled_part(line, kept, draws)
            for line, (_, kept) in zip(self._lines, lines, strict=True)
            if may_be_controlled(line, draws)
        )
        return added_up((kept for _, kept in lines), shape), added_up(controlled, shape)

    def _disposal(
        self, lines: Sequence[tuple[Array, Array]], sites: Sequence[Array], draws: Draws
    ) -> tuple[tuple[Array, Array], list[Array]]:
        """What arrives at all gates and what is picked there, and what stays at each controlled site."""
        shape, disposal = draws["population"].shape, self._ledger.disposal
        gates = {line.facility: gate for line, gate in zip(disposal, sites, strict=True)}
        picked_at: dict[str | None, Array] = {}
        for line, (received, _) in zip(self._lines, lines, strict=True):
            if line.picked_frac:
                amount = received * line.picked_frac
                known = picked_at.get(line.picked_from)
                picked_at[line.picked_from] = amount if known is None else known + amount
        gross = added_up((received for received, _ in lines), shape)
        picked = picked_amounts(self._ledger, draws, gates, gross, picked_at)
        stays = [
            controlled_part(line, gates[line.facility] - picked[line.facility], draws)
            for line in disposal
            if may_be_controlled(line, draws)
        ]
        return (added_up(gates.values(), shape), added_up(picked.values(), shape)), stays


def _inputs(terms: Iterable[Term], line: RecoveryLine | DisposalLine | None = None) -> frozenset[str]:
    control = {f"controlled.{line.facility}"} if line else ()
    return frozenset(control).union(*(term.inputs for term in terms))


def _inputs_of_waste(ledger: Ledger) -> frozenset[str]:
    """What the generated waste rests on."""
    shares = ledger.strata if len(ledger.strata) > 1 else ()
    singles = (ledger.total_rate_input, ledger.rate_input, ledger.non_household_share)
    return _inputs(line.amount for line in ledger.non_household).union(
        {"population"},
        (f"rate.{code}" for code in ledger.strata),
        (f"stratum_share.{code}" for code in shares),
        (name for name in singles if name is not None),
    )


def _line(line: RecoveryLine, draws: Draws) -> tuple[Array, Array]:
    """What one line receives, and what is left of it without rejects [t/day]."""
    received = line.received.amount(draws)
    return received, (1.0 - draws[line.reject]) * received


def _gate(line: DisposalLine, draws: Draws) -> Array:
    return added_up((term.amount(draws) for term in line.gate), draws["population"].shape)
