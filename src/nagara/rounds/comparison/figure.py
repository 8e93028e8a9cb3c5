"""What a figure has to say of itself to be compared."""

from __future__ import annotations

from typing import Protocol

__all__ = ["ComparableFigure"]


class ComparableFigure(Protocol):
    """What a figure has to say of itself to be compared."""

    @property
    def city_slug(self) -> str:
        """Whose it is."""

    @property
    def indicator_code(self) -> str:
        """What it measures."""

    @property
    def source_slug(self) -> str:
        """Who publishes it."""

    @property
    def year(self) -> int:
        """Year that it speaks of."""

    @property
    def method(self) -> str:
        """Code of the method; empty if not known."""

    @property
    def boundary(self) -> str:
        """Code of the kind of boundary; empty if not known."""

    @property
    def population_basis(self) -> str:
        """Code of what the population rests on; empty if not known."""

    @property
    def value(self) -> float | None:
        """The number, if there is one."""

    @property
    def low(self) -> float | None:
        """Low end of its interval."""

    @property
    def high(self) -> float | None:
        """High end of its interval."""
