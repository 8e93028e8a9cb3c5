"""The waste annex: 11.6.1 by city with its interval, or the word that the city is silent."""

from __future__ import annotations

from typing import Final

from nagara.meetings import words
from nagara.meetings.counting import of_all
from nagara.meetings.paper import Amount, Column, Paper, PaperKind, Paragraph, Said, Table, Words
from nagara.meetings.record import digest_of
from nagara.meetings.tracked import Figure, Member, Tracked

__all__ = ["CONTROLLED", "amount_of", "newest_figures", "reporting_cities", "waste_annex"]

CONTROLLED: Final = "sdg_11_6_1_frac"


def waste_annex(tracked: Tracked, *, number: str = "", revision: int = 0) -> Paper:
    """Write the waste annex.

    Parameters
    ----------
    tracked
        The data, up to its cut-off.
    number, revision
        As the secretariat numbers its papers.
    """
    return Paper(
        kind=PaperKind.WASTE,
        number=number,
        revision=revision,
        meeting=tracked.meeting,
        title=Said(words.WASTE_TITLE),
        cutoff=tracked.cutoff,
        answer=_answer(tracked),
        summary=(_table(tracked), Paragraph(words=Said(words.WASTE_NOTE), look="quiet")) if tracked.members else (),
        sections=(),
        digest=digest_of(tracked),
        is_invented=tracked.is_invented,
    )


def newest_figures(tracked: Tracked) -> dict[tuple[str, str], Figure]:
    """By city and name, the figure of the year that is asked for, or the newest one where no year is."""
    found: dict[tuple[str, str], Figure] = {}
    for each in sorted(tracked.figures, key=lambda each: each.year):
        if tracked.data_year in (None, each.year):
            found[each.city, each.name] = each
    return found


def reporting_cities(tracked: Tracked, name: str = CONTROLLED) -> tuple[Member, ...]:
    """Cities with a published figure; if no name is given, the share of waste managed in controlled facilities."""
    found = newest_figures(tracked)
    shares = ((each, found.get((each.slug, name))) for each in tracked.members)
    return tuple(member for member, figure in shares if figure is not None and figure.value is not None)


def amount_of(figure: Figure | None) -> Words:
    """A figure with its interval; silence is a word with its reason, never a zero."""
    if figure is None:
        return Said(words.IS_SILENT)
    if figure.value is None:
        return _silent(figure.why)
    amount = Amount(name=figure.name, value=figure.value, low=figure.low, high=figure.high)
    has_interval = figure.low is not None and figure.high is not None
    return amount if has_interval else Said(words.NO_INTERVAL, {"value": amount})


def _answer(tracked: Tracked) -> Said:
    reported = of_all(tracked, len(reporting_cities(tracked)))
    if tracked.data_year is None:
        return Said(words.WASTE_ANSWER, {"reported": reported})
    return Said(words.WASTE_ANSWER_YEAR, {"reported": reported, "year": str(tracked.data_year)})


def _table(tracked: Tracked) -> Table:
    numbers = (words.YEAR, *words.FIGURES.values())
    columns = (
        Column(label=Said(words.CITY)),
        *(Column(label=Said(each), is_number=True) for each in numbers),
        Column(label=Said(words.METHOD)),
    )
    newest = newest_figures(tracked)
    rows = tuple(_row(each, newest) for each in tracked.members)
    return Table(caption=Said(words.WASTE_TITLE), columns=columns, rows=rows)


def _row(member: Member, newest: dict[tuple[str, str], Figure]) -> tuple[Words, ...]:
    found = {name: newest.get((member.slug, name)) for name in words.FIGURES}
    told = [each for each in found.values() if each is not None]
    years = ", ".join(str(year) for year in sorted({each.year for each in told}))
    methods = tuple(dict.fromkeys(each.method for each in told if each.method))
    return (member.name, years, *(amount_of(each) for each in found.values()), _joined(methods))


def _joined(methods: tuple[str, ...]) -> Words:
    """Methods after each other, each said in the language of the paper."""
    if not methods:
        return ""
    first, *rest = methods
    return Said(words.JOINED, {"first": Said(first), "second": _joined(tuple(rest))}) if rest else Said(first)


def _silent(why: str) -> Said:
    """Silence with its reason; a notation key is said in words."""
    if not why:
        return Said(words.IS_SILENT)
    return Said(words.IS_SILENT_BECAUSE, {"why": Said(words.WHY_SILENT[why]) if why in words.WHY_SILENT else why})
