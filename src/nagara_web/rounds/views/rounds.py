"""Plan, change and open a round."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from nagara_web.accounts.requests import SignedInRequest, signed_in, standing
from nagara_web.accounts.standing import Role
from nagara_web.answers.actions import make_questionnaire
from nagara_web.places.queries import members_on, networks
from nagara_web.rounds import actions
from nagara_web.rounds.access import round_to_manage
from nagara_web.rounds.forms import RoundForm
from nagara_web.rounds.queries import Round
from nagara_web.rounds.refusals import NotReadyError
from nagara_web.rounds.refused_pages import says_why
from nagara_web.ui.calendar_fields import readings

__all__ = ["edit_round", "new_round", "open_round"]


def _crumbs(found: Round | None, words: str) -> list[tuple[str, str]]:
    start = [(_("My work"), reverse("work"))]
    return [*start, *([(found.title, reverse("console", args=[found.slug]))] if found else []), (words, "")]


def _say_readings(request: SignedInRequest, form: RoundForm) -> None:
    for sentence in readings(form):
        messages.info(request, sentence)


@signed_in
@says_why
def new_round(request: SignedInRequest) -> HttpResponse:
    """Plan a round that only the secretariat sees until it is opened."""
    managed = standing(request).networks(Role.SECRETARIAT)
    if not managed:
        raise Http404
    choices = [(str(each.pk), each.name) for each in networks() if each.pk in managed]
    form = RoundForm(
        choices, None, request.POST if request.method == "POST" else None, initial={"reminder_days": "30, 14, 3"}
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = _plan(form, request.user.pk)
        except NotReadyError as refused:
            form.add_error("title" if refused.because == "slug-taken" else None, refused.sentence)
        else:
            _say_readings(request, form)
            messages.success(request, _("Planned. Choose the questions, then open the round."))
            return redirect("round_questions", slug=made.slug)
    context = {
        "form": form,
        "title": _("Plan a round"),
        "lead": _("Only the secretariat sees it until you open it."),
        "button": _("Plan the round"),
        "crumbs": _crumbs(None, _("Plan a round")),
    }
    return render(request, "rounds/form.html", context, status=400 if form.errors else 200)


def _plan(form: RoundForm, person_id: int) -> Round:
    given = form.cleaned_data
    slug = slugify(given["title"])[:50] or f"round-{given['year']}"
    chosen = given["questionnaire"]
    questions = int(chosen) if chosen else make_questionnaire(f"{slug[:40]}-questions", title=given["title"]).pk
    return actions.plan_round(
        network_id=int(given["network"]),
        slug=slug,
        title=given["title"],
        year=given["year"],
        questionnaire_id=questions,
        opens_on=given["opens_on"],
        closes_on=given["closes_on"],
        reminder_days=given["reminder_days"],
        person_id=person_id,
    )


@signed_in
@says_why
def edit_round(request: SignedInRequest, slug: str) -> HttpResponse:
    """Change a round; once it is open, only its title, last day and reminders."""
    found = round_to_manage(standing(request), slug)
    initial = {
        "title": found.title,
        "year": found.year,
        "questionnaire": str(found.questionnaire_id),
        "opens_on": found.opens_on,
        "closes_on": found.closes_on,
        "reminder_days": ", ".join(map(str, found.reminder_days)),
    }
    form = RoundForm([], found, request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        fields = dict(form.cleaned_data)
        if chosen := fields.pop("questionnaire", ""):
            fields["questionnaire_id"] = int(chosen)
        try:
            actions.change_round(found.pk, person_id=request.user.pk, **fields)
        except NotReadyError as refused:
            form.add_error("closes_on", refused.sentence)
        else:
            _say_readings(request, form)
            messages.success(request, _("The round is changed."))
            return redirect("console", slug=slug)
    locked = _("The round is open: its questions, year and first day stay as they are.") if found.is_published else ""
    context = {
        "form": form,
        "title": _("Change the round"),
        "lead": locked,
        "button": _("Save the round"),
        "crumbs": _crumbs(found, _("Change the round")),
    }
    return render(request, "rounds/form.html", context, status=400 if form.errors else 200)


@signed_in
@says_why
def open_round(request: SignedInRequest, slug: str) -> HttpResponse:
    """Open the round: a page of its own that counts whom it tells."""
    found = round_to_manage(standing(request), slug)
    if request.method == "POST":
        actions.announce_round(found.pk, person_id=request.user.pk)
        messages.success(request, _("The round is open, and its members are told."))
        return redirect("console", slug=slug)
    context = {
        "round": found,
        "members": members_on(found.network_id, found.opens_on).count(),
        "crumbs": _crumbs(found, _("Open the round")),
    }
    return render(request, "rounds/open.html", context)
