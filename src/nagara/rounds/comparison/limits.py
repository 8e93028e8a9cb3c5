"""How far two figures may differ and still be compared."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from nagara.evidence import factor

__all__ = ["CATEGORIES", "NOT_SAID", "Limits", "category", "default_limits"]

CATEGORIES: Final = ("method", "boundary", "population_basis")
"""What must be the same, besides the year; the first weighs most."""
NOT_SAID: Final = "not-stated"
"""Code with which a source is silent, as an empty text is."""


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


def category(figure: object, name: str) -> str:
    """What a figure says of its method, boundary or population basis; empty where it is not known."""
    said = str(getattr(figure, name))
    return "" if said == NOT_SAID else said
