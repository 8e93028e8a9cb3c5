"""The notices of a person, and the buttons that follow something."""

from __future__ import annotations

import re
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nagara_web.accounts.actions.people import change_person
from nagara_web.accounts.queries import person
from nagara_web.accounts.requests import SignedInRequest, signed_in
from nagara_web.notices.actions import follow, mark_read, unfollow
from nagara_web.notices.queries import follows_of, inbox
from nagara_web.notices.unsubscribing import person_of_word
from nagara_web.ui.asked import number_in

__all__ = ["follow_or_not", "no_daily_letter", "notices", "read"]

TOPICS: Final = ("city", "indicator", "round")
SLUG: Final = re.compile(r"[\w-]{1,80}")


@require_safe
@signed_in
def notices(request: SignedInRequest) -> HttpResponse:
    """What somebody was told, unread first, and what they follow."""
    lines = inbox(request.user.pk)
    context = {
        "unread": [each for each in lines if not each.is_read],
        "read": [each for each in lines if each.is_read],
        "follows": follows_of(request.user.pk),
        "wants_digest": request.user.wants_digest,
        "crumbs": [(_("Home"), "/"), (_("Notices"), request.path)],
    }
    return render(request, "notices/notices.html", context)


@require_POST
@signed_in
def read(request: SignedInRequest) -> HttpResponse:
    """Mark one notice as read, or all."""
    mark_read(request.user.pk, number_in(request.POST.get("notice")))
    return redirect("notices")


@require_POST
@signed_in
def follow_or_not(request: SignedInRequest) -> HttpResponse:
    """Follow something, or stop to; then back to where the button was."""
    topic, slug = request.POST.get("topic", ""), request.POST.get("slug", "")
    if topic not in TOPICS or not SLUG.fullmatch(slug):
        raise Http404
    (follow if request.POST.get("wanted") == "yes" else unfollow)(request.user.pk, topic, slug)
    back = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return redirect(back if is_ours else "notices")


@csrf_exempt  # a mail program presses the button of the letter, and has no cookie (RFC 8058)
@require_http_methods(["GET", "HEAD", "POST"])
def no_daily_letter(request: HttpRequest, word: str) -> HttpResponse:
    """Stop the daily letter of whoever got it; the word in the link is the proof."""
    person_id = person_of_word(word)
    if person_id is None:
        raise Http404
    if request.method == "POST":
        who = person(person_id)
        change_person(person_id, name=who.name, language=who.language, time_zone=who.time_zone, wants_digest=False)
    return render(request, "notices/no_daily_letter.html", {"is_stopped": request.method == "POST"})
