"""Forms of people, invitations, appointments and tokens."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar
from zoneinfo import available_timezones

from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from nagara.reports.language import LANGUAGES
from nagara_web.accounts.access import (
    appointments_for,
    cities_where,
    countries_where,
    networks_where,
    roles_to_give,
)
from nagara_web.accounts.allauth_forms import show_what_is_typed
from nagara_web.accounts.days import site_day
from nagara_web.accounts.models import Appointment, Invitation, Person, Role
from nagara_web.accounts.roles import PLACE_OF, Place
from nagara_web.accounts.standing import Standing
from nagara_web.audit.words import event_words
from nagara_web.ui.calendar_fields import DayField
from nagara_web.ui.plain_text import OneLineField

__all__ = ["AcceptForm", "AppointForm", "EndForm", "HandOverForm", "InviteForm", "LogFilter", "MeForm", "TokenForm"]

if TYPE_CHECKING:  # the stubs make it generic; Django does not
    PersonModelForm = forms.ModelForm[Person]
    AnyModelForm = forms.ModelForm[Any]
else:
    PersonModelForm = AnyModelForm = forms.ModelForm

LANGUAGE_CHOICES = list(LANGUAGES.items())
NAME_EMPTY = _("Enter a name.")


def _time_zones() -> list[tuple[str, str]]:
    """Zones of the region first, then all others."""
    near = [
        "Asia/Bangkok", "Asia/Brunei", "Asia/Dili", "Asia/Ho_Chi_Minh", "Asia/Jakarta", "Asia/Jayapura",
        "Asia/Kuala_Lumpur", "Asia/Makassar", "Asia/Manila", "Asia/Phnom_Penh", "Asia/Singapore",
        "Asia/Vientiane", "Asia/Yangon",
    ]  # fmt: skip
    names = near + sorted(each for each in available_timezones() - set(near) if "/" in each)
    return [(name, name.replace("_", " ")) for name in names]


class MeForm(PersonModelForm):
    """What a person says of themselves."""

    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGE_CHOICES)
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=_time_zones)

    class Meta:
        model = Person
        fields = ("name", "language", "time_zone", "wants_digest")
        field_classes: ClassVar = {"name": OneLineField}
        error_messages: ClassVar = {"name": {"required": NAME_EMPTY}}


class _PlacedForm(AnyModelForm):
    """A form with a role and the one place that the role is held for."""

    def __init__(self, standing: Standing, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        roles = roles_to_give(standing)
        self.fields["role"].choices = [("", _("Choose")), *((role.value, role.label) for role in roles)]  # type: ignore[attr-defined]
        self.fields["role"].error_messages["required"] = _("Choose a role.")
        wheres = {"city": cities_where, "country": countries_where, "network": networks_where}
        wanted = {PLACE_OF[role] for role in roles}
        for kind, where in wheres.items():
            field = self.fields[kind]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  (a foreign key)
            field.queryset = field.queryset.filter(where(standing)).distinct() if field.queryset is not None else None
            field.empty_label = _("Choose")
            if kind not in wanted:
                del self.fields[kind]
        hints = {
            "city": _("For a city officer, a head of city, a coordinator"),
            "country": _("For a national focal point"),
            "network": _("For a peer reviewer, a host, an observer, the secretariat"),
        }
        for kind, hint in hints.items():
            if kind in self.fields and len(wanted) > 1:
                self.fields[kind].help_text = hint
        if len(roles) == 1:
            self.fields["role"].initial = roles[0]
            only = self.fields.get(PLACE_OF[roles[0]])
            if isinstance(only, forms.ModelChoiceField) and only.queryset is not None and only.queryset.count() == 1:
                only.initial = only.queryset.get().pk

    def clean(self) -> dict[str, Any]:
        """Keep the place that the role is held for, and insist on it; another place that was chosen is refused."""
        cleaned = super().clean() or self.cleaned_data
        role = cleaned.get("role")
        if role:
            kind = PLACE_OF[Role(role)]
            labels = {
                "city": _("Choose the city."),
                "country": _("Choose the country."),
                "network": _("Choose the network."),
            }
            if kind and cleaned.get(kind) is None and kind not in self.errors:
                self.add_error(kind if kind in self.fields else None, labels[kind])
            for other in {"city", "country", "network"} - {kind}:
                if cleaned.get(other) is not None:
                    self.add_error(other, _("This role is not held for such a place. Leave it empty."))
        return cleaned

    @property
    def place(self) -> Place:
        """The place that was chosen."""
        chosen = {kind: self.cleaned_data.get(kind) for kind in ("city", "country", "network")}
        return Place(**{f"{kind}_id": place.pk for kind, place in chosen.items() if place is not None})


class InviteForm(_PlacedForm):
    """Whom to invite, and to what."""

    language = forms.ChoiceField(label=_("Language of the letter"), choices=LANGUAGE_CHOICES)

    class Meta:
        model = Invitation
        fields = ("email", "name", "role", "city", "country", "network", "language")
        field_classes: ClassVar = {"name": OneLineField}
        labels: ClassVar = {
            "email": _("Email"), "name": _("Name"), "role": _("Role"),
            "city": _("City"), "country": _("Country"), "network": _("Network"),
        }  # fmt: skip
        error_messages: ClassVar = {
            "email": {
                "required": _("Enter the email address of whom you invite."),
                "invalid": _("Enter an email address like name@example.org."),
            },
            "name": {"required": NAME_EMPTY},
        }


class AppointForm(_PlacedForm):
    """Which of the people one knows is to hold what, from when."""

    since = DayField(
        label=_("From"),
        error_messages={"required": _("Enter the first day."), "invalid": _("Enter a day like 2026-07-31.")},
    )

    class Meta:
        model = Appointment
        fields = ("person", "role", "city", "country", "network", "since")
        labels: ClassVar = {
            "person": _("Person"), "role": _("Role"),
            "city": _("City"), "country": _("Country"), "network": _("Network"),
        }  # fmt: skip
        error_messages: ClassVar = {"person": {"required": _("Choose a person.")}}

    def __init__(self, standing: Standing, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(standing, *args, **kwargs)
        self.fields["since"].initial = site_day()
        field = self.fields["person"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  (a foreign key)
        field.queryset, field.empty_label = known_people(standing).exclude(pk=standing.person_id), _("Choose")


def known_people(standing: Standing) -> Any:  # noqa: ANN401  (a queryset of people)
    """People whose appointments one may read; an administrator knows everybody."""
    if standing.is_administrator:
        return Person.objects.filter(is_active=True)
    return Person.objects.filter(is_active=True, pk__in=appointments_for(standing).values("person"))


class EndForm(forms.Form):
    """The last day of an appointment."""

    last_day = DayField(
        label=_("Last day"),
        help_text=_("From the next day on, the person can no longer act in this role."),
        error_messages={"required": _("Enter the last day."), "invalid": _("Enter a day like 2026-07-31.")},
    )


class HandOverForm(forms.Form):
    """Who takes over, and from when."""

    successor = forms.ModelChoiceField(
        label=_("Who takes over"),
        queryset=Person.objects.none(),
        help_text=_("Somebody new is invited first; then they stand in this list."),
        error_messages={"required": _("Choose who takes over.")},
    )
    from_day = DayField(
        label=_("First day of the successor"),
        error_messages={"required": _("Enter the first day."), "invalid": _("Enter a day like 2026-07-31.")},
    )

    def __init__(self, standing: Standing, leaving: Person, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        field = self.fields["successor"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  (as declared above)
        field.queryset, field.empty_label = known_people(standing).exclude(pk=leaving.pk), _("Choose")

    def clean_from_day(self) -> date:
        """Nobody hands work over in the past."""
        day: date = self.cleaned_data["from_day"]
        if day < site_day():
            raise ValidationError(_("Choose today or a later day."))
        return day


class AcceptForm(forms.Form):
    """What an invited person says of themselves."""

    name = OneLineField(
        label=_("Your name"),
        max_length=120,
        help_text=_("As it should stand beside what you sign and write."),
        widget=forms.TextInput({"autocomplete": "name"}),
        error_messages={"required": _("Enter your name.")},
    )
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGE_CHOICES)
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        error_messages={"required": _("Enter a password.")},
    )

    def __init__(self, invitation: Invitation, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.invitation = invitation
        self.fields["password"].help_text = password_validators_help_texts()[-1]
        show_what_is_typed(self)

    def clean(self) -> dict[str, Any]:
        """Judge the password knowing the name and the address."""
        cleaned = super().clean() or self.cleaned_data
        password = cleaned.get("password")
        if password:
            person = Person(email=self.invitation.email, name=cleaned.get("name", ""))
            try:
                validate_password(password, person)
            except ValidationError as error:
                self.add_error("password", error)
        return cleaned


class TokenForm(forms.Form):
    """What a token is called and how long it is good."""

    name = OneLineField(
        label=_("Name of the token"),
        max_length=80,
        help_text=_("What will use it, for example: script that sends our weighbridge data"),
        error_messages={"required": _("Enter a name for the token.")},
    )
    days = forms.TypedChoiceField(
        label=_("Good for"),
        coerce=int,
        choices=[(30, _("30 days")), (90, _("90 days")), (366, _("one year"))],
        initial=90,
    )


class LogFilter(forms.Form):
    """Which events of the log to show."""

    city: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label=_("City"), queryset=None, required=False, empty_label=_("All cities")
    )
    action = forms.ChoiceField(label=_("What was done"), required=False)

    def __init__(self, cities: Any, actions: list[str], *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["city"].queryset = cities  # type: ignore[attr-defined]  # as declared above
        self.fields["action"].choices = [("", _("Everything")), *((each, event_words(each)) for each in actions)]  # type: ignore[attr-defined]
