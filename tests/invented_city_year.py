"""Nakhon Sivilai: an invented city's year with every part of the report filled."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from string import Formatter

from nagara.evidence.codes import codelist
from nagara.findings import Finding, Place, catalogue
from nagara.indicators.phrases import Phrase
from nagara.indicators.result import (
    Change,
    CityYear,
    Composition,
    DefaultUsed,
    FacilityLine,
    Figure,
    Flow,
    InputLine,
    LadderScenario,
    NextMeasurement,
    Provenance,
    StratumLine,
    Tier,
    VarianceShare,
)
from nagara.waste.records import City

WORKBOOK = "nakhon-sivilai-2026.xlsx"

FIGURES = (
    ("msw_generated_t_per_day", 624.8, 561.3, 701.2, "t/day", "household rate × population + other origins", "survey"),
    ("msw_generated_kg_per_cap_day", 0.8331, 0.7484, 0.9349, "kg/person/day", "generated ÷ population", "survey"),
    ("household_generated_t_per_day", 418.2, 381.9, 457.6, "t/day", "rate × population", "survey"),
    ("household_rate_kg_per_cap_day", 0.5576, 0.5092, 0.6101, "kg/person/day", "ratio of totals", "survey"),
    ("non_household_generated_t_per_day", 206.6, 158.4, 275.0, "t/day", "share of the total", "default"),
    ("msw_collected_t_per_day", 447.9, 419.0, 478.1, "t/day", "weighed and counted once", "records"),
    ("msw_collected_frac", 0.7169, 0.6312, 0.8083, "share", "collected ÷ generated", "survey + records"),
    ("msw_controlled_t_per_day", 318.4, 296.2, 342.0, "t/day", "at level 3 or above", "records"),
    ("sdg_11_6_1_frac", 0.5096, 0.4437, 0.5801, "share", "controlled ÷ generated", "survey + records"),
    ("sdg_11_6_1_a_frac", 0.7169, 0.6312, 0.8083, "share", "collected ÷ generated", "survey + records"),
    ("sdg_11_6_1_b_frac", 0.7109, 0.6771, 0.7440, "share", "controlled ÷ collected", "records"),
    ("uncollected_t_per_day", 176.9, 104.2, 258.5, "t/day", "generated − collected", "survey + records"),
    ("recovered_gross_t_per_day", 96.4, 84.7, 109.8, "t/day", "received for recovery", "records"),
    ("rejects_t_per_day", 11.3, 6.9, 17.8, "t/day", "rejects of recovery facilities", "default"),
    ("recovered_t_per_day", 85.1, 73.9, 97.6, "t/day", "gross − rejects", "records"),
    ("recovery_frac", 0.1362, 0.1134, 0.1620, "share", "recovered ÷ generated", "survey + records"),
    ("recycling_frac", 0.1090, 0.0898, 0.1312, "share", "recovered without energy ÷ generated", "records"),
    ("waste_to_energy_t_per_day", 17.0, 14.5, 19.9, "t/day", "received for energy", "records"),
    ("disposed_t_per_day", 366.1, 341.0, 392.7, "t/day", "weighed at disposal", "records"),
    ("picked_at_disposal_t_per_day", 9.4, 5.1, 15.2, "t/day", "pickers × kg per picker", "records"),
    ("household_food_waste_kg_per_cap_day", 0.2912, 0.2571, 0.3280, "kg/person/day", "rate × kitchen share", "survey"),
    ("informal_recovery_frac", 0.4430, 0.3704, 0.5182, "share", "informal ÷ recovered", "records"),
    ("basic_collection_service_frac", 0.8214, 0.7563, 0.8750, "share", "service ladder, basic or better", "survey"),
    ("incinerated_t_per_day", 17.0, 14.5, 19.9, "t/day", "burned with and without energy", "records"),
    ("bulky_waste_t_per_day", None, None, None, "t/day", "not estimated (NE): no record is kept", "records"),
)

HOUSEHOLD = (0.523, 0.081, 0.094, 0.098, 0.061, 0.018, 0.031, 0.027, 0.006, 0.008, 0.021, 0.032)
DISPOSAL = (0.468, 0.104, 0.083, 0.121, 0.043, 0.009, 0.024, 0.041, 0.019, 0.012, 0.028, 0.048)
CITY = (0.495, 0.090, 0.099, 0.108, 0.058, 0.017, 0.029, 0.032, 0.011, 0.009, 0.023, 0.029)


def composition(point: str, shares: tuple[float, ...]) -> Composition:
    """Twelve shares, each with a plausible interval."""
    parts = {
        code: Figure(
            name=f"{code}_frac",
            value=share,
            low=share * 0.84,
            high=min(1.0, share * 1.19),
            unit="share",
            method="sorted weights, pooled by tonnage",
            source="survey",
        )
        for code, share in zip(codelist("waste_category").codes, shares, strict=True)
    }
    return Composition(point=point, parts=parts)


FACILITIES = (
    FacilityLine(
        facility="F1",
        name="Ban Invented sanitary landfill",
        kind="landfill",
        operator="formal",
        received_t_per_day=258.7,
        counted_t_per_day=246.1,
        level=3,
        is_controlled=True,
        boxes={5: (1, 8), 4: (4, 8), 3: (7, 8), 2: (8, 8)},
        not_observed=("leachate_treatment", "gas_capture"),
        probability_controlled=0.91,
    ),
    FacilityLine(
        facility="F2",
        name="Hill road dumpsite",
        kind="dumpsite",
        operator="informal",
        received_t_per_day=125.3,
        counted_t_per_day=120.0,
        level=1,
        is_controlled=False,
        boxes={5: (0, 8), 4: (0, 8), 3: (1, 8), 2: (2, 8)},
    ),
    FacilityLine(
        facility="F3",
        name="River plant, energy from waste",
        kind="incineration-with-energy",
        operator="formal",
        received_t_per_day=17.0,
        counted_t_per_day=17.0,
        level=4,
        is_controlled=True,
        boxes={5: (3, 6), 4: (6, 6), 3: (6, 6), 2: (6, 6)},
    ),
    FacilityLine(
        facility="F4",
        name="Market compost yard",
        kind="composting",
        operator="formal",
        received_t_per_day=14.2,
        counted_t_per_day=12.9,
        level=3,
        is_controlled=True,
        boxes={5: (1, 6), 4: (2, 6), 3: (5, 6), 2: (6, 6)},
        override_reason="The weighing record of 2026 was seen by the assessor",
    ),
    FacilityLine(
        facility="F5",
        name="Apex paper trader",
        kind="apex-trader",
        operator="formal",
        received_t_per_day=21.8,
        counted_t_per_day=20.4,
        level=3,
        is_controlled=True,
        boxes={5: (0, 6), 4: (3, 6), 3: (5, 6), 2: (6, 6)},
    ),
    FacilityLine(
        facility="F6",
        name="Plastic recycler, east gate",
        kind="recycler",
        operator="formal",
        received_t_per_day=18.9,
        counted_t_per_day=15.6,
        level=4,
        is_controlled=True,
        boxes={5: (2, 6), 4: (5, 6), 3: (6, 6), 2: (6, 6)},
    ),
    FacilityLine(
        facility="F7",
        name="Junk shops of the old town",
        kind="intermediate-trader",
        operator="informal",
        received_t_per_day=19.7,
        counted_t_per_day=15.1,
        level=2,
        is_controlled=False,
        boxes={5: (0, 6), 4: (0, 6), 3: (2, 6), 2: (4, 6)},
    ),
    FacilityLine(
        facility="F8",
        name="Glass exporter at the port",
        kind="exporter",
        operator=None,
        received_t_per_day=4.8,
        counted_t_per_day=4.8,
        level=None,
        is_controlled=False,
        boxes={5: (0, 6), 4: (0, 6), 3: (0, 6), 2: (1, 6)},
        not_observed=("emission_control", "worker_protection", "weighing_record", "fence"),
        probability_controlled=0.35,
    ),
)

FLOWS = (
    Flow(source="household", target="collected", t_per_day=299.8, low=268.1, high=331.9),
    Flow(source="non_household", target="collected", t_per_day=148.1, low=113.0, high=196.4),
    Flow(source="household", target="uncollected", t_per_day=118.4, low=70.2, high=172.8),
    Flow(source="non_household", target="uncollected", t_per_day=58.5, low=30.1, high=92.7),
    Flow(source="collected", target="recovered", t_per_day=85.1, low=73.9, high=97.6),
    Flow(source="collected", target="controlled_disposal", t_per_day=246.1, low=226.0, high=268.4),
    Flow(source="collected", target="uncontrolled_disposal", t_per_day=116.7, low=97.9, high=138.0),
)


def finding(code: str, place: Place | None = None, **values: str | float) -> Finding:
    """A finding whose sentence is whole, whichever gaps the catalogue gives it today."""
    entry = catalogue()[code]
    gaps = {gap for _, gap, _, _ in Formatter().parse(entry.sentence + entry.remedy) if gap}
    return Finding(code=code, values={gap: f"({gap})" for gap in sorted(gaps)} | values, place=place)


FINDINGS = (
    finding(
        "ladder-override-unknown",
        Place(file=WORKBOOK, sheet="Facilities", row=7, column="F"),
        facility="F2",
        override="6",
        known="1, 2, 3, 4, 5",
    ),
    finding(
        "ladder-too-little-observed",
        Place(file=WORKBOOK, sheet="Control", row=88, column="C"),
        facility="F8",
        observed=1,
        boxes=24,
        level=1,
        open="emission control, worker protection",
    ),
    finding(
        "ladder-overridden",
        Place(file=WORKBOOK, sheet="Facilities", row=9, column="F"),
        facility="F4",
        override=3,
        level=2,
        reason="The weighing record was seen.",
    ),
)

STRATA = tuple(
    StratumLine(
        stratum=code,
        name=f"{name} income",
        population=population,
        areas=5,
        households_used=48,
        households_left_out=2,
        rate_kg_per_cap_day=rate,
        low=rate * 0.88,
        high=rate * 1.14,
        mean_of_household_rates=rate * 1.03,
        bootstrap=None if code == "H" else (rate * 0.91, rate * 1.09),
    )
    for code, name, population, rate in (
        ("L", "Low", 300_000.0, 0.47),
        ("M", "Middle", 300_000.0, 0.58),
        ("H", "High", 150_000.0, 0.69),
    )
)

INPUTS = (
    InputLine(
        name="population",
        group="population",
        value=750_000.0,
        low=728_000.0,
        high=772_000.0,
        range_is="interval-95",
        shape="lognormal",
        source="invented for this example",
        is_default=False,
        is_shared=False,
    ),
)

PROVENANCE = Provenance(
    inputs={WORKBOOK: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"},
    defaults=(
        DefaultUsed(
            name="reject_rate",
            what_for="rejects of the apex paper trader",
            value=0.10,
            low=0.03,
            high=0.20,
            unit="frac",
            source="wact-overview-2022",
            locator="recovered gross and net rows: 0.10 in 28 of 38 cities, range over all cities",
            note="confirmed as used there; drawn as a 95 % interval",
        ),
        DefaultUsed(
            name="fill",
            what_for="trucks counted at Hill road dumpsite",
            value=0.90,
            low=0.70,
            high=1.00,
            unit="frac",
            source="nagara-design",
            locator="filling of a truck body",
            note="not measured; drawn as bounds",
        ),
    ),
    versions={"nagara": "0.2.0", "numpy": "2.3.5", "python": "3.11"},
    seed=20260630,
    draws=10_000,
)


def figures() -> dict[str, Figure]:
    """All figures, in the order of the report."""
    made = {
        name: Figure(name=name, value=value, low=low, high=high, unit=unit, method=method, source=source)
        for name, value, low, high, unit, method, source in FIGURES
    }
    for name in ("msw_collected_frac", "sdg_11_6_1_frac", "sdg_11_6_1_a_frac"):
        plain = made[name]
        assert plain.low is not None
        assert plain.high is not None
        made[name] = replace(plain, feasible_low=plain.low, feasible_high=plain.high * 0.97)
    return made


def invented_city() -> City:
    """A city that does not exist."""
    return City(
        city="Nakhon Sivilai",
        country_iso3="XXA",
        year=2026,
        boundary="administrative",
        boundary_note="the nine wards inside the ring road",
        population=750_000,
        population_low=728_000,
        population_high=772_000,
        population_year=2026,
        population_basis="projection",
        population_source="invented for this example",
        fieldwork_start=date(2026, 6, 1),
        fieldwork_end=date(2026, 6, 30),
        season="wet",
        rain_days=4,
        is_invented=True,
    )


def variance_shares() -> tuple[VarianceShare, ...]:
    """Whose doubt the headline and the per-capita figure carry."""
    groups = (
        ("non_household", "Waste of shops, offices and markets", 0.46, 0.49),
        ("survey", "Household survey", 0.21, 0.23),
        ("weighbridge", "Weighbridge of the landfill", 0.14, 0.15),
        ("trucks", "Trucks counted at the dumpsite", 0.09, 0.10),
        ("population", "Population", 0.05, 0.05),
        ("rejects", "Rejects of recovery facilities", 0.01, 0.02),
    )
    return tuple(
        VarianceShare(figure=figure, group=group, label=Phrase(label), first_order=first, total=total)
        for figure in ("sdg_11_6_1_frac", "msw_generated_kg_per_cap_day")
        for group, label, first, total in groups
    )


def invented_city_year(*, tier: Tier = Tier.SURVEY) -> CityYear:
    """Build the whole account of an invented city."""
    return CityYear(
        city=invented_city(),
        tier=tier,
        figures=figures(),
        household_composition=composition("household", HOUSEHOLD),
        disposal_composition=composition("disposal", DISPOSAL),
        city_composition=composition("city", CITY),
        facilities=FACILITIES,
        flows=FLOWS,
        ladder_scenarios=(
            LadderScenario(
                facility="F1",
                name="Ban Invented sanitary landfill",
                level=3,
                lowered_level=2,
                sdg_11_6_1_frac=0.1157,
            ),
            LadderScenario(
                facility="F3",
                name="River plant, energy from waste",
                level=4,
                lowered_level=3,
                sdg_11_6_1_frac=0.5096,
            ),
            LadderScenario(facility="F4", name="Market compost yard", level=3, lowered_level=2, sdg_11_6_1_frac=0.4890),
        ),
        variance_shares=variance_shares(),
        next_measurements=(
            NextMeasurement(
                figure="sdg_11_6_1_frac",
                action="weigh_non_household",
                label=Phrase("Weigh the waste of shops, offices and markets for one week"),
                width_now=0.1364,
                width_then=0.1010,
            ),
            NextMeasurement(
                figure="sdg_11_6_1_frac",
                action="more_areas",
                label=Phrase("Survey five more areas in the stratum of low incomes"),
                width_now=0.1364,
                width_then=0.1247,
            ),
            NextMeasurement(
                figure="sdg_11_6_1_frac",
                action="weigh_trucks",
                label=Phrase("Weigh ten trucks at Hill road dumpsite"),
                width_now=0.1364,
                width_then=0.1311,
            ),
        ),
        changes=(
            Change(
                figure="sdg_11_6_1_frac",
                earlier_year=2025,
                earlier_value=0.4490,
                value=0.5096,
                change=0.0606,
                low=0.0152,
                high=0.1068,
                probability_of_sign=0.995,
            ),
            Change(
                figure="msw_collected_frac",
                earlier_year=2025,
                earlier_value=0.7001,
                value=0.7169,
                change=0.0168,
                low=-0.0310,
                high=0.0660,
                probability_of_sign=0.76,
            ),
            Change(
                figure="msw_generated_kg_per_cap_day",
                earlier_year=2025,
                earlier_value=0.9120,
                value=0.8331,
                change=None,
                low=None,
                high=None,
                probability_of_sign=None,
                method_break=Phrase(
                    "the figure rested on something else ({before}, now {after})",
                    {"before": "records", "after": "survey"},
                ),
            ),
        ),
        infeasible_frac=0.0123,
        findings=FINDINGS,
        provenance=PROVENANCE,
        strata=STRATA,
        inputs=INPUTS,
        variance_by_input={"weighbridge F1": {"sdg_11_6_1_frac": 0.0124, "msw_collected_frac": 0.0139}},
    )
