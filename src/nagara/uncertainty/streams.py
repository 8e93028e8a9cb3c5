"""Named random streams: one seed, one stream for each thing that is uncertain.

A stream depends on the seed and on its name alone. So a facility more does not disturb the draws
of the others, and an input that two years have in common (its name is the same in both) has the
same draws in both: what is common cancels in the change.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import ClassVar, Final

import numpy as np

from nagara.errors import NagaraError, Placed

__all__ = ["DrawsError", "check_draws", "stream"]

FEWEST_DRAWS: Final = 100
"""With fewer the ends of a 95 % interval lie beyond the outermost draws but one or two."""


class DrawsError(Placed, NagaraError, ValueError):
    """A number of draws or a seed from which no interval can be told."""

    code: ClassVar[str] = "draws-refused"


def check_draws(draws: int, seed: int) -> None:
    """Refuse a number of draws that is too small, and a seed below zero.

    Raises
    ------
    DrawsError
        If either is so.
    """
    if draws < FEWEST_DRAWS:
        raise DrawsError("draws", f"{draws} are too few for an interval", f"Ask for {FEWEST_DRAWS} or more.")
    if seed < 0:
        raise DrawsError("seed", f"{seed} is below zero", "Use a whole number from 0 on.")


def stream(seed: int, name: str) -> np.random.Generator:
    """Open the random stream of one name.

    Parameters
    ----------
    seed
        The seed of the whole calculation.
    name
        What the stream draws.

    Examples
    --------
    >>> stream(1, "density").normal() == stream(1, "density").normal()
    True
    >>> stream(1, "density").normal() == stream(1, "filling").normal()
    False
    """
    digest = blake2b(name.encode(), digest_size=16).digest()
    # What NumPy puts together from a seed and the digest as its spawn key, in a fifth of the time:
    # the seed in words of 32 bits, four at least, and then the key.
    words = max(4, -(-seed.bit_length() // 32))
    entropy = np.frombuffer(seed.to_bytes(4 * words, "little") + digest, dtype=np.uint32)
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(entropy)))
