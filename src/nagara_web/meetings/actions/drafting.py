"""Draft the outcome text clause by clause; the data suggests paragraphs, people write them."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from nagara.meetings.draft_paragraphs import paragraphs_of
from nagara.reports.language import language
from nagara.reports.meeting_paper import said
from nagara.reports.said import Voice
from nagara_web.accounts.standing import Standing
from nagara_web.meetings.actions.logging import log
from nagara_web.meetings.gathering import gather
from nagara_web.meetings.models import DraftClause, Meeting, OutcomeText
from nagara_web.meetings.refusals import NotReadyError

__all__ = ["add_clause", "begin_outcome", "change_clause", "open_draft", "remove_clause", "take_paragraphs"]


@transaction.atomic
def begin_outcome(
    meeting_id: int, *, title: str, kind: str = "declaration", person_id: int | None, role: str = ""
) -> OutcomeText:
    """Begin the draft of what the meeting will adopt."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting_id)
    made, is_new = OutcomeText.objects.get_or_create(meeting=meeting, defaults={"title": title.strip(), "kind": kind})
    if is_new:
        log(meeting, "outcome-begun", person_id, role, {"title": made.title, "kind": made.kind})
    return made


@transaction.atomic
def take_paragraphs(outcome: OutcomeText, *, standing: Standing, role: str = "") -> int:
    """Take the paragraphs that the data suggests into the draft, each with the clause that it continues.

    Returns
    -------
    int
        How many were added; one that stands in the draft already is left alone.
    """
    outcome = open_draft(outcome)
    tracked = gather(outcome.meeting, timezone.localdate(), standing)
    voice = Voice(language("en"))
    known = set(outcome.clauses.values_list("text", flat=True))
    found = [(each, said(each.words, voice)) for each in paragraphs_of(tracked)]
    new = [(each, text) for each, text in found if text not in known]
    for each, text in new:
        _add(outcome, text, kind=each.kind.value, continues=each.continues)
    if new:
        log(outcome.meeting, "paragraphs-taken", standing.person_id, role, {"clauses": len(new)})
    return len(new)


@transaction.atomic
def add_clause(
    outcome: OutcomeText,
    text: str,
    *,
    clause_role: str = DraftClause.Role.OPERATIVE,
    kind: str = DraftClause.Kind.COMMITMENT,
    continues: str = "",
    person_id: int | None,
    role: str = "",
) -> DraftClause:
    """Add a clause at the end of its part of the text."""
    outcome = open_draft(outcome)
    made = _add(outcome, text, role=clause_role, kind=kind, continues=continues)
    log(outcome.meeting, "clause-added", person_id, role, {"clause": made.pk, "continues": continues})
    return made


@transaction.atomic
def change_clause(
    clause: DraftClause,
    *,
    text: str,
    clause_role: str,
    kind: str,
    continues: str,
    person_id: int | None,
    role: str = "",
) -> DraftClause:
    """Change a clause of the draft itself; delegations amend instead.

    Raises
    ------
    NotReadyError
        If somebody has an amendment on it: the words that it speaks of stay.
    """
    outcome = open_draft(clause.outcome)
    if clause.text != text.strip() and clause.amendments.exclude(state="withdrawn").exists():
        raise NotReadyError(
            "has-amendments", _("An amendment speaks of these words. Decide it, then amend the clause.")
        )
    before = clause.text
    clause.text, clause.role, clause.kind, clause.continues = text.strip(), clause_role, kind, continues
    clause.save()
    log(outcome.meeting, "clause-changed", person_id, role, {"clause": clause.pk, "before": before[:200]})
    return clause


@transaction.atomic
def remove_clause(clause: DraftClause, *, person_id: int | None, role: str = "") -> None:
    """Take a clause out of the draft before anybody has amended it."""
    outcome = open_draft(clause.outcome)
    if clause.amendments.exists():
        raise NotReadyError(
            "has-amendments", _("An amendment speaks of this clause. Propose to strike it out instead.")
        )
    log(outcome.meeting, "clause-removed", person_id, role, {"text": clause.text[:200]})
    clause.delete()


def open_draft(outcome: OutcomeText) -> OutcomeText:
    """The outcome text, held until the change is done.

    Raises
    ------
    NotReadyError
        If it is proposed for adoption or adopted.
    """
    found = OutcomeText.objects.select_for_update().select_related("meeting").get(pk=outcome.pk)
    if found.state == OutcomeText.State.PROPOSED:
        raise NotReadyError("is-proposed", _("The text is proposed for adoption. Take it back to change it."))
    if found.state == OutcomeText.State.ADOPTED:
        raise NotReadyError("is-adopted", _("The text is adopted. Its clauses stay as they are."))
    return found


def _add(outcome: OutcomeText, text: str, **fields: str) -> DraftClause:
    order = list(DraftClause.Role.values)
    mine = order.index(fields.get("role", DraftClause.Role.OPERATIVE))
    before = outcome.clauses.filter(role__in=order[: mine + 1]).aggregate(last=Max("position"))["last"] or 0
    outcome.clauses.filter(position__gt=before).update(position=F("position") + 1)
    return DraftClause.objects.create(outcome=outcome, position=before + 1, text=text.strip(), **fields)
