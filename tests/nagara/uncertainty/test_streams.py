"""A stream depends on the seed and on its name, and on nothing else."""

from __future__ import annotations

from hashlib import blake2b

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from nagara.uncertainty.streams import stream


@given(st.integers(min_value=0, max_value=2**40), st.text(max_size=20))
def test_same_name_same_draws(seed: int, name: str) -> None:
    assert (stream(seed, name).random(4) == stream(seed, name).random(4)).all()


@given(st.integers(min_value=0, max_value=2**600), st.text(max_size=20))
def test_a_stream_begins_with_the_digest_of_seed_and_name(seed: int, name: str) -> None:
    words = np.frombuffer(blake2b(f"{seed}|{name}".encode(), digest_size=24).digest(), dtype=np.uint64)
    begun = np.random.SFC64()
    begun.state = {**begun.state, "state": {"state": np.array([*words, 1], dtype=np.uint64)}}
    begun.random_raw(12)  # as the generator does with every seed
    assert (stream(seed, name).random(4) == np.random.Generator(begun).random(4)).all()


def test_other_name_or_seed_other_draws() -> None:
    base = stream(1, "a").random(4)
    assert not np.allclose(base, stream(1, "b").random(4))
    assert not np.allclose(base, stream(2, "a").random(4))


def test_streams_are_uncorrelated() -> None:
    a, b = (stream(1, name).standard_normal(100_000) for name in ("a", "b"))
    assert abs(np.corrcoef(a, b)[0, 1]) < 0.02
