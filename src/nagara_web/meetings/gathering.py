"""Tracked data of a meeting up to a day, gathered from the other apps as one frozen value."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

from django.utils import timezone, translation

from nagara.commitments.answers import AnswerKind
from nagara.commitments.status import Status
from nagara.meetings.tracked import (
    CityAnswer,
    Decided,
    DecisionState,
    Figure,
    Member,
    Promise,
    Request,
    StatusCount,
    Tracked,
)
from nagara.meetings.words import FIGURES
from nagara_web.accounts.standing import Standing
from nagara_web.declarations import queries as declarations
from nagara_web.declarations.measuring import status_by_city
from nagara_web.figures.commitments import commitment_code
from nagara_web.figures.lines import FigureRow
from nagara_web.figures.queries import figures, figures_of_indicator, rows
from nagara_web.meetings.models import Decision, Meeting
from nagara_web.places.queries import City, capitals, members_on
from nagara_web.ui.codes import code_words

__all__ = ["gather"]

ANSWERS: Final = frozenset(AnswerKind) - {AnswerKind.NOT_ANSWERED}
MOST_WORDS: Final = 160
"""Letters of a promise that a table shows; its permanent id leads to the rest."""


def gather(meeting: Meeting, cutoff: date, standing: Standing) -> Tracked:
    """Gather everything that the papers of a meeting are made from.

    Parameters
    ----------
    meeting
        The meeting.
    cutoff
        The last day whose data counts; not later than today.
    standing
        Of whoever gathers: requests are read with it.
    """
    cities = list(members_on(meeting.network_id, cutoff))
    leading = capitals(cutoff)
    promises = tuple(_promise(each, cutoff) for each in _parts(meeting.network_id))
    with translation.override("en"):
        told = tuple(_figures(cities, cutoff))
    return Tracked(
        meeting=meeting.title,
        year=meeting.starts_on.year,
        cutoff=cutoff,
        members=tuple(
            Member(slug=each.slug, name=each.name, country=each.country.name, is_capital=each.pk in leading)
            for each in cities
        ),
        promises=promises,
        answers=tuple(_answers(cities, promises, cutoff)),
        figures=told,
        requests=tuple(_requests(meeting.network_id, cutoff, standing)),
        decisions=tuple(_decisions(meeting, cutoff)),
        is_invented=meeting.is_invented,
    )


def _parts(network_id: int) -> list[declarations.Part]:
    found = declarations.parts_of_network(network_id)
    return list(
        found.order_by("clause__document__session__year", "clause__document__slug", "clause__position", "position")
    )


def _promise(part: declarations.Part, cutoff: date) -> Promise:
    document, clause = part.clause.document, part.clause
    number = clause.label.rstrip(". ") or clause.key
    return Promise(
        id=declarations.code_of_part(part),
        label=f"{document.session.place or document.session.slug} {document.session.year}, {number}.{part.key}",
        says=_short(part.words),
        document=document.title,
        due=part.measure.due,
        indicator=part.measure.indicator_id or "",
        by_status=tuple(
            StatusCount(status=Status(each.status), count=each.count) for each in status_by_city(part.measure, cutoff)
        ),
    )


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= MOST_WORDS else words[: MOST_WORDS - 1].rsplit(" ", 1)[0] + "…"


def _answers(cities: list[City], promises: tuple[Promise, ...], cutoff: date) -> Iterable[CityAnswer]:
    """What each city last published on each promise, in the newest year that it answered for."""
    by_code = {commitment_code(each.id): each.id for each in promises}
    found = figures(codes=list(by_code), city_ids=[each.pk for each in cities])
    newest: dict[tuple[str, str], FigureRow] = {}
    for row in sorted(rows(found), key=lambda each: (each.year, each.published_at)):
        if row.is_own_round and row.answer in ANSWERS and _day(row.published_at) <= cutoff:
            newest[row.city_slug, row.indicator_code] = row
    for (city, code), row in newest.items():
        yield CityAnswer(
            city=city,
            promise=by_code[code],
            answer=AnswerKind(row.answer),
            said=row.method_note,
            answered_on=_day(row.published_at),
        )


def _figures(cities: list[City], cutoff: date) -> Iterable[Figure]:
    slugs = {each.slug for each in cities}
    for code in FIGURES:
        chosen: dict[tuple[str, int], FigureRow] = {}
        for row in figures_of_indicator(code):
            if row.city_slug in slugs and _day(row.published_at) <= cutoff:
                key = (row.city_slug, row.year)
                kept = chosen.get(key)
                if kept is None or (kept.value is None, not kept.is_own_round) > (
                    row.value is None,
                    not row.is_own_round,
                ):
                    chosen[key] = row
        for row in chosen.values():
            yield Figure(
                city=row.city_slug,
                name=code,
                year=row.year,
                value=row.value,
                low=row.low,
                high=row.high,
                method=code_words(row.method) if row.method else "",
                why=row.notation_key if row.value is None else "",
            )


def _requests(network_id: int, cutoff: date, standing: Standing) -> Iterable[Request]:
    for each in declarations.all_requests(standing):
        document = each.clause.document
        if document.network_id not in (None, network_id) or not document.is_published:
            continue
        yield Request(
            id=f"{document.slug}.{each.clause.key}",
            addressee=each.addressee,
            says=each.asks,
            sent_on=each.sent_on if each.sent_on and each.sent_on <= cutoff else None,
            answered_on=each.answered_on if each.answered_on and each.answered_on <= cutoff else None,
        )


def _decisions(meeting: Meeting, cutoff: date) -> Iterable[Decided]:
    found = Decision.objects.filter(meeting__network=meeting.network_id, meeting__starts_on__lte=meeting.starts_on)
    for each in found.exclude(state=Decision.State.DRAFT).select_related("meeting", "city"):
        if each.opened_at is not None and _day(each.opened_at) > cutoff:
            continue
        is_closed = each.closed_at is not None and _day(each.closed_at) <= cutoff
        yield Decided(
            id=f"{each.meeting.slug}/{each.number}",
            meeting=each.meeting.title,
            text=each.text,
            owner=each.owner,
            due=each.due_on,
            state=DecisionState(each.state) if is_closed else DecisionState.OPEN,
            reason=each.reason if is_closed else "",
            city=each.city.slug if each.city else "",
        )


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()
