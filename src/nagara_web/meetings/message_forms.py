"""Forms of letters: to which cities, and in which words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nagara_web.meetings.occasions import OCCASIONS, unknown_gaps
from nagara_web.meetings.queries import Target
from nagara_web.ui.plain_text import OneLineField

__all__ = ["CitiesForm", "WordsForm"]


class CitiesForm(forms.Form):
    """Cities that get the letter."""

    cities = forms.MultipleChoiceField(
        label=gettext_lazy("Cities"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one city.")},
    )

    def __init__(self, targets: list[Target], *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        choices = [(str(each.city.pk), each.city.name) for each in targets]
        self.fields["cities"].choices = choices  # type: ignore[attr-defined]  # it is a choice


class WordsForm(forms.Form):
    """A network's own words for one occasion, in one language."""

    subject = OneLineField(
        label=gettext_lazy("Subject"),
        max_length=160,
        error_messages={"required": gettext_lazy("Write the subject.")},
    )
    body = forms.CharField(
        label=gettext_lazy("Letter"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 12}),
        error_messages={"required": gettext_lazy("Write the letter.")},
    )

    def __init__(self, occasion: str, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.occasion = occasion
        gaps = ", ".join(f"{{{each}}}" for each in OCCASIONS[occasion].gaps)
        self.fields["body"].help_text = _("Filled in for each reader: %(gaps)s") % {"gaps": gaps}

    def clean(self) -> dict[str, Any]:
        """Every gap can be filled."""
        given: dict[str, Any] = super().clean() or {}
        for name in ("subject", "body"):
            unknown = unknown_gaps(self.occasion, given.get(name) or "")
            if unknown:
                text = _("Nothing fills %(gaps)s. Correct it, or leave it out.")
                self.add_error(name, text % {"gaps": ", ".join(unknown)})
        return given
