"""Where the search starts: first guesses that nearly satisfy the equations, always the same ones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nagara.waste.flows.part import Part

    Array = NDArray[np.float64]

__all__ = ["first_guesses", "guess_near", "spread_errors"]

SWEEPS: Final = 60
DAMPING: Final = 1e-3


def first_guesses(part: Part, given: Array, errors: Array) -> Iterator[Array]:
    """Guesses of the unmeasured quantities, the most promising first.

    Parameters
    ----------
    given
        First guesses of the user, infinite where there is none.
    errors
        The errors at which the measured quantities stand meanwhile.
    """
    if not len(given):
        yield given
        return
    low, high = part.low[part.measured :], part.high[part.measured :]
    plain = np.abs(part.plain(errors, np.zeros(len(given)))[: part.measured])
    typical = float(np.median(plain)) if len(plain) else 1.0
    guesses: list[tuple[float, int, Array]] = []
    for size in (1.0, typical or 1.0, 0.1, np.sqrt(typical or 1.0)):
        guess = np.where(np.isfinite(given), given, size)
        both = np.isfinite(low) & np.isfinite(high)
        middle = 0.5 * (np.where(both, low, 0.0) + np.where(both, high, 0.0))
        guess = np.where(both & ~np.isfinite(given), middle, guess)
        settled = _settle(part, errors, np.clip(guess, low, high), low, high)
        guesses.append((_lack(part, errors, settled), len(guesses), settled))
    yield from (guess for _, _, guess in sorted(guesses, key=lambda entry: entry[:2]))


def guess_near(part: Part, errors: Array, guess: Array) -> Array:
    """The unmeasured quantities that fit the errors best, near a guess."""
    if not len(guess):
        return guess
    return _settle(part, errors, guess, part.low[part.measured :], part.high[part.measured :])


def spread_errors(width: int, count: int, reach: float) -> Iterator[Array]:
    """Points spread evenly in a box of standard deviations about the measured values, the centre first.

    A lattice of irrational steps (powers of the root of ``x**(d+1) = x + 1``), so that no seed is needed.
    """
    root = 2.0
    for _ in range(60):
        root = (1.0 + root) ** (1.0 / (width + 1.0))
    steps = root ** -np.arange(1.0, width + 1.0)
    yield np.zeros(width)
    for number in range(1, count):
        yield reach * (2.0 * ((0.5 + number * steps) % 1.0) - 1.0)


def _lack(part: Part, errors: Array, unmeasured: Array) -> float:
    with np.errstate(all="ignore"):
        lack = part.equations.residual(part.plain(errors, unmeasured))
    return float(lack @ lack) if np.isfinite(lack).all() else np.inf


def _settle(part: Part, errors: Array, guess: Array, low: Array, high: Array) -> Array:
    """Levenberg-Marquardt on the equations with the measured quantities held where they stand."""
    damping, best = DAMPING, _lack(part, errors, guess)
    for _ in range(SWEEPS):
        with np.errstate(all="ignore"):
            values = part.plain(errors, guess)
            slopes = part.equations.jacobian(values)[:, part.measured :]
            lack = -part.equations.residual(values)
        if not (np.isfinite(slopes).all() and np.isfinite(lack).all()):
            return guess
        column = np.sqrt((slopes**2).sum(axis=0))
        column = np.where(column > 0, column, 1.0)
        slopes = slopes / column
        steepness = slopes.T @ slopes
        step = np.linalg.solve(steepness + damping * np.eye(len(guess)), slopes.T @ lack) / column
        trial = np.clip(guess + step, low, high)
        reached = _lack(part, errors, trial)
        if reached < best:
            is_settled = reached > best * (1.0 - 1e-6)
            guess, best, damping = trial, reached, max(0.1 * damping, 1e-12)
            if is_settled:
                break
        else:
            damping *= 10.0
            if damping > 1e8:
                break
    return guess
