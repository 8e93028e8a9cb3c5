"""The log, for those who keep the site or a network."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nagara_web.accounts import access, queries
from nagara_web.accounts.forms import LogFilter
from nagara_web.accounts.models import Role
from nagara_web.accounts.requests import SignedInRequest, signed_in, standing
from nagara_web.audit.queries import verify
from nagara_web.audit.words import event_words, role_words

__all__ = ["log"]

ROWS_ON_A_PAGE = 50


@require_safe
@signed_in
def log(request: SignedInRequest) -> HttpResponse:
    """Every change, newest first: all of them for administrators, those of its cities for a secretariat."""
    who = standing(request)
    if not who.holds(Role.ADMINISTRATOR, Role.SECRETARIAT):
        raise Http404
    form = LogFilter(access.cities_for(who), queries.log_actions(who), request.GET or None)
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
    events = queries.log_events(who, city_id=getattr(chosen.get("city"), "pk", None), action=chosen.get("action", ""))
    page = Paginator(events, ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    kept = request.GET.copy()
    kept.pop("page", None)
    context = {
        "crumbs": [(_("My work"), "/work/"), (_("Log"), "")],
        "form": form,
        "page": page,
        "lines": [(each, event_words(each.action), role_words(each.actor_role)) for each in page],
        "kept": kept.urlencode(),
        "verification": verify() if request.GET.get("check") == "1" else None,
    }
    return render(request, "accounts/log.html", context)
