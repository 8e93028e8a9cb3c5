"""Save a page: with the button or by itself, never over what somebody else wrote meanwhile."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from nagara.exchange.form import FormField
from nagara_web.accounts.requests import SignedInRequest
from nagara_web.answers.actions import apply, reply_to_finding
from nagara_web.answers.checks import Doubt
from nagara_web.answers.edits import Clash, Conflict, Locked, RowEdit, table_of
from nagara_web.answers.forms import RowForm, read_as
from nagara_web.answers.models import Change
from nagara_web.answers.topics import say
from nagara_web.answers.views.page import FormPage, Visit
from nagara_web.answers.views.shown import printed
from nagara_web.ui.asked import number_in

__all__ = [
    "conflict_page",
    "digest_of",
    "is_autosave",
    "keep_replies",
    "locked_page",
    "remember",
    "save_edits",
    "saved_words",
    "take_typed",
]

REPLY = "reply:"
LAST = "answers-last"
TYPED = "answers-typed"

NameOf: TypeAlias = Callable[[Clash], str]


def is_autosave(request: HttpRequest) -> bool:
    """Whether the page saves by itself and waits for an answer in JSON."""
    return request.headers.get("Accept", "").startswith("application/json")


def saved_words() -> str:
    """When it was saved, as the page says it."""
    return _("Saved %(time)s") % {"time": f"{timezone.localtime(timezone.now()):%H:%M}"}


def save_edits(visit: Visit, edits: Sequence[RowEdit], *, note: str = "") -> Change:
    """Write what somebody typed on a page of the form."""
    return apply(visit.answer_set.pk, edits, way=Change.Way.FORM, person_id=visit.person_id, note=note)


def keep_replies(request: SignedInRequest, visit: Visit) -> int:
    """Keep the reasons why doubted answers are right; say how many there were."""
    kept = 0
    for name, text in request.POST.items():
        code, is_place, place = name.removeprefix(REPLY).partition("@")
        if name.startswith(REPLY) and is_place and str(text).strip():
            reply_to_finding(
                visit.answer_set.pk, code=code, place=place, reason=str(text).strip(), person_id=visit.person_id
            )
            kept += 1
    return kept


def digest_of(doubts: Iterable[Doubt], typed: Mapping[str, str]) -> str:
    """What a page has shown: saved again with nothing new to show, one may go on."""
    shown = sorted(f"{each.code}{each.name}{each.sentence}" for each in doubts)
    return hashlib.sha256("\n".join([*shown, *sorted(typed.values())]).encode()).hexdigest()[:16]


def typed_otherwise(fields: Iterable[FormField], typed: Mapping[str, str]) -> dict[str, str]:
    """What was typed, where it was read as something that needs saying."""
    return {each.name: typed[each.name] for each in fields if each.name in typed and read_as(each, typed[each.name])}


def keep_typed(request: HttpRequest, address: str, typed: Mapping[str, str]) -> None:
    """Remember for the next page what was typed and read as something else."""
    kept = dict(request.session.get(TYPED, {}))
    kept.pop(address, None)
    if typed:
        kept[address] = dict(typed)
    request.session[TYPED] = dict(list(kept.items())[-5:])


def take_typed(request: HttpRequest, address: str) -> dict[str, str]:
    """What was typed in the save before this page, once."""
    kept = dict(request.session.get(TYPED, {}))
    found: dict[str, str] = kept.pop(address, {})
    if found:
        request.session[TYPED] = kept
    return found


def remember(request: HttpRequest, visit: Visit, address: str, title: str) -> None:
    """Remember where somebody was, so that they can go on there."""
    kept = dict(request.session.get(LAST, {}))
    if kept.get(str(visit.answer_set.pk)) != [address, title]:
        kept[str(visit.answer_set.pk)] = [address, title]
        request.session[LAST] = kept


def last_of(request: HttpRequest, visit: Visit) -> tuple[str, str] | None:
    """Where somebody was last in these answers, and what it is called."""
    found = request.session.get(LAST, {}).get(str(visit.answer_set.pk))
    return None if not found else (str(found[0]), str(found[1]))


def save_page(request: SignedInRequest, page: FormPage, form: RowForm) -> Change | None:
    """Write a page that somebody saved; ``None`` if nothing stands on it.

    A page that saves by itself sends every field, but writes only those that were changed, so that an
    answer carried from last year is confirmed by a person and not by the clock.
    """
    typed = form.typed()
    kept = typed
    if is_autosave(request):
        kept = {name: text for name, text in typed.items() if text != page.cells.get(name, "")}
    if page.row is None and not any(typed.values()):
        return None
    edit = RowEdit(
        page.topic.table,
        row_id=page.row.pk if page.row else None,
        expected_version=_version(request.POST.get("version")) if page.row else None,
        cells={**page.fixed, **kept},
        is_partial=True,
    )
    return save_edits(page.visit, [edit])


def conflict_page(
    request: HttpRequest,
    visit: Visit,
    conflict: Conflict,
    *,
    address: str,
    back: str,
    kept: Mapping[str, str],
    name_of: NameOf = lambda clash: clash.field,
) -> HttpResponse:
    """Show both texts of every answer that two people changed, to choose from; nothing was written.

    Parameters
    ----------
    kept
        What was typed and the versions that stand now, sent again with the choice.
    name_of
        The name of the field on the page that a clash speaks of.
    """
    both = [_both(clash, name_of(clash)) for clash in conflict.clashes]
    if is_autosave(request):
        words = _("%(name)s changed this while you wrote. Your text is still here.") % {
            "name": next((clash.by for clash in conflict.clashes if clash.by), _("Somebody"))
        }
        data = {"says": words, "both": [{key: str(value) for key, value in each.items()} for each in both]}
        return JsonResponse(data, status=409)
    names = {each["name"] for each in both}
    hidden = [(name, value) for name, value in kept.items() if name not in names]
    context = {"visit": visit, "both": both, "hidden": hidden, "address": address, "back": back}
    context["is_removal"] = any(each["is_row"] and each["theirs_value"] for each in both)
    context["is_row"] = any(each["is_row"] for each in both)
    return render(request, "answers/conflict.html", context, status=409)


def locked_page(request: HttpRequest, visit: Visit, locked: Locked) -> HttpResponse:
    """Say why nothing was written."""
    if is_autosave(request):
        return JsonResponse({"says": locked.sentence}, status=423)
    messages.warning(request, _("Not saved: %(reason)s") % {"reason": locked.sentence})
    return HttpResponseRedirect(visit.address)


def _both(clash: Clash, name: str) -> dict[str, Any]:
    asked = next((each for each in table_of(clash.table).fields if each.name == clash.field), None)
    nothing = _("nothing")

    def said(text: str) -> str:
        return (printed(asked, text, with_unit=True) if asked else text) or nothing

    return {
        "name": name,
        "label": say(asked.label) if asked else _("The whole row"),
        "mine": said(clash.mine),
        "theirs": said(clash.theirs),
        "before": said(clash.before),
        "mine_value": clash.mine,
        "theirs_value": clash.theirs,
        "by": clash.by or _("Somebody"),
        "at": clash.at or "",
        "is_row": asked is None,
    }


def _version(text: str | None) -> int | None:
    return number_in(text)
