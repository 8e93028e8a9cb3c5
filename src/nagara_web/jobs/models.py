"""Work that outlives a request, as people see it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["Job", "Mail"]


class Job(models.Model):
    """One piece of work. Its key makes asking twice the same as asking once."""

    class State(models.TextChoices):
        """How far it is."""

        QUEUED = "queued", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=60, db_index=True)
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED, db_index=True)
    progress_frac = models.FloatField(default=0.0)
    says = models.CharField(max_length=300, blank=True, help_text="What it is doing, or why it failed, in a sentence")
    result = models.JSONField(default=dict)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    attempts = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-asked_at",)

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class Mail(models.Model):
    """One letter to one address; its key becomes its Message-ID, so a second copy is seen as the same."""

    key = models.CharField(max_length=200, unique=True)
    to = models.EmailField()
    language = models.CharField(max_length=8, default="en")
    subject = models.CharField(max_length=300)
    body = models.TextField(help_text="Links that work once are taken out when it has been sent")
    headers = models.JSONField(default=dict, help_text="What its envelope says besides, as List-Unsubscribe")
    asked_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-asked_at",)

    def __str__(self) -> str:
        return f"{self.to}: {self.subject}"
