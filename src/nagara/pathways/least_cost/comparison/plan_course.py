"""The course of a plan, read from the file that keeps it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import isfinite
from typing import Any, Final

import numpy as np

from nagara.pathways.least_cost.comparison.course import (
    COMPARED_FIGURES,
    CUTS,
    Basis,
    Course,
    CourseKind,
    Level,
    Made,
    Needed,
    Promised,
    Service,
)
from nagara.pathways.least_cost.question.promise import read_promise
from nagara.pathways.least_cost.question.refusals import PlanError

__all__ = ["PLAN_FORMAT", "plan_course"]

PLAN_FORMAT: Final = "nagara-plan/1"
"""Name and edition of the file that a course is read from."""
FUEL: Final = frozenset({"fuel", "other"})
"""Sources of gases that plans and accounts count differently: trucks, and what else the service burns and draws."""
MEND: Final = "Write the plan anew with nagara plan."


def plan_course(content: Mapping[str, Any], name: str) -> Course:
    """Read the course of a plan.

    Parameters
    ----------
    content
        The file ``plan.json``, parsed.
    name
        What the plan is called.

    Raises
    ------
    PlanError
        If the file is of another kind, or lacks what every plan has.
    """
    if not isinstance(content, Mapping) or content.get("format") != PLAN_FORMAT:
        raise PlanError(name, f"it is no plan of the format {PLAN_FORMAT}", MEND)
    read = _File(content, name)
    years = read.years()
    generated, cost = _generated(read, len(years)), read.summed("cost_usd", len(years))
    values = {code: read.series("figures", code, len(years)) for code in read.part("figures") if code in _COUNTED}
    gases = read.part("gases_t_co2e")
    burned = [read.series("gases_t_co2e", source, len(years)) for source in gases if source not in FUEL]
    values |= {
        "generated_t_per_year": generated,
        "ghg_without_fuel_t_co2e_per_year": np.sum(burned, axis=0) if burned else np.zeros(len(years)),
    }
    if (generated > 0).all():
        values["cost_usd_per_t"] = cost / generated
    for cut, whole in CUTS.items():
        if whole in values and values[whole][0] > 0:
            values[cut] = 1.0 - values[whole] / values[whole][0]
    return Course(
        name=name,
        kind=CourseKind.PLAN,
        basis=_basis(read, years),
        years=years,
        levels={
            code: tuple(Level(value=float(each)) for each in values[code])
            for code in COMPARED_FIGURES
            if code in values
        },
        unknown={code: "not-in-file" for code in COMPARED_FIGURES if code not in values},
        made=_made(read, len(years)),
    )


_COUNTED: Final = frozenset(COMPARED_FIGURES)


class _File:
    """A parsed file that says what is missing, where."""

    def __init__(self, content: Mapping[str, Any], name: str) -> None:
        self._content, self._name = content, name

    def years(self) -> tuple[int, ...]:
        years = self._content.get("years")
        whole = isinstance(years, list) and all(isinstance(each, int) for each in years)
        if not whole or not years or years != list(range(years[0], years[0] + len(years))):
            raise self._wrong("years", "holds no consecutive years")
        return tuple(years)

    def part(self, key: str) -> Mapping[str, Any]:
        found = self._content.get(key)
        if not isinstance(found, Mapping):
            raise self._wrong(key, "is missing")
        return found

    def rows(self, key: str) -> Iterator[Mapping[str, Any]]:
        found = self._content.get(key)
        if not isinstance(found, list) or not all(isinstance(each, Mapping) for each in found):
            raise self._wrong(key, "is missing")
        yield from found

    def word(self, key: str) -> str:
        found = self._content.get(key)
        if not isinstance(found, str):
            raise self._wrong(key, "is missing")
        return found

    def number(self, key: str) -> float:
        return self.number_in(self._content, key, key)

    def maybe(self, key: str) -> Any:  # noqa: ANN401  # what older files do not hold
        return self._content.get(key)

    def series(self, key: str, name: str, years: int) -> np.ndarray[Any, np.dtype[np.float64]]:
        return self.numbers(self.part(key).get(name), f"{key}, {name}", years)

    def summed(self, key: str, years: int) -> np.ndarray[Any, np.dtype[np.float64]]:
        rows = [self.series(key, name, years) for name in self.part(key)]
        return np.asarray(np.sum(rows, axis=0)) if rows else np.zeros(years)

    def numbers(self, found: Any, where: str, years: int) -> np.ndarray[Any, np.dtype[np.float64]]:  # noqa: ANN401
        if not isinstance(found, list) or len(found) != years or not all(map(_is_number, found)):
            raise self._wrong(where, f"does not hold one number for each of {years} years")
        return np.array(found, dtype=np.float64)

    def number_in(self, row: Mapping[str, Any], key: str, where: str) -> float:
        found = row.get(key)
        if not _is_number(found):
            raise self._wrong(where, "holds no number")
        return float(found)  # type: ignore[arg-type]  # a number, as was seen

    def _wrong(self, where: str, why: str) -> PlanError:
        return PlanError(f"{self._name}, {where}", f"it {why}", MEND)


def _is_number(found: object) -> bool:
    return isinstance(found, (int, float)) and not isinstance(found, bool) and isfinite(found)


def _generated(read: _File, years: int) -> np.ndarray[Any, np.dtype[np.float64]]:
    """What nobody collects, and what leaves the places to which nothing flows: the households [t/year]."""
    rows = list(read.rows("flows"))
    targets = {each.get("target") for each in rows}
    left = [read.numbers(each.get("t_per_year"), "flows", years) for each in rows if each.get("origin") not in targets]
    return np.asarray(np.sum([read.series("figures", "uncollected_t_per_year", years), *left], axis=0))


def _basis(read: _File, years: tuple[int, ...]) -> Basis:
    boundary, population = read.maybe("boundary"), read.maybe("population_basis")
    return Basis(
        city=read.word("city"),
        country_iso3=read.word("country_iso3"),
        records_year=years[0],
        gwp=read.word("gwp"),
        guidelines=read.word("guidelines"),
        boundary=str(boundary) if boundary else None,
        population_basis=str(population) if population else None,
        base_year=years[0],
        price_year=round(read.number("price_year")),
        currency=read.word("currency"),
        is_invented=bool(read.maybe("is_invented")),
        digests=frozenset(map(str, read.part("inputs").values())),
    )


def _made(read: _File, years: int) -> Made:
    called = read.maybe("services") or {}  # files of older editions hold codes alone
    return Made(
        promised=tuple(_promised(read)),
        needed=tuple(_needed(read)),
        services=tuple(
            Service(
                zone=zone,
                scheme=scheme,
                label=str(called.get(scheme, scheme)),
                share_frac=tuple(map(float, read.series("schemes", f"{zone}/{scheme}", years))),
            )
            for zone, scheme in (name.rsplit("/", 1) for name in read.part("schemes") if "/" in name)
        ),
        discounted_usd=read.number("discounted_usd"),
        discount_frac=read.number("discount_frac"),
        gap_frac=max(read.number("gap_frac"), 0.0),
        is_proven=bool(read.maybe("is_proven")),
    )


def _promised(read: _File) -> Iterator[Promised]:
    """What was promised; what a plan only keeps as it is today is no promise."""
    for each in read.rows("promises"):
        if not each.get("is_today"):
            yield Promised(promise=read_promise(str(each.get("promise"))), is_kept=bool(each.get("is_kept")))


def _needed(read: _File) -> Iterator[Needed]:
    for each in read.rows("projects"):
        yield Needed(
            title=str(each.get("title", "")),
            facility=str(each.get("facility", "")),
            decided=round(read.number_in(each, "decided", "projects")),
            needed_by=round(read.number_in(each, "needed_by", "projects")),
            size=read.number_in(each, "size", "projects"),
            size_unit=str(each.get("size_unit", "t_per_year")),
            investment_usd=read.number_in(each, "investment_usd", "projects"),
        )
