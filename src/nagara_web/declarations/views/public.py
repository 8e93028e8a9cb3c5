"""What everybody reads: the register, a document, a clause, the thread of a promise."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from nagara.exchange.akoma_ntoso import akoma_ntoso
from nagara_web.accounts.requests import standing
from nagara_web.declarations import access, queries
from nagara_web.declarations.clause_page import clause_page
from nagara_web.declarations.document_page import document_page, stretches
from nagara_web.declarations.nouns import document_noun, text_of
from nagara_web.declarations.paged_text import CLAUSES_ON_A_PAGE, clauses_shown, pieces_shown
from nagara_web.declarations.queries import ClauseKind
from nagara_web.declarations.register_page import chosen, register_page
from nagara_web.declarations.thread_picture import described, drawn
from nagara_web.declarations.version_page import version_lines
from nagara_web.ui.paging import kept_query, one_page

__all__ = ["akoma_ntoso_file", "clause", "declarations", "document", "thread"]


@require_safe
def declarations(request: HttpRequest) -> HttpResponse:
    """All published documents by year and forum, narrowed by what was asked."""
    asked = chosen(request)
    found = one_page(request, queries.documents(**asked))
    count = found.paginator.count
    said = ngettext("%(count)s document since %(year)s.", "%(count)s documents since %(year)s.", count)
    years = queries.years()
    context = {
        "answer": said % {"count": count, "year": years[-1]} if years and not any(asked.values()) else "",
        "page": found,
        "kept": kept_query(request),
        "register": register_page(found, asked["sought"]),
        "asked": asked,
        "forums": queries.forums(),
        "years": years,
        "themes": queries.themes(),
        "kinds": ClauseKind.choices,
        "threads": queries.threads() if not any(asked.values()) else (),
        "crumbs": [(_("Home"), "/"), (_("Declarations"), request.path)],
    }
    return render(request, "declarations/register.html", context)


@require_safe
def document(request: HttpRequest, slug: str) -> HttpResponse:
    """One document: its facts, what sources say, its clauses, what it continues."""
    found = queries.document(slug)
    clauses = list(queries.clauses_of(found.pk))
    shown = clauses_shown(request, clauses, CLAUSES_ON_A_PAGE)
    page = document_page(found, list(shown.object_list))
    context = {
        "of_text": shown,
        "page": page,
        "document": found,
        "versions": version_lines(found),
        "stretches": [(each, pieces_shown(stretches(each, clauses), shown)) for each in page.texts],
        "keeps": access.may_keep(standing(request), found),
        "crumbs": [*_crumbs(), (found.title, request.path)],
    }
    return render(request, "declarations/document.html", context)


@require_safe
def akoma_ntoso_file(request: HttpRequest, slug: str) -> HttpResponse:
    """The document as Akoma Ntoso 3.0: its first text, or the one in the language that ``?language=`` names."""
    found = queries.document(slug)
    wanted = request.GET.get("language") or found.language
    texts = [each for each in document_page(found).texts if each.language == wanted]
    if not texts:
        raise Http404
    text = text_of(texts[0], queries.clauses_of(found.pk))
    data = akoma_ntoso(document_noun(found), text, made_on=found.published_at.date() if found.published_at else None)
    response = HttpResponse(data, content_type="application/akn+xml; charset=utf-8")
    response["Access-Control-Allow-Origin"] = "*"
    return response


@require_safe
def clause(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """One clause; the permalink of a part leads to its place on this page."""
    found = queries.document(slug)
    key, dot, letter = key.partition(".")
    if not queries.has_clause(found.pk, key, letter):
        return _where_it_stood(found, key, letter)
    if dot:
        return redirect(f"{reverse('clause', args=[slug, key])}#part-{letter}")
    page = clause_page(found, key, timezone.localdate())
    label = _("Clause %(key)s") % {"key": page.clause.label.rstrip(".") or page.clause.key}
    context = {
        "page": page,
        "document": found,
        "label": label,
        "known_documents": queries.known_slugs(page.clause),
        "keeps": access.may_keep(standing(request), found),
        "crumbs": [*_crumbs(), (found.title, reverse("document", args=[slug])), (label, request.path)],
        **_thread_context(page.thread),
    }
    return render(request, "declarations/clause.html", context)


def _where_it_stood(found: queries.Document, key: str, letter: str) -> HttpResponse:
    """A clause or part that a correction took away is read in the last version that has it."""
    version = queries.version_with(found, key, letter)
    if version is None:
        raise Http404
    anchor = f"part-{key}.{letter}" if letter else f"clause-{key}"
    return redirect(f"{reverse('document_version', args=[found.slug, version.number])}#{anchor}")


@require_safe
def thread(request: HttpRequest, name: str) -> HttpResponse:
    """The thread of one promise through the years, by its name or by any of its clauses."""
    found = queries.thread_of(name)
    context = {"crumbs": [*_crumbs(), (found.title, request.path)], **_thread_context(found)}
    return render(request, "declarations/thread.html", context)


def _thread_context(found: queries.ThreadPage | None) -> dict[str, object]:
    if found is None:
        return {"thread": None}
    today = timezone.localdate()
    wide, narrow = drawn(found, today)
    return {"thread": found, "thread_said": described(found, today), "thread_wide": wide, "thread_narrow": narrow}


def _crumbs() -> list[tuple[str, str]]:
    return [(_("Home"), "/"), (_("Declarations"), reverse("declarations"))]
