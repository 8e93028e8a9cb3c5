"""What continues what, what it fits, how it is measured, and what was asked of others."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from nagara_web.declarations.models.documents import Clause, Document, Part

__all__ = ["Alignment", "Link", "Measure", "Milestone", "Request", "RequestEntry", "Thread"]


class TwoPeople(models.Model):
    """What one person writes and another one publishes; changed again, it waits for a second person again."""

    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    @property
    def is_published(self) -> bool:
        """Whether everybody reads it."""
        return self.published_at is not None


class Thread(models.Model):
    """The thread of one promise through the years, by the clause it begins with."""

    slug = models.SlugField(unique=True, max_length=60)
    title = models.CharField(max_length=160)
    question = models.CharField(max_length=300, blank=True)
    root = models.CharField(max_length=160, help_text="Code of the clause or part with which it begins")

    class Meta:
        ordering = ("title",)

    def __str__(self) -> str:
        return self.title


class Link(TwoPeople):
    """A document, clause or part that takes up an earlier one; both by their codes."""

    class Relation(models.TextChoices):
        """What the later one does with the earlier one."""

        REAFFIRMS = "reaffirms", _("reaffirms")
        REPEATS = "repeats", _("repeats")
        SHARPENS = "sharpens", _("sharpens")
        WEAKENS = "weakens", _("weakens")
        CONTINUES = "continues", _("continues")
        FULFILS = "fulfils", _("fulfils")
        LAPSES = "lapses", _("lets lapse")
        RENAMES = "renames", _("is the first under a new name after")

    later = models.CharField(max_length=160, db_index=True)
    earlier = models.CharField(max_length=160, db_index=True)
    later_document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="links_back")
    earlier_document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="links_on")
    relation = models.CharField(max_length=20, choices=Relation.choices)
    basis = models.CharField(max_length=40, blank=True, help_text="text, or reading of whoever linked them")
    reason = models.CharField(max_length=300, blank=True)
    confidence = models.CharField(max_length=12, default="confirmed")
    sources = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ("later_document__session__year", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["later", "earlier", "relation"], name="one_link_of_each_relation")
        ]

    def __str__(self) -> str:
        return f"{self.later} {self.relation} {self.earlier}"


class Milestone(models.Model):
    """What is said to have happened to a promise on a day; two that contradict each other both stand."""

    code = models.CharField(max_length=160, db_index=True, help_text="Clause or part that it is about")
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="milestones")
    on = models.CharField(max_length=10, help_text="Day, month or year, as far as the source says")
    standing = models.CharField(max_length=30)
    says = models.CharField(max_length=300)
    statements = models.JSONField(default=list, blank=True, help_text="All accounts, where they differ")
    confidence = models.CharField(max_length=12, default="confirmed")
    sources = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ("on", "pk")

    def __str__(self) -> str:
        return f"{self.code} {self.on}"


class Alignment(models.Model):
    """What a clause or part is held against in the frameworks of the world, or that nothing fits."""

    code = models.CharField(max_length=160, db_index=True, help_text="Clause or part")
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="alignments")
    item = models.CharField(max_length=80, blank=True, help_text="As in sdg:11.6.1; empty where none fits")
    fits = models.CharField(max_length=12, help_text="As in the library: fully, partly, context, none")
    is_ahead = models.BooleanField(default=False)
    note = models.CharField(max_length=400, blank=True)
    confidence = models.CharField(max_length=12, default="confirmed")
    sources = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ("code", "pk")

    def __str__(self) -> str:
        return f"{self.code}: {self.item or self.fits}"


class Measure(TwoPeople):
    """How one part is measured; what the text leaves open is a fact about the text, and said."""

    class AnswerType(models.TextChoices):
        """What a city, or the network, answers with."""

        INDICATOR = "indicator", _("A figure of an indicator")
        YES_NO = "yes-no", _("Yes or no")
        LEVEL = "level", _("A level")
        CITY_SHARE = "city-share", _("The share of cities that say yes")

    part = models.OneToOneField(Part, on_delete=models.PROTECT, related_name="measure")
    owners = models.JSONField(default=list, blank=True, help_text="kind and name")
    answer_type = models.CharField(max_length=12, choices=AnswerType.choices, blank=True)
    indicator = models.ForeignKey(
        "figures.Indicator", to_field="code", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    indicator_code = models.CharField(max_length=80, blank=True, help_text="As in SDG 11.6.1, or net: reports on time")
    unit = models.CharField(max_length=40, blank=True)
    is_share = models.BooleanField(default=False)
    question = models.CharField(max_length=300, blank=True)
    scale = models.JSONField(default=list, blank=True)
    baseline_value = models.FloatField(null=True, blank=True)
    baseline_low = models.FloatField(null=True, blank=True)
    baseline_high = models.FloatField(null=True, blank=True)
    baseline_year = models.PositiveIntegerField(null=True, blank=True)
    aim = models.CharField(max_length=12, blank=True)
    target_value = models.FloatField(null=True, blank=True)
    target_words = models.CharField(max_length=300, blank=True)
    due = models.DateField(null=True, blank=True)
    left_open = models.JSONField(default=list, blank=True, help_text="Which of the five the text leaves open")
    network = models.ForeignKey(
        "places.Network",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Whose cities answer it",
    )

    class Meta:
        ordering = ("part",)

    def __str__(self) -> str:
        return f"measure of {self.part_id}"


class Request(models.Model):
    """What a part asks of somebody else, and what became of it."""

    class State(models.TextChoices):
        """How it stands."""

        TO_SEND = "to-send", _("Not sent yet")
        SENT = "sent", _("Waits for an answer")
        ANSWERED = "answered", _("Answered")
        FULFILLED = "fulfilled", _("Fulfilled")
        CLOSED = "closed", _("Closed")

    clause = models.ForeignKey(Clause, on_delete=models.PROTECT, related_name="requests")
    part = models.ForeignKey(Part, null=True, blank=True, on_delete=models.PROTECT, related_name="requests")
    addressee = models.CharField(max_length=160)
    asks = models.CharField(max_length=400)
    sent_on = models.DateField(null=True, blank=True)
    answer_by = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.TO_SEND)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("answer_by", "pk")

    @property
    def is_over(self) -> bool:
        """Whether what was asked is fulfilled, or nobody waits for it any more."""
        return self.state in {self.State.FULFILLED, self.State.CLOSED}

    def __str__(self) -> str:
        return f"{self.addressee}: {self.asks[:60]}"


class RequestEntry(models.Model):
    """One step in the thread of a request: sent, reminded, answered, fulfilled. Never changed, only added to."""

    class Kind(models.TextChoices):
        """What happened."""

        SENT = "sent", _("Sent")
        REMINDED = "reminded", _("Reminded")
        ANSWERED = "answered", _("Answered")
        NOTE = "note", _("Note")
        FULFILLED = "fulfilled", _("Fulfilled")
        CLOSED = "closed", _("Closed")

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="entries")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    on = models.DateField()
    words = models.TextField(blank=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("on", "pk")

    def __str__(self) -> str:
        return f"{self.kind} {self.on}"
