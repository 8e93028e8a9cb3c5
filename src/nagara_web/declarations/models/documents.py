"""Forums, sessions, documents with their texts, and the clauses and parts of a document."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = [
    "Clause",
    "ClauseChange",
    "ClauseKind",
    "Confidence",
    "Document",
    "Forum",
    "Part",
    "Session",
    "State",
    "TextEdition",
]


class Confidence(models.TextChoices):
    """How far a fact was confirmed; the values of the library."""

    CONFIRMED = "confirmed", _("Confirmed")
    PARTLY = "partly", _("Partly confirmed")
    UNCONFIRMED = "unconfirmed", _("Not confirmed")


class State(models.TextChoices):
    """How far a document has come: a person confirms it, another one publishes it."""

    DRAFT = "draft", _("Being confirmed")
    CONFIRMED = "confirmed", _("Waits for a second person")
    PUBLISHED = "published", _("Published")


class ClauseKind(models.TextChoices):
    """What a clause does; the letters of the library."""

    COMMITMENT = "C", _("Commitment")
    REAFFIRMATION = "R", _("Reaffirmation")
    REQUEST = "Q", _("Request to others")
    FACT = "F", _("Fact or mandate")


class Forum(models.Model):
    """A meeting of cities that comes again; its names are labels with dates."""

    slug = models.SlugField(unique=True, max_length=40)
    names = models.JSONField(default=list, help_text="text, language, valid_from, valid_to")
    founded_year = models.PositiveIntegerField(null=True, blank=True)
    statements = models.JSONField(default=list, blank=True)
    is_invented = models.BooleanField(default=False)

    class Meta:
        ordering = ("slug",)

    def __str__(self) -> str:
        return self.slug


class Session(models.Model):
    """One meeting of a forum."""

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="sessions")
    slug = models.SlugField(unique=True, max_length=80, help_text="Forum and key, as in amf-2024")
    key = models.SlugField(max_length=40)
    year = models.PositiveIntegerField()
    number = models.PositiveIntegerField(null=True, blank=True)
    place = models.CharField(max_length=120, blank=True)
    country_iso3 = models.CharField(max_length=3, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    theme = models.CharField(max_length=300, blank=True)
    statements = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ("-year", "forum__slug", "key")

    def __str__(self) -> str:
        return self.slug


class Document(models.Model):
    """A text known by its forum, session and kind; the slug is the id of the library and never changes."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="documents")
    slug = models.SlugField(unique=True, max_length=120)
    kind = models.CharField(max_length=30, help_text="As in the library: declaration, communique, press-report")
    variant = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=200, help_text="The name in use, for lists and searches")
    names = models.JSONField(default=list)
    adopted_on = models.DateField(null=True, blank=True)
    languages = models.JSONField(default=list)
    signatories = models.JSONField(default=list, blank=True)
    statements = models.JSONField(default=list, blank=True)
    sources = models.JSONField(default=list, blank=True)
    reports_on = models.JSONField(default=list, blank=True, help_text="Documents that a press report speaks of")
    confidence = models.CharField(max_length=12, choices=Confidence.choices, default=Confidence.UNCONFIRMED)
    network = models.ForeignKey(
        "places.Network",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Whose secretariat keeps it; empty for the register that every secretariat keeps",
    )
    is_invented = models.BooleanField(default=False)
    is_register = models.BooleanField(default=False, help_text="Whether it came with the project, in own words")
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    revision = models.PositiveIntegerField(default=0, help_text="Grows with every change of a clause")
    version = models.PositiveIntegerField(default=1, help_text="Grows when a correction is published")
    corrects = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="corrections",
        help_text="Published document of which this is a correction at work; it never has a public page itself",
    )
    corrected_because = models.CharField(max_length=400, blank=True, help_text="What the correction is for")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-session__year", "session__forum__slug", "slug")

    def __str__(self) -> str:
        return self.title

    @property
    def language(self) -> str:
        """The first language in which it was adopted."""
        return str(self.languages[0]) if self.languages else "en"

    @property
    def is_published(self) -> bool:
        """Whether everybody reads it."""
        return self.state == State.PUBLISHED

    @property
    def is_correction(self) -> bool:
        """Whether it is a correction at work of a published document."""
        return self.corrects_id is not None

    @property
    def is_report(self) -> bool:
        """Whether it reports about documents and binds nobody itself."""
        return self.kind == "press-report"


class TextEdition(models.Model):
    """The text of a document in one language, as it came in: every character in exactly one block."""

    class State(models.TextChoices):
        """How far the file has come."""

        READING = "reading", _("Being read")
        READ = "read", _("Read")
        REFUSED = "refused", _("Refused")
        CONFIRMED = "confirmed", _("Confirmed")

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=12, default="en")
    text = models.TextField(blank=True)
    blocks = models.JSONField(default=list)
    is_reported = models.BooleanField(default=False)
    found = models.JSONField(default=dict, blank=True, help_text="What the text says of itself, verbatim")
    file = models.FileField(upload_to="declarations/", max_length=200, blank=True)
    file_name = models.CharField(max_length=160, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.READING)
    refused_because = models.TextField(blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("document", "pk")

    def __str__(self) -> str:
        return f"{self.document_id} {self.language}"


class Clause(models.Model):
    """A paragraph that says one thing to somebody; its key within the document never changes once published."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="clauses")
    key = models.CharField(max_length=20)
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=1, choices=ClauseKind.choices)
    is_wish = models.BooleanField(default=False)
    role = models.CharField(max_length=12, help_text="As in the library: preamble, operative, closing, reported")
    label = models.CharField(max_length=40, blank=True)
    words = models.JSONField(default=dict, help_text="Words by language; verbatim where places names the language")
    places = models.JSONField(default=dict, blank=True, help_text="Start and stop in the text, by language")
    sought = models.TextField(blank=True, help_text="All words in small letters, for the search")
    confidence_frac = models.FloatField(default=0.0)
    reasons = models.JSONField(default=list, blank=True)
    addressees = models.JSONField(default=list, blank=True)
    mentions = models.JSONField(default=list, blank=True)
    deadlines = models.JSONField(default=list, blank=True)
    sources = models.JSONField(default=list, blank=True)
    parent = models.CharField(max_length=20, blank=True)
    theme = models.CharField(max_length=60, blank=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("document", "position")
        constraints: ClassVar = [models.UniqueConstraint(fields=["document", "key"], name="one_clause_of_each_key")]

    def __str__(self) -> str:
        return f"{self.document_id}.{self.key}"

    @property
    def is_confirmed(self) -> bool:
        """Whether a person has looked at it and agreed."""
        return self.confirmed_at is not None

    @property
    def is_reported(self) -> bool:
        """Whether it stands in a report about a document, and binds nobody itself."""
        return self.role == "reported"


class Part(models.Model):
    """One undertaking of a clause that can be measured apart."""

    clause = models.ForeignKey(Clause, on_delete=models.CASCADE, related_name="parts")
    key = models.CharField(max_length=8)
    position = models.PositiveIntegerField(default=0)
    words = models.TextField()
    place = models.JSONField(null=True, blank=True, help_text="Start and stop in the text of the first language")
    shared = models.JSONField(default=list, blank=True, help_text="Places of the words it shares with its sisters")
    is_verbatim = models.BooleanField(default=False)
    theme = models.CharField(max_length=60, blank=True)
    aliases = models.JSONField(default=list, blank=True)
    confidence_frac = models.FloatField(default=1.0)
    sources = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ("clause__document", "clause__position", "position", "key")
        constraints: ClassVar = [models.UniqueConstraint(fields=["clause", "key"], name="one_part_of_each_key")]

    def __str__(self) -> str:
        return f"{self.clause_id}.{self.key}"


class ClauseChange(models.Model):
    """One change of the clauses of a draft: what stood there before and after, so that it can be taken back."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="changes")
    number = models.PositiveIntegerField()
    what = models.CharField(max_length=40, help_text="confirm, set-kind, set-words, split, join, …")
    before = models.JSONField(default=list)
    after = models.JSONField(default=list)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    is_undone = models.BooleanField(default=False)

    class Meta:
        ordering = ("document", "-number")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "number"], name="one_clause_change_of_each_number")
        ]

    def __str__(self) -> str:
        return f"{self.document_id}: {self.number} {self.what}"
