"""Countries, cities, networks, and the dated facts that join them.

Whether a city is a capital, and whether it is a member, are two facts, each with its own days and source.
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = [
    "BoundaryEdition",
    "City",
    "CityStatus",
    "Confidence",
    "Country",
    "Endorsement",
    "Initiative",
    "Membership",
    "Network",
    "PlaceName",
]


class Confidence(models.TextChoices):
    """How sure a fact of others is."""

    CONFIRMED = "confirmed", _("Confirmed")
    PARTLY = "partly", _("Partly confirmed")
    UNCONFIRMED = "unconfirmed", _("Not confirmed")


class DatedFact(models.Model):
    """What every fact about a place says of itself: from when, until when, who says so, how sure."""

    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True, help_text="Last day; empty while it holds")
    source = models.CharField(max_length=300, blank=True)
    source_url = models.URLField(max_length=500, blank=True)
    confidence = models.CharField(max_length=12, choices=Confidence.choices, default=Confidence.CONFIRMED)
    note = models.CharField(max_length=300, blank=True)
    until_source = models.CharField(max_length=300, blank=True, help_text="Who says that it ended")
    until_source_url = models.URLField(max_length=500, blank=True)

    class Meta:
        abstract = True


class Country(models.Model):
    """A country by its ISO 3166 codes."""

    iso3 = models.CharField(max_length=3, primary_key=True)
    iso2 = models.CharField(max_length=2, unique=True)
    name = models.CharField(max_length=80)
    is_invented = models.BooleanField(default=False)

    class Meta:
        ordering = ("name",)
        verbose_name_plural = "countries"

    def __str__(self) -> str:
        return self.name


class City(models.Model):
    """A city or another local government that reports."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=120, help_text="As it writes itself in English")
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="cities")
    time_zone = models.CharField(max_length=50, default="Asia/Bangkok")
    latitude_deg = models.FloatField(null=True, blank=True)
    longitude_deg = models.FloatField(null=True, blank=True)
    is_invented = models.BooleanField(default=False)

    class Meta:
        ordering = ("name",)
        verbose_name_plural = "cities"

    def __str__(self) -> str:
        return self.name


class PlaceName(DatedFact):
    """A name of a city in a language and script: its own, or an alias with the days it was in use."""

    class Kind(models.TextChoices):
        """What kind of name it is."""

        OWN = "own", _("Own name")
        ALIAS = "alias", _("Other name")

    city = models.ForeignKey(City, on_delete=models.CASCADE, related_name="names")
    language = models.CharField(max_length=12, help_text="BCP 47, as in lo or zh-Hant")
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.OWN)

    class Meta:
        ordering = ("city", "kind", "language")

    def __str__(self) -> str:
        return self.name


class CityStatus(DatedFact):
    """Something a city is for a while, such as the capital of its country."""

    class Status(models.TextChoices):
        """What it is."""

        CAPITAL = "capital", _("National capital")

    city = models.ForeignKey(City, on_delete=models.CASCADE, related_name="statuses")
    status = models.CharField(max_length=20, choices=Status.choices)

    class Meta:
        verbose_name_plural = "city statuses"

    def __str__(self) -> str:
        return f"{self.city}: {self.status}"


class Network(models.Model):
    """A network of cities with a secretariat."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=160)
    short_name = models.CharField(max_length=40)
    about = models.TextField(blank=True)
    is_invented = models.BooleanField(default=False)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Membership(DatedFact):
    """A city belongs to a network from one day to another."""

    class Kind(models.TextChoices):
        """In what way it belongs."""

        MEMBER = "member", _("Member")
        OBSERVER = "observer", _("Observer")

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="memberships")
    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="memberships")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.MEMBER)

    class Meta:
        ordering = ("network", "city__name")

    def __str__(self) -> str:
        return f"{self.city} in {self.network}"


class Initiative(models.Model):
    """Something that cities or countries put their name under."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=160)
    about = models.TextField(blank=True)
    source_url = models.URLField(max_length=500, blank=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Endorsement(DatedFact):
    """A city or a country has put its name under an initiative."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="endorsements")
    city = models.ForeignKey(City, null=True, blank=True, on_delete=models.PROTECT, related_name="endorsements")
    country = models.ForeignKey(Country, null=True, blank=True, on_delete=models.PROTECT, related_name="endorsements")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(city__isnull=False) ^ models.Q(country__isnull=False),
                name="endorsed_by_a_city_or_a_country",
            )
        ]

    def __str__(self) -> str:
        return f"{self.city or self.country}: {self.initiative}"


class BoundaryEdition(DatedFact):
    """The line that a city's figures speak of, in one edition, with the people inside it."""

    class Basis(models.TextChoices):
        """What the population rests on; the words of the form."""

        CENSUS = "census", _("Census")
        REGISTER = "register", _("Register")
        PROJECTION = "projection", _("Projection")
        ESTIMATE = "estimate", _("Estimate")

    city = models.ForeignKey(City, on_delete=models.CASCADE, related_name="boundaries")
    edition = models.PositiveIntegerField(default=1)
    kind = models.CharField(max_length=40, help_text="As in the form: administrative, urban, …")
    geojson = models.JSONField(null=True, blank=True)
    area_km2 = models.FloatField(null=True, blank=True)
    population_persons = models.FloatField(null=True, blank=True)
    population_low_persons = models.FloatField(null=True, blank=True)
    population_high_persons = models.FloatField(null=True, blank=True)
    population_year = models.PositiveIntegerField(null=True, blank=True)
    population_basis = models.CharField(max_length=20, choices=Basis.choices, blank=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("city", "-edition")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["city", "edition"], name="one_boundary_of_each_edition")
        ]

    def __str__(self) -> str:
        return f"{self.city}, boundary {self.edition}"
