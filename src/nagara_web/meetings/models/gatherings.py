"""Meetings, what their hosts hand over, who is invited, and the agenda."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["AgendaItem", "Delegation", "HandOverStep", "Meeting"]

PERSON = settings.AUTH_USER_MODEL


class Meeting(models.Model):
    """One meeting of a session: who hosts it, when, where, and how far it has come."""

    class State(models.TextChoices):
        """Where it stands."""

        PLANNED = "planned", _("Planned")
        HELD = "held", _("Held")
        CLOSED = "closed", _("Closed")

    network = models.ForeignKey("places.Network", on_delete=models.PROTECT, related_name="+")
    session = models.ForeignKey("declarations.Session", on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField(unique=True, max_length=80)
    title = models.CharField(max_length=160)
    host_city = models.ForeignKey("places.City", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=160, blank=True)
    time_zone = models.CharField(max_length=40, default="UTC")
    starts_on = models.DateField()
    ends_on = models.DateField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.PLANNED)
    is_announced = models.BooleanField(default=False, help_text="Everybody may see that it takes place")
    previous = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="following")
    is_invented = models.BooleanField(default=False)

    class Meta:
        ordering = ("-starts_on", "slug")

    def __str__(self) -> str:
        return self.title


class HandOverStep(models.Model):
    """Something that the host before has given to this one."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="hand_over")
    key = models.CharField(max_length=30)
    person = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["meeting", "key"], name="each_hand_over_step_once")]

    def __str__(self) -> str:
        return f"{self.meeting}: {self.key}"


class Delegation(models.Model):
    """A city or an organisation that is invited; names of people stay with those who prepare the meeting."""

    class Reply(models.TextChoices):
        """What it answered."""

        NONE = "none", _("No reply yet")
        COMING = "coming", _("Coming")
        NOT_COMING = "not-coming", _("Not coming")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="delegations")
    city = models.ForeignKey("places.City", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    organisation = models.CharField(max_length=160, blank=True)
    head = models.CharField(max_length=160, blank=True, help_text="Office of its head, as in deputy mayor")
    people = models.TextField(blank=True, help_text="Names; never public")
    size = models.PositiveIntegerField(null=True, blank=True)
    invited_on = models.DateField(null=True, blank=True)
    reply = models.CharField(max_length=10, choices=Reply.choices, default=Reply.NONE)

    class Meta:
        ordering = ("city__name", "organisation")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["meeting", "city"], condition=models.Q(city__isnull=False), name="one_delegation_of_each_city"
            )
        ]

    def __str__(self) -> str:
        return self.organisation if self.city is None else self.city.name


class AgendaItem(models.Model):
    """Something that the meeting speaks about, typed or found among what is open."""

    class Kind(models.TextChoices):
        """Where it comes from."""

        DECISION = "decision", _("Open decision")
        LATE = "late", _("Late promise")
        SILENT = "silent", _("Silent cities")
        REQUEST = "request", _("Unanswered request")
        TYPED = "typed", _("Other")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda")
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=240)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.TYPED)
    source = models.CharField(max_length=160, blank=True, help_text="Code of what is open")
    day = models.DateField(null=True, blank=True)
    begins_at = models.TimeField(null=True, blank=True)
    minutes_planned = models.PositiveIntegerField(null=True, blank=True)
    minutes_text = models.TextField(blank=True, help_text="What was said and agreed, for the minutes")

    class Meta:
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.title
