"""Plans, scenarios by hand and what was measured, side by side: what differs, and what may not be compared.

Notes
-----
A difference is that of a course from the first one, in the same year. Two courses are compared in a figure only where
boundary, population basis and what the figure rests on are the same: money of one year, warming potentials and
guidelines of one edition, cuts against one year. A plan has no interval, an account has one: the plan is *as planned*
where it lies inside of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from nagara.pathways.least_cost.comparison.course import COMPARED_FIGURES, CUTS, Course, CourseKind, Level, ordered
from nagara.pathways.least_cost.question.refusals import PlanError

__all__ = [
    "MOST_COURSES",
    "Comparison",
    "MethodGap",
    "State",
    "Unlike",
    "Verdict",
    "compare",
    "unlike",
    "unlike_cost",
]

MOST_COURSES: Final = 4
"""Plans and scenarios that can be told apart in one picture; accounts are beside them."""
ROUNDING: Final = 1e-6
"""How far a plan may lie outside an interval and still be inside, relative to the figure [1]."""
METHOD_GAP: Final = 0.005
"""Difference in the year of the same records that is worth saying, relative to the larger [1]."""


class State(StrEnum):
    """How what was measured stands to what was planned."""

    AS_PLANNED = "as-planned"
    """The plan lies inside the interval of what was measured."""
    BETTER = "better"
    WORSE = "worse"
    MORE = "more"
    LESS = "less"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlike:
    """Why two courses are not compared.

    Parameters
    ----------
    code
        ``boundary``, ``population``, ``prices``, ``gwp``, ``guidelines`` or ``base-year``.
    first, second
        Names of the courses.
    ours, theirs
        What each has.
    figures
        Codes of the figures that this concerns.
    """

    code: str
    first: str
    second: str
    ours: str
    theirs: str
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One figure of one year, planned and measured.

    Parameters
    ----------
    plan, account
        Names of the courses.
    figure, year
        What is judged.
    planned
        What the plan foresaw.
    measured
        What was measured, with its interval.
    state
        How the one stands to the other.
    """

    plan: str
    account: str
    figure: str
    year: int
    planned: float
    measured: Level
    state: State


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodGap:
    """Two courses that speak of the same year of records and do not say the same: their methods differ by so much."""

    figure: str
    year: int
    first: str
    second: str
    ours: float
    theirs: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Courses side by side.

    Parameters
    ----------
    courses
        Plans, then scenarios, then accounts in the order of their years; differences are from the first.
    years
        All years that any of them knows.
    figures
        Figures that at least one of them knows, in the order of tables.
    promised
        Figures that a plan was made for, in the same order.
    unlike
        What is not compared, and why.
    gaps
        Where a course begins apart from the first though their records are of the same year.
    verdicts
        Every plan against every account.
    """

    courses: tuple[Course, ...]
    years: tuple[int, ...]
    figures: tuple[str, ...]
    promised: tuple[str, ...]
    unlike: tuple[Unlike, ...]
    gaps: tuple[MethodGap, ...]
    verdicts: tuple[Verdict, ...]

    @property
    def plans(self) -> tuple[Course, ...]:
        """The plans among the courses."""
        return tuple(each for each in self.courses if each.kind is CourseKind.PLAN)

    @property
    def accounts(self) -> tuple[Course, ...]:
        """The accounts among the courses."""
        return tuple(each for each in self.courses if each.kind is CourseKind.ACCOUNT)

    def is_like_first(self, course: Course, figure: str) -> bool:
        """Whether a figure of a course may be compared with that of the first one."""
        return course is self.courses[0] or unlike(self.courses[0], course, figure) is None

    def difference(self, course: Course, figure: str, year: int) -> float | None:
        """What a course has more than the first one; nothing where one does not know it or they are not alike."""
        first, other = self.courses[0].at(figure, year), course.at(figure, year)
        if first is None or other is None or not self.is_like_first(course, figure):
            return None
        return other.value - first.value


def compare(courses: Sequence[Course]) -> Comparison:
    """Put courses side by side.

    Parameters
    ----------
    courses
        Plans first; the first one is what differences are from.

    Raises
    ------
    PlanError
        If there is nothing to compare, or the courses are of different cities.
    """
    rank = {kind: at for at, kind in enumerate(CourseKind)}
    inside = sorted(courses, key=lambda each: (rank[each.kind], each.years[0] if _is_account(each) else 0))
    _refuse(inside)
    known = {figure for each in inside for figure in each.levels}
    plans, accounts = [each for each in inside if each.made is not None], [each for each in inside if _is_account(each)]
    return Comparison(
        courses=tuple(inside),
        years=tuple(sorted({year for each in inside for year in each.years})),
        figures=ordered(list(known)),
        promised=ordered([each.promise.figure for plan in plans if plan.made for each in plan.made.promised]),
        unlike=tuple(_unlikes(inside)),
        gaps=tuple(gap for other in inside[1:] for gap in _gaps(inside[0], other)),
        verdicts=tuple(verdict for plan in plans for account in accounts for verdict in _verdicts(plan, account)),
    )


def unlike(one: Course, other: Course, figure: str) -> tuple[str, str, str] | None:
    """Why a figure of two courses may not be compared: a code and what each has; nothing where it may.

    Parameters
    ----------
    one, other
        The courses.
    figure
        Code of the figure.
    """
    ours, theirs = one.basis, other.basis
    asked = [
        ("boundary", ours.boundary, theirs.boundary),
        ("population", ours.population_basis, theirs.population_basis),
    ]
    if figure.startswith("cost_"):
        asked.append(("prices", _money(one), _money(other)))
    if figure.startswith(("ghg_", "methane_")):
        asked.append(("guidelines", ours.guidelines, theirs.guidelines))
    if figure.startswith("ghg_"):
        asked.append(("gwp", ours.gwp, theirs.gwp))
    if figure in CUTS:
        asked.append(("base-year", _text(ours.base_year), _text(theirs.base_year)))
    return next(((code, a, b) for code, a, b in asked if a and b and a != b), None)


def unlike_cost(one: Course, other: Course) -> bool:
    """Whether the discounted cost of two plans may not be compared: other years, another rate or other money."""
    if one.made is None or other.made is None:
        return True
    return (one.years, one.made.discount_frac, _money(one)) != (other.years, other.made.discount_frac, _money(other))


def _money(course: Course) -> str | None:
    basis = course.basis
    return None if basis.price_year is None else f"{basis.currency} {basis.price_year}"


def _text(year: int | None) -> str | None:
    return None if year is None else str(year)


def _is_account(course: Course) -> bool:
    return course.kind is CourseKind.ACCOUNT


def _refuse(courses: Sequence[Course]) -> None:
    if len(courses) < 2:  # noqa: PLR2004  (one thing is no comparison)
        why = "one course alone cannot be compared"
        raise PlanError("comparison", why, "Name a second plan, a scenario, or the records of a later year.")
    if courses[0].kind is not CourseKind.PLAN:
        raise PlanError("comparison", "there is no plan among what is compared", "Name a plan.")
    first = courses[0].basis
    for other in courses[1:]:
        if (other.basis.city.casefold(), other.basis.country_iso3) != (first.city.casefold(), first.country_iso3):
            why = f"it is of {other.basis.city}, and {courses[0].name} is of {first.city}"
            raise PlanError(other.name, why, "Compare what is of one city.")
    lines = [each for each in courses if not _is_account(each)]
    if len(lines) > MOST_COURSES:
        why = f"{len(lines)} plans and scenarios are more than a picture tells apart"
        raise PlanError("comparison", why, f"Name {MOST_COURSES} at most.")
    years = [each.years[0] for each in courses if _is_account(each)]
    if twice := next((year for year in years if years.count(year) > 1), None):
        raise PlanError("comparison", f"there are two accounts of {twice}", "Name one account for each year.")


def _unlikes(courses: Sequence[Course]) -> list[Unlike]:
    """What is not compared of the first course and another, one line for each reason."""
    first, out = courses[0], []
    for other in courses[1:]:
        found: dict[tuple[str, str, str], list[str]] = {}
        for figure in COMPARED_FIGURES:
            why = unlike(first, other, figure)
            if why is not None and figure in first.levels and figure in other.levels:
                found.setdefault(why, []).append(figure)
        out += [
            Unlike(code=code, first=first.name, second=other.name, ours=ours, theirs=theirs, figures=tuple(figures))
            for (code, ours, theirs), figures in found.items()
        ]
    return out


def _gaps(one: Course, other: Course) -> list[MethodGap]:
    """Where two courses of the same year of records begin apart."""
    year = one.basis.records_year
    if year != other.basis.records_year:
        return []
    out = []
    for figure in one.levels:
        ours, theirs = one.at(figure, year), other.at(figure, year)
        if ours is None or theirs is None or unlike(one, other, figure):
            continue
        if abs(ours.value - theirs.value) > METHOD_GAP * max(abs(ours.value), abs(theirs.value)):
            gap = MethodGap(
                figure=figure, year=year, first=one.name, second=other.name, ours=ours.value, theirs=theirs.value
            )
            out.append(gap)
    return out


def _verdicts(plan: Course, account: Course) -> list[Verdict]:
    """Of a year that the plan foresaw; the year of its own records it only took over."""
    year, out = account.years[0], []
    if year <= plan.basis.records_year:
        return []
    for figure in COMPARED_FIGURES:
        planned, measured = plan.at(figure, year), account.at(figure, year)
        if planned is None or measured is None or unlike(plan, account, figure):
            continue
        out.append(
            Verdict(
                plan=plan.name,
                account=account.name,
                figure=figure,
                year=year,
                planned=planned.value,
                measured=measured,
                state=_state(figure, planned.value, measured),
            )
        )
    return out


def _state(figure: str, planned: float, measured: Level) -> State:
    low = measured.value if measured.low is None else min(measured.low, measured.value)
    high = measured.value if measured.high is None else max(measured.high, measured.value)
    near = ROUNDING * max(abs(planned), abs(measured.value), 1.0 if figure.endswith("_frac") else 0.0)
    if low - near <= planned <= high + near:
        return State.AS_PLANNED
    is_more, better = planned < low, COMPARED_FIGURES[figure].is_more_better
    if better is None:
        return State.MORE if is_more else State.LESS
    return State.BETTER if is_more is better else State.WORSE
