"""The picture of one figure of all courses, with the sentence and the table that say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from nagara.pathways.least_cost.comparison.course import COMPARED_FIGURES, CourseKind
from nagara.reports.charts.axis import round_axis
from nagara.reports.charts.courses import CourseLine, CoursePicture, CoursePoint, draw
from nagara.reports.charts.drawing import NARROW, WIDE, Frame
from nagara.reports.comparisons.said import (
    PERCENT,
    cell,
    difference_said,
    figure_said,
    level_said,
    unit_said,
    with_unit,
)
from nagara.reports.paper import Column, Picture, Table
from nagara.reports.words import comparisons as words

if TYPE_CHECKING:
    from nagara.pathways.least_cost.comparison.course import Course, Promised
    from nagara.pathways.least_cost.comparison.side_by_side import Comparison
    from nagara.reports.said import Voice

__all__ = ["drawn_figures", "figure_picture"]

HEADLINES: Final = (
    "sdg_11_6_1_frac",
    "zero_waste_frac",
    "plastic_to_water_t_per_year",
    "methane_t_per_year",
    "cost_usd_per_household",
)
"""What is drawn where nothing was promised."""
BESIDE: Final = {
    "ghg_t_co2e_per_year": "ghg_without_fuel_t_co2e_per_year",
    "ghg_cut_frac": "ghg_without_fuel_t_co2e_per_year",
}
"""What is drawn too, because more courses know it."""
KILO_FROM: Final = 10_000.0


def drawn_figures(comparison: Comparison) -> tuple[str, ...]:
    """Figures that get a picture: all that were promised."""
    asked = comparison.promised or HEADLINES
    wanted = {*asked, *(BESIDE[code] for code in asked if code in BESIDE)}
    return tuple(code for code in comparison.figures if code in wanted)


def figure_picture(comparison: Comparison, figure: str, voice: Voice) -> Picture:
    """Draw one figure of all courses.

    Parameters
    ----------
    comparison
        The courses.
    figure
        Code of the figure.
    voice
        The language it is said in.
    """
    title = figure_said(figure, voice)
    drawn = [each for each in comparison.courses if each.kind is not CourseKind.ACCOUNT]
    shown = [each if _is_drawn(comparison, each, figure) else None for each in drawn]
    accounts = [each for each in comparison.accounts if _is_drawn(comparison, each, figure)]
    promised = sorted({(each.promise.from_year, each.promise.target) for each in _promises(comparison, figure)})
    scale = _scale(figure)
    lines = tuple(
        None if each is None else _line(each, figure, scale, has_band=_banded(shown) is each) for each in shown
    )
    points = tuple(_point(each, figure, scale) for each in accounts)
    targets = tuple((year, target * scale) for year, target in promised)
    said = _description(comparison, figure, shown, accounts, promised, voice)
    ends = [value for each in lines if each for _, value in each.points]
    ends += [end for each in lines if each for _, low, high in each.band for end in (low, high)]
    ends += [end for point in points for end in (point.low, point.high)]
    ends += [0.0, *(target for _, target in targets)]
    chart = CoursePicture(
        frame=Frame(id=f"compared-{figure}", title=title, description=said),
        axis=round_axis(min(ends), max(ends), voice.number, most=5),
        years=(comparison.years[0], comparison.years[-1]),
        lines=lines,
        points=points,
        promised=targets,
        said_measured=voice.text(words.SAID_MEASURED),
        said_promised=voice.text(words.SAID_PROMISED),
    )
    return Picture(
        title=voice.text(words.PICTURE_TABLE, figure=title, unit=unit_said(figure, voice)),
        description=said,
        wide=draw(chart, WIDE),
        narrow=draw(chart, NARROW),
        table=_table(comparison, figure, voice),
    )


def _is_drawn(comparison: Comparison, course: Course, figure: str) -> bool:
    return figure in course.levels and comparison.is_like_first(course, figure)


def _banded(shown: list[Course | None]) -> Course | None:
    """The one scenario whose interval is drawn; bands of several would hide each other."""
    scenarios = [each for each in shown if each is not None and each.kind is CourseKind.SCENARIO]
    return scenarios[0] if len(scenarios) == 1 else None


def _promises(comparison: Comparison, figure: str) -> list[Promised]:
    return [
        each
        for plan in comparison.plans
        if plan.made is not None
        for each in plan.made.promised
        if each.promise.figure == figure
    ]


def _scale(figure: str) -> float:
    """Shares count in percent."""
    return PERCENT if COMPARED_FIGURES[figure].unit == "frac" else 1.0


def _line(course: Course, figure: str, scale: float, *, has_band: bool) -> CourseLine:
    levels = list(zip(course.years, course.levels[figure], strict=True))
    band = tuple(
        (year, each.low * scale, each.high * scale)
        for year, each in levels
        if each.low is not None and each.high is not None
    )
    return CourseLine(
        label=course.name,
        points=tuple((year, each.value * scale) for year, each in levels),
        band=band if has_band else (),
    )


def _point(course: Course, figure: str, scale: float) -> CoursePoint:
    level = course.levels[figure][0]
    low, high = (level.value if end is None else end for end in (level.low, level.high))
    return CoursePoint(year=course.years[0], value=level.value * scale, low=low * scale, high=high * scale)


def _description(
    comparison: Comparison,
    figure: str,
    shown: list[Course | None],
    accounts: list[Course],
    promised: list[tuple[int, float]],
    voice: Voice,
) -> str:
    said = [_line_said(each, figure, voice) for each in shown if each is not None]
    for account in accounts:
        value = level_said(figure, account.levels[figure][0], voice)
        gaps = {"year": str(account.years[0]), "value": value, "unit": unit_said(figure, voice)}
        said.append(voice.text(words.PICTURE_POINT, **gaps))
    for year, target in promised:
        said.append(voice.text(words.PICTURE_PROMISE, year=str(year), target=with_unit(figure, target, voice)))
    banded = _banded(shown)
    if banded is not None:
        said.append(voice.text(words.SAID_BAND, course=banded.name))
    left_out = [
        each.name for each in comparison.courses if figure in each.levels and not comparison.is_like_first(each, figure)
    ]
    said += [voice.text(words.PICTURE_UNLIKE, course=name) for name in left_out]
    return " ".join(said)


def _line_said(course: Course, figure: str, voice: Voice) -> str:
    levels = course.levels[figure]
    return voice.text(
        words.PICTURE_LINE,
        course=course.name,
        first_value=with_unit(figure, levels[0].value, voice),
        last_value=with_unit(figure, levels[-1].value, voice),
        first=str(course.years[0]),
        last=str(course.years[-1]),
    )


def _table(comparison: Comparison, figure: str, voice: Voice) -> Table:
    """Every year of the figure: what each course says, what it has more than the first, what was measured."""
    first, measured = comparison.courses[0], {each.years[0]: each for each in comparison.accounts}
    lines = [each for each in comparison.courses if each.kind is not CourseKind.ACCOUNT]
    columns = [Column(label=voice.text(words.COLUMN_YEAR))]
    for each in lines:
        columns.append(Column(label=each.name, is_number=True))
        if each is not first and figure in first.levels and figure in each.levels:
            less = voice.text(words.COLUMN_LESS, first=first.name, second=each.name)
            columns.append(Column(label=less, is_number=True))
    if measured:
        columns.append(Column(label=voice.text(words.COLUMN_MEASURED), is_number=True))
    rows = []
    for year in comparison.years:
        cells = [str(year)]
        for each in lines:
            cells.append(cell(comparison, each, figure, year, voice))
            if each is not first and figure in first.levels and figure in each.levels:
                cells.append(difference_said(comparison, each, figure, year, voice))
        if measured:
            account = measured.get(year)
            cells.append(
                voice.text(words.OUTSIDE) if account is None else cell(comparison, account, figure, year, voice)
            )
        rows.append(tuple(cells))
    gaps = {"figure": figure_said(figure, voice), "unit": unit_said(figure, voice)}
    return Table(caption=voice.text(words.PICTURE_TABLE, **gaps), columns=tuple(columns), rows=tuple(rows))
