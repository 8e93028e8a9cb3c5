"""Numbers as data files keep them: nine significant digits, and what a solver leaves of nothing is nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["file_number", "file_series"]

DIGITS: Final = 9
NOTHING: Final = 1e-9
"""What is below this, in any unit of a plan, a scenario or a region, is nothing."""


def file_number(value: float) -> float:
    """A number as a file keeps it, without a minus before nothing.

    Parameters
    ----------
    value
        The number.

    Examples
    --------
    >>> file_number(-1.4e-17), file_number(1 / 3)
    (0.0, 0.333333333)
    """
    return 0.0 if abs(value) < NOTHING else float(f"{value:.{DIGITS}g}")


def file_series(values: NDArray[np.float64]) -> list[float]:
    """The numbers of a row of years.

    Parameters
    ----------
    values
        Shape (years,).
    """
    return [file_number(value) for value in values.tolist()]
