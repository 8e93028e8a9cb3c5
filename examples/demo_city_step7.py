"""Invent what the example city saw of plastics, gas, fuel and other flows (step 7)."""

from __future__ import annotations

from typing import Final

from nagara.waste.records import (
    DisposalHistory,
    EnergyUse,
    LeakageFate,
    LeakageObservation,
    MeasuredFlow,
    PastDeposit,
)

LEVELS: Final = (
    ("collection_service", "containment", "medium"),
    ("collection_service", "loading", "low"),
    ("informal_value_chain", "picking", "medium"),
    ("formal_sorting", "containment", "low"),
    ("formal_sorting", "rejects", "low"),
    ("informal_sorting", "rejects", "medium"),
    ("transport", "vehicle", "low"),
    ("disposal", "weather", "medium"),
    ("disposal", "cover", "low"),
    ("disposal", "open_burning", "low"),
    ("storm_drains", "condition", "medium"),
)
"""Stage, influencer and level of the invented walk through the city."""

LANDFILL_TONNES: Final = {2021: 98_400, 2022: 100_700, 2023: 102_900, 2024: 105_200}
"""Tonnes that the invented weighbridge wrote down."""


def step_seven_records(year: int) -> dict[str, tuple[object, ...]]:
    """Invent the records of step 7 of one year."""
    walk = f"Invented walk through nine districts in March {year}"
    return {
        "disposal_history": (
            DisposalHistory(
                facility="LF1",
                opened_year=2009,
                management="managed-anaerobic",
                has_oxidising_cover=False,
                methane_recovered_t_per_year=620.0,
                methane_recovered_low=560.0,
                methane_recovered_high=680.0,
                deposit_growth_frac=0.02,
                range_is="interval-95",
                source=f"Invented gas meter and site book {year}",
            ),
            DisposalHistory(
                facility="DS1",
                opened_year=1996,
                management="unmanaged-deep",
                deposit_growth_frac=0.01,
                burnt_frac=0.05,
                burnt_low=0.01,
                burnt_high=0.15,
                range_is="bounds",
                source="Invented talk with the oldest driver",
            ),
        ),
        "past_deposits": tuple(
            PastDeposit(facility="LF1", year=past, tonnes_t=float(tonnes), source=f"Invented weighbridge {past}")
            for past, tonnes in LANDFILL_TONNES.items()
            if past < year
        ),
        "leakage": tuple(
            LeakageObservation(stage=stage, influencer=influencer, level=level, source=walk)
            for stage, influencer, level in LEVELS
        ),
        "leakage_fate": (
            LeakageFate(
                stage="all",
                land_frac=0.5,
                burnt_frac=0.12,
                drains_frac=0.16,
                water_frac=0.22,
                source=f"Invented walk along two canals in March {year}",
            ),
        ),
        "energy": (
            EnergyUse(
                use="collection",
                carrier="diesel",
                amount_per_year=1_900_000.0,
                amount_low=1_750_000.0,
                amount_high=2_050_000.0,
                source=f"Invented fuel book of the fleet {year}",
            ),
            EnergyUse(use="disposal", carrier="diesel", amount_per_year=240_000.0, source="Invented fuel book"),
            EnergyUse(
                use="recovery",
                carrier="electricity",
                amount_per_year=3_100_000.0,
                grid_kg_co2e_per_kwh=0.55,
                source="Invented electricity bills and an invented grid",
            ),
        ),
        "measured_flows": (
            MeasuredFlow(
                flow="fleet",
                from_process="collected",
                to_process="LF1",
                t_per_day=288.0,
                t_per_day_low=262.0,
                t_per_day_high=316.0,
                range_is="interval-95",
                source=f"Invented trip books of the fleet {year}",
            ),
        ),
    }
