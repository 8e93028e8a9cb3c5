"""What changed, who changed it, and how to take it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nagara_web.accounts.requests import SignedInRequest, signed_in
from nagara_web.answers.actions import undo
from nagara_web.answers.edits import CannotUndo, Clash, Conflict, Locked, table_of
from nagara_web.answers.models import Row
from nagara_web.answers.queries import ChangedCell, ChangeLine, history_of
from nagara_web.answers.topics import say
from nagara_web.answers.views.page import Visit, visit_of
from nagara_web.answers.views.said import answer_words, row_words
from nagara_web.answers.views.saving import locked_page
from nagara_web.ui.asked import number_in

__all__ = ["answers_change", "history"]

CHANGES_ON_PAGE: Final = 30
CELLS_SHOWN: Final = 12
ANSWERS_SHOWN: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One answer of a change, in words.

    Parameters
    ----------
    now
        What stands there now, if that is not what the change wrote.
    is_key
        Whether the row is called by it.
    """

    table: str
    row: str
    label: str
    before: str
    after: str
    now: str = ""
    is_key: bool = False


@signed_in
def history(request: SignedInRequest, pk: int) -> HttpResponse:
    """The changes of a year, newest first; of one table or row if asked."""
    visit = visit_of(request, pk)
    table = request.GET.get("table", "")
    table = table if table == "own_indicators" or any(each.table == table for each in visit.topics) else ""
    row_id, before = _number(request.GET.get("row", "")), _number(request.GET.get("before", ""))
    found = history_of(pk, limit=CHANGES_ON_PAGE + 1, before_revision=before, table=table, row_id=row_id)
    shown = found[:CHANGES_ON_PAGE]
    tables = {each.table: _title(each.table) for each in visit.topics}
    context = {
        "visit": visit,
        "lines": [
            (each, _by_row(_told(visit, cells[:CELLS_SHOWN])), max(0, len(cells) - CELLS_SHOWN), _count(each))
            for each, cells in ((each, _of(each, table, row_id)) for each in shown)
        ],
        "tables": tables,
        "table": table,
        "row_id": row_id,
        "older": shown[-1].revision if len(found) > CHANGES_ON_PAGE else None,
    }
    return render(request, "answers/history.html", context)


@signed_in
def answers_change(request: SignedInRequest, pk: int, change_id: int) -> HttpResponse:
    """One change: what taking it back would do, and taking it back."""
    visit = visit_of(request, pk, write=request.method == "POST")
    change = next(iter(history_of(pk, change_id=change_id)), None)
    if change is None:
        raise Http404
    if request.method == "POST":
        return _take_back(request, visit, change)
    return _show(request, visit, change, ())


def _take_back(request: SignedInRequest, visit: Visit, change: ChangeLine) -> HttpResponse:
    try:
        undo(change.change_id, visit.person_id)
    except Conflict as conflict:
        return _show(request, visit, change, conflict.clashes)
    except CannotUndo:
        messages.warning(request, _("This change was taken back already."))
    except Locked as locked:
        return locked_page(request, visit, locked)
    else:
        messages.success(request, _("Taken back. The history shows it as a change of its own."))
    return HttpResponseRedirect(f"{visit.address}history/")


def _show(request: SignedInRequest, visit: Visit, change: ChangeLine, clashes: tuple[Clash, ...]) -> HttpResponse:
    now = {row.pk: row for rows in visit.rows.values() for row in rows}
    told = _told(visit, change.cells[:ANSWERS_SHOWN], now)
    context = {
        "visit": visit,
        "change": change,
        "told": told,
        "more": max(0, len(change.cells) - ANSWERS_SHOWN),
        "count": _count(change),
        "changed_since": any(each.now for each in told),
        "clashes": [(_title(each.table), _label(each.table, each.field), each.theirs) for each in clashes],
    }
    return render(request, "answers/change.html", context, status=409 if clashes else 200)


def _told(visit: Visit, cells: Sequence[ChangedCell], now: Mapping[int, Row] | None = None) -> list[Told]:
    told = []
    for cell in cells:
        row = now.get(cell.row_id) if now is not None else None
        standing = (row.cells if row else {}) if now is not None else cell.row_after
        stands = standing.get(cell.field, "")
        told.append(
            Told(
                table=_title(cell.table),
                row=row_words(visit, cell.table, cell.row_after or cell.row_before),
                label=_label(cell.table, cell.field),
                before=answer_words(visit, cell.table, cell.field, cell.row_before),
                after=answer_words(visit, cell.table, cell.field, cell.row_after),
                now=""
                if stands == cell.after
                else answer_words(visit, cell.table, cell.field, standing) or _("nothing"),
                is_key=cell.table != "city" and cell.field in (*table_of(cell.table).key, "name"),
            )
        )
    return told


def _of(change: ChangeLine, table: str, row_id: int | None) -> list[ChangedCell]:
    """Those answers of a change that a table or a row was asked for."""
    return [
        each
        for each in change.cells
        if (not table or each.table == table) and (row_id is None or each.row_id == row_id)
    ]


def _by_row(told: list[Told]) -> list[tuple[str, list[Told]]]:
    """Answers of one row stand together; what the row is called is not told again below its name."""
    found: dict[str, list[Told]] = {}
    for each in told:
        found.setdefault(", ".join(part for part in (each.table, each.row) if part), []).append(each)
    return [(name, [each for each in cells if not each.is_key or each.before]) for name, cells in found.items()]


def _count(change: ChangeLine) -> str:
    parts = [
        (change.rows_added, ngettext("%(count)s row added", "%(count)s rows added", change.rows_added)),
        (change.rows_changed, ngettext("%(count)s row changed", "%(count)s rows changed", change.rows_changed)),
        (change.rows_removed, ngettext("%(count)s row removed", "%(count)s rows removed", change.rows_removed)),
    ]
    return ", ".join(words % {"count": count} for count, words in parts if count)


def _title(table: str) -> str:
    return say(table_of(table).title)


def _label(table: str, name: str) -> str:
    asked = next((each for each in table_of(table).fields if each.name == name), None)
    return say(asked.label) if asked else _("The whole row")


def _number(text: str) -> int | None:
    return number_in(text)
