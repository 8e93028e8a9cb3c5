"""Daily bag weights: the households of one area in rows, the eight days in columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from nagara_web.accounts.requests import SignedInRequest
from nagara_web.answers.edits import Clash, RowEdit
from nagara_web.answers.models import Row
from nagara_web.answers.topics import Topic
from nagara_web.answers.views.grid import Seen, save_grid, seen_in, seen_words
from nagara_web.answers.views.page import Visit
from nagara_web.answers.views.saving import remember

__all__ = ["weighings_index", "weighings_page"]

DAYS: Final = tuple(range(1, 9))
KEPT_ALONE: Final = frozenset({"household", "day", "date"})
"""What a row may hold besides a weight and still be nothing but an empty place of the grid."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """The households of one survey area."""

    slug: str
    heading: str
    households: tuple[Row, ...]
    weighed: int

    @property
    def days(self) -> int:
        """Household-days that there are to weigh."""
        return len(self.households) * len(DAYS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One household on one day."""

    place: str
    day: int
    weight: str
    is_nothing: bool
    doubts: tuple[str, ...] = ()


def weighings_index(request: HttpRequest, visit: Visit, topic: Topic) -> HttpResponse:
    """The survey areas, each with how much of it is weighed."""
    after = visit.after(topic)
    context = {
        "visit": visit,
        "topic": topic,
        "where": visit.step_words(topic),
        "areas": _areas(visit),
        "base": visit.address_of(topic),
        "next": visit.address_of(after) if after else visit.address,
        "next_title": after.title if after else _("the list of tasks"),
        "rows_count": len(visit.rows.get("weighings", ())),
    }
    return render(request, "answers/weighings_index.html", context)


def weighings_page(request: SignedInRequest, visit: Visit, topic: Topic, part: str) -> HttpResponse:
    """The grid of one area, or saving it."""
    areas = _areas(visit)
    area = next((each for each in areas if each.slug == part), None)
    if area is None:
        raise Http404
    number = areas.index(area) + 1
    following = areas[number] if number < len(areas) else None
    base = visit.address_of(topic)
    next_address = f"{base}{following.slug}/" if following else base
    standing = _standing(area, visit.rows.get("weighings", ()))
    if request.method == "POST":
        names = {row.pk: place for place, row in standing.items()}
        return save_grid(
            request,
            visit,
            topic.table,
            _edits(request, area, visit.rows.get("weighings", ())),
            standing_now=lambda rows: _standing(area, rows),
            name_of=lambda clash: _name(clash, names),
            address=f"{base}{part}/",
            next_address=next_address,
        )
    remember(request, visit, f"{base}{part}/", area.heading)
    said: dict[int, list[str]] = {}
    for doubt in visit.doubts:
        if doubt.table == topic.table and doubt.row_id:
            said.setdefault(doubt.row_id, []).append(doubt.sentence)
    context = {
        "visit": visit,
        "topic": topic,
        "where": visit.step_words(topic),
        "area": area,
        "days": [(day, _date(standing, area, day)) for day in DAYS],
        "lines": [
            (household, [_cell(household, day, standing, said) for day in DAYS]) for household in area.households
        ],
        "seen_rows": seen_words(standing),
        "base": base,
        "next_heading": following.heading if following else "",
        "doubts": [
            each
            for each in visit.doubts
            if each.table == topic.table and each.row_id in {row.pk for row in standing.values()}
        ][:20],
    }
    return render(request, "answers/weighings.html", context)


def _areas(visit: Visit) -> list[Area]:
    weighed: dict[str, int] = {}
    for row in visit.rows.get("weighings", ()):
        if row.cells.get("weight_kg"):
            code = row.cells.get("household", "")
            weighed[code] = weighed.get(code, 0) + 1
    by_area: dict[str, list[Row]] = {}
    for household in visit.rows.get("households", ()):
        by_area.setdefault(household.cells.get("area", ""), []).append(household)
    found = []
    for area in visit.rows.get("areas", ()):
        code = area.cells.get("area", "")
        heading = " – ".join(part for part in (code, area.cells.get("name", "")) if part)
        found.append(_area(f"area-{area.pk}", heading, by_area.pop(code, []), weighed))
    rest = [household for households in by_area.values() for household in households]
    if rest:
        found.append(_area("area-0", _("Households without an area"), rest, weighed))
    return [each for each in found if each.households]


def _area(slug: str, heading: str, households: Sequence[Row], weighed: dict[str, int]) -> Area:
    codes = [household.cells.get("household", "") for household in households]
    return Area(
        slug=slug,
        heading=heading,
        households=tuple(households),
        weighed=sum(weighed.get(code, 0) for code in codes),
    )


def _standing(area: Area, rows: Sequence[Row]) -> dict[str, Row]:
    """The first row of each household and day, by its place in the grid."""
    ids = {household.cells.get("household", ""): household.pk for household in area.households}
    found: dict[str, Row] = {}
    for row in rows:
        household = ids.get(row.cells.get("household", ""))
        if household is not None:
            found.setdefault(f"{household}-{row.cells.get('day', '')}", row)
    return found


def _cell(household: Row, day: int, standing: dict[str, Row], said: dict[int, list[str]]) -> Cell:
    place = f"{household.pk}-{day}"
    row = standing.get(place)
    return Cell(
        place=place,
        day=day,
        weight=row.cells.get("weight_kg", "") if row else "",
        is_nothing=bool(row and row.cells.get("nothing_today") == "yes"),
        doubts=tuple(said.get(row.pk, ())) if row else (),
    )


def _date(standing: dict[str, Row], area: Area, day: int) -> str:
    rows = (standing.get(f"{household.pk}-{day}") for household in area.households)
    return next((row.cells["date"] for row in rows if row and row.cells.get("date")), "")


def _edits(request: SignedInRequest, area: Area, rows: Sequence[Row]) -> list[RowEdit]:
    """What was changed in the grid, row by row; untouched places are not written."""
    seen, standing = seen_in(request.POST.get("rows", "")), _standing(area, rows)
    shown = {day: _date(standing, area, day) for day in DAYS}
    edits = []
    for household in area.households:
        for day in DAYS:
            place = f"{household.pk}-{day}"
            if f"w-{place}" in request.POST:
                edit = _edit(request, household, day, seen.get(place), standing.get(place), shown[day])
                edits += [edit] if edit else []
    return edits


def _edit(
    request: SignedInRequest, household: Row, day: int, seen: Seen | None, row: Row | None, shown: str
) -> RowEdit | None:
    """One place of the grid; the date of a row is left alone unless the date over the column was changed."""
    place = f"{household.pk}-{day}"
    nothing = "yes" if request.POST.get(f"n-{place}") else ""
    weight = request.POST.get(f"w-{place}", "").strip() or ("0" if nothing else "")
    date = request.POST.get(f"d-{day}", "").strip()
    typed = {"weight_kg": weight, "nothing_today": nothing}
    if row is None:
        if not weight:
            return None
        if seen is not None:  # somebody took it away: that is said, and what was typed comes back
            return RowEdit("weighings", seen.row_id, seen.version, typed, is_partial=True)
        fixed = {"household": household.cells.get("household", ""), "day": str(day)}
        return RowEdit("weighings", cells={**fixed, **typed, **({"date": date} if date else {})}, is_partial=True)
    was = {name: row.cells.get(name, "") for name in typed}
    if was["nothing_today"] == "no" and not nothing:
        typed["nothing_today"] = "no"
    if date and date != shown:
        typed["date"] = date
    if typed == was:
        return None
    expected = seen.version if seen else 0
    is_empty = not weight and not nothing and "date" not in typed
    if is_empty and set(row.cells) <= KEPT_ALONE | {"weight_kg", "nothing_today"}:
        return RowEdit("weighings", row.pk, expected)
    return RowEdit("weighings", row.pk, expected, typed, is_partial=True)


def _name(clash: Clash, names: dict[int, str]) -> str:
    place = names.get(clash.row_id, "")
    if clash.field == "date":
        return f"d-{place.rpartition('-')[2]}"
    return f"n-{place}" if clash.field == "nothing_today" else f"w-{place}"
