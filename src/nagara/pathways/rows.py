"""Whether a scenario can be meant: its words, its numbers, its years and its facilities, row by row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from nagara.evidence import codelist
from nagara.findings import Finding
from nagara.pathways.levers import Lever, categories_of, levers, words_of
from nagara.pathways.scenario import reached
from nagara.waste.material_map import CATEGORIES

if TYPE_CHECKING:
    from nagara.pathways.scenario import Change, Scenario

__all__ = ["KnownFacility", "row_findings"]

Values: TypeAlias = dict[str, str | float]
_SITES = ("landfill", "dumpsite")
_SHARES_SUM = 1.0 + 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFacility:
    """A facility and the years in which it can be used; ``None`` is without end."""

    kind: str
    opening: int | None = None
    closing: int | None = None


def row_findings(
    scenario: Scenario, facilities: Mapping[str, str], years: Sequence[int], first: int
) -> tuple[Finding, ...]:
    """What is wrong with the rows of a scenario before anything is computed.

    Parameters
    ----------
    scenario
        Its rows.
    facilities
        Kind by code of the facilities that the city has.
    years
        Years that are worked out.
    first
        Year of the records.
    """
    known, doubts = _facilities(scenario, facilities)
    for change in scenario.changes:
        lever = levers().get(change.what)
        if lever is None:
            values: Values = {"what": change.what, "known": ", ".join(levers())}
            doubts.append(Finding(code="scenario-lever-unknown", values=values, place=change.place("what")))
            continue
        doubts += _year(change, years, first)
        doubts += _of_which(change, lever, known)
        doubts += _facility(change, lever, known)
        doubts += _value(change, lever)
    doubts += _shares(scenario, years, known)
    return tuple(doubts)


def _facilities(scenario: Scenario, facilities: Mapping[str, str]) -> tuple[dict[str, KnownFacility], list[Finding]]:
    """The facilities of a city and of a scenario, and the doubts about their opening and closing."""
    known = {code: KnownFacility(kind=kind) for code, kind in facilities.items()}
    doubts = []
    for change in scenario.changes:
        if change.what == "facility_opens" and change.facility:
            if change.facility in known:
                values: Values = {"facility": change.facility}
                doubts.append(Finding(code="scenario-facility-exists", values=values, place=change.place("facility")))
            else:
                known[change.facility] = KnownFacility(kind=change.of_which or "", opening=change.from_year)
    for change in scenario.changes:
        place = known.get(change.facility or "")
        if change.what == "facility_closes" and place is not None and change.facility:
            if place.opening is not None and place.opening >= change.from_year:
                values = {"facility": change.facility, "closing": change.from_year, "opening": place.opening}
                where = change.place("from_year")
                doubts.append(Finding(code="scenario-closing-before-opening", values=values, place=where))
                continue
            closed = KnownFacility(kind=place.kind, opening=place.opening, closing=change.from_year)
            known[change.facility] = closed
    return known, doubts


def _year(change: Change, years: Sequence[int], first: int) -> Iterator[Finding]:
    place = change.place("from_year")
    if change.from_year <= first:
        values: Values = {"year": change.from_year, "first": first, "next": first + 1}
        yield Finding(code="scenario-year-too-early", values=values, place=place)
    elif years and change.from_year > years[-1]:  # years that run backwards are refused as such
        yield Finding(code="scenario-year-too-late", values={"year": change.from_year, "last": years[-1]}, place=place)
    if change.until_year is not None and change.until_year < change.from_year:
        values = {"year": change.from_year, "until": change.until_year}
        yield Finding(code="scenario-until-before-from", values=values, place=change.place("until_year"))


def _of_which(change: Change, lever: Lever, known: Mapping[str, KnownFacility]) -> Iterator[Finding]:
    place = change.place("of_which")
    if lever.of_which == "facility":
        if change.of_which and change.of_which not in known:
            values: Values = {"facility": change.of_which, "year": change.from_year, "known": ", ".join(known)}
            yield Finding(code="scenario-facility-unknown", values=values, place=place)
        elif change.of_which:
            yield from _used(change, change.of_which, known[change.of_which], place_of="of_which")
        return
    words = words_of(lever.of_which)
    if not words or (not change.of_which and lever.of_which == "category-or-all"):
        return
    values = {"what": lever.code, "known": ", ".join(words)}
    if not change.of_which:
        yield Finding(code="scenario-of-which-missing", values=values, place=place)
    elif change.of_which not in words:
        unknown = {**values, "of_which": change.of_which}
        yield Finding(code="scenario-of-which-unknown", values=unknown, place=place)


def _facility(change: Change, lever: Lever, known: Mapping[str, KnownFacility]) -> Iterator[Finding]:
    if not lever.facility or (lever.facility == "site-or-none" and not change.facility):
        return
    place = change.place("facility")
    fit = [code for code, entry in known.items() if not lever.facility.startswith("site") or entry.kind in _SITES]
    if not change.facility:
        values: Values = {"what": lever.code, "known": ", ".join(fit)}
        yield Finding(code="scenario-facility-missing", values=values, place=place)
    elif change.facility not in known:
        values = {"facility": change.facility, "year": change.from_year, "known": ", ".join(fit)}
        yield Finding(code="scenario-facility-unknown", values=values, place=place)
    elif change.facility not in fit:
        kind = codelist("facility_kind")[known[change.facility].kind]["label"].lower()
        values = {"what": lever.code, "facility": change.facility, "kind": kind, "known": ", ".join(fit)}
        yield Finding(code="scenario-facility-unfit", values=values, place=place)
    elif lever.code not in {"facility_opens", "facility_closes"}:
        yield from _used(change, change.facility, known[change.facility])


def _used(change: Change, code: str, facility: KnownFacility, *, place_of: str = "from_year") -> Iterator[Finding]:
    """Say where a facility is used before it opens, or from the year on in which it closes."""
    too_early = facility.opening is not None and change.from_year < facility.opening
    too_late = facility.closing is not None and change.from_year >= facility.closing
    if too_early or too_late:
        values: Values = {
            "facility": code,
            "year": change.from_year,
            "opening": facility.opening or "today",
            "closing": "the end" if facility.closing is None else facility.closing - 1,
        }
        yield Finding(code="scenario-facility-not-open", values=values, place=change.place(place_of))


def _value(change: Change, lever: Lever) -> Iterator[Finding]:
    if not lever.units:
        return
    values: Values = {"what": lever.code, "low": lever.low, "high": lever.high, "units": " or ".join(lever.units)}
    if change.unit is not None and change.unit not in lever.units:
        unknown: Values = {"what": lever.code, "unit": change.unit, "known": ", ".join(lever.units)}
        yield Finding(code="scenario-unit-unknown", values=unknown, place=change.place("unit"))
        return
    if change.value is None:
        if lever.code != "facility_opens":
            yield Finding(code="scenario-value-missing", values=values, place=change.place("value"))
        return
    most = 1.0 if (change.unit or lever.units[0]) == "frac" and lever.code == "send_to_facility" else lever.high
    for name in ("value", "low", "high"):
        number = getattr(change, name)
        if number is not None and not lever.low <= number <= most:
            outside: Values = {**values, "value": number, "high": most}
            yield Finding(code="scenario-value-outside", values=outside, place=change.place(name))
            return
    low, high = (change.value if end is None else end for end in (change.low, change.high))
    if not low <= change.value <= high:
        wrong: Values = {"value": change.value, "low": low, "high": high}
        yield Finding(code="scenario-range-wrong", values=wrong, place=change.place("value"))


def _shares(scenario: Scenario, years: Sequence[int], known: Mapping[str, KnownFacility]) -> Iterator[Finding]:
    """Say where the shares of a category that leave disposal add up to more than one."""
    sums: dict[tuple[int, int], float] = {}
    for change in scenario.changes:
        if change.what != "send_to_facility" or (change.unit or "frac") != "frac" or change.value is None:
            continue
        is_site = (change.facility or "") in known and known[change.facility or ""].kind in _SITES
        if is_site or (change.of_which and change.of_which not in words_of("category-or-all")):
            continue
        parts = reached(change, years) * change.value
        for row in categories_of(change.of_which):
            for year, part in zip(years, parts, strict=True):
                total = sums[int(row), year] = sums.get((int(row), year), 0.0) + float(part)
                if total > _SHARES_SUM:
                    label = codelist("waste_category")[CATEGORIES[row]]["label"].lower()
                    values: Values = {"year": year, "percent": round(100 * total, 1), "fraction": label}
                    yield Finding(code="scenario-shares-above-one", values=values, place=change.place("value"))
                    return
