"""Ask for the twelve principles, or no longer: one button of the questions of a round."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from nagara_web.accounts.requests import SignedInRequest, signed_in, standing
from nagara_web.rounds.access import round_to_manage
from nagara_web.rounds.actions.principles import ask_principles
from nagara_web.rounds.refusals import NotReadyError
from nagara_web.rounds.refused_pages import says_why

__all__ = ["principles"]


@require_POST
@signed_in
@says_why
def principles(request: SignedInRequest, slug: str) -> HttpResponse:
    """Ask every city how far it is with the twelve principles, or take the set out again."""
    found = round_to_manage(standing(request), slug)
    if found.questionnaire.is_frozen:
        raise NotReadyError("questions-frozen", _("The round is open, so its questions stay as they are."))
    count = ask_principles(found, is_asked=request.POST.get("act") != "remove", person_id=request.user.pk)
    said = ngettext("%(count)s principle is asked.", "%(count)s principles are asked.", count) % {"count": count}
    messages.success(request, said if count else _("The principles are not asked."))
    return redirect("round_questions", slug=slug)
