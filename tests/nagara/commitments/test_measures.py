"""A measure says what it knows, what the text leaves open and what nobody entered, and refuses what cannot be."""

from datetime import date

import pytest

from nagara.commitments.measures import (
    ASPECTS,
    OPEN,
    Aim,
    Aspect,
    Baseline,
    CityShare,
    Indicator,
    Level,
    Measure,
    Target,
    YesNo,
)
from nagara.errors import MeasureError

COLLECTED = Indicator(code="SDG 11.6.1", unit="frac", is_share=True)
LADDER = Level(scale=("none", "drafted", "adopted"), name="plan")


def test_open_and_not_entered_are_two_things():
    measure = Measure(part_id="d.1.a", owners=OPEN, due=OPEN, answering=COLLECTED)
    assert measure.left_open == (Aspect.OWNER, Aspect.DUE)
    assert measure.not_entered == (Aspect.BASELINE, Aspect.TARGET)


def test_nobody_named_is_not_entered():
    assert Measure(part_id="d.1.a", owners=()).not_entered == ASPECTS


@pytest.mark.parametrize(
    ("aim", "value", "threshold"),
    [(Aim.AT_LEAST, 90, 90), (Aim.AT_MOST, 10, 10), (Aim.RISE_BY, 0.5, 60), (Aim.FALL_BY, 0.3, 28)],
)
def test_a_change_is_counted_from_the_baseline(aim, value, threshold):
    assert Target(aim=aim, value=value).threshold(Baseline(value=40, year=2020)) == pytest.approx(threshold)


def test_a_change_without_baseline_says_what_to_enter():
    with pytest.raises(MeasureError, match="no baseline to count from. Enter the baseline"):
        Target(aim=Aim.FALL_BY, value=0.3).threshold(None)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"answering": COLLECTED, "target": Target(aim=Aim.AT_LEAST, value=80)}, "80 is no share"),
        ({"answering": COLLECTED, "baseline": Baseline(value=63, year=2020)}, "63 is no share"),
        ({"answering": CityShare(of=YesNo()), "target": Target(aim=Aim.AT_LEAST, value=2)}, "2 is no share"),
        ({"answering": YesNo(), "target": Target(aim=Aim.AT_LEAST, value=0.5)}, "at least 1"),
        ({"answering": YesNo(), "target": Target(aim=Aim.RISE_BY, value=0.5)}, "rise or fall by a share"),
        ({"answering": LADDER, "target": Target(aim=Aim.AT_LEAST, value=3)}, "0 none, 1 drafted, 2 adopted"),
        ({"baseline": Baseline(value=1, year=2031), "due": date(2030, 1, 1)}, "before its baseline"),
    ],
)
def test_what_does_not_fit_is_refused_by_part_and_reason(fields, words):
    with pytest.raises(MeasureError, match=words) as refused:
        Measure(part_id="d.2.g", **fields)
    assert refused.value.where == "d.2.g"


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Baseline(value=5, year=2020, low=6, high=7),
        lambda: Baseline(value=float("nan"), year=2020),
        lambda: Target(aim=Aim.AT_LEAST, value=float("inf")),
        lambda: Target(aim=Aim.RISE_BY, value=0),
        lambda: Target(aim=Aim.FALL_BY, value=1.5),
        lambda: Indicator(code=" ", unit="frac"),
        lambda: Indicator(code="SDG 1", unit=""),
        lambda: Level(scale=("one",)),
        lambda: CityShare(of=LADDER, at_least="signed"),
    ],
)
def test_values_that_cannot_be_are_refused(wrong):
    with pytest.raises(MeasureError):
        wrong()
