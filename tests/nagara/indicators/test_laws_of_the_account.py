"""Laws that hold for any city, in the plug-in account and in every joint draw."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from invented_city import invented_city
from nagara.errors import BlockedError
from nagara.findings import blocking
from nagara.indicators.city_year import city_year, examine_with_draws
from nagara.indicators.examination import examine
from nagara.indicators.ladder_scenarios import ladder_scenarios
from nagara.reports.contract import report_json
from nagara.waste.account import balance
from nagara.waste.records import (
    CityRecords,
    EarlierSurvey,
    Facility,
    Load,
    NonHousehold,
    Notation,
    Picking,
    Received,
    TruckCount,
)

DRAWS = 60
few = settings(max_examples=max(settings().max_examples // 5, 1))
"""A city has many parts and takes its time: a fifth of the examples of a run."""
SHARES = st.one_of(st.sampled_from([0.0, 1.0]), st.floats(min_value=0.0, max_value=1.0))
MEANINGS = st.sampled_from([None, "interval-95", "bounds"])
MAYBE_NOTATION = st.sampled_from([None, *Notation])
SITES = ("LF1", "DS1", "IN1")
PLANTS = ("RC1", "WE1", "TR1")
KINDS = {
    "LF1": "landfill",
    "DS1": "dumpsite",
    "IN1": "incineration-without-energy",
    "RC1": "recycler",
    "WE1": "incineration-with-energy",
    "TR1": "intermediate-trader",
}


@st.composite
def ranged(draw: st.DrawFn, *, most: float, least: float = 0.0) -> tuple[float, float | None, float | None]:
    """A number, alone, with half a range or with a whole one that may end at the number itself."""
    value = draw(st.one_of(st.sampled_from([least, most]), st.floats(min_value=least, max_value=most)))
    low = draw(st.one_of(st.none(), st.just(value), st.floats(min_value=least, max_value=value)))
    high = draw(st.one_of(st.none(), st.just(value), st.floats(min_value=value, max_value=most)))
    value, low, high = (None if number is None else round(number, 6) for number in (value, low, high))
    return value or 0.0, low, high


@st.composite
def received_rows(draw: st.DrawFn) -> tuple[Received, ...]:
    rows = []
    for facility in draw(st.lists(st.sampled_from(PLANTS), unique=True)):
        for material in draw(st.lists(st.sampled_from(["paper_cardboard", "organic", "mixed_waste"]), unique=True)):
            amount, reject = draw(ranged(most=20.0)), draw(ranged(most=1.0))
            is_silent = draw(st.booleans()) and draw(st.booleans())
            rows.append(
                Received(
                    facility=facility,
                    material=material,
                    t_per_day=None if is_silent else amount[0],
                    t_per_day_low=amount[1],
                    t_per_day_high=amount[2],
                    range_is=draw(MEANINGS),
                    from_city_frac=draw(st.one_of(st.none(), SHARES)),
                    outside_msw_frac=draw(st.one_of(st.none(), SHARES)),
                    picked_at_disposal_frac=draw(st.one_of(st.none(), SHARES)),
                    picked_from=draw(st.sampled_from([None, *SITES])),
                    reject_frac=draw(st.sampled_from([None, reject[0]])),
                    reject_low=reject[1],
                    reject_high=reject[2],
                    rejects_to=draw(st.sampled_from([None, "disposal", "burned", "unknown"])),
                    sold_to=draw(st.sampled_from([None, None, *PLANTS])),
                    notation=draw(MAYBE_NOTATION) if is_silent else None,
                )
            )
    return tuple(rows)


@st.composite
def gates(draw: st.DrawFn) -> tuple[tuple[Load, ...], tuple[TruckCount, ...], tuple[Picking, ...]]:
    loads, trucks, picking = [], [], []
    for site in draw(st.lists(st.sampled_from(SITES), unique=True)):
        for kind in draw(st.lists(st.sampled_from(["msw", "rejects", "construction"]), unique=True)):
            tonnes, density, fill = (
                draw(ranged(most=12_000.0)),
                draw(ranged(most=0.6, least=0.02)),
                draw(ranged(most=1.0, least=0.1)),
            )
            if draw(st.booleans()):
                is_silent = draw(st.booleans()) and draw(st.booleans())
                loads.append(
                    Load(
                        facility=site,
                        load=kind,
                        days=draw(st.sampled_from([7.0, 90.0, 365.0, 366.0])) if not is_silent else None,
                        tonnes_t=None if is_silent else tonnes[0],
                        tonnes_low=tonnes[1],
                        tonnes_high=tonnes[2],
                        range_is=draw(MEANINGS),
                        notation=draw(MAYBE_NOTATION) if is_silent else None,
                    )
                )
            else:
                trucks.append(
                    TruckCount(
                        facility=site,
                        truck_class=draw(st.sampled_from(["tipper", "compactor"])),
                        load=kind,
                        trips_per_day=draw(st.floats(min_value=0.0, max_value=20.0)),
                        days_counted=draw(st.sampled_from([None, 7.0, 30.0])),
                        volume_m3=draw(st.floats(min_value=0.1, max_value=20.0)),
                        fill_frac=draw(st.sampled_from([None, fill[0]])),
                        fill_low=fill[1],
                        fill_high=fill[2],
                        density_t_per_m3=draw(st.sampled_from([None, density[0]])),
                        density_low=density[1],
                        density_high=density[2],
                        range_is=draw(MEANINGS),
                    )
                )
        rate = draw(ranged(most=60.0))
        picking.append(
            Picking(
                facility=site,
                pickers=draw(st.sampled_from([None, 0.0, 50.0])),
                kg_per_picker_day=draw(st.sampled_from([None, rate[0]])),
                kg_per_picker_low=rate[1],
                kg_per_picker_high=rate[2],
            )
        )
    return tuple(loads), tuple(trucks), tuple(picking)


@st.composite
def other_waste(draw: st.DrawFn) -> tuple[NonHousehold, ...]:
    if draw(st.booleans()):
        share = draw(ranged(most=0.95))
        return (
            NonHousehold(
                origin="all",
                share_of_total_frac=share[0],
                share_of_total_low=share[1],
                share_of_total_high=share[2],
                range_is=draw(MEANINGS),
            ),
        )
    rows = []
    for origin in draw(st.lists(st.sampled_from(["markets", "commerce", "parks"]), unique=True)):
        amount = draw(ranged(most=60.0))
        is_silent = draw(st.booleans())
        rows.append(
            NonHousehold(
                origin=origin,
                t_per_day=None if is_silent else amount[0],
                t_per_day_low=amount[1],
                t_per_day_high=amount[2],
                range_is=draw(MEANINGS),
                notation=draw(MAYBE_NOTATION) if is_silent else None,
            )
        )
    return tuple(rows)


@st.composite
def cities(draw: st.DrawFn) -> CityRecords:
    """Any city: with or without a survey, any mix of facilities, ranges and gaps."""
    loads, trucks, picking = draw(gates())
    base = invented_city(
        facilities=tuple(
            Facility(
                facility=code,
                name=f"{code} (invented)",
                kind=kind,
                operator=draw(st.sampled_from([None, "formal", "informal"])),
                level_override=draw(st.sampled_from([None, 1, 3, 5])),
                override_reason="Seen on the visit",
            )
            for code, kind in KINDS.items()
        ),
        received=draw(received_rows()),
        loads=loads,
        trucks=trucks,
        picking=picking,
        non_household=draw(other_waste()),
    )
    tier = draw(st.sampled_from(["survey", "survey", "one stratum", "earlier", "records"]))
    if tier == "survey":
        return base
    if tier == "one stratum":
        of_low = {area.area for area in base.areas if area.stratum == "low"}
        homes = tuple(home for home in base.households if home.area in of_low)
        kept = {home.household for home in homes}
        return replace(
            base,
            strata=base.strata[:1],
            areas=tuple(area for area in base.areas if area.area in of_low),
            households=homes,
            weighings=tuple(row for row in base.weighings if row.household in kept),
            household_sorting=tuple(row for row in base.household_sorting if row.area in of_low),
        )
    survey = EarlierSurvey(
        year=2023, household_rate_kg_per_cap_day=0.62, household_rate_low=0.5, household_rate_high=0.9
    )
    return replace(
        base,
        areas=(),
        households=(),
        weighings=(),
        household_sorting=(),
        earlier=(survey,) if tier == "earlier" else (),
    )


def drawn(records: CityRecords) -> dict[str, np.ndarray]:
    examination = examine(records)
    amounts = balance(examination.ledger, examination.inputs.sample(7, DRAWS).draws)
    return {name: getattr(amounts, name) for name in amounts.__slots__ if not name.endswith(("material", "facility"))}


@few
@given(cities())
def test_mass_is_conserved_in_every_draw(records: CityRecords) -> None:
    of = {name.removesuffix("_t_per_day"): rows for name, rows in drawn(records).items()}
    pairs = (
        (of["household"] + of["non_household"], of["generated"]),
        (of["recovered"] + of["rejects"], of["recovered_gross"]),
        (of["disposed"] + of["picked"], of["gate"]),
        (of["recovered"] + of["disposed"], of["collected"]),
        (of["collected"] + of["uncollected"], of["generated"]),
    )
    for parts, whole in pairs:
        assert parts == pytest.approx(whole, rel=1e-9, abs=1e-9)
    for name in ("generated", "household", "non_household", "recovered", "rejects", "gate", "picked"):
        assert np.isfinite(of[name]).all(), name
        assert (of[name] >= 0).all(), name


@few
@given(cities())
def test_parts_of_the_recovered_are_never_more_than_the_whole(records: CityRecords) -> None:
    of = drawn(records)
    for part in ("waste_to_energy_t_per_day", "informal_t_per_day", "controlled_recovery_t_per_day"):
        assert (of[part] <= of["recovered_t_per_day"] * (1 + 1e-9) + 1e-12).all(), part


@few
@given(cities(), st.sampled_from(sorted(KINDS)))
def test_a_higher_level_never_lowers_the_headline(records: CityRecords, code: str) -> None:
    headlines = []
    for level in (1, 2, 3, 4, 5):
        facilities = tuple(
            replace(entry, level_override=level if level in {1, 3, 5} or entry.kind in {"landfill", "dumpsite"} else 1)
            if entry.facility == code
            else entry
            for entry in records.facilities
        )
        assessed = examine(replace(records, facilities=facilities))
        assume(not blocking(assessed.findings))
        headlines.append(assessed.amounts.controlled_t_per_day[0])
    assert headlines[0] <= headlines[2] + 1e-9
    assert headlines[2] == pytest.approx(headlines[4])


@few
@given(cities())
def test_scenario_of_a_lower_level_never_raises_the_headline(records: CityRecords) -> None:
    examination = examine(records)
    assume(not blocking(examination.findings))
    now = float(examination.amounts.controlled_t_per_day[0] / examination.amounts.generated_t_per_day[0])
    for scenario in ladder_scenarios(examination):
        assert scenario.sdg_11_6_1_frac <= now + 1e-12


@few
@given(cities(), st.randoms(use_true_random=False))
def test_order_of_rows_changes_nothing(records: CityRecords, random: object) -> None:
    names = ("facilities", "received", "loads", "trucks", "picking", "non_household")
    mixed = {name: tuple(random.sample(rows, len(rows))) for name in names if (rows := list(getattr(records, name)))}  # type: ignore[attr-defined]
    once, again = drawn(records), drawn(replace(records, **mixed))
    for name, rows in once.items():
        assert again[name] == pytest.approx(rows, rel=1e-9, abs=1e-9), name


@few
@given(cities())
def test_a_facility_without_tonnage_changes_nothing(records: CityRecords) -> None:
    more = tuple(Facility(facility=f"Z{at}", name=f"Z{at}", kind=kind) for at, kind in enumerate(KINDS.values()))
    once, again = drawn(records), drawn(replace(records, facilities=(*records.facilities, *more)))
    for name, rows in once.items():
        assert (again[name] == rows).all(), name


@few
@given(cities(), st.sampled_from([0.01, 7.0, 250.0]))
def test_a_city_of_another_size_has_the_same_shares(records: CityRecords, factor: float) -> None:
    once, again = drawn(records), drawn(scaled(records, factor))
    for name, rows in once.items():
        assert again[name] == pytest.approx(factor * rows, rel=1e-6, abs=1e-9 * factor), name


def scaled(records: CityRecords, factor: float) -> CityRecords:
    def times(row: object, *names: str) -> object:
        values = {name: getattr(row, name) for name in names}
        return replace(row, **{name: None if value is None else value * factor for name, value in values.items()})  # type: ignore[type-var]

    tables = {
        "strata": ("population",),
        "received": ("t_per_day", "t_per_day_low", "t_per_day_high"),
        "loads": ("tonnes_t", "tonnes_low", "tonnes_high"),
        "trucks": ("trips_per_day",),
        "picking": ("pickers",),
        "non_household": ("t_per_day", "t_per_day_low", "t_per_day_high"),
    }
    changed = {name: tuple(times(row, *columns) for row in getattr(records, name)) for name, columns in tables.items()}
    city = times(records.city, "population", "population_low", "population_high")
    return replace(records, city=city, **changed)  # type: ignore[arg-type]


@few
@given(cities())
def test_check_and_report_agree_on_what_blocks(records: CityRecords) -> None:
    stops = blocking(examine_with_draws(records, draws=DRAWS))
    try:
        result = city_year(records, draws=DRAWS)
    except BlockedError:
        assert stops
        return
    assert not stops
    report_json(result)
    for figure in result.figures.values():
        for number in (figure.value, figure.low, figure.high, figure.feasible_low, figure.feasible_high):
            assert number is None or np.isfinite(number), figure.name
    for composition in (result.household_composition, result.disposal_composition, result.city_composition):
        if composition is not None:
            assert sum(part.value or 0.0 for part in composition.parts.values()) == pytest.approx(1.0)
