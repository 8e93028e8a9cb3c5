"""Draft clauses and amendments as the library knows them: the one place where the two are matched."""

from __future__ import annotations

from nagara.commitments.clauses import ClauseKind, Role
from nagara.meetings import outcome as noun
from nagara_web.meetings.models import OutcomeText

__all__ = ["amendment_nouns", "clause_nouns"]


def clause_nouns(outcome: OutcomeText) -> tuple[noun.DraftClause, ...]:
    """Clauses of a draft in the order of the text."""
    return tuple(
        noun.DraftClause(
            key=str(each.pk),
            text=each.text,
            role=Role(each.role),
            kind=ClauseKind(each.kind),
            continues=each.continues,
        )
        for each in outcome.clauses.all()
    )


def amendment_nouns(outcome: OutcomeText) -> tuple[noun.Amendment, ...]:
    """Amendments in the order in which they were proposed."""
    return tuple(
        noun.Amendment(
            key=str(each.pk),
            clause=str(each.clause_id),
            act=noun.Act(each.act),
            by=each.city.name,
            text=each.text,
            reason=each.reason,
            state=noun.AmendmentState(each.state),
        )
        for each in outcome.amendments.select_related("city")
    )
