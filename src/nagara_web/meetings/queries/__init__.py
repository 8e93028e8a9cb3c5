"""Read meetings; whose working rooms exist for whom is asked of :mod:`nagara_web.meetings.access`."""

from nagara_web.meetings.models import Amendment, Decision, DraftClause, Meeting, OutcomeText, PaperVersion
from nagara_web.meetings.queries.meetings import (
    Series,
    announced_meetings,
    carried_decisions,
    decisions_of,
    delegations_of,
    network_names,
    next_meeting,
    overdue_decisions,
    papers_of,
    public_papers_of,
    series,
    version_of,
    waiting_requests,
)
from nagara_web.meetings.queries.outcome import AmendmentLine, ClauseLine, OutcomePage, clause_codes, outcome_page
from nagara_web.meetings.queries.readiness import HAND_OVER, Readiness, Step, hand_over_steps, readiness

__all__ = [
    "HAND_OVER",
    "Amendment",
    "AmendmentLine",
    "ClauseLine",
    "Decision",
    "DraftClause",
    "Meeting",
    "OutcomePage",
    "OutcomeText",
    "PaperVersion",
    "Readiness",
    "Series",
    "Step",
    "announced_meetings",
    "carried_decisions",
    "clause_codes",
    "decisions_of",
    "delegations_of",
    "hand_over_steps",
    "network_names",
    "next_meeting",
    "outcome_page",
    "overdue_decisions",
    "papers_of",
    "public_papers_of",
    "readiness",
    "series",
    "version_of",
    "waiting_requests",
]
