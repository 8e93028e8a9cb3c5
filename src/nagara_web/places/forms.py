"""Forms of places and of the dated facts about them."""

from __future__ import annotations

from typing import Any, Final
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from nagara.reports.language import LANGUAGES
from nagara_web.places.facts import Confidence, Fact
from nagara_web.places.models import (
    BoundaryEdition,
    City,
    CityStatus,
    Country,
    Initiative,
    Membership,
    Network,
    PlaceName,
)
from nagara_web.ui.calendar_fields import DayField, YearField
from nagara_web.ui.codes import code_words
from nagara_web.ui.optional_fields import SaysOptional
from nagara_web.ui.plain_text import OneLineField

__all__ = [
    "BoundaryForm",
    "CityForm",
    "CountryForm",
    "EndForm",
    "EndorsementForm",
    "InitiativeForm",
    "MembershipForm",
    "NameForm",
    "NetworkForm",
    "NewCityForm",
    "SaveBoundaryForm",
    "StatusForm",
]

OTHER_LANGUAGES: Final = (
    ("ceb", "Cebuano"),
    ("jv", "Basa Jawa"),
    ("ms-Arab", "بهاس ملايو"),
    ("pt", "Português"),
    ("su", "Basa Sunda"),
    ("ta", "தமிழ்"),
    ("tet", "Tetun"),
    ("zh-Hans", "简体中文"),
    ("zh-Hant", "繁體中文"),
)
KINDS: Final = ("administrative", "urban", "metropolitan", "service", "other")
NO_DAY: Final = _("Enter a day like 2026-07-31.")
NO_SOURCE: Final = _("Say where this is known from.")
NO_ADDRESS: Final = _("Enter an address that begins with https://.")


def _day(label: Any, hint: Any = "", *, required: bool = False) -> DayField:  # noqa: ANN401  (lazy text)
    return DayField(
        label=label,
        help_text=hint,
        required=required,
        error_messages={"required": _("Enter the day."), "invalid": NO_DAY},
    )


def _number(label: Any, hint: Any = "", **limits: float) -> forms.FloatField:  # noqa: ANN401  (lazy text)
    return forms.FloatField(
        label=label,
        help_text=hint,
        required=False,
        localize=False,
        widget=forms.TextInput({"inputmode": "decimal", "size": "12"}),
        error_messages={"invalid": _("%(what)s must be a number.") % {"what": label}},
        min_value=limits.get("low"),
        max_value=limits.get("high"),
    )


class FactForm(SaysOptional, forms.Form):
    """What every fact says of itself."""

    since = _day(_("First day"), _("Leave it empty if nobody knows."))
    until = _day(_("Last day"), _("Leave it empty while it holds."))
    source = OneLineField(
        label=_("Source"),
        help_text=_("Who says so: a law, a decree, a page with its date."),
        max_length=300,
        error_messages={"required": NO_SOURCE},
    )
    source_url = forms.URLField(
        label=_("Address of the source"),
        required=False,
        assume_scheme="https",
        max_length=500,
        error_messages={"invalid": NO_ADDRESS},
    )
    confidence = forms.ChoiceField(label=_("How sure is it?"), choices=Confidence.choices, widget=forms.RadioSelect)
    note = OneLineField(label=_("Note"), help_text=_("What another source says."), max_length=300, required=False)

    facts_last = ("since", "until", "source", "source_url", "confidence", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["confidence"].initial = Confidence.CONFIRMED.value
        self.order_fields([each for each in self.fields if each not in self.facts_last])

    def fact(self) -> Fact:
        """The fact as typed; call it on a valid form."""
        return Fact(**{name: self.cleaned_data[name] for name in self.facts_last})


class CityForm(SaysOptional, forms.Form):
    """What the list says of a city."""

    name = OneLineField(
        label=_("Name in English"), max_length=120, error_messages={"required": _("Enter the name of the city.")}
    )
    country = forms.ModelChoiceField(
        label=_("Country"), queryset=Country.objects.none(), error_messages={"required": _("Choose the country.")}
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"), help_text=_("Deadlines end at midnight of this zone."), choices=list
    )
    latitude_deg = _number(_("Latitude"), _("Of a point in its middle, like 17.9667"), low=-90, high=90)
    longitude_deg = _number(_("Longitude"), _("Of the same point, like 102.6"), low=-180, high=180)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        country, zone = self.fields["country"], self.fields["time_zone"]
        assert isinstance(country, forms.ModelChoiceField)  # noqa: S101  (as it stands above)
        assert isinstance(zone, forms.ChoiceField)  # noqa: S101
        country.queryset = Country.objects.all()
        zone.choices = [(each, each.replace("_", " ")) for each in sorted(available_timezones()) if "/" in each]
        zone.initial = "Asia/Bangkok"


class NewCityForm(CityForm):
    """A city that is not in the list yet."""

    slug = forms.SlugField(
        label=_("Address"),
        help_text=_("Small letters and hyphens, as in luang-prabang. It stands in links and never changes."),
        error_messages={
            "required": _("Enter the part of the address."),
            "invalid": _("Use small letters, digits and hyphens only."),
        },
    )
    is_invented = forms.BooleanField(label=_("The city is invented, as an example"), required=False)

    field_order = ("name", "slug", "country", "time_zone", "latitude_deg", "longitude_deg", "is_invented")


class CountryForm(forms.Form):
    """A country by its codes."""

    name = OneLineField(label=_("Name in English"), max_length=80, error_messages={"required": _("Enter the name.")})
    iso3 = forms.RegexField(
        r"^[A-Za-z]{3}$",
        label=_("Code of three letters"),
        help_text=_("ISO 3166, like LAO"),
        error_messages={"required": _("Enter the code."), "invalid": _("The code has three letters, like LAO.")},
    )
    iso2 = forms.RegexField(
        r"^[A-Za-z]{2}$",
        label=_("Code of two letters"),
        help_text=_("ISO 3166, like LA"),
        error_messages={"required": _("Enter the code."), "invalid": _("The code has two letters, like LA.")},
    )


class NetworkForm(SaysOptional, forms.Form):
    """A network of cities."""

    name = OneLineField(label=_("Name"), max_length=160, error_messages={"required": _("Enter the name.")})
    short_name = OneLineField(
        label=_("Short name"), max_length=40, error_messages={"required": _("Enter the short name.")}
    )
    slug = forms.SlugField(
        label=_("Address of its page"),
        help_text=_("Small letters and hyphens. It stands in links and never changes."),
        error_messages={
            "required": _("Enter the part of the address."),
            "invalid": _("Use small letters, digits and hyphens only."),
        },
    )
    about = forms.CharField(label=_("What it is"), widget=forms.Textarea, required=False)


class InitiativeForm(SaysOptional, forms.Form):
    """Something that cities or countries put their name under."""

    name = OneLineField(label=_("Name"), max_length=160, error_messages={"required": _("Enter the name.")})
    slug = forms.SlugField(
        label=_("Address of its page"),
        help_text=_("Small letters and hyphens. It stands in links and never changes."),
        error_messages={
            "required": _("Enter the part of the address."),
            "invalid": _("Use small letters, digits and hyphens only."),
        },
    )
    about = forms.CharField(label=_("What it asks for"), widget=forms.Textarea, required=False)
    source_url = forms.URLField(
        label=_("Address of the source"), required=False, assume_scheme="https", error_messages={"invalid": NO_ADDRESS}
    )


class NameForm(FactForm):
    """A name of a city in a language."""

    name = OneLineField(
        label=_("Name"),
        max_length=160,
        strip=True,
        help_text=_("In its own script. A zero-width space may stand where a line can break."),
        error_messages={"required": _("Enter the name.")},
    )
    language = forms.ChoiceField(label=_("Language"), choices=[*LANGUAGES.items(), *OTHER_LANGUAGES])
    kind = forms.ChoiceField(label=_("What kind of name is it?"), choices=PlaceName.Kind.choices, initial="own")


class StatusForm(FactForm):
    """Something a city is for a while."""

    status = forms.ChoiceField(label=_("What it is"), choices=CityStatus.Status.choices)


class MembershipForm(FactForm):
    """A membership that begins."""

    network = forms.ModelChoiceField(
        label=_("Network"), queryset=Network.objects.none(), error_messages={"required": _("Choose the network.")}
    )
    kind = forms.ChoiceField(label=_("In what way?"), choices=Membership.Kind.choices, initial="member")

    def __init__(self, *args: Any, network_ids: frozenset[int] | None, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        field = self.fields["network"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  (as it stands above)
        field.queryset = Network.objects.all() if network_ids is None else Network.objects.filter(pk__in=network_ids)


class EndForm(forms.Form):
    """The last day of a fact, and who says so."""

    until = _day(_("Last day"), required=True)
    source = OneLineField(label=_("Source"), max_length=300, error_messages={"required": NO_SOURCE})
    source_url = forms.URLField(
        label=_("Address of the source"), required=False, assume_scheme="https", error_messages={"invalid": NO_ADDRESS}
    )


class EndorsementForm(FactForm):
    """Who put their name under an initiative."""

    initiative = forms.ModelChoiceField(
        label=_("Initiative"),
        queryset=Initiative.objects.none(),
        error_messages={"required": _("Choose the initiative.")},
    )
    city = forms.ModelChoiceField(label=_("City"), queryset=City.objects.none(), required=False)
    country = forms.ModelChoiceField(label=_("Country"), queryset=Country.objects.none(), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        for name, model in (("initiative", Initiative), ("city", City), ("country", Country)):
            self.fields[name].queryset = model._default_manager.all()  # type: ignore[attr-defined]


class _PopulationForm(FactForm):
    """The line's meaning and the people inside it."""

    kind = forms.ChoiceField(label=_("What the line means"), choices=lambda: [(e, code_words(e)) for e in KINDS])
    population_persons = _number(_("People inside"), low=0)
    population_low_persons = _number(_("At least"), low=0)
    population_high_persons = _number(_("At most"), low=0)
    population_year = YearField(
        label=_("Year of the count"),
        required=False,
        min_value=1900,
        max_value=2100,
    )
    population_basis = forms.ChoiceField(
        label=_("What the count rests on"),
        choices=[("", _("Not said")), *BoundaryEdition.Basis.choices],
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a range that does not hold its number, and people without a year."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        low, value, high = (cleaned.get(f"population_{each}persons") for each in ("low_", "", "high_"))
        if value is None and (low is not None or high is not None):
            self.add_error("population_persons", _("Enter the number itself, not only its range."))
        if value is not None and ((low is not None and low > value) or (high is not None and high < value)):
            self.add_error("population_persons", _("The number must lie between the lowest and the highest."))
        if value is not None and not cleaned.get("population_year"):
            self.add_error("population_year", _("Enter the year of the count."))
        return cleaned


class BoundaryForm(_PopulationForm):
    """A new edition of a city's boundary: the file, and what it means."""

    file = forms.FileField(
        label=_("Boundary as GeoJSON"),
        help_text=_("Longitude and latitude in WGS 84, at most 2 MB. Leave it out to give the population only."),
        required=False,
        widget=forms.ClearableFileInput({"accept": ".geojson,.json,application/geo+json"}),
    )
    field_order = ("file", "kind")


class SaveBoundaryForm(_PopulationForm):
    """The same again after it was looked at; the line travels along in the page."""

    geojson = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget = field.hidden_widget()
