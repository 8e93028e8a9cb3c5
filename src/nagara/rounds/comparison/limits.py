"""How far two figures may differ and still be compared."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from nagara.evidence import factor

__all__ = ["CATEGORIES", "Limits", "default_limits"]

CATEGORIES: Final = ("method", "boundary", "population_basis")
"""What must be the same, besides the year; the first weighs most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How far two figures may differ and still be compared.

    Parameters
    ----------
    years
        How far apart their years may be [years].
    method, boundary, population_basis
        Zero if both must be the same, one if they need not.
    """

    years: int = 0
    method: int = 0
    boundary: int = 0
    population_basis: int = 0

    def allows(self, aspect: str) -> bool:
        """Whether one of the categories need not be the same."""
        return bool(getattr(self, aspect))


@cache
def default_limits() -> Limits:
    """The limits of the table ``comparison_limit``."""
    return Limits(
        years=int(factor("comparison_limit", "years").value),
        **{name: int(factor("comparison_limit", name).value) for name in CATEGORIES},
    )
