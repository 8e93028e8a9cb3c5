"""The outcome text of a meeting becomes a document of the register the moment it is adopted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from nagara.commitments.clauses import DocumentText
from nagara_web.declarations.actions.documents import (
    add_document,
    confirm_document,
    keep_clauses,
    log,
    publish_document,
)
from nagara_web.declarations.actions.promises import add_link
from nagara_web.declarations.models import Confidence, Document, TextEdition
from nagara_web.declarations.nouns import blocks_as_json

__all__ = ["NewLink", "adopt_document"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLink:
    """What a clause or part of a new document takes up.

    Parameters
    ----------
    later
        Key within the new document, as in ``2`` or ``2.g``; empty for the document itself.
    earlier
        Code of an earlier document, clause or part, as in ``amf-2024-declaration.2.g``.
    relation
        One of :class:`~nagara_web.declarations.models.Link.Relation`.
    reason
        Why they belong together.
    """

    earlier: str
    later: str = ""
    relation: str = "continues"
    reason: str = ""


@transaction.atomic
def adopt_document(
    session_id: int,
    *,
    title: str,
    adopted_on: date,
    text: DocumentText,
    links: Sequence[NewLink] = (),
    kind: str = "declaration",
    variant: str = "",
    network_id: int | None = None,
    is_invented: bool = False,
    person_id: int | None = None,
    published_by_id: int | None = None,
    role: str = "",
) -> Document:
    """Take the outcome text of a meeting into the register the moment it is adopted.

    The delegations have read and adopted every clause, so that each counts as confirmed. Publication
    still takes two people: with ``published_by_id`` of another person it is published at once, without
    it the document waits for a second person.

    Parameters
    ----------
    session_id
        The session (:func:`add_session`) that adopts it.
    title, kind, variant, adopted_on
        What it is.
    text
        Its text with blocks, clauses and parts.
    links
        What its clauses take up.
    network_id
        Whose secretariat keeps it.
    is_invented
        Whether it exists only in the demonstration.
    person_id, published_by_id
        Who adopts it on behalf of the meeting, and who publishes it.
    role
        In which role.

    Raises
    ------
    DeclarationRefusedError
        If the session has such a document already, if both people are one, or if a link leads nowhere.
    """
    document = add_document(
        session_id,
        title=title,
        kind=kind,
        variant=variant,
        language=text.language,
        adopted_on=adopted_on,
        network_id=network_id,
        is_invented=is_invented,
        person_id=person_id,
        role=role,
    )
    now = timezone.now()
    edition = TextEdition.objects.create(
        document=document,
        language=text.language,
        text=text.text,
        blocks=blocks_as_json(text),
        is_reported=text.is_reported,
        state=TextEdition.State.CONFIRMED,
        made_by_id=person_id,
        made_at=now,
        confirmed_by_id=person_id,
        confirmed_at=now,
    )
    keep_clauses(document, text)
    document.clauses.update(confirmed_by=person_id, confirmed_at=now, confidence_frac=1.0)
    Document.objects.filter(pk=document.pk).update(confidence=Confidence.CONFIRMED)
    confirm_document(document.pk, person_id=person_id, role=role)
    if published_by_id is not None:
        publish_document(document.pk, person_id=published_by_id, role=role)
    for each in links:
        later = f"{document.slug}.{each.later}" if each.later else document.slug
        add_link(
            later,
            each.earlier,
            relation=each.relation,
            reason=each.reason,
            person_id=person_id,
            published_by_id=published_by_id,
            role=role,
        )
    document.refresh_from_db()
    log(document, "adopted", person_id, role, {"text": edition.pk, "clauses": document.clauses.count()})
    return document
