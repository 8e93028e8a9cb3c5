"""A facility's level follows from what was seen, and from nothing that was not."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nagara.errors import UnknownCodeError
from nagara.evidence import codelist
from nagara.waste.control import assess, assess_facility, criteria, ladder, level_name
from nagara.waste.records import ControlObservation, Facility, RowAt

LADDERS = ("landfill", "incineration", "other_recovery")
EVERY = st.sampled_from(LADDERS)

# Box counts and pure profiles: SDG indicator metadata 11.6.1, 2021-12-20, Table 2, counted by hand.
PRINTED_BOXES = {
    "landfill": {1: 8, 2: 9, 3: 9, 4: 8, 5: 10},
    "incineration": {1: 2, 3: 6, 5: 6},
    "other_recovery": {1: 3, 2: 4, 3: 4, 4: 5, 5: 7},
}
# Columns: level, boxes ticked at each level, states in the order of the criteria.
LANDFILL_PROFILES = [
    (1, (8, 3, 0, 0, 0), "none none none_or_limited no_fence none none present none none unstable none no no"),
    (2, (3, 9, 2, 2, 2), "none some some some none none some staffed yes unstable none no no"),
    (3, (1, 3, 9, 5, 3), "some yes sufficient fenced_controlled none none none staffed yes stable provisions no no"),
    (
        4,
        (0, 2, 8, 8, 4),
        "periodic yes sufficient fenced_controlled contained_and_treated collection none staffed yes stable "
        "provisions no no",
    ),
    (
        5,
        (0, 2, 6, 5, 10),
        "daily yes sufficient fenced_24h_full contained_and_treated collection_and_flaring_or_use none staffed yes "
        "stable protection yes yes",
    ),
]
RECOVERY_PROFILES = [
    (1, (3, 2, 0, 0, 0), "unregistered_no_boundaries no no none none none no no not_applicable"),
    (2, (2, 4, 0, 0, 0), "unregistered_distinguishable no no none none some_weighing no no not_applicable"),
    (3, (0, 0, 4, 1, 0), "registered_marked no no some provisions incoming_and_outgoing no no not_applicable"),
    (
        4,
        (0, 0, 2, 5, 2),
        "registered_marked no yes to_standard protection incoming_and_outgoing evidence_delivered no not_applicable",
    ),
    (
        5,
        (0, 0, 2, 4, 7),
        "registered_marked yes yes to_standard protection incoming_and_outgoing_by_weight_and_destination "
        "processed_to_specification_and_sold yes yes",
    ),
]
INCINERATION_PROFILES = [
    (1, (2, 0, 0), "none uncontrolled no no no none none no none"),
    (3, (0, 6, 1), "particulates controlled no trained_follow_procedures yes managed yes no provisions"),
    (
        5,
        (0, 3, 6),
        "to_standard_results_public controlled yes trained_follow_procedures yes fly_ash_hazardous_best_technology yes "
        "yes protection",
    ),
]
PROFILES = [
    *(("landfill", *profile) for profile in LANDFILL_PROFILES),
    *(("incineration-with-energy", *profile) for profile in INCINERATION_PROFILES),
    *(("materials-recovery", *profile) for profile in RECOVERY_PROFILES),
]


def seen(kind, states, facility="F1"):
    names = [criterion.code for criterion in criteria(kind)]
    return [
        ControlObservation(facility=facility, criterion=name, state=state)
        for name, state in zip(names, states, strict=True)
    ]


def codes(assessment):
    return [finding.code for finding in assessment.findings]


@st.composite
def observed(draw, ladders=EVERY, not_observed=True):
    """A ladder and one state for each of its criteria, some of them not observed."""
    name = draw(ladders)
    rest = ("not_observed",) if not_observed else ()
    return name, [draw(st.sampled_from((*criterion.states, *rest))) for criterion in criteria(name)]


@pytest.mark.parametrize("name", LADDERS)
def test_boxes_are_counted_as_printed(name):
    assert dict(ladder(name).boxes) == PRINTED_BOXES[name]


@pytest.mark.parametrize(("kind", "level", "ticked", "states"), PROFILES)
def test_a_pure_profile_has_its_own_level(kind, level, ticked, states):
    judged = assess(kind, seen(kind, states.split()))
    assert judged.level == level
    assert tuple(boxes for boxes, _ in judged.boxes.values()) == ticked
    assert (judged.level_low, judged.level_high, codes(judged)) == (level, level, [])


def test_incineration_has_no_limited_and_no_improved_level():
    assert ladder("incineration-with-energy").levels == (1, 3, 5)
    assert ladder("incineration").level_below(5) == 3
    assert ladder("incineration").level_below(1) == 1


def test_a_tie_gives_the_lower_level():
    ticks_two_of_level_1_and_of_level_2 = seen("landfill", ["not_observed"] * 13)
    ticks_two_of_level_1_and_of_level_2[0] = ControlObservation(facility="F1", criterion="cover", state="none")
    judged = assess("landfill", ticks_two_of_level_1_and_of_level_2)
    assert judged.scores[1] == judged.scores[2] == 1.0
    assert judged.level is None  # one box of eight is too little to judge by
    assert codes(judged) == ["ladder-too-little-observed"]
    assert judged.findings[0].values["level"] == 1


def test_controlled_begins_at_basic():
    assert [level_name(level) for level in range(1, 6)] == ["No control", "Limited", "Basic", "Improved", "Full"]
    controlled = [
        assess("landfill", seen("landfill", states.split())).is_controlled for _, _, states in LANDFILL_PROFILES
    ]
    assert controlled == [False, False, True, True, True]


def test_a_box_that_does_not_apply_leaves_the_score():
    level, _, states = RECOVERY_PROFILES[4]
    without_organics = [*states.split()[:-1], "not_applicable"]
    judged = assess("composting", seen("composting", without_organics))
    assert judged.level == level
    assert (judged.boxes[5], judged.judged[5], judged.scores[5]) == ((6, 7), 6, 1.0)
    assert not judged.not_observed


def test_what_was_not_observed_is_not_what_was_not_met():
    _, _, states = LANDFILL_PROFILES[2]
    blind = ["not_observed" if code == "staffed" else code for code in states.split()]
    judged = assess("landfill", seen("landfill", blind))
    assert judged.not_observed == ("staff",)
    assert judged.scores[3] == 1.0
    assert judged.judged == {1: 7, 2: 8, 3: 8, 4: 7, 5: 9}


def test_nothing_observed_gives_no_level():
    judged = assess("dumpsite", [], facility="DS1")
    assert judged.level is None
    assert not judged.is_controlled
    assert (judged.level_low, judged.level_high) == (1, 5)
    assert codes(judged) == ["ladder-not-observed"]


@given(observed())
def test_the_allowed_range_holds_the_level(case):
    name, states = case
    judged = assess(name, seen(name, states))
    if judged.level is not None:
        assert judged.level_low <= judged.level <= judged.level_high


@given(observed(ladders=st.sampled_from(("incineration", "other_recovery")), not_observed=False), st.data())
def test_the_allowed_range_is_that_of_all_completions(case, data):
    name, states = case
    hidden = data.draw(st.sets(st.integers(0, len(states) - 1), max_size=3))
    partly = ["not_observed" if index in hidden else state for index, state in enumerate(states)]
    options = [
        tuple(criteria(name)[index].states) if index in hidden else (state,) for index, state in enumerate(states)
    ]
    levels = {assess(name, seen(name, full)).level for full in itertools.product(*options)}
    judged = assess(name, seen(name, partly))
    assert (judged.level_low, judged.level_high) == (min(levels), max(levels))


@given(observed(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(case, random):
    name, states = case
    rows = seen(name, states)
    shuffled = random.sample(rows, len(rows))
    assert assess(name, rows) == assess(name, shuffled)


@given(observed(not_observed=False), st.floats(0.0, 1.0), st.data())
def test_probabilities_of_the_levels_sum_to_one(case, probability, data):
    name, states = case
    index = data.draw(st.integers(0, len(states) - 1))
    criterion = criteria(name)[index]
    other = data.draw(st.sampled_from([state for state in criterion.states if state != states[index]]))
    rows = seen(name, states)
    doubtful = [
        ControlObservation(facility="F1", criterion=criterion.code, state=state, probability_frac=chance)
        for state, chance in ((states[index], probability), (other, 1.0 - probability))
    ]
    judged = assess(name, rows[:index] + rows[index + 1 :] + doubtful)
    either = [
        assess(name, rows).level,
        assess(name, [*rows[:index], doubtful_row(rows[index], other), *rows[index + 1 :]]).level,
    ]
    if 0.0 < probability < 1.0:
        chances = judged.probability_by_level
        assert sum(chances.values()) == pytest.approx(1.0)
        expected = sum(
            chance for level, chance in zip(either, (probability, 1.0 - probability), strict=True) if level >= 3
        )
        assert judged.probability_controlled == pytest.approx(expected)
    else:
        assert judged.probability_by_level is None


def doubtful_row(row, state):
    return ControlObservation(facility=row.facility, criterion=row.criterion, state=state)


def test_a_doubt_that_decides_gives_a_probability_of_control():
    _, _, states = LANDFILL_PROFILES[1]
    limited = [
        row for row in seen("landfill", states.split()) if row.criterion not in {"cover", "compaction", "access"}
    ]
    better = {
        "cover": "some",
        "compaction": "yes",
        "access": "fenced_controlled",
        "slope": "stable",
        "fire_smoke": "none",
    }
    rows = [row for row in limited if row.criterion not in better]
    for criterion, state in better.items():
        worse = states.split()[[c.code for c in criteria("landfill")].index(criterion)]
        rows += [
            ControlObservation(facility="F1", criterion=criterion, state=each, probability_frac=chance)
            for each, chance in ((worse, 0.5), (state, 0.5))
        ]
    judged = assess("landfill", rows)
    assert 0.0 < judged.probability_controlled < 1.0


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([("cover", "some", None), ("cover", "daily", None)], "ladder-states-conflict"),
        ([("cover", "some", 0.5), ("cover", "not_observed", 0.5)], "ladder-states-conflict"),
        ([("cover", "some", 0.5), ("cover", "daily", 0.4)], "ladder-probabilities-off"),
        ([("cover", "dayly", None)], "ladder-state-unknown"),
        ([("roof", "daily", None)], "ladder-criterion-unknown"),
    ],
)
def test_rows_that_cannot_be_read_count_as_not_observed(rows, code):
    _, _, states = LANDFILL_PROFILES[4]
    others = seen("landfill", states.split())[1:]
    at = RowAt(file="city.xlsx", sheet="control", row=7)
    doubtful = [
        ControlObservation(facility="F1", criterion=criterion, state=state, probability_frac=chance, at=at)
        for criterion, state, chance in rows
    ]
    judged = assess("landfill", others + doubtful)
    assert codes(judged) == [code]
    assert judged.findings[0].place.row == 7
    assert judged.not_observed == ("cover",)
    assert judged.level == 5


def test_what_is_open_is_said_where_it_decides_control():
    _, _, states = LANDFILL_PROFILES[2]
    half = [state if index in {0, 1, 2, 4, 7, 8} else "not_observed" for index, state in enumerate(states.split())]
    judged = assess("landfill", seen("landfill", half))
    assert (judged.level, judged.level_low, judged.level_high) == (3, 2, 5)
    assert codes(judged) == ["ladder-control-open"]


def facility(**override):
    return Facility(facility="F1", name="North", kind="landfill", **override)


def test_a_level_set_with_a_reason_stands():
    rows = seen("landfill", LANDFILL_PROFILES[3][2].split())
    judged = assess_facility(facility(level_override=2, override_reason="Cover stopped in May."), rows)
    assert (judged.level, judged.level_low, judged.level_high) == (2, 2, 2)
    assert judged.override_reason == "Cover stopped in May."
    assert judged.boxes[4] == (8, 8)
    assert codes(judged) == ["ladder-overridden"]
    assert judged.findings[0].values["level"] == 4


@pytest.mark.parametrize(
    ("override", "code"),
    [
        ({"level_override": 5}, "ladder-override-without-reason"),
        ({"level_override": 5, "override_reason": "  "}, "ladder-override-without-reason"),
        ({"level_override": 9, "override_reason": "It is the best."}, "ladder-override-unknown"),
    ],
)
def test_a_level_that_cannot_stand_is_left_out(override, code):
    judged = assess_facility(facility(**override), seen("landfill", LANDFILL_PROFILES[2][2].split()))
    assert (judged.level, codes(judged), judged.override_reason) == (3, [code], None)


def test_a_set_level_replaces_the_doubt_that_there_is_none():
    judged = assess_facility(facility(level_override=1, override_reason="Open dump, seen from the road."), [])
    assert (judged.level, codes(judged)) == (1, ["ladder-overridden"])


def test_rows_of_other_facilities_are_not_read():
    rows = seen("landfill", LANDFILL_PROFILES[4][2].split(), facility="F2")
    assert assess_facility(facility(), rows).level is None


def test_every_kind_of_facility_has_a_ladder():
    assert {ladder(kind).name for kind in codelist("facility_kind").codes} == set(LADDERS)


def test_an_unknown_kind_is_refused():
    with pytest.raises(UnknownCodeError, match="facility kind 'zoo' is not known"):
        assess("zoo", [])
