r"""How what several cities pay together is split: by what each adds, or so that nobody has much to complain of.

Notes
-----
A *coalition* is some of the cities; what it would pay without the others is :math:`c(S)`. The Shapley value
charges each city what it adds to those who came before it, averaged over all orders of coming. The nucleolus
makes the largest complaint :math:`x(S) - c(S)` of any coalition as small as can be, then the next largest, and
so on. A split lies in the *core* if no coalition pays more than it would alone.

References
----------
Shapley, L. S. (1953), A value for n-person games; Schmeidler, D. (1969), The nucleolus of a characteristic
function game.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from math import factorial
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

from nagara.pathways.least_cost.program.highs import WarmProgram
from nagara.pathways.least_cost.program.linear_program import LinearProgram
from nagara.pathways.least_cost.question.refusals import PlanError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

__all__ = ["Coalition", "coalitions", "complaints", "in_core", "nucleolus", "shapley"]

Coalition: TypeAlias = frozenset[str]
CORE_FRAC: Final = 1e-6
"""Part of the whole cost by which a coalition may pay more than alone and still be content [frac]."""
BINDS: Final = 1e-9
"""From here on the price of a complaint says that it cannot fall."""
INDEPENDENT: Final = 1e-9
"""A coalition farther than this from all sums of settled ones does not follow from them."""


def coalitions(cities: Iterable[str]) -> tuple[Coalition, ...]:
    """Every coalition of some cities, the small ones first.

    Parameters
    ----------
    cities
        Their codes.

    Examples
    --------
    >>> [sorted(each) for each in coalitions(["A", "B"])]
    [['A'], ['B'], ['A', 'B']]
    """
    every = tuple(cities)
    return tuple(frozenset(some) for count in range(1, len(every) + 1) for some in combinations(every, count))


def shapley(cost_usd: Mapping[Coalition, float]) -> dict[str, float]:
    """Split a cost by what each city adds to it, averaged over all orders in which cities can join [USD].

    Parameters
    ----------
    cost_usd
        What every coalition would pay without the others [USD].

    Raises
    ------
    PlanError
        If a coalition is missing.

    Examples
    --------
    >>> shapley({frozenset("A"): 4.0, frozenset("B"): 6.0, frozenset("AB"): 8.0})
    {'A': 3.0, 'B': 5.0}
    """
    cities, out = _cities(cost_usd), {}
    for city in cities:
        others = [each for each in cities if each != city]
        out[city] = 0.0
        for before in (frozenset[str](), *coalitions(others)):
            weight = factorial(len(before)) * factorial(len(others) - len(before)) / factorial(len(cities))
            out[city] += weight * (cost_usd[before | {city}] - (cost_usd[before] if before else 0.0))
    return out


def nucleolus(cost_usd: Mapping[Coalition, float]) -> dict[str, float]:
    """Split a cost so that the largest complaint of a coalition is smallest, then the next, and so on [USD].

    Parameters
    ----------
    cost_usd
        What every coalition would pay without the others [USD]. Where joining may cost more than staying apart,
        a city can be asked for more than it pays alone.

    Raises
    ------
    PlanError
        If a coalition is missing.

    Examples
    --------
    >>> split = nucleolus({frozenset("A"): 4.0, frozenset("B"): 6.0, frozenset("AB"): 8.0})
    >>> {city: round(usd, 6) for city, usd in split.items()}
    {'A': 3.0, 'B': 5.0}
    """
    cities = _cities(cost_usd)
    everybody = frozenset(cities)
    unit = max(map(abs, cost_usd.values())) or 1.0
    settled = {everybody: cost_usd[everybody] / unit}
    shares = np.array([settled[everybody]])
    while open_ones := _free_of(cities, coalitions(cities), settled):
        shares, binding = _least_complaint(cities, settled, {each: cost_usd[each] / unit for each in open_ones})
        for each in binding:
            if _free_of(cities, [each], settled):
                settled[each] = float(_members(cities, [each])[0] @ shares)
    return {city: float(share) * unit for city, share in zip(cities, shares, strict=True)}


def in_core(split_usd: Mapping[str, float], cost_usd: Mapping[Coalition, float]) -> bool:
    """Whether no coalition pays more than it would alone.

    Parameters
    ----------
    split_usd
        What each city pays [USD].
    cost_usd
        What every coalition would pay without the others [USD].
    """
    return not complaints(split_usd, cost_usd)


def complaints(split_usd: Mapping[str, float], cost_usd: Mapping[Coalition, float]) -> dict[Coalition, float]:
    """What each coalition pays more than it would without the others, the largest first [USD].

    Parameters
    ----------
    split_usd
        What each city pays [USD].
    cost_usd
        What every coalition would pay without the others [USD].

    Examples
    --------
    >>> cost = {frozenset("A"): 4.0, frozenset("B"): 6.0, frozenset("AB"): 8.0}
    >>> [(sorted(who), usd) for who, usd in complaints({"A": 5.0, "B": 3.0}, cost).items()]
    [(['A'], 1.0)]
    """
    room = CORE_FRAC * max(map(abs, cost_usd.values()))
    over = {some: sum(split_usd[city] for city in some) - usd for some, usd in cost_usd.items()}
    return dict(sorted(((some, usd) for some, usd in over.items() if usd > room), key=lambda each: -each[1]))


def _least_complaint(
    cities: Sequence[str], settled: Mapping[Coalition, float], open_usd: Mapping[Coalition, float]
) -> tuple[Array, list[Coalition]]:
    """Shares with the smallest largest complaint of the open coalitions, and those whose complaint cannot fall."""
    program = LinearProgram()
    share = program.columns("share", (len(cities),), lower=-np.inf).at
    worst = program.columns("largest complaint", (), lower=-np.inf, cost=1.0).at
    fixed = np.array(list(settled.values()))
    kept = program.rows("settled", (fixed.size,), lower=fixed, upper=fixed).at
    complaint = program.rows("complaint", (len(open_usd),), upper=np.array(list(open_usd.values())))
    program.add(kept[:, None], share[None, :], _members(cities, settled))
    program.add(complaint.at[:, None], share[None, :], _members(cities, open_usd))
    program.add(complaint.at, worst, -1.0)
    solution = WarmProgram(program.arrays()).solve()
    prices = np.abs(solution.duals_of(complaint))
    binding = [each for each, price in zip(open_usd, prices, strict=True) if price > BINDS]
    return solution.column_values[share], binding


def _members(cities: Sequence[str], some: Iterable[Coalition]) -> Array:
    """Who is in which coalition, shape (coalitions, cities)."""
    return np.array([[1.0 if city in each else 0.0 for city in cities] for each in some])


def _free_of(cities: Sequence[str], some: Sequence[Coalition], settled: Iterable[Coalition]) -> list[Coalition]:
    """Coalitions whose payment does not follow from those that are settled."""
    basis = np.linalg.qr(_members(cities, settled).T)[0]
    members = _members(cities, some)
    rest = members - members @ basis @ basis.T
    return [each for each, far in zip(some, np.abs(rest).max(axis=1), strict=True) if far > INDEPENDENT]


def _cities(cost_usd: Mapping[Coalition, float]) -> tuple[str, ...]:
    """Everybody, in order; refuses a table that leaves a coalition out."""
    cities = tuple(sorted(frozenset().union(*cost_usd)))
    for each in coalitions(cities):
        if each not in cost_usd:
            why = "nobody says what they would pay without the others"
            raise PlanError(" and ".join(sorted(each)), why, "Give the cost of every coalition.")
    return cities
