"""What the log calls the steps of a plan."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from nagara_web.audit.words import name_events

__all__: list[str] = []

name_events(
    {
        "plan.made": _("Made a plan"),
        "plan.changed": _("Changed a plan: a new version"),
        "plan.attached": _("Chose the round that a plan is attached to"),
        "plan.brought-back": _("Brought a deleted plan back"),
        "plan.proof-asked": _("Asked for the proof of a plan"),
        "plan.proof-stopped": _("Stopped the proof of a plan"),
        "plan.proof-kept": _("Kept the proof of a plan"),
        "plan.shared": _("Chose who reads a plan"),
        "plan.serves": _("Chose which commitments a plan serves"),
        "plan.deleted": _("Deleted a plan"),
    }
)
