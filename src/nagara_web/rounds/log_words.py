"""What the log calls the steps of a round, and what is done to the answers and figures under it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from nagara_web.audit.words import name_events, name_roles
from nagara_web.rounds.sentences import EVENT_WORDS, PART_WORDS

__all__: list[str] = []

name_roles({code: words for code, words in PART_WORDS.items() if code})
name_events(EVENT_WORDS)
name_events(
    {
        "answers.opened": _("Opened the answers"),
        "answers.changed": _("Changed answers"),
        "answers.finding-answered": _("Gave a reason for a finding"),
        "answers.evidence-attached": _("Attached a file"),
        "answers.evidence-removed": _("Removed a file"),
        "answers.file-received": _("Sent a file to be read"),
        "answers.file-discarded": _("Discarded a file"),
        "answers.contacts-deleted": _("Deleted the contact list"),
        "questionnaire.frozen": _("Froze the questions"),
        "figure.published": _("Published a figure"),
        "figure.corrected": _("Corrected a figure"),
        "figure.withdrawn": _("Withdrew a figure"),
        "indicator.defined": _("Defined an indicator"),
        "indicator.changed": _("Changed an indicator"),
        "source.defined": _("Named a source"),
        "source.changed": _("Changed a source"),
    }
)
