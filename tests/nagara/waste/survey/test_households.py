"""Which days count, for whom, and with what weight."""

import pytest

from invented_survey import city
from nagara.waste.records import CityRecords, Household, Stratum, SurveyArea, Weighing
from nagara.waste.survey.households import area_weights, household_totals


def totals(*weighings, people=4, **household):
    home = Household(household="A-1", area="A", people=people, **household)
    return household_totals(
        CityRecords(
            city=city(),
            strata=(Stratum(stratum="low", name="Low", population=1000),),
            areas=(SurveyArea(area="A", stratum="low"),),
            households=(home,),
            weighings=tuple(Weighing(household="A-1", **weighing) for weighing in weighings),
        )
    )


def test_the_first_day_is_left_out():
    found = totals({"day": 1, "weight_kg": 30.0}, {"day": 2, "weight_kg": 2.0})
    assert (found.kg[0], found.person_days[0]) == (2.0, 4.0)


def test_a_missing_day_is_not_a_zero():
    found = totals({"day": 2, "weight_kg": 2.0}, {"day": 3})
    assert (found.kg[0], found.person_days[0]) == (2.0, 4.0)


def test_a_zero_without_the_tick_is_missing():
    found = totals({"day": 2, "weight_kg": 2.0}, {"day": 3, "weight_kg": 0.0})
    assert found.person_days[0] == 4.0


@pytest.mark.parametrize("weight", [0.0, None])
def test_a_ticked_zero_counts(weight):
    found = totals({"day": 2, "weight_kg": 2.0}, {"day": 3, "weight_kg": weight, "nothing_today": True})
    assert (found.kg[0], found.person_days[0]) == (2.0, 8.0)


def test_people_present_go_before_people_living_there():
    found = totals({"day": 2, "weight_kg": 2.0, "people_present": 1}, {"day": 3, "weight_kg": 2.0})
    assert (found.person_days[0], found.persons[0]) == (5.0, 2.5)


def test_two_bags_of_one_day_are_added_and_people_counted_once():
    found = totals({"day": 2, "weight_kg": 2.0}, {"day": 2, "weight_kg": 1.0})
    assert (found.kg[0], found.person_days[0]) == (3.0, 4.0)


def test_a_household_without_a_measured_day_is_left_out_and_counted():
    found = totals({"day": 1, "weight_kg": 2.0})
    assert (found.household, found.without_days, found.left_out) == ((), ("A-1",), 1)


def test_a_household_without_people_is_left_out_and_counted():
    found = totals({"day": 2, "weight_kg": 2.0}, people=None)
    assert (found.household, found.without_people) == ((), ("A-1",))


def test_what_a_drop_out_weighed_before_it_left_counts():
    assert totals({"day": 2, "weight_kg": 2.0}, dropped_out=True).household == ("A-1",)


def weights(*areas):
    places = tuple(SurveyArea(area=code, stratum="low", **about) for code, about in areas)
    found, findings = area_weights("low", places, dict.fromkeys(["A", "B"], 10))
    return found, [finding.code for finding in findings]


def test_given_weights_go_first():
    given = {"selection": "simple-random", "households_total": 500}
    assert weights(("A", given | {"weight": 3.0}), ("B", given | {"weight": 1.5})) == ({"A": 3.0, "B": 1.5}, [])


def test_equal_chance_weighs_by_households_living_there():
    chance = {"selection": "simple-random"}
    found = weights(("A", chance | {"households_total": 500}), ("B", chance | {"households_total": 100}))
    assert found == ({"A": 50.0, "B": 10.0}, [])


def test_proportional_to_size_needs_no_weight():
    sized = {"selection": "probability-proportional-to-size", "households_total": 500}
    assert weights(("A", sized), ("B", sized)) == ({"A": 1.0, "B": 1.0}, [])


def test_half_given_weights_are_not_used_and_said():
    assert weights(("A", {"weight": 3.0}), ("B", {})) == ({"A": 1.0, "B": 1.0}, ["area-weights-incomplete"])


def test_unknown_sizes_under_equal_chance_are_said():
    chance = {"selection": "simple-random"}
    found = weights(("A", chance | {"households_total": 500}), ("B", chance))
    assert found == ({"A": 1.0, "B": 1.0}, ["area-sizes-incomplete"])
