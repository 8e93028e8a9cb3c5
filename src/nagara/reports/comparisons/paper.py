"""Plans, scenarios and accounts side by side as one page: what they are, what was measured, figures year by year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from nagara.pathways.least_cost.comparison.course import CourseKind
from nagara.pathways.least_cost.comparison.side_by_side import State, unlike_cost
from nagara.reports import words as annual
from nagara.reports.comparisons.picture import drawn_figures, figure_picture
from nagara.reports.comparisons.said import amount, course_in_sentence, figure_said, quoted, with_unit
from nagara.reports.comparisons.tables import (
    all_figures_table,
    differences_table,
    measured_table,
    needed_table,
    side_by_side_table,
)
from nagara.reports.paper import Block, Heading, Items, Paper, Section, Strip, Words
from nagara.reports.plans.tables import million
from nagara.reports.said import Voice
from nagara.reports.words import comparisons as words
from nagara.reports.words import plans
from nagara.version import VERSION

if TYPE_CHECKING:
    from nagara.pathways.least_cost.comparison.course import Course
    from nagara.pathways.least_cost.comparison.side_by_side import Comparison
    from nagara.reports.language import Language

__all__ = ["comparison_answers", "comparison_paper", "comparison_sections", "comparison_terminal"]

SAME_USD: Final = 500.0
"""A difference of cost below this is rounding [USD]."""
SAME: Final = 1e-6
"""A difference of a figure below this part of it is rounding [1]."""


def comparison_paper(comparison: Comparison, language: Language) -> Paper:
    """Write the page of a comparison.

    Parameters
    ----------
    comparison
        The courses.
    language
        The language it is written in.
    """
    voice, basis = Voice(language), comparison.courses[0].basis
    sections = comparison_sections(comparison, language)
    return Paper(
        language=language.code,
        title=voice.text(words.TITLE, city=basis.city),
        subtitle=voice.text(words.SUBTITLE),
        answer=comparison_answers(comparison, language)[0],
        strips=_strips(comparison, voice),
        summary=sections[0],
        sections=sections[1:],
        foot=voice.text(words.FOOT, city=basis.city, version=VERSION),
        has_first_page=False,
    )


def _strips(comparison: Comparison, voice: Voice) -> tuple[Strip, ...]:
    strips = [Strip(words=voice.text(plans.DEFAULTS), tone="attention")]
    if any(each.basis.is_invented for each in comparison.courses):
        strips.insert(0, Strip(words=voice.text(plans.EXAMPLE), tone="example"))
    if voice.language.status:
        status = voice.text(annual.TRANSLATION_STATUS, status=voice.text(voice.language.status))
        strips.append(Strip(words=status, tone="attention"))
    return tuple(strips)


def comparison_sections(comparison: Comparison, language: Language) -> tuple[Section, ...]:
    """The sections of a comparison, the summary first.

    Parameters
    ----------
    comparison
        The courses.
    language
        The language they are written in.
    """
    voice = Voice(language)
    pictures = tuple(figure_picture(comparison, figure, voice) for figure in drawn_figures(comparison))
    differences = differences_table(comparison, voice)
    tables = (all_figures_table(comparison, voice), *(() if differences is None else (differences,)))
    return (
        _summary(comparison, language),
        *(_measured(comparison, account, voice) for account in _foreseen(comparison)),
        *((Section(id="years", heading=voice.text(words.YEARS), blocks=pictures),) if pictures else ()),
        Section(id="figures", heading=voice.text(words.ALL), blocks=tables),
        Section(id="apart", heading=voice.text(words.APART), blocks=_apart(comparison, voice)),
    )


def _foreseen(comparison: Comparison) -> list[Course]:
    """Accounts of years that a plan foresaw; that of its own records is only where lines begin."""
    first = min(each.basis.records_year for each in comparison.plans)
    return [each for each in comparison.accounts if each.years[0] > first]


def _summary(comparison: Comparison, language: Language) -> Section:
    voice, more = Voice(language), comparison_answers(comparison, language)[1:]
    blocks: list[Block] = [Items(items=more)] if more else []
    blocks.append(side_by_side_table(comparison, voice))
    return Section(id="summary", heading=voice.text(words.SUMMARY), blocks=tuple(blocks))


# --- answers --------------------------------------------------------------------------------------


def comparison_answers(comparison: Comparison, language: Language) -> tuple[str, ...]:
    """What a comparison says, in a few sentences: money, promised figures that differ, what was measured.

    Parameters
    ----------
    comparison
        The courses.
    language
        The language they are said in.
    """
    voice, first = Voice(language), comparison.courses[0]
    out = [
        _measured_said(comparison, plan, account, voice) for account in comparison.accounts for plan in comparison.plans
    ]
    for other in comparison.courses[1:]:
        if other.kind is CourseKind.ACCOUNT:
            continue
        if not unlike_cost(first, other):
            out.append(_cost_said(first, other, voice))
        out += _apart_said(comparison, other, voice)
    return tuple(out)


def _measured_said(comparison: Comparison, plan: Course, account: Course, voice: Voice) -> str:
    found = [each for each in comparison.verdicts if (each.plan, each.account) == (plan.name, account.name)]
    year = str(account.years[0])
    if not found:
        return voice.text(words.ANSWER_NOT_MEASURED, plan=quoted(plan.name), year=year)
    counts = {state: sum(each.state is state for each in found) for state in State}
    return voice.text(
        words.ANSWER_MEASURED,
        plan=quoted(plan.name),
        year=year,
        count=voice.number(len(found)),
        as_planned=voice.number(counts[State.AS_PLANNED]),
        better=voice.number(counts[State.BETTER]),
        worse=voice.number(counts[State.WORSE]),
    )


def _cost_said(first: Course, other: Course, voice: Voice) -> str:
    assert first.made is not None and other.made is not None  # noqa: S101, PT018  (both are plans)
    less = other.made.discounted_usd - first.made.discounted_usd
    gaps = {"first": quoted(first.name), "second": quoted(other.name), "usd": million(abs(less), voice)}
    gaps |= {"from_year": str(first.years[0]), "last_year": str(first.years[-1])}
    gaps["price_year"] = str(first.basis.price_year)
    if abs(less) < SAME_USD:
        return voice.text(words.ANSWER_SAME_COST, **gaps)
    return voice.text(words.ANSWER_CHEAPER if less < 0 else words.ANSWER_DEARER, **gaps)


def _apart_said(comparison: Comparison, other: Course, voice: Voice) -> list[str]:
    """Promised figures in the year in which two courses lie farthest apart; or that nothing differs at all."""
    first, out = comparison.courses[0], []
    if not any(_differs(comparison, other, figure) for figure in comparison.figures):
        return [voice.text(words.ANSWER_SAME, first=quoted(first.name), second=quoted(other.name))]
    for figure in comparison.promised:
        year = _differs(comparison, other, figure)
        ours, theirs = (course.at(figure, year or 0) for course in (first, other))
        if year is None or ours is None or theirs is None:
            continue
        said = [with_unit(figure, level.value, voice) for level in (ours, theirs)]
        gaps = {"first": quoted(first.name), "second": quoted(other.name), "ours": said[0], "theirs": said[1]}
        out.append(voice.text(words.ANSWER_APART, year=str(year), figure=figure_said(figure, voice), **gaps))
    return out


def _differs(comparison: Comparison, other: Course, figure: str) -> int | None:
    """The year in which a figure of two courses lies farthest apart; nothing where they say the same."""
    known = {year: comparison.difference(other, figure, year) for year in comparison.years}
    apart = {year: abs(less) for year, less in known.items() if less is not None}
    if not apart:
        return None
    year = max(apart, key=lambda each: apart[each])
    level = comparison.courses[0].at(figure, year)
    return year if level is not None and apart[year] > SAME * max(abs(level.value), SAME) else None


def comparison_terminal(comparison: Comparison, language: Language) -> tuple[str, ...]:
    """What a terminal adds: the figures that are not as planned, and what was needed by then.

    Parameters
    ----------
    comparison
        The courses.
    language
        The language it is said in.
    """
    voice = Voice(language)
    out = []
    for each in comparison.verdicts:
        if each.state is not State.AS_PLANNED:
            level = each.measured
            low, high = (level.value if end is None else end for end in (level.low, level.high))
            numbers = {"planned": each.planned, "value": level.value, "low": low, "high": high}
            gaps = {name: with_unit(each.figure, value, voice) for name, value in numbers.items()}
            gaps |= {"plan": quoted(each.plan), "year": str(each.year), "figure": figure_said(each.figure, voice)}
            out.append(voice.text(words.NOT_AS_PLANNED, state=voice.text(words.STATES[each.state]), **gaps))
    for plan in comparison.plans if comparison.accounts else ():
        year = comparison.accounts[-1].years[0]
        built = "; ".join(f"{each.title} ({each.needed_by})" for each in plan.needed_by(year))
        gaps = {"plan": quoted(plan.name), "year": str(year)}
        said = voice.text(words.NEEDED, **gaps)
        out.append(f"{said}: {built}." if built else voice.text(words.NOTHING_NEEDED, **gaps))
    return tuple(out)


# --- what was measured ----------------------------------------------------------------------------


def _measured(comparison: Comparison, account: Course, voice: Voice) -> Section:
    year, blocks = account.years[0], list[Block]()
    table = measured_table(comparison, account, voice)
    if table is not None:
        blocks += [table, Words(words=voice.text(words.HOW_TO_READ), look="quiet")]
    for plan in comparison.plans:
        if any((each.plan, each.account) == (plan.name, account.name) for each in comparison.verdicts):
            blocks += [*_needed(plan, year, voice), *_waste_said(comparison, plan, account, voice)]
        else:
            blocks.append(Words(words=voice.text(words.ANSWER_NOT_MEASURED, plan=quoted(plan.name), year=str(year))))
    heading = voice.text(words.MEASURED, year=str(year))
    return Section(id=f"measured-{year}", heading=heading, blocks=tuple(blocks))


def _waste_said(comparison: Comparison, plan: Course, account: Course, voice: Voice) -> list[Block]:
    """That there was more or less waste than the plan reckoned with, if that is beyond doubt."""
    for each in comparison.verdicts:
        if (each.plan, each.account, each.figure) != (plan.name, account.name, "generated_t_per_year"):
            continue
        if each.state is State.AS_PLANNED:
            continue
        level, sentence = each.measured, words.MORE_WASTE if each.state is State.MORE else words.LESS_WASTE
        low, high = (level.value if end is None else end for end in (level.low, level.high))
        numbers = {"planned": each.planned, "low": low, "high": high}
        said = {name: amount(each.figure, value, voice) for name, value in numbers.items()}
        return [Words(words=voice.text(sentence, plan=quoted(plan.name), **said))]
    return []


def _needed(plan: Course, year: int, voice: Voice) -> list[Block]:
    """What the plan needs by a year, to be ticked, and how it serves households by then."""
    gaps = {"plan": quoted(plan.name), "year": str(year)}
    blocks: list[Block] = [Heading(words=voice.text(words.NEEDED, **gaps))]
    table = needed_table(plan, year, voice)
    if table is None:
        blocks.append(Words(words=voice.text(words.NOTHING_NEEDED, **gaps)))
    else:
        blocks += [Words(words=voice.text(words.NEEDED_INTRO)), table]
    served = tuple(
        voice.text(
            words.SERVED,
            **gaps,
            service=voice.text(service.label),
            share=voice.percent(share),
            before=voice.percent(before),
            first=str(plan.years[0]),
        )
        for service, before, share in plan.served_by(year)
    )
    return [*blocks, Items(items=served)] if served else blocks


# --- what is not compared -------------------------------------------------------------------------


def _apart(comparison: Comparison, voice: Voice) -> tuple[Block, ...]:
    said = [*_unlike_said(comparison, voice), *_unknown_said(comparison, voice), *_gaps_said(comparison, voice)]
    if not said:
        return (Words(words=voice.text(words.ALL_ALIKE)),)
    return (Items(items=tuple(said)),)


def _unlike_said(comparison: Comparison, voice: Voice) -> list[str]:
    first, out = comparison.courses[0], []
    called = {each.name: course_in_sentence(each, voice) for each in comparison.courses}
    for each in comparison.unlike:
        codes = {"boundary": annual.BOUNDARIES, "population": annual.POPULATION_BASES}.get(each.code, {})
        ours, theirs = (voice.text(codes.get(has, has)) for has in (each.ours, each.theirs))
        gaps = {"first": called[each.first], "second": called[each.second], "ours": ours, "theirs": theirs}
        out.append(voice.text(words.UNLIKE[each.code], **gaps))
    for other in comparison.courses[1:]:
        if other.made is not None and unlike_cost(first, other):
            out.append(voice.text(words.OTHER_SPAN, first=quoted(first.name), second=quoted(other.name)))
        one, two = first.basis, other.basis
        is_one_year = one.records_year == two.records_year
        if is_one_year and one.digests and two.digests and not one.digests & two.digests:
            gaps = {"first": quoted(first.name), "second": called[other.name], "year": str(one.records_year)}
            out.append(voice.text(words.OTHER_RECORDS, **gaps))
    silent = [each.name for each in comparison.plans if each.basis.boundary is None]
    return [*out, *(voice.text(words.NO_BOUNDARY, course=quoted(name)) for name in silent)]


def _unknown_said(comparison: Comparison, voice: Voice) -> list[str]:
    """What some courses do not know, one line for each reason."""
    reasons: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for course in comparison.courses:
        for why in dict.fromkeys(course.unknown.values()):
            figures = tuple(each for each in comparison.figures if course.unknown.get(each) == why)
            if figures:
                reasons.setdefault((why, figures), []).append(course_in_sentence(course, voice))
    return [
        voice.text(
            words.UNKNOWN[why],
            courses=", ".join(courses),
            figures=", ".join(figure_said(each, voice) for each in figures),
        )
        for (why, figures), courses in reasons.items()
    ]


def _gaps_said(comparison: Comparison, voice: Voice) -> list[str]:
    called = {each.name: course_in_sentence(each, voice) for each in comparison.courses}
    return [
        voice.text(
            words.METHOD_GAP,
            figure=figure_said(each.figure, voice),
            year=str(each.year),
            first=called[each.first],
            second=called[each.second],
            ours=with_unit(each.figure, each.ours, voice),
            theirs=with_unit(each.figure, each.theirs, voice),
        )
        for each in comparison.gaps
    ]
