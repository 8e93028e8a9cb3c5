"""What the waste is made of, at each point where it was sorted."""

from __future__ import annotations

from math import hypot
from typing import TYPE_CHECKING

from nagara.evidence.codes import codelist
from nagara.reports import words
from nagara.reports.charts import composition_bars
from nagara.reports.charts.axis import round_axis
from nagara.reports.charts.drawing import NARROW, WIDE, Frame
from nagara.reports.paper import Block, Column, Picture, Section, Table, Words

if TYPE_CHECKING:
    from nagara.indicators.result import CityYear, Composition, Figure
    from nagara.reports.said import Voice

__all__ = ["category", "composition"]


def composition(result: CityYear, voice: Voice) -> Section:
    """The twelve categories, and whether the two points of measurement agree."""
    candidates = (
        result.city_composition,
        result.household_groups,
        result.disposal_groups,
        result.household_composition,
        result.disposal_composition,
    )
    points = tuple(point for point in candidates if point is not None)
    heading = voice.text(words.COMPOSITION)
    if not points:
        nothing = Words(words=voice.text(words.COMPOSITION_NONE))
        return Section(id="composition", heading=heading, blocks=(nothing,))
    blocks: list[Block] = [Words(words=_sentence(points[0], voice))]
    for number, alike in enumerate(_by_list(points)):
        blocks.append(_picture(number, alike, voice))
    blocks.append(Words(words=_triangulation(result, voice)))
    return Section(id="composition", heading=heading, blocks=tuple(blocks))


def _by_list(points: tuple[Composition, ...]) -> list[tuple[Composition, ...]]:
    """Points that were sorted by the same list of categories stand in one picture."""
    lists = dict.fromkeys(tuple(point.parts) for point in points)
    return [tuple(point for point in points if tuple(point.parts) == codes) for codes in lists]


def _picture(number: int, points: tuple[Composition, ...], voice: Voice) -> Picture:
    names = tuple(voice.text(words.POINTS_OF_MEASUREMENT[point.point]) for point in points)
    title = voice.text(words.COMPOSITION_PICTURE, points=", ".join(names))
    sentences = " ".join(_sentence(point, voice) for point in points)
    largest = max(part.high or part.value or 0.0 for point in points for part in point.parts.values())
    chart = composition_bars.CompositionBars(
        frame=Frame(id=f"composition-{number}", title=title, description=sentences),
        axis=round_axis(0.0, largest, lambda value, decimals: voice.percent(value, max(0, decimals - 2))),
        points=names,
        rows=tuple(
            (category(code, voice), tuple(_share(point.parts.get(code), voice) for point in points))
            for code in points[0].parts
        ),
    )
    level = next(iter(points[0].parts.values())).level
    return Picture(
        title=title,
        description=voice.text(words.INTERVAL_NOTE, level=voice.percent(level)),
        wide=composition_bars.draw(chart, WIDE),
        narrow=composition_bars.draw(chart, NARROW),
        table=_table(title, points, voice),
    )


def _share(part: Figure | None, voice: Voice) -> composition_bars.Share | None:
    if part is None or part.value is None:
        return None
    return composition_bars.Share(said=voice.value(part), value=part.value, low=part.low, high=part.high)


def _table(caption: str, points: tuple[Composition, ...], voice: Voice) -> Table:
    heads = [voice.text(words.POINTS_OF_MEASUREMENT[point.point]) for point in points]
    rows = []
    for code in points[0].parts:
        parts = [point.parts.get(code) for point in points]
        rows.append(
            (category(code, voice), *(voice.said(part) if part else voice.text(words.NO_FIGURE) for part in parts))
        )
    return Table(
        caption=caption,
        columns=(
            Column(label=voice.text(words.COLUMNS["category"])),
            *(Column(label=head, is_number=True) for head in heads),
        ),
        rows=tuple(rows),
    )


def _sentence(point: Composition, voice: Voice) -> str:
    code, part = max(point.parts.items(), key=lambda entry: entry[1].value or 0.0)
    return voice.text(
        words.COMPOSITION_SENTENCE,
        category=category(code, voice),
        said=voice.said(part),
        point=voice.text(words.POINT_IN_SENTENCE[point.point]),
    )


def _triangulation(result: CityYear, voice: Voice) -> str:
    household, disposal = result.household_composition, result.disposal_composition
    if household is None or disposal is None:
        return voice.text(words.TRIANGULATION_ONE)
    apart = [
        category(code, voice)
        for code, part in household.parts.items()
        if code in disposal.parts and _are_apart(part, disposal.parts[code])
    ]
    if not apart:
        return voice.text(words.TRIANGULATION_AGREE)
    return voice.text(words.TRIANGULATION_DIFFER, categories=", ".join(apart))


def _are_apart(one: Figure, other: Figure) -> bool:
    """Whether the interval of the difference leaves out zero; the two samples are independent."""
    ends = (one.value, one.low, one.high, other.value, other.low, other.high)
    if any(end is None for end in ends):
        return False
    value, low, high, other_value, other_low, other_high = (end or 0.0 for end in ends)
    if value > other_value:
        return value - other_value > hypot(value - low, other_high - other_value)
    return other_value - value > hypot(high - value, other_value - other_low)


def category(code: str, voice: Voice) -> str:
    """Name a category, or a group of categories, of waste."""
    categories = codelist("waste_category")
    if code in categories:
        return voice.text(categories[code]["label"])
    groups = {row["group"]: row["group_label"] for row in categories.entries.values()}
    return voice.text(groups.get(code, code))
