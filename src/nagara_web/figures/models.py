"""Published figures. A figure is corrected by a new version; the old one stays readable."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["Figure", "FigureVersion", "Indicator", "NotationKey", "Source"]


class NotationKey(models.TextChoices):
    """Why there is no number: five answers that are not zero and not each other."""

    NOT_ESTIMATED = "NE", _("Not estimated")
    NOT_OCCURRING = "NO", _("Does not occur")
    INCLUDED_ELSEWHERE = "IE", _("Included elsewhere")
    CONFIDENTIAL = "C", _("Confidential")
    NOT_REPORTED = "NR", _("Not reported")


class Indicator(models.Model):
    """Something that is measured in every city: its name, unit and method."""

    class AnswerType(models.TextChoices):
        """What an answer looks like."""

        QUANTITY = "quantity", _("Number")
        SHARE = "share", _("Share")
        YES_NO = "yes-no", _("Yes or no")
        LEVEL = "level", _("Level")
        PROPORTION_OF_CITIES = "proportion-of-cities", _("Yes or no of each city, a proportion of the network")
        COMMITMENT = "commitment", _("What became of a commitment")

    code = models.SlugField(unique=True, max_length=80, help_text="With its unit: sdg_11_6_1_frac")
    name = models.CharField(max_length=160)
    unit = models.CharField(max_length=40, blank=True, help_text="As in the account: share, t/day, kg/person/day")
    answer_type = models.CharField(max_length=24, choices=AnswerType.choices, default=AnswerType.QUANTITY)
    levels = models.JSONField(default=list, blank=True, help_text="Words of the levels, lowest first")
    definition = models.TextField(blank=True)
    method = models.TextField(blank=True)
    sdg_code = models.CharField(max_length=20, blank=True, help_text="Only if one truly fits")
    is_more_better = models.BooleanField(null=True, help_text="Empty where neither direction is better")
    low = models.FloatField(null=True, blank=True)
    high = models.FloatField(null=True, blank=True)
    network = models.ForeignKey(
        "places.Network",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Whose own indicator it is; empty for those of the waste account",
    )
    position = models.PositiveIntegerField(default=1000)
    is_headline = models.BooleanField(default=False)

    class Meta:
        ordering = ("position", "code")

    def __str__(self) -> str:
        return self.name


class Source(models.Model):
    """Who publishes a figure: a round of the network, or a document of others."""

    slug = models.SlugField(unique=True, max_length=80)
    title = models.CharField(max_length=300)
    publisher = models.CharField(max_length=200, blank=True)
    year = models.PositiveIntegerField(null=True, blank=True)
    url = models.URLField(max_length=500, blank=True)
    licence = models.CharField(max_length=160, blank=True)
    is_own_round = models.BooleanField(default=False)
    is_invented = models.BooleanField(default=False)

    class Meta:
        ordering = ("title",)

    def __str__(self) -> str:
        return self.title


class Figure(models.Model):
    """One indicator of one city and year as one source has it. Two sources are two figures."""

    city = models.ForeignKey("places.City", on_delete=models.PROTECT, related_name="figures", db_index=False)
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="figures", db_index=False)
    year = models.PositiveIntegerField()
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="figures", db_index=False)
    current = models.OneToOneField(
        "figures.FigureVersion",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        ordering = ("indicator", "city", "-year")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["city", "indicator", "year", "source"], name="one_figure_of_each_source")
        ]
        indexes: ClassVar = [
            models.Index(fields=["indicator", "year"]),
            models.Index(fields=["city", "year"]),
            # The API goes through the figures in the order of their numbers, from wherever it was last time.
            models.Index(fields=["city", "id"]),
            models.Index(fields=["indicator", "id"]),
            models.Index(fields=["source", "id"]),
            models.Index(fields=["year", "id"]),
        ]

    def __str__(self) -> str:
        return f"{self.city} {self.indicator} {self.year}"


class FigureVersion(models.Model):
    """A figure as it stood from one moment on, with everything that is needed to judge it."""

    class Status(models.TextChoices):
        """Where it stands."""

        PUBLISHED = "published", _("Published")
        REPLACED = "replaced", _("Replaced")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    figure = models.ForeignKey(Figure, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    value = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    level_frac = models.FloatField(null=True, help_text="Probability of the interval; empty where there is none")
    standard_deviation = models.FloatField(null=True)
    notation_key = models.CharField(max_length=2, choices=NotationKey.choices, blank=True)
    answer = models.CharField(max_length=120, blank=True, help_text="Of an indicator that is no number")
    method = models.CharField(max_length=60, help_text="Code by which figures are compared: survey, records, …")
    method_note = models.TextField(blank=True)
    boundary = models.CharField(max_length=40, blank=True)
    boundary_edition = models.ForeignKey(
        "places.BoundaryEdition", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    population_persons = models.FloatField(null=True)
    population_basis = models.CharField(max_length=20, blank=True)
    population_year = models.PositiveIntegerField(null=True)
    locator = models.CharField(max_length=500, blank=True, help_text="Where in its source it stands, or what shows it")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PUBLISHED)
    reason = models.CharField(max_length=500, blank=True, help_text="Why it replaced the version before it")
    report = models.ForeignKey("rounds.Report", null=True, on_delete=models.PROTECT, related_name="+")
    origin = models.JSONField(default=dict, help_text="Digests of inputs, version of nagara, seed, draws, defaults")
    made_by_role = models.CharField(max_length=40, blank=True)
    published_by_role = models.CharField(max_length=40, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("figure", "-number")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["figure", "number"], name="one_version_of_each_number"),
            models.CheckConstraint(
                condition=models.Q(value__isnull=False) | ~models.Q(notation_key="") | ~models.Q(answer=""),
                name="a_blank_is_never_a_zero",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.figure}, version {self.number}"
