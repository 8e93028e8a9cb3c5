"""Work that other processes can import: blocks that draw, fail, or kill their worker."""

from __future__ import annotations

import os
import resource
import signal
from pathlib import Path

import numpy as np


def draws(block: int, rng: np.random.Generator) -> bytes:
    return (block * rng.standard_normal(1000)).tobytes()


def worker(block: int, rng: np.random.Generator) -> int:
    return os.getpid()


def killed_once(block: Path, rng: np.random.Generator) -> float:
    """The first worker that takes this block dies of it."""
    drawn = float(rng.random())
    if block.name and not block.exists():
        block.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return drawn


def killed_always(block: int, rng: np.random.Generator) -> int:
    if block == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    return block


def fetched_pages(block: int, rng: np.random.Generator) -> int:
    """Pages that a worker fetches from the system for an array as large as one that it has just given up."""
    for _ in range(2):
        before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
        np.ones(600_000)
        fetched = resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before
    return fetched


class OddError(Exception):
    """An error that cannot be made again from what it says."""

    def __init__(self, said, other):
        super().__init__(said)
        self.other = other


def failed_oddly(block, rng):
    """Fail in one block, so that no other process can read why."""
    if block == 1:
        said = "it is odd"
        raise OddError(said, 2)
    return block


def divided(block, rng):
    """Fail in one block as any code can."""
    return 1 / (block - 1)
