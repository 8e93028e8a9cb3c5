"""The log of everything that was changed, one event for every change."""

from __future__ import annotations

from django.conf import settings
from django.db import models

__all__ = ["ChainHead", "Event"]


class Event(models.Model):
    """One change: who did what to which thing, and when.

    Events are written once. Each holds the SHA-256 of its own content joined to the digest before it,
    so that ``nagara web verify-log`` sees an event that was altered, removed or put in between.
    """

    number = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField(db_index=True)
    action = models.CharField(max_length=60, db_index=True, help_text="Dotted, never renamed: report.submitted")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    actor_role = models.CharField(max_length=40, blank=True)
    subject = models.CharField(max_length=120, db_index=True, help_text="kind:id, as in report:12")
    city = models.ForeignKey("places.City", null=True, on_delete=models.PROTECT, related_name="+")
    data = models.JSONField(default=dict)
    previous_digest = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ("number",)

    def __str__(self) -> str:
        return f"{self.number} {self.action} {self.subject}"


class ChainHead(models.Model):
    """The last link, in a row of its own that every writer locks: two events never share a place.

    ``public_number`` is the last event that may have changed a page that everybody reads: what was put
    together for such a page is good for as long as this number stands.
    """

    number = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="")
    public_number = models.PositiveBigIntegerField(default=0)
