"""Many fronts are the same to the bit whoever solves them, in the order in which they were asked for."""

from __future__ import annotations

import os
import signal
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from invented_plan_city import small_city
from nagara.exchange.read import read_city
from nagara.pathways.least_cost.city.settings import PlanSettings
from nagara.pathways.least_cost.fronts.front import front
from nagara.pathways.least_cost.fronts.many_cities import (
    CityDraws,
    FrontQuestion,
    city_blocks,
    cost_band,
    fronts,
    fronts_of_city,
)
from nagara.pathways.least_cost.question.promise import read_promise
from nagara.pathways.least_cost.question.refusals import PlanError
from nagara.uncertainty.executor import Workers, map_blocks

RECYCLED = read_promise("recycled_frac>=0.3@2030")
DEMO = Path(__file__).parents[5] / "examples" / "demo-city"


def questions(cities: int, draws: int, points: int) -> list[FrontQuestion]:
    """Fronts of cities of several sizes in draws of what they generate and what plants cost to run."""
    out = []
    for city in range(cities):
        base = small_city(7, "sdg_11_6_1_frac>=0.6@2030", total_t=30_000.0 * (1 + city))
        for draw in range(draws):
            rng = np.random.default_rng((city, draw))
            zones = tuple(replace(each, generated_t=each.generated_t * rng.lognormal(0.0, 0.1)) for each in base.zones)
            places = tuple(
                replace(place, technology=replace(place.technology, usd_per_t=place.technology.usd_per_t * factor))
                for place, factor in zip(base.facilities, rng.lognormal(0.0, 0.2, len(base.facilities)), strict=True)
            )
            problem = replace(base, name=f"City {city}", zones=zones, facilities=places)
            targets = tuple(float(each) for each in np.linspace(0.0, 0.3, points))
            out.append(FrontQuestion(problem=problem, promise=RECYCLED, targets=targets))
    return out


def test_threads_give_the_bits_of_one_after_the_other_in_order() -> None:
    asked = questions(2, 2, 3)
    alone = [front(each.problem, each.promise, each.targets) for each in asked]
    assert fronts(asked, workers=2, at_once=1) == alone
    assert fronts(asked, workers=1, at_once=3) == alone
    band = cost_band(alone[:2])
    assert band.shape == (3, 3)
    assert np.all(np.diff(band, axis=1) >= 0.0)


def test_processes_give_the_same_bits() -> None:
    asked = questions(2, 1, 3)
    assert fronts(asked, executor="processes", workers=2, at_once=1) == fronts(asked, workers=1)


def test_a_city_in_draws_is_parted_and_comes_out_whole() -> None:
    records = read_city(DEMO).records
    assert records is not None
    whole = CityDraws(
        records=records,
        settings=PlanSettings(last_year=2031, technologies=("landfill", "composting")),
        promises=(),
        promise=read_promise("methane_cut_frac>=0.1@2031"),
        targets=(0.0, 0.05),
        numbers=(0, 1, 2),
        draws=100,
        seed=1,
    )
    blocks = city_blocks(whole, at_once=2)
    assert [block.numbers for block in blocks] == [(0, 1), (2,)]
    parted = [each for block in map_blocks(fronts_of_city, blocks, seed=0, workers=1) for each in block]
    assert parted == list(fronts_of_city(whole, np.random.default_rng(0)))
    assert len({each.points[0].usd for each in parted}) == 3
    with pytest.raises(PlanError, match="draws 0 to 100 are drawn, and 101 is asked for"):
        city_blocks(replace(whole, numbers=(101,)))


def test_fronts_that_do_not_belong_together_have_no_band() -> None:
    one, other = questions(1, 1, 2)[0], questions(1, 1, 3)[0]
    with pytest.raises(PlanError, match="different targets"):
        cost_band([front(each.problem, each.promise, each.targets) for each in (one, other)])
    with pytest.raises(PlanError, match="no front was solved"):
        cost_band([])


@pytest.mark.long
@pytest.mark.enable_socket
@pytest.mark.allow_hosts(["127.0.0.1"])
@pytest.mark.filterwarnings("ignore")
def test_ten_cities_in_fifty_draws_run_on_two_workers_of_a_cluster_though_one_is_lost() -> None:
    asked = questions(10, 50, 10)
    with Workers("dask", 2) as workers:
        lost = workers.submit(os.getpid).result()

        def kill_one(done: int, of: int) -> None:
            if done == of // 4:
                os.kill(lost, signal.SIGKILL)

        found = fronts(asked, executor=workers, on_progress=kill_one)
        survivors = {workers.submit(os.getpid).result() for _ in range(4)}
    assert lost not in survivors
    assert len(found) == 500
    assert all(len(each.points) == 10 for each in found)
    assert found == fronts(asked, workers=1)
