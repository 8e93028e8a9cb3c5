"""Forms of meetings: what is typed, read and refused in words."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nagara.commitments.documents import DocumentKind
from nagara.meetings.paper import PaperKind
from nagara.reports.language import LANGUAGES
from nagara_web.declarations.queries import forums
from nagara_web.meetings.access import Seat
from nagara_web.meetings.models import AgendaItem, Amendment, Decision, Delegation, DraftClause, Meeting
from nagara_web.meetings.queries import clause_codes, network_names
from nagara_web.meetings.rendering import BUILDERS, KIND_WORDS
from nagara_web.places.queries import members_on
from nagara_web.ui.calendar_fields import DayField
from nagara_web.ui.optional_fields import SaysOptional
from nagara_web.ui.plain_text import OneLineField

__all__ = [
    "AgendaItemForm",
    "AmendmentForm",
    "ClauseForm",
    "CloseDecisionForm",
    "DecisionForm",
    "DelegationForm",
    "InterventionForm",
    "MeetingForm",
    "MinutesForm",
    "OrganisationForm",
    "OutcomeForm",
    "PaperForm",
    "RecommendForm",
    "UploadForm",
]

KINDS_OF_OUTCOME = {
    DocumentKind.DECLARATION: gettext_lazy("Declaration"),
    DocumentKind.COMMUNIQUE: gettext_lazy("Communiqué"),
    DocumentKind.STATEMENT: gettext_lazy("Statement"),
    DocumentKind.ACTION_AGENDA: gettext_lazy("Action agenda"),
}


def _day(label: Any, help_text: Any = "", *, required: bool = True) -> DayField:  # noqa: ANN401  (lazy text)
    missing = {"required": gettext_lazy("Enter the day.")}
    return DayField(label=label, help_text=help_text, required=required, error_messages=missing)


def _text(label: Any, missing: Any = "", help_text: Any = "", rows: int = 4) -> forms.CharField:  # noqa: ANN401
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=bool(missing),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": missing},
    )


def _line(label: Any, missing: Any = "", help_text: Any = "", most: int = 160) -> OneLineField:  # noqa: ANN401
    return OneLineField(
        label=label,
        help_text=help_text,
        required=bool(missing),
        max_length=most,
        error_messages={"required": missing},
    )


def _cities(seat: Seat, empty: Any) -> list[tuple[str, str]]:  # noqa: ANN401  (lazy text)
    return [("", str(empty)), *((str(each.pk), each.name) for each in members_on(seat.meeting.network_id))]


class MeetingForm(SaysOptional, forms.Form):
    """A meeting as the secretariat plans it."""

    network = forms.ChoiceField(label=gettext_lazy("Network"))
    forum = forms.ChoiceField(
        label=gettext_lazy("Forum"), help_text=gettext_lazy("The meeting is the forum's session of its year.")
    )
    title = _line(gettext_lazy("Title"), gettext_lazy("Enter a title, like Forum 2026."))
    starts_on = _day(gettext_lazy("First day"))
    ends_on = _day(gettext_lazy("Last day"), gettext_lazy("Leave it empty if it lasts one day."), required=False)
    host_city = forms.ChoiceField(label=gettext_lazy("Host city"), required=False)
    place = _line(gettext_lazy("Place"), help_text=gettext_lazy("City and hall, as it should be printed."))
    time_zone = _line(
        gettext_lazy("Time zone"),
        gettext_lazy("Enter a time zone, like Asia/Bangkok."),
        gettext_lazy("As in Asia/Bangkok; calendars need it."),
        40,
    )

    def __init__(self, networks: frozenset[int], meeting: Meeting | None, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        choices = network_names(networks)
        if meeting is not None:
            del self.fields["network"], self.fields["forum"]
            hosts = members_on(meeting.network_id)
        else:
            self.fields["network"].choices = choices  # type: ignore[attr-defined]  # it is a choice
            self.fields["forum"].choices = [(each.slug, _forum(each)) for each in forums()]  # type: ignore[attr-defined]
            found = {each.pk: each for network in networks for each in members_on(network)}
            hosts = list(found.values())  # type: ignore[assignment]  # only gone through
        names = [
            ("", _("not decided")),
            *sorted(((str(each.pk), each.name) for each in hosts), key=lambda each: each[1]),
        ]
        self.fields["host_city"].choices = names  # type: ignore[attr-defined]

    def clean_time_zone(self) -> str:
        """A zone that calendars know."""
        name: str = self.cleaned_data["time_zone"]
        if name not in available_timezones():
            raise forms.ValidationError(_("There is no time zone of this name. Write it like Asia/Bangkok."))
        return name

    def clean(self) -> dict[str, Any]:
        """The last day does not lie before the first, and is the first if none is typed."""
        given: dict[str, Any] = super().clean() or {}
        first, last = given.get("starts_on"), given.get("ends_on")
        if first and not last and "ends_on" not in self.errors:
            given["ends_on"] = first
        if first and last and last < first:
            self.add_error("ends_on", _("The last day lies before the first. Change one of them."))
        return given


def _forum(forum: Any) -> str:  # noqa: ANN401  (a row of another app)
    return str(next((each["text"] for each in forum.names if each.get("language") == "en"), forum.slug))


class OrganisationForm(forms.Form):
    """An organisation that is invited."""

    organisation = _line(gettext_lazy("Organisation"), gettext_lazy("Enter the name of the organisation."))


class DelegationForm(SaysOptional, forms.Form):
    """What a delegation answered."""

    reply = forms.ChoiceField(label=gettext_lazy("Reply"), choices=Delegation.Reply.choices)
    head = _line(
        gettext_lazy("Office of its head"), help_text=gettext_lazy("As in: deputy mayor. Printed in the public list.")
    )
    size = forms.IntegerField(label=gettext_lazy("How many people"), required=False, min_value=1, max_value=500)
    people = _text(gettext_lazy("Names"), "", gettext_lazy("Only the secretariat and the host read them."))


class AgendaItemForm(SaysOptional, forms.Form):
    """An item that somebody types."""

    title = _line(gettext_lazy("Item"), gettext_lazy("Enter what the meeting speaks about."), most=240)
    day = _day(gettext_lazy("Day"), required=False)
    begins_at = forms.TimeField(
        label=gettext_lazy("Begins at"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    minutes_planned = forms.IntegerField(
        label=gettext_lazy("Length in minutes"), required=False, min_value=1, max_value=1440
    )


class PaperForm(forms.Form):
    """Which papers are made, up to which day."""

    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Papers"),
        choices=[(kind, KIND_WORDS[PaperKind(kind)]) for kind in BUILDERS],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    city = forms.ChoiceField(label=gettext_lazy("Report home of the delegation of"), required=False)
    cutoff = _day(gettext_lazy("Cut-off"), gettext_lazy("The last day whose data counts; printed on every page."))
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages"),
        help_text=gettext_lazy("All languages are made from the same data. A sentence without a translation says so."),
        choices=list(LANGUAGES.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one language.")},
    )

    def __init__(self, seat: Seat, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["city"].choices = _cities(seat, _("none"))  # type: ignore[attr-defined]  # it is a choice

    def clean(self) -> dict[str, Any]:
        """At least one paper."""
        given: dict[str, Any] = super().clean() or {}
        if not given.get("kinds") and not given.get("city"):
            self.add_error("kinds", _("Choose at least one paper."))
        return given


class UploadForm(forms.Form):
    """A file that gets the next number."""

    title = _line(gettext_lazy("Title"), gettext_lazy("Enter the title of the paper."), most=200)
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("PDF, Word, OpenDocument, Excel or text, at most 20 MB."),
        error_messages={"required": gettext_lazy("Choose the file.")},
    )


class OutcomeForm(forms.Form):
    """The text that the meeting will adopt."""

    title = _line(gettext_lazy("Title"), gettext_lazy("Enter the title of the text."), most=200)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=[(kind.value, words) for kind, words in KINDS_OF_OUTCOME.items()]
    )


class ClauseForm(SaysOptional, forms.Form):
    """One clause of the draft."""

    text = _text(gettext_lazy("Clause"), gettext_lazy("Write the clause."), rows=5)
    role = forms.ChoiceField(label=gettext_lazy("Part of the text"), choices=DraftClause.Role.choices)
    kind = forms.ChoiceField(label=gettext_lazy("What it does"), choices=DraftClause.Kind.choices)
    continues = _line(
        gettext_lazy("Continues"),
        help_text=gettext_lazy("Code of an earlier clause, like amf-2024-declaration.2.g. Empty if it is new."),
    )

    def clean_continues(self) -> str:
        """A code that the register knows."""
        code: str = self.cleaned_data["continues"]
        if code and not clause_codes(code):
            raise forms.ValidationError(_("The register has no clause %(code)s.") % {"code": code})
        return code


class AmendmentForm(SaysOptional, forms.Form):
    """What a delegation wants of one clause."""

    asked_at_times = frozenset({"text"})

    city = forms.ChoiceField(label=gettext_lazy("Delegation"))
    act = forms.ChoiceField(label=gettext_lazy("Amendment"), choices=Amendment.Act.choices, widget=forms.RadioSelect)
    text = _text(gettext_lazy("New words"), "", gettext_lazy("Leave the clause as it is where nothing changes."), 5)
    reason = _text(gettext_lazy("Reason"), "", rows=2)

    def __init__(self, seat: Seat, clause: DraftClause, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.clause = clause
        choices = [(str(pk), city.name) for pk, city in seat.cities.items()]
        self.fields["city"].choices = choices  # type: ignore[attr-defined]  # it is a choice

    def clean(self) -> dict[str, Any]:
        """New words, unless it strikes out; and other words than those that stand."""
        given: dict[str, Any] = super().clean() or {}
        act, text = given.get("act"), (given.get("text") or "").strip()
        if act in (Amendment.Act.REPLACE, Amendment.Act.INSERT) and not text:
            self.add_error("text", _("Write the new words."))
        if act == Amendment.Act.REPLACE and text == self.clause.text:
            self.add_error("text", _("These are the words that stand. Change what you want to change."))
        return given


class RecommendForm(forms.Form):
    """What the secretariat recommends."""

    words = _text(gettext_lazy("Recommendation"), gettext_lazy("Write what you recommend, and why."), rows=2)


class MinutesForm(forms.Form):
    """What was said on one item."""

    text = _text(gettext_lazy("Minutes"), rows=5)


class DecisionForm(SaysOptional, forms.Form):
    """A decision with its owner and its date."""

    text = _text(gettext_lazy("Decision"), gettext_lazy("Write what was decided."), rows=2)
    owner = _line(
        gettext_lazy("Who does it"),
        gettext_lazy("Enter who does it."),
        gettext_lazy("A city, the secretariat, an organisation."),
    )
    city = forms.ChoiceField(label=gettext_lazy("City, if it is one"), required=False)
    due_on = _day(gettext_lazy("By"), required=False)
    item = forms.ChoiceField(label=gettext_lazy("Item of the agenda"), required=False)

    def __init__(self, seat: Seat, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["city"].choices = _cities(seat, _("none"))  # type: ignore[attr-defined]  # it is a choice
        self.fields["item"].choices = _items(seat)  # type: ignore[attr-defined]


class CloseDecisionForm(SaysOptional, forms.Form):
    """A decision is done or dropped."""

    asked_at_times = frozenset({"reason"})

    state = forms.ChoiceField(
        label=gettext_lazy("What became of it"),
        choices=[
            (Decision.State.DONE, Decision.State.DONE.label),
            (Decision.State.DROPPED, Decision.State.DROPPED.label),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what became of it.")},
    )
    reason = _text(gettext_lazy("How, or why not"), rows=2)

    def clean(self) -> dict[str, Any]:
        """A reason where it is dropped."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("state") == Decision.State.DROPPED and not given.get("reason", "").strip():
            self.add_error("reason", _("Say why the decision is dropped."))
        return given


class InterventionForm(SaysOptional, forms.Form):
    """What a delegation said, or handed in."""

    asked_at_times = frozenset({"organisation", "text", "file"})

    city = forms.ChoiceField(label=gettext_lazy("City"), required=False)
    organisation = _line(gettext_lazy("Or organisation"))
    item = forms.ChoiceField(label=gettext_lazy("Item of the agenda"), required=False)
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=list(LANGUAGES.items()))
    text = _text(gettext_lazy("Text"), help_text=gettext_lazy("As it was said. Empty if the file holds it."), rows=8)
    file = forms.FileField(
        label=gettext_lazy("Statement as a file"),
        help_text=gettext_lazy("Word (.docx), PDF or text, at most 10 MB. It is kept as it came."),
        required=False,
        max_length=200,
    )
    is_public = forms.BooleanField(
        label=gettext_lazy("Everybody may read it"),
        help_text=gettext_lazy("Else only those who take part in the meeting do. It can be changed later."),
        required=False,
    )

    def __init__(self, seat: Seat, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        choices = _cities(seat, _("none"))
        if not seat.prepares:
            choices = [(str(pk), city.name) for pk, city in seat.cities.items()]
            del self.fields["organisation"]
        self.fields["city"].choices = choices  # type: ignore[attr-defined]  # it is a choice
        self.fields["item"].choices = _items(seat)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Somebody said something."""
        given: dict[str, Any] = super().clean() or {}
        if not given.get("city") and not given.get("organisation"):
            self.add_error("city", _("Choose the city, or write the organisation."))
        if not given.get("text") and not given.get("file") and "file" not in self.errors:
            self.add_error("text", _("Write or paste what was said, or attach the file."))
        return given


def _items(seat: Seat) -> list[tuple[str, str]]:
    found = AgendaItem.objects.filter(meeting=seat.meeting)
    return [("", _("none")), *((str(each.pk), each.title[:80]) for each in found)]
