"""Plans that people of a city made, and what was worked out for each: a first answer, then a proof.

What a plan asks never changes once it is made: whoever changes it makes its next version. A plan that is deleted can be
brought back for a while. Who did what stands in the log.
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["Answer", "Plan"]

PERSON = settings.AUTH_USER_MODEL


class Plan(models.Model):
    """One question to the city's records: these promises, with this money, by these means."""

    class State(models.TextChoices):
        """Who reads it."""

        DRAFT = "draft", _("Only our city")
        SECRETARIAT = "secretariat", _("Our city and the secretariat of the network")
        NETWORK = "network", _("All cities of the network and its secretariat")
        PUBLIC = "public", _("Everybody")

    class Proof(models.TextChoices):
        """How far the proof is."""

        RUNNING = "running", _("Proof under way")
        PROVEN = "proven", _("Proven")
        NEAR = "near", _("Not proven in time")
        STOPPED = "stopped", _("Proof stopped")

    city = models.ForeignKey("places.City", on_delete=models.PROTECT, related_name="+")
    answer_set = models.ForeignKey("answers.AnswerSet", on_delete=models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField(help_text="Of the answers that it stands on")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the answers that it stands on")
    title = models.CharField(max_length=120)
    promises = models.JSONField(default=list, help_text="Each as it is written, as in collected_frac>=0.9@2035")
    last_year = models.PositiveIntegerField()
    budget_usd_per_year = models.FloatField(null=True, help_text="Empty for no limit")
    carbon_usd_per_t = models.FloatField(default=0.0)
    income_usd_per_year = models.FloatField(null=True, help_text="Of a household; empty if nobody said")
    area_km2 = models.FloatField(null=True, help_text="In which people live; empty if nobody said")
    technologies = models.JSONField(default=list, help_text="Codes of what may be built")
    serves = models.JSONField(default=list, help_text="Codes of the commitments that it serves")
    fronts = models.JSONField(default=list, help_text="Figures that cost is held against beside the proof")
    stages = models.PositiveSmallIntegerField(default=0, help_text="Draws that one programme of building is for")
    aim = models.CharField(max_length=8, default="mean", help_text="What that programme makes smallest")
    places = models.BinaryField(null=True, help_text="A places file as it was sent")
    places_name = models.CharField(max_length=80, blank=True, help_text="What that file is called")
    attached_to = models.ForeignKey(
        "answers.AnswerSet",
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Whoever reviews these answers reads the plan with them",
    )
    number = models.PositiveIntegerField(default=1, help_text="Which version it is")
    before = models.ForeignKey(
        "self", null=True, on_delete=models.SET_NULL, related_name="after", help_text="The version that it replaces"
    )
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    proof = models.CharField(max_length=10, choices=Proof.choices, default=Proof.RUNNING)
    job = models.ForeignKey("jobs.Job", null=True, on_delete=models.SET_NULL, related_name="+")
    is_to_stop = models.BooleanField(default=False, help_text="Somebody pressed the button while it was proven")
    made_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    asked_by = models.ForeignKey(
        PERSON, null=True, on_delete=models.SET_NULL, related_name="+", help_text="Who asked for the proof last"
    )
    deleted_at = models.DateTimeField(null=True, help_text="Until it is gone for good it can be brought back")

    class Meta:
        ordering = ("-made_at", "-pk")

    def __str__(self) -> str:
        return self.title


class Answer(models.Model):
    """What was worked out for a plan."""

    class Kind(models.TextChoices):
        """How it was worked out."""

        FIRST = "first", _("First answer")
        PROVEN = "proven", _("After the proof")

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="answers")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    data = models.TextField(help_text="The file plan.json")
    papers = models.JSONField(help_text="Its page by language")
    workbook = models.BinaryField(null=True, help_text="The file plan.xlsx")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "pk")
        constraints: ClassVar = [models.UniqueConstraint(fields=["plan", "kind"], name="one_answer_of_each_kind")]

    def __str__(self) -> str:
        return f"{self.plan}: {self.kind}"
