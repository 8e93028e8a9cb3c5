"""Forms of agreements: what is typed, read and refused in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nagara.reports.language import LANGUAGES
from nagara_web.agreements.actions.saying import OF_AGREEMENT, OF_OBLIGATION
from nagara_web.agreements.models import Agreement, Confidence, Entry, Partner
from nagara_web.agreements.queries import Party, partners
from nagara_web.agreements.words import EVERY
from nagara_web.places.queries import cities, network_by_id, networks
from nagara_web.ui.calendar_fields import DayField
from nagara_web.ui.days import day_words
from nagara_web.ui.optional_fields import SaysOptional
from nagara_web.ui.plain_text import OneLineField

__all__ = [
    "AgreementForm",
    "FileForm",
    "ObligationForm",
    "PartnerForm",
    "PartyForm",
    "SayForm",
    "SayOfAgreementForm",
    "TakeBackForm",
]

NO_CHOICE: Final = gettext_lazy("Choose one of the list.")
NO_ADDRESS: Final = gettext_lazy("Enter an address that begins with https://.")
MOST_NOTICE_DAYS: Final = 3660


def _day(label: Any, help_text: Any = "", *, required: bool = False) -> DayField:  # noqa: ANN401  (lazy text)
    missing = {"required": gettext_lazy("Enter the day.")}
    return DayField(label=label, help_text=help_text, required=required, error_messages=missing)


def _line(label: Any, missing: Any = "", help_text: Any = "", most: int = 160) -> OneLineField:  # noqa: ANN401
    return OneLineField(
        label=label,
        help_text=help_text,
        required=bool(missing),
        max_length=most,
        error_messages={"required": missing},
    )


def _text(label: Any, missing: Any = "", help_text: Any = "", rows: int = 4, most: int = 4000) -> forms.CharField:  # noqa: ANN401
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=bool(missing),
        max_length=most,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": missing, "max_length": gettext_lazy("Make it shorter.")},
    )


def _address(label: Any, help_text: Any = "") -> forms.URLField:  # noqa: ANN401  (lazy text)
    return forms.URLField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=500,
        assume_scheme="https",
        error_messages={"invalid": NO_ADDRESS},
    )


class PartnerForm(SaysOptional, forms.Form):
    """A partner organisation."""

    name = _line(gettext_lazy("Name"), gettext_lazy("Enter the name of the organisation."))
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=Partner.Kind.choices, error_messages={"invalid_choice": NO_CHOICE}
    )
    home_page = _address(gettext_lazy("Home page"))


class AgreementForm(SaysOptional, forms.Form):
    """What an agreement says of itself."""

    title = _line(
        gettext_lazy("Name of the agreement"),
        gettext_lazy("Enter the name of the agreement."),
        gettext_lazy("As in: Memorandum on composting between Hilltop and the Institute of Soils"),
        200,
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=Agreement.Kind.choices, error_messages={"invalid_choice": NO_CHOICE}
    )
    network = forms.ChoiceField(
        label=gettext_lazy("Under which network"),
        help_text=gettext_lazy("Its secretariat keeps this page and hears when something is late."),
        required=False,
        error_messages={"invalid_choice": NO_CHOICE},
    )
    about = _text(gettext_lazy("What it is for"), "", gettext_lazy("In your own words, two or three sentences."))
    language = forms.ChoiceField(label=gettext_lazy("Language of the text"), choices=list(LANGUAGES.items()))
    signed_on = _day(gettext_lazy("Signed on"), gettext_lazy("Leave a day empty that nobody knows."))
    in_force_from = _day(gettext_lazy("In force from"), gettext_lazy("Only if it is another day than its signature."))
    ends_on = _day(gettext_lazy("Last day"), gettext_lazy("Leave it empty if the text sets no end."))
    renewal = forms.ChoiceField(
        label=gettext_lazy("Does it go on after its last day"), choices=Agreement.Renewal.choices
    )
    notice_days = forms.IntegerField(
        label=gettext_lazy("Notice is given how many days before"),
        help_text=gettext_lazy("The secretariat is reminded this long before the notice is due."),
        required=False,
        min_value=1,
        max_value=MOST_NOTICE_DAYS,
        widget=forms.TextInput({"inputmode": "numeric", "size": "6"}),
        error_messages={"invalid": gettext_lazy("Enter a number of days, like 90.")},
    )
    source = _line(gettext_lazy("Source"), help_text=gettext_lazy("Who says so, as in: City gazette 12/2025"), most=300)
    source_url = _address(gettext_lazy("Where it can be read"))
    confidence = forms.ChoiceField(label=gettext_lazy("How sure it is"), choices=Confidence.choices)

    def __init__(self, own: frozenset[int] | None, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        found = networks() if own is None else [network_by_id(each) for each in sorted(own)]
        chosen = [("", _("No network")), *((str(each.pk), each.name) for each in found)]
        self.fields["network"].choices = chosen  # type: ignore[attr-defined]  # it is a choice


class PartyForm(SaysOptional, forms.Form):
    """One party: a city, a network or a partner."""

    city = forms.ChoiceField(label=gettext_lazy("City"), required=False, error_messages={"invalid_choice": NO_CHOICE})
    network = forms.ChoiceField(
        label=gettext_lazy("Network"), required=False, error_messages={"invalid_choice": NO_CHOICE}
    )
    partner = forms.ChoiceField(
        label=gettext_lazy("Partner"), required=False, error_messages={"invalid_choice": NO_CHOICE}
    )
    role = _line(gettext_lazy("Its part"), help_text=gettext_lazy("As in: donor, host, learning city"), most=80)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        for name, found in (("city", cities()), ("network", networks()), ("partner", partners())):
            chosen = [("", _("none")), *((str(each.pk), each.name) for each in found)]
            self.fields[name].choices = chosen  # type: ignore[attr-defined]  # it is a choice

    def clean(self) -> dict[str, Any]:
        """Exactly one of the three is chosen."""
        given: dict[str, Any] = super().clean() or {}
        if sum(bool(given.get(name)) for name in ("city", "network", "partner")) != 1:
            self.add_error("city", _("Choose one: a city, a network or a partner."))
        return given


class ObligationForm(SaysOptional, forms.Form):
    """What the agreement obliges one party to."""

    party = forms.ChoiceField(label=gettext_lazy("Who is obliged"), error_messages={"invalid_choice": NO_CHOICE})
    says = _text(
        gettext_lazy("To what"),
        gettext_lazy("Say what the party has to do."),
        gettext_lazy("In your own words, so that a colleague can tell when it is done."),
        2,
        400,
    )
    locator = _line(gettext_lazy("Where the text says it"), help_text=gettext_lazy("As in: article 4"), most=80)
    first_due = _day(
        gettext_lazy("Due on"), gettext_lazy("The first or only day. Leave it empty if the text sets none.")
    )
    every_months = forms.TypedChoiceField(label=gettext_lazy("How often"), choices=list(EVERY.items()), coerce=int)

    def __init__(self, parties: Sequence[Party], *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["party"].choices = [(str(each.pk), each.name) for each in parties]  # type: ignore[attr-defined]


class _Saying(SaysOptional, forms.Form):
    """What is said, on which day, what shows it."""

    asked_at_times = frozenset({"evidence", "on", "until"})

    kind = forms.ChoiceField(
        label=gettext_lazy("What became of it"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what became of it."), "invalid_choice": NO_CHOICE},
    )
    on = _day(gettext_lazy("On which day"), gettext_lazy("The day on which it was so, not the day of typing."))
    words = _text(gettext_lazy("In a sentence"), "", gettext_lazy("Published with it once a second person agrees."), 3)
    evidence = _line(
        gettext_lazy("What shows it"),
        help_text=gettext_lazy("A link, or the name and number of a paper. Needed for what is done."),
        most=300,
    )

    def clean_on(self) -> Any:  # noqa: ANN401  (a day)
        """The day, today where none was typed."""
        return self.cleaned_data["on"] or timezone.localdate()


class SayForm(_Saying):
    """What became of one obligation."""

    due = forms.ChoiceField(
        label=gettext_lazy("Of which day"), required=False, error_messages={"invalid_choice": NO_CHOICE}
    )
    field_order = ("kind", "due", "on", "words", "evidence")

    def __init__(self, days: Sequence[Any], *args: Any, keeps: bool = False, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        may = [each for each in OF_OBLIGATION if keeps or each != Entry.Kind.RELEASED]
        self.fields["kind"].choices = [(each.value, each.label) for each in may]  # type: ignore[attr-defined]
        if len(days) > 1:
            self.fields["due"].choices = [(each.isoformat(), day_words(each)) for each in days]  # type: ignore[attr-defined]
        else:
            del self.fields["due"]


class SayOfAgreementForm(_Saying):
    """What became of a whole agreement."""

    until = _day(gettext_lazy("New last day"), gettext_lazy("Only if it was renewed."))
    field_order = ("kind", "on", "until", "words", "evidence")

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(each.value, each.label) for each in OF_AGREEMENT]  # type: ignore[attr-defined]


class TakeBackForm(forms.Form):
    """Why a published agreement is taken back."""

    because = _text(gettext_lazy("What has to be corrected"), gettext_lazy("Say what has to be corrected."), "", 2, 300)


class FileForm(forms.Form):
    """The document of an agreement."""

    file = forms.FileField(
        label=gettext_lazy("Document"),
        help_text=gettext_lazy("PDF, Word, OpenDocument or text, at most 20 MB. Everybody reads it once published."),
        error_messages={"required": gettext_lazy("Choose the file."), "empty": gettext_lazy("The file is empty.")},
    )
