"""The design of the household survey: strata, areas, how they were chosen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from nagara.findings import Finding, Place
from nagara.waste.records import CityRecords

__all__ = ["design_findings", "strata_findings"]

ADVISED_AREAS: Final = 5
LEAST_AREAS: Final = 2
STRATA_DOUBTED_FRAC: Final = 0.02
STRATA_REFUSED_FRAC: Final = 0.20


def design_findings(records: CityRecords) -> Iterable[Finding]:
    """Doubt the design; a single area in a stratum is the estimator's own finding."""
    yield from _strata(records)
    if not records.weighings:
        return
    yield from _areas(records)
    yield from _selection(records)


def strata_findings(strata: float, city: float, place: Place | None) -> Iterable[Finding]:
    """Contradict strata and a city that do not hold the same number of people.

    Parameters
    ----------
    strata, city
        People of all strata, and of the city [persons].
    place
        Where the first stratum says how many it holds.

    Returns
    -------
    Iterable of Finding
        A doubt from two per cent on; beyond a fifth it blocks.
    """
    apart = abs(strata / city - 1)
    if apart > STRATA_DOUBTED_FRAC:
        code = "strata-far-from-city" if apart > STRATA_REFUSED_FRAC else "strata-do-not-sum"
        yield Finding(code=code, values={"strata": strata, "city": city, "percent": round(100 * apart, 1)}, place=place)


def _strata(records: CityRecords) -> Iterable[Finding]:
    if records.strata:
        total = sum(stratum.population for stratum in records.strata)
        yield from strata_findings(total, records.city.population, records.strata[0].place("population"))


def _areas(records: CityRecords) -> Iterable[Finding]:
    inhabited = {household.area for household in records.households}
    for area in records.areas:
        if area.area not in inhabited:
            yield Finding(code="area-without-households", values={"area": area.area}, place=area.place("area"))
    surveyed = Counter(area.stratum for area in records.areas if area.area in inhabited)
    for stratum in records.strata:
        if LEAST_AREAS <= surveyed[stratum.stratum] < ADVISED_AREAS:
            values: dict[str, str | float] = {"stratum": stratum.stratum, "count": surveyed[stratum.stratum]}
            yield Finding(code="few-areas-in-stratum", values=values, place=stratum.place("stratum"))
        if stratum.areas_total is not None and stratum.areas_total < surveyed[stratum.stratum]:
            values = {
                "stratum": stratum.stratum,
                "count": surveyed[stratum.stratum],
                "total": stratum.areas_total,
            }
            yield Finding(code="more-areas-than-exist", values=values, place=stratum.place("areas_total"))


def _selection(records: CityRecords) -> Iterable[Finding]:
    for code, selection in (("areas-chosen-by-hand", "chosen"), ("selection-unknown", None)):
        areas = [area for area in records.areas if area.selection == selection]
        if areas:
            values = {"count": len(areas), "all": len(records.areas)}
            yield Finding(code=code, values=values, place=areas[0].place("selection"))
