"""Tables of a comparison: what stands side by side, planned and measured, what was needed, all figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from nagara.pathways.least_cost.comparison.course import CourseKind
from nagara.reports.comparisons.said import (
    amount,
    cell,
    course_said,
    difference_said,
    figure_said,
    level_said,
    unit_said,
    with_unit,
)
from nagara.reports.paper import Column, Table
from nagara.reports.plans.tables import million, shown_years
from nagara.reports.words import comparisons as words
from nagara.reports.words import plans

if TYPE_CHECKING:
    from nagara.pathways.least_cost.comparison.course import Course, Made, Needed, Promised
    from nagara.pathways.least_cost.comparison.side_by_side import Comparison
    from nagara.reports.said import Voice

__all__ = [
    "all_figures_table",
    "differences_table",
    "measured_table",
    "needed_table",
    "promise_said",
    "side_by_side_table",
]

SIZES: Final = {"t": plans.SIZE_SITE, "t_per_year": plans.SIZE_PLANT}


def side_by_side_table(comparison: Comparison, voice: Voice) -> Table:
    """What each course is, and what only plans have: promises, cost, gap, what is built."""
    courses = comparison.courses
    price_year = str(next(each.basis.price_year for each in courses if each.basis.price_year))

    def of_plan(says: Callable[[Made], str]) -> Callable[[Course], str]:
        return lambda course: voice.text(words.OUTSIDE) if course.made is None else says(course.made)

    said: dict[str, Callable[[Course], str]] = {
        "kind": lambda course: voice.text(words.KINDS[course.kind]),
        "records": lambda course: str(course.basis.records_year),
        "years": lambda course: _span(course),
        "promises": of_plan(lambda made: _promises(made.promised, voice)),
        "kept": of_plan(lambda made: _kept(made.promised, voice)),
        "cost": of_plan(lambda made: million(made.discounted_usd, voice)),
        "gap": of_plan(lambda made: voice.percent(made.gap_frac, 1)),
        "invested": of_plan(lambda made: million(sum(each.investment_usd for each in made.needed), voice)),
        "built": of_plan(lambda made: _built(made.needed, voice)),
    }
    return Table(
        caption=voice.text(words.SUMMARY_TABLE),
        columns=(Column(label=""), *(Column(label=course_said(course, voice)) for course in courses)),
        rows=tuple(
            (voice.text(words.LINES[name], price_year=price_year), *(says(course) for course in courses))
            for name, says in said.items()
        ),
    )


def _span(course: Course) -> str:
    first, last = course.years[0], course.years[-1]
    return str(first) if first == last else f"{first}\N{EN DASH}{last}"


def _promises(promised: Sequence[Promised], voice: Voice) -> str:
    return "; ".join(promise_said(each, voice) for each in promised) or voice.text(words.NONE)


def promise_said(each: Promised, voice: Voice) -> str:
    """A promise in a few words."""
    promise = each.promise
    relation = plans.AT_LEAST if promise.relation == ">=" else plans.AT_MOST
    target = voice.text(relation, value=with_unit(promise.figure, promise.target, voice))
    return f"{figure_said(promise.figure, voice)}: {target}, {promise.from_year}"


def _kept(promised: Sequence[Promised], voice: Voice) -> str:
    kept = sum(each.is_kept for each in promised)
    return voice.text(words.KEPT, kept=voice.number(kept), all=voice.number(len(promised)))


def _built(needed: Sequence[Needed], voice: Voice) -> str:
    said = [voice.text(words.BUILT, what=each.title.rsplit(", ", 1)[0], year=str(each.needed_by)) for each in needed]
    return "; ".join(said) or voice.text(plans.NOTHING_BUILT)


def measured_table(comparison: Comparison, account: Course, voice: Voice) -> Table | None:
    """What was measured beside what each plan foresaw; nothing where no figure can be compared."""
    plans_of = comparison.plans
    found = {(each.plan, each.figure): each for each in comparison.verdicts if each.account == account.name}
    if not found:
        return None

    def said(plan: Course, figure: str) -> str:
        verdict = found.get((plan.name, figure))
        if verdict is None:
            return cell(comparison, plan, figure, account.years[0], voice)
        gaps = {"value": amount(figure, verdict.planned, voice), "state": voice.text(words.STATES[verdict.state])}
        return voice.text(words.VALUE_AND_STATE, **gaps)

    rows = tuple(
        (
            _head(figure, voice),
            level_said(figure, account.levels[figure][0], voice),
            *(said(each, figure) for each in plans_of),
        )
        for figure in dict.fromkeys(figure for _, figure in found)
    )
    columns = (
        Column(label=voice.text(words.COLUMN_FIGURE)),
        Column(label=voice.text(words.COLUMN_MEASURED), is_number=True),
        *(Column(label=each.name) for each in plans_of),
    )
    caption = voice.text(words.MEASURED_TABLE, year=str(account.years[0]))
    return Table(caption=caption, columns=columns, rows=rows)


def needed_table(plan: Course, year: int, voice: Voice) -> Table | None:
    """What a plan needs to take waste by a year, with a box to tick; nothing where that is nothing."""
    needed = plan.needed_by(year)
    if not needed:
        return None
    numbers = {"decided", "needed_by", "size", "usd"}
    heads = words.COLUMNS_OF_NEEDED
    columns = tuple(Column(label=voice.text(label), is_number=name in numbers) for name, label in heads.items())
    rows = tuple(
        (
            each.title.rsplit(", ", 1)[0],
            str(each.decided),
            str(each.needed_by),
            voice.text(SIZES.get(each.size_unit, plans.SIZE_PLANT), size=voice.number(each.size)),
            million(each.investment_usd, voice),
            words.TICK,
        )
        for each in needed
    )
    return Table(caption=voice.text(words.NEEDED_TABLE, year=str(year)), columns=columns, rows=rows)


def all_figures_table(comparison: Comparison, voice: Voice) -> Table:
    """Every figure of every course in some years; what was measured on one line."""
    years, rows = _years(comparison), list[tuple[str, ...]]()
    lines = [each for each in comparison.courses if each.kind is not CourseKind.ACCOUNT]
    measured = {each.years[0]: each for each in comparison.accounts}

    def said(course: Course | None, figure: str, year: int) -> str:
        if course is None:
            return voice.text(words.OUTSIDE)
        return cell(comparison, course, figure, year, voice, has_interval=False)

    for figure in comparison.figures:
        for course in lines:
            if figure in course.levels:
                rows.append((_head(figure, voice), course.name, *(said(course, figure, year) for year in years)))
        if any(figure in each.levels for each in measured.values()):
            cells = (said(measured.get(year), figure, year) for year in years)
            rows.append((_head(figure, voice), voice.text(words.COLUMN_MEASURED), *cells))
    return Table(caption=voice.text(words.ALL_TABLE), columns=_columns(years, voice), rows=tuple(rows))


def differences_table(comparison: Comparison, voice: Voice) -> Table | None:
    """What other plans and scenarios have more or less than the first; nothing where there is no other."""
    first, years = comparison.courses[0], _years(comparison)
    others = [each for each in comparison.courses[1:] if each.kind is not CourseKind.ACCOUNT]
    rows = [
        (
            _head(figure, voice),
            course.name,
            *(difference_said(comparison, course, figure, year, voice) for year in years),
        )
        for figure in comparison.figures
        for course in others
        if any(comparison.difference(course, figure, year) is not None for year in years)
    ]
    if not rows:
        return None
    caption = voice.text(words.DIFFERENCES_TABLE, first=first.name)
    return Table(caption=caption, columns=_columns(years, voice), rows=tuple(rows))


def _head(figure: str, voice: Voice) -> str:
    return voice.text(words.PICTURE_TABLE, figure=figure_said(figure, voice), unit=unit_said(figure, voice))


def _columns(years: Sequence[int], voice: Voice) -> tuple[Column, ...]:
    heads = (words.COLUMN_FIGURE, words.COLUMN_COURSE)
    return (
        *(Column(label=voice.text(head)) for head in heads),
        *(Column(label=str(year), is_number=True) for year in years),
    )


def _years(comparison: Comparison) -> list[int]:
    """Years that fit on paper: some of all, and those that were measured."""
    some = {comparison.years[at] for at in shown_years(comparison.years)}
    return sorted(some | {each.years[0] for each in comparison.accounts})
