"""The list of tasks: what is done, what is left, where to go on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from nagara_web.accounts.requests import SignedInRequest, signed_in
from nagara_web.answers.actions import confirm_carried
from nagara_web.answers.edits import Locked
from nagara_web.answers.form_queries import evidence_of, last_table_of
from nagara_web.answers.queries import Task, progress_of
from nagara_web.answers.topics import STEPS
from nagara_web.answers.views.page import Visit, visit_of
from nagara_web.answers.views.saving import last_of, locked_page

__all__ = ["answers", "answers_confirm"]

STATUSES: Final[dict[str, tuple[str, Promise]]] = {
    "completed": ("plain", gettext_lazy("Completed")),
    "in-progress": ("review", gettext_lazy("In progress")),
    "not-started": ("neutral", gettext_lazy("Not started")),
    "optional": ("quiet", gettext_lazy("Optional")),
    "returned": ("attention", gettext_lazy("Returned")),
    "problem": ("problem", gettext_lazy("There is a problem")),
    "cannot-start": ("quiet", gettext_lazy("Cannot start yet")),
}
"""Tint and words of each status: done is quiet, to do is loud."""


@signed_in
def answers(request: SignedInRequest, pk: int) -> HttpResponse:
    """The tasks of one city's year, by step."""
    visit = visit_of(request, pk)
    progress = progress_of(pk)
    steps: dict[int, list[tuple[Task, str, str]]] = {}
    for task in progress.tasks:
        tint, words = STATUSES[task.status]
        steps.setdefault(task.step, []).append((task, tint, str(words)))
    context = {
        "visit": visit,
        "progress": progress,
        "steps": [
            (
                STEPS[number],
                tasks,
                sum(task.status == "completed" for task, _tint, _words in tasks),
                sum(task.status != "optional" for task, _tint, _words in tasks),
            )
            for number, tasks in steps.items()
        ],
        "report_address": _report_address(pk),
        "go_on": _go_on(request, visit, progress.left),
        "carried": [task for task in progress.tasks if task.carried],
        "evidence": [each for each in evidence_of(pk) if each.removed_at is None],
        "is_begun": any(task.status not in {"not-started", "cannot-start", "optional"} for task in progress.tasks),
    }
    return render(request, "answers/tasks.html", context)


@require_POST
@signed_in
def answers_confirm(request: SignedInRequest, pk: int, table: str) -> HttpResponse:
    """Say that what was carried from last year still holds in one table."""
    visit = visit_of(request, pk, write=True)
    back = request.POST.get("back", "")
    back = back if back.startswith(visit.address) else visit.address
    try:
        confirm_carried(pk, table, person_id=visit.person_id)
    except Locked as locked:
        return locked_page(request, visit, locked)
    messages.success(request, _("Last year's answers are confirmed."))
    return HttpResponseRedirect(back)


def _go_on(request: SignedInRequest, visit: Visit, left: Sequence[Task]) -> tuple[str, str] | None:
    """Where this person was last, if something is left to do there; else the first task that is not done."""
    if not visit.is_open or not left:
        return None
    if (found := last_of(request, visit)) and any(found[0].startswith(task.address) for task in left):
        return found
    table = last_table_of(visit.answer_set.pk, visit.person_id) if visit.person_id else ""
    task = next((task for task in left if task.table == table), left[0])
    return task.address, task.title


def _report_address(pk: int) -> str:
    """The report that these answers are for; reports stand above answers, so only their address is known here."""
    try:
        return reverse("report_of_answers", args=[pk])
    except NoReverseMatch:
        return ""
