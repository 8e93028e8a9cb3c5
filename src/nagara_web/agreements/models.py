"""Agreements with their parties, what each obliges whom to, and what was said of it since.

States are not kept: they are computed from days and from what two people have let stand.
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["Agreement", "AgreementFile", "Confidence", "Entry", "Obligation", "Partner", "Party"]

PERSON = settings.AUTH_USER_MODEL


class Confidence(models.TextChoices):
    """How sure a fact of others is."""

    CONFIRMED = "confirmed", _("Confirmed")
    PARTLY = "partly", _("Partly confirmed")
    UNCONFIRMED = "unconfirmed", _("Not confirmed")


class Partner(models.Model):
    """An organisation that is no city and no network of this site."""

    class Kind(models.TextChoices):
        """What it is."""

        INTERNATIONAL = "international", _("International organisation")
        BANK = "bank", _("Development bank or fund")
        GOVERNMENT = "government", _("Government or ministry")
        ASSOCIATION = "association", _("Association of local governments")
        CITY_ABROAD = "city-abroad", _("City that is not on this site")
        UNIVERSITY = "university", _("University or institute")
        CIVIL = "civil-society", _("Civil society")
        COMPANY = "company", _("Company")
        OTHER = "other", _("Other")

    slug = models.SlugField(unique=True, max_length=80)
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    home_page = models.URLField(max_length=500, blank=True)
    is_invented = models.BooleanField(default=False)

    class Meta:
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name


class Agreement(models.Model):
    """One agreement as its text has it; what happened to it since stands in its entries."""

    class Kind(models.TextChoices):
        """What sort of agreement it is."""

        MEMORANDUM = "memorandum", _("Memorandum of understanding")
        SISTER_CITIES = "sister-cities", _("Sister cities")
        PROJECT = "project", _("Project agreement")
        GRANT = "grant", _("Grant agreement")
        LETTER = "letter", _("Letter of intent")
        OTHER = "other", _("Other agreement")

    class Renewal(models.TextChoices):
        """What its text says of going on after its last day."""

        SILENT = "silent", _("The text does not say")
        ASKED = "asked", _("Only if the parties agree on it")
        BY_ITSELF = "by-itself", _("By itself, unless a party gives notice")
        NEVER = "never", _("It ends for good")

    slug = models.SlugField(unique=True, max_length=80)
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    network = models.ForeignKey("places.Network", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=10, default="en", help_text="Of its text")
    about = models.TextField(blank=True, help_text="What it is for, in own words")
    signed_on = models.DateField(null=True, blank=True)
    in_force_from = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True, help_text="Last day as the text has it")
    renewal = models.CharField(max_length=10, choices=Renewal.choices, default=Renewal.SILENT)
    notice_days = models.PositiveIntegerField(null=True, blank=True, help_text="Before its last day")
    source = models.CharField(max_length=300, blank=True)
    source_url = models.URLField(max_length=500, blank=True)
    confidence = models.CharField(max_length=12, choices=Confidence.choices, default=Confidence.CONFIRMED)
    is_invented = models.BooleanField(default=False)
    made_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    published_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True, help_text="From then on everybody reads it")

    class Meta:
        ordering = ("-signed_on", "title", "pk")

    def __str__(self) -> str:
        return self.title


class AgreementFile(models.Model):
    """Its document, as it was taken in."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=8, help_text="Ending of its name")
    size_bytes = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    file = models.FileField(upload_to="agreements/%Y/")

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "sha256"], name="each_agreement_file_once")
        ]

    def __str__(self) -> str:
        return self.name


class Party(models.Model):
    """A city, a network or a partner that the agreement binds."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="parties")
    city = models.ForeignKey("places.City", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    network = models.ForeignKey("places.Network", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    partner = models.ForeignKey(Partner, null=True, blank=True, on_delete=models.PROTECT, related_name="parties")
    role = models.CharField(max_length=80, blank=True, help_text="As in: host, donor, supporter")

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=(
                    models.Q(city__isnull=False, network__isnull=True, partner__isnull=True)
                    | models.Q(city__isnull=True, network__isnull=False, partner__isnull=True)
                    | models.Q(city__isnull=True, network__isnull=True, partner__isnull=False)
                ),
                name="a_party_is_a_city_a_network_or_a_partner",
            ),
            models.UniqueConstraint(fields=["agreement", "city"], name="each_city_is_a_party_once"),
            models.UniqueConstraint(fields=["agreement", "network"], name="each_network_is_a_party_once"),
            models.UniqueConstraint(fields=["agreement", "partner"], name="each_partner_is_a_party_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """What the party is called."""
        found = self.city or self.network or self.partner
        return found.name if found is not None else ""


class Obligation(models.Model):
    """What the agreement obliges one party to, in own words."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="obligations")
    number = models.PositiveIntegerField()
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="obligations")
    says = models.CharField(max_length=400)
    locator = models.CharField(max_length=80, blank=True, help_text="Where the text says it, as in: article 4")
    first_due = models.DateField(null=True, blank=True)
    every_months = models.PositiveIntegerField(default=0, help_text="Zero for once")

    class Meta:
        ordering = ("number",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "number"], name="one_obligation_of_each_number")
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.says[:60]}"


class Entry(models.Model):
    """What somebody said of an agreement or an obligation: added, never changed; it counts once a second agrees."""

    class Kind(models.TextChoices):
        """What is said."""

        DONE = "done", _("Done")
        UNDER_WAY = "under-way", _("Under way")
        NOTE = "note", _("Note")
        TAKEN_BACK = "taken-back", _("Not done after all")
        RELEASED = "released", _("No longer binds")
        NOTICE = "notice", _("Renewal notice")
        RENEWED = "renewed", _("Renewed")
        ENDED = "ended", _("Ended early")

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="entries")
    obligation = models.ForeignKey(Obligation, null=True, blank=True, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    on = models.DateField(help_text="The day on which it was so")
    due = models.DateField(null=True, blank=True, help_text="Of which day on which it fell due")
    until = models.DateField(null=True, blank=True, help_text="New last day of an agreement that was renewed")
    words = models.TextField(blank=True)
    evidence = models.CharField(max_length=300, blank=True, help_text="A link, or the name of a paper")
    said_for = models.CharField(max_length=160, blank=True, help_text="Name of the party or office that says it")
    made_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    published_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    set_aside_because = models.CharField(max_length=300, blank=True, help_text="Why it does not count")

    class Meta:
        ordering = ("on", "pk")
        verbose_name_plural = "entries"

    def __str__(self) -> str:
        return f"{self.kind} {self.on}"
