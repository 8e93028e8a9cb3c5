"""What is asked of others: opened from a clause by one step, sent, answered, and ended by fulfilment."""

from __future__ import annotations

from datetime import date
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from nagara_web.declarations.actions.documents import log
from nagara_web.declarations.errors import DeclarationRefusedError
from nagara_web.declarations.models import Clause, ClauseKind, Link, Request, RequestEntry

__all__ = ["add_entry", "add_request", "end_requests", "open_requests"]

LONGEST_ASKED: Final = 400


@transaction.atomic
def open_requests(clause_id: int, *, person_id: int, role: str = "") -> list[Request]:
    """Open a request to everybody whom a clause addresses, in its own words: one step, nothing to type.

    Parameters
    ----------
    clause_id
        A clause that asks something of others.
    person_id, role
        Who opens them.

    Returns
    -------
    list of Request
        One for each addressee.

    Raises
    ------
    DeclarationRefusedError
        If the clause asks nothing, names nobody, or has requests already.
    """
    clause = Clause.objects.select_for_update().select_related("document").get(pk=clause_id)
    if clause.kind != ClauseKind.REQUEST:
        raise DeclarationRefusedError(_("This clause asks nothing of others. Change its kind first."))
    if not clause.addressees:
        raise DeclarationRefusedError(_("The clause does not say whom it addresses. Enter it with the request."))
    if clause.requests.exists():
        raise DeclarationRefusedError(_("A request of this clause is open already."))
    words = str(clause.words.get(clause.document.language) or next(iter(clause.words.values()), ""))
    asks = _short(words.removeprefix(clause.label).strip())
    named = dict.fromkeys(each.strip() for each in clause.addressees)
    return [add_request(clause_id, addressee=each, asks=asks, person_id=person_id, role=role) for each in named]


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= LONGEST_ASKED else words[: LONGEST_ASKED - 1].rsplit(" ", 1)[0] + "…"


def end_requests(link: Link, *, person_id: int | None, role: str = "") -> int:
    """End what a clause or part asked once a published link says that a later text fulfils it; how many ended."""
    if link.relation != Link.Relation.FULFILS or not link.is_published:
        return 0
    slug, _dot, rest = link.earlier.partition(".")
    key, _dot, letter = rest.partition(".")
    found = Request.objects.filter(clause__document__slug=slug, clause__key=key)
    found = found.filter(part__key=letter) if letter else found
    today = timezone.localdate()
    ended = [each for each in found if not each.is_over]
    for each in ended:
        words = _("Fulfilled by %(code)s.") % {"code": link.later}
        add_entry(each.pk, kind=RequestEntry.Kind.FULFILLED, on=today, words=words, person_id=person_id, role=role)
    return len(ended)


@transaction.atomic
def add_request(
    clause_id: int,
    *,
    addressee: str,
    asks: str,
    part_id: int | None = None,
    answer_by: date | None = None,
    person_id: int | None = None,
    role: str = "",
) -> Request:
    """Open the record of what a clause or part asks of somebody else.

    Parameters
    ----------
    clause_id, part_id
        What asks.
    addressee, asks
        Of whom, and what, in a sentence.
    answer_by
        Until when an answer is hoped for.
    person_id, role
        Who opens it.
    """
    clause = Clause.objects.select_related("document").get(pk=clause_id)
    made = Request.objects.create(
        clause=clause,
        part_id=part_id,
        addressee=addressee.strip()[:160],
        asks=asks.strip()[:400],
        answer_by=answer_by,
        made_by_id=person_id,
        made_at=timezone.now(),
    )
    log(clause.document, "request-added", person_id, role, {"request": made.pk, "addressee": made.addressee})
    return made


@transaction.atomic
def add_entry(
    request_id: int, *, kind: str, on: date, words: str = "", person_id: int | None = None, role: str = ""
) -> RequestEntry:
    """Add a step to the thread of a request; the request stands as its last step says.

    Raises
    ------
    DeclarationRefusedError
        If an answer or a reminder comes before it was sent, or nothing is said in a note.
    """
    request = Request.objects.select_for_update().select_related("clause__document").get(pk=request_id)
    kinds = RequestEntry.Kind
    if kind not in kinds.values:
        raise DeclarationRefusedError(_("Choose what happened."), "kind")
    if kind in {kinds.REMINDED, kinds.ANSWERED} and (request.sent_on is None or on < request.sent_on):
        raise DeclarationRefusedError(_("It was not sent yet on that day. Enter first when it was sent."), "on")
    if request.is_over and kind not in {kinds.NOTE, kinds.SENT}:
        raise DeclarationRefusedError(
            _("This request has ended. Only a note can be added, or that it is sent anew."), "kind"
        )
    if kind == kinds.FULFILLED and not words.strip():
        raise DeclarationRefusedError(_("Write by what it is fulfilled."), "words")
    if kind == kinds.NOTE and not words.strip():
        raise DeclarationRefusedError(_("Write what you want to note."), "words")
    made = RequestEntry.objects.create(
        request=request, kind=kind, on=on, words=words.strip(), person_id=person_id, at=timezone.now()
    )
    states = Request.State
    if kind == kinds.SENT:
        request.sent_on, request.state, request.answered_on = request.sent_on or on, states.SENT, None
    elif kind == kinds.ANSWERED:
        request.answered_on, request.state = on, states.ANSWERED
    elif kind == kinds.FULFILLED:
        request.answered_on, request.state = request.answered_on or on, states.FULFILLED
    elif kind == kinds.CLOSED:
        request.state = states.CLOSED
    request.save(update_fields=["sent_on", "answered_on", "state"])
    data = {"request": request.pk, "kind": kind, "on": on.isoformat()}
    log(request.clause.document, "request-entry", person_id, role, data)
    return made
