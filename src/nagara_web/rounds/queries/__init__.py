"""Read rounds and reports; who may see which report is asked of :mod:`nagara_web.rounds.access`."""

from __future__ import annotations

from nagara_web.rounds.models import Report, Round
from nagara_web.rounds.queries.console import Console, ConsoleRow, console_of
from nagara_web.rounds.queries.contradictions import Contradictory, contradictions_of
from nagara_web.rounds.queries.desk import Desk, desk_of
from nagara_web.rounds.queries.doubts import doubts_of
from nagara_web.rounds.queries.papers import KINDS as PAPER_KINDS
from nagara_web.rounds.queries.papers import Papers, paper_file, papers_of
from nagara_web.rounds.queries.reports import (
    comments_of,
    event_lines,
    extensions_of,
    handings_of,
    report,
    seen_by,
    signature_of,
    threads_of,
)
from nagara_web.rounds.queries.review import FigureLine, ReviewProgress, figure_lines, progress_of_review
from nagara_web.rounds.queries.rounds import (
    other_editions,
    published_reports_of_city,
    published_reports_of_round,
    published_rounds,
    reports_of,
    round_of,
    rounds,
    rounds_of_networks,
)

__all__ = [
    "PAPER_KINDS",
    "Console",
    "ConsoleRow",
    "Contradictory",
    "Desk",
    "FigureLine",
    "Papers",
    "Report",
    "ReviewProgress",
    "Round",
    "comments_of",
    "console_of",
    "contradictions_of",
    "desk_of",
    "doubts_of",
    "event_lines",
    "extensions_of",
    "figure_lines",
    "handings_of",
    "other_editions",
    "paper_file",
    "papers_of",
    "progress_of_review",
    "published_reports_of_city",
    "published_reports_of_round",
    "published_rounds",
    "report",
    "reports_of",
    "round_of",
    "rounds",
    "rounds_of_networks",
    "seen_by",
    "signature_of",
    "threads_of",
]
