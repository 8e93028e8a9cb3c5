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


@given(st.integers(min_value=0, max_value=2**200), st.text(max_size=20))
def test_a_stream_is_the_one_that_numpy_spawns(seed: int, name: str) -> None:
    key = tuple(map(int, np.frombuffer(blake2b(name.encode(), digest_size=16).digest(), dtype=np.uint32)))
    spawned = np.random.default_rng(np.random.SeedSequence(seed, spawn_key=key))
    assert (stream(seed, name).random(4) == spawned.random(4)).all()


def test_other_name_or_seed_other_draws() -> None:
    base = stream(1, "a").random(4)
    assert not np.allclose(base, stream(1, "b").random(4))
    assert not np.allclose(base, stream(2, "a").random(4))


def test_streams_are_uncorrelated() -> None:
    a, b = (stream(1, name).standard_normal(100_000) for name in ("a", "b"))
    assert abs(np.corrcoef(a, b)[0, 1]) < 0.02
