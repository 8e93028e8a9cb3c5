"""Letters of the secretariat: on which occasions there is cause to write, to whom, and in which words."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from nagara.reports.language import LANGUAGES
from nagara_web.accounts.requests import SignedInRequest, signed_in, standing
from nagara_web.meetings import actions, queries
from nagara_web.meetings.access import network_to_write_for
from nagara_web.meetings.message_forms import CitiesForm, WordsForm
from nagara_web.meetings.occasions import OCCASIONS, Occasion
from nagara_web.meetings.refusals import says_why
from nagara_web.places.queries import Network

__all__ = ["occasions", "words", "write"]

SHOWN: int = 50
"""Cities whose letters the page shows in full; the others get the same words."""


@require_safe
@signed_in
def occasions(request: SignedInRequest, network: str) -> HttpResponse:
    """On which occasions there is cause to write today."""
    who = standing(request)
    found = network_to_write_for(who, network)
    sent = queries.last_sent(found.pk)
    lines = []
    for code, occasion in OCCASIONS.items():
        days = [day for (known, _city), day in sent.items() if known == code]
        lines.append((code, occasion, len(queries.targets(found, code, who)), max(days, default=None)))
    context = {"network": found, "lines": lines, "crumbs": _crumbs(found)}
    return render(request, "meetings/messages.html", context)


@signed_in
@says_why
def write(request: SignedInRequest, network: str, occasion: str) -> HttpResponse:
    """Show each letter as its reader will get it, then send those that were chosen."""
    who = standing(request)
    found, about = network_to_write_for(who, network), _occasion(occasion)
    meeting = request.GET.get("meeting", "")
    due = queries.targets(found, occasion, who, meeting)
    initial = {"cities": [str(each.city.pk) for each in due]}
    form = CitiesForm(due, request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        ids = [int(each) for each in form.cleaned_data["cities"]]
        count = actions.send_letters(found, occasion, ids, who=who, person_id=request.user.pk, meeting=meeting)
        said = ngettext("Written to %(count)s city.", "Written to %(count)s cities.", count) % {"count": count}
        messages.success(request, said if count else _("These cities got this letter today already."))
        return redirect("messages", network=network)
    context = {
        "network": found,
        "code": occasion,
        "occasion": about,
        "form": form,
        "letters": queries.letters(found, occasion, who, [each.city.pk for each in due[:SHOWN]], meeting),
        "more": max(0, len(due) - SHOWN),
        "languages": [(code, queries.words_of(found.pk, occasion, code)[1]) for code in LANGUAGES],
        "crumbs": _crumbs(found, str(about.title)),
    }
    return render(request, "meetings/message_write.html", context, status=400 if form.errors else 200)


@signed_in
@says_why
def words(request: SignedInRequest, network: str, occasion: str, language: str) -> HttpResponse:
    """Write the network's own words for an occasion in one language, or go back to the usual ones."""
    found, about = network_to_write_for(standing(request), network), _occasion(occasion)
    if language not in LANGUAGES:
        raise Http404
    said, is_own = queries.words_of(found.pk, occasion, language)
    if request.method == "POST" and request.POST.get("act") == "usual":
        actions.drop_words(found, occasion, language, person_id=request.user.pk)
        return redirect("message_write", network=network, occasion=occasion)
    initial = {"subject": said.subject, "body": said.body}
    form = WordsForm(occasion, request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.keep_own_words(found, occasion, language, person_id=request.user.pk, **form.cleaned_data)
        return redirect("message_write", network=network, occasion=occasion)
    context = {
        "network": found,
        "code": occasion,
        "occasion": about,
        "language": language,
        "form": form,
        "is_own": is_own,
        "crumbs": _crumbs(found, str(about.title), occasion),
    }
    return render(request, "meetings/message_words.html", context, status=400 if form.errors else 200)


def _occasion(code: str) -> Occasion:
    if code not in OCCASIONS:
        raise Http404
    return OCCASIONS[code]


def _crumbs(network: Network, title: str = "", occasion: str = "") -> list[tuple[str, str]]:
    crumbs = [(_("My work"), reverse("work"))]
    crumbs.append((_("Letters"), reverse("messages", args=[network.slug]) if title else ""))
    if title:
        crumbs.append((title, reverse("message_write", args=[network.slug, occasion]) if occasion else ""))
    return [*crumbs, (_("The words"), "")] if occasion else crumbs
