"""Places that a planner wrote down, and the city's own numbers, as the page of a plan says them back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nagara.evidence import factor
from nagara.reports.paper import Block, Column, Section, Table, Words
from nagara.reports.plans.tables import place_name
from nagara.reports.words import plan_places as words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nagara.pathways.least_cost.question.places import OwnNumber, Places
    from nagara.pathways.least_cost.study import PlanStudy
    from nagara.reports.said import Voice

__all__ = ["situated"]


def situated(study: PlanStudy, voice: Voice) -> Section | None:
    """Zones, ways, what stands and own numbers; nothing where nobody wrote any of it down.

    Parameters
    ----------
    study
        The plan and what was asked beside it.
    voice
        The language.
    """
    places = study.settings.places
    tables = (
        _zones(study, places, voice),
        _ways(study, voice) if places.zones else None,
        _standing(study, voice),
        _numbers(places, voice),
    )
    found = [table for table in tables if table is not None]
    if not found and not places.new and not places.integrates_informal:
        return None
    blocks: list[Block] = [Words(words=voice.text(words.FROM_FILE, file=places.file), look="quiet"), *found]
    return Section(id="places", heading=voice.text(words.HEADING), blocks=tuple(blocks))


def _table(caption: str, labels: Mapping[str, str], rows: Sequence[tuple[str, ...]], voice: Voice) -> Table | None:
    if not rows:
        return None
    texts = {"zone", "from", "to", "place", "number", "unit", "source", "whose"}
    columns = tuple(Column(label=voice.text(label), is_number=name not in texts) for name, label in labels.items())
    return Table(caption=voice.text(caption), columns=columns, rows=tuple(rows))


def _zones(study: PlanStudy, places: Places, voice: Voice) -> Table | None:
    zones = study.plan.problem.zones
    waste = {zone.code: float(zone.generated_t[:, 0].sum()) for zone in zones}
    whole = sum(waste.values())
    rows = [
        (
            zone.name,
            voice.percent(zone.people_frac),
            voice.percent(waste[zone.code] / whole),
            _number(zone.area_km2, voice, 1),
        )
        for zone in places.zones
    ]
    return _table(words.ZONES_TABLE, words.COLUMNS_OF_ZONES, rows, voice)


def _ways(study: PlanStudy, voice: Voice) -> Table | None:
    problem = study.plan.problem
    names = {zone.code: zone.name for zone in problem.zones}
    names |= {place.code: place_name(place, voice) for place in problem.facilities}
    first = {zone.code for zone in problem.zones} | {
        place.code for place in problem.facilities if place.technology.kind == "transfer"
    }
    used = {(flow.origin, flow.target) for flow in study.plan.flows if flow.mass_t.max() > 1.0}
    rows = [
        (
            names[way.origin],
            names[way.target],
            voice.number(way.km, 1),
            voice.number(way.usd_per_t, 2),
            voice.text(words.USUAL if way.is_usual else words.TOLD),
        )
        for way in problem.ways
        if way.origin in first and (way.origin, way.target) in used and way.km > 0
    ]
    return _table(words.WAYS_TABLE, words.COLUMNS_OF_WAYS, rows, voice)


def _standing(study: PlanStudy, voice: Voice) -> Table | None:
    names = {each.code: each.name for each in study.plan.problem.facilities}
    rows = [
        (
            names.get(said.code, said.code),
            _number(said.capacity_t_per_year, voice),
            _number(said.smallest_feed_t_per_year, voice),
            _number(said.airspace_t, voice),
            words.NOT_SAID if said.last_year is None else str(said.last_year),
            _number(said.closing_usd, voice),
        )
        for said in study.settings.places.standing
        if said.governs
    ]
    return _table(words.ENDS_TABLE, words.COLUMNS_OF_ENDS, rows, voice)


def _numbers(places: Places, voice: Voice) -> Table | None:
    rows = [_own(each, voice) for each in places.numbers]
    return _table(words.NUMBERS_TABLE, words.COLUMNS_OF_NUMBERS, rows, voice)


def _own(each: OwnNumber, voice: Voice) -> tuple[str, ...]:
    row = factor("technology", each.technology, each.parameter)
    within = words.NOT_SAID
    if each.low < each.high:
        within = voice.text(words.RANGE, low=_plain(each.low), high=_plain(each.high))
    return (
        f"{each.technology}.{each.parameter}",
        row.unit,
        _plain(each.value),
        within,
        _plain(row.value),
        each.source or words.NOT_SAID,
    )


def _plain(value: float) -> str:
    return f"{value:g}"


def _number(value: float | None, voice: Voice, decimals: int = 0) -> str:
    return words.NOT_SAID if value is None else voice.number(value, decimals)
