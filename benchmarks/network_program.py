"""An invented waste network over twenty years, as large as is wanted, written down in four ways.

Sources, transfer stations and plants, arcs between them, twelve fractions, capacity that is built by year, air space
that is used up, and sums over the whole system by year. At size 1 it has 30 nodes, 60 arcs and some 15,000 columns,
at size 64 some 940,000. The program is the same in all four ways, and so is its optimum.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array

from nagara.pathways.least_cost.program.arrays import ProgramArrays
from nagara.pathways.least_cost.program.linear_program import LinearProgram
from nagara.uncertainty.streams import stream

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]

SEED = 20_261_122
SOURCES, STATIONS, PLANTS, ARCS = 10, 8, 12, 60
FRACTIONS, YEARS = 12, 20
COLUMN_WISE, MINIMISE = 1, 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """All that the program is made of.

    Parameters
    ----------
    begin, end
        Node of each arc; sources first, then stations, then plants.
    generated
        Waste by source, fraction and year.
    cost, gas, leak
        By arc, fraction (and the cost by year).
    capex, room
        By plant.
    landfills
        Plants whose air space is used up.
    """

    size: int
    begin: Places
    end: Places
    generated: Numbers
    cost: Numbers
    gas: Numbers
    leak: Numbers
    capex: Numbers
    room: Numbers
    landfills: Places

    @property
    def sources(self) -> Places:
        return np.arange(SOURCES * self.size)

    @property
    def stations(self) -> Places:
        return np.arange(STATIONS * self.size) + SOURCES * self.size

    @property
    def plants(self) -> Places:
        return np.arange(PLANTS * self.size) + (SOURCES + STATIONS) * self.size


def network(size: int) -> Network:
    """Draw a network; every source and every station reaches a landfill."""
    rng = stream(SEED, f"network of size {size}")
    sources, stations, plants = SOURCES * size, STATIONS * size, PLANTS * size
    first_plant = sources + stations
    landfills = np.arange(0, plants, 4)

    def dumps(count: int) -> Places:
        return first_plant + rng.choice(landfills, count)

    from_sources = np.repeat(np.arange(sources), 3)
    to = rng.integers(sources, first_plant, from_sources.size)
    to[::3] = dumps(sources)
    to[1::3] = rng.integers(first_plant, first_plant + plants, sources)
    others = ARCS * size - from_sources.size
    from_stations = sources + np.arange(others) % stations
    onward = rng.integers(first_plant, first_plant + plants, others)
    onward[:stations] = dumps(stations)
    begin, end = np.concatenate([from_sources, from_stations]), np.concatenate([to, onward])
    plant = np.where(end >= first_plant, end - first_plant, -1)
    into_landfill, into_plant = np.isin(plant, landfills), plant >= 0
    clean = rng.uniform(0.05, 0.3, (plants, FRACTIONS))[plant]
    gas = np.where(into_landfill[:, None], rng.uniform(0.3, 1.2, FRACTIONS), clean) * into_plant[:, None]
    price = np.where(into_landfill, rng.uniform(5.0, 15.0, begin.size), rng.uniform(30.0, 80.0, begin.size))
    haul = rng.uniform(3.0, 25.0, begin.size)
    spread = rng.uniform(0.8, 1.2, (1, FRACTIONS, 1)) * np.exp(-0.05 * np.arange(YEARS))
    return Network(
        size=size,
        begin=begin,
        end=end,
        generated=rng.uniform(50.0, 500.0, (sources, FRACTIONS, 1)) * np.exp(0.02 * np.arange(YEARS)),
        cost=(haul + np.where(into_plant, price, 0.0))[:, None, None] * spread,
        gas=gas,
        leak=rng.uniform(0.001, 0.01, (begin.size, FRACTIONS)),
        capex=np.where(np.arange(plants) % 4 == 0, 20.0, rng.uniform(80.0, 300.0, plants)),
        room=np.where(np.arange(plants) % 4 == 0, 2000.0, 100.0),
        landfills=landfills,
    )


LIMITS = {"gas": 1e9, "leak": 1e9, "paid": 1e11, "dumped": 1e9}
"""Sums over the system by year, wide enough to bind nowhere: what they cost to write down is measured."""
OPENING_AIR_T = 1e6
MOST_BUILT_T = 1e6


def into_plants(net: Network) -> NDArray[np.bool_]:
    """Tell which arcs end at a plant."""
    return net.end >= net.plants[0]


def into_landfills(net: Network) -> Places:
    """Place among the landfills of the plant at which each arc ends; -1 if it ends elsewhere."""
    place = np.full(net.plants[-1] + 1, -1)
    place[net.plants[0] + net.landfills] = np.arange(net.landfills.size)
    return place[net.end]


def opening_air(net: Network) -> Numbers:
    """Air space that is there in the first year; none is added later."""
    return OPENING_AIR_T * (np.arange(YEARS) == 0) * np.ones((net.landfills.size, 1))


def capex(net: Network) -> Numbers:
    """Price of capacity by plant and year."""
    return net.capex[:, None] * np.exp(-0.05 * np.arange(YEARS))


def terms(net: Network, at: dict[str, NDArray[np.int32]]) -> Iterator[tuple[Places, Places, Numbers | float]]:
    """Rows, columns and coefficients of every term, which broadcast together."""
    flow, built, air = at["flow"], at["built"], at["air"]
    from_source, into, landfill = net.begin < net.sources.size, into_plants(net), into_landfills(net)
    earlier, later = np.nonzero(np.arange(YEARS)[:, None] <= np.arange(YEARS))
    plant, dump = net.end[into] - net.plants[0], landfill >= 0
    yield at["supply"][net.begin[from_source]], flow[from_source], 1.0
    yield at["station"][net.end[~into] - net.stations[0]], flow[~into], 1.0
    yield at["station"][net.begin[~from_source] - net.stations[0]], flow[~from_source], -1.0
    yield at["room"][plant][:, None, :], flow[into], 1.0
    yield at["room"][:, later], built[:, earlier], -1.0
    yield at["left"], air, 1.0
    yield at["left"][:, 1:], air[:, :-1], -1.0
    yield at["left"][landfill[dump]][:, None, :], flow[dump], 1.0
    yield at["gas"], flow, net.gas[:, :, None]
    yield at["leak"], flow, net.leak[:, :, None]
    yield at["paid"], flow, net.cost
    yield at["paid"], built, capex(net)
    yield at["dumped"], flow[dump], 1.0
    yield at["gas of all years"], flow, net.gas[:, :, None]


def shapes(net: Network) -> tuple[dict[str, tuple[int, ...]], dict[str, tuple[int, ...]]]:
    """Shape of each block of columns and of rows."""
    plants, landfills = net.plants.size, net.landfills.size
    columns = {"flow": (net.begin.size, FRACTIONS, YEARS), "built": (plants, YEARS), "air": (landfills, YEARS)}
    rows: dict[str, tuple[int, ...]] = {
        "supply": net.generated.shape,
        "station": (net.stations.size, FRACTIONS, YEARS),
        "room": (plants, YEARS),
        "left": (landfills, YEARS),
        **dict.fromkeys(LIMITS, (YEARS,)),
        "gas of all years": (),
    }
    return columns, rows


def row_limits(net: Network) -> dict[str, tuple[Numbers | float, Numbers | float]]:
    """Lower and upper limit of each block of rows."""
    return {
        "supply": (net.generated, net.generated),
        "station": (0.0, 0.0),
        "room": (-np.inf, net.room[:, None]),
        "left": (opening_air(net), opening_air(net)),
        **{name: (-np.inf, limit) for name, limit in LIMITS.items()},
        "gas of all years": (-np.inf, np.inf),
    }


def column_numbers(net: Network) -> dict[str, tuple[Numbers | float, float]]:
    """Cost and upper bound of each block of columns."""
    return {"flow": (net.cost, np.inf), "built": (capex(net), MOST_BUILT_T), "air": (0.0, np.inf)}


def written(net: Network) -> ProgramArrays:
    """Write the program with nagara's builder."""
    program, at = LinearProgram(), {}
    columns, rows = shapes(net)
    for name, (cost, upper) in column_numbers(net).items():
        at[name] = program.columns(name, columns[name], cost=cost, upper=upper).at
    for name, (lower, upper) in row_limits(net).items():
        at[name] = program.rows(name, rows[name], lower=lower, upper=upper).at
    for term in terms(net, at):
        program.add(*term)
    return program.arrays()


def bare(net: Network) -> highspy.Highs:
    """Write it with NumPy alone, hand it over in one call, and check nothing."""
    at, counts = {}, []
    for side in shapes(net):
        count = 0
        for name, shape in side.items():
            at[name] = np.arange(count, count := count + int(np.prod(shape)), dtype=np.int32).reshape(shape)
        counts.append(count)
    columns, rows = shapes(net)
    parts = [[each.ravel() for each in np.broadcast_arrays(*term)] for term in terms(net, at)]
    row, column, value = (np.concatenate(each) for each in zip(*parts, strict=True))
    matrix = coo_array((value, (row, column)), shape=(counts[1], counts[0])).tocsc()
    costs, uppers = (_flat(columns, column_numbers(net), part) for part in (0, 1))
    low, high = (_flat(rows, row_limits(net), part) for part in (0, 1))
    highs = silent()
    highs.passModel(
        *(counts[0], counts[1], matrix.nnz, COLUMN_WISE, MINIMISE, 0.0),
        *(costs, np.zeros(counts[0]), uppers, low, high),
        *(matrix.indptr.astype(np.int32), matrix.indices.astype(np.int32), matrix.data),
        np.zeros(counts[0], dtype=np.int32),
    )
    return highs


def _flat(blocks: dict[str, tuple[int, ...]], numbers: dict[str, tuple[Numbers | float, ...]], part: int) -> Numbers:
    return np.concatenate([np.broadcast_to(numbers[name][part], shape).ravel() for name, shape in blocks.items()])


def silent() -> highspy.Highs:
    """Open a solver that prints nothing and has one thread."""
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("threads", 1)
    return highs
