"""The yearly round: its window, and each city's report from draft to published."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = [
    "Comment",
    "Extension",
    "FigureReview",
    "Handing",
    "Reminder",
    "Report",
    "Round",
    "Seen",
    "Signature",
]


class Round(models.Model):
    """One year's questions to the members of one network."""

    network = models.ForeignKey("places.Network", on_delete=models.PROTECT, related_name="rounds")
    slug = models.SlugField(unique=True)
    title = models.CharField(max_length=160)
    year = models.PositiveIntegerField(help_text="The year that the figures speak of")
    questionnaire = models.ForeignKey("answers.Questionnaire", on_delete=models.PROTECT, related_name="+")
    opens_on = models.DateField()
    closes_on = models.DateField(help_text="Last day, in each city's own time zone")
    reminder_days = models.JSONField(default=list, help_text="Days before the end on which the silent are reminded")
    is_published = models.BooleanField(default=False, help_text="Everybody may see that it takes place")
    is_invented = models.BooleanField(default=False)

    class Meta:
        ordering = ("-year", "slug")

    def __str__(self) -> str:
        return self.title


class Report(models.Model):
    """One city's report in one round."""

    class State(models.TextChoices):
        """Where it stands; the moves between them are the table in :mod:`nagara.rounds.workflow`."""

        DRAFT = "draft", _("Draft")
        AWAITING_SIGNATURE = "awaiting-signature", _("Awaiting signature")
        SUBMITTED = "submitted", _("Submitted")
        IN_REVIEW = "in-review", _("In review")
        RETURNED = "returned", _("Returned")
        ACCEPTED = "accepted", _("Accepted")
        PUBLISHED = "published", _("Published")

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="reports")
    city = models.ForeignKey("places.City", on_delete=models.PROTECT, related_name="reports")
    answer_set = models.OneToOneField("answers.AnswerSet", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFT)
    moved_at = models.DateTimeField()
    revision_signed = models.PositiveIntegerField(null=True, help_text="Revision of the answers that was signed")
    first_submitted_at = models.DateTimeField(null=True)
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    coordinator_asked = models.BooleanField(default=False, help_text="The city asked a coordinator to report for it")
    correction_reason = models.TextField(blank=True, help_text="Why it was opened again after it was accepted")

    class Meta:
        ordering = ("round", "city__name")
        constraints: ClassVar = [models.UniqueConstraint(fields=["round", "city"], name="one_report_of_each_city")]

    def __str__(self) -> str:
        return f"{self.city}, {self.round}"


class Signature(models.Model):
    """The head of a city signed one revision of the answers, or took the signature back."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="signatures")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField()
    statement = models.TextField(help_text="The sentence that was signed")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("at",)

    def __str__(self) -> str:
        return f"{self.report}: {self.person}"


class FigureReview(models.Model):
    """What a reviewer decided about one figure of one submission."""

    class Verdict(models.TextChoices):
        """The decision."""

        ACCEPT = "accept", _("Accept")
        RETURN = "return", _("Return")

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="figure_reviews")
    indicator = models.CharField(max_length=80)
    revision = models.PositiveIntegerField(help_text="Revision of the answers that was looked at")
    verdict = models.CharField(max_length=8, choices=Verdict.choices)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "indicator", "revision"], name="one_verdict_of_each_figure")
        ]

    def __str__(self) -> str:
        return f"{self.report} {self.indicator}: {self.verdict}"


class Comment(models.Model):
    """A word about one figure, one answer or the whole report, between a city and those who read it."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="comments")
    indicator = models.CharField(max_length=80, blank=True)
    place = models.CharField(max_length=200, blank=True, help_text="table/row/field of the answers")
    body = models.TextField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=40)
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("at",)

    def __str__(self) -> str:
        return self.body[:60]


class Seen(models.Model):
    """A national focal point has seen a report of the country."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="seen")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.report}: {self.person}"


class Extension(models.Model):
    """A city asks for more time, and gets an answer."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="extensions")
    asked_until = models.DateField()
    reason = models.TextField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    granted_until = models.DateField(null=True)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-asked_at",)

    def __str__(self) -> str:
        return f"{self.report} until {self.asked_until}"


class Handing(models.Model):
    """An accepted report was handed to somebody else: who received what, when."""

    class Recipient(models.TextChoices):
        """Who receives it."""

        STATISTICS_OFFICE = "statistics-office", _("National statistics office")
        UN_HABITAT = "un-habitat", _("UN-Habitat")

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="handings")
    recipient = models.CharField(max_length=20, choices=Recipient.choices)
    addressee = models.CharField(max_length=200)
    table_sha256 = models.CharField(max_length=64, blank=True)
    letter = models.TextField(help_text="The letter as it was made, in words")
    table = models.TextField(blank=True, help_text="The table as it was handed on, as CSV")
    signed_page = models.FileField(upload_to="letters/%Y/", blank=True)
    handed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    handed_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)
    received_note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-handed_at",)

    def __str__(self) -> str:
        return f"{self.report}: {self.recipient}"


class Reminder(models.Model):
    """A city was reminded: by a rung of the round's ladder, or by somebody of the secretariat."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="reminders")
    city = models.ForeignKey("places.City", on_delete=models.PROTECT, related_name="+")
    rung_days = models.IntegerField(null=True, help_text="Days before the last day; empty where a person wrote")
    last_day = models.DateField(null=True, help_text="Last day that the rung was counted from")
    text = models.TextField(blank=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["round", "city", "rung_days", "last_day"],
                condition=models.Q(rung_days__isnull=False),
                name="each_rung_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.city}, {self.round}: {self.rung_days}"
