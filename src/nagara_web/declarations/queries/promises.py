"""Parts by their codes, their measures, links and alignments, and what was asked of others."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.http import Http404

from nagara_web.accounts.standing import Standing
from nagara_web.declarations.access import documents_for
from nagara_web.declarations.models import (
    Alignment,
    Clause,
    ClauseKind,
    Document,
    Link,
    Measure,
    Milestone,
    Part,
    Request,
    State,
)
from nagara_web.declarations.nouns import code_of

__all__ = [
    "PartCode",
    "alignments_of",
    "all_requests",
    "clauses_that_ask",
    "code_of_part",
    "link",
    "links_of",
    "links_of_codes",
    "links_of_document",
    "measure_of",
    "milestones_of",
    "part",
    "part_by_id",
    "parts_measured_by",
    "parts_of_document",
    "parts_of_network",
    "request",
    "requests_of",
    "unanswered_requests",
]


def _parts() -> QuerySet[Part]:
    return Part.objects.select_related("clause__document__session__forum", "measure")


def part(code: str) -> Part | None:
    """One part by its permanent code, as in ``amf-2024-declaration.2.g``.

    Parameters
    ----------
    code
        Of a part; the code of a clause with one part means that part. A slash after the document counts as a dot.

    Returns
    -------
    Part | None
        ``None`` if nothing has the code.
    """
    slug, _dot, rest = code.replace("/", ".").partition(".")
    key, _dot, letter = rest.partition(".")
    found = _parts().filter(clause__document__slug=slug, clause__key=key)
    if letter:
        return found.filter(key=letter).first()
    only = list(found[:2])
    return only[0] if len(only) == 1 else None


def part_by_id(pk: int) -> Part | None:
    """One part by its number."""
    return _parts().filter(pk=pk).first()


@dataclass(frozen=True, slots=True, kw_only=True)
class PartCode:
    """A part of a document by its permanent code."""

    pk: int
    code: str
    words: str
    kind: str


def parts_of_document(document_id: int) -> list[PartCode]:
    """All parts of a document with their codes, in the order of the text."""
    found = _parts().filter(clause__document_id=document_id)
    return [PartCode(pk=each.pk, code=code_of_part(each), words=each.words, kind=each.clause.kind) for each in found]


def code_of_part(part: Part) -> str:
    """Permanent code of a part."""
    return code_of(part.clause.document, part.clause, part)


def parts_of_network(network_id: int) -> QuerySet[Part]:
    """Parts that the cities of a network answer: of published documents, with a published measure."""
    return _parts().filter(
        measure__network_id=network_id, measure__published_at__isnull=False, clause__document__state=State.PUBLISHED
    )


def parts_measured_by(indicator: str) -> QuerySet[Part]:
    """Parts of published documents that an indicator measures, as their published measures say; newest text first."""
    found = _parts().filter(measure__indicator__code=indicator, measure__published_at__isnull=False)
    return found.filter(clause__document__state=State.PUBLISHED).order_by("-clause__document__session__year", "pk")


def measure_of(part_id: int, *, published_only: bool = True) -> Measure | None:
    """How a part is measured."""
    found = Measure.objects.select_related("part__clause__document", "indicator", "network", "made_by", "published_by")
    found = found.filter(part_id=part_id)
    return (found.filter(published_at__isnull=False) if published_only else found).first()


def links_of(part: Part) -> list[Link]:
    """Published links of a part and of its clause, to earlier and from later ones."""
    clause = part.clause
    return links_of_codes({code_of(clause.document, clause), code_of(clause.document, clause, part)})


def links_of_codes(codes: Collection[str], *, published_only: bool = True) -> list[Link]:
    """Links at one of these codes, from either end, oldest first."""
    found = Link.objects.filter(Q(later__in=codes) | Q(earlier__in=codes))
    found = found.select_related("later_document__session", "earlier_document__session", "made_by")
    return list(found.filter(_PUBLIC_LINK) if published_only else found)


def links_of_document(document: Document, *, published_only: bool = True) -> list[Link]:
    """Links of a document, of its clauses and of its parts."""
    found = Link.objects.filter(Q(later_document=document) | Q(earlier_document=document))
    found = found.select_related("later_document__session", "earlier_document__session", "made_by")
    return list(found.filter(_PUBLIC_LINK) if published_only else found)


_PUBLIC_LINK = Q(
    published_at__isnull=False, later_document__state=State.PUBLISHED, earlier_document__state=State.PUBLISHED
)


def link(standing: Standing, pk: int) -> Link:
    """One link of a document that somebody keeps; 404 otherwise."""
    found = Link.objects.select_related("later_document").filter(pk=pk)
    one = found.filter(later_document__in=documents_for(standing)).first()
    if one is None:
        raise Http404
    return one


def milestones_of(codes: Collection[str]) -> list[Milestone]:
    """What is said to have happened to clauses or parts, in order of time."""
    return list(Milestone.objects.filter(code__in=codes).order_by("on", "pk"))


def alignments_of(codes: Iterable[str]) -> list[Alignment]:
    """What clauses or parts are held against."""
    return list(Alignment.objects.filter(code__in=list(codes)).order_by("pk"))


def requests_of(clause: Clause, *, sent_only: bool = True) -> list[Request]:
    """What a clause asked of others, as far as it was sent."""
    found = Request.objects.filter(clause=clause).select_related("part")
    return list(found.filter(sent_on__isnull=False) if sent_only else found)


def unanswered_requests(today: date) -> list[Request]:
    """Requests that were sent and wait for an answer, those whose day is past first."""
    found = Request.objects.filter(state=Request.State.SENT, clause__document__state=State.PUBLISHED)
    rows = found.select_related("clause__document", "part")
    return sorted(rows, key=lambda each: (not is_overdue(each, today), each.answer_by or date.max, each.pk))


def is_overdue(request: Request, today: date) -> bool:
    """Whether the day by which an answer was hoped for is past."""
    return request.state == Request.State.SENT and request.answer_by is not None and request.answer_by < today


def all_requests(standing: Standing) -> QuerySet[Request]:
    """Requests of documents that somebody keeps."""
    found = Request.objects.filter(clause__document__in=documents_for(standing))
    return found.select_related("clause__document", "part").order_by("state", "answer_by", "pk")


def request(standing: Standing, pk: int) -> Request:
    """One of them with its thread; 404 otherwise."""
    found = all_requests(standing).filter(pk=pk).prefetch_related("entries__person").first()
    if found is None:
        raise Http404
    return found


def clauses_that_ask(standing: Standing) -> list[Clause]:
    """Clauses that ask something of others and of which no request is open."""
    found = Clause.objects.filter(
        kind=ClauseKind.REQUEST, document__in=documents_for(standing).filter(corrects=None), requests=None
    )
    return list(found.select_related("document__session").order_by("-document__session__year", "position"))
