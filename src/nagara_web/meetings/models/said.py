"""What was said and decided: interventions, and decisions that stay open from meeting to meeting."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from nagara_web.meetings.models.gatherings import AgendaItem, Meeting

__all__ = ["Decision", "Intervention"]

PERSON = settings.AUTH_USER_MODEL


class Intervention(models.Model):
    """What somebody said at the meeting, or handed in in writing: as text, as a file, or as both."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="interventions")
    agenda_item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    city = models.ForeignKey("places.City", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    organisation = models.CharField(max_length=160, blank=True)
    language = models.CharField(max_length=10, default="en")
    text = models.TextField(blank=True)
    is_public = models.BooleanField(default=False, help_text="Everybody reads it once the meeting is announced")
    file = models.FileField(upload_to="interventions/%Y/", blank=True)
    file_name = models.CharField(max_length=120, blank=True)
    size_bytes = models.PositiveIntegerField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    searched = models.TextField(blank=True, help_text="Its words and those of its file, folded for the search")
    person = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at",)

    def __str__(self) -> str:
        return self.text[:60] or self.file_name

    @property
    def speaker(self) -> str:
        """Whose words they are."""
        return self.organisation if self.city is None else self.city.name


class Decision(models.Model):
    """Something that a meeting decided, tracked until it is done or dropped, meeting after meeting."""

    class State(models.TextChoices):
        """Where it stands."""

        DRAFT = "draft", _("Not adopted yet")
        OPEN = "open", _("Open")
        DONE = "done", _("Done")
        DROPPED = "dropped", _("Dropped")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="decisions")
    agenda_item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    number = models.PositiveIntegerField()
    text = models.TextField()
    owner = models.CharField(max_length=160)
    city = models.ForeignKey("places.City", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    reason = models.TextField(blank=True, help_text="What was done, or why it is dropped")
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("meeting", "number")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "number"], name="one_decision_of_each_number")
        ]

    def __str__(self) -> str:
        return self.text[:60]
