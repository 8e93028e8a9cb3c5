"""What a city answers: rows of the questionnaire's tables, every change of them, and the doubts."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = [
    "AnswerSet",
    "Calculation",
    "Change",
    "Evidence",
    "FindingReply",
    "Questionnaire",
    "Row",
    "RowChange",
    "Upload",
]

OWN_INDICATORS = "own_indicators"
"""Table that holds the answers to a network's own indicators, beside the tables of the form."""


class Questionnaire(models.Model):
    """One edition of the questions: the waste form as nagara has it, and a network's own indicators."""

    edition = models.SlugField(unique=True)
    title = models.CharField(max_length=160)
    form_version = models.CharField(max_length=20, help_text="Edition of the waste form that it was made with")
    modules = models.JSONField(default=list, help_text="waste, flows, plastics, gases, own-indicators")
    indicators = models.ManyToManyField("figures.Indicator", blank=True, related_name="+")
    is_frozen = models.BooleanField(default=False, help_text="A round uses it, so it no longer changes")

    class Meta:
        ordering = ("-edition",)

    def __str__(self) -> str:
        return self.title


class AnswerSet(models.Model):
    """The answers of one city for one year.

    ``revision`` grows by one with every change; a page sends the revision of the row it showed, so that
    nobody overwrites what somebody else wrote meanwhile.
    """

    city = models.ForeignKey("places.City", on_delete=models.PROTECT, related_name="answer_sets")
    year = models.PositiveIntegerField()
    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="+")
    network = models.ForeignKey("places.Network", on_delete=models.PROTECT, related_name="+")
    is_shared = models.BooleanField(default=False, help_text="Submitted at least once: its reviewers may read it")
    previous = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField(default=0)
    locked_because = models.CharField(max_length=40, blank=True, help_text="Code of the reason; empty while open")
    coordinator_may_write = models.BooleanField(default=False, help_text="The city asked a coordinator to report")
    contacts_delete_on = models.DateField(null=True, help_text="Day on which survey contacts are deleted")

    def __str__(self) -> str:
        return f"{self.city}, {self.year}"


class Row(models.Model):
    """One row of one table: what was typed, by field, as text; an absent field was not answered."""

    answer_set = models.ForeignKey(AnswerSet, on_delete=models.CASCADE, related_name="rows")
    table = models.CharField(max_length=40)
    position = models.PositiveIntegerField()
    cells = models.JSONField(default=dict)
    carried = models.JSONField(default=list, help_text="Fields carried from last year that nobody has confirmed")
    instance = models.CharField(max_length=80, blank=True, help_text="Id of the phone submission it came from")
    version = models.PositiveIntegerField(default=1)
    is_removed = models.BooleanField(default=False)

    class Meta:
        ordering = ("table", "position", "pk")
        indexes: ClassVar = [models.Index(fields=["answer_set", "table", "position"])]

    def __str__(self) -> str:
        return f"{self.table} {self.position}"


class Change(models.Model):
    """One act by which answers changed: a saved page, an applied workbook, an undo."""

    class Way(models.TextChoices):
        """How the answers came in."""

        FORM = "form", _("Web form")
        WORKBOOK = "workbook", _("Workbook")
        PHONE = "phone", _("Phone survey")
        API = "api", _("Program")
        CARRIED = "carried", _("Carried from last year")
        UNDO = "undo", _("Undone")

    answer_set = models.ForeignKey(AnswerSet, on_delete=models.CASCADE, related_name="changes")
    revision = models.PositiveIntegerField()
    way = models.CharField(max_length=10, choices=Way.choices)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    key = models.CharField(max_length=120, null=True, unique=True, help_text="Makes applying twice the same as once")
    note = models.CharField(max_length=300, blank=True)
    undone_by = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="undoes")

    class Meta:
        ordering = ("-revision",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["answer_set", "revision"], name="one_change_of_each_revision")
        ]

    def __str__(self) -> str:
        return f"{self.answer_set}, change {self.revision}"


class RowChange(models.Model):
    """What one change did to one row; ``None`` before or after means that the row was not there."""

    change = models.ForeignKey(Change, on_delete=models.CASCADE, related_name="row_changes")
    row = models.ForeignKey(Row, on_delete=models.CASCADE, related_name="row_changes")
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    def __str__(self) -> str:
        return f"{self.change}: {self.row}"


class Calculation(models.Model):
    """The account of the answers as they stood at one revision."""

    answer_set = models.ForeignKey(AnswerSet, on_delete=models.CASCADE, related_name="calculations")
    revision = models.PositiveIntegerField()
    at = models.DateTimeField()
    report_json = models.TextField(blank=True, help_text="nagara-report/1; empty where a finding blocks it")
    findings = models.JSONField(default=list)
    is_blocked = models.BooleanField(default=False)
    facts = models.JSONField(default=dict, help_text="Boundary, population, own indicators, digests of what was read")

    class Meta:
        ordering = ("-revision",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["answer_set", "revision"], name="one_calculation_of_each_revision")
        ]

    def __str__(self) -> str:
        return f"{self.answer_set}, revision {self.revision}"


class FindingReply(models.Model):
    """Why a doubted answer is right; it is kept with the figure and stays when the answer is carried on."""

    answer_set = models.ForeignKey(AnswerSet, on_delete=models.CASCADE, related_name="finding_replies")
    code = models.CharField(max_length=80)
    place = models.CharField(max_length=200, blank=True, help_text="table/row/field that the finding points to")
    reason = models.TextField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at",)

    def __str__(self) -> str:
        return f"{self.code}: {self.reason[:40]}"


class Evidence(models.Model):
    """A file that shows where an answer comes from; only the city and its reviewers see it."""

    answer_set = models.ForeignKey(AnswerSet, on_delete=models.CASCADE, related_name="evidence")
    place = models.CharField(max_length=200, blank=True)
    file = models.FileField(upload_to="evidence/%Y/")
    name = models.CharField(max_length=160)
    size_bytes = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-at",)
        verbose_name_plural = "evidence"

    def __str__(self) -> str:
        return self.name


class Upload(models.Model):
    """A file of answers that came in: read first, shown as changes and doubts, then applied or not."""

    class State(models.TextChoices):
        """How far it is."""

        READING = "reading", _("Being read")
        READ = "read", _("Read, not applied")
        APPLIED = "applied", _("Applied")
        REFUSED = "refused", _("Could not be read")
        DISCARDED = "discarded", _("Discarded")

    answer_set = models.ForeignKey(AnswerSet, on_delete=models.CASCADE, related_name="uploads")
    way = models.CharField(max_length=10, choices=Change.Way.choices)
    file = models.FileField(upload_to="answers/%Y/")
    name = models.CharField(max_length=160)
    sha256 = models.CharField(max_length=64)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.READING)
    read_at_revision = models.PositiveIntegerField(default=0)
    proposal = models.JSONField(default=dict, help_text="The changes it would make, row by row")
    findings = models.JSONField(default=list)

    class Meta:
        ordering = ("-at",)

    def __str__(self) -> str:
        return self.name
