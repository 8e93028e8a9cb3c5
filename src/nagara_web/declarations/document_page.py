"""What the page of a document shows: its facts, what sources say of it, and its clauses one by one."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from nagara_web.declarations.models import Clause, Document, Link, Part, TextEdition
from nagara_web.declarations.nouns import MARKDOWN, code_of
from nagara_web.declarations.queries import clauses_of, links_of_document, texts_of
from nagara_web.declarations.words import counts_words, role_words

__all__ = ["ClauseLine", "DocumentPage", "LinkLine", "Section", "TopicLine", "document_page", "link_lines", "stretches"]


EMPTY_LINES: Final = re.compile(r"\n[ \t\f]*(?:\n[ \t\f]*)+")


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkLine:
    """One link as a list prints it, seen from one end."""

    pk: int
    relation: str
    is_back: bool
    """Whether it leads to an earlier text."""
    code: str
    address: str
    title: str
    year: int
    reason: str
    basis: str
    is_published: bool
    made_by_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseLine:
    """A clause as the page of its document prints it."""

    clause: Clause
    words: str
    language: str
    is_verbatim: bool
    parts: tuple[Part, ...]
    links: tuple[LinkLine, ...]

    @property
    def anchor(self) -> str:
        """Its place on the page."""
        return f"clause-{self.clause.key}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Clauses that stand together: preamble, operative clauses, closing."""

    role: str
    title: str
    clauses: tuple[ClauseLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicLine:
    """What sources say of one topic; where they contradict each other, all of them."""

    topic: str
    said: tuple[Mapping[str, Any], ...]
    is_disputed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentPage:
    """Everything that the page shows."""

    document: Document
    answer: str
    sections: tuple[Section, ...]
    topics: tuple[TopicLine, ...]
    texts: tuple[TextEdition, ...]
    links: tuple[LinkLine, ...]
    other_names: tuple[Mapping[str, Any], ...]


def document_page(document: Document, shown: Sequence[Clause] | None = None) -> DocumentPage:
    """Put together the page of a document, with all its clauses or with those of one page of a long text."""
    clauses = list(clauses_of(document.pk)) if shown is None else list(shown)
    links = links_of_document(document)
    by_code: dict[str, list[LinkLine]] = defaultdict(list)
    for code, line in _lines_at(document, links):
        by_code[code].append(line)
    return DocumentPage(
        document=document,
        answer=_answer(document),
        sections=tuple(_sections(document, clauses, by_code)),
        topics=tuple(_topics(document)),
        texts=tuple(each for each in texts_of(document.pk) if each.state == TextEdition.State.CONFIRMED),
        links=tuple(by_code[document.slug]),
        other_names=tuple(each for each in document.names if each["text"] != document.title),
    )


def link_lines(codes: Iterable[str], links: Sequence[Link]) -> list[LinkLine]:
    """Links as seen from clauses or parts."""
    wanted = set(codes)
    return [_line(each, is_back=each.later in wanted) for each in links]


def stretches(edition: TextEdition, clauses: Iterable[Clause]) -> list[tuple[str, Clause | None]]:
    """The whole text in stretches, each with the clause that it belongs to; no word is lost."""
    standing = [each for each in clauses if edition.language in each.places]
    places = sorted(((*each.places[edition.language], each) for each in standing), key=lambda each: each[:2])
    found: list[tuple[str, Clause | None]] = []
    at = 0
    for start, stop, clause in places:
        if start < at:
            continue  # a clause inside another is shown with it
        if start > at:
            found.append((_shown(edition.text[at:start], is_first=at == 0), None))
        found.append((_shown(edition.text[start:stop]), clause))
        at = stop
    if at < len(edition.text):
        found.append((_shown(edition.text[at:], is_first=at == 0), None))
    return found


def _shown(text: str, *, is_first: bool = False) -> str:
    """A stretch as a page prints it: one empty line where there are several, no marks of Markdown."""
    said = EMPTY_LINES.sub("\n\n", MARKDOWN.sub("", text))
    return said.lstrip() if is_first else said


def _answer(document: Document) -> str:
    counts = counts_words(Counter(document.clauses.values_list("kind", flat=True)))
    if not counts:
        return _("The text of this document was not read; only facts about it are known.")
    if document.is_report:
        return _("A report of the press: %(counts)s. Its sentences bind nobody.") % {"counts": counts}
    return _("%(counts)s.") % {"counts": counts}


def _sections(
    document: Document, clauses: Sequence[Clause], links: Mapping[str, Sequence[LinkLine]]
) -> Iterable[Section]:
    grouped: dict[str, list[ClauseLine]] = {}
    for clause in clauses:
        parts = tuple(clause.parts.all())
        codes = [code_of(document, clause), *(code_of(document, clause, part) for part in parts)]
        language = document.language if document.language in clause.words else next(iter(clause.words), "en")
        line = ClauseLine(
            clause=clause,
            words=_own_words(clause, parts, language),
            language=language,
            is_verbatim=language in clause.places,
            parts=parts,
            links=tuple(line for code in codes for line in links.get(code, ())),
        )
        grouped.setdefault(clause.role, []).append(line)
    return [Section(role=role, title=role_words(role), clauses=tuple(found)) for role, found in grouped.items()]


def _own_words(clause: Clause, parts: Sequence[Part], language: str) -> str:
    """Words of a clause; empty where the register has words of its parts only and would say them twice."""
    words = str(clause.words.get(language, ""))
    is_joined = language not in clause.places and words == "; ".join(each.words for each in parts)
    return "" if is_joined else words


def _topics(document: Document) -> Iterable[TopicLine]:
    grouped: dict[str, list[Mapping[str, Any]]] = {}
    for said in document.statements:
        grouped.setdefault(said["topic"], []).append(said)
    for topic, all_said in grouped.items():
        yield TopicLine(topic=topic, said=tuple(all_said), is_disputed=len({each["says"] for each in all_said}) > 1)


def _lines_at(document: Document, links: Iterable[Link]) -> Iterable[tuple[str, LinkLine]]:
    for each in links:
        if each.later_document_id == document.pk:
            yield each.later, _line(each, is_back=True)
        if each.earlier_document_id == document.pk:
            yield each.earlier, _line(each, is_back=False)


def _line(link: Link, *, is_back: bool) -> LinkLine:
    code = link.earlier if is_back else link.later
    other = link.earlier_document if is_back else link.later_document
    rest = code.partition(".")[2]
    return LinkLine(
        pk=link.pk,
        relation=link.relation,
        is_back=is_back,
        code=code,
        address=f"/declarations/{other.slug}/{rest}/" if rest else f"/declarations/{other.slug}/",
        title=f"{other.title}, {rest}" if rest else other.title,
        year=other.session.year,
        reason=link.reason,
        basis=link.basis,
        is_published=link.is_published,
        made_by_id=link.made_by_id,
    )
