"""The questions of a round, and the indicators that its network defines for itself."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nagara_web.accounts.requests import SignedInRequest, signed_in, standing
from nagara_web.accounts.standing import Role
from nagara_web.answers.actions import make_questionnaire
from nagara_web.figures.actions import define_indicator
from nagara_web.figures.queries import indicators
from nagara_web.rounds.access import round_to_manage
from nagara_web.rounds.actions.commitments import ask_commitments, asked_codes
from nagara_web.rounds.actions.principles import asked_principles
from nagara_web.rounds.choosing import choose_commitments, new_parts
from nagara_web.rounds.forms import ANSWER_TYPES, OwnIndicatorForm, QuestionsForm
from nagara_web.rounds.queries import Round
from nagara_web.rounds.refusals import NotReadyError
from nagara_web.rounds.refused_pages import says_why

__all__ = ["commitments", "own_indicator", "questions"]


def _check_open(found: Round) -> None:
    if found.questionnaire.is_frozen:
        raise NotReadyError("questions-frozen", _("The round is open, so its questions stay as they are."))


@signed_in
@says_why
def questions(request: SignedInRequest, slug: str) -> HttpResponse:
    """Which modules and which own indicators a round asks for."""
    found = round_to_manage(standing(request), slug)
    asked = found.questionnaire
    codes = list(asked.indicators.values_list("code", flat=True))
    kinds = dict(ANSWER_TYPES)
    promised, principles = asked_codes(found), asked_principles(found)
    initial = {"title": asked.title, "modules": asked.modules, "indicators": codes}
    data = request.POST if request.method == "POST" else None
    form = QuestionsForm(found.network_id, data, initial=initial, has_commitments=bool(promised or principles))
    if request.method == "POST":
        _check_open(found)
        if form.is_valid():
            given = form.cleaned_data
            make_questionnaire(
                asked.edition,
                title=given["title"],
                modules=given["modules"],
                indicators=[*given["indicators"], *promised, *principles],
            )
            messages.success(request, _("The questions are kept."))
            return redirect("round_questions", slug=slug)
    context = {
        "round": found,
        "form": form,
        "asked": [(each, kinds[each.answer_type]) for each in indicators(found.network_id) if each.code in codes],
        "promised": len(promised),
        "new": 0 if asked.is_frozen or promised else len(new_parts(found)),
        "principles": len(principles),
        "is_frozen": asked.is_frozen,
        "crumbs": [
            (_("My work"), reverse("work")),
            (found.title, reverse("console", args=[slug])),
            (_("Questions"), request.path),
        ],
    }
    return render(request, "rounds/questions.html", context, status=400 if form.errors else 200)


@signed_in
@says_why
def own_indicator(request: SignedInRequest, slug: str) -> HttpResponse:
    """Define an indicator of the network and ask for it in this round."""
    found = round_to_manage(standing(request), slug)
    _check_open(found)
    asked = found.questionnaire
    form = OwnIndicatorForm({each.code for each in indicators()}, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        fields = dict(form.cleaned_data)
        made = define_indicator(
            fields.pop("code"),
            **fields,
            network_id=found.network_id,
            person_id=request.user.pk,
            role=Role.SECRETARIAT.value,
        )
        codes = [*asked.indicators.values_list("code", flat=True), made.code]
        make_questionnaire(asked.edition, title=asked.title, modules=asked.modules, indicators=codes)
        messages.success(request, _("%(name)s is defined and asked for.") % {"name": made.name})
        return redirect("round_questions", slug=slug)
    context = {
        "form": form,
        "title": _("Define an indicator"),
        "lead": _("Once the round is open, it stays as it is: every city answers the same question."),
        "button": _("Define the indicator"),
        "crumbs": [
            (_("My work"), reverse("work")),
            (found.title, reverse("console", args=[slug])),
            (_("Questions"), reverse("round_questions", args=[slug])),
            (_("Define an indicator"), request.path),
        ],
    }
    return render(request, "rounds/form.html", context, status=400 if form.errors else 200)


@signed_in
@says_why
def commitments(request: SignedInRequest, slug: str) -> HttpResponse:
    """Choose the commitments that a round asks its cities about."""
    found = round_to_manage(standing(request), slug)
    _check_open(found)
    if request.method == "POST":
        count = ask_commitments(found, request.POST.getlist("parts"), person_id=request.user.pk)
        said = ngettext("%(count)s commitment is asked.", "%(count)s commitments are asked.", count)
        messages.success(request, said % {"count": count})
        return redirect("round_questions", slug=slug)
    context = {
        "round": found,
        "documents": choose_commitments(found, asked_codes(found)),
        "crumbs": [
            (_("My work"), reverse("work")),
            (found.title, reverse("console", args=[slug])),
            (_("Questions"), reverse("round_questions", args=[slug])),
            (_("Commitments"), request.path),
        ],
    }
    return render(request, "rounds/commitments.html", context)
