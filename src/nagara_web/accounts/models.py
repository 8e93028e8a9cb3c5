"""People, what they are appointed to, how they came in, and the tokens of their programs."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from nagara_web.accounts.days import site_day

__all__ = ["Appointment", "Invitation", "Person", "Role", "Token"]


class Role(models.TextChoices):
    """What somebody may be appointed to. A role is held for a city, a country, a network or the site."""

    CITY_OFFICER = "city-officer", _("City officer")
    HEAD_OF_CITY = "head-of-city", _("Head of city")
    COORDINATOR = "coordinator", _("Coordinator for a city")
    FOCAL_POINT = "focal-point", _("National focal point")
    PEER_REVIEWER = "peer-reviewer", _("Peer reviewer")
    SECRETARIAT = "secretariat", _("Secretariat")
    HOST = "host", _("Host of the year")
    OBSERVER = "observer", _("Observer")
    ADMINISTRATOR = "administrator", _("Administrator")


class People(BaseUserManager["Person"]):
    """Makes people; an address is kept in lower case, so that nobody has two accounts by accident."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Person:  # noqa: ANN401
        """Make a person; without a password nobody can sign in as them yet."""
        person = self.model(email=email.strip().lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        from allauth.account.models import EmailAddress  # it knows people by the name of our model

        EmailAddress.objects.using(self._db).create(user=person, email=person.email, verified=True, primary=True)
        return person


class Person(AbstractBaseUser):
    """Somebody who signs in."""

    email = models.EmailField(_("Email"), unique=True)
    name = models.CharField(_("Name"), max_length=120)
    language = models.CharField(_("Language"), max_length=8, default="en")
    time_zone = models.CharField(_("Time zone"), max_length=50, default="Asia/Bangkok")
    wants_digest = models.BooleanField(_("Send me notices by mail, once a day"), default=True)
    is_active = models.BooleanField(default=True)
    is_invented = models.BooleanField(default=False, help_text="A person of the demonstration")
    joined_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[People] = People()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name_plural = "people"
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name or self.email


class Appointment(models.Model):
    """Somebody holds a role for a place from one day to another. It is ended, never deleted."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="appointments")
    role = models.CharField(max_length=20, choices=Role.choices)
    city = models.ForeignKey("places.City", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    country = models.ForeignKey("places.Country", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    network = models.ForeignKey("places.Network", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True, blank=True, help_text="Last day; empty while it lasts")
    appointed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    handed_over_to = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-since",)
        indexes: ClassVar = [models.Index(fields=["person", "until"])]

    def __str__(self) -> str:
        return f"{self.person}: {self.role}"

    @property
    def lasts(self) -> bool:
        """Whether it has not ended yet."""
        return self.until is None or self.until >= site_day()

    @property
    def place(self) -> str:
        """The name of the city, country or network; empty for the whole site."""
        return str(self.city or self.country or self.network or "")


class Invitation(models.Model):
    """A letter that lets one address in, for one appointment, until a day."""

    email = models.EmailField()
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=20, choices=Role.choices)
    city = models.ForeignKey("places.City", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    country = models.ForeignKey("places.Country", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    network = models.ForeignKey("places.Network", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=8, default="en")
    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the word in the link")
    invited_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-invited_at",)

    def __str__(self) -> str:
        return f"{self.email}: {self.role}"

    @property
    def place(self) -> str:
        """The name of the city, country or network; empty for the whole site."""
        return str(self.city or self.country or self.network or "")


class Token(models.Model):
    """A word with which a program of a person speaks to the API; only its digest is kept."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    starts_with = models.CharField(max_length=12)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-made_at",)

    def __str__(self) -> str:
        return f"{self.name} ({self.starts_with}…)"
