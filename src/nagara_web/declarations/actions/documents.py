"""Bring documents into the register, confirm them as a whole, and publish them: publication takes two people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nagara.commitments.clauses import DocumentText
from nagara_web.audit.actions import record
from nagara_web.declarations.errors import DeclarationRefusedError
from nagara_web.declarations.models import Clause, Confidence, Document, Forum, Part, Session, State, TextEdition
from nagara_web.declarations.nouns import clause_row, part_rows

__all__ = [
    "add_document",
    "add_forum",
    "add_session",
    "confirm_document",
    "edit_document",
    "keep_clauses",
    "publish_document",
    "send_back",
]


@transaction.atomic
def add_forum(
    *, slug: str, name: str, person_id: int | None = None, role: str = "", is_invented: bool = False
) -> Forum:
    """Add a forum; its slug stands in the address of every document and never changes."""
    if Forum.objects.filter(slug=slug).exists():
        raise DeclarationRefusedError(_("%(code)s is already in the list.") % {"code": slug}, "slug")
    made = Forum.objects.create(slug=slug, names=[{"text": name.strip(), "language": "en"}], is_invented=is_invented)
    record("forum.added", actor_id=person_id, role=role, subject=f"forum:{made.pk}", data={"slug": slug})
    return made


@transaction.atomic
def add_session(
    forum: str,
    *,
    year: int,
    key: str = "",
    place: str = "",
    country_iso3: str = "",
    starts_on: date | None = None,
    ends_on: date | None = None,
    theme: str = "",
    person_id: int | None = None,
    role: str = "",
) -> Session:
    """Add a meeting of a forum, or return the one that has its year already.

    Parameters
    ----------
    forum
        Slug of the forum.
    year, key
        What tells the session from others; the key is the year if none is given.
    place, country_iso3, starts_on, ends_on, theme
        What is known of it.
    person_id, role
        Who adds it.
    """
    key = key or str(year)
    found = Session.objects.filter(forum__slug=forum, key=key).first()
    if found is not None:
        return found
    made = Session.objects.create(
        forum=Forum.objects.get(slug=forum),
        slug=f"{forum}-{key}",
        key=key,
        year=year,
        place=place,
        country_iso3=country_iso3,
        starts_on=starts_on,
        ends_on=ends_on,
        theme=theme,
    )
    record("session.added", actor_id=person_id, role=role, subject=f"session:{made.pk}", data={"slug": made.slug})
    return made


@transaction.atomic
def add_document(
    session_id: int,
    *,
    title: str,
    kind: str = "declaration",
    variant: str = "",
    language: str = "en",
    adopted_on: date | None = None,
    sources: Sequence[Mapping[str, Any]] = (),
    network_id: int | None = None,
    is_invented: bool = False,
    person_id: int | None = None,
    role: str = "",
) -> Document:
    """Add a document without a text; it is known by its session, kind and variant.

    Parameters
    ----------
    session_id
        The session that adopted it.
    title, kind, variant, language, adopted_on, sources
        What it is; ``variant`` tells two of one session and kind apart.
    network_id
        Whose secretariat keeps it; ``None`` for every secretariat.
    is_invented
        Whether it exists only in the demonstration.
    person_id, role
        Who adds it.

    Raises
    ------
    DeclarationRefusedError
        If the session has such a document already.
    """
    session = Session.objects.get(pk=session_id)
    slug = "-".join(filter(None, (session.slug, kind, variant)))
    if Document.objects.filter(slug=slug).exists():
        said = _("The session has such a document already: %(slug)s. Say what tells the two apart.")
        raise DeclarationRefusedError(said % {"slug": slug}, "variant")
    now = timezone.now()
    try:
        with transaction.atomic():
            made = Document.objects.create(
                session=session,
                slug=slug,
                kind=kind,
                variant=variant,
                title=title.strip()[:200],
                names=[{"text": title.strip(), "language": language}],
                languages=[language],
                adopted_on=adopted_on,
                sources=list(sources),
                confidence=Confidence.CONFIRMED if sources else Confidence.UNCONFIRMED,
                network_id=network_id,
                is_invented=is_invented,
                made_by_id=person_id,
                made_at=now,
            )
    except IntegrityError:
        raise DeclarationRefusedError(_("%(code)s is already in the list.") % {"code": slug}, "variant") from None
    log(made, "added", person_id, role, {"title": made.title})
    return made


@transaction.atomic
def edit_document(
    document_id: int,
    *,
    title: str,
    adopted_on: date | None,
    signatories: Sequence[str],
    person_id: int | None,
    role: str = "",
) -> Document:
    """Change what is said of a document that is not published; the event keeps what was said before."""
    document = draft(document_id)
    new = {"title": title.strip()[:200], "adopted_on": adopted_on, "signatories": list(signatories)}
    changed = {
        key: [str(getattr(document, key)), str(value)] for key, value in new.items() if getattr(document, key) != value
    }
    if changed:
        for key, value in new.items():
            setattr(document, key, value)
        document.names = [{"text": document.title, "language": document.language}, *document.names[1:]]
        document.save()
        log(document, "edited", person_id, role, {"changed": changed})
    return document


def keep_clauses(document: Document, text: DocumentText) -> None:
    """Write the clauses of a text and their parts in the place of all that the document had."""
    document.clauses.all().delete()
    rows = [clause_row(document, position, each, text) for position, each in enumerate(text.clauses)]
    Clause.objects.bulk_create(rows)
    saved = {each.key: each for each in document.clauses.all()}
    Part.objects.bulk_create([row for each in text.clauses for row in part_rows(saved[each.key], each.parts, text)])


@transaction.atomic
def confirm_document(document_id: int, *, person_id: int | None, role: str = "") -> Document:
    """Say that the whole document is right; a second person publishes it.

    Raises
    ------
    DeclarationRefusedError
        If a clause still waits for a person.
    """
    document = draft(document_id)
    waiting = document.clauses.filter(confirmed_at=None).count()
    if waiting:
        said = ngettext(
            "%(count)s clause still waits for you. Confirm it first.",
            "%(count)s clauses still wait for you. Confirm them first.",
            waiting,
        )
        raise DeclarationRefusedError(said % {"count": waiting})
    if not document.clauses.exists():
        raise DeclarationRefusedError(_("The document has no clause yet. Bring in its text first."))
    now = timezone.now()
    document.state, document.confirmed_by_id, document.confirmed_at = State.CONFIRMED, person_id, now
    document.save(update_fields=["state", "confirmed_by", "confirmed_at"])
    document.texts.filter(state=TextEdition.State.READ).update(
        state=TextEdition.State.CONFIRMED, confirmed_by=person_id, confirmed_at=now
    )
    log(document, "confirmed", person_id, role, {"revision": document.revision})
    return document


@transaction.atomic
def publish_document(document_id: int, *, person_id: int | None, role: str = "") -> Document:
    """Publish a document that somebody else has confirmed.

    Raises
    ------
    DeclarationRefusedError
        If it is not confirmed, or whoever publishes had a hand in it.
    """
    document = locked(document_id)
    if document.state != State.CONFIRMED or document.is_correction:
        raise DeclarationRefusedError(_("The document is not confirmed as a whole. Somebody has to do that first."))
    if person_id is not None and person_id in hands_in(document):
        raise DeclarationRefusedError(
            _("You had a hand in this document. Publication takes two people: ask a colleague.")
        )
    document.state, document.published_by_id, document.published_at = State.PUBLISHED, person_id, timezone.now()
    document.save(update_fields=["state", "published_by", "published_at"])
    log(document, "published", person_id, role, {"revision": document.revision})
    return document


@transaction.atomic
def send_back(document_id: int, *, person_id: int | None, why: str, role: str = "") -> Document:
    """Give a confirmed document back to whoever confirms its clauses."""
    document = locked(document_id)
    if document.state != State.CONFIRMED:
        raise DeclarationRefusedError(_("Only a document that waits for a second person can be sent back."))
    if not why.strip():
        raise DeclarationRefusedError(_("Say what has to be mended."), "why")
    document.state = State.DRAFT
    document.save(update_fields=["state"])
    log(document, "sent-back", person_id, role, {"why": why.strip()[:400]})
    return document


def hands_in(document: Document) -> set[int]:
    """Who made, changed or confirmed a document, and so may not publish it."""
    people = {document.made_by_id, document.confirmed_by_id}
    people |= set(document.texts.values_list("made_by", flat=True))
    people |= set(document.changes.filter(is_undone=False).values_list("person", flat=True))
    return {each for each in people if each is not None}


def draft(document_id: int) -> Document:
    """A document whose clauses may be changed, held until the change is done.

    Raises
    ------
    DeclarationRefusedError
        If it is confirmed or published.
    """
    document = locked(document_id)
    if document.state == State.PUBLISHED:
        raise DeclarationRefusedError(_("The document is published. Its clauses and their addresses stay as they are."))
    if document.state == State.CONFIRMED:
        raise DeclarationRefusedError(_("The document waits for a second person. Send it back to change it."))
    return document


def locked(document_id: int) -> Document:
    """A document, held until the change is done."""
    return Document.objects.select_for_update().get(pk=document_id)


def log(document: Document, what: str, person_id: int | None, role: str, data: Mapping[str, Any] | None = None) -> None:
    """Enter an act into the log, under the code of the document."""
    record(
        f"declaration.{what}",
        actor_id=person_id,
        role=role,
        subject=f"document:{document.pk}",
        data={"document": document.slug, **(data or {})},
    )
