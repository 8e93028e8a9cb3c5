"""One row on one page: a topic of the city, a facility, an indicator of the network."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from nagara.exchange.cells import WHOLE_UNITS
from nagara.exchange.city_workbook.instructions import FLOW_POINTS
from nagara_web.accounts.requests import SignedInRequest
from nagara_web.answers.checks import Doubt
from nagara_web.answers.edits import Conflict, Locked
from nagara_web.answers.form_queries import changed_row, evidence_of, previous_row
from nagara_web.answers.forms import RowForm, is_ambiguous, read_as
from nagara_web.answers.models import Change, Row
from nagara_web.answers.queries import row as current_row
from nagara_web.answers.sums import row_sums, table_sums
from nagara_web.answers.topics import Topic, say
from nagara_web.answers.views.page import FormPage, Visit
from nagara_web.answers.views.saving import (
    conflict_page,
    digest_of,
    is_autosave,
    keep_replies,
    keep_typed,
    locked_page,
    remember,
    save_page,
    saved_words,
    take_typed,
    typed_otherwise,
)
from nagara_web.answers.views.shown import MISSING, Shown, row_title, shown_questions

__all__ = ["answer_page", "city_page", "table_row_page"]

GROUPING: Final = "grouping-ambiguous"
"""The doubt that asks whether a number is itself or its thousandfold."""


def city_page(visit: Visit, topic: Topic) -> FormPage:
    """One topic of the city's own record."""
    row = visit.rows["city"][0] if visit.rows.get("city") else None
    after, last = visit.after(topic), previous_row(visit.answer_set, "city", {})
    return FormPage(
        visit=visit,
        topic=topic,
        questions=topic.questions(),
        row=row,
        heading=topic.title,
        address=visit.address_of(topic),
        list_address=visit.address,
        next_address=visit.address_of(after) if after else visit.address,
        last=last.cells if last else {},
    )


def table_row_page(visit: Visit, topic: Topic, row: Row | None) -> FormPage:
    """One row of a table that has many."""
    base = reverse("answers_table", args=[visit.answer_set.pk, topic.table])
    rows_address = base if topic.kind == "rows" else f"{base}all/"
    key = row_title(topic.table, row.cells) if row else ""
    last = (
        previous_row(visit.answer_set, topic.table, {name: row.cells.get(name, "") for name in topic.key})
        if row
        else None
    )
    return FormPage(
        visit=visit,
        topic=topic,
        questions=topic.questions(),
        row=row,
        heading=key or _("A new row"),
        lead=topic.title,
        address=f"{base}{row.pk}/" if row else f"{base}new/",
        list_address=rows_address,
        next_address=rows_address,
        last=last.cells if last else {},
    )


def answer_page(request: SignedInRequest, page: FormPage) -> HttpResponse:
    """Show a page, or save it."""
    if request.method != "POST":
        remember(request, page.visit, page.address, page.heading)
        return _show(request, page, page.form())
    form = page.form(request.POST)
    if not form.is_valid():
        if is_autosave(request):
            said = [str(error) for errors in form.errors.values() for error in errors]
            return JsonResponse({"says": " ".join(said)}, status=422)
        return _show(request, page, form)
    try:
        change = save_page(request, page, form)
        if not is_autosave(request):
            keep_replies(request, page.visit)
    except Conflict as conflict:
        return _conflict(request, page, form, conflict)
    except Locked as locked:
        return locked_page(request, page.visit, locked)
    if change is None:
        return _nothing_typed(request, page, form)
    return _saved(request, page, form, change)


def _saved(request: SignedInRequest, page: FormPage, form: RowForm, change: Change) -> HttpResponse:
    """Answer a save: in JSON, or by going on; back to the page where something new has to be looked at."""
    row_id = page.row.pk if page.row else _made(change).pk
    page = _again(page, row_id)
    typed = typed_otherwise(page.fields, form.typed())
    if is_autosave(request):
        return JsonResponse(_state(page, typed))
    look = [each for each in page.doubts() if each.is_blocking and each.code not in MISSING]
    ambiguous = _ambiguous(page, typed)
    if (look or ambiguous) and request.POST.get("seen") != digest_of(look, ambiguous):
        keep_typed(request, page.address, typed)
        return HttpResponseRedirect(f"{page.address}?look=1")
    keep_typed(request, page.address, {})
    remember(request, page.visit, page.address, page.heading)
    go = request.POST.get("go", "")
    if go == "tasks":
        return HttpResponseRedirect(page.visit.address)
    if go == "another":
        messages.success(request, _("Saved %(what)s.") % {"what": page.heading})
        return HttpResponseRedirect(reverse("answers_new_row", args=[page.visit.answer_set.pk, page.topic.table]))
    return HttpResponseRedirect(page.next_address)


def _show(request: SignedInRequest, page: FormPage, form: RowForm) -> HttpResponse:
    typed = take_typed(request, page.address)
    doubts = page.doubts()
    places = (
        [f"{page.topic.table}/{page.row.pk}", *(f"{page.topic.table}/{page.row.pk}/{name}" for name in page.names)]
        if page.row
        else []
    )
    evidence = evidence_of(page.visit.answer_set.pk, places) if places else []
    look = [each for each in doubts if each.is_blocking and each.code not in MISSING]
    ambiguous = _ambiguous(page, typed)
    questions = shown_questions(
        form,
        last=page.last,
        typed=typed,
        doubts=doubts,
        carried=page.row.carried if page.row else (),
        evidence=evidence,
    )
    context = {
        "visit": page.visit,
        "page": page,
        "form": form,
        "questions": questions,
        "about_row": [each for each in doubts if not each.name and each.code not in MISSING],
        "look": look if request.GET.get("look") else [],
        "echoes": _echoes(questions, ambiguous) if request.GET.get("look") else [],
        "seen": digest_of(look, ambiguous) if request.GET.get("look") else "",
        "is_carried": any(each.is_carried for each in questions),
        "row_version": page.row.version if page.row else "",
        "where": page.visit.step_words(page.topic),
        "can_add": page.topic.kind not in {"record", "own"},
        "evidence": evidence,
        "points": _points(page) if page.topic.table == "measured_flows" else [],
        "sums": _sums(page),
        "is_counting": page.topic.table in {"household_sorting", "disposal_sorting"},
    }
    return render(request, "answers/row.html", context)


def _conflict(request: SignedInRequest, page: FormPage, form: RowForm, conflict: Conflict) -> HttpResponse:
    row = current_row(page.visit.answer_set.pk, page.row.pk) if page.row else None
    kept = {**form.typed(), "version": str(row.version) if row else "", "go": request.POST.get("go", "")}
    address = page.address if row else reverse("answers_new_row", args=[page.visit.answer_set.pk, page.topic.table])
    return conflict_page(request, page.visit, conflict, address=address, back=page.list_address, kept=kept)


def _nothing_typed(request: SignedInRequest, page: FormPage, form: RowForm) -> HttpResponse:
    """A new row on which nothing was written: there is nothing to save."""
    if is_autosave(request):
        return JsonResponse({"says": ""})
    if request.POST.get("go") == "tasks":
        return HttpResponseRedirect(page.visit.address)
    first = next(iter(form.fields))
    form.add_error(first, _("Write at least one answer, or go back to the list."))
    return _show(request, page, form)


def _state(page: FormPage, typed: Mapping[str, str]) -> dict[str, object]:
    """What a page that saved by itself shows anew."""
    fields = {each.name: each for each in page.fields}
    by_name: dict[str, list[dict[str, object]]] = {}
    for each in page.doubts():
        if each.code not in MISSING:
            by_name.setdefault(_question_of(page, each), []).append(
                {"says": f"{each.sentence} {each.remedy}".strip(), "blocks": each.is_blocking}
            )
    return {
        "says": saved_words(),
        "version": page.row.version if page.row else None,
        "address": page.address,
        "reads": {name: read_as(fields[name], text) for name, text in typed.items()},
        "doubts": by_name,
        "sums": _sums(page),
    }


def _question_of(page: FormPage, doubt: Doubt) -> str:
    """The question whose place on the page shows a doubt."""
    return next((each.asked.name for each in page.questions if doubt.name in each.names), "")


def _again(page: FormPage, row_id: int) -> FormPage:
    """The same page with the row as it stands now."""
    visit = Visit(
        answer_set=page.visit.answer_set,
        person_id=page.visit.person_id,
        is_open=page.visit.is_open,
        reason=page.visit.reason,
    )
    row = visit.row(page.topic.table, row_id)
    if page.topic.kind == "record":
        return city_page(visit, page.topic)
    if page.topic.kind == "own":
        page.visit, page.row = visit, row
        return page
    return table_row_page(visit, page.topic, row)


def _made(change: Change) -> Row:
    made = changed_row(change)
    if made is None:
        raise Http404
    return made


def _sums(page: FormPage) -> str:
    if page.topic.table != "strata":
        return row_sums(page.topic.table, page.cells)
    return table_sums("strata", [row.cells for row in page.visit.rows["strata"]], page.visit.city_cells)


def _ambiguous(page: FormPage, typed: Mapping[str, str]) -> dict[str, str]:
    """What may have been meant in two ways, and neither what is known nor a reason has settled."""
    answered = {each.name for each in page.doubts() if each.code == GROUPING and each.replies}
    return {
        each.name: typed[each.name]
        for each in page.fields
        if each.name not in answered
        and is_ambiguous(each, typed.get(each.name, ""))
        and (each.kind == "date" or each.unit in WHOLE_UNITS or is_ambiguous(each, page.cells.get(each.name, "")))
    }


def _echoes(questions: Iterable[Shown], ambiguous: Collection[str]) -> list[tuple[str, str]]:
    """Both readings of what may have been meant in two ways; of a count or a day the one that was taken."""
    return [
        (
            each.name,
            next((doubt.sentence for doubt in each.doubts if doubt.code == GROUPING), f"{each.label}: {each.reads}"),
        )
        for each in questions
        if each.name in ambiguous
    ]


def _points(page: FormPage) -> list[tuple[str, str]]:
    """Between what a flow may be measured: the points of the network and the facilities."""
    return [*((code, say(words)) for code, words in FLOW_POINTS.items()), *page.visit.listed("facilities")]
