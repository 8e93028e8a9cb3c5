"""An invented city in which everything binds: contracts, tours, pickers, a recycler, a furnace, a full tip."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from invented_plan_city import ALL, CONSTITUENTS, DRY, NONE, ORGANIC, PLASTIC, generated, small_city
from nagara.pathways.least_cost.question.problem import (
    AtTheDoor,
    Container,
    Expansion,
    Facility,
    FeedWindow,
    Problem,
    Scheme,
    Site,
    StreamKind,
    Technology,
    Way,
    Zone,
)

YEARS = 11
BURNS = np.array([split.material in {"paper", "plastics", "textiles", "wood"} for split in CONSTITUENTS], dtype=float)


def tip() -> Facility:
    """A controlled site that is there already, and nearly full."""
    technology = Technology(
        code="tip",
        label="Controlled tip",
        kind="landfill",
        takes=ALL,
        recovered_frac=NONE,
        lost_frac=NONE,
        usd_per_t=6.0,
        revenue_usd_per_t=NONE,
        gas_t_co2e_per_t=0.01 + NONE,
    )
    site = Site(
        airspace_t=90_000.0,
        mcf_frac=np.linspace(0.6, 1.0, YEARS),
        oxidation_frac=np.linspace(0.0, 0.1, YEARS),
        caught_frac=np.linspace(0.0, 0.3, YEARS),
        stock_t_carbon=np.array([900.0, 400.0, 800.0]),
    )
    return Facility(
        code="B", name="Tip", city="A", technology=technology, capacity_t=np.full(YEARS, 25_000.0), site=site
    )


def furnace() -> Facility:
    """Take or pay, a heating value to keep, ash that is inert, a short life, a cost for every tonne that stands."""
    technology = Technology(
        code="furnace",
        label="Energy from waste",
        kind="incineration-with-energy",
        takes=frozenset({StreamKind.MIXED, StreamKind.RESIDUE}),
        recovered_frac=NONE,
        lost_frac=0.75 + 0.2 * ORGANIC,
        usd_per_t=20.0,
        revenue_usd_per_t=30.0 * BURNS,
        gas_t_co2e_per_t=2.0 * PLASTIC,
        smallest_load_frac=0.7,
        lead_years=2,
        life_years=4,
        windows=(
            FeedWindow(name="heat", per_t=3.0 + 12.0 * BURNS, weight_per_t=np.ones(len(CONSTITUENTS)), smallest=5.5),
        ),
        residue_is_inert=True,
    )
    law = Expansion(reference_size=20_000, reference_usd=4e6, largest=15_000, fixed_usd_per_year=3.0)
    return Facility(
        code="W",
        name="Furnace",
        city="A",
        technology=technology,
        capacity_t=np.zeros(YEARS),
        expansion=law,
        is_new=True,
    )


def pickers() -> Facility:
    """A yard that stands, of informal workers, with a load that it must get."""
    technology = Technology(
        code="yard",
        label="Yard",
        kind="intermediate-trader",
        takes=frozenset({StreamKind.RECYCLABLES}),
        recovered_frac=DRY * 0.9,
        lost_frac=NONE,
        usd_per_t=12.0,
        revenue_usd_per_t=DRY * 20.0,
        gas_t_co2e_per_t=NONE,
        is_informal=True,
    )
    return Facility(code="Y", name="Yard", city="A", technology=technology, capacity_t=np.full(YEARS, 600.0))


def transfer() -> Facility:
    """A place where trucks change, built or not."""
    technology = Technology(
        code="transfer",
        label="Transfer",
        kind="transfer",
        takes=frozenset({StreamKind.MIXED}),
        recovered_frac=NONE,
        lost_frac=NONE,
        usd_per_t=0.5,
        revenue_usd_per_t=NONE,
        gas_t_co2e_per_t=NONE,
        lead_years=1,
    )
    law = Expansion(reference_size=10_000, reference_usd=60_000.0, largest=100_000)
    return Facility(
        code="T",
        name="Transfer",
        city="A",
        technology=technology,
        capacity_t=np.zeros(YEARS),
        expansion=law,
        is_new=True,
    )


def linear(problem: Problem) -> Problem:
    """The same with constant returns: half the size costs half, and nothing is too small."""
    places = tuple(
        place
        if place.expansion is None
        else replace(place, expansion=replace(place.expansion, exponent=1.0, smallest=0.0))
        for place in problem.facilities
    )
    return replace(problem, facilities=places)


def rich_city(*promises: str, budget_usd: float | None = None, carbon_usd_per_t: float = 0.0) -> Problem:
    """Two unlike zones, nine places, and every noun that a problem knows."""
    plain = small_city(YEARS, *promises, zones=2)
    centre, edge = plain.zones
    composition = generated(1.0, YEARS, growth=0.02) * (1.0 + 0.6 * ORGANIC[:, None])
    zones: tuple[Zone, ...] = (
        replace(centre, generated_t=generated(35_000.0, YEARS, growth=0.03), effort=0.9),
        replace(edge, generated_t=18_000.0 * composition, effort=1.4, share_now={"none": 0.5, "mixed": 0.5}),
    )
    none, mixed, three = plain.schemes
    schemes = (none, mixed, replace(three, first_year=2027))
    old = {place.code: place for place in plain.facilities}
    dump = replace(old["D"], last_year=2033)
    compost = replace(old["C"], technology=replace(old["C"].technology, smallest_load_frac=0.5, life_years=5))
    cells = replace(old["L"], technology=replace(old["L"].technology, life_years=3))  # they outlive their loan
    places = (dump, cells, compost, old["M"], tip(), furnace(), pickers(), transfer())
    ways = [
        replace(way, share_now={"D": 0.7}.get(way.target)) if way.origin.startswith("Z") else way for way in plain.ways
    ]
    for zone in zones:
        ways.append(Way(origin=zone.code, target="B", usd_per_t=2.2, diesel_l_per_t=0.5, km=15.0, share_now=0.3))
        for code, far in {"W": 9.0, "Y": 3.0, "T": 2.0}.items():
            ways.append(Way(origin=zone.code, target=code, usd_per_t=0.12 * far, diesel_l_per_t=0.03 * far, km=far))
    for origin, targets in {"C": "BW", "M": "BW", "Y": "DBLW", "W": "DBL", "T": "LB"}.items():
        for code in targets:
            ways.append(Way(origin=origin, target=code, usd_per_t=0.9, diesel_l_per_t=0.2, km=10.0))
    money = replace(
        plain.money,
        discount_frac=0.06,
        interest_frac=0.08,
        carbon_usd_per_t=np.full(YEARS, carbon_usd_per_t),
        other_usd=np.linspace(1e5, 2e5, YEARS),
        budget_usd=None if budget_usd is None else np.full(YEARS, budget_usd),
    )
    climate = replace(plain.climate, other_t_co2e=np.linspace(50.0, 90.0, YEARS))
    return linear(
        replace(
            plain,
            zones=zones,
            schemes=schemes,
            facilities=places,
            ways=tuple(ways),
            money=money,
            climate=climate,
            epochs=(2026, 2028, 2031),
        )
    )


def recycler() -> Facility:
    """What a sorting plant made becomes a product, at a loss; a size that must be fed."""
    technology = Technology(
        code="pellets",
        label="Recycler",
        kind="recycler",
        takes=frozenset({StreamKind.SORTED}),
        recovered_frac=0.7 * PLASTIC,
        lost_frac=0.05 * PLASTIC,
        usd_per_t=40.0,
        revenue_usd_per_t=160.0 * PLASTIC,
        gas_t_co2e_per_t=0.1 * PLASTIC,
        smallest_load_frac=0.4,
        lead_years=1,
        life_years=6,
    )
    law = Expansion(reference_size=2_000, reference_usd=3e5, largest=900)
    return Facility(
        code="R",
        name="Pellets",
        city="A",
        technology=technology,
        capacity_t=np.zeros(YEARS),
        expansion=law,
        is_new=True,
    )


def city_of_contracts(*promises: str) -> Problem:
    """A recycler, a tip that must be fed, tours in one zone, and pickers who bring what they take to their yard."""
    plain = rich_city(*promises, carbon_usd_per_t=20.0)
    centre, edge = plain.zones
    none, mixed, three = plain.schemes
    picked = Container(code="picked", kind=StreamKind.PICKED, captured_frac=DRY * 0.1, takers=("Y", "D"))
    (bin_,) = mixed.containers
    rest = replace(bin_, captured_frac=bin_.captured_frac - picked.captured_frac)
    by_pickers = Scheme(code="pickers", label="Pickers", containers=(rest, picked), largest_change_frac=0.3)
    tours = {
        ("three", "dry"): AtTheDoor(usd_per_t=20.0, diesel_l_per_t=3.0, trucks_per_kt=1.0),
        ("mixed", "mixed"): AtTheDoor(usd_per_t=28.0, diesel_l_per_t=5.0, trucks_per_kt=1.0),
    }
    contract = np.where(np.arange(YEARS) > 0, 6_000.0, 0.0)
    places = []
    for place in plain.facilities:
        if place.code == "M":
            place = replace(place, technology=replace(place.technology, offered_frac=0.8 * DRY * PLASTIC))
        places.append(replace(place, smallest_t=contract) if place.code == "B" else place)
    ways = [
        *plain.ways,
        Way(origin="M", target="R", usd_per_t=1.0, diesel_l_per_t=0.1, km=5.0),
        *(Way(origin="R", target=code, usd_per_t=1.5, diesel_l_per_t=0.2, km=9.0) for code in "DBLW"),
    ]
    return replace(
        plain,
        zones=(replace(centre, at_the_door=tours), edge),
        schemes=(none, mixed, three, by_pickers),
        facilities=(*places, linear_place(recycler())),
        ways=tuple(ways),
    )


def linear_place(place: Facility) -> Facility:
    """The same at constant returns."""
    assert place.expansion is not None
    return replace(place, expansion=replace(place.expansion, exponent=1.0, smallest=0.0))


FIGURES = {
    "sdg_11_6_1_frac>=": (0.3, 0.9),
    "recycled_frac>=": (0.05, 0.25),
    "collected_frac>=": (0.7, 0.98),
    "plastic_to_water_cut_frac>=": (0.1, 0.6),
    "methane_cut_frac>=": (0.0, 0.2),
    "diverted_frac>=": (0.1, 0.4),
    "landfilled_t_per_year<=": (25_000.0, 50_000.0),
}


def any_city(seed: int) -> Problem:
    """The city of contracts with other promises, prices, contracts and sizes."""
    draw = np.random.default_rng(seed)
    names = draw.choice(list(FIGURES), 2, replace=False)
    problem = city_of_contracts(
        *(f"{name}{draw.uniform(*FIGURES[name]):.3f}@{draw.integers(2030, 2034)}" for name in names)
    )
    places = []
    for place in problem.facilities:
        does = replace(place.technology, usd_per_t=place.technology.usd_per_t * draw.uniform(0.5, 2.0))
        law, least = place.expansion, place.smallest_t
        if law is not None:
            law = replace(law, reference_usd=law.reference_usd * draw.uniform(0.3, 2.0))
        if least is not None:
            least = least * draw.uniform(0.0, 1.2)
        places.append(replace(place, technology=does, expansion=law, smallest_t=least))
    carbon = np.full(YEARS, draw.choice([0.0, 40.0]))
    return replace(problem, facilities=tuple(places), money=replace(problem.money, carbon_usd_per_t=carbon))
