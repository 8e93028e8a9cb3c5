"""Tours by the continuous approximation: their laws and their limits."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from nagara.errors import QuantityError
from nagara.evidence import factor
from nagara.pathways.least_cost.city.collection_tour import CollectionTour, collection_tour
from nagara.uncertainty.published_number import at_plug_in


def tour(**changed: float) -> CollectionTour:
    given = {"households": 40_000.0, "area_km2": 30.0, "mass_t": 48_000.0, "way_km": 8.0, "interest_frac": 0.05}
    return collection_tour(at_plug_in, **{**given, **changed})


def of(parameter: str) -> float:
    return factor("technology", "collection-tour", parameter).value


def test_the_way_in_the_zone_is_the_tour_of_its_stops() -> None:
    """Four times the stops on the same ground make twice the way (Beardwood, Halton and Hammersley)."""
    one, four = tour(way_km=0.0), tour(way_km=0.0, households=160_000.0)
    assert four.km_per_t == pytest.approx(2.0 * one.km_per_t)
    stops = 40_000 / of("households_at_a_stop") * of("collection_days") / 6
    per_day = 48_000 / (365 / 7) / 6
    assert one.km_per_t * per_day == pytest.approx(of("tour_constant") * of("circuity") * (stops * 30.0) ** 0.5)


def test_the_way_out_grows_with_loads_alone() -> None:
    near, far = tour(way_km=0.0), tour(way_km=10.0)
    assert far.km_per_t - near.km_per_t == pytest.approx(2 * 10.0 * of("circuity") / of("payload"))


@pytest.mark.parametrize(
    ("dearer", "changed"),
    [("a light bin", {"mass_t": 12_000.0}), ("a wide zone", {"area_km2": 300.0}), ("a far site", {"way_km": 30.0})],
)
def test_a_tonne_costs_more_where_less_is_picked_up_on_a_longer_way(dearer: str, changed: dict[str, float]) -> None:
    usual, other = asdict(tour()), asdict(tour(**changed))
    for name in ("km_per_t", "hours_per_t", "diesel_l_per_t", "usd_per_t"):
        assert other[name] > usual[name], (dearer, name)


def test_nothing_to_collect_is_refused_in_words() -> None:
    with pytest.raises(QuantityError, match="mass_t"):
        tour(mass_t=0.0)
