"""Meetings of forums: delegations, agenda, numbered papers, interventions, the outcome text, minutes, decisions."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = [
    "AgendaItem",
    "Amendment",
    "Decision",
    "Delegation",
    "DraftClause",
    "HandOverStep",
    "Intervention",
    "Meeting",
    "MeetingPaper",
    "OutcomeText",
    "PaperFile",
    "PaperVersion",
]

PERSON = settings.AUTH_USER_MODEL


class Meeting(models.Model):
    """One meeting of a session: who hosts it, when, where, and how far it has come."""

    class State(models.TextChoices):
        """Where it stands."""

        PLANNED = "planned", _("Planned")
        HELD = "held", _("Held")
        CLOSED = "closed", _("Closed")

    network = models.ForeignKey("places.Network", on_delete=models.PROTECT, related_name="+")
    session = models.ForeignKey("declarations.Session", on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField(unique=True, max_length=80)
    title = models.CharField(max_length=160)
    host_city = models.ForeignKey("places.City", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=160, blank=True)
    time_zone = models.CharField(max_length=40, default="UTC")
    starts_on = models.DateField()
    ends_on = models.DateField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.PLANNED)
    is_announced = models.BooleanField(default=False, help_text="Everybody may see that it takes place")
    previous = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="following")
    is_invented = models.BooleanField(default=False)

    class Meta:
        ordering = ("-starts_on", "slug")

    def __str__(self) -> str:
        return self.title


class HandOverStep(models.Model):
    """Something that the host before has given to this one."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="hand_over")
    key = models.CharField(max_length=30)
    person = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["meeting", "key"], name="each_hand_over_step_once")]

    def __str__(self) -> str:
        return f"{self.meeting}: {self.key}"


class Delegation(models.Model):
    """A city or an organisation that is invited; names of people stay with those who prepare the meeting."""

    class Reply(models.TextChoices):
        """What it answered."""

        NONE = "none", _("No reply yet")
        COMING = "coming", _("Coming")
        NOT_COMING = "not-coming", _("Not coming")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="delegations")
    city = models.ForeignKey("places.City", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    organisation = models.CharField(max_length=160, blank=True)
    head = models.CharField(max_length=160, blank=True, help_text="Office of its head, as in deputy mayor")
    people = models.TextField(blank=True, help_text="Names; never public")
    size = models.PositiveIntegerField(null=True, blank=True)
    invited_on = models.DateField(null=True, blank=True)
    reply = models.CharField(max_length=10, choices=Reply.choices, default=Reply.NONE)

    class Meta:
        ordering = ("city__name", "organisation")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["meeting", "city"], condition=models.Q(city__isnull=False), name="one_delegation_of_each_city"
            )
        ]

    def __str__(self) -> str:
        return self.organisation if self.city is None else self.city.name


class AgendaItem(models.Model):
    """Something that the meeting speaks about, typed or found among what is open."""

    class Kind(models.TextChoices):
        """Where it comes from."""

        DECISION = "decision", _("Open decision")
        LATE = "late", _("Late promise")
        SILENT = "silent", _("Silent cities")
        REQUEST = "request", _("Unanswered request")
        TYPED = "typed", _("Other")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda")
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=240)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.TYPED)
    source = models.CharField(max_length=160, blank=True, help_text="Code of what is open")
    day = models.DateField(null=True, blank=True)
    begins_at = models.TimeField(null=True, blank=True)
    minutes_planned = models.PositiveIntegerField(null=True, blank=True)
    minutes_text = models.TextField(blank=True, help_text="What was said and agreed, for the minutes")

    class Meta:
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.title


class MeetingPaper(models.Model):
    """A numbered paper; its number stays, its versions follow each other."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="papers")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, help_text="As in the library; uploaded for a file of somebody's own")
    title = models.CharField(max_length=200)
    city = models.ForeignKey("places.City", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    agenda_item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="papers")

    class Meta:
        ordering = ("number",)
        constraints: ClassVar = [models.UniqueConstraint(fields=["meeting", "number"], name="one_paper_of_each_number")]

    def __str__(self) -> str:
        return f"{self.meeting.starts_on.year}/{self.number}"

    @property
    def newest(self) -> PaperVersion:
        """Its last issue, distributed or not."""
        return self.versions.all()[0]

    @property
    def distributed(self) -> list[PaperVersion]:
        """Issues that everybody reads, the last one first."""
        return [each for each in self.versions.all() if each.distributed_on is not None]


class PaperVersion(models.Model):
    """One issue of a paper: the record it was made from, and when."""

    paper = models.ForeignKey(MeetingPaper, on_delete=models.CASCADE, related_name="versions")
    revision = models.PositiveIntegerField(default=0)
    cut_off = models.DateField(null=True, blank=True)
    record = models.TextField(blank=True, help_text="Tracked data, from which the paper can be made again")
    record_sha256 = models.CharField(max_length=64, blank=True)
    language = models.CharField(max_length=10, default="en")
    made_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    distributed_on = models.DateField(null=True, blank=True, help_text="From this day everybody reads it")

    class Meta:
        ordering = ("-revision",)
        constraints: ClassVar = [models.UniqueConstraint(fields=["paper", "revision"], name="each_revision_once")]

    def __str__(self) -> str:
        return f"{self.paper} Rev.{self.revision}" if self.revision else str(self.paper)


class PaperFile(models.Model):
    """One file of a version."""

    version = models.ForeignKey(PaperVersion, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=8, help_text="Ending of its name")
    size_bytes = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    file = models.FileField(upload_to="papers/%Y/")

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [models.UniqueConstraint(fields=["version", "name"], name="each_paper_file_once")]

    def __str__(self) -> str:
        return self.name


class Intervention(models.Model):
    """What somebody said at the meeting, as text."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="interventions")
    agenda_item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    city = models.ForeignKey("places.City", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    organisation = models.CharField(max_length=160, blank=True)
    language = models.CharField(max_length=10, default="en")
    text = models.TextField()
    person = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at",)

    def __str__(self) -> str:
        return self.text[:60]


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


class Decision(models.Model):
    """Something that a meeting decided, tracked until it is done or dropped, meeting after meeting."""

    class State(models.TextChoices):
        """Where it stands."""

        DRAFT = "draft", _("Not adopted yet")
        OPEN = "open", _("Open")
        DONE = "done", _("Done")
        DROPPED = "dropped", _("Dropped")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="decisions")
    agenda_item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    number = models.PositiveIntegerField()
    text = models.TextField()
    owner = models.CharField(max_length=160)
    city = models.ForeignKey("places.City", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    reason = models.TextField(blank=True, help_text="What was done, or why it is dropped")
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("meeting", "number")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "number"], name="one_decision_of_each_number")
        ]

    def __str__(self) -> str:
        return self.text[:60]
