"""Versions of a document: the one that stands, those that were replaced, and the correction at work."""

from __future__ import annotations

from django.http import Http404

from nagara_web.declarations.models import Document, DocumentVersion

__all__ = ["correction_of", "version_of", "version_with", "versions_of"]


def versions_of(document: Document) -> list[DocumentVersion]:
    """Versions that a correction has replaced, newest first."""
    return list(document.versions.select_related("published_by"))


def version_of(document: Document, number: int) -> DocumentVersion:
    """One of them; 404 otherwise."""
    found = document.versions.filter(number=number).first()
    if found is None:
        raise Http404
    return found


def version_with(document: Document, key: str, letter: str = "") -> DocumentVersion | None:
    """The newest replaced version that has a clause, or a part of it, which the document has no more."""
    for version in document.versions.all():
        for clause in version.said["clauses"]:
            if clause["key"] == key and (not letter or any(each["key"] == letter for each in clause["parts"])):
                return version
    return None


def correction_of(document: Document) -> Document | None:
    """The correction of a published document that somebody works on."""
    return document.corrections.first()
