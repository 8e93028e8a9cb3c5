"""Who may change a document of the register, who publishes it, and who reads what is not published."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import Http404

from nagara_web.accounts.standing import Role, Standing
from nagara_web.declarations.models import Document, State

__all__ = [
    "acting_role",
    "documents_for",
    "keeps_register",
    "may_keep",
    "must_keep",
    "must_keep_register",
    "readable",
]


def keeps_register(standing: Standing) -> bool:
    """Whether somebody works on declarations at all: a secretariat, or the administrator."""
    return standing.holds(Role.SECRETARIAT, Role.ADMINISTRATOR)


def must_keep_register(standing: Standing) -> None:
    """Answer 404 to everybody who does not."""
    if not keeps_register(standing):
        raise Http404


def may_keep(standing: Standing, document: Document) -> bool:
    """Whether somebody may change this document, its links, measures and requests."""
    if standing.is_administrator:
        return True
    own = standing.networks(Role.SECRETARIAT)
    return document.network_id in own if document.network_id is not None else bool(own)


def documents_for(standing: Standing) -> QuerySet[Document]:
    """Documents that somebody works on, whatever their state."""
    found = Document.objects.select_related("session__forum", "network", "corrects")
    if standing.is_administrator:
        return found
    own = standing.networks(Role.SECRETARIAT)
    return found.filter(Q(network__isnull=True) | Q(network_id__in=own)) if own else found.none()


def must_keep(standing: Standing, slug: str) -> Document:
    """One of them; 404 for whoever does not keep it."""
    found = documents_for(standing).filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def readable(slug: str) -> Document:
    """One published document; 404 otherwise, for everybody: what is not published has no public page."""
    found = Document.objects.select_related("session__forum", "network").filter(slug=slug, state=State.PUBLISHED)
    one = found.first()
    if one is None:
        raise Http404
    return one


def acting_role(standing: Standing) -> str:
    """In which role somebody acts on declarations."""
    held = (role.value for role in (Role.SECRETARIAT, Role.ADMINISTRATOR) if standing.holds(role))
    return next(held, "")
