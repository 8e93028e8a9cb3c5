"""Pages of a table: its list of rows, a new row, a copy, a row taken away."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nagara.findings import Severity
from nagara_web.accounts.requests import SignedInRequest, signed_in
from nagara_web.answers.edits import Conflict, Locked, RowEdit
from nagara_web.answers.form_queries import changed_row, removed_row
from nagara_web.answers.forms import label_of
from nagara_web.answers.models import Row
from nagara_web.answers.sums import table_sums
from nagara_web.answers.topics import UNDER, Topic, say, topics
from nagara_web.answers.views.guide import guide_index, guide_page
from nagara_web.answers.views.own import own_index, own_page
from nagara_web.answers.views.page import Visit, visit_of
from nagara_web.answers.views.row import answer_page, city_page, table_row_page
from nagara_web.answers.views.said import answer_words, row_words
from nagara_web.answers.views.saving import conflict_page, locked_page, remember, save_edits
from nagara_web.answers.views.shown import MISSING, printed, row_title
from nagara_web.answers.views.weighings import weighings_index, weighings_page
from nagara_web.ui.asked import number_in

__all__ = [
    "answers_all",
    "answers_copy",
    "answers_new_row",
    "answers_part",
    "answers_remove",
    "answers_row",
    "answers_table",
]

ROWS_ON_PAGE: Final = 50
NUMBERS: Final = frozenset({"number", "integer", "fraction"})
INDEXES: Final = {"weighings": weighings_index, "control": guide_index, "leakage": guide_index, "own": own_index}
PARTS: Final = {"weighings": weighings_page, "control": guide_page, "leakage": guide_page, "own": own_page}


@signed_in
def answers_table(request: SignedInRequest, pk: int, table: str) -> HttpResponse:
    """A table of the form, in the way that is fit for it."""
    visit = visit_of(request, pk)
    if table == "city":
        return HttpResponseRedirect(visit.address_of(next(each for each in topics() if each.table == table)))
    topic = visit.topic(table)
    if topic.kind in INDEXES:
        remember(request, visit, visit.address_of(topic), topic.title)
        return INDEXES[topic.kind](request, visit, topic)
    return _list(request, visit, topic)


@signed_in
def answers_all(request: SignedInRequest, pk: int, table: str) -> HttpResponse:
    """Every row of a table that is otherwise asked in a grid."""
    visit = visit_of(request, pk)
    topic = visit.topic(table)
    if topic.kind in {"record", "own"}:
        raise Http404
    return _list(request, visit, topic)


@signed_in
def answers_part(request: SignedInRequest, pk: int, table: str, part: str) -> HttpResponse:
    """A topic of the city, one area of weighings, one facility of the ladder, one indicator."""
    visit = visit_of(request, pk, write=request.method == "POST")
    if table == "city":
        return answer_page(request, city_page(visit, visit.topic(table, part)))
    topic = visit.topic(table)
    if topic.kind not in PARTS:
        raise Http404
    return PARTS[topic.kind](request, visit, topic, part)


@signed_in
def answers_row(request: SignedInRequest, pk: int, table: str, row_id: int) -> HttpResponse:
    """One row of a table."""
    visit = visit_of(request, pk, write=request.method == "POST")
    topic = _rows_topic(visit, table)
    removed = removed_row(pk, table, row_id)
    if removed is None:
        return answer_page(request, table_row_page(visit, topic, visit.row(table, row_id)))
    if request.method == "POST":  # what was typed meanwhile comes back, to be added again
        return answer_page(request, table_row_page(visit, topic, removed))
    messages.warning(request, _("This row was removed. The history can bring it back."))
    return HttpResponseRedirect(visit.address_of(topic))


@signed_in
def answers_new_row(request: SignedInRequest, pk: int, table: str) -> HttpResponse:
    """A row that is not there yet."""
    visit = visit_of(request, pk, write=request.method == "POST")
    topic = _rows_topic(visit, table)
    if not visit.is_open and request.method != "POST":
        return HttpResponseRedirect(visit.address_of(topic))
    return answer_page(request, table_row_page(visit, topic, None))


@require_POST
@signed_in
def answers_copy(request: SignedInRequest, pk: int, table: str, row_id: int) -> HttpResponse:
    """Begin a new row with the answers of another one; what tells rows apart is left to be answered."""
    visit = visit_of(request, pk, write=True)
    topic = _rows_topic(visit, table)
    row = visit.row(table, row_id)
    cells = {name: text for name, text in row.cells.items() if name != topic.key[-1]}
    try:
        change = save_edits(visit, [RowEdit(table, cells=cells)], note=_("A copy."))
    except Locked as locked:
        return locked_page(request, visit, locked)
    made = changed_row(change)
    return HttpResponseRedirect(reverse("answers_row", args=[pk, table, made.pk if made else row_id]))


@require_POST
@signed_in
def answers_remove(request: SignedInRequest, pk: int, table: str, row_id: int) -> HttpResponse:
    """Take a row away; the page after it offers to bring it back."""
    visit = visit_of(request, pk, write=True)
    topic = _rows_topic(visit, table)
    row = visit.row(table, row_id)
    back = request.POST.get("back", "")
    back = back if back.startswith(visit.address) else visit.address_of(topic)
    version = request.POST.get("version", "")
    try:
        edit = RowEdit(table, row_id=row_id, expected_version=number_in(version))
        change = save_edits(visit, [edit])
    except Conflict as conflict:
        kept = {"version": str(row.version)}
        return conflict_page(request, visit, conflict, address=request.path, back=back, kept=kept)
    except Locked as locked:
        return locked_page(request, visit, locked)
    undo = reverse("answers_change", args=[pk, change.pk])
    words = _("Removed %(what)s.") % {"what": row_title(table, row.cells) or topic.title}
    messages.success(request, format_html('{} <a href="{}">{}</a>', words, undo, _("Bring it back")))
    return HttpResponseRedirect(back)


def _rows_topic(visit: Visit, table: str) -> Topic:
    topic = visit.topic(table) if table != "city" else None
    if topic is None or topic.kind in {"record", "own"}:
        raise Http404
    return topic


def _list(request: HttpRequest, visit: Visit, topic: Topic) -> HttpResponse:
    rows = visit.rows.get(topic.table, [])
    shown = Paginator(rows, ROWS_ON_PAGE).get_page(request.GET.get("page"))
    doubts: dict[int | None, int] = {}
    here = [each for each in visit.doubts if each.table == topic.table]
    for each in here:
        doubts[each.row_id] = doubts.get(each.row_id, 0) + (each.severity is not Severity.NOTE)
    remember(request, visit, request.path, topic.title)
    after = visit.after(topic)
    context = {
        "visit": visit,
        "topic": topic,
        "pager": shown,
        "where": visit.step_words(topic),
        "heads": [
            {"label": say(each.label), "unit": say(each.unit) if each.unit else "", "is_number": each.kind in NUMBERS}
            for each in topic.columns
        ],
        "lines": [_line(visit, topic, row, doubts.get(row.pk, 0)) for row in shown],
        "sums": table_sums(topic.table, [row.cells for row in rows], visit.city_cells),
        "about_table": [each for each in here if each.row_id is None and each.code not in MISSING],
        "next": visit.address_of(after) if after else visit.address,
        "next_title": after.title if after else _("the list of tasks"),
        "here": request.path,
        "base": reverse("answers_table", args=[visit.answer_set.pk, topic.table]),
        "carried": sum(1 for row in rows if row.carried),
    }
    return render(request, "answers/rows.html", context)


def _line(visit: Visit, topic: Topic, row: Row, doubts: int) -> dict[str, object]:
    key, under = row_words(visit, topic.table, row.cells), UNDER.get(topic.table, ())[:1]
    cells = [
        {
            "label": say(column.label),
            "text": printed(column, row.cells.get(column.name, ""))
            if column.kind in NUMBERS
            else answer_words(visit, topic.table, column.name, row.cells),
            "is_number": column.kind in NUMBERS,
            "key": row.cells.get("notation", "") if column.name in under else "",
            "key_words": label_of("notation", row.cells.get("notation", "")),
        }
        for column in topic.columns
    ]
    return {
        "row": row,
        "key": key or _("without a name"),
        "cells": cells,
        "doubts": doubts,
        "is_carried": bool(row.carried),
    }
