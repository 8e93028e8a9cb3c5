"""Read rounds and reports; who may see which report is asked of :mod:`nagara_web.rounds.access`."""

from __future__ import annotations

from nagara_web.rounds.models import Report, Round
from nagara_web.rounds.queries.console import Console, ConsoleRow, console_of
from nagara_web.rounds.queries.desk import Desk, desk_of
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
    completeness,
    published_reports_of_city,
    published_rounds,
    reports_of,
    round_of,
    rounds,
    rounds_of_networks,
)

__all__ = [
    "Console",
    "ConsoleRow",
    "Desk",
    "FigureLine",
    "Report",
    "ReviewProgress",
    "Round",
    "comments_of",
    "completeness",
    "console_of",
    "desk_of",
    "event_lines",
    "extensions_of",
    "figure_lines",
    "handings_of",
    "progress_of_review",
    "published_reports_of_city",
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
