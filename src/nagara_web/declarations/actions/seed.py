"""Write the register that comes with the project into the database; again, it changes only what has changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from nagara.commitments import alignment, lineage, links, register
from nagara.commitments import documents as paper
from nagara.commitments.clauses import Role
from nagara.commitments.register import RegisteredClause
from nagara.commitments.themes import theme_of
from nagara_web.audit.actions import record
from nagara_web.declarations.models import (
    Alignment,
    Clause,
    Document,
    Forum,
    Link,
    Milestone,
    Part,
    Session,
    State,
    Thread,
)
from nagara_web.declarations.nouns import (
    name_in_use,
    names_as_json,
    same_code,
    sources_as_json,
    statements_as_json,
)

__all__ = ["seed_register"]

ROLES: Final = {"p": Role.PREAMBLE, "e": Role.CLOSING, "a": Role.ADOPTION, "s": Role.REPORTED, "r": Role.REPORTED}
"""Where a clause stands, by the first letter of its key; a number is an operative clause."""


@transaction.atomic
def seed_register() -> dict[str, int]:
    """Write forums, sessions, documents, clauses, links, milestones and alignments of the library.

    A document that was brought in with its own text since, or corrected here, is left alone: only its links are added.

    Returns
    -------
    dict
        How many there are of each now.
    """
    known = register.register()
    _forums(known)
    documents = {each.id: _document(each) for each in register.documents()}
    for id_, document in documents.items():
        if document.is_register and document.version == 1:
            _clauses(document, register.clauses_of(id_))
    _links(documents)
    _milestones(documents)
    _alignments(documents)
    for each in lineage.threads():
        fields = {"title": each.title, "question": each.question, "root": same_code(each.clauses[0].id)}
        Thread.objects.update_or_create(slug=each.key, defaults=fields)
    counts = {
        "forums": Forum.objects.count(),
        "documents": Document.objects.count(),
        "clauses": Clause.objects.count(),
        "links": Link.objects.count(),
    }
    record("declaration.register-seeded", actor_id=None, subject="register:library", data=counts)
    return counts


def _forums(known: register.Register) -> None:
    for forum in known.forums.values():
        fields = {
            "names": names_as_json(forum.names),
            "founded_year": forum.founded_year,
            "statements": statements_as_json(forum.statements),
        }
        Forum.objects.update_or_create(slug=forum.id, defaults=fields)
    forums = {each.slug: each for each in Forum.objects.all()}
    for session in known.sessions.values():
        Session.objects.update_or_create(
            slug=session.id,
            defaults={
                "forum": forums[session.forum],
                "key": session.key,
                "year": session.year,
                "number": session.number,
                "place": session.place,
                "country_iso3": session.country_iso3,
                "starts_on": session.starts_on,
                "ends_on": session.ends_on,
                "theme": session.theme,
                "statements": statements_as_json(session.statements),
            },
        )


def _document(noun: paper.Document) -> Document:
    found = Document.objects.filter(slug=noun.id).first()
    if found is not None and (not found.is_register or found.version > 1):
        return found
    now = timezone.now()
    fields: dict[str, Any] = {
        "session": Session.objects.get(slug=noun.session),
        "kind": noun.kind.value,
        "variant": noun.variant,
        "title": name_in_use(noun.names, noun.adopted_on)[:200] or noun.id,
        "names": names_as_json(noun.names),
        "adopted_on": noun.adopted_on,
        "languages": list(noun.languages),
        "signatories": list(noun.signatories),
        "statements": statements_as_json(noun.statements),
        "sources": [{**each, "locator": noun.locator} for each in sources_as_json(noun.sources)],
        "reports_on": list(noun.reports_on),
        "confidence": noun.confidence.value,
    }
    if found is None:
        states = {"is_register": True, "state": State.PUBLISHED, "made_at": now, "published_at": now}
        return Document.objects.create(slug=noun.id, **states, **fields)
    for name, value in fields.items():
        setattr(found, name, value)
    found.save()
    return found


def _clauses(document: Document, entries: Sequence[RegisteredClause]) -> None:
    grouped: dict[str, list[RegisteredClause]] = {}
    for entry in entries:
        grouped.setdefault(entry.key.partition(".")[0], []).append(entry)
    now = timezone.now()
    saved = {each.key: each for each in document.clauses.all()}
    for position, (key, group) in enumerate(grouped.items()):
        clause = saved.get(key) or Clause(document=document, key=key)
        for name, value in _clause_fields(key, group).items():
            if name not in {"words", "sought"} or not clause.places:
                setattr(clause, name, value)
        clause.theme = clause.theme or _theme(document, key)
        clause.position, clause.confirmed_at, clause.confidence_frac = position, clause.confirmed_at or now, 1.0
        clause.save()
        for place, entry in enumerate(each for each in group if "." in each.key):
            part, _new = Part.objects.update_or_create(
                clause=clause,
                key=entry.key.partition(".")[2],
                defaults={
                    "position": place,
                    "words": entry.says,
                    "aliases": list(entry.aliases),
                    "sources": _with_place(entry),
                },
            )
            if not part.theme and (theme := _theme(document, entry.key)):
                part.theme = theme
                part.save(update_fields=["theme"])


def _theme(document: Document, key: str) -> str:
    """The theme that the project gave a commitment; one that a desk has set since is never written over."""
    theme = theme_of(f"{document.slug}/{key}")
    return theme.name if theme else ""


def _clause_fields(key: str, group: Sequence[RegisteredClause]) -> Mapping[str, Any]:
    """Columns of a clause whose parts have a row each, and which may have one itself."""
    own = [each for each in group if each.key == key]
    parts = [each for each in group if each.key != key]
    words = own[0].says if own else "; ".join(each.says for each in parts)
    kinds = Counter(each.kind.value for each in parts or own)
    role = Role.REPORTED if any(each.is_reported for each in group) else ROLES.get(key[0], Role.OPERATIVE)
    said = " ".join([words, *(each.says for each in parts), *(one for each in group for one in each.aliases)])
    return {
        "kind": own[0].kind.value if own else kinds.most_common(1)[0][0],
        "role": role.value,
        "label": f"{key}." if key.isdecimal() else "",
        "words": {"en": words},
        "sought": said.lower(),
        "addressees": list(dict.fromkeys(one for each in group for one in each.addressees)),
        "sources": _with_place((own or parts)[0]),
        "reasons": list(dict.fromkeys(each.phrase for each in own if each.phrase)),
    }


def _with_place(entry: RegisteredClause) -> list[dict[str, Any]]:
    return [{**each, "locator": entry.locator} for each in sources_as_json(entry.sources)]


def _links(documents: Mapping[str, Document]) -> None:
    now = timezone.now()
    for link in links.links():
        Link.objects.update_or_create(
            later=same_code(link.later),
            earlier=same_code(link.earlier),
            relation=link.relation.value,
            defaults={
                "later_document": documents[link.later.partition("/")[0]],
                "earlier_document": documents[link.earlier.partition("/")[0]],
                "basis": link.basis.value,
                "reason": link.reason[:300],
                "confidence": link.confidence.value,
                "sources": sources_as_json(link.sources),
                "made_at": now,
                "published_at": now,
            },
        )


def _milestones(documents: Mapping[str, Document]) -> None:
    Milestone.objects.filter(document__in=documents.values()).delete()
    Milestone.objects.bulk_create(
        Milestone(
            code=same_code(each.clause),
            document=documents[each.clause.partition("/")[0]],
            on=each.when,
            standing=each.standing.value,
            says=each.says[:300],
            statements=statements_as_json(each.statements),
            confidence=each.confidence.value,
            sources=sources_as_json(each.sources),
        )
        for each in links.milestones()
    )


def _alignments(documents: Mapping[str, Document]) -> None:
    Alignment.objects.filter(document__in=documents.values()).delete()
    Alignment.objects.bulk_create(
        Alignment(
            code=same_code(each.part),
            document=documents[each.part.partition("/")[0]],
            item=each.code,
            fits=each.fits.value,
            is_ahead=each.is_ahead,
            note=each.note[:400],
            confidence=each.confidence.value,
            sources=sources_as_json(each.sources),
        )
        for entries in alignment.alignments().values()
        for each in entries
    )
