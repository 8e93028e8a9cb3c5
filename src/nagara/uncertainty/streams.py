"""Named random streams: one seed, one stream for each thing that is uncertain.

A stream depends on the seed and on its name alone. So a facility more does not disturb the draws
of the others, and an input that two years have in common (its name is the same in both) has the
same draws in both: what is common cancels in the change.
"""

from __future__ import annotations

from hashlib import blake2b

import numpy as np

__all__ = ["stream"]


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
