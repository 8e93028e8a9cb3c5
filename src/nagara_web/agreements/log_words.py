"""What the log calls the steps of an agreement."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from nagara_web.audit.words import name_events

__all__: list[str] = []

name_events(
    {
        "agreement.partner-kept": _("Wrote down a partner"),
        "agreement.entered": _("Entered an agreement"),
        "agreement.changed": _("Changed an agreement"),
        "agreement.party-added": _("Added a party"),
        "agreement.party-removed": _("Took a party out"),
        "agreement.obligation-kept": _("Wrote down an obligation"),
        "agreement.obligation-removed": _("Took an obligation out"),
        "agreement.file-added": _("Added the document of an agreement"),
        "agreement.published": _("Published an agreement"),
        "agreement.taken-back": _("Took an agreement back to correct it"),
        "agreement.said": _("Said what became of an agreement"),
        "agreement.confirmed": _("Confirmed what was said of an agreement"),
        "agreement.set-aside": _("Set aside what was said of an agreement"),
    }
)
