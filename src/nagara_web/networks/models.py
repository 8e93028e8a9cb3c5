"""What a network agrees on and does: charter, focal points, work plan, indicators, thematic groups, groups of cities.

Everything here is dated. A fact that ends stays; one that was entered by mistake is taken out and stays in the
history, from which it can be put back. A published version of a charter is never written over.
"""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = [
    "Change",
    "Charter",
    "ChosenIndicator",
    "Fate",
    "FocalPoint",
    "Founding",
    "Group",
    "GroupCity",
    "Kept",
    "Spanned",
    "WorkItem",
    "WorkNote",
]

PERSON = settings.AUTH_USER_MODEL


class Fate(models.TextChoices):
    """Where waste can end, for a definition of zero waste to say which of it does not count as zero waste."""

    LANDFILLED = "landfilled", _("Landfilled")
    BURNED_WITH_ENERGY = "burned-with-energy", _("Burned with energy recovery")
    BURNED_WITHOUT_ENERGY = "burned-without-energy", _("Burned without energy recovery")
    LEAKED = "leaked", _("Leaked into the surroundings")
    EXPORTED = "exported", _("Taken out of the country")


class Founding(models.Model):
    """Which network's secretariat founded a network, and keeps its pages."""

    network = models.OneToOneField("places.Network", on_delete=models.PROTECT, related_name="+")
    by_network = models.ForeignKey("places.Network", on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    person = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.network} by {self.by_network}"


class Kept(models.Model):
    """What is changed step by step, with a history that can be undone."""

    network = models.ForeignKey("places.Network", on_delete=models.PROTECT, related_name="+")
    is_withdrawn = models.BooleanField(default=False, help_text="Entered by mistake; only the history shows it")

    KIND: ClassVar[str] = ""

    class Meta:
        abstract = True

    def fields(self) -> dict[str, Any]:
        """Every column but the key and the network, as plain values that JSON keeps."""
        found = ((each.name, each.value_from_object(self)) for each in self._meta.concrete_fields)
        return {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in found
            if name not in {"id", "network"}
        }


class Spanned(Kept):
    """A fact with its days and its source."""

    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True, help_text="Last day; empty while it holds")
    source = models.CharField(max_length=300, blank=True)
    source_url = models.URLField(max_length=500, blank=True)

    class Meta:
        abstract = True


class Charter(Kept):
    """One version of what the network agreed on; a new version never changes an older one."""

    KIND = "charter"

    class State(models.TextChoices):
        """How far it is."""

        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")

    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    agreed_on = models.DateField(help_text="It holds from this day on")
    source = models.CharField(max_length=300)
    source_url = models.URLField(max_length=500, blank=True)
    sections = models.JSONField(default=list, blank=True, help_text="head and text of each")
    not_zero_waste = models.JSONField(default=list, blank=True, help_text="Fates that do not count as zero waste")
    target_frac = models.FloatField(null=True, blank=True, help_text="Of the waste generated, what meets it")
    target_year = models.PositiveIntegerField(null=True, blank=True)
    definition = models.TextField(blank=True, help_text="The definition of zero waste in the network's own words")
    made_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    published_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("network", "-number")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["network", "number"], name="one_charter_of_each_number"),
            models.CheckConstraint(
                condition=models.Q(published_by__isnull=True)
                | models.Q(made_by__isnull=True)
                | ~models.Q(published_by=models.F("made_by")),
                name="charter_published_by_another_person",
            ),
        ]

    def __str__(self) -> str:
        return str(_("version %(number)s") % {"number": self.number})

    @property
    def is_published(self) -> bool:
        """Whether everybody reads it."""
        return self.state == self.State.PUBLISHED


class FocalPoint(Spanned):
    """Who speaks for a member city in the network. The office is public, the person never."""

    KIND = "focal-point"

    city = models.ForeignKey("places.City", on_delete=models.PROTECT, related_name="+")
    office = models.CharField(max_length=160)
    person = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("city__name", "office", "pk")

    def __str__(self) -> str:
        return f"{self.office}, {self.city}"


class Group(Spanned):
    """Cities of the network that work together: on a theme, or along a corridor."""

    KIND = "group"

    class Kind(models.TextChoices):
        """What holds them together."""

        THEME = "theme", _("Thematic group")
        CITIES = "cities", _("Corridor or group of cities")

    slug = models.SlugField(max_length=60)
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.THEME)
    name = models.CharField(max_length=160)
    theme = models.CharField(max_length=160, blank=True)
    mandate = models.TextField(blank=True)

    class Meta:
        ordering = ("kind", "name")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["network", "slug"], name="one_group_at_each_address"),
        ]

    def __str__(self) -> str:
        return self.name


class GroupCity(Spanned):
    """A city belongs to a group, or leads it, from one day to another."""

    KIND = "group-city"

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="cities")
    city = models.ForeignKey("places.City", on_delete=models.PROTECT, related_name="+")
    is_lead = models.BooleanField(default=False)

    class Meta:
        ordering = ("-is_lead", "city__name", "pk")

    def __str__(self) -> str:
        return f"{self.city}, {self.group}"


class ChosenIndicator(Spanned):
    """An indicator that the network, or one of its groups, has chosen, and why."""

    KIND = "indicator"

    group = models.ForeignKey(Group, null=True, blank=True, on_delete=models.PROTECT, related_name="indicators")
    indicator = models.ForeignKey("figures.Indicator", to_field="code", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)

    class Meta:
        ordering = ("indicator__position", "indicator__code", "pk")

    def __str__(self) -> str:
        return self.indicator.name


class WorkItem(Spanned):
    """Something that the network, or one of its groups, does: by whom, from when to when, for which promise."""

    KIND = "work-item"

    class State(models.TextChoices):
        """How far it is."""

        PLANNED = "planned", _("Planned")
        UNDER_WAY = "under-way", _("Under way")
        DONE = "done", _("Done")
        DROPPED = "dropped", _("Dropped")

    group = models.ForeignKey(Group, null=True, blank=True, on_delete=models.PROTECT, related_name="actions")
    title = models.CharField(max_length=200)
    what = models.TextField(blank=True)
    owner = models.ForeignKey("places.City", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    serves = models.CharField(max_length=160, blank=True, help_text="Code of the part of a commitment")

    class Meta:
        ordering = ("since", "pk")

    def __str__(self) -> str:
        return self.title


class WorkNote(Kept):
    """What happened to an item of the work plan on a day."""

    KIND = "work-note"

    item = models.ForeignKey(WorkItem, on_delete=models.PROTECT, related_name="notes")
    on = models.DateField()
    words = models.TextField()

    class Meta:
        ordering = ("-on", "-pk")

    def __str__(self) -> str:
        return f"{self.item}, {self.on}"


class Change(models.Model):
    """One step of the history: what a thing said before and after, by whom. Never changed, only added to."""

    class Act(models.TextChoices):
        """What was done."""

        ADDED = "added", _("Added")
        CHANGED = "changed", _("Changed")
        UNDONE = "undone", _("Undone")

    network = models.ForeignKey("places.Network", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    row = models.BigIntegerField()
    act = models.CharField(max_length=10, choices=Act.choices)
    what = models.CharField(max_length=300, help_text="What it is called")
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict)
    by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-pk",)
        indexes: ClassVar = [models.Index(fields=["network", "kind", "row"], name="changes_of_one_thing")]

    def __str__(self) -> str:
        return f"{self.act} {self.what}"
