"""Every uncertain input of the account with its range, so that a reader can take each one apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nagara.indicators.result import InputLine

if TYPE_CHECKING:
    from nagara.waste.ledger import Ledger

__all__ = ["input_lines"]


def input_lines(ledger: Ledger) -> tuple[InputLine, ...]:
    """One line per input, in the order of the ledger."""
    return tuple(
        InputLine(
            name=entry.name,
            group=entry.group,
            value=entry.estimate.value,
            low=entry.estimate.low,
            high=entry.estimate.high,
            range_is=entry.estimate.means.value,
            shape=entry.estimate.shape.value,
            source=entry.estimate.source,
            is_default=entry.estimate.is_default,
            is_shared=entry.is_shared,
        )
        for entry in ledger.inputs.values()
    )
