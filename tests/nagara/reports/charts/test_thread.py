"""A promise through the years: shapes that differ, time that runs on, an end that can be told."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invented_charts import frame, promise
from nagara.reports.charts.drawing import NARROW, WIDE
from nagara.reports.charts.thread import Mark, Point, draw

NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def shapes(svg: str) -> list[str]:
    """The marks of a drawing without their places."""
    drawn = re.findall(r'<path d="([^"]+)" class="(?:mark-\d|open)"', svg)
    return [re.sub(r"^M[\d.]+ [\d.]+", "", steps) for steps in drawn]


def test_no_two_marks_are_alike():
    chart = promise()
    points = tuple(Point(on=date(2020, 1, 1), label=mark, said="", mark=mark) for mark in Mark if mark is not Mark.OPEN)
    drawn = shapes(draw(replace(chart, points=points, legend=(), end=Mark.OPEN)))
    assert len(set(drawn)) == len(Mark)


def test_what_is_known_from_a_report_is_hollow():
    points = tuple(replace(each, is_reported=True) for each in promise().points[:1])
    assert re.search(r'a5\.5 5\.5[^"]+" class="open"', draw(replace(promise(), points=points)))


@pytest.mark.parametrize("end", [Mark.FULFILS, Mark.LAPSES])
def test_only_an_open_promise_runs_on(end):
    assert "h5M" in draw(promise())
    assert "h5M" not in draw(promise(end))


def test_time_that_runs_back_is_refused():
    with pytest.raises(ValueError, match="run on in time"):
        draw(replace(promise(), points=promise().points[::-1]))
    with pytest.raises(ValueError, match="at least one point"):
        draw(replace(promise(), points=()))


@given(
    st.lists(st.dates(date(1967, 8, 8), date(2099, 1, 1)), min_size=1, max_size=12).map(sorted),
    st.sampled_from(tuple(Mark)),
    st.sampled_from([WIDE, NARROW]),
    st.text(alphabet="abc ກ່ ต", max_size=300),
)
def test_any_thread_stays_inside_its_frame(days, end, width, said):
    points = tuple(Point(on=day, label=said, said=said, mark=Mark.REPEATS) for day in days)
    root = ElementTree.fromstring(draw(replace(promise(end), frame=frame("any"), points=points, end_said=said), width))
    height = float(root.get("viewBox", "").split()[3])
    for element in root.iter():
        for x, y in (("x", "y"), ("x1", "y1"), ("x2", "y2")):
            if element.get(x) is not None:
                assert 0 <= float(element.get(x)) <= width
                assert 0 <= float(element.get(y)) <= height
        if (steps := element.get("d")) and steps.startswith("M"):
            at = [float(number) for number in NUMBER.findall(steps)[:2]]
            assert 0 <= at[0] <= width
            assert 0 <= at[1] <= height
