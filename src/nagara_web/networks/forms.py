"""Forms of a network's pages: what is typed, read and refused in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nagara_web.declarations.queries.asked import commitment_parts
from nagara_web.networks.actions.facts import Days, WorkFields
from nagara_web.networks.models import Fate, Group, WorkItem
from nagara_web.places.forms import FactForm, NetworkForm
from nagara_web.places.queries import Membership
from nagara_web.ui.calendar_fields import DayField, YearField
from nagara_web.ui.optional_fields import SaysOptional
from nagara_web.ui.plain_text import OneLineField

__all__ = [
    "CharterForm",
    "EndFactForm",
    "FocalPointForm",
    "FoundForm",
    "GroupCityForm",
    "GroupForm",
    "IndicatorForm",
    "MemberForm",
    "NewGroupForm",
    "NoteForm",
    "WorkForm",
]

Choices = Sequence[tuple[Any, Any]]
SPARE_SECTIONS: Final = 2
LONGEST_CHOICE: Final = 90
NO_ADDRESS: Final = gettext_lazy("Enter an address that begins with https://.")


def _line(label: Any, missing: Any = "", hint: Any = "", most: int = 160) -> OneLineField:  # noqa: ANN401  (lazy text)
    errors = {"required": missing}
    return OneLineField(label=label, help_text=hint, required=bool(missing), max_length=most, error_messages=errors)


def _text(label: Any, missing: Any = "", hint: Any = "", rows: int = 3) -> forms.CharField:  # noqa: ANN401
    return forms.CharField(
        label=label,
        help_text=hint,
        required=bool(missing),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": missing},
    )


def _day(label: Any, hint: Any = "", *, required: bool = False) -> DayField:  # noqa: ANN401
    errors = {"required": gettext_lazy("Enter the day.")}
    return DayField(label=label, help_text=hint, required=required, error_messages=errors)


def _web(label: Any) -> forms.URLField:  # noqa: ANN401
    return forms.URLField(
        label=label, required=False, assume_scheme="https", max_length=500, error_messages={"invalid": NO_ADDRESS}
    )


def _choose(label: Any, missing: Any = "", hint: Any = "") -> forms.ChoiceField:  # noqa: ANN401
    errors = {"required": missing}
    return forms.ChoiceField(label=label, help_text=hint, required=bool(missing), error_messages=errors)


def _offer(form: forms.Form, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101  (as it stands in the form)
    field.choices = list(choices)


class PercentField(forms.FloatField):
    """A number in percent; its sign may be typed with it."""

    def to_python(self, value: Any) -> float | None:  # type: ignore[override]  # noqa: ANN401  (as typed)
        """Read the number without its sign."""
        return super().to_python(value.strip().removesuffix("%").rstrip() if isinstance(value, str) else value)


class DaysForm(SaysOptional, forms.Form):
    """From when, until when, who says so."""

    since = _day(gettext_lazy("First day"), gettext_lazy("Leave it empty if nobody knows."))
    until = _day(gettext_lazy("Last day"), gettext_lazy("Leave it empty while it holds."))
    source = _line(
        gettext_lazy("Source"),
        gettext_lazy("Say where this is known from."),
        gettext_lazy("Who says so: a letter, minutes, a page with its date."),
        300,
    )
    source_url = _web(gettext_lazy("Address of the source"))

    days_last = ("since", "until", "source", "source_url")

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.order_fields([each for each in self.fields if each not in self.days_last])

    def days(self) -> Days:
        """The days as typed; call it on a valid form."""
        return Days(**{name: self.cleaned_data[name] for name in self.days_last})


class CharterForm(SaysOptional, forms.Form):
    """One version of a charter: the definition of zero waste, the sections, when it was agreed."""

    not_zero_waste = forms.MultipleChoiceField(
        label=gettext_lazy("What does not count as zero waste?"),
        help_text=gettext_lazy("Waste that ends in a way you tick here is not zero waste for this network."),
        choices=Fate.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    target = PercentField(
        label=gettext_lazy("Target, in percent"),
        help_text=gettext_lazy("Of the waste generated, how much is to end in none of these ways, like 90."),
        required=False,
        min_value=0,
        max_value=100,
        widget=forms.TextInput({"inputmode": "decimal", "class": "digits"}),
        error_messages={"invalid": gettext_lazy("The target must be a number from 0 to 100.")},
    )
    target_year = YearField(label=gettext_lazy("By the year"), required=False, min_value=2000, max_value=2200)
    definition = _text(
        gettext_lazy("The definition in your own words"),
        hint=gettext_lazy("As the members agreed on it. A report can name it."),
    )
    agreed_on = _day(
        gettext_lazy("Agreed on"), gettext_lazy("It holds from this day on; the version before ends."), required=True
    )
    source = _line(
        gettext_lazy("Source"),
        gettext_lazy("Say where this is known from."),
        gettext_lazy("The meeting or the letter in which the members agreed."),
        300,
    )
    source_url = _web(gettext_lazy("Address of the source"))

    agreed_last = ("agreed_on", "source", "source_url")

    def __init__(self, *args: Any, sections: Sequence[Mapping[str, str]] = (), **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        typed = sum(name.startswith("head_") for name in self.data)
        self.places = range(1, max(typed, len(sections) + SPARE_SECTIONS) + 1)
        for place in self.places:
            self.fields[f"head_{place}"] = _line(_("Heading of section %(number)s") % {"number": place})
            self.fields[f"text_{place}"] = _text(_("Text of section %(number)s") % {"number": place}, rows=5)
        for place, each in enumerate(sections, start=1):
            self.initial.update({f"head_{place}": each["head"], f"text_{place}": each["text"]})

        self.order_fields([each for each in self.fields if each not in self.agreed_last])

    def fields_of_charter(self) -> dict[str, Any]:
        """What an action needs; call it on a valid form."""
        given = self.cleaned_data
        target = given["target"]
        return {
            "agreed_on": given["agreed_on"],
            "source": given["source"],
            "source_url": given["source_url"],
            "sections": [{"head": given[f"head_{n}"], "text": given[f"text_{n}"]} for n in self.places],
            "not_zero_waste": given["not_zero_waste"],
            "target_frac": None if target is None else target / 100,
            "target_year": given["target_year"],
            "definition": given["definition"],
        }


class FoundForm(NetworkForm):
    """A network that a secretariat founds."""

    by_network = _choose(
        gettext_lazy("Whose secretariat founds it?"),
        gettext_lazy("Choose the network."),
        gettext_lazy("That secretariat keeps the new network's pages until it has a secretariat of its own."),
    )

    def __init__(self, *args: Any, own: Choices, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        _offer(self, "by_network", own)


class MemberForm(FactForm):
    """A city that joins."""

    city = _choose(gettext_lazy("City"), gettext_lazy("Choose the city."))
    kind = forms.ChoiceField(label=gettext_lazy("In what way?"), choices=Membership.Kind.choices, initial="member")

    def __init__(self, *args: Any, cities: Choices, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        _offer(self, "city", [("", _("Choose a city")), *cities])


class FocalPointForm(DaysForm):
    """Who speaks for a city."""

    office = _line(
        gettext_lazy("Office"),
        gettext_lazy("Enter the office, like Head of the waste department."),
        gettext_lazy("Everybody reads the office. It outlives the person who holds it."),
    )
    person = _choose(
        gettext_lazy("Account, if there is one"),
        hint=gettext_lazy("Only those who keep this network's pages see it. It is never public."),
    )

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        _offer(self, "person", [("", _("none")), *people])


class GroupForm(DaysForm):
    """What a group says of itself."""

    name = _line(gettext_lazy("Name"), gettext_lazy("Enter the name."))
    theme = _line(gettext_lazy("Theme"), hint=gettext_lazy("Like food waste, or early warning."))
    mandate = _text(gettext_lazy("Mandate"), hint=gettext_lazy("What the group is to do, and who said so."))


class NewGroupForm(GroupForm):
    """A group that is not there yet."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What is it?"), choices=Group.Kind.choices, initial="theme", widget=forms.RadioSelect
    )
    slug = forms.SlugField(
        label=gettext_lazy("Address of its page"),
        help_text=gettext_lazy("Small letters and hyphens. It stands in links and never changes."),
        max_length=60,
        error_messages={
            "required": gettext_lazy("Enter the part of the address."),
            "invalid": gettext_lazy("Use small letters, digits and hyphens only."),
        },
    )


class GroupCityForm(DaysForm):
    """A city that joins a group."""

    city = _choose(gettext_lazy("City"), gettext_lazy("Choose the city."))
    is_lead = forms.BooleanField(label=gettext_lazy("It leads the group"), required=False)

    def __init__(self, *args: Any, cities: Choices, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        _offer(self, "city", [("", _("Choose a city")), *cities])


class IndicatorForm(DaysForm):
    """An indicator that is chosen."""

    indicator = _choose(gettext_lazy("Indicator"), gettext_lazy("Choose the indicator."))
    reason = _line(
        gettext_lazy("Why this one?"),
        gettext_lazy("Say why the network has chosen it."),
        gettext_lazy("Which promise it follows, or which decision it serves."),
        300,
    )

    def __init__(self, *args: Any, indicators: Choices, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["source"].required = False
        _offer(self, "indicator", [("", _("Choose an indicator")), *indicators])


class WorkForm(DaysForm):
    """An item of the work plan, or a joint action."""

    title = _line(gettext_lazy("What is it?"), gettext_lazy("Enter what is to be done."), most=200)
    what = _text(gettext_lazy("More about it"), hint=gettext_lazy("What comes out of it, and how one can tell."))
    owner = _choose(gettext_lazy("Who does it?"))
    state = forms.ChoiceField(label=gettext_lazy("How far is it?"), choices=WorkItem.State.choices, initial="planned")
    serves = _choose(
        gettext_lazy("Which promise does it serve?"),
        hint=gettext_lazy("A part of a commitment of the register; none if it serves no promise of it."),
    )

    def __init__(self, *args: Any, cities: Choices, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["source"].required = False
        self.fields["since"].help_text = ""
        self.fields["until"].help_text = _("The day by which it is to be done.")
        self._owners = [("", _("The secretariat of the network")), *cities]
        _offer(self, "owner", self._owners)
        _offer(self, "serves", [("", _("none")), *_promises()])

    def keep_owner(self, pk: int | None, name: str) -> None:
        """Offer a city that does it and is none of the cities any more."""
        field = self.fields["owner"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  (as it stands in the form)
        if str(pk) not in {value for value, _words in self._owners}:
            field.choices = [*self._owners, (str(pk), name)]

    def item(self) -> WorkFields:
        """What an action needs; call it on a valid form."""
        given = self.cleaned_data
        return {
            "title": given["title"],
            "what": given["what"],
            "owner_id": int(given["owner"]) if given["owner"] else None,
            "state": given["state"],
            "serves": given["serves"],
        }


def _promises() -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Every part of a published commitment, by document."""
    for title, parts in groupby(commitment_parts(), key=lambda each: f"{each.title} {each.year}"):
        yield title, [(each.code, _short(f"{each.label} {each.words}")) for each in parts]


def _short(words: str) -> str:
    return words if len(words) <= LONGEST_CHOICE else f"{words[:LONGEST_CHOICE].rsplit(' ', 1)[0]} …"


class NoteForm(forms.Form):
    """What happened."""

    on = _day(gettext_lazy("Day"), required=True)
    words = _text(gettext_lazy("What happened?"), gettext_lazy("Write what happened."))


class EndFactForm(forms.Form):
    """The last day of something."""

    until = _day(gettext_lazy("Last day"), required=True)
    source = _line(
        gettext_lazy("Source"),
        gettext_lazy("Say where this is known from."),
        gettext_lazy("Who says that it ended."),
        300,
    )
