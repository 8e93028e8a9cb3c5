"""From records to rate, composition and joint draws."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from invented_survey import POPULATIONS, invented_survey
from nagara.findings import blocking
from nagara.waste.survey.rates import survey_estimate
from nagara.waste.survey.variance import log_rate_deviations, log_share_deviations

PEOPLE = list(POPULATIONS.values())
seeds = st.integers(0, 10_000)


def estimate(records, **options):
    found, findings = survey_estimate(records, **options)
    assert not blocking(findings)
    return found


def codes(records, **options):
    return [finding.code for finding in survey_estimate(records, **options)[1]]


@given(seeds)
def test_city_rate_is_tonnage_over_people(seed):
    survey = estimate(invented_survey(seed=seed))
    value, low, high = survey.city_rate(PEOPLE)
    assert value == pytest.approx(np.dot(survey.rate_kg_per_cap_day, PEOPLE) / sum(PEOPLE))
    assert low < value < high


@given(seeds, st.floats(0.01, 100.0))
def test_rates_scale_with_the_weights_and_shares_do_not(seed, factor):
    once, again = (estimate(invented_survey(seed=seed, factor=by)) for by in (1.0, factor))
    assert again.rate_kg_per_cap_day == pytest.approx(factor * once.rate_kg_per_cap_day)
    assert again.composition_frac == pytest.approx(once.composition_frac)
    for ours, theirs in zip(once.deviations, again.deviations, strict=True):
        assert theirs == pytest.approx(ours, abs=1e-12)


@given(seeds)
def test_order_of_rows_does_not_matter(seed):
    records, rng = invented_survey(seed=seed), np.random.default_rng(seed)
    shuffled = {}
    for sheet in ("areas", "households", "weighings", "household_sorting"):
        rows = getattr(records, sheet)
        shuffled[sheet] = tuple(rows[at] for at in rng.permutation(len(rows)))
    once, again = estimate(records), estimate(replace(records, **shuffled))
    assert again.city_rate(PEOPLE) == pytest.approx(once.city_rate(PEOPLE))
    for code in once.strata:
        assert again.covariance_log(code) == pytest.approx(once.covariance_log(code), abs=1e-14)


@given(seeds)
def test_deviations_sum_to_zero_and_make_the_covariance(seed):
    survey = estimate(invented_survey(seed=seed, areas=(2, 3, 6)))
    for code, rows in zip(survey.strata, survey.deviations, strict=True):
        assert rows.sum(axis=0) == pytest.approx(np.zeros(13), abs=1e-12)
        assert survey.covariance_log(code) == pytest.approx(rows.T @ rows)
    assert survey.degrees_of_freedom == 11 - 3


def test_rate_deviations_are_those_of_the_area_totals():
    records = invented_survey(areas=(4,))
    survey = estimate(records)
    kg, days = np.zeros(4), np.zeros(4)
    homes = {home.household: home for home in records.households}
    for weighing in records.weighings:
        at = survey.areas[0].index(homes[weighing.household].area)
        kg[at] += weighing.weight_kg
        days[at] += homes[weighing.household].people
    assert survey.deviations[0][:, 0] == pytest.approx(log_rate_deviations(kg, days))
    assert survey.rate_kg_per_cap_day[0] == pytest.approx(kg.sum() / days.sum())
    assert survey.person_days[0] == days.sum()


def test_draws_reproduce_the_t_interval_of_each_stratum():
    survey = estimate(invented_survey(areas=(5, 5, 5)))
    rates, _ = survey.draws(np.random.default_rng(1), 200_000)
    for at, code in enumerate(survey.strata):
        value, low, high = survey.stratum_rate(code)
        assert np.median(rates[at]) == pytest.approx(value, rel=0.002)
        assert np.quantile(rates[at], [0.025, 0.975]) == pytest.approx([low, high], rel=0.01)


def test_draws_reproduce_the_t_interval_of_the_city():
    survey = estimate(invented_survey(areas=(5, 5, 5)))
    rates, _ = survey.draws(np.random.default_rng(2), 200_000)
    _, low, high = survey.city_rate(PEOPLE)
    drawn = np.quantile(np.dot(PEOPLE, rates) / sum(PEOPLE), [0.025, 0.975])
    assert drawn == pytest.approx([low, high], rel=0.02)


def test_draws_move_rate_and_composition_together():
    survey = estimate(invented_survey(areas=(6, 6, 6)))
    rates, shares = survey.draws(np.random.default_rng(3), 200_000)
    freedom = survey.degrees_of_freedom
    expected = survey.covariance_log("low")
    shrink = (freedom - 2.0) / freedom
    drawn = np.cov(np.log(rates[0]), np.log(shares[0, 0])) * shrink
    assert drawn == pytest.approx(expected[:2, :2], rel=0.1, abs=2e-4)


@given(seeds)
def test_every_drawn_composition_sums_to_one(seed):
    survey = estimate(invented_survey(seed=seed, areas=(2, 3, 4)))
    _, shares = survey.draws(np.random.default_rng(seed), 50)
    assert shares.sum(axis=1) == pytest.approx(np.ones((3, 50)))
    assert (shares >= 0).all()


def test_many_rows_are_drawn_with_the_same_covariance():
    """Twenty areas in a stratum are more than its quantities: fewer random numbers, same law."""
    survey = estimate(invented_survey(areas=(20,)))
    rates, _ = survey.draws(np.random.default_rng(4), 200_000)
    _, low, high = survey.stratum_rate("low")
    assert np.quantile(rates[0], [0.025, 0.975]) == pytest.approx([low, high], rel=0.01)


def test_same_seed_same_draws():
    survey = estimate(invented_survey())
    once, again = (survey.draws(np.random.default_rng(5), 100) for _ in range(2))
    assert (once[0] == again[0]).all()
    assert (once[1] == again[1]).all()


def test_city_composition_agrees_with_the_draws():
    survey = estimate(invented_survey())
    frac, low, high = survey.city_composition(PEOPLE)
    rates, shares = survey.draws(np.random.default_rng(6), 100_000)
    mass = (np.array(PEOPLE)[:, None] * rates)[:, None] * shares
    drawn = np.quantile(mass.sum(axis=0) / mass.sum(axis=(0, 1)), [0.025, 0.975], axis=1)
    assert frac.sum() == pytest.approx(1.0)
    assert drawn[0] == pytest.approx(low, rel=0.05)
    assert drawn[1] == pytest.approx(high, rel=0.05)


def test_one_area_in_a_stratum_blocks():
    found, findings = survey_estimate(invented_survey(areas=(5, 1, 5)))
    assert found is None
    assert [(finding.code, finding.values["stratum"]) for finding in blocking(findings)] == [
        ("one-area-in-stratum", "middle")
    ]


def test_one_area_under_override_borrows_a_labelled_correlation():
    records = invented_survey(areas=(5, 1, 5))
    survey = estimate(records, override=True)
    assert "one-area-in-stratum-overridden" in codes(records, override=True)
    assert survey.borrowed_correlation == 0.05
    assert survey.degrees_of_freedom == 8
    assert survey.covariance_log("middle")[0, 0] > 0
    assert survey.deviations[1].sum(axis=0) == pytest.approx(np.zeros(13), abs=1e-12)


def test_one_area_everywhere_counts_effective_households():
    survey = estimate(invented_survey(areas=(1, 1, 1), households=11), override=True)
    assert survey.degrees_of_freedom == pytest.approx(3 * (11 / 1.5 - 1))


def test_one_household_is_never_enough():
    assert codes(invented_survey(areas=(1,), households=1), override=True) == ["stratum-one-household"]


@pytest.mark.parametrize("areas", [(2, 2, 2), (5, 2, 3)])
def test_no_variance_is_zero(areas):
    survey = estimate(invented_survey(areas=areas))
    assert all(survey.covariance_log(code)[0, 0] > 0 for code in survey.strata)


def test_knowing_how_many_areas_exist_narrows_the_interval():
    widths = [
        np.diff(estimate(invented_survey(areas_total=total)).city_rate(PEOPLE)[1:])[0] for total in (5, 8, 50, None)
    ]
    assert widths == sorted(widths)


def test_all_areas_surveyed_leave_the_part_within_them():
    survey = estimate(invented_survey(areas_total=5))
    rows = dict(zip(survey.rows[0], survey.deviations[0][:, 0], strict=True))
    assert all(rows[area] == 0 for area in survey.areas[0])
    assert rows["within areas"] == -rows["within areas, mirrored"] > 0


def test_half_of_all_areas_surveyed_halves_the_part_between_them():
    """Ten areas exist and five were surveyed: half of the one part and half of the other."""
    between, half, within = (
        estimate(invented_survey(areas_total=total)).covariance_log("low")[0, 0] for total in (None, 10, 5)
    )
    assert half == pytest.approx(0.5 * between + 0.5 * within)


def test_areas_chosen_by_hand_get_no_finite_population_correction():
    records = invented_survey(areas_total=5)
    chosen = replace(records, areas=tuple(replace(area, selection="chosen") for area in records.areas))
    expected = estimate(invented_survey()).city_rate(PEOPLE)
    assert estimate(chosen).city_rate(PEOPLE) == pytest.approx(expected)


def test_fewer_areas_in_all_than_surveyed_is_no_reason_to_narrow():
    expected = estimate(invented_survey()).city_rate(PEOPLE)
    assert estimate(invented_survey(areas_total=3)).city_rate(PEOPLE) == pytest.approx(expected)


def test_unsorted_areas_have_zero_rows_in_the_composition():
    records = invented_survey(sorted_areas={f"{code}-{at}" for code in POPULATIONS for at in (0, 3)})
    survey = estimate(records)
    for rows in survey.deviations:
        assert not rows[[1, 2, 4], 1:].any()
        assert rows[[0, 3], 1:].any(axis=1).all()
        assert rows[:, 0].all()


def test_fewer_sorted_areas_widen_the_shares_to_their_own_t():
    """Two of five areas sorted in each stratum: 3 degrees of freedom against 12, t 3.182 and 2.179."""
    few = invented_survey(sorted_areas={f"{code}-{at}" for code in POPULATIONS for at in (0, 3)})
    survey = estimate(few)
    kg = np.array([sample.weights_kg() for sample in few.household_sorting[:2]])
    expected = log_share_deviations(kg) * 3.182 / 2.179
    assert survey.deviations[0][[0, 3], 1:] == pytest.approx(expected, rel=1e-3, abs=1e-12)


def test_unsorted_stratum_takes_the_others_pooled_and_says_so():
    records = invented_survey(sorted_areas={f"{code}-{at}" for code in ("low", "middle") for at in range(5)})
    survey = estimate(records)
    mass = (survey.rate_kg_per_cap_day * PEOPLE)[:2]
    assert survey.composition_frac[2] == pytest.approx(mass @ survey.composition_frac[:2] / mass.sum())
    assert codes(records) == ["stratum-without-sorting"]
    borrowed = np.trace(survey.covariance_log("high")[1:, 1:])
    assert borrowed > np.trace(survey.covariance_log("low")[1:, 1:])


def test_one_sample_in_a_stratum_keeps_its_value_and_borrows_its_doubt():
    sorted_areas = {"high-2"} | {f"{code}-{at}" for code in ("low", "middle") for at in range(5)}
    records = invented_survey(sorted_areas=sorted_areas)
    survey = estimate(records)
    kg = np.array(records.household_sorting[-1].weights_kg())
    assert survey.composition_frac[2] == pytest.approx(kg / kg.sum())
    assert codes(records) == ["one-sorted-area-in-stratum"]
    assert np.trace(survey.covariance_log("high")[1:, 1:]) > 0


def test_one_sample_in_the_whole_survey_is_no_composition():
    records = invented_survey(sorted_areas={"low-0"})
    survey = estimate(records)
    assert survey.composition_frac is None
    assert survey.city_composition(PEOPLE) is None
    assert survey.draws(np.random.default_rng(7), 5)[1] is None
    assert codes(records) == ["composition-not-estimated"]


def test_without_sorting_there_is_a_rate_and_no_composition():
    records = invented_survey(sorted_areas=set())
    assert estimate(records).composition_frac is None
    assert codes(records) == []


def test_nothing_weighed_is_no_survey_and_says_how_many_households_are_left_out():
    records = invented_survey()
    found, (left_out,) = survey_estimate(replace(records, weighings=()))
    assert found is None
    assert left_out.code == "households-left-out"
    assert left_out.values["unweighed"] == left_out.values["households"] == len(records.households)


def test_without_households_there_is_no_survey_and_nothing_to_say():
    assert survey_estimate(replace(invented_survey(), weighings=(), households=())) == (None, ())


def test_a_stratum_without_weights_blocks():
    records = invented_survey()
    kept = tuple(weighing for weighing in records.weighings if not weighing.household.startswith("high"))
    found, findings = survey_estimate(replace(records, weighings=kept))
    assert found is None
    assert [finding.code for finding in blocking(findings)] == ["stratum-without-weights"]


def test_a_stratum_of_nothing_but_zeros_blocks():
    records = invented_survey(areas=(2,))
    empty = tuple(replace(weighing, weight_kg=0.0, nothing_today=True) for weighing in records.weighings)
    assert codes(replace(records, weighings=empty)) == ["stratum-without-waste"]


def test_left_out_households_are_counted_by_reason():
    records = invented_survey()
    lost = {"low-0-0", "low-0-1", "high-4-9"}
    kept = tuple(weighing for weighing in records.weighings if weighing.household not in lost)
    survey, findings = survey_estimate(replace(records, weighings=kept))
    assert survey.households_used == (48, 50, 49)
    assert survey.households_left_out == (2, 0, 1)
    assert findings[0].values == {"left_out": 3, "households": 150, "unweighed": 3, "without_people": 0}


def test_survey_weights_move_the_rate_towards_the_heavier_area():
    records = invented_survey(areas=(2,))
    plain = estimate(records)
    heavy = tuple(replace(area, weight=1000.0 if area.area == "low-0" else 0.001) for area in records.areas)
    alone = replace(records, areas=records.areas[:1])
    expected = estimate(replace(alone, household_sorting=()), override=True).rate_kg_per_cap_day
    assert estimate(replace(records, areas=heavy)).rate_kg_per_cap_day == pytest.approx(expected, rel=1e-4)
    assert plain.rate_kg_per_cap_day != pytest.approx(expected, rel=1e-4)
