"""An invented small city whose least-cost plan can be reasoned about by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from nagara.pathways.least_cost.question.problem import (
    CONSTITUENTS,
    Climate,
    Container,
    Expansion,
    Facility,
    FeedWindow,
    Leakage,
    Money,
    Problem,
    Scheme,
    Site,
    StreamKind,
    Technology,
    Way,
    Zone,
)
from nagara.pathways.least_cost.question.promise import read_promise
from nagara.waste.material_map import plug_in_material_map

FIRST = 2025
SHARES = {
    "kitchen_canteen": 0.5,
    "garden_park": 0.08,
    "paper_cardboard": 0.1,
    "plastic_film": 0.08,
    "plastic_dense": 0.06,
    "glass": 0.04,
    "metals": 0.02,
    "other": 0.12,
}
ORGANIC = np.array([split.category in {"kitchen_canteen", "garden_park"} for split in CONSTITUENTS], dtype=float)
DRY = np.array(
    [
        split.category in {"paper_cardboard", "plastic_dense", "plastic_film", "metals", "glass"}
        for split in CONSTITUENTS
    ],
    dtype=float,
)
PLASTIC = np.array([split.category.startswith("plastic") for split in CONSTITUENTS], dtype=float)
ALL = frozenset(StreamKind)
NONE = np.zeros(len(CONSTITUENTS))


def generated(total_t: float, years: int, growth: float = 0.0) -> np.ndarray:
    part = plug_in_material_map().frac[:, 0]
    shares = np.array([SHARES.get(split.category, 0.0) for split in CONSTITUENTS]) * part
    return (total_t * shares / shares.sum())[:, None] * (1.0 + growth) ** np.arange(years)


def dump(years: int) -> Facility:
    technology = Technology(
        code="dump",
        label="Dump",
        kind="dumpsite",
        takes=ALL,
        recovered_frac=NONE,
        lost_frac=NONE,
        usd_per_t=2.0,
        revenue_usd_per_t=NONE,
        gas_t_co2e_per_t=NONE,
        is_controlled=False,
    )
    site = Site(
        airspace_t=None,
        mcf_frac=np.full(years, 0.8),
        oxidation_frac=np.zeros(years),
        caught_frac=np.zeros(years),
        stock_t_carbon=np.array([500.0, 200.0, 300.0]),
        burnt_frac=0.1,
    )
    return Facility(
        code="D", name="Old dump", city="A", technology=technology, capacity_t=np.full(years, np.inf), site=site
    )


def landfill(years: int) -> Facility:
    technology = Technology(
        code="landfill",
        label="Sanitary landfill",
        kind="landfill",
        takes=ALL,
        recovered_frac=NONE,
        lost_frac=NONE,
        usd_per_t=9.0,
        revenue_usd_per_t=NONE,
        gas_t_co2e_per_t=NONE,
        lead_years=2,
    )
    site = Site(
        airspace_t=0.0,
        mcf_frac=np.ones(years),
        oxidation_frac=np.full(years, 0.1),
        caught_frac=np.full(years, 0.4),
        stock_t_carbon=np.zeros(3),
    )
    law = Expansion(reference_size=1_000_000, reference_usd=12e6, exponent=0.8, smallest=50_000, largest=3_000_000)
    return Facility(
        code="L",
        name="New landfill",
        city="A",
        technology=technology,
        capacity_t=np.full(years, np.inf),
        site=site,
        expansion=law,
        is_new=True,
    )


def composting(years: int) -> Facility:
    technology = Technology(
        code="compost",
        label="Composting",
        kind="composting",
        takes=frozenset({StreamKind.ORGANICS}),
        recovered_frac=ORGANIC * 0.35,
        lost_frac=ORGANIC * 0.6,
        usd_per_t=16.0,
        revenue_usd_per_t=ORGANIC * 3.0,
        gas_t_co2e_per_t=ORGANIC * 0.17,
        windows=(
            FeedWindow(name="impurities", per_t=1.0 - ORGANIC, weight_per_t=np.ones(len(CONSTITUENTS)), largest=0.2),
        ),
        lead_years=1,
    )
    law = Expansion(reference_size=20_000, reference_usd=1e6, exponent=0.85, smallest=2_000, largest=150_000)
    return Facility(
        code="C",
        name="Composting",
        city="A",
        technology=technology,
        capacity_t=np.zeros(years),
        expansion=law,
        is_new=True,
    )


def sorting(years: int) -> Facility:
    technology = Technology(
        code="mrf",
        label="Sorting",
        kind="materials-recovery",
        takes=frozenset({StreamKind.RECYCLABLES}),
        recovered_frac=DRY * 0.8,
        lost_frac=NONE,
        usd_per_t=25.0,
        revenue_usd_per_t=DRY * 60.0,
        gas_t_co2e_per_t=NONE,
        lead_years=1,
    )
    law = Expansion(reference_size=20_000, reference_usd=1.8e6, exponent=0.8, smallest=1_000, largest=100_000)
    return Facility(
        code="M",
        name="Sorting hall",
        city="A",
        technology=technology,
        capacity_t=np.zeros(years),
        expansion=law,
        is_new=True,
    )


def schemes() -> tuple[Scheme, ...]:
    mixed = Container(
        code="mixed",
        kind=StreamKind.MIXED,
        captured_frac=np.ones(len(CONSTITUENTS)),
        usd_per_t=25.0,
        diesel_l_per_t=4.0,
    )
    organics = Container(
        code="organics",
        kind=StreamKind.ORGANICS,
        captured_frac=ORGANIC * 0.6 + 0.02 * (1 - ORGANIC),
        usd_per_t=35.0,
        diesel_l_per_t=5.0,
    )
    dry = Container(
        code="dry",
        kind=StreamKind.RECYCLABLES,
        captured_frac=DRY * 0.5 + 0.01 * (1 - DRY),
        usd_per_t=45.0,
        diesel_l_per_t=6.0,
    )
    rest = replace(mixed, code="rest", captured_frac=1.0 - organics.captured_frac - dry.captured_frac)
    return (
        Scheme(code="none", label="Nobody comes", containers=()),
        Scheme(code="mixed", label="One bin", containers=(mixed,), largest_change_frac=0.2),
        Scheme(
            code="three",
            label="Three bins",
            containers=(rest, organics, dry),
            usd_per_household=4.0,
            largest_change_frac=0.15,
        ),
    )


def small_city(years: int = 12, *promises: str, total_t: float = 60_000.0, zones: int = 1) -> Problem:
    places = (dump(years), landfill(years), composting(years), sorting(years))
    parts = tuple(
        Zone(
            code=f"Z{at}",
            name=f"Zone {at}",
            city="A",
            generated_t=generated(total_t / zones, years),
            households=np.full(years, 40_000.0 / zones),
            share_now={"none": 0.3, "mixed": 0.7},
        )
        for at in range(zones)
    )
    km = {"D": 8.0, "L": 25.0, "C": 12.0, "M": 6.0}
    ways = [
        Way(origin=zone.code, target=code, usd_per_t=0.12 * far, diesel_l_per_t=0.03 * far, km=far)
        for zone in parts
        for code, far in km.items()
    ]
    ways += [
        Way(origin=code, target=to, usd_per_t=1.5, diesel_l_per_t=0.4, km=12.0)
        for code in ("C", "M")
        for to in ("D", "L")
    ]
    climate = Climate(
        materials=("food", "garden", "paper"),
        k_per_year=np.array([0.4, 0.17, 0.07]),
        decomposable_frac=np.array([0.075, 0.1, 0.2]),
        methane_frac=0.5,
        ch4_t_co2e_per_t=28.0,
        diesel_t_co2e_per_l=0.0027,
        open_burning_t_co2e_per_t=0.3 + PLASTIC,
        uncollected_burnt_frac=0.3,
        other_t_co2e=np.zeros(years),
    )
    leakage = Leakage(
        uncollected_frac=0.2 * PLASTIC, collected_frac=0.01 * PLASTIC, by_facility_frac={"D": 0.05 * PLASTIC}
    )
    money = Money(
        price_year=2023,
        discount_frac=0.05,
        interest_frac=0.05,
        carbon_usd_per_t=np.zeros(years),
        other_usd=np.zeros(years),
    )
    return Problem(
        name="Small city",
        years=tuple(range(FIRST, FIRST + years)),
        epochs=tuple(range(FIRST + 1, FIRST + years, 4)),
        zones=parts,
        schemes=schemes(),
        facilities=places,
        ways=tuple(ways),
        climate=climate,
        leakage=leakage,
        money=money,
        promises=tuple(read_promise(text) for text in promises),
    )
