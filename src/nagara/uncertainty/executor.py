"""One way to work through many blocks: threads, processes, or a Dask cluster, with the same answer to the bit.

Every block gets its own random generator, made from the seed and from its place among the blocks alone. So it does not
matter who works on it, in which order, or how often a worker is lost on the way.

Notes
-----
Blocks of a fifth of a second or more are worth it: handing one over costs a thread some 0.02 ms, a process 0.1 ms and
Dask 2 ms. Processes and Dask start Python anew, so a script that uses them has to begin its work under
``if __name__ == "__main__":``.

Dask tells the C library of its workers to give memory back at once, and NumPy's temporary arrays are then fetched from
the system page by page, each time anew, for up to twice the time. A higher threshold of giving back is not enough: once
it is set, the library no longer learns by itself which arrays to keep, and has to be told that too. A cluster that is
opened here is told both. A cluster that is only joined (``dask:tcp://...``) was started by someone else: set
``MALLOC_TRIM_THRESHOLD_`` and ``MALLOC_MMAP_THRESHOLD_`` there, as :data:`KEEP_MEMORY` has them.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Sequence
from concurrent.futures import (
    BrokenExecutor,
    Executor,
    Future,
    ProcessPoolExecutor,
    ThreadPoolExecutor,
)
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, ClassVar, Final, Generic, TypeVar

import numpy as np

from nagara.errors import NagaraError, QuantityError, UnknownCodeError

if TYPE_CHECKING:
    from types import TracebackType

__all__ = ["BlockFailedError", "MissingDaskError", "StoppedEarlyError", "Workers", "WorkersLostError", "map_blocks"]

B = TypeVar("B")
R = TypeVar("R")

EXECUTORS: Final = ("threads", "processes", "dask", "dask:tcp://host:port")
RESTARTS: Final = 3
"""So often lost workers are replaced before it is given up."""
LOOK_EVERY_S: Final = 0.2
"""So often it is asked whether to stop while nothing is finished [s]."""
KEEP_MEMORY: Final = {"MALLOC_TRIM_THRESHOLD_": str(2**28), "MALLOC_MMAP_THRESHOLD_": str(2**25)}
"""Freed memory that a worker keeps before it gives some back, and the smallest array it never keeps [bytes]."""
LOST_TO_DASK: Final = {"KilledWorker", "CancelledError", "CommClosedError"}
"""How Dask says that the worker of a block was lost, after it has tried others."""


class MissingDaskError(NagaraError, ImportError):
    """The optional package that works on a cluster is not installed."""

    code: ClassVar[str] = "dask-missing"

    def __str__(self) -> str:
        return 'A cluster needs the package distributed, which is not installed: pip install "nagara[dask]" installs it'


class WorkersLostError(NagaraError, RuntimeError):
    """Workers were lost again and again, so that some blocks could not be worked through.

    Parameters
    ----------
    blocks
        Places of the blocks that are missing.
    """

    code: ClassVar[str] = "workers-lost"

    def __init__(self, blocks: Sequence[int]) -> None:
        self.blocks = tuple(blocks)
        super().__init__(self.blocks)

    def __str__(self) -> str:
        return (
            f"workers were lost again and again and {len(self.blocks)} blocks are missing, "
            f"the first of them block {self.blocks[0]}. Mostly memory ran out: use fewer workers, or smaller blocks"
        )


class BlockFailedError(NagaraError, RuntimeError):
    """A block failed with an error that cannot be sent from one process to another.

    Parameters
    ----------
    block
        Place of the block.
    error
        What the error is called.
    said
        What it says.
    """

    code: ClassVar[str] = "block-failed"

    def __init__(self, block: int, error: str, said: str) -> None:
        self.block, self.error, self.said = block, error, said
        super().__init__(block, error, said)

    def __str__(self) -> str:
        return f"block {self.block} failed with {self.error}: {self.said}. Work with threads to see where"


class StoppedEarlyError(NagaraError, RuntimeError):
    """Somebody stopped the work.

    Parameters
    ----------
    finished
        What was finished until then, by the place of the block.
    total
        How many blocks there were.
    """

    code: ClassVar[str] = "stopped-early"

    def __init__(self, finished: dict[int, Any], total: int) -> None:
        self.finished, self.total = finished, total
        super().__init__(finished, total)

    def __str__(self) -> str:
        return f"stopped with {len(self.finished)} of {self.total} blocks finished. Start it again to do the rest"


class Workers:
    """Workers that can be kept for several rounds of blocks; close them with a ``with`` block.

    Parameters
    ----------
    executor
        ``"threads"``, ``"processes"``, ``"dask"`` for a cluster on this machine, or ``"dask:tcp://host:port"`` for one
        that runs.
    workers
        How many; one per core if left out, and for a cluster that runs as many as it has.

    Raises
    ------
    UnknownCodeError
        If there is no such executor.
    MissingDaskError
        If Dask is asked for and not installed.
    """

    def __init__(self, executor: str = "threads", workers: int | None = None) -> None:
        if executor not in EXECUTORS[:3] and not executor.startswith("dask:"):
            raise UnknownCodeError("executor", executor, EXECUTORS)
        self.executor = executor
        self.count = max(1, workers or os.cpu_count() or 1)
        self._closed_by: list[Callable[[], object]] = []
        self._pool = self._opened()

    def __enter__(self) -> Workers:
        """Use the workers."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Send the workers home when they have finished what they have begun."""
        self._pool.shutdown(wait=True)
        for close in reversed(self._closed_by):
            close()

    @property
    def _is_dask(self) -> bool:
        return self.executor.startswith("dask")

    def _opened(self) -> Executor:
        if self.executor == "threads":
            return ThreadPoolExecutor(self.count)
        if self.executor == "processes":
            from multiprocessing import get_context

            return ProcessPoolExecutor(self.count, mp_context=get_context("spawn"))
        return self._cluster()

    def _cluster(self) -> Executor:
        try:
            import dask
            import distributed
        except ImportError as error:
            raise MissingDaskError from error
        named: Any = distributed  # its classes say no types
        _, _, address = self.executor.partition(":")
        if not address:
            keep = {f"distributed.nanny.pre-spawn-environ.{name}": value for name, value in KEEP_MEMORY.items()}
            with dask.config.set(keep):
                cluster = named.LocalCluster(
                    n_workers=self.count, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
                )
            self._closed_by.append(cluster.close)
            address = cluster.scheduler_address
        client = named.Client(address, set_as_default=False)
        self._closed_by.append(client.close)
        pool: Executor = client.get_executor(pure=False)
        return pool

    @property
    def attempts(self) -> int:
        """How often blocks are handed out before their workers count as lost; a cluster tries again by itself."""
        return 1 if self._is_dask else RESTARTS + 1

    def submit(self, act: Callable[..., R], *arguments: object) -> Future[R]:
        """Give the workers something to do."""
        return self._pool.submit(act, *arguments)

    def replace(self) -> None:
        """Replace workers that were lost."""
        if self.executor == "processes":
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = self._opened()


def map_blocks(
    function: Callable[[B, np.random.Generator], R],
    blocks: Sequence[B],
    *,
    seed: int | Sequence[int],
    executor: str | Workers = "threads",
    workers: int | None = None,
    on_progress: Callable[[int, int], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> list[R]:
    """Work through all blocks and return what came of each, in their order.

    Parameters
    ----------
    function
        Given a block and its random generator. For processes it has to be a function of a module.
    blocks
        What is to be worked through.
    seed
        The seed of the whole; several numbers where the work is part of a larger one, such as seed and city.
    executor
        Who does the work, see :class:`Workers`; the answer is the same to the bit.
    workers
        How many; one per core if left out.
    on_progress
        Told how many blocks are finished, and of how many.
    should_stop
        Asked often; what has not begun is left when it says yes.

    Raises
    ------
    StoppedEarlyError
        If it was stopped; it holds what was finished.
    WorkersLostError
        If workers were lost again and again.
    Exception
        What the function raises, that of the first block if there are several.

    Examples
    --------
    >>> map_blocks(lambda block, rng: block + rng.integers(10), [0, 100, 200], seed=1) == map_blocks(
    ...     lambda block, rng: block + rng.integers(10), [0, 100, 200], seed=1, workers=1
    ... )
    True
    """
    roots = (seed,) if isinstance(seed, int) else tuple(seed)
    if isinstance(executor, Workers):
        return _Round(executor, function, blocks, roots).results(on_progress, should_stop)
    with Workers(executor, workers) as opened:
        return _Round(opened, function, blocks, roots).results(on_progress, should_stop)


def _work(function: Callable[[B, np.random.Generator], R], block: B, roots: tuple[int, ...], place: int) -> R:
    """What a worker does: open the block's random stream, and work on it."""
    return function(block, np.random.Generator(np.random.PCG64(np.random.SeedSequence([*roots, place]))))


def _work_apart(function: Callable[[B, np.random.Generator], R], block: B, roots: tuple[int, ...], place: int) -> R:
    """What a worker of another process does: an error that cannot be sent would break the pool and look like a loss."""
    try:
        return _work(function, block, roots, place)
    except Exception as error:
        try:
            pickle.loads(pickle.dumps(error))  # noqa: S301 (what was written here)
        except Exception:  # noqa: BLE001 (whatever hinders it)
            raise BlockFailedError(place, type(error).__name__, str(error)) from None
        raise


class _Round(Generic[B, R]):
    """One round of blocks for some workers."""

    def __init__(
        self,
        workers: Workers,
        function: Callable[[B, np.random.Generator], R],
        blocks: Sequence[B],
        roots: tuple[int, ...],
    ) -> None:
        self.workers, self.function, self.blocks, self.roots = workers, function, blocks, roots
        self.finished: dict[int, R] = {}
        self.failed: dict[int, BaseException] = {}
        self.lost: list[int] = []

    def results(
        self, on_progress: Callable[[int, int], None] | None, should_stop: Callable[[], bool] | None
    ) -> list[R]:
        """Work through all blocks, with new workers for those whose worker was lost."""
        self._check()
        total, missing = len(self.blocks), list(range(len(self.blocks)))
        for _ in range(self.workers.attempts):
            is_stopped = self._attempt(missing, on_progress, should_stop)
            if self.failed:
                raise self.failed[min(self.failed)]
            if is_stopped:
                raise StoppedEarlyError(self.finished, total)
            if not self.lost:
                return [self.finished[place] for place in range(total)]
            missing, self.lost = sorted(self.lost), []
            self.workers.replace()
        raise WorkersLostError(missing)

    def _check(self) -> None:
        if self.workers.executor != "processes":
            return
        try:
            pickle.dumps(self.function)
        except (pickle.PicklingError, AttributeError, TypeError) as error:
            why = "cannot be sent to another process"
            mend = "Write it as a function of a module, or work with threads."
            raise QuantityError(f"function {self.function!r}", why, mend) from error

    def _attempt(
        self,
        places: Sequence[int],
        on_progress: Callable[[int, int], None] | None,
        should_stop: Callable[[], bool] | None,
    ) -> bool:
        """Work through some blocks, and tell whether it was stopped."""
        done: SimpleQueue[Future[R]] = SimpleQueue()
        pending = self._submitted(places)
        for future in list(pending):
            future.add_done_callback(done.put)
        is_stopped = False
        try:
            while pending:
                with suppress(Empty):
                    future = done.get(timeout=LOOK_EVERY_S)
                    self._sort_out(future, pending.pop(future))
                    if on_progress is not None:
                        on_progress(len(self.finished), len(self.blocks))
                if not is_stopped and (self.failed or (should_stop is not None and should_stop())):
                    is_stopped = True
                    for future in reversed(list(pending)):
                        future.cancel()
        finally:
            for future in pending:
                future.cancel()
        return is_stopped

    def _submitted(self, places: Sequence[int]) -> dict[Future[R], int]:
        pending: dict[Future[R], int] = {}
        work = _work if self.workers.executor == "threads" else _work_apart
        for number, place in enumerate(places):
            try:
                future = self.workers.submit(work, self.function, self.blocks[place], self.roots, place)
            except BrokenExecutor:
                self.lost.extend(places[number:])
                break
            pending[future] = place
        return pending

    def _sort_out(self, future: Future[R], place: int) -> None:
        if future.cancelled():
            return
        error = future.exception()
        if error is None:
            self.finished[place] = future.result()
        elif isinstance(error, BrokenExecutor) or type(error).__name__ in LOST_TO_DASK:
            self.lost.append(place)
        else:
            self.failed[place] = error
