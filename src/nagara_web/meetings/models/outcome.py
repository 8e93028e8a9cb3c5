"""The text that a meeting agrees on: its clauses and the amendments to them."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from nagara_web.meetings.models.gatherings import Meeting

__all__ = ["Amendment", "DraftClause", "OutcomeText"]

PERSON = settings.AUTH_USER_MODEL


class OutcomeText(models.Model):
    """The text that the meeting agrees on, from the first draft to its adoption."""

    class State(models.TextChoices):
        """Where it stands."""

        DRAFT = "draft", _("Being drafted")
        PROPOSED = "proposed", _("Proposed for adoption")
        ADOPTED = "adopted", _("Adopted")

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="outcome")
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=30, default="declaration")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    proposed_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(null=True)
    adopted_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    adopted_at = models.DateTimeField(null=True)
    adopted_on = models.DateField(null=True)
    document = models.CharField(max_length=120, blank=True, help_text="Slug of the document that it became")

    def __str__(self) -> str:
        return self.title


class DraftClause(models.Model):
    """A clause of the draft, and the clause of an earlier document that it continues."""

    class Role(models.TextChoices):
        """Where it stands; the values of the library."""

        PREAMBLE = "preamble", _("Preamble")
        OPERATIVE = "operative", _("Operative")
        CLOSING = "closing", _("Closing")

    class Kind(models.TextChoices):
        """What it does; the letters of the library."""

        COMMITMENT = "C", _("Commitment")
        REAFFIRMATION = "R", _("Reaffirmation")
        REQUEST = "Q", _("Request to others")
        FACT = "F", _("Fact or mandate")

    outcome = models.ForeignKey(OutcomeText, on_delete=models.CASCADE, related_name="clauses")
    position = models.PositiveIntegerField()
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.OPERATIVE)
    kind = models.CharField(max_length=1, choices=Kind.choices, default=Kind.COMMITMENT)
    text = models.TextField()
    continues = models.CharField(max_length=160, blank=True, help_text="Code of the clause that it continues")

    class Meta:
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def earlier_url(self) -> str:
        """Page of the clause that it continues."""
        slug, _dot, rest = self.continues.partition(".")
        return f"/declarations/{slug}/{rest}/" if rest else f"/declarations/{slug}/"


class Amendment(models.Model):
    """What a delegation wants of one clause, what the secretariat recommends, and what was decided."""

    class Act(models.TextChoices):
        """What it does to the clause; the values of the library."""

        REPLACE = "replace", _("New wording")
        INSERT = "insert", _("New clause after it")
        DELETE = "delete", _("Strike it out")

    class State(models.TextChoices):
        """Where it stands; the values of the library."""

        PROPOSED = "proposed", _("Proposed")
        RECOMMENDED = "recommended", _("Recommendation given")
        ACCEPTED = "accepted", _("Accepted")
        REJECTED = "rejected", _("Rejected")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    outcome = models.ForeignKey(OutcomeText, on_delete=models.CASCADE, related_name="amendments")
    clause = models.ForeignKey(DraftClause, on_delete=models.CASCADE, related_name="amendments")
    number = models.PositiveIntegerField()
    act = models.CharField(max_length=8, choices=Act.choices, default=Act.REPLACE)
    text = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    city = models.ForeignKey("places.City", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=State.choices, default=State.PROPOSED)
    recommendation = models.TextField(blank=True)
    proposed_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("number",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["outcome", "number"], name="one_amendment_of_each_number")
        ]

    def __str__(self) -> str:
        return f"{self.city}: {self.act}"
