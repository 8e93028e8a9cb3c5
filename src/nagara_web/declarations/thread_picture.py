"""The thread of a promise as one picture, in the language of the page."""

from __future__ import annotations

import contextlib
from datetime import date
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nagara.reports.charts.drawing import NARROW, WIDE, Frame
from nagara.reports.charts.thread import Mark, Point, ThreadPicture, draw
from nagara_web.declarations.models import Milestone
from nagara_web.declarations.queries import Step, ThreadPage
from nagara_web.declarations.words import relation_words, standing_words

__all__ = ["described", "drawn"]

ENDS: Final = {"fulfilled": Mark.FULFILS, "lapsed": Mark.LAPSES}
LONGEST_SAID: Final = 120
MARKED: Final = ("reaffirms", "repeats", "sharpens", "weakens", "fulfils", "lapses")


def described(page: ThreadPage, today: date) -> str:
    """The thread in one sentence: how many texts, since when it is open."""
    said = ngettext(
        "%(count)s text takes it up, from %(first)s to %(last)s.",
        "%(count)s texts take it up, from %(first)s to %(last)s.",
        len(page.steps),
    ) % {"count": len(page.steps), "first": page.steps[0].year, "last": page.steps[-1].year}
    if page.open_since is None:
        return f"{said} {_('It is over.')}"
    years = today.year - page.open_since
    open_for = ngettext("Open since %(year)s, for %(count)s year.", "Open since %(year)s, for %(count)s years.", years)
    return f"{said} {open_for % {'year': page.open_since, 'count': years}}"


def drawn(page: ThreadPage, today: date) -> tuple[str, str]:
    """Draw a thread for the page and for the phone.

    Parameters
    ----------
    page
        The thread.
    today
        To which an open line runs.
    """
    name = f"thread-{page.steps[0].code.replace('.', '-')}"
    over = [each for each in page.steps if each.is_over]
    end = Mark.OPEN if page.open_since is not None or not over else Mark.FULFILS
    chart = ThreadPicture(
        frame=Frame(id=name, title=page.title, description=described(page, today)),
        points=tuple(_points(page)),
        end=end,
        end_said=_("Open since %(year)s") % {"year": page.open_since} if page.open_since else _("It is over."),
        until=today,
        legend=tuple(
            [(Mark.FIRST, _("first said")), *((Mark(each), relation_words(each)) for each in MARKED)]
            + [(Mark.EVENT, _("what happened"))]
        ),
        reported=_("hollow: known from a report only"),
    )
    return draw(chart, WIDE), draw(chart, NARROW)


def _points(page: ThreadPage) -> list[Point]:
    found = [(_day_of(step), 0, _point(step)) for step in page.steps]
    for step in page.steps:
        found += [(_day_said(each.on), 1, _event(each)) for each in step.milestones]
    return [point for _day, _order, point in sorted(found, key=lambda each: each[:2])]


def _point(step: Step) -> Point:
    relations = [link.relation for link in step.links if link.relation in MARKED]
    mark = Mark(relations[-1]) if relations else Mark.FIRST
    said = f"{relation_words(relations[-1])}: {step.words}" if relations else step.words
    return Point(
        on=_day_of(step),
        label=f"{step.year} · {step.document.title}",
        said=_short(said),
        mark=mark,
        is_reported=step.clause.is_reported,
    )


def _event(milestone: Milestone) -> Point:
    return Point(
        on=_day_said(milestone.on),
        label=f"{milestone.on} · {standing_words(milestone.standing)}",
        said=_short(milestone.says),
        mark=ENDS.get(milestone.standing, Mark.EVENT),
    )


def _day_of(step: Step) -> date:
    """The day of a document; the last of its session or year where no source says, good for order only."""
    return step.document.adopted_on or step.document.session.ends_on or date(step.year, 12, 31)


def _day_said(said: str) -> date:
    """The last day that a year, a month or a day allows."""
    with contextlib.suppress(ValueError):
        return date.fromisoformat(said)
    year, _dash, month = said.partition("-")
    return date(int(year), int(month), 28) if month else date(int(year), 12, 31)


def _short(said: str) -> str:
    return said if len(said) <= LONGEST_SAID else said[: LONGEST_SAID - 1].rsplit(" ", 1)[0] + "…"
