"""Correct a published document on its desk, and read the versions that corrections have replaced."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from nagara_web.accounts.requests import SignedInRequest, signed_in, standing
from nagara_web.declarations import access, queries
from nagara_web.declarations.actions import correcting as actions
from nagara_web.declarations.forms import CorrectionForm
from nagara_web.declarations.queries.versions import correction_of, version_of
from nagara_web.declarations.version_page import version_page
from nagara_web.declarations.views.asking import acting, ask, crumbs_of

__all__ = ["declaration_correct", "document_version"]


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def declaration_correct(request: SignedInRequest, slug: str) -> HttpResponse:
    """Begin to correct a published document, with a word of why; a correction at work is gone on with."""
    who = standing(request)
    document = access.must_keep(who, slug)
    at_work = correction_of(document)
    if at_work is not None:
        return redirect("declaration_desk", at_work.slug)
    form = CorrectionForm(request.POST or None)

    def act() -> str:
        made = actions.open_correction(document.pk, why=form.cleaned_data["why"], **acting(request))
        return reverse("declaration_desk", args=[made.slug])

    return ask(
        request,
        form,
        act,
        title=_("Correct %(title)s") % {"title": document.title},
        button=_("Begin the correction"),
        done=_("The correction is open. Everybody reads the document as it was until a second person publishes it."),
        crumbs=crumbs_of(document),
        lead=_(
            "The correction becomes version %(number)s. The version before stays readable, and the register says what was changed, when and why."  # noqa: E501  (one sentence for the translator)
        )
        % {"number": document.version + 1},
    )


@require_safe
def document_version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A version that a correction has replaced; the newest one has the address of the document."""
    document = queries.document(slug)
    if number == document.version:
        return redirect("document", slug)
    page = version_page(document, version_of(document, number))
    title = _("Version %(number)s") % {"number": number}
    here = [(_("Home"), "/"), (_("Declarations"), reverse("declarations"))]
    crumbs = [*here, (document.title, reverse("document", args=[slug])), (title, request.path)]
    return render(request, "declarations/version.html", {"page": page, "document": document, "crumbs": crumbs})
