"""Forms of the desk: a new document, its file, its clauses, measures, links and requests."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nagara.commitments.measures import Aim, OwnerKind
from nagara.reports.language import LANGUAGES
from nagara_web.declarations.models import ClauseKind, Forum, Link, Measure, RequestEntry, Session
from nagara_web.declarations.register_page import forum_name
from nagara_web.declarations.words import ASPECTS, DOCUMENT_KINDS, OWNER_KINDS
from nagara_web.figures.queries import indicators
from nagara_web.places.queries import Network, networks

__all__ = [
    "CorrectionForm",
    "EditForm",
    "EntryForm",
    "KindForm",
    "LinkForm",
    "MeasureForm",
    "NewDocumentForm",
    "NewSessionForm",
    "RequestForm",
    "SendBackForm",
    "TextForm",
    "WordsForm",
    "too_large",
]

NO_DAY: Final = gettext_lazy("Enter a day like 2026-07-31.")
NO_CHOICE: Final = gettext_lazy("Choose one of the list.")
ACCEPTED: Final = ".txt,.md,.docx,.pdf"


def _day(label: Any, hint: Any = "", *, required: bool = False) -> forms.DateField:  # noqa: ANN401  (lazy text)
    return forms.DateField(
        label=label,
        help_text=hint,
        required=required,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": gettext_lazy("Enter the day."), "invalid": NO_DAY},
    )


def _text(label: Any, most: int, hint: Any = "", *, required: bool = True, rows: int = 0) -> forms.CharField:  # noqa: ANN401
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=most,
        required=required,
        widget=forms.Textarea({"rows": rows}) if rows else forms.TextInput(),
        error_messages={"required": gettext_lazy("Fill this in."), "max_length": gettext_lazy("Make it shorter.")},
    )


def _number(label: Any, hint: Any = "") -> forms.FloatField:  # noqa: ANN401  (lazy text)
    return forms.FloatField(
        label=label,
        help_text=hint,
        required=False,
        localize=False,
        widget=forms.TextInput({"inputmode": "decimal", "size": "12"}),
        error_messages={"invalid": gettext_lazy("Enter a number, like 0.8 or 120.")},
    )


class SessionChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic only in the stubs
    """A session, by its forum, year and place."""

    def label_from_instance(self, obj: Any) -> str:  # noqa: ANN401  (as Django has it)
        """Name it as people do."""
        place = f", {obj.place}" if obj.place else ""
        return f"{forum_name(obj.forum, obj.year)} {obj.key}{place}"


class ForumChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic only in the stubs
    """A forum by its longest name."""

    def label_from_instance(self, obj: Any) -> str:  # noqa: ANN401  (as Django has it)
        """Name it as people do."""
        return forum_name(obj)


def too_large() -> str:
    """Say that a file is larger than any declaration."""
    limit = settings.MAX_UPLOAD_BYTES // 2**20
    return _("The file is larger than %(limit)s MB. Take the pictures out of it, or save it as text.") % {
        "limit": limit
    }


class FileForm(forms.Form):
    """The file of a text, and its language."""

    language = forms.ChoiceField(
        label=gettext_lazy("Language of the text"),
        choices=list(LANGUAGES.items()),
        error_messages={"invalid_choice": NO_CHOICE},
    )
    file = forms.FileField(
        label=gettext_lazy("File of the text"),
        help_text=gettext_lazy("Text, Markdown, Word (.docx) or PDF with text. A scan cannot be read."),
        widget=forms.FileInput({"accept": ACCEPTED}),
    )

    def __init__(self, *args: Any, is_too_large: bool = False, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        missing = _("Choose the file that holds the text.")
        self.fields["file"].error_messages = {
            "required": too_large() if is_too_large else missing,
            "empty": _("The file is empty. Save it again and choose it anew."),
            "missing": missing,
            "max_length": _("The name of the file is too long. Give it a shorter one."),
        }

    def clean_file(self) -> UploadedFile:
        """Refuse what is larger than the site takes."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > settings.MAX_UPLOAD_BYTES:
            raise forms.ValidationError(too_large())
        return file


class TextForm(FileForm):
    """Another text of a document that is there."""


class NewDocumentForm(FileForm):
    """A document that is brought in with its text."""

    session = SessionChoice(
        label=gettext_lazy("Meeting that adopted it"),
        queryset=Session.objects.none(),
        empty_label=gettext_lazy("Choose the meeting"),
        error_messages={"required": gettext_lazy("Choose the meeting."), "invalid_choice": NO_CHOICE},
    )
    title = _text(gettext_lazy("Name of the document"), 200, gettext_lazy("As in: Vientiane Declaration"))
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=list(DOCUMENT_KINDS.items()))
    variant = forms.SlugField(
        label=gettext_lazy("What tells it from another of this meeting and kind"),
        help_text=gettext_lazy("Usually empty. Small letters, as in: youth. It becomes part of the address."),
        max_length=40,
        required=False,
        error_messages={"invalid": gettext_lazy("Use small letters, digits and hyphens.")},
    )
    adopted_on = _day(gettext_lazy("Adopted on"), gettext_lazy("Leave it empty if the text says it."))
    source_url = forms.URLField(
        label=gettext_lazy("Where the text was published"),
        required=False,
        max_length=500,
        assume_scheme="https",
        error_messages={"invalid": gettext_lazy("Enter an address that begins with https://.")},
    )
    field_order = ("session", "title", "kind", "variant", "adopted_on", "source_url", "language", "file")

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["session"].queryset = Session.objects.select_related("forum")  # type: ignore[attr-defined]


class NewSessionForm(forms.Form):
    """A meeting that is not in the list yet."""

    forum = ForumChoice(
        label=gettext_lazy("Forum"),
        queryset=Forum.objects.none(),
        required=False,
        empty_label=gettext_lazy("Another forum, named below"),
    )
    new_forum = _text(gettext_lazy("Name of a new forum"), 120, required=False)
    new_slug = forms.SlugField(
        label=gettext_lazy("Its short name in addresses"),
        help_text=gettext_lazy("Small letters, as in: mgmac"),
        max_length=40,
        required=False,
        error_messages={"invalid": gettext_lazy("Use small letters, digits and hyphens.")},
    )
    year = forms.IntegerField(
        label=gettext_lazy("Year"),
        min_value=1900,
        max_value=2200,
        widget=forms.TextInput({"inputmode": "numeric", "size": "6"}),
        error_messages={
            "required": gettext_lazy("Enter the year, like 2026."),
            "invalid": gettext_lazy("Enter the year, like 2026."),
        },
    )
    place = _text(gettext_lazy("City where it met"), 120, required=False)
    starts_on = _day(gettext_lazy("First day"))
    ends_on = _day(gettext_lazy("Last day"))
    theme = _text(gettext_lazy("Theme"), 300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["forum"].queryset = Forum.objects.all()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A forum is chosen, or named with its short name."""
        given = super().clean() or {}
        if not given.get("forum"):
            for name in ("new_forum", "new_slug"):
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, _("Choose a forum, or name a new one."))
        return given


class EditForm(forms.Form):
    """What is said of a document that is not published."""

    title = _text(gettext_lazy("Name of the document"), 200)
    adopted_on = _day(gettext_lazy("Adopted on"))
    signatories = _text(gettext_lazy("Signed by"), 4000, gettext_lazy("One in each line"), required=False, rows=6)


class SendBackForm(forms.Form):
    """Why a document goes back to whoever confirms it."""

    why = _text(gettext_lazy("What has to be mended"), 400, rows=3)


class CorrectionForm(forms.Form):
    """What is wrong with a published document."""

    why = _text(gettext_lazy("What is wrong"), 400, gettext_lazy("Everybody will read this beside the change."), rows=3)


class WordsForm(forms.Form):
    """Words of a clause as the document itself has them."""

    words = _text(gettext_lazy("Words of the clause"), 60_000, rows=6)


class KindForm(forms.Form):
    """What a clause does."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What the clause does"),
        choices=ClauseKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what the clause does."), "invalid_choice": NO_CHOICE},
    )
    is_wish = forms.BooleanField(label=gettext_lazy("It only wishes, as in “look forward to”"), required=False)
    addressees = _text(gettext_lazy("Whom it addresses"), 600, gettext_lazy("One in each line"), required=False, rows=2)
    theme = _text(
        gettext_lazy("Theme"), 60, gettext_lazy("A word by which readers find it, as in: waste"), required=False
    )


class LinkForm(forms.Form):
    """What a document, clause or part takes up."""

    later = forms.ChoiceField(label=gettext_lazy("What is said here"), error_messages={"invalid_choice": NO_CHOICE})
    relation = forms.ChoiceField(label=gettext_lazy("What it does"), choices=Link.Relation.choices)
    earlier = _text(
        gettext_lazy("With what earlier text"), 160, gettext_lazy("Its permanent code, as in: amf-2024-declaration.2.g")
    )
    reason = _text(gettext_lazy("Why they belong together"), 300, required=False)
    is_said = forms.BooleanField(label=gettext_lazy("The text itself names the earlier one"), required=False)

    def __init__(self, *args: Any, codes: list[tuple[str, str]], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["later"].choices = codes  # type: ignore[attr-defined]


class RequestForm(forms.Form):
    """What is asked of somebody else."""

    part = forms.ChoiceField(label=gettext_lazy("Which part asks it"), required=False)
    addressee = _text(gettext_lazy("Of whom it is asked"), 160)
    asks = _text(gettext_lazy("What is asked, in one sentence"), 400, rows=3)
    answer_by = _day(gettext_lazy("An answer is hoped for by"))

    def __init__(self, *args: Any, parts: list[tuple[str, str]], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        if len(parts) > 1:
            self.fields["part"].choices = [("", _("the whole clause")), *parts]  # type: ignore[attr-defined]
        else:
            del self.fields["part"]


class EntryForm(forms.Form):
    """A step in the thread of a request."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What happened"), choices=RequestEntry.Kind.choices, widget=forms.RadioSelect
    )
    on = _day(gettext_lazy("On which day"), required=True)
    words = _text(gettext_lazy("What was written or said"), 8000, required=False, rows=4)


class MeasureForm(forms.Form):
    """How a part is measured; each of the five is given, left open by the text, or not entered yet."""

    owners = forms.MultipleChoiceField(
        label=gettext_lazy("Who is to act"),
        choices=list(OWNER_KINDS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    owner_name = _text(gettext_lazy("Which one, if the text names it"), 160, required=False)
    answer_type = forms.ChoiceField(
        label=gettext_lazy("What is answered"),
        choices=[("", gettext_lazy("not said yet")), *Measure.AnswerType.choices],
        required=False,
    )
    indicator = forms.ChoiceField(label=gettext_lazy("Indicator of this site"), required=False)
    indicator_code = _text(
        gettext_lazy("Or an indicator of others"), 80, gettext_lazy("As in: SDG 11.5.1"), required=False
    )
    unit = _text(gettext_lazy("Its unit"), 40, gettext_lazy("share for a part of the whole"), required=False)
    question = _text(gettext_lazy("The question, for yes or no and for levels"), 300, required=False)
    scale = _text(
        gettext_lazy("Levels"), 600, gettext_lazy("One in each line, the lowest first"), required=False, rows=3
    )
    baseline_value = _number(gettext_lazy("From where"), gettext_lazy("A share as 0.63 for 63 %"))
    baseline_year = forms.IntegerField(
        label=gettext_lazy("Year of that figure"),
        required=False,
        min_value=1900,
        max_value=2200,
        widget=forms.TextInput({"inputmode": "numeric", "size": "6"}),
        error_messages={"invalid": gettext_lazy("Enter the year, like 2026.")},
    )
    aim = forms.ChoiceField(
        label=gettext_lazy("The target asks for"),
        choices=[
            ("", gettext_lazy("not said yet")),
            (Aim.AT_LEAST.value, gettext_lazy("at least")),
            (Aim.AT_MOST.value, gettext_lazy("at most")),
            (Aim.RISE_BY.value, gettext_lazy("a rise by a share of the start")),
            (Aim.FALL_BY.value, gettext_lazy("a fall by a share of the start")),
        ],
        required=False,
    )
    target_value = _number(
        gettext_lazy("How much"), gettext_lazy("A share as 0.8 for 80 %; 1 for a yes; the place of a level from 0")
    )
    target_words = _text(gettext_lazy("How the text says it"), 300, required=False)
    due = _day(gettext_lazy("By when"), gettext_lazy("The last day that the words allow"))
    left_open = forms.MultipleChoiceField(
        label=gettext_lazy("What the text leaves open"),
        choices=list(ASPECTS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    network = forms.ModelChoiceField(
        label=gettext_lazy("Network whose cities answer it"),
        queryset=Network.objects.none(),
        required=False,
        empty_label=gettext_lazy("none yet"),
    )

    def __init__(self, *args: Any, network_ids: frozenset[int] | None, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        found = networks()
        chosen = found if network_ids is None else found.filter(pk__in=network_ids)
        self.fields["network"].queryset = chosen  # type: ignore[attr-defined]
        known = [("", _("none"))] + [(each.code, f"{each.name} ({each.unit})") for each in indicators()]
        self.fields["indicator"].choices = known  # type: ignore[attr-defined]

    def clean_owners(self) -> list[dict[str, str]]:
        """Kinds of those who act; the name goes with the first that is no city."""
        return [{"kind": OwnerKind(each).value} for each in self.cleaned_data["owners"]]
