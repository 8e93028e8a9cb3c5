"""The nouns of the library as rows, and rows as nouns again: the one place where the two are matched."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from nagara.commitments import clauses as noun
from nagara.commitments import documents as paper
from nagara_web.declarations.models import Clause, Document, Part, TextEdition

__all__ = [
    "MARKDOWN",
    "as_noun_clause",
    "blocks_as_json",
    "clause_row",
    "code_of",
    "document_noun",
    "name_in_use",
    "names_as_json",
    "part_rows",
    "plain_words",
    "restored_clause",
    "same_code",
    "snapshot",
    "sources_as_json",
    "statements_as_json",
    "text_of",
]

MARKDOWN: Final = re.compile(r"\*\*|__|^#{1,6} +|^[-*•] +(?=\d|\*\*|\w)", re.MULTILINE)
CLAUSE_FIELDS: Final = (
    "key",
    "position",
    "kind",
    "is_wish",
    "role",
    "label",
    "words",
    "places",
    "sought",
    "confidence_frac",
    "reasons",
    "addressees",
    "mentions",
    "deadlines",
    "sources",
    "parent",
    "theme",
    "confirmed_by_id",
)
PART_FIELDS: Final = (
    "key",
    "position",
    "words",
    "place",
    "shared",
    "is_verbatim",
    "theme",
    "aliases",
    "confidence_frac",
    "sources",
)


def code_of(document: Document, clause: Clause | None = None, part: Part | None = None) -> str:
    """Permanent code of a document, clause or part, as in ``amf-2024-declaration.2.g``."""
    keys = [document.slug, clause.key if clause else "", part.key if part else ""]
    return ".".join(filter(None, keys))


def same_code(said: str) -> str:
    """A code as the site writes it, however the library's tables part document and clause.

    Examples
    --------
    >>> same_code("amf-2017-action-agenda/1"), same_code("amf-2024-declaration.2.g")
    ('amf-2017-action-agenda.1', 'amf-2024-declaration.2.g')
    """
    return said.replace("/", ".")


def plain_words(text: str) -> str:
    """Words of a text without the marks that Markdown sets them with; the text itself keeps every character.

    Examples
    --------
    >>> plain_words("- 2. **Embrace** climate"), plain_words("## **Vientiane**")
    ('2. Embrace climate', 'Vientiane')
    """
    return MARKDOWN.sub("", text.strip()).strip()


# ---------------------------------------------------------------------------- documents


def names_as_json(names: Iterable[paper.Name]) -> list[dict[str, Any]]:
    """Names as a column."""
    return [
        {
            "text": each.text,
            "language": each.language,
            "valid_from": _iso(each.valid_from),
            "valid_to": _iso(each.valid_to),
            "note": each.note,
            "sources": sources_as_json(each.sources),
        }
        for each in names
    ]


def sources_as_json(sources: Iterable[paper.Source]) -> list[dict[str, Any]]:
    """Sources as a column."""
    return [
        {"url": each.url, "title": each.title, "publisher": each.publisher, "says_on": _iso(each.says_on)}
        for each in sources
    ]


def statements_as_json(statements: Iterable[paper.Statement]) -> list[dict[str, Any]]:
    """What sources say, as a column; what contradicts each other stands side by side."""
    return [
        {
            "topic": each.topic,
            "says": each.says,
            "confidence": each.confidence.value,
            "locator": each.locator,
            "sources": sources_as_json(each.sources),
        }
        for each in statements
    ]


def name_in_use(names: Sequence[paper.Name], day: date | None = None) -> str:
    """The English name in use on a day, else the first that there is."""
    held = [each for each in names if day is None or _held(each, day)] or list(names)
    return next((each.text for each in held if each.language == "en"), held[0].text if held else "")


def document_noun(document: Document) -> paper.Document:
    """A document as the library knows it."""
    return paper.Document(
        session=document.session.slug,
        kind=paper.DocumentKind(document.kind),
        names=tuple(_name(each) for each in document.names) or (paper.Name(text=document.title),),
        adopted_on=document.adopted_on,
        languages=tuple(document.languages) or ("en",),
        signatories=tuple(document.signatories),
        statements=tuple(_statement(each) for each in document.statements),
        sources=tuple(_source(each) for each in document.sources),
        confidence=paper.Confidence(document.confidence),
        variant=document.variant,
        reports_on=tuple(document.reports_on),
    )


# ---------------------------------------------------------------------------- texts and clauses


def blocks_as_json(text: noun.DocumentText) -> list[list[Any]]:
    """Blocks as a column: role, start, stop, label."""
    return [[each.role.value, each.place.start, each.place.stop, each.label] for each in text.blocks]


def clause_row(document: Document, position: int, given: noun.Clause, text: noun.DocumentText) -> Clause:
    """A clause as a row that is not saved yet, its words verbatim from the text."""
    words = plain_words(given.place.of(text.text))
    return Clause(
        document=document,
        key=given.key,
        position=position,
        kind=given.kind.value,
        is_wish=given.is_wish,
        role=given.role.value,
        label=given.label,
        words={text.language: words},
        places={text.language: [given.place.start, given.place.stop]},
        sought=words.lower(),
        confidence_frac=given.confidence_frac,
        reasons=list(given.reasons),
        addressees=list(given.addressees),
        mentions=[_mention(each) for each in given.mentions],
        deadlines=[_deadline(each) for each in given.deadlines],
        parent=given.parent,
    )


def part_rows(clause: Clause, parts: Sequence[noun.Part], text: noun.DocumentText) -> list[Part]:
    """Parts of a clause as rows that are not saved yet."""
    return [
        Part(
            clause=clause,
            key=each.key,
            position=position,
            words=plain_words(text.words_of(each)),
            place=_ends(each.place),
            shared=[_ends(shared) for shared in each.shared],
            is_verbatim=True,
            confidence_frac=each.confidence_frac,
        )
        for position, each in enumerate(parts)
    ]


def text_of(edition: TextEdition, clauses: Iterable[Clause]) -> noun.DocumentText:
    """A text with the clauses that stand in it, as the library knows it."""
    found = [as_noun_clause(each, edition.language) for each in clauses if edition.language in each.places]
    facts = {name: said for name, said in edition.found.items() if isinstance(said, str) and name != "title"}
    return noun.DocumentText(
        text=edition.text,
        blocks=tuple(
            noun.Block(role=noun.Role(role), place=noun.Place(start=start, stop=stop), label=label)
            for role, start, stop, label in edition.blocks
        ),
        clauses=tuple(sorted(found, key=lambda each: each.place.start)),
        language=edition.language,
        is_reported=edition.is_reported,
        proposed_title=edition.found.get("title", ""),
        proposed_facts=facts,
    )


def as_noun_clause(clause: Clause, language: str) -> noun.Clause:
    """A clause of a text as the library knows it; parts, mentions and days lie in the first language only."""
    is_first = language == clause.document.language
    return noun.Clause(
        key=clause.key,
        label=clause.label,
        role=noun.Role(clause.role),
        kind=noun.ClauseKind(clause.kind),
        place=_place(clause.places[language]),
        is_wish=clause.is_wish,
        parts=tuple(
            noun.Part(
                key=each.key,
                place=_place(each.place),
                shared=tuple(_place(shared) for shared in each.shared),
                confidence_frac=each.confidence_frac,
            )
            for each in clause.parts.all()
            if is_first and each.place is not None
        ),
        confidence_frac=clause.confidence_frac,
        reasons=tuple(clause.reasons),
        addressees=tuple(clause.addressees),
        mentions=tuple(
            noun.Mention(
                words=each["words"],
                place=_place(each["place"]),
                document_id=each.get("document_id", ""),
                year=each.get("year"),
            )
            for each in clause.mentions
            if is_first and each.get("place")
        ),
        deadlines=tuple(
            noun.Deadline(
                words=each["words"],
                place=_place(each["place"]),
                on=_day(each.get("on")),
                before=_day(each.get("before")),
            )
            for each in clause.deadlines
            if is_first and each.get("place")
        ),
        parent=clause.parent,
        is_confirmed=clause.is_confirmed,
    )


# ---------------------------------------------------------------------------- what stood there before


def snapshot(clause: Clause) -> dict[str, Any]:
    """Everything that a change of a clause may change, so that it can be restored."""
    said: dict[str, Any] = {name: getattr(clause, name) for name in CLAUSE_FIELDS}
    said["confirmed_at"] = clause.confirmed_at.isoformat() if clause.confirmed_at else None
    said["parts"] = [{name: getattr(part, name) for name in PART_FIELDS} for part in clause.parts.all()]
    return said


def restored_clause(said: Mapping[str, Any]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Columns of a clause and of its parts from a snapshot."""
    parts = [dict(each) for each in said["parts"]]
    return {name: value for name, value in said.items() if name not in {"parts", "raw"}}, parts


# ---------------------------------------------------------------------------- small things


def _mention(each: noun.Mention) -> dict[str, Any]:
    return {"words": each.words, "place": _ends(each.place), "document_id": each.document_id, "year": each.year}


def _deadline(each: noun.Deadline) -> dict[str, Any]:
    return {"words": each.words, "place": _ends(each.place), "on": _iso(each.on), "before": _iso(each.before)}


def _ends(place: noun.Place) -> list[int]:
    return [place.start, place.stop]


def _place(ends: Sequence[int]) -> noun.Place:
    return noun.Place(start=ends[0], stop=ends[1])


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None


def _held(name: paper.Name, day: date) -> bool:
    return (name.valid_from is None or name.valid_from <= day) and (name.valid_to is None or day <= name.valid_to)


def _name(said: Mapping[str, Any]) -> paper.Name:
    return paper.Name(
        text=said["text"],
        language=said.get("language", "en"),
        valid_from=_day(said.get("valid_from")),
        valid_to=_day(said.get("valid_to")),
    )


def _source(said: Mapping[str, Any]) -> paper.Source:
    return paper.Source(
        url=said.get("url", ""),
        title=said.get("title", ""),
        says_on=_day(said.get("says_on")),
        publisher=said.get("publisher", ""),
    )


def _statement(said: Mapping[str, Any]) -> paper.Statement:
    return paper.Statement(
        topic=said["topic"],
        says=said["says"],
        sources=tuple(_source(each) for each in said["sources"]),
        confidence=paper.Confidence(said["confidence"]),
        locator=said.get("locator", ""),
    )
