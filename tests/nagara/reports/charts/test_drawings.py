"""Every chart is well-formed, named in words, inside its frame, and the same as it was."""

from __future__ import annotations

import os
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from invented_charts import AWKWARD, bars, dots, drawings, flow, frame, share_axis
from nagara.reports.charts import composition_bars, dot_and_span, flow_picture
from nagara.reports.charts.drawing import (
    NARROW,
    WIDE,
    coordinate,
    stand_alone,
    without_lettering,
)
from nagara.reports.charts.letters import clusters, text_width
from nagara.reports.charts.series_with_band import sparkline
from nagara.reports.charts.wrapping import fitted, lines

GOLDEN = Path(__file__).parents[3] / "golden" / "charts"
SVG = "{http://www.w3.org/2000/svg}"
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


@pytest.fixture(params=sorted(drawings()))
def drawing(request: pytest.FixtureRequest) -> tuple[str, str]:
    return request.param, drawings()[request.param]


def points_of(root: ElementTree.Element) -> list[tuple[float, float]]:
    """All points that elements give in absolute coordinates."""
    points = []
    for element in root.iter():
        for x, y in (("x", "y"), ("cx", "cy"), ("x1", "y1"), ("x2", "y2")):
            if element.get(x) is not None:
                points.append((float(element.get(x)), float(element.get(y))))
    return points


def test_a_thai_word_between_hard_spaces_is_not_broken():
    assert lines("170,000 (90,000\u00a0ถึง\u00a0250,000)", 95.0) == ("170,000", "(90,000\u00a0ถึง", "250,000)")


def test_looks_as_it_did(drawing: tuple[str, str]):
    """Set NAGARA_REDRAW=1 to accept a new look, then look at it."""
    name, svg = drawing
    file = GOLDEN / f"{name}.svg"
    if os.environ.get("NAGARA_REDRAW"):
        file.write_text(stand_alone(svg) + "\n", "utf-8")
    assert file.read_text("utf-8") == stand_alone(svg) + "\n"


def test_says_in_words_what_it_shows(drawing: tuple[str, str]):
    root = ElementTree.fromstring(drawing[1])
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert root.get("role") == "img"
    assert title is not None
    assert description is not None
    assert AWKWARD in (title.text or "")
    assert (description.text or "").startswith("About")
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"


def test_carries_no_style_and_no_script(drawing: tuple[str, str]):
    assert "<script" not in drawing[1]
    assert " style=" not in drawing[1]


def test_stays_inside_its_frame(drawing: tuple[str, str]):
    root = ElementTree.fromstring(drawing[1])
    _, _, width, height = map(float, root.get("viewBox", "").split())
    assert all(0 <= x <= width and 0 <= y <= height for x, y in points_of(root))


def test_holds_numbers_only(drawing: tuple[str, str]):
    assert not re.search(r"\bnan\b|\binf\b", drawing[1], re.IGNORECASE)


def test_ids_differ_between_page_and_phone():
    ids = [name for svg in drawings().values() for name in re.findall(r' id="([^"]+)"', svg)]
    assert len(ids) == len(set(ids))


shares = st.floats(min_value=0.0, max_value=1.0)


@given(st.lists(st.tuples(shares, shares, shares), min_size=1, max_size=8), st.sampled_from([WIDE, NARROW]))
def test_any_shares_stay_inside_the_frame(values: list[tuple[float, float, float]], width: float):
    rows = tuple(
        dot_and_span.Row(label="x" * 90, said="y" * 90, value=middle, low=low, high=high)
        for low, middle, high in map(sorted, values)
    )
    svg = dot_and_span.draw(dot_and_span.DotAndSpan(frame=frame("any"), axis=share_axis(), rows=rows), width)
    root = ElementTree.fromstring(svg)
    height = float(root.get("viewBox", "").split()[3])
    assert all(0 <= x <= width and 0 <= y <= height for x, y in points_of(root))


@example([0.0, 5e-324])
@given(st.lists(st.floats(min_value=0, max_value=1e6), min_size=2, max_size=6))
def test_ribbons_keep_the_ratio_of_their_amounts(amounts: list[float]):
    ribbons = tuple(
        flow_picture.Ribbon(source="home", target=f"site {n}", value=amount, low=amount, high=amount, said="")
        for n, amount in enumerate(amounts)
    )
    nodes = {name: flow_picture.Node(label=name, said="") for name in ("home", *(r.target for r in ribbons))}
    svg = flow_picture.draw(flow_picture.FlowPicture(frame=frame("any"), nodes=nodes, ribbons=ribbons))
    heights = [
        float(bar.get("height", "0"))
        for bar in ElementTree.fromstring(svg).iter(f"{SVG}rect")
        if bar.get("class") == "node"
    ]
    whole = sum(amounts) if sum(amounts) > 1e-200 else 0.0
    assert heights[0] == pytest.approx(330.0, abs=0.1) if whole else heights[0] == 1.0
    for amount, height in zip(amounts, heights[1:], strict=True):
        assert height == pytest.approx(max(1.0, 330.0 * amount / whole if whole else 0.0), abs=0.11)


def test_flow_in_a_circle_is_refused():
    ribbons = tuple(
        flow_picture.Ribbon(source=a, target=b, value=1, low=1, high=1, said="") for a, b in (("a", "b"), ("b", "a"))
    )
    with pytest.raises(ValueError, match="run in a circle"):
        flow_picture.columns(ribbons)


def test_ends_of_flows_stand_in_the_last_column():
    assert flow_picture.columns(flow().ribbons) == {"home": 0, "truck": 1, "site": 2, "lost": 2}


def test_no_figure_is_hatched_and_never_a_dot():
    row = dot_and_span.Row(label="Recovered", said="no figure", value=None)
    svg = dot_and_span.draw(dot_and_span.DotAndSpan(frame=frame("none"), axis=share_axis(), rows=(row,)))
    assert 'class="hatch"' in svg
    assert "<circle" not in svg


def test_each_point_of_measurement_has_its_own_mark():
    marks = re.findall(r'd="([^"]+)" class="mark-(\d)"', composition_bars.draw(bars()))
    assert {number for _, number in marks} == {"0", "1"}
    assert all(("a5 5" in steps) == (number == "0") for steps, number in marks)


def test_a_coordinate_must_be_finite():
    with pytest.raises(ValueError, match="nan is no coordinate"):
        coordinate(float("nan"))


@given(st.floats(min_value=-1e5, max_value=1e5))
def test_coordinates_have_one_decimal_and_no_negative_nought(value: float):
    written = coordinate(value)
    assert re.fullmatch(r"-?\d+(\.\d)?", written)
    assert written != "-0"
    assert float(written) == pytest.approx(value, abs=0.0501)


@given(st.text(alphabet="abc ກ່กิ្ក", max_size=60), st.floats(min_value=40, max_value=200))
def test_fitted_text_fits_and_never_starts_with_a_loose_mark(words: str, width: float):
    cut = fitted(words, width)
    assert text_width(cut) <= max(width, text_width("…"))
    assert cut == words or cut.endswith("…")


WIDTHS = (
    ("Municipal waste", 106.2),
    ("mmmmwwwwMW", 122.1),
    ("812.000 tấn/năm", 111.8),
    ("Khu vực kiểm soát được", 157.4),
    ("ขยะมูลฝอยที่เก็บได้", 105.0),
    ("ຂີ້ເຫຍື້ອທີ່ເກັບໄດ້", 84.7),
    ("សំណល់ដែលប្រមូលបាន", 125.9),
    ("စွန့်ပစ်ပစ္စည်း", 75.6),
)
"""Widths in Chromium with the shipped Noto Sans fonts at 14 px, read off with getBoundingClientRect."""


@pytest.mark.parametrize(("words", "width"), WIDTHS)
def test_width_is_that_of_the_shipped_fonts(words: str, width: float):
    assert text_width(words) == pytest.approx(width, rel=0.04)


def test_lines_break_at_spaces_and_cut_the_last():
    assert lines("one two three four five", 70.0, most=2) == ("one two", "three fo…")


@given(st.text(alphabet="abc ກ່กิ្កမြန်", max_size=60), st.floats(min_value=40, max_value=200))
def test_nothing_is_lost_where_there_are_lines_enough(words: str, width: float):
    broken = lines(words, width, most=60)
    assert "".join(broken).replace(" ", "") == words.replace(" ", "")
    assert all(text_width(part) <= width or len(clusters(part)) == 1 for part in broken)


@pytest.mark.parametrize("number", ["787.000\u00a0đến\u00a0837.000", "590\u00a0hanggang\u00a0700"])
def test_an_interval_breaks_between_its_ends_and_is_never_cut(number: str):
    broken = lines(number, 80.0, most=9)
    assert len(broken) > 1
    assert "\u00a0".join(broken) == number


def test_thai_vowels_stay_with_their_letter():
    assert clusters("ที่เมืองไทย") == ["ที่", "เมื", "อ", "ง", "ไท", "ย"]


def test_text_can_be_set_by_another_printer():
    svg, lettering = without_lettering(dot_and_span.draw(dots()))
    assert "<text" not in svg
    assert AWKWARD[:6] in "".join(line.words for line in lettering)


def test_sparkline_breaks_where_a_year_is_missing():
    svg = sparkline((0.5, None, 0.6, 0.7))
    assert svg.count("M") == 2
    assert 'aria-hidden="true"' in svg


def test_sparkline_of_nothing_is_nothing():
    assert sparkline((None, None)) == ""
