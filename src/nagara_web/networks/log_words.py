"""What the log calls the steps of a network."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from nagara_web.audit.words import name_events

__all__: list[str] = []

name_events(
    {
        "network.founded": _("Founded a network"),
        "network.fact-added": _("Added to the pages of a network"),
        "network.fact-changed": _("Changed the pages of a network"),
        "network.fact-undone": _("Undid a change of the pages of a network"),
        "network.charter-published": _("Published a charter"),
    }
)
