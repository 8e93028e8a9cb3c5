"""Who follows what, and what they were told."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["Follow", "Happening", "Notice"]


class Topic(models.TextChoices):
    """What can be followed."""

    CITY = "city", _("City")
    INDICATOR = "indicator", _("Indicator")
    ROUND = "round", _("Round")


class Follow(models.Model):
    """A person wants to hear of one thing."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="follows")
    topic = models.CharField(max_length=12, choices=Topic.choices)
    slug = models.CharField(max_length=80)
    since = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "topic", "slug"], name="one_follow_of_each_thing")
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.topic} {self.slug}"


class Happening(models.Model):
    """Something public that happened; feeds print it, and followers get a notice of it."""

    key = models.CharField(max_length=160, unique=True)
    at = models.DateTimeField(db_index=True)
    kind = models.CharField(max_length=40, help_text="report-published, figure-corrected, round-opened, …")
    values = models.JSONField(default=dict, help_text="What fills its sentence")
    url = models.CharField(max_length=300)
    city = models.CharField(max_length=80, blank=True, db_index=True)
    indicator = models.CharField(max_length=80, blank=True, db_index=True)
    round = models.CharField(max_length=80, blank=True, db_index=True)
    indicators = models.TextField(blank=True, help_text="Codes of all that it published, a space around each")

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class Notice(models.Model):
    """One thing that one person was told."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    key = models.CharField(max_length=200)
    at = models.DateTimeField()
    kind = models.CharField(max_length=40)
    values = models.JSONField(default=dict)
    url = models.CharField(max_length=300)
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-at", "-pk")
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "key"], name="told_once")]

    def __str__(self) -> str:
        return f"{self.person}: {self.kind}"
