"""What is done each day: rungs that are due, drafts whose days are over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nagara_web.jobs.registry import Progress, handles, handles_in_two
from nagara_web.rounds.actions import close_rounds, send_daily_reminders
from nagara_web.rounds.papers import Papers, find_lost_papers, keep_papers, make_papers

__all__ = ["close_each_hour", "keep_annual_report", "look_for_papers", "remind_each_day"]


@handles("daily-reminders", title=gettext_lazy("Remind silent cities and close what is over"))
def remind_each_day(arguments: Mapping[str, Any], progress: Progress) -> Mapping[str, Any]:
    """Close what is over, then climb the rungs that are due; asked for twice, it is done once."""
    progress(0.1, _("Closing what is over"))
    closed = close_rounds()
    progress(0.5, _("Writing to silent cities"))
    return {"closed": closed, "reminded": len(send_daily_reminders())}


@handles("daily-lost-papers", title=gettext_lazy("Look for annual reports whose files are missing"))
def look_for_papers(arguments: Mapping[str, Any], progress: Progress) -> Mapping[str, Any]:
    """Ask anew for the papers of published reports that have none, as after a restore."""
    return {"asked": find_lost_papers()}


@handles("hourly-close-rounds", title=gettext_lazy("Close what is over"))
def close_each_hour(arguments: Mapping[str, Any], progress: Progress) -> Mapping[str, Any]:
    """Lock drafts within the hour after midnight where their city is."""
    return {"closed": close_rounds()}


def write_papers(arguments: Mapping[str, Any], progress: Progress) -> Papers:
    """Make the papers of a published revision; nothing is written."""
    return make_papers(int(arguments["report"]), int(arguments["revision"]), progress)


@handles_in_two("papers", first=write_papers, title=gettext_lazy("Write the annual report"))
def keep_annual_report(arguments: Mapping[str, Any], found: Papers) -> Mapping[str, Any]:
    """Keep the papers where everybody reads them."""
    keep_papers(int(arguments["report"]), int(arguments["revision"]), found)
    return {"files": len(found)}
