"""One page of the form: what it asks of which row, who looks at it, and where one goes from there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Final

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from nagara.exchange.form import FormField, form_tables
from nagara.exchange.own_indicators import OWN_INDICATORS
from nagara_web.accounts.requests import SignedInRequest, standing
from nagara_web.answers.access import answer_set_for, may_write, why_locked
from nagara_web.answers.checks import Doubt, doubts_of, in_words, raw_table
from nagara_web.answers.form_queries import codes_of, last_answers, own_indicators_of
from nagara_web.answers.forms import RowForm
from nagara_web.answers.models import AnswerSet, Row
from nagara_web.answers.own_indicators import own_figures
from nagara_web.answers.queries import replies_of, row_key, rows_by_table
from nagara_web.answers.topics import Question, Topic, topic_of, topics

__all__ = ["FormPage", "Visit", "visit_of"]

BOTH_WAYS: Final = frozenset({"strata-do-not-sum", "strata-far-from-city"})
"""Doubts in which the population of the city and that of its strata contradict each other."""


@dataclass(kw_only=True)
class Visit:
    """Somebody looks at the answers of a city: what they may do, and every row, read once.

    Parameters
    ----------
    is_open
        Whether this person may change answers now.
    reason
        Why not, if not, and who can.
    """

    answer_set: AnswerSet
    person_id: int
    is_open: bool
    reason: str

    @cached_property
    def rows(self) -> dict[str, list[Row]]:
        """Every row that stands, by table."""
        return rows_by_table(self.answer_set.pk)

    @cached_property
    def doubts(self) -> tuple[Doubt, ...]:
        """Every doubt about the answers as they stand, with what people said to it."""
        known, replies = form_tables(), replies_of(self.answer_set.pk)
        tables = [
            raw_table(table, [(row.pk, row.cells) for row in rows])
            for table, rows in self.rows.items()
            if rows and table in known
        ]
        keys = {row.pk: row_key(table, row.cells) for table, rows in self.rows.items() for row in rows}
        found = (*doubts_of(tables), *self._own_doubts())
        placed = [each.keyed(keys.get(each.row_id or 0, "")) for each in found]
        return tuple(each.with_replies(replies.get(f"{each.code}@{each.place}", ())) for each in placed)

    def _own_doubts(self) -> list[Doubt]:
        rows = self.rows.get(OWN_INDICATORS.name, [])
        asked = {each.code: each for each in own_indicators_of(self.answer_set)} if rows else {}
        _figures, findings = own_figures(rows, asked, last_answers(self.answer_set) if asked else {})
        numbered = [(in_words(each), each.place) for each in findings]
        return [
            replace(doubt, table=OWN_INDICATORS.name, row_id=rows[place.row - 1].pk, name=place.column or "")
            for doubt, place in numbered
            if place is not None and place.row is not None
        ]

    @cached_property
    def topics(self) -> tuple[Topic, ...]:
        """The topics that the city is asked about."""
        return topics(self.answer_set.questionnaire.modules)

    @property
    def city_cells(self) -> Mapping[str, str]:
        """What is said of the city."""
        return self.rows["city"][0].cells if self.rows.get("city") else {}

    @property
    def address(self) -> str:
        """The list of tasks."""
        return reverse("answers", args=[self.answer_set.pk])

    def topic(self, table: str, slug: str = "") -> Topic:
        """One topic that the city is asked about, or 404."""
        found = topic_of(table, slug)
        if found is None or found not in self.topics:
            raise Http404
        return found

    def address_of(self, topic: Topic) -> str:
        """Where a topic stands."""
        return f"{self.address}{topic.name}/"

    def after(self, topic: Topic) -> Topic | None:
        """The topic that comes next."""
        place = self.topics.index(topic) + 1
        return self.topics[place] if place < len(self.topics) else None

    def row(self, table: str, row_id: int) -> Row:
        """One row that stands, or 404."""
        found = next((row for row in self.rows.get(table, ()) if row.pk == row_id), None)
        if found is None:
            raise Http404
        return found

    def listed(self, table: str) -> Sequence[tuple[str, str]]:
        """What may be chosen where a question points to another table."""
        return codes_of(self.rows.get(table, ()), table)

    def step_words(self, topic: Topic) -> str:
        """Where in the whole a page stands: city, year, step."""
        from nagara_web.answers.topics import STEPS

        values = {"city": str(self.answer_set.city), "year": str(self.answer_set.year), "step": str(STEPS[topic.step])}
        return _("%(city)s %(year)s · %(step)s") % values


def visit_of(request: SignedInRequest, pk: int, *, write: bool = False) -> Visit:
    """Let somebody look at the answers, or change them; 404 if they are not theirs to know of."""
    answer_set = answer_set_for(standing(request), pk, write=write)
    may = may_write(standing(request), answer_set)
    reason = why_locked(answer_set)
    if not may and not reason:
        reason = _("City officers of %(city)s and their coordinator can change these answers.") % {
            "city": answer_set.city.name
        }
    return Visit(answer_set=answer_set, person_id=request.user.pk, is_open=may and not reason, reason=reason)


@dataclass(kw_only=True)
class FormPage:
    """One row asked on one page.

    Parameters
    ----------
    row
        The row; ``None`` if it is new.
    fixed
        Answers that the page itself gives, as the code of an indicator.
    heading
        What the page is about.
    list_address
        Where the rows of its table are listed; the list of tasks where it is a topic of its own.
    next_address
        Where *Save and continue* goes.
    """

    visit: Visit
    topic: Topic
    questions: tuple[Question, ...]
    row: Row | None
    heading: str
    address: str
    list_address: str
    next_address: str
    fixed: Mapping[str, str] = field(default_factory=dict)
    last: Mapping[str, str] = field(default_factory=dict)
    lead: str = ""
    intro: str = ""
    options: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)

    @property
    def cells(self) -> Mapping[str, str]:
        """What stands in the row."""
        return self.row.cells if self.row else self.fixed

    @property
    def names(self) -> tuple[str, ...]:
        """The fields that it asks."""
        return tuple(name for question in self.questions for name in question.names)

    @property
    def fields(self) -> tuple[FormField, ...]:
        """The same without the notation key."""
        found = (each for question in self.questions for each in (question.asked, question.low, question.high))
        return tuple(each for each in found if each is not None)

    def form(self, data: Mapping[str, Any] | None = None) -> RowForm:
        """Its questions, with what stands in the row or what came in."""
        return RowForm(self.topic.table, self.questions, listed=self._listed, data=data, cells=self.cells)

    def doubts(self) -> tuple[Doubt, ...]:
        """Doubts about this row that belong on this page."""
        if self.row is None:
            return ()
        return tuple(
            each
            for each in self.visit.doubts
            if (each.table == self.topic.table and each.row_id == self.row.pk or self._contradicts(each))
            and (not each.name or each.name in self.names)
        )

    def _contradicts(self, doubt: Doubt) -> bool:
        """Whether it stands elsewhere, but is as much about what is asked here: strata against the city, both ways."""
        return doubt.code in BOTH_WAYS and self.topic.table in {"city", "strata"}

    def _listed(self, name: str) -> Sequence[tuple[str, str]]:
        return self.options[name] if name in self.options else self.visit.listed(name)
