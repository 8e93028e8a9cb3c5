"""Versions of a published document that a correction has replaced: they stay readable under their own address."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from nagara_web.declarations.models.documents import Document

__all__ = ["DocumentVersion"]


class DocumentVersion(models.Model):
    """A document as everybody read it until a corrected version took its place."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    said = models.JSONField(help_text="title, adopted_on, signatories, texts by language, clauses with their parts")
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True)
    replaced_at = models.DateTimeField()
    because = models.CharField(max_length=400, help_text="Why the next version replaced it")
    changed = models.JSONField(default=list, help_text="What the next version says otherwise: key, what, before, after")

    class Meta:
        ordering = ("document", "-number")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "number"], name="one_document_version_of_each_number")
        ]

    def __str__(self) -> str:
        return f"{self.document_id}, version {self.number}"
