"""Forms of rounds and reports: what is typed, read and refused in words."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from django import forms
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nagara.reports.language import LANGUAGES
from nagara_web.answers.queries import questionnaires
from nagara_web.figures.queries import indicators
from nagara_web.rounds.models import Handing
from nagara_web.rounds.queries import Round
from nagara_web.ui.calendar_fields import DayField, YearField
from nagara_web.ui.plain_text import OneLineField

__all__ = [
    "ANSWER_TYPES",
    "AcceptForm",
    "AnswerExtensionForm",
    "CommentForm",
    "CorrectionForm",
    "ExtensionForm",
    "HandOnForm",
    "OwnIndicatorForm",
    "QuestionsForm",
    "ReasonForm",
    "ReceiptForm",
    "ReturnForm",
    "RoundForm",
    "SignForm",
    "SignedPageForm",
]

OLDEST_YEAR: Final = 1990
LONGEST_DAYS: Final = 731
"""A round that is open for longer than two years was mistyped."""
NO_YEAR: Final = gettext_lazy("Enter a year, like 2026.")
MODULES = (
    ("waste", gettext_lazy("Waste: the account of the city's year")),
    ("flows", gettext_lazy("Flows: where the waste goes")),
    ("plastics", gettext_lazy("Plastics that escape")),
    ("gases", gettext_lazy("Greenhouse gases")),
)
ANSWER_TYPES = (
    ("quantity", gettext_lazy("Number")),
    ("share", gettext_lazy("Share, 0 to 1")),
    ("yes-no", gettext_lazy("Yes or no")),
    ("level", gettext_lazy("One of several levels")),
    ("proportion-of-cities", gettext_lazy("Yes or no of each city, a proportion of the network")),
)


def _day(label: Any, help_text: Any = "") -> DayField:  # noqa: ANN401  (lazy text)
    return DayField(label=label, help_text=help_text, error_messages={"required": gettext_lazy("Enter the day.")})


def _text(label: Any, missing: Any, help_text: Any = "", *, required: bool = True) -> forms.CharField:  # noqa: ANN401
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": missing},
    )


class SignForm(forms.Form):
    """The head signs what was read."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    agrees = forms.BooleanField(
        label=gettext_lazy("I sign this statement"),
        error_messages={"required": gettext_lazy("Tick that you sign the statement, or leave the page.")},
    )


class CommentForm(forms.Form):
    """A word about the report or one of its figures."""

    indicator = forms.CharField(max_length=80, required=False, widget=forms.HiddenInput)
    body = _text(gettext_lazy("Comment"), gettext_lazy("Write what you want to say."))


class ReturnForm(forms.Form):
    """A report goes back."""

    comment = _text(
        gettext_lazy("To the city, about the whole report"),
        "",
        gettext_lazy("The comments at the figures go with it. Say here what they do not say."),
        required=False,
    )


class AcceptForm(forms.Form):
    """A report is accepted."""

    agrees = forms.BooleanField(
        label=gettext_lazy("I have looked at the figures and accept them"),
        error_messages={"required": gettext_lazy("Tick that you accept the figures, or leave the page.")},
    )


class ReasonForm(forms.Form):
    """Why a report is opened again."""

    reason = _text(
        gettext_lazy("Why it is opened again"),
        gettext_lazy("Say why it is opened again; the reason is printed beside the correction."),
        gettext_lazy("It is printed beside every figure that changes."),
    )


class CorrectionForm(forms.Form):
    """A city proposes a correction of one figure."""

    indicator = forms.ChoiceField(label=gettext_lazy("Figure"))
    reason = _text(
        gettext_lazy("What is wrong, and why it changes"),
        gettext_lazy("Say what is wrong with the figure and why it changes."),
    )

    def __init__(self, figures: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["indicator"].choices = figures  # type: ignore[attr-defined]  # it is a choice


class ExtensionForm(forms.Form):
    """A city asks for more time."""

    until = _day(gettext_lazy("Until when you need"), gettext_lazy("The last day, where your city is."))
    reason = _text(gettext_lazy("Why you need more time"), gettext_lazy("Say why you need more time."))


class AnswerExtensionForm(forms.Form):
    """The secretariat answers."""

    decision = forms.ChoiceField(
        label=gettext_lazy("Your answer"),
        choices=(("grant", gettext_lazy("Grant more time")), ("refuse", gettext_lazy("Keep the last day"))),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose whether you grant more time.")},
    )
    granted_until = _day(gettext_lazy("Until"))
    answer = _text(gettext_lazy("Reason that the city reads"), gettext_lazy("Give the city a reason for your answer."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["granted_until"].required = False

    def clean(self) -> dict[str, Any]:
        """A day belongs to a grant, and to nothing else."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("decision") == "refuse":
            given["granted_until"] = None
        elif given.get("decision") == "grant" and not given.get("granted_until"):
            self.add_error("granted_until", _("Enter the day until which the city has time."))
        return given


class HandOnForm(forms.Form):
    """To whom a report is handed on."""

    recipient = forms.ChoiceField(
        label=gettext_lazy("To whom"),
        choices=Handing.Recipient.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose who receives it.")},
    )
    addressee = forms.CharField(
        label=gettext_lazy("Name and address in the letter"),
        max_length=200,
        error_messages={"required": gettext_lazy("Write to whom the letter goes.")},
    )
    letter_language = forms.ChoiceField(label=gettext_lazy("Language of the letter"), choices=tuple(LANGUAGES.items()))


class SignedPageForm(forms.Form):
    """The scanned page."""

    page = forms.FileField(
        label=gettext_lazy("Scanned page with the signature"),
        help_text=gettext_lazy("PDF, JPEG or PNG, up to 10 MB"),
        error_messages={"required": gettext_lazy("Choose the scanned page.")},
    )


class ReceiptForm(forms.Form):
    """When it was received."""

    received_on = _day(gettext_lazy("Received on"))
    text = forms.CharField(label=gettext_lazy("What they said, if anything"), max_length=300, required=False)


class RoundForm(forms.Form):
    """A round as the secretariat plans it."""

    network = forms.ChoiceField(label=gettext_lazy("Network"))
    title = OneLineField(
        label=gettext_lazy("Title"),
        max_length=160,
        help_text=gettext_lazy("As in: Waste round 2026"),
        error_messages={"required": gettext_lazy("Enter a title, like Waste round 2026.")},
    )
    year = YearField(
        label=gettext_lazy("Year that the figures speak of"),
        help_text=gettext_lazy("A year of the Buddhist era is read too: 2569 is 2026."),
        error_messages={"required": NO_YEAR, "invalid": NO_YEAR},
    )
    questionnaire = forms.ChoiceField(label=gettext_lazy("Questions"))
    opens_on = _day(gettext_lazy("First day"))
    closes_on = _day(gettext_lazy("Last day"), gettext_lazy("It ends at midnight where each city is."))
    reminder_days = forms.CharField(
        label=gettext_lazy("Reminders, days before the last day"),
        help_text=gettext_lazy("Separated by commas. A negative number is a day after it: 30, 14, 3, -7"),
        required=False,
    )
    free: ClassVar = ("title", "closes_on", "reminder_days")

    def __init__(self, networks: list[tuple[str, str]], found: Round | None, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        editions = [("", _("New questions: all modules of the waste form"))]
        editions += [(str(each.pk), each.title) for each in questionnaires()]
        self.fields["network"].choices = networks  # type: ignore[attr-defined]  # it is a choice
        self.fields["questionnaire"].choices = editions  # type: ignore[attr-defined]
        self.fields["questionnaire"].required = False
        self.first_day = found.opens_on if found is not None else None
        if found is not None:
            del self.fields["network"]
            if found.is_published:
                for name in set(self.fields) - set(self.free):
                    del self.fields[name]

    def clean_reminder_days(self) -> list[int]:
        """Read the rungs of the ladder."""
        parts = [part.strip().replace("\N{MINUS SIGN}", "-") for part in self.cleaned_data["reminder_days"].split(",")]
        try:
            return sorted({int(part) for part in parts if part}, reverse=True)
        except ValueError:
            raise forms.ValidationError(_("Write whole days separated by commas, like 30, 14, 3.")) from None

    def clean_year(self) -> int:
        """A round asks of a year that people remember: not of one long gone, nor of one that is far ahead."""
        year: int = self.cleaned_data["year"]
        newest = timezone.localdate().year + 1
        if not OLDEST_YEAR <= year <= newest:
            values = {"year": year, "first": OLDEST_YEAR, "last": newest}
            text = _("Nobody can report on %(year)s. Enter a year from %(first)s to %(last)s.") % values
            raise forms.ValidationError(text)
        return year

    def clean(self) -> dict[str, Any]:
        """The last day comes after the first, and not years after it."""
        given: dict[str, Any] = super().clean() or {}
        first, last = given.get("opens_on") or self.first_day, given.get("closes_on")
        if first and last and last < first:
            self.add_error("closes_on", _("The last day lies before the first. Change one of them."))
        elif first and last and (last - first).days > LONGEST_DAYS:
            values = {"days": (last - first).days}
            text = _("The round would be open for %(days)s days. Check the first and the last day.") % values
            self.add_error("closes_on", text)
        return given


class QuestionsForm(forms.Form):
    """What a round asks."""

    title = OneLineField(label=gettext_lazy("Title of the questions"), max_length=160)
    modules = forms.MultipleChoiceField(
        label=gettext_lazy("Modules"), choices=MODULES, required=False, widget=forms.CheckboxSelectMultiple
    )
    indicators = forms.MultipleChoiceField(
        label=gettext_lazy("Indicators of the network"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, network_id: int, *args: Any, has_commitments: bool = False, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.has_commitments = has_commitments
        own = [(each.code, each.name) for each in indicators(network_id)]
        self.fields["indicators"].choices = own  # type: ignore[attr-defined]  # it is a choice
        if not own:
            self.fields["indicators"].help_text = _("None is defined yet.")

    def clean(self) -> dict[str, Any]:
        """A round asks something."""
        given: dict[str, Any] = super().clean() or {}
        if not given.get("modules") and not given.get("indicators") and not self.has_commitments:
            raise forms.ValidationError(_("Choose at least one module or indicator."))
        return given


class OwnIndicatorForm(forms.Form):
    """An indicator that a network defines for itself."""

    name = OneLineField(
        label=gettext_lazy("Name"),
        max_length=160,
        help_text=gettext_lazy("As in: Green space per person"),
        error_messages={"required": gettext_lazy("Enter what is measured.")},
    )
    code = forms.SlugField(
        label=gettext_lazy("Code"),
        max_length=80,
        help_text=gettext_lazy("Small letters with the unit at the end, as in parks_m2_per_cap. It never changes."),
        error_messages={"required": gettext_lazy("Enter a code, like parks_m2_per_cap.")},
    )
    answer_type = forms.ChoiceField(
        label=gettext_lazy("What an answer looks like"), choices=ANSWER_TYPES, widget=forms.RadioSelect
    )
    unit = forms.CharField(
        label=gettext_lazy("Unit"), max_length=40, required=False, help_text=gettext_lazy("Only of a number: m2/person")
    )
    levels = forms.CharField(
        label=gettext_lazy("Levels"),
        required=False,
        help_text=gettext_lazy("Only of levels: their words, lowest first, one a line"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    definition = _text(gettext_lazy("Definition"), gettext_lazy("Say what is counted and what is not."))
    method = _text(gettext_lazy("Method"), gettext_lazy("Say how a city measures it, so that two cities agree."))
    sdg_code = forms.CharField(
        label=gettext_lazy("SDG indicator"),
        max_length=20,
        required=False,
        help_text=gettext_lazy("Only if one truly fits, as in 11.7.1"),
    )
    is_more_better = forms.TypedChoiceField(
        label=gettext_lazy("Which way is better"),
        choices=(("", gettext_lazy("Neither")), ("yes", gettext_lazy("More")), ("no", gettext_lazy("Less"))),
        required=False,
        coerce=lambda text: text == "yes",
        empty_value=None,
    )

    def __init__(self, known: set[str], *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.known = known

    def clean_code(self) -> str:
        """A code names one indicator for ever."""
        code: str = slugify(self.cleaned_data["code"]).replace("-", "_")
        if code in self.known:
            raise forms.ValidationError(_("Another indicator has this code. Choose a new one."))
        return code

    def clean(self) -> dict[str, Any]:
        """Levels have at least two words, a number has its unit."""
        given: dict[str, Any] = super().clean() or {}
        given["levels"] = [line.strip() for line in given.get("levels", "").splitlines() if line.strip()]
        if given.get("answer_type") == "level" and len(set(given["levels"])) < 2:  # noqa: PLR2004  (one level tells nothing)
            self.add_error("levels", _("Write at least two different levels, one a line."))
        if given.get("answer_type") == "quantity" and not given.get("unit"):
            self.add_error("unit", _("Enter the unit of the number, like m2/person."))
        if given.get("answer_type") != "quantity":
            given["unit"] = "share" if given.get("answer_type") in {"share", "proportion-of-cities"} else ""
        return given
