"""What the log calls the steps of a meeting."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from nagara_web.audit.words import name_events

__all__: list[str] = []

name_events(
    {
        "network.letters-sent": _("Wrote to cities"),
        "network.words-kept": _("Kept own words of a letter"),
        "network.words-dropped": _("Went back to the usual words of a letter"),
        "meeting.planned": _("Planned a meeting"),
        "meeting.changed": _("Changed a meeting"),
        "meeting.announced": _("Announced a meeting"),
        "meeting.held": _("Said that a meeting was held"),
        "meeting.closed": _("Closed a meeting"),
        "meeting.handed-over": _("Went through the hand-over"),
        "meeting.invited": _("Invited delegations"),
        "meeting.delegation-changed": _("Wrote down a reply"),
        "meeting.agenda-built": _("Built the agenda"),
        "meeting.agenda-item-added": _("Added an item to the agenda"),
        "meeting.agenda-item-moved": _("Moved an item of the agenda"),
        "meeting.agenda-item-removed": _("Took an item off the agenda"),
        "meeting.paper-made": _("Made a paper"),
        "meeting.paper-uploaded": _("Added a paper"),
        "meeting.paper-placed": _("Put a paper to an item of the agenda"),
        "meeting.paper-distributed": _("Distributed a paper"),
        "meeting.outcome-begun": _("Began the outcome text"),
        "meeting.paragraphs-taken": _("Took paragraphs from the data"),
        "meeting.clause-added": _("Wrote a clause"),
        "meeting.clause-changed": _("Changed a clause"),
        "meeting.clause-removed": _("Took a clause out"),
        "meeting.amendment-proposed": _("Proposed an amendment"),
        "meeting.amendment-recommended": _("Recommended on an amendment"),
        "meeting.amendment-accepted": _("Accepted an amendment"),
        "meeting.amendment-rejected": _("Rejected an amendment"),
        "meeting.amendment-withdrawn": _("Withdrew an amendment"),
        "meeting.outcome-proposed": _("Proposed the outcome text for adoption"),
        "meeting.outcome-taken-back": _("Took the outcome text back"),
        "meeting.outcome-adopted": _("Adopted the outcome text"),
        "meeting.minutes-written": _("Wrote minutes"),
        "meeting.decision-written": _("Wrote a decision"),
        "meeting.decision-opened": _("Opened a decision"),
        "meeting.decision-done": _("Closed a decision as done"),
        "meeting.decision-dropped": _("Dropped a decision"),
        "meeting.intervention-kept": _("Kept an intervention"),
        "meeting.intervention-opened": _("Made an intervention public"),
        "meeting.intervention-closed": _("Closed an intervention"),
    }
)
