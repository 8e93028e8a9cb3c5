"""Amendments by delegations, and the adoption that turns clauses into commitments and decisions into open items."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from nagara.meetings.adopted import adopted_text
from nagara_web.declarations import actions as declarations
from nagara_web.meetings.actions.decisions import open_decisions
from nagara_web.meetings.actions.drafting import open_draft
from nagara_web.meetings.actions.logging import log
from nagara_web.meetings.models import Amendment, DraftClause, OutcomeText
from nagara_web.meetings.nouns import amendment_nouns, clause_nouns
from nagara_web.meetings.refusals import NotReadyError
from nagara_web.notices.actions import happened

__all__ = [
    "adopt_outcome",
    "decide_amendment",
    "propose_amendment",
    "propose_outcome",
    "recommend_amendment",
    "take_back_outcome",
    "withdraw_amendment",
]

DECIDED = (Amendment.State.ACCEPTED, Amendment.State.REJECTED, Amendment.State.WITHDRAWN)


@transaction.atomic
def propose_amendment(
    clause: DraftClause, *, act: str, text: str, reason: str, city_id: int, person_id: int, role: str = ""
) -> Amendment:
    """Propose a change of one clause on behalf of a delegation.

    Parameters
    ----------
    clause, act, text, reason
        What, how, the new words, and why.
    city_id
        Whose delegation.
    person_id, role
        Who writes it in.
    """
    outcome = open_draft(clause.outcome)
    last: int | None = outcome.amendments.aggregate(last=Max("number"))["last"]
    made = Amendment.objects.create(
        outcome=outcome,
        clause=clause,
        number=(last or 0) + 1,
        act=act,
        text="" if act == Amendment.Act.DELETE else text.strip(),
        reason=reason.strip(),
        city_id=city_id,
        proposed_by_id=person_id,
        proposed_at=timezone.now(),
    )
    log(outcome.meeting, "amendment-proposed", person_id, role, {"amendment": made.number, "act": act}, city_id)
    return made


@transaction.atomic
def recommend_amendment(amendment: Amendment, words: str, *, person_id: int, role: str = "") -> Amendment:
    """Write what the secretariat recommends."""
    held = _open_amendment(amendment)
    held.recommendation, held.state = words.strip(), Amendment.State.RECOMMENDED
    held.save(update_fields=["recommendation", "state"])
    log(held.outcome.meeting, "amendment-recommended", person_id, role, {"amendment": held.number}, held.city_id)
    return held


@transaction.atomic
def decide_amendment(amendment: Amendment, *, is_accepted: bool, person_id: int, role: str = "") -> Amendment:
    """Write down what the floor decided."""
    held = _open_amendment(amendment)
    held.state = Amendment.State.ACCEPTED if is_accepted else Amendment.State.REJECTED
    held.decided_by_id, held.decided_at = person_id, timezone.now()
    held.save(update_fields=["state", "decided_by", "decided_at"])
    log(held.outcome.meeting, f"amendment-{held.state}", person_id, role, {"amendment": held.number}, held.city_id)
    return held


@transaction.atomic
def withdraw_amendment(amendment: Amendment, *, person_id: int, role: str = "") -> Amendment:
    """Withdraw an amendment; it stays on record."""
    held = _open_amendment(amendment)
    held.state = Amendment.State.WITHDRAWN
    held.save(update_fields=["state"])
    log(held.outcome.meeting, "amendment-withdrawn", person_id, role, {"amendment": held.number}, held.city_id)
    return held


@transaction.atomic
def propose_outcome(outcome: OutcomeText, *, person_id: int, role: str = "") -> OutcomeText:
    """Propose the text for adoption; from now on nobody changes it, and a second person adopts it.

    Raises
    ------
    NotReadyError
        If it has no clause, or an amendment is not decided.
    """
    held = open_draft(outcome)
    waiting = held.amendments.exclude(state__in=DECIDED).count()
    if waiting:
        text = _("Amendments that nobody has decided: %(count)s. Accept, reject or withdraw each of them first.")
        raise NotReadyError("amendments-open", text % {"count": waiting})
    if not held.clauses.exists():
        raise NotReadyError("no-clause", _("The text has no clause yet. Write one first."))
    held.state, held.proposed_by_id, held.proposed_at = OutcomeText.State.PROPOSED, person_id, timezone.now()
    held.save(update_fields=["state", "proposed_by", "proposed_at"])
    log(held.meeting, "outcome-proposed", person_id, role, {"title": held.title})
    return held


@transaction.atomic
def take_back_outcome(outcome: OutcomeText, *, person_id: int, role: str = "") -> OutcomeText:
    """Open the text again before it is adopted."""
    held = OutcomeText.objects.select_for_update().select_related("meeting").get(pk=outcome.pk)
    if held.state != OutcomeText.State.PROPOSED:
        raise NotReadyError("not-proposed", _("The text is not proposed for adoption."))
    held.state, held.proposed_by, held.proposed_at = OutcomeText.State.DRAFT, None, None
    held.save(update_fields=["state", "proposed_by", "proposed_at"])
    log(held.meeting, "outcome-taken-back", person_id, role, {"title": held.title})
    return held


@transaction.atomic
def adopt_outcome(
    outcome: OutcomeText, *, adopted_on: date, person_id: int, role: str = "", whole: Collection[str] = ()
) -> OutcomeText:
    """Adopt the text: in one go it is a published document, its clauses are commitments, its decisions are open.

    Parameters
    ----------
    outcome
        As a colleague has proposed it.
    adopted_on
        The day of the adoption.
    person_id, role
        The second person.
    whole
        Keys of compound clauses that stay whole; the others fall into the parts that the page of adoption showed.

    Raises
    ------
    NotReadyError
        If nobody has proposed it, or the same person has.
    DeclarationRefusedError
        If the register refuses it: the session has such a document, or a clause continues what is not there.
    """
    held = OutcomeText.objects.select_for_update().select_related("meeting").get(pk=outcome.pk)
    meeting = held.meeting
    if held.state != OutcomeText.State.PROPOSED or held.proposed_by_id is None:
        raise NotReadyError("not-proposed", _("Somebody proposes the text for adoption first."))
    if held.proposed_by_id == person_id:
        raise NotReadyError(
            "two-people", _("You proposed the text yourself. A second person of the secretariat adopts it.")
        )
    clauses = adopted_text(held.title, clause_nouns(held), amendment_nouns(held), whole=whole)
    document = declarations.adopt_document(
        meeting.session_id,
        title=held.title,
        kind=held.kind,
        adopted_on=adopted_on,
        text=clauses.text,
        links=[declarations.NewLink(later=later, earlier=earlier) for later, earlier in clauses.continues],
        network_id=meeting.network_id,
        is_invented=meeting.is_invented,
        person_id=held.proposed_by_id,
        published_by_id=person_id,
        role=role,
    )
    held.state, held.document = OutcomeText.State.ADOPTED, document.slug
    held.adopted_by_id, held.adopted_at, held.adopted_on = person_id, timezone.now(), adopted_on
    held.save()
    open_decisions(meeting, person_id=person_id, role=role)
    log(meeting, "outcome-adopted", person_id, role, {"document": document.slug})
    happened(
        "outcome-adopted",
        key=f"outcome-adopted:{meeting.slug}",
        values={"meeting": meeting.title, "title": held.title},
        url=f"/meetings/{meeting.slug}/",
    )
    return held


def _open_amendment(amendment: Amendment) -> Amendment:
    open_draft(amendment.outcome)
    held = Amendment.objects.select_for_update().select_related("outcome__meeting").get(pk=amendment.pk)
    if held.state in DECIDED:
        raise NotReadyError("is-decided", _("This amendment is decided already."))
    return held
