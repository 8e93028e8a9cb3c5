"""Each rule of the survey data: what it finds, and that it stays silent on a whole city."""

from dataclasses import replace
from datetime import date

import pytest

from nagara.exchange.form import form_tables
from nagara.findings import Severity
from nagara.waste.records import (
    City,
    CityRecords,
    DisposalSorting,
    EarlierSurvey,
    Facility,
    Household,
    Load,
    NonHousehold,
    Notation,
    Picking,
    Received,
    Stratum,
    SurveyArea,
    TruckCount,
    Weighing,
)
from nagara.waste.rules import survey_findings
from nagara.waste.rules.references import REFERENCES

CITY = City(city="Sample", country_iso3="XXA", year=2026, boundary="urban", population=1000.0, season="mixed")
AREAS = tuple(f"A{number}" for number in range(1, 6))
SORTED_KG = {f"{code}_kg": 2.0 for code in ("kitchen_canteen", "garden_park", "glass", "metals")}
WHOLE = CityRecords(
    city=CITY,
    strata=(Stratum(stratum="low", name="Low", population=1000.0),),
    areas=tuple(SurveyArea(area=area, stratum="low", selection="simple-random") for area in AREAS),
    households=tuple(Household(household=f"{area}-1", area=area, people=4.0) for area in AREAS),
    weighings=tuple(Weighing(household=f"{area}-1", day=day, weight_kg=2.0) for area in AREAS for day in range(1, 9)),
    facilities=(
        Facility(facility="LF", name="Landfill", kind="landfill"),
        Facility(facility="MRF", name="Sorting hall", kind="materials-recovery"),
    ),
    received=(Received(facility="MRF", material="glass", t_per_day=1.0, picked_from="LF"),),
    loads=(Load(facility="LF", load="msw", days=365.0, tonnes_t=300.0),),
)


def codes(records: CityRecords) -> list[str]:
    return [finding.code for finding in survey_findings(records)]


def first(records: CityRecords, table: str, **changes: object) -> CityRecords:
    """The records with the first row of one table changed."""
    head, *rest = getattr(records, table)
    return replace(records, **{table: (replace(head, **changes), *rest)})


def added(table: str, *rows: object) -> CityRecords:
    return replace(WHOLE, **{table: (*getattr(WHOLE, table), *rows)})


def of_city(**changes: object) -> CityRecords:
    return replace(WHOLE, city=replace(CITY, **changes))


def test_a_whole_city_has_no_finding():
    assert codes(WHOLE) == []


EVERY_BAG = {"weighings": tuple(replace(bag, weight_kg=24.0) for bag in WHOLE.weighings)}


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        (first(WHOLE, "weighings", household="A9-1"), ["reference-unknown"]),
        (first(WHOLE, "received", picked_from="LX"), ["reference-unknown"]),
        (of_city(season=None), ["season-missing"]),
        (of_city(season="dry"), ["season-not-in-interval"]),
        (of_city(population_year=2020), ["population-of-another-year"]),
        (of_city(population_year=2023), []),
        (of_city(fieldwork_start=date(2026, 3, 9), fieldwork_end=date(2026, 3, 2)), ["fieldwork-turned-round"]),
        (of_city(fieldwork_start=date(2025, 3, 2)), ["fieldwork-in-another-year"]),
        (of_city(fieldwork_start=date(2026, 3, 2), fieldwork_end=date(2026, 7, 2)), ["fieldwork-long"]),
        (first(WHOLE, "strata", population=970.0), ["strata-do-not-sum"]),
        (first(WHOLE, "strata", population=700.0), ["strata-far-from-city"]),
        (first(WHOLE, "strata", population=985.0), []),
        (first(WHOLE, "areas", selection="chosen"), ["areas-chosen-by-hand"]),
        (first(WHOLE, "areas", selection=None), ["selection-unknown"]),
        (added("areas", SurveyArea(area="A6", stratum="low", selection="simple-random")), ["area-without-households"]),
        (first(WHOLE, "households", dropped_out=True), ["drop-outs", "drop-out-with-weights"]),
        (first(WHOLE, "households", drop_out_reason="call Mrs Lan, 090 512-34 56"), ["personal-data-in-text"]),
        (first(WHOLE, "households", drop_out_reason="lives at 16.4637, 107.5909"), ["personal-data-in-text"]),
        (first(WHOLE, "households", drop_out_reason="away 6/4/2026 to 13/4/2026"), []),
        (first(WHOLE, "households", drop_out_reason="moved on 2026-04-09"), []),
        (first(WHOLE, "households", people=None), ["people-missing"]),
        (replace(WHOLE, **EVERY_BAG), ["household-rate-implausible"] * 5),
        (replace(WHOLE, weighings=WHOLE.weighings[:-1]), ["missing-days"]),
        (added("disposal_sorting", DisposalSorting(sample="T", facility="LF", total_kg=8.3, **SORTED_KG)),
         ["sorting-does-not-sum"]),
        (added("disposal_sorting", DisposalSorting(sample="T", facility="LF", total_kg=8.04, **SORTED_KG)), []),
        (added("disposal_sorting", DisposalSorting(sample="T", facility="LF")), ["sample-without-weight"]),
        (added("non_household", NonHousehold(origin="markets")), ["no-number"]),
        (added("non_household", NonHousehold(origin="markets", notation=Notation.NOT_OCCURRING)), []),
        (added("non_household", NonHousehold(origin="markets", t_per_day=1.0, notation=Notation.NOT_ESTIMATED)),
         ["number-and-notation"]),
        (added("non_household", NonHousehold(origin="markets", share_of_total_frac=0.3)), ["share-not-for-all"]),
        (added("non_household", NonHousehold(origin="all", share_of_total_frac=0.3, t_per_day=2.0)),
         ["amount-and-share"]),
        (added("non_household", NonHousehold(origin="all", t_per_day=2.0), NonHousehold(origin="parks", t_per_day=1.0)),
         ["origins-and-all"]),
        (first(WHOLE, "loads", days=None), ["days-missing"]),
        (first(WHOLE, "loads", tonnes_t=None), ["no-number"]),
        (first(WHOLE, "loads", tonnes_low=350.0, tonnes_high=250.0), ["range-the-wrong-way"]),
        (first(WHOLE, "loads", tonnes_low=310.0, tonnes_high=350.0), ["value-outside-range"]),
        (first(WHOLE, "loads", tonnes_low=250.0), ["range-half-given"]),
        (first(WHOLE, "loads", tonnes_low=250.0, tonnes_high=350.0), ["range-not-explained"]),
        (first(WHOLE, "loads", tonnes_low=250.0, tonnes_high=350.0, range_is="bounds"), []),
        (of_city(population_low=1100.0, population_high=1200.0), ["value-outside-range"]),
        (added("earlier", EarlierSurvey(year=2024, household_rate_kg_per_cap_day=0.7, household_rate_low=0.4,
                                        household_rate_high=0.6)), ["value-outside-range"]),
        (first(WHOLE, "received", facility="LF"), ["received-at-disposal"]),
        (first(WHOLE, "received", picked_from="MRF"), ["picked-from-recovery"]),
        (first(WHOLE, "received", sold_to="MRF"), ["sold-to-itself"]),
        (first(WHOLE, "received", outside_msw_frac=0.6, picked_at_disposal_frac=0.6), ["shares-above-one"]),
        (first(WHOLE, "loads", facility="MRF"), ["gate-at-recovery"]),
        (added("trucks", TruckCount(facility="MRF", truck_class="small", trips_per_day=3.0)), ["gate-at-recovery"]),
        (added("picking", Picking(facility="LF", pickers=20.0, kg_per_picker_day=900.0)), ["picker-rate-implausible"]),
        (added("picking", Picking(facility="LF", pickers=20.0, kg_per_picker_day=30.0)), []),
    ],
)  # fmt: skip
def test_a_doubt_is_found_and_nothing_else(records, expected):
    assert codes(records) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"weight_kg": 0.0}, ["zero-without-tick", "missing-days"]),
        ({"weight_kg": 0.0, "nothing_today": True}, []),
        ({"weight_kg": None, "nothing_today": True}, []),
        ({"weight_kg": None}, ["missing-days"]),
        ({"nothing_today": True}, ["tick-with-weight"]),
        ({"people_present": 0.0}, ["nobody-present-with-weight"]),
    ],
)
def test_a_missing_day_is_not_a_zero(changes, expected):
    head, second, *rest = WHOLE.weighings
    assert codes(replace(WHOLE, weighings=(head, replace(second, **changes), *rest))) == expected


def test_the_first_day_is_not_doubted():
    assert codes(first(WHOLE, "weighings", weight_kg=0.0)) == []


def test_few_areas_are_noted_and_one_area_is_left_to_the_estimator():
    for areas, expected in ((3, ["few-areas-in-stratum"]), (1, [])):
        kept = set(AREAS[:areas])
        records = replace(
            WHOLE,
            areas=WHOLE.areas[:areas],
            households=WHOLE.households[:areas],
            weighings=tuple(bag for bag in WHOLE.weighings if bag.household[:2] in kept),
        )
        assert codes(records) == expected


def weighed(*weights_kg: float) -> CityRecords:
    """The first household weighed this much from day 2 on, the others as ever."""
    bags = tuple(Weighing(household="A1-1", day=day, weight_kg=kg) for day, kg in enumerate(weights_kg, start=2))
    return replace(WHOLE, weighings=(*bags, *WHOLE.weighings[8:]))


def test_a_misplaced_comma_is_found_at_its_day():
    (finding,) = survey_findings(weighed(2.3, 2.4, 24.0, 2.5, 2.2, 2.6, 2.4))
    assert finding.code == "weight-unlike-other-days"
    assert finding.values == {"household": "A1-1", "day": 4, "weight": 24.0, "median": 2.4}


def test_two_misplaced_commas_do_not_hide_each_other():
    assert codes(weighed(2.3, 24.0, 24.0, 2.5, 2.2, 2.6, 2.4)).count("weight-unlike-other-days") == 2


@pytest.mark.parametrize(
    "weights_kg",
    [
        (2.0, 2.0, 10.0, 2.0, 2.0, 2.0, 2.0),
        (0.3, 0.3, 2.3, 0.3, 0.3, 0.3, 0.3),
        (2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 0.1),
        (2.0, 24.0, 2.0),
        (0.0, 0.0, 0.0, 4.0, 4.2, 3.8, 4.4),
    ],
    ids=["five times", "two kilograms more", "a light day", "three days", "days without waste"],
)
def test_a_heavy_bag_within_the_band_is_left_alone(weights_kg):
    assert "weight-unlike-other-days" not in codes(weighed(*weights_kg))


@pytest.mark.parametrize("code", ["THA", "TLS", "KEN", "XXA", "XZZ", "QMA", "QZZ", "AAA", "ZZZ"])
def test_a_code_of_the_standard_or_left_to_users_is_a_country(code):
    assert codes(of_city(country_iso3=code)) == []


@pytest.mark.parametrize(
    ("text", "nearest"),
    [("Thailand", "THA"), ("tha", "THA"), ("TH", "THA"), ("Viet Nam", "VNM"), ("Phillipines", "PHL"), ("Nowhere", "")],
)
def test_a_country_in_other_words_is_doubted_and_the_code_named(text, nearest):
    (finding,) = survey_findings(of_city(country_iso3=text))
    assert finding.code == "country-code-unusual"
    assert finding.values == {"text": text, "nearest": f"The nearest is {nearest}. " if nearest else ""}


@pytest.mark.parametrize(("total", "expected"), [(4, ["more-areas-than-exist"]), (5, []), (None, [])])
def test_a_stratum_has_at_least_the_areas_that_were_surveyed(total, expected):
    assert codes(first(WHOLE, "strata", areas_total=total)) == expected


def test_only_contradictions_block():
    doubtful = replace(WHOLE, city=replace(CITY, season=None), weighings=WHOLE.weighings[:-3])
    assert all(finding.severity is not Severity.BLOCKING for finding in survey_findings(doubtful))


def test_references_are_those_of_the_form():
    form = {
        (name, field.name, field.choices, form_tables()[field.choices].key[0], form_tables()[field.choices].sheet)
        for name, table in form_tables().items()
        for field in table.fields
        if field.kind == "ref"
    }
    assert {(table, name, target, key, sheet) for table, name, target, key, _, sheet in REFERENCES} == form
