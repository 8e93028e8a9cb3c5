"""The laws that every network of flows obeys, and what a network says of itself before any number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

import numpy as np

from nagara.errors import LawBrokenError
from nagara.findings import Finding

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nagara.findings import Place
    from nagara.waste.flows.network import Network

    Array = NDArray[np.float64]

__all__ = ["SMALLEST", "TOLERANCE", "balance_gap", "network_findings", "require_laws", "smallest_amount"]

TRIFLE: Final = 1e-3
"""A process through which less than this part of the largest amount passes is judged as if it were as much."""
SMALLEST: Final = 1e-9
"""What is less than this counts as nothing: a gram a day, or a relative doubt of a billionth."""
TOLERANCE: Final = 1e-9
"""The largest gap of a balance, as a part of what passes through the process [1]."""


def balance_gap(network: Network, amounts: Array) -> float:
    """The worst balance of all processes and draws, as a part of what passes through the process [1].

    Parameters
    ----------
    network
        Its structure.
    amounts
        Amounts in the order of ``network.names``, shape (names, ...) [t/day]; any layer.
    """
    left = network.incidence() @ amounts.reshape(len(amounts), -1)
    return _gap(network, amounts, left, _trifle(amounts.min(initial=0.0), amounts.max(initial=0.0)))


def _gap(network: Network, amounts: Array, left: Array, trifle: float) -> float:
    """The worst balance, where it is known what each process has left over."""
    through = np.abs(network.incidence()) @ np.abs(amounts.reshape(len(amounts), -1))
    np.maximum(through, trifle, out=through)
    np.divide(np.abs(left), through, out=through)
    return float(through.max(initial=0.0))


def _trifle(least: float, most: float) -> float:
    """What is taken to pass through a process through which less passes [t/day]."""
    return float(TRIFLE * max(-least, most) or 1.0)


def smallest_amount(network: Network, amounts: Array) -> float:
    """The most negative amount that may not be negative, as a part of the largest of its draw [1]; zero if none is."""
    shrinking = {stock.name for stock in network.stocks if stock.can_shrink}
    rows = [at for at, name in enumerate(network.names) if name not in shrinking]
    if not rows:
        return 0.0
    least = amounts.min(axis=0)
    whole = np.maximum(np.maximum(amounts.max(axis=0), -least), np.finfo(np.float64).tiny)
    if shrinking:
        least = amounts[rows].min(axis=0)
    return min(0.0, float((least / whole).min(initial=0.0)))


def require_laws(network: Network, amounts: Array, layer: str) -> None:
    """Insist that every process balances and that no flow and no stock is negative.

    Parameters
    ----------
    network, amounts
        As in :func:`balance_gap`.
    layer
        What the amounts are of, for the message.

    Raises
    ------
    LawBrokenError
        If a law is missed by more than :data:`TOLERANCE`.
    """
    least, most = float(amounts.min(initial=0.0)), float(amounts.max(initial=0.0))
    if not np.isfinite(most - least):  # what is not a number is neither the least nor the largest of anything
        raise LawBrokenError(f"every flow of {layer} is a number", np.inf, TOLERANCE)
    left, trifle = network.incidence() @ amounts.reshape(len(amounts), -1), _trifle(least, most)
    # A trifle is the least that a gap is ever measured by: what is small beside it needs no closer look.
    if max(left.max(initial=0.0), -left.min(initial=0.0)) > TOLERANCE * trifle:
        gap = _gap(network, amounts, left, trifle)
        if gap > TOLERANCE:
            raise LawBrokenError(f"what enters a process leaves it or stays in its stock ({layer})", gap, TOLERANCE)
    below = smallest_amount(network, amounts) if least < 0 else 0.0
    if below < -TOLERANCE:
        raise LawBrokenError(f"no flow and no stock is negative ({layer})", -below, TOLERANCE)


def network_findings(network: Network, places: Mapping[str, Place | None] | None = None) -> Iterable[Finding]:
    """What a network says of itself: processes that nothing enters or that nothing leaves.

    Parameters
    ----------
    network
        Any network; loops are fine.
    places
        Where a process was first named in the user's file.
    """
    where = places or {}
    entered = {flow.target for flow in network.flows}
    left = {flow.source for flow in network.flows}
    kept = {stock.process for stock in network.stocks}
    for process in network.processes:
        values = {"process": process.label or process.name}
        place = where.get(process.name)
        if process.name not in left | kept:
            yield Finding(code="process-without-outlet", values=values, place=place)
        if process.name not in entered:
            yield Finding(code="process-without-inlet", values=values, place=place)
