"""Agreements as everybody reads them."""

from __future__ import annotations

from typing import Final

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nagara.commitments.obligations import AgreementState
from nagara_web.accounts.requests import standing
from nagara_web.agreements import queries
from nagara_web.agreements.access import file_for, works_on
from nagara_web.ui.paging import kept_query, one_page

__all__ = ["agreement", "agreement_file", "agreements"]

CONTENT_TYPES: Final = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "txt": "text/plain; charset=utf-8",
}


@require_safe
def agreements(request: HttpRequest) -> HttpResponse:
    """The register: who agreed with whom on what, and what is late."""
    wanted, today = queries.wanted_of(request.GET), timezone.localdate()
    every = queries.register(queries.Wanted(), today)
    lines = queries.register(wanted, today) if wanted.is_anything else every
    pages = one_page(request, lines)
    same = request.GET.copy()
    same.pop("page", None)
    context = {
        "lines": list(pages),
        "page": pages,
        "kept": kept_query(request),
        "query": same.urlencode(),
        "wanted": wanted,
        "choices": queries.choices_of(every),
        "is_empty": not every,
        "count": len(lines),
        "in_force": sum(each.days.state is AgreementState.IN_FORCE for each in lines),
        "late": sum(len(each.late) for each in lines),
        "is_invented": any(each.agreement.is_invented for each in pages),
        "crumbs": [(_("Home"), "/"), (_("Agreements"), request.path)],
    }
    return render(request, "agreements/agreements.html", context)


@require_safe
def agreement(request: HttpRequest, slug: str) -> HttpResponse:
    """One agreement: parties, days, what it obliges whom to and what became of that."""
    line = queries.public_agreement(slug, timezone.localdate())
    context = {
        "line": line,
        "agreement": line.agreement,
        "works": works_on(standing(request), slug),
        "crumbs": [(_("Home"), "/"), (_("Agreements"), reverse("agreements")), (line.agreement.title, request.path)],
    }
    return render(request, "agreements/agreement.html", context)


@require_safe
def agreement_file(request: HttpRequest, slug: str, pk: int, name: str) -> FileResponse:
    """The document of an agreement, to be kept and not to be run."""
    found = file_for(standing(request), slug, pk)
    response = FileResponse(found.file.open("rb"), as_attachment=True, filename=found.name)
    response["Content-Type"] = CONTENT_TYPES[found.kind]
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    patch_cache_control(response, private=True, no_store=True)
    return response
