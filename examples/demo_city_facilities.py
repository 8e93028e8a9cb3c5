"""The invented city's facilities: what they receive, how they are run, what arrives at disposal."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np

from nagara.waste.records import (
    ControlObservation,
    DisposalSorting,
    Facility,
    Load,
    Picking,
    Received,
    TruckCount,
)

FACILITIES = (
    ("LF1", "North landfill (invented)", "landfill", "formal"),
    ("DS1", "River bend dumpsite (invented)", "dumpsite", "formal"),
    ("WE1", "Small waste-to-energy plant (invented)", "incineration-with-energy", "formal"),
    ("MRF1", "Central sorting hall (invented)", "materials-recovery", "formal"),
    ("CP1", "Market compost plant (invented)", "composting", "formal"),
    ("RC1", "Plastics recycler (invented)", "recycler", "formal"),
    ("RC2", "Paper and metal yard (invented)", "recycler", "informal"),
    ("JS1", "Corner junk shop (invented)", "intermediate-trader", "informal"),
)

CONTROL = {
    "LF1": "cover=some compaction=yes compaction_equipment=sufficient access=fenced_controlled leachate=none "
    "landfill_gas=none fire_smoke=none staff=staffed weighing_recording=yes slope=stable "
    "worker_health_safety=provisions sanitary_siting_design=no post_closure_plan=no",
    "DS1": "cover=none compaction=some compaction_equipment=some access=some leachate=none landfill_gas=none "
    "fire_smoke=some staff=staffed weighing_recording=none slope=not_observed worker_health_safety=none "
    "sanitary_siting_design=no post_closure_plan=no",
    "WE1": "emission_control=particulates burning=controlled compliance_national_law_stack_ghg=no "
    "staff_procedures=trained_follow_procedures equipment_maintained=yes ash=managed weighing_recording=yes "
    "regulator_monitors=not_observed worker_health_safety=provisions",
    "MRF1": "registration_boundaries=registered_marked built_operated_to_law=no engineered_process_control=yes "
    "pollution_control=some worker_health_safety=provisions weighing_recording=incoming_and_outgoing "
    "materials_market=evidence_delivered outgoing_registered_weight_destination=no "
    "nutrient_use_separate_organics=not_applicable",
    "CP1": "registration_boundaries=registered_marked built_operated_to_law=no engineered_process_control=no "
    "pollution_control=some:0.7 pollution_control=none:0.3 worker_health_safety=provisions:0.7 "
    "worker_health_safety=none:0.3 weighing_recording=incoming_and_outgoing materials_market=no "
    "outgoing_registered_weight_destination=no nutrient_use_separate_organics=no",
    "RC1": "registration_boundaries=registered_marked built_operated_to_law=no engineered_process_control=yes "
    "pollution_control=to_standard worker_health_safety=protection weighing_recording=incoming_and_outgoing "
    "materials_market=evidence_delivered outgoing_registered_weight_destination=no "
    "nutrient_use_separate_organics=not_applicable",
    "RC2": "registration_boundaries=unregistered_distinguishable built_operated_to_law=no "
    "engineered_process_control=no pollution_control=none worker_health_safety=none "
    "weighing_recording=some_weighing materials_market=no outgoing_registered_weight_destination=no "
    "nutrient_use_separate_organics=not_applicable",
    "JS1": "registration_boundaries=unregistered_distinguishable built_operated_to_law=no "
    "engineered_process_control=no pollution_control=none worker_health_safety=none "
    "weighing_recording=some_weighing materials_market=no outgoing_registered_weight_destination=not_observed "
    "nutrient_use_separate_organics=not_applicable",
}

# facility, material, t/day in 2026 and in 2025, share from the city, not municipal, picked at disposal, sold to
RECEIVED = (
    ("WE1", "mixed_waste", 42.0, 41.0, 1.0, None, 0.0, None),
    ("MRF1", "plastic_pet", 2.6, 1.8, 1.0, 0.0, 0.0, "RC1"),
    ("MRF1", "plastic_hdpe", 1.1, 0.8, 1.0, 0.0, 0.0, "RC1"),
    ("MRF1", "paper_cardboard", 4.8, 3.6, 1.0, 0.0, 0.0, None),
    ("MRF1", "metal", 0.9, 0.7, 1.0, 0.0, 0.0, "RC2"),
    ("CP1", "organic", 21.0, 15.0, 1.0, 0.0, 0.0, None),
    ("RC1", "plastic_pet", 7.4, 6.1, 0.85, 0.05, 0.05, None),
    ("RC1", "plastic_hdpe", 4.2, 3.6, 0.85, 0.05, 0.05, None),
    ("RC1", "plastic_pp", 1.9, 1.5, 0.85, 0.05, 0.05, None),
    ("RC2", "paper_cardboard", 6.5, 6.0, 0.9, 0.0, 0.02, None),
    ("RC2", "metal", 4.1, 4.3, 0.9, 0.15, 0.08, None),
    ("JS1", "metal", 1.7, 1.8, 1.0, 0.0, 0.2, "RC2"),
    ("JS1", "plastic_pet", 0.9, 0.8, 1.0, 0.0, 0.25, "RC1"),
)

REJECTS = {"WE1": 0.03, "MRF1": 0.12, "CP1": 0.10, "RC1": 0.06, "RC2": 0.04, "JS1": 0.02}
MIX_AT_DISPOSAL = (49, 9, 7, 11, 5, 1, 2.5, 3.5, 1.2, 0.6, 3, 7.2)


def facility_records(
    rng: np.random.Generator, *, year: int, first_day: date, categories: tuple[str, ...]
) -> dict[str, Any]:
    """Invent steps 4 to 6 of one year.

    Parameters
    ----------
    rng
        Source of chance.
    year
        2025 or 2026.
    first_day
        First day of the fieldwork.
    categories
        Fields of the twelve category weights.
    """
    visit = first_day + timedelta(days=3)
    return {
        "facilities": tuple(
            Facility(facility=code, name=name, kind=kind, operator=operator, assessed_on=visit)
            for code, name, kind, operator in FACILITIES
        ),
        "received": tuple(_received(row, year) for row in RECEIVED),
        "loads": _loads(year),
        "trucks": _trucks(year),
        "picking": (
            Picking(
                facility="DS1",
                pickers=62.0,
                kg_per_picker_day=24.0,
                kg_per_picker_low=15.0,
                kg_per_picker_high=35.0,
                range_is="interval-95",
                source="Invented talk with 20 pickers",
            ),
        ),
        "control": tuple(_control()),
        "disposal_sorting": tuple(_disposal_sorting(rng, first_day, categories)),
    }


def _received(row: tuple[Any, ...], year: int) -> Received:
    facility, material, now, then, from_city, outside, picked, sold_to = row
    amount, reject = now if year == 2026 else then, REJECTS[facility]
    return Received(
        facility=facility,
        material=material,
        t_per_day=amount,
        t_per_day_low=round(amount * 0.85, 2),
        t_per_day_high=round(amount * 1.17, 2),
        range_is="interval-95",
        from_city_frac=from_city,
        outside_msw_frac=outside,
        picked_at_disposal_frac=picked,
        picked_from="DS1" if picked else None,
        reject_frac=reject,
        reject_low=round(reject / 2, 3),
        reject_high=round(reject * 2, 3),
        rejects_to="disposal",
        sold_to=sold_to,
        source=f"Invented weighing book {year}",
    )


def _loads(year: int) -> tuple[Load, ...]:
    tonnes = {
        2026: {"msw": 106_900.0, "rejects": 2_300.0, "construction": 21_500.0, "cover-soil": 8_800.0},
        2025: {"msw": 98_200.0, "rejects": 1_900.0, "construction": 19_200.0, "cover-soil": 8_100.0},
    }[year]
    return tuple(
        Load(facility="LF1", load=load, days=365.0, tonnes_t=amount, source=f"Invented weighbridge {year}")
        for load, amount in tonnes.items()
    )


def _trucks(year: int) -> tuple[TruckCount, ...]:
    fewer = 0 if year == 2026 else 1
    rows = (
        ("compactor-10", "msw", 22.0 - fewer, 10.0, 0.9, (0.42, 0.36, 0.48)),
        ("tipper-6", "msw", 14.0 - fewer, 6.0, 0.85, (0.34, 0.26, 0.44)),
        ("handcart-1", "msw", 36.0, 1.0, 0.8, (0.25, 0.18, 0.33)),
        ("tipper-6", "construction", 5.0, 6.0, 0.7, (1.0, 0.8, 1.2)),
    )
    return tuple(
        TruckCount(
            facility="DS1",
            truck_class=truck,
            load=load,
            trips_per_day=trips,
            days_counted=7.0,
            volume_m3=volume,
            fill_frac=fill,
            fill_low=round(fill - 0.1, 2),
            fill_high=min(round(fill + 0.1, 2), 1.0),
            density_t_per_m3=density[0],
            density_low=density[1],
            density_high=density[2],
            range_is="bounds",
            source="Invented weighing of 18 trucks, 2025",
        )
        for truck, load, trips, volume, fill, density in rows
    )


def _control() -> list[ControlObservation]:
    rows = []
    for facility, profile in CONTROL.items():
        for criterion, seen in (entry.split("=") for entry in profile.split()):
            state, _, probability = seen.partition(":")
            rows.append(
                ControlObservation(
                    facility=facility,
                    criterion=criterion,
                    state=state,
                    probability_frac=float(probability) if probability else None,
                )
            )
    return rows


def _disposal_sorting(rng: np.random.Generator, first_day: date, categories: tuple[str, ...]) -> list[DisposalSorting]:
    mix = np.array(MIX_AT_DISPOSAL) / sum(MIX_AT_DISPOSAL)
    samples = []
    for number in range(8):
        parts = rng.gamma(120 * mix * rng.lognormal(0.0, 0.15, len(mix)))
        weights = np.round(rng.uniform(92, 108) * parts / parts.sum(), 1)
        samples.append(
            DisposalSorting(
                sample=f"T{number + 1}",
                facility="LF1" if number < 5 else "DS1",
                date=first_day + timedelta(days=1 + number // 2),
                total_kg=round(float(weights.sum()), 1),
                **dict(zip(categories, map(float, weights), strict=True)),
            )
        )
    return samples
