"""One clause on the desk: agree with it, say what it does, split it, join it, choose its parts' words."""

from __future__ import annotations

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nagara_web.accounts.requests import SignedInRequest, signed_in, standing
from nagara_web.declarations import access, queries
from nagara_web.declarations.actions import clauses as actions
from nagara_web.declarations.actions.wording import raw_words
from nagara_web.declarations.desk_page import Word, words_of
from nagara_web.declarations.errors import DeclarationRefusedError
from nagara_web.declarations.forms import KindForm, WordsForm
from nagara_web.declarations.parts_form import chosen_parts, part_choices
from nagara_web.declarations.views.asking import By, acting, crumbs_of, do
from nagara_web.ui.asked import number_in

__all__ = ["declaration_clause"]


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def declaration_clause(request: SignedInRequest, slug: str, key: str) -> HttpResponse:
    """One clause with everything that can be corrected about it."""
    who = standing(request)
    document = access.must_keep(who, slug)
    clause = queries.clause(document.pk, key)
    words = _words(document, clause)
    if request.method == "POST":
        return _correct(request, document, clause, words, acting(request))
    said = {"kind": clause.kind, "is_wish": clause.is_wish, "theme": clause.theme}
    said |= {"addressees": "\n".join(clause.addressees)}
    context = {
        "document": document,
        "clause": clause,
        "words": words,
        "form": KindForm(initial=said),
        "rows": part_choices(clause, words),
        "words_form": WordsForm(initial={"words": raw_words(document, clause)}) if document.is_correction else None,
        "requests": queries.requests_of(clause, sent_only=False),
        "next": queries.next_waiting(document.pk, clause.position),
        "crumbs": [*crumbs_of(document), (clause.label or clause.key, request.path)],
    }
    return render(request, "declarations/desk_clause.html", context)


def _correct(
    request: SignedInRequest, document: queries.Document, clause: queries.Clause, words: list[Word], by: By
) -> HttpResponse:
    what, given = request.POST.get("do", ""), request.POST

    def act() -> str:
        if what == "confirm":
            actions.confirm_clause(document.pk, clause.key, **by)
            return _("Clause %(key)s is confirmed.") % {"key": clause.key}
        if what == "kind":
            _set_kind(document.pk, clause.key, given, by)
            return _("The kind of clause %(key)s is saved.") % {"key": clause.key}
        if what == "split":
            new = actions.split_clause(document.pk, clause.key, at=_start_of(words, given.get("at")), **by)
            return _("The clause is split; the second one is %(key)s.") % {"key": new}
        if what == "join":
            actions.join_with_next(document.pk, clause.key, **by)
            return _("The two clauses are one now.")
        if what == "words":
            actions.set_words(document.pk, clause.key, given.get("words", ""), **by)
            return _("The words of clause %(key)s are saved.") % {"key": clause.key}
        if what == "parts":
            actions.set_parts(document.pk, clause.key, chosen_parts(given, words), **by)
            return _("The parts of clause %(key)s are saved.") % {"key": clause.key}
        raise Http404

    after = queries.next_waiting(document.pk, clause.position) if what == "confirm" else clause.key
    back = reverse("declaration_clause", args=[document.slug, after]) if after else None
    return do(request, act, back or reverse("declaration_desk", args=[document.slug]))


def _set_kind(document_id: int, key: str, given: QueryDict, by: By) -> None:
    form = KindForm(given)
    if not form.is_valid():
        raise DeclarationRefusedError(_("Choose what the clause does."), "kind")
    said = form.cleaned_data
    actions.set_kind(
        document_id,
        key,
        kind=said["kind"],
        is_wish=said["is_wish"],
        addressees=said["addressees"].splitlines(),
        theme=said["theme"],
        **by,
    )


def _words(document: queries.Document, clause: queries.Clause) -> list[Word]:
    place = clause.places.get(document.language)
    text = next((each.text for each in queries.texts_of(document.pk) if each.language == document.language), "")
    return words_of(text, *place) if place else []


def _start_of(words: list[Word], number: str | None) -> int:
    chosen = number_in(number)
    return next((each.start for each in words if each.number == chosen), -1)
