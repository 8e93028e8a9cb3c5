"""The same draws whoever works, lost workers are replaced, and what cannot be done is said."""

import sys
from pathlib import Path

import numpy as np
import pytest

from nagara.errors import QuantityError, UnknownCodeError
from nagara.uncertainty import executor
from nagara.uncertainty.executor import (
    BlockFailedError,
    MissingDaskError,
    StoppedEarlyError,
    Workers,
    WorkersLostError,
    map_blocks,
)
from worked_blocks import divided, draws, failed_oddly, fetched_pages, killed_always, killed_once, worker

BLOCKS = range(7)


@pytest.fixture(scope="module")
def processes():
    with Workers("processes", 2) as workers:
        yield workers


@pytest.fixture(scope="module")
def alone():
    return map_blocks(draws, BLOCKS, seed=5, workers=1)


def test_each_block_has_a_stream_of_its_own_seed_and_place(alone):
    expected = [
        (
            block * np.random.Generator(np.random.PCG64(np.random.SeedSequence([5, block]))).standard_normal(1000)
        ).tobytes()
        for block in BLOCKS
    ]
    assert alone == expected
    assert len(set(alone[1:])) == len(BLOCKS) - 1


def test_threads_and_processes_give_the_same_bits(alone, processes):
    assert map_blocks(draws, BLOCKS, seed=5, workers=3) == alone
    assert map_blocks(draws, BLOCKS, seed=5, executor=processes) == alone


def test_a_seed_may_have_parts():
    assert map_blocks(draws, BLOCKS, seed=[5, 1]) != map_blocks(draws, BLOCKS, seed=[5, 2])


def test_workers_are_kept_from_one_round_to_the_next(processes):
    first, second = (set(map_blocks(worker, range(8), seed=1, executor=processes)) for _ in range(2))
    assert len(first | second) <= 2


def test_a_worker_that_is_killed_is_replaced_and_nothing_changes(tmp_path):
    blocks = [Path(), tmp_path / "once", Path(), Path()]
    found = map_blocks(killed_once, blocks, seed=3, executor="processes", workers=2)
    assert found == map_blocks(killed_once, [Path()] * 4, seed=3)


def test_it_is_given_up_when_workers_are_lost_again_and_again(monkeypatch):
    monkeypatch.setattr(executor, "RESTARTS", 1)
    with pytest.raises(WorkersLostError, match="use fewer workers, or smaller blocks") as lost:
        map_blocks(killed_always, range(2), seed=1, executor="processes", workers=1)
    assert 1 in lost.value.blocks


def test_the_error_of_a_block_comes_out_and_the_rest_is_left():
    begun = []

    def fail(block, rng):
        begun.append(block)
        if block == 1:
            raise ZeroDivisionError("block 1")
        return block

    with pytest.raises(ZeroDivisionError, match="block 1"):
        map_blocks(fail, range(1000), seed=1, workers=1)
    assert len(begun) < 1000


def test_an_error_that_cannot_be_sent_says_what_it_was_and_is_no_lost_worker(processes):
    with pytest.raises(BlockFailedError, match="block 1 failed with OddError: it is odd. Work with threads to see"):
        map_blocks(failed_oddly, range(3), seed=1, executor=processes)
    with pytest.raises(ZeroDivisionError):
        map_blocks(divided, range(3), seed=1, executor=processes)


def test_progress_is_told_and_it_can_be_stopped():
    told = []
    with pytest.raises(StoppedEarlyError, match="of 500 blocks finished") as stopped:
        map_blocks(
            lambda block, rng: rng.standard_normal(10_000).sum(),
            range(500),
            seed=1,
            workers=2,
            on_progress=lambda done, total: told.append((done, total)),
            should_stop=lambda: len(told) >= 3,
        )
    assert told[:3] == [(1, 500), (2, 500), (3, 500)]
    assert 3 <= len(stopped.value.finished) < 500


def test_nothing_to_do_is_done():
    assert map_blocks(draws, [], seed=1) == []


def test_what_cannot_be_is_said(monkeypatch):
    with pytest.raises(UnknownCodeError, match="executor 'ray' is not known"):
        map_blocks(draws, BLOCKS, seed=1, executor="ray")
    with pytest.raises(QuantityError, match="cannot be sent to another process. Write it as a function of a module"):
        map_blocks(lambda block, rng: block, BLOCKS, seed=1, executor="processes")
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(MissingDaskError, match=r'pip install "nagara\[dask\]"'):
        map_blocks(draws, BLOCKS, seed=1, executor="dask")


@pytest.mark.long
@pytest.mark.enable_socket
@pytest.mark.allow_hosts(["127.0.0.1"])
@pytest.mark.filterwarnings("ignore")
def test_a_cluster_gives_the_same_bits_keeps_its_memory_and_survives_a_lost_worker(alone, tmp_path):
    from distributed import LocalCluster

    with Workers("dask", 2) as workers:
        assert map_blocks(draws, BLOCKS, seed=5, executor=workers) == alone
        assert max(map_blocks(fetched_pages, range(4), seed=1, executor=workers)) < 100  # of 1,172
        blocks = [Path(), tmp_path / "once", Path(), Path()]
        found = map_blocks(killed_once, blocks, seed=3, executor=workers)
        assert found == map_blocks(killed_once, [Path()] * 4, seed=3)
        with pytest.raises(WorkersLostError):
            map_blocks(killed_always, range(2), seed=1, executor=workers)
    with LocalCluster(n_workers=1, threads_per_worker=1, host="127.0.0.1", dashboard_address=None) as cluster:
        address = f"dask:{cluster.scheduler_address}"
        assert map_blocks(draws, BLOCKS, seed=5, executor=address) == alone
