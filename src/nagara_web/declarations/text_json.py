"""A text with its blocks and clauses as JSON and back: what the process that reads a file hands to the site."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from nagara.commitments.clauses import (
    Block,
    Clause,
    ClauseKind,
    Deadline,
    DocumentText,
    Mention,
    Part,
    Place,
    Role,
)

__all__ = ["text_as_json", "text_from_json"]


def text_as_json(text: DocumentText) -> dict[str, Any]:
    """Write a text as what JSON can hold."""
    return {
        "text": text.text,
        "language": text.language,
        "is_reported": text.is_reported,
        "title": text.proposed_title,
        "facts": dict(text.proposed_facts),
        "blocks": [[each.role.value, each.place.start, each.place.stop, each.label] for each in text.blocks],
        "clauses": [_clause_json(each) for each in text.clauses],
    }


def text_from_json(said: Mapping[str, Any]) -> DocumentText:
    """Read it back."""
    return DocumentText(
        text=said["text"],
        language=said["language"],
        is_reported=said["is_reported"],
        proposed_title=said["title"],
        proposed_facts=dict(said["facts"]),
        blocks=tuple(
            Block(role=Role(role), place=Place(start=start, stop=stop), label=label)
            for role, start, stop, label in said["blocks"]
        ),
        clauses=tuple(_clause(each) for each in said["clauses"]),
    )


def _clause_json(clause: Clause) -> dict[str, Any]:
    return {
        "key": clause.key,
        "label": clause.label,
        "role": clause.role.value,
        "kind": clause.kind.value,
        "place": _ends(clause.place),
        "is_wish": clause.is_wish,
        "parts": [
            [each.key, _ends(each.place), [_ends(shared) for shared in each.shared], each.confidence_frac]
            for each in clause.parts
        ],
        "confidence_frac": clause.confidence_frac,
        "reasons": list(clause.reasons),
        "addressees": list(clause.addressees),
        "mentions": [[each.words, _ends(each.place), each.document_id, each.year] for each in clause.mentions],
        "deadlines": [[each.words, _ends(each.place), _iso(each.on), _iso(each.before)] for each in clause.deadlines],
        "parent": clause.parent,
    }


def _clause(said: Mapping[str, Any]) -> Clause:
    return Clause(
        key=said["key"],
        label=said["label"],
        role=Role(said["role"]),
        kind=ClauseKind(said["kind"]),
        place=_place(said["place"]),
        is_wish=said["is_wish"],
        parts=tuple(
            Part(
                key=key, place=_place(place), shared=tuple(_place(each) for each in shared), confidence_frac=confidence
            )
            for key, place, shared, confidence in said["parts"]
        ),
        confidence_frac=said["confidence_frac"],
        reasons=tuple(said["reasons"]),
        addressees=tuple(said["addressees"]),
        mentions=tuple(
            Mention(words=words, place=_place(place), document_id=document, year=year)
            for words, place, document, year in said["mentions"]
        ),
        deadlines=tuple(
            Deadline(words=words, place=_place(place), on=_day(on), before=_day(next(iter(before), None)))
            for words, place, on, *before in said["deadlines"]
        ),
        parent=said["parent"],
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None


def _ends(place: Place) -> list[int]:
    return [place.start, place.stop]


def _place(ends: Sequence[int]) -> Place:
    return Place(start=ends[0], stop=ends[1])
