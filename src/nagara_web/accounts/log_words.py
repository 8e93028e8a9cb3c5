"""What the log calls what is done to people, places and their appointments, and the roles in which it is done."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from nagara_web.accounts.models import Role
from nagara_web.audit.words import name_events, name_roles

__all__: list[str] = []

name_roles({each.value: each.label for each in Role})
name_events(
    {
        "appointment.made": _("Appointed somebody"),
        "appointment.ended": _("Ended an appointment"),
        "appointment.handed-over": _("Handed an appointment over"),
        "invitation.sent": _("Invited somebody"),
        "invitation.sent-again": _("Sent an invitation again"),
        "invitation.withdrawn": _("Withdrew an invitation"),
        "invitation.accepted": _("Accepted an invitation"),
        "person.added": _("Made an account"),
        "person.changed": _("Changed an account"),
        "person.email-changed": _("Changed the email of an account"),
        "person.left": _("Closed an account"),
        "person.password-changed": _("Changed a password"),
        "person.password-reset": _("Set a new password by letter"),
        "person.second-factor-added": _("Added a second factor"),
        "person.second-factor-removed": _("Removed a second factor"),
        "person.second-factor-taken-off": _("Took a second factor off"),
        "person.session-ended": _("Ended a session"),
        "token.made": _("Made a token"),
        "token.withdrawn": _("Withdrew a token"),
        "city.added": _("Added a city"),
        "city.edited": _("Changed a city"),
        "country.added": _("Added a country"),
        "network.added": _("Added a network"),
        "membership.begun": _("Began a membership"),
        "membership.ended": _("Ended a membership"),
        "initiative.added": _("Added an initiative"),
        "endorsement.added": _("Added an endorsement"),
        "boundary.added": _("Added a boundary"),
    }
)
