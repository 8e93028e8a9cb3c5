"""Who a document is: work, expression, manifestation, what its clauses do, whom it names."""

from __future__ import annotations

from datetime import date
from typing import Final

from lxml import etree

from nagara.commitments.clauses import ClauseKind, DocumentText
from nagara.commitments.documents import Document
from nagara.exchange.akoma_ntoso.names import (
    AKN,
    COUNTRY,
    clause_eid,
    expression_iri,
    language_code,
    to_attribute,
    work_iri,
    year_of,
)

__all__ = ["AUTHOR", "UNKNOWN_DAY", "identify"]

AUTHOR: Final = "#nagara"
UNKNOWN_DAY: Final = "unknown"
"""Name of a date that only stands because the schema wants one."""
KINDS: Final = {
    ClauseKind.COMMITMENT: "commitment",
    ClauseKind.REAFFIRMATION: "reaffirmation",
    ClauseKind.REQUEST: "request to others",
    ClauseKind.FACT: "fact or mandate",
}
DICTIONARY: Final = "#clause-kinds"


def identify(meta: etree._Element, document: Document, text: DocumentText, made_on: date | None) -> None:
    """Write identification, classification and references, in the order that the schema wants."""
    identification = _sub(meta, "identification", source=AUTHOR)
    _write_work(identification, document)
    _write_expression(identification, document, text)
    _write_manifestation(identification, document, text, made_on)
    if text.clauses:
        classification = _sub(meta, "classification", source=AUTHOR)
        for clause in text.clauses:
            _sub(
                classification,
                "keyword",
                value=clause.kind.value,
                showAs=KINDS[clause.kind],
                href=f"#{clause_eid(clause)}",
                dictionary=DICTIONARY,
            )
    _write_references(meta, document)


def _write_work(parent: etree._Element, document: Document) -> None:
    work, iri = _sub(parent, "FRBRWork"), work_iri(document.id)
    _sub(work, "FRBRthis", value=f"{iri}/!main")
    _sub(work, "FRBRuri", value=iri)
    for name in document.names:
        _sub(work, "FRBRalias", value=to_attribute(name.text), name=to_attribute(name.language))
    _sub(work, "FRBRdate", **_day(document))
    _sub(work, "FRBRauthor", href="#forum", **{"as": "#author"})
    _sub(work, "FRBRcountry", value=COUNTRY)
    _sub(work, "FRBRsubtype", value=document.kind.value)
    _sub(work, "FRBRname", value=to_attribute(document.id))


def _write_expression(parent: etree._Element, document: Document, text: DocumentText) -> None:
    expression, iri = _sub(parent, "FRBRExpression"), expression_iri(document, text.language)
    _sub(expression, "FRBRthis", value=f"{iri}/!main")
    _sub(expression, "FRBRuri", value=iri)
    _sub(expression, "FRBRdate", **_day(document))
    _sub(expression, "FRBRauthor", href="#forum", **{"as": "#author"})
    is_adopted = text.language in document.languages and not text.is_reported
    _sub(expression, "FRBRauthoritative", value="true" if is_adopted else "false")
    _sub(expression, "FRBRlanguage", language=language_code(text.language))


def _write_manifestation(parent: etree._Element, document: Document, text: DocumentText, made_on: date | None) -> None:
    manifestation, iri = _sub(parent, "FRBRManifestation"), f"{expression_iri(document, text.language)}.akn"
    _sub(manifestation, "FRBRthis", value=f"{iri}/!main")
    _sub(manifestation, "FRBRuri", value=iri)
    made = {"date": made_on.isoformat(), "name": "made"} if made_on else _day(document)
    _sub(manifestation, "FRBRdate", **made)
    _sub(manifestation, "FRBRauthor", href=AUTHOR, **{"as": "#editor"})
    _sub(manifestation, "FRBRformat", value="application/akn+xml")


def _write_references(meta: etree._Element, document: Document) -> None:
    references = _sub(meta, "references", source=AUTHOR)
    forum = document.session.rsplit("-", 1)[0]
    _organisation(references, "forum", forum, forum.upper())
    _organisation(references, "nagara", "nagara", "nagara")
    _sub(references, "TLCRole", eId="author", href="/akn/ontology/role/author", showAs="Author")
    _sub(references, "TLCRole", eId="editor", href="/akn/ontology/role/editor", showAs="Editor")
    _sub(
        references,
        "TLCReference",
        eId="clause-kinds",
        name="clause-kinds",
        href="/akn/ontology/concept/clause-kinds",
        showAs="What a clause does: commitment, reaffirmation, request, fact",
    )


def _organisation(parent: etree._Element, eid: str, key: str, says: str) -> None:
    iri = f"/akn/ontology/organization/{COUNTRY}/{work_iri(key).rsplit('/', 1)[1]}"
    _sub(parent, "TLCOrganization", eId=eid, href=iri, showAs=to_attribute(says) or "unknown")


def _day(document: Document) -> dict[str, str]:
    """The day of adoption; where nobody knows it, the first of its year, under a name that says so."""
    if document.adopted_on:
        return {"date": document.adopted_on.isoformat(), "name": "adoption"}
    return {"date": f"{year_of(document.session) or 1:04d}-01-01", "name": UNKNOWN_DAY}


def _sub(parent: etree._Element, element: str, /, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{AKN}}}{element}", attributes)
