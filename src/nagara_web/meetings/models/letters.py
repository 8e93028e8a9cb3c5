"""The secretariat's own words for its letters, and to whom they went."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

__all__ = ["MessageText", "SentMessage"]

PERSON = settings.AUTH_USER_MODEL


class MessageText(models.Model):
    """A network's own words for an occasion on which its secretariat writes, in one language."""

    network = models.ForeignKey("places.Network", on_delete=models.CASCADE, related_name="+")
    occasion = models.CharField(max_length=30)
    language = models.CharField(max_length=10)
    subject = models.CharField(max_length=160)
    body = models.TextField()
    person = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["network", "occasion", "language"], name="one_text_of_each_language")
        ]

    def __str__(self) -> str:
        return f"{self.occasion} ({self.language})"


class SentMessage(models.Model):
    """A letter that somebody of the secretariat sent to the people of a city; at most one a day about one thing."""

    network = models.ForeignKey("places.Network", on_delete=models.PROTECT, related_name="+")
    occasion = models.CharField(max_length=30)
    about = models.CharField(max_length=120, blank=True, help_text="Slug of the meeting or round that it is about")
    city = models.ForeignKey("places.City", on_delete=models.PROTECT, related_name="+")
    sent_on = models.DateField()
    person = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-sent_on",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["network", "occasion", "about", "city", "sent_on"], name="one_letter_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.occasion}: {self.city}, {self.sent_on}"
