"""Declarations as data: one row a document, and one row a clause or part."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django.conf import settings

from nagara_web.declarations import queries as declarations
from nagara_web.opendata.answering import Sheet

__all__ = ["declarations_sheet", "document_sheet", "thread_sheet"]

DOCUMENT: Final = (
    "document",
    "title",
    "forum",
    "session",
    "year",
    "kind",
    "adopted_on",
    "confidence",
    "commitments",
    "reaffirmations",
    "requests",
    "facts",
    "is_invented",
    "permalink",
)
CLAUSE: Final = (
    "code",
    "document",
    "clause",
    "part",
    "kind",
    "is_wish",
    "role",
    "language",
    "words",
    "is_verbatim",
    "addressees",
    "deadline",
    "permalink",
)
STEP: Final = ("when", "code", "document", "says", "kind", "relations", "standing", "is_over", "permalink")
SOURCE: Final = "The register of this site; each document names its sources"


def declarations_sheet() -> Sheet:
    """All published documents."""
    rows = [
        {
            "document": each.slug,
            "title": each.title,
            "forum": each.session.forum.slug,
            "session": each.session.slug,
            "year": each.session.year,
            "kind": each.kind,
            "adopted_on": each.adopted_on,
            "confidence": each.confidence,
            "commitments": each.commitment_count,  # type: ignore[attr-defined]  # counted by the query
            "reaffirmations": each.reaffirmation_count,  # type: ignore[attr-defined]  # as above
            "requests": each.request_count,  # type: ignore[attr-defined]  # as above
            "facts": each.fact_count,  # type: ignore[attr-defined]  # as above
            "is_invented": each.is_invented,
            "permalink": f"{settings.SITE_URL}/declarations/{each.slug}/",
        }
        for each in declarations.documents()
    ]
    page = f"{settings.SITE_URL}/declarations/"
    return Sheet(title="Declarations", page=page, source=SOURCE, rows=tuple(rows), fields=DOCUMENT)


def document_sheet(slug: str) -> Sheet:
    """Clauses and parts of one published document, in the order of the text."""
    document = declarations.document(slug)
    return Sheet(
        title=document.title,
        page=f"{settings.SITE_URL}/declarations/{slug}/",
        source=SOURCE,
        rows=tuple(_rows(document)),
        fields=CLAUSE,
        changed_at=document.published_at,
        more={
            "document": slug,
            "adopted_on": document.adopted_on,
            "names": document.names,
            "statements": document.statements,
            "sources": document.sources,
            "links": [
                {"later": each.later, "relation": each.relation, "earlier": each.earlier, "reason": each.reason}
                for each in declarations.links_of_document(document)
            ],
        },
    )


def thread_sheet(name: str) -> Sheet:
    """The thread of one promise: texts and what happened beside them, in order of time."""
    thread = declarations.thread_of(name)
    rows: list[dict[str, Any]] = []
    for when, step, said in thread.rows:
        if step is not None:
            rows.append(
                {
                    "when": when,
                    "code": step.code,
                    "document": step.document.slug,
                    "says": step.words,
                    "kind": step.clause.kind,
                    "relations": "; ".join(f"{each.relation} {each.earlier}" for each in step.links),
                    "is_over": step.is_over,
                    "permalink": f"{settings.SITE_URL}{step.address}",
                }
            )
        elif said is not None:
            rows.append({"when": when, "code": said.code, "says": said.says, "standing": said.standing})
    page = f"{settings.SITE_URL}/threads/{name}/"
    more = {"open_since": thread.open_since}
    return Sheet(title=thread.title, page=page, source=SOURCE, rows=tuple(rows), fields=STEP, more=more)


def _rows(document: declarations.Document) -> Iterator[dict[str, Any]]:
    for clause in declarations.clauses_of(document.pk):
        code = f"{document.slug}.{clause.key}"
        row = {
            "document": document.slug,
            "clause": clause.key,
            "part": "",
            "kind": clause.kind,
            "is_wish": clause.is_wish,
            "role": clause.role,
            "language": document.language,
            "addressees": "; ".join(clause.addressees),
            "deadline": next((each["on"] for each in clause.deadlines if each.get("on")), ""),
        }
        page = f"{settings.SITE_URL}/declarations/{document.slug}/{clause.key}"
        said = {"words": clause.words.get(document.language, ""), "is_verbatim": document.language in clause.places}
        yield {"code": code, **row, **said, "permalink": f"{page}/"}
        for part in clause.parts.all():
            said = {"words": part.words, "is_verbatim": part.is_verbatim}
            yield {"code": f"{code}.{part.key}", **row, "part": part.key, **said, "permalink": f"{page}.{part.key}/"}
