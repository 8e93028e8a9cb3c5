"""Documents, their texts and their clauses."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import Http404

from nagara_web.accounts.standing import Standing
from nagara_web.declarations.access import documents_for, readable
from nagara_web.declarations.models import Clause, ClauseChange, Document, Forum, Part, Session, State, TextEdition

__all__ = [
    "changes_of",
    "clause",
    "clauses_of",
    "clauses_to_confirm",
    "document",
    "documents",
    "documents_of_sessions",
    "forums",
    "has_clause",
    "known_slugs",
    "next_waiting",
    "on_desk",
    "session",
    "sessions",
    "text_edition",
    "texts_of",
    "themes",
    "waiting_for",
    "years",
]


def documents(
    *, forum: str = "", kind: str = "", year: int | None = None, theme: str = "", sought: str = ""
) -> QuerySet[Document]:
    """Published documents, newest first, with how many clauses of each kind they have.

    Parameters
    ----------
    forum
        Only of the forum with this slug.
    kind
        Only those with a clause of this kind, by its letter.
    year
        Only of this year.
    theme
        Only those with a clause or part of this theme.
    sought
        Words that stand in the title or in a clause, in any language.
    """
    found = Document.objects.filter(state=State.PUBLISHED).select_related("session__forum")
    if forum:
        found = found.filter(session__forum__slug=forum)
    if year is not None:
        found = found.filter(session__year=year)
    inner = _clauses_that(kind=kind, theme=theme, sought=sought)
    if inner is not None:
        named = Q(title__icontains=sought) | Q(slug__icontains=sought) if sought and not kind and not theme else Q()
        found = found.filter(
            Q(pk__in=inner.values("document")) | named if named else Q(pk__in=inner.values("document"))
        )
    kinds = {f"{name}_count": Count("clauses", filter=Q(clauses__kind=letter)) for letter, name in COUNTED.items()}
    return found.annotate(**kinds).order_by("-session__year", "session__forum__slug", "-adopted_on", "slug")


COUNTED = {"C": "commitment", "R": "reaffirmation", "Q": "request", "F": "fact"}
"""Columns of counts by the letter of the kind."""


def _clauses_that(*, kind: str, theme: str, sought: str) -> QuerySet[Clause] | None:
    if not (kind or theme or sought):
        return None
    found = Clause.objects.all()
    if kind:
        found = found.filter(kind=kind)
    if theme:
        found = found.filter(Q(theme=theme) | Q(parts__theme=theme))
    for word in sought.lower().split():
        found = found.filter(sought__contains=word)
    return found


def document(slug: str) -> Document:
    """One published document; 404 otherwise."""
    return readable(slug)


def documents_of_sessions(session_ids: Iterable[int]) -> QuerySet[Document]:
    """Published documents that sessions adopted."""
    return Document.objects.filter(session_id__in=list(session_ids), state=State.PUBLISHED)


def clauses_of(document_id: int) -> QuerySet[Clause]:
    """Clauses of a document in the order of the text, with their parts."""
    found = Clause.objects.filter(document_id=document_id).select_related("document")
    return found.prefetch_related("parts").order_by("position")


def clauses_to_confirm(document_id: int) -> QuerySet[Clause]:
    """The same with no more than a desk lists: a long text has thousands of them."""
    found = Clause.objects.filter(document_id=document_id).select_related("document")
    parts = Prefetch("parts", Part.objects.only("clause_id", "confidence_frac").order_by("pk"))
    heavy = ("sought", "mentions", "deadlines", "sources", "reasons", "addressees")
    return found.defer(*heavy).prefetch_related(parts).order_by("position")


def clause(document_id: int, key: str) -> Clause:
    """One clause by its key; 404 otherwise."""
    found = clauses_of(document_id).filter(key=key).first()
    if found is None:
        raise Http404
    return found


def has_clause(document_id: int, key: str, letter: str = "") -> bool:
    """Whether a document has a clause, and the part of it that is named."""
    found = Clause.objects.filter(document_id=document_id, key=key)
    return (found.filter(parts__key=letter) if letter else found).exists()


def texts_of(document_id: int) -> QuerySet[TextEdition]:
    """Texts of a document, one in each language."""
    return TextEdition.objects.filter(document_id=document_id).order_by("pk")


def text_edition(document: Document, pk: int) -> TextEdition:
    """One of them; 404 otherwise."""
    found = TextEdition.objects.filter(document=document, pk=pk).first()
    if found is None:
        raise Http404
    return found


def next_waiting(document_id: int, position: int) -> str:
    """Key of the next clause that waits for a person, from a place on and round again; empty if none does."""
    waiting = Clause.objects.filter(document_id=document_id, confirmed_at=None)
    after = waiting.filter(position__gt=position).order_by("position").first()
    before = waiting.filter(position__lt=position).order_by("position").first()
    found = after or before
    return found.key if found else ""


def known_slugs(clause: Clause) -> set[str]:
    """Published documents that a clause names."""
    named = [each["document_id"] for each in clause.mentions if each.get("document_id")]
    found = Document.objects.filter(slug__in=named, state=State.PUBLISHED) if named else Document.objects.none()
    return set(found.values_list("slug", flat=True))


def changes_of(document_id: int, limit: int = 30) -> list[ClauseChange]:
    """The last changes of the clauses of a draft, newest first."""
    return list(ClauseChange.objects.filter(document_id=document_id).select_related("person")[:limit])


def forums() -> QuerySet[Forum]:
    """All forums."""
    return Forum.objects.order_by("slug")


def sessions(forum: str = "") -> QuerySet[Session]:
    """Sessions, newest first."""
    found = Session.objects.select_related("forum")
    return found.filter(forum__slug=forum) if forum else found


def session(slug: str) -> Session | None:
    """One session by its slug, as in ``amf-2024``."""
    return Session.objects.select_related("forum").filter(slug=slug).first()


def years() -> list[int]:
    """Years of published documents, newest first."""
    found = Document.objects.filter(state=State.PUBLISHED).values_list("session__year", flat=True)
    return sorted(set(found), reverse=True)


def themes() -> list[str]:
    """Themes that clauses and parts of published documents have."""
    of_clauses = (
        Clause.objects.filter(document__state=State.PUBLISHED).exclude(theme="").values_list("theme", flat=True)
    )
    of_parts = Part.objects.filter(clause__document__state=State.PUBLISHED).exclude(theme="")
    return sorted({*of_clauses, *of_parts.values_list("theme", flat=True)})


def on_desk(standing: Standing) -> QuerySet[Document]:
    """Documents that somebody works on, those that are not published first."""
    found = documents_for(standing).annotate(
        clause_count=Count("clauses"), waiting_count=Count("clauses", filter=Q(clauses__confirmed_at=None))
    )
    return found.order_by("published_at", "-session__year", "slug")


def waiting_for(standing: Standing) -> QuerySet[Document]:
    """Documents on somebody's desk that are not published yet, newest first."""
    return on_desk(standing).exclude(state=State.PUBLISHED).order_by("-made_at")
