"""One district with its real stops, its tours solved by PyVRP, against the formula that a plan reckons with.

PyVRP is optional and is loaded only when it is asked for. It searches for good tours and proves nothing: the
best that it finds is an upper end, a few parts in a hundred above the shortest at most.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nagara.errors import NagaraError, QuantityError
from nagara.evidence import factor

if TYPE_CHECKING:
    from types import ModuleType

__all__ = ["DistrictCheck", "MissingRoutingError", "check_district", "formula_km"]

Array: TypeAlias = NDArray[np.float64]

METRES: Final = 1000.0
"""Distances are whole metres for the solver [m/km]."""
SPARE_LOADS: Final = 1
"""Loads that a solver may use beyond the fewest."""


class MissingRoutingError(NagaraError, ImportError):
    """The optional package that solves tours is not installed."""

    code: ClassVar[str] = "routing-missing"

    def __str__(self) -> str:
        return "Tours are solved by the package pyvrp, which is not installed. Install it with: pip install pyvrp"


@dataclass(frozen=True, slots=True, kw_only=True)
class DistrictCheck:
    """Tours of a district on one day, as the crow flies; streets lengthen both alike.

    Parameters
    ----------
    formula_km
        By the continuous approximation [km].
    solved_km
        The best tours that were found [km].
    loads
        Loads of these.
    """

    formula_km: float
    solved_km: float
    loads: int

    @property
    def gap_frac(self) -> float:
        """How much longer the formula is than the tours [frac]."""
        return self.formula_km / self.solved_km - 1.0


def formula_km(stops_km: Array, *, site_km: tuple[float, float], area_km2: float, stops_per_load: int) -> float:
    r"""Way of a day by the continuous approximation, :math:`2 \bar r \lceil n / C \rceil + k \sqrt{n A}` [km].

    Parameters
    ----------
    stops_km
        Positions of the stops, shape (stops, 2) [km].
    site_km
        Position of the place where loads go [km].
    area_km2
        Area of the district [km2].
    stops_per_load
        Stops that fill a truck.
    """
    if not area_km2 > 0:
        raise QuantityError("area_km2", f"is {area_km2:g}", "Give the area of the district.")
    if stops_per_load < 1:
        raise QuantityError("stops_per_load", f"is {stops_per_load}", "Give at least one stop for a load.")
    count = len(stops_km)
    out = float(np.hypot(*(stops_km - np.array(site_km)).T).mean())
    constant = factor("technology", "collection-tour", "tour_constant").value
    return 2.0 * out * math.ceil(count / stops_per_load) + constant * math.sqrt(count * area_km2)


def check_district(
    stops_km: Array,
    *,
    site_km: tuple[float, float],
    area_km2: float,
    stops_per_load: int,
    iterations: int = 2_000,
    seed: int = 1,
) -> DistrictCheck:
    """Solve the tours of a district and hold the formula against them.

    Parameters
    ----------
    stops_km
        Positions of the stops, shape (stops, 2) [km].
    site_km
        Position of the place where loads go [km].
    area_km2
        Area of the district [km2].
    stops_per_load
        Stops that fill a truck.
    iterations, seed
        Of the search: the same give the same tours.

    Raises
    ------
    MissingRoutingError
        If pyvrp is not installed.
    QuantityError
        If there is no area, or no load holds a stop.
    """
    formula = formula_km(stops_km, site_km=site_km, area_km2=area_km2, stops_per_load=stops_per_load)
    try:
        routing, stop = import_module("pyvrp"), import_module("pyvrp.stop")
    except ImportError as error:
        raise MissingRoutingError from error
    model = _model(routing, stops_km, site_km, stops_per_load)
    found = model.solve(stop.MaxIterations(iterations), seed=seed, display=False)
    return DistrictCheck(formula_km=formula, solved_km=found.best.distance() / METRES, loads=len(found.best.routes()))


def _model(routing: ModuleType, stops_km: Array, site_km: tuple[float, float], stops_per_load: int) -> Any:  # noqa: ANN401  # a model of pyvrp
    points = np.vstack([np.array(site_km), stops_km]) * METRES
    model = routing.Model()
    places = [model.add_location(x=float(x), y=float(y)) for x, y in points]
    model.add_depot(location=places[0])
    for place in places[1:]:
        model.add_client(location=place, delivery=1)
    loads = math.ceil(len(stops_km) / stops_per_load) + SPARE_LOADS
    model.add_vehicle_type(num_available=loads, capacity=stops_per_load)
    way = np.rint(np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1))).astype(int)
    for at, one in enumerate(places):
        for to, other in enumerate(places):
            if at != to:
                model.add_edge(one, other, distance=int(way[at, to]))
    return model
