"""Forms of what goes on around a plan: who reads it, its round, what it serves, what is asked beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nagara.pathways.least_cost.fronts.wish import FRONT_WORDS
from nagara_web.answers.queries import AnswerSet
from nagara_web.plans.models import Plan
from nagara_web.plans.serving import Offer
from nagara_web.plans.words import figure_words
from nagara_web.ui.plain_text import OneLineField

__all__ = ["AttachForm", "FrontForm", "ServesForm", "ShareForm", "StagesForm"]

NO_CHOICE: Final = gettext_lazy("Choose one of the list.")


class ShareForm(forms.Form):
    """Who reads a plan."""

    state = forms.ChoiceField(
        label=gettext_lazy("Who reads this plan"),
        choices=Plan.State.choices,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": NO_CHOICE, "required": NO_CHOICE},
    )

    def __init__(self, *args: Any, is_head: bool, **kwargs: Any) -> None:  # noqa: ANN401  (as Django has it)
        super().__init__(*args, **kwargs)
        hint = _("A plan that everybody reads is marked as a plan: its figures are not figures of the city.")
        if not is_head:
            hint = _("Only the head of the city can show a plan to everybody, or take it back.")
            chosen = [each for each in Plan.State.choices if each[0] != Plan.State.PUBLIC]
            self.fields["state"].choices = chosen  # type: ignore[attr-defined]  # it is a choice
        self.fields["state"].help_text = hint


class AttachForm(forms.Form):
    """With which answers of its city a plan goes to the reviewers of a round."""

    attached_to = forms.ChoiceField(
        label=gettext_lazy("Round that this plan is attached to"),
        help_text=gettext_lazy(
            "Whoever reviews the report of that round reads the plan with it, once it is submitted."
        ),
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": NO_CHOICE},
    )

    def __init__(self, rounds: Sequence[AnswerSet], *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        words = _("Report for %(year)s in the round of %(network)s")
        named = [(str(each.pk), words % {"year": each.year, "network": each.network.short_name}) for each in rounds]
        self.fields["attached_to"].choices = [*named, ("", _("No round"))]  # type: ignore[attr-defined]  # it is a choice

    def clean_attached_to(self) -> int | None:
        """The answers, or nothing."""
        chosen: str = self.cleaned_data["attached_to"]
        return int(chosen) if chosen else None


class FrontForm(forms.Form):
    """Which figure cost is to be held against."""

    figure = forms.ChoiceField(
        label=gettext_lazy("Cost against"), error_messages={"invalid_choice": NO_CHOICE, "required": NO_CHOICE}
    )

    def __init__(self, plan: Plan, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  (as Django has it)
        super().__init__(*args, **kwargs)
        codes = dict.fromkeys(FRONT_WORDS.values())
        chosen = [(code, figure_words(code)) for code in codes if code not in plan.fronts]
        self.fields["figure"].choices = chosen  # type: ignore[attr-defined]  # it is a choice


class StagesForm(forms.Form):
    """For how many draws one programme of building is sought, and what it makes smallest."""

    draws = forms.TypedChoiceField(
        label=gettext_lazy("How many draws it is for"),
        help_text=gettext_lazy("Each is a city that could be yours: other amounts, other waste, other prices."),
        choices=[(3, "3"), (5, "5"), (10, "10")],
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": NO_CHOICE, "required": NO_CHOICE},
    )
    aim = forms.ChoiceField(
        label=gettext_lazy("What counts"),
        choices=[
            ("mean", gettext_lazy("What it costs on average over the draws")),
            ("regret", gettext_lazy("What it costs more than the best plan of a draw, where that is most")),
        ],
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": NO_CHOICE, "required": NO_CHOICE},
    )


class ServesForm(forms.Form):
    """Which commitments a plan serves, and what is looked for among them."""

    serves = forms.MultipleChoiceField(required=False, error_messages={"invalid_choice": NO_CHOICE})
    theme = forms.ChoiceField(label=gettext_lazy("Theme"), required=False)
    q = OneLineField(label=gettext_lazy("Words of the commitment"), required=False, max_length=120)

    def __init__(self, offered: Offer, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.offered = offered
        every = [(each.code, each.label) for each in (*offered.proposed, *offered.found)]
        self.fields["serves"].choices = every  # type: ignore[attr-defined]  # it is a choice
        themes = [("", _("All themes")), *((each, each) for each in offered.themes)]
        self.fields["theme"].choices = themes  # type: ignore[attr-defined]  # it is a choice

    @property
    def chosen(self) -> frozenset[str]:
        """What is ticked now."""
        return frozenset(self["serves"].value() or ())
