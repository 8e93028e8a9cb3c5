"""How far a city is: one task for each topic of the form, with what is still asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nagara.exchange.form import FormField, form_tables
from nagara_web.answers.models import OWN_INDICATORS, AnswerSet, Calculation, Row
from nagara_web.answers.topics import Topic, topics

__all__ = ["OPTIONAL", "MayStayEmpty", "Progress", "Task", "progress_of"]

ALWAYS_ASKED: Final = frozenset({"city"})
"""Tables without which there is no account; any other may be left out with its reason."""
NOTHING_TO_DO: Final = frozenset({"completed", "optional", "cannot-start"})
"""Statuses of a task that nobody has to go on with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MayStayEmpty:
    """When a table may stay empty.

    Parameters
    ----------
    when
        When it is needed, in a sentence.
    instead
        Tables of which one with rows stands in its place; none if it may always stay empty.
    """

    when: Promise
    instead: tuple[str, ...] = ()


OPTIONAL: Final[Mapping[str, MayStayEmpty]] = {
    "households": MayStayEmpty(when=_("Needed unless the rate of an earlier survey is given."), instead=("earlier",)),
    "weighings": MayStayEmpty(when=_("Needed unless the rate of an earlier survey is given."), instead=("earlier",)),
    "earlier": MayStayEmpty(when=_("Needed only in a year in which no household bags are weighed.")),
    "loads": MayStayEmpty(when=_("Needed unless trucks are counted."), instead=("trucks",)),
    "trucks": MayStayEmpty(when=_("Needed only where a site has no weighbridge.")),
    "picking": MayStayEmpty(
        when=_("Needed only where people pick at disposal sites and nobody weighs what they sell.")
    ),
    "past_deposits": MayStayEmpty(when=_("Needed only if you know what was deposited in earlier years.")),
    "leakage_fate": MayStayEmpty(when=_("Needed only if you have seen where lost plastic goes.")),
    "measured_flows": MayStayEmpty(when=_("Needed only if you have measured another flow.")),
}
"""Tables that are alternatives of each other, or that only some cities can fill; any other is expected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One topic of the form, and what is left of it.

    Parameters
    ----------
    table
        Name of the topic: a table, or a part of the city's as in ``city/population``.
    status
        ``not-started``, ``optional``, ``in-progress``, ``completed``, ``returned``, ``problem`` or ``cannot-start``.
    answered, asked
        Questions that need an answer in the rows there are.
    rows
        Rows that stand.
    carried
        Answers carried from last year that nobody has confirmed.
    findings
        Doubts at the last calculation.
    waits_for
        Title of what has to be filled in first.
    when
        When an optional table is needed; empty for any other.
    """

    table: str
    title: str
    step: int
    status: str
    answered: int
    asked: int
    rows: int
    carried: int
    findings: int
    address: str
    waits_for: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """All tasks of one city's year."""

    tasks: tuple[Task, ...]

    @property
    def answered(self) -> int:
        """Questions answered that need an answer."""
        return sum(each.answered for each in self.tasks)

    @property
    def asked(self) -> int:
        """Questions that need an answer."""
        return sum(each.asked for each in self.tasks)

    @property
    def done(self) -> int:
        """Tasks that are completed."""
        return sum(each.status == "completed" for each in self.tasks)

    @property
    def left(self) -> tuple[Task, ...]:
        """Tasks that somebody can go on with now, in their order."""
        return tuple(each for each in self.tasks if each.status not in NOTHING_TO_DO)

    @property
    def expected(self) -> int:
        """Tasks that count: all but those that may stay empty and do."""
        return sum(each.status != "optional" for each in self.tasks)


def progress_of(answer_set_id: int, *, returned: Collection[str] = ()) -> Progress:
    """See how far the answers are.

    Parameters
    ----------
    answer_set_id
        The answers.
    returned
        Tables that reviewers have sent back.
    """
    answer_set = AnswerSet.objects.select_related("questionnaire").get(pk=answer_set_id)
    rows: dict[str, list[Row]] = {}
    for row in Row.objects.filter(answer_set_id=answer_set_id, is_removed=False).only("table", "cells", "carried"):
        rows.setdefault(row.table, []).append(row)
    latest = Calculation.objects.filter(answer_set_id=answer_set_id).order_by("-revision").first()
    doubts = latest.findings if latest else []
    asked = topics(answer_set.questionnaire.modules)
    return Progress(
        tasks=tuple(_task(answer_set_id, topic, rows, _doubts_of(topic, doubts), returned) for topic in asked)
    )


def _doubts_of(topic: Topic, doubts: Sequence[Mapping[str, str]]) -> Counter[str]:
    names = {each.name for each in topic.fields}
    return Counter(
        each["severity"]
        for each in doubts
        if each["table"] == topic.table and (not topic.slug or not each["field"] or each["field"] in names)
    )


def _task(
    answer_set_id: int,
    topic: Topic,
    rows: Mapping[str, Sequence[Row]],
    doubts: Counter[str],
    returned: Collection[str],
) -> Task:
    here = rows.get(topic.table, ())
    needed = _needed(topic)
    if topic.table == OWN_INDICATORS:
        answered, asked = sum(_is_answered(row) for row in here), len(here)
    else:
        count = max(len(here), 1 if topic.table in ALWAYS_ASKED else 0)
        asked = len(needed) * count
        answered = sum(1 for row in here for field in needed if row.cells.get(field.name))
    names = {field.name for field in topic.fields}
    carried = sum(1 for row in here for name in row.carried if name in names)
    is_begun = any(set(row.cells) & names for row in here) if topic.table != OWN_INDICATORS else answered > 0
    may_stay_empty = _may_stay_empty(topic.table, rows)
    waits_for = "" if is_begun else _waits_for(topic, rows)
    return Task(
        table=topic.name,
        title=topic.title,
        step=topic.step,
        status=_status(
            is_returned=topic.table in returned or topic.name in returned,
            is_blocked=doubts["blocking"] > 0 and is_begun,
            waits=bool(waits_for),
            is_begun=is_begun,
            is_complete=answered == asked and not carried,
            may_stay_empty=may_stay_empty,
        ),
        answered=answered,
        asked=asked,
        rows=len(here),
        carried=carried,
        findings=sum(doubts.values()),
        address=f"/work/answers/{answer_set_id}/{topic.name}/",
        waits_for=waits_for,
        when=str(OPTIONAL[topic.table].when) if may_stay_empty else "",
    )


def _may_stay_empty(table: str, rows: Mapping[str, Sequence[Row]]) -> bool:
    rule = OPTIONAL.get(table)
    return rule is not None and (not rule.instead or any(rows.get(each) for each in rule.instead))


def _status(
    *, is_returned: bool, is_blocked: bool, waits: bool, is_begun: bool, is_complete: bool, may_stay_empty: bool
) -> str:
    if is_returned:
        return "returned"
    if is_blocked:
        return "problem"
    if may_stay_empty and not is_begun:
        return "optional"
    if waits:
        return "cannot-start"
    if not is_begun:
        return "not-started"
    return "completed" if is_complete else "in-progress"


def _needed(topic: Topic) -> list[FormField]:
    return [field for field in topic.fields if field.is_required]


def _is_answered(row: Row) -> bool:
    return any(row.cells.get(name) for name in ("value", "answer", "notation"))


def _waits_for(topic: Topic, rows: Mapping[str, Sequence[Row]]) -> str:
    """Title of the table that has to have rows first, because this one points into it."""
    for field in topic.fields:
        if field.kind == "ref" and field.is_required and not rows.get(field.choices):
            return next(
                (each.title for each in topics() if each.table == field.choices), form_tables()[field.choices].title
            )
    return ""
