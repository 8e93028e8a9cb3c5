"""Numbers that nagara supplied because the city gave none, as the report prints them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nagara.indicators.result import DefaultUsed

if TYPE_CHECKING:
    from nagara.evidence import Factor
    from nagara.waste.ledger import AssumedValue

__all__ = ["default_of", "default_used"]


def default_used(entry: AssumedValue) -> DefaultUsed:
    """A default that the account took."""
    return default_of(entry.name, entry.what_for, entry.factor)


def default_of(name: str, what_for: str, factor: Factor) -> DefaultUsed:
    """A published number that stands in for one the city did not give.

    Parameters
    ----------
    name
        Stable name of the default.
    what_for
        What it stands in for: a constant English sentence, so that it can be translated.
    factor
        The number, from a table of evidence.
    """
    return DefaultUsed(
        name=name,
        what_for=what_for,
        value=factor.value,
        low=factor.low,
        high=factor.high,
        unit=factor.unit,
        source=factor.source,
        locator=factor.locator,
        note=factor.note,
    )
