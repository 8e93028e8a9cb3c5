"""``nagara declaration``: read the text of a declaration and show what it seems to promise."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from nagara.cli.console import errors
from nagara.cli.console import out as console

if TYPE_CHECKING:
    from nagara.commitments.clauses import Clause, Deadline, DocumentText, Place
    from nagara.exchange.declaration_text.file import DeclarationFile

__all__ = ["read"]

_KINDS = {"C": "commitment", "R": "reaffirmation", "Q": "request", "F": "fact"}
_WIDTH = 96


def read(file: Path, as_json: Path | None, *, reported: bool) -> None:
    """Print the proposal for one file, or write it as JSON."""
    from nagara.commitments.importer.propose import propose
    from nagara.commitments.matching import known_texts
    from nagara.exchange.declaration_text.file import read_declaration

    if as_json is not None and as_json.exists() and as_json.is_dir():
        errors(f"{as_json}: this is a folder. Name a file to write.")
        raise typer.Exit(2)
    source = read_declaration(file)
    document = propose(
        source.text,
        language=source.language,
        known_documents=known_texts(),
        is_reported=True if reported else None,
    )
    if as_json is not None:
        text = json.dumps(as_data(document, source), ensure_ascii=False, indent=2)
        as_json.parent.mkdir(parents=True, exist_ok=True)
        as_json.write_text(f"{text}\n", "utf-8")
    console.write("\n".join(_lines(document, source)))
    if as_json is not None:
        console.write(f"Written to {as_json}.")


def as_data(document: DocumentText, source: DeclarationFile) -> dict[str, object]:
    """The proposal as it is written to JSON: every place counts characters of ``text``."""
    return {
        "file": source.name,
        "doubts": list(source.doubts),
        "language": document.language,
        "is_reported": document.is_reported,
        "title": document.proposed_title,
        "facts": dict(document.proposed_facts),
        "text": document.text,
        "blocks": [{"role": each.role.value, "label": each.label, **_place(each.place)} for each in document.blocks],
        "clauses": [_clause(each) for each in document.clauses],
    }


def _clause(clause: Clause) -> dict[str, object]:
    return {
        "key": clause.key,
        "label": clause.label,
        "parent": clause.parent,
        "role": clause.role.value,
        "kind": clause.kind.value,
        "is_wish": clause.is_wish,
        "confidence_frac": clause.confidence_frac,
        "reasons": list(clause.reasons),
        "addressees": list(clause.addressees),
        **_place(clause.place),
        "parts": [
            {
                "key": each.key,
                "confidence_frac": each.confidence_frac,
                **_place(each.place),
                "shared": [_place(shared) for shared in each.shared],
            }
            for each in clause.parts
        ],
        "mentions": [
            {"words": each.words, "document_id": each.document_id, "year": each.year, **_place(each.place)}
            for each in clause.mentions
        ],
        "deadlines": [
            {
                "words": each.words,
                "on": each.on.isoformat() if each.on else None,
                "before": each.before.isoformat() if each.before else None,
                **_place(each.place),
            }
            for each in clause.deadlines
        ],
    }


def _place(place: Place) -> dict[str, int]:
    return {"start": place.start, "stop": place.stop}


def _lines(document: DocumentText, source: DeclarationFile) -> list[str]:
    """The proposal as a person reads it in a terminal."""
    from nagara.commitments.importer.flowing import flowing

    kinds = Counter(clause.kind.value for clause in document.clauses)
    counts = ", ".join(
        f"{kinds[kind]} {name}{'s' * (kinds[kind] != 1)}" for kind, name in _KINDS.items() if kinds[kind]
    )
    parts = sum(len(clause.parts) for clause in document.clauses if clause.kind.value == "C")
    lines = [document.proposed_title or source.name, f"Language {document.language}. {counts or 'No clauses'}."]
    if parts:
        lines.append(f"{parts} parts of commitments can be measured apart.")
    if document.is_reported:
        lines.append("This reads as a report about a document: its sentences bind nobody and are kept as reported.")
    if why := document.proposed_facts.get("no_declaration"):
        kind = (
            "It reads like the minutes of a meeting." if why == "minutes" else "Nobody promises or asks anything in it."
        )
        lines.append(f"This does not look like a declaration. {kind} Nothing in it is proposed with confidence.")
    if adopted := document.proposed_facts.get("adopted_on"):
        place = document.proposed_facts.get("place", "")
        lines.append(f"Adopted on {adopted}{f' in {place}' if place else ''}.")
    lines.extend(f"Doubt: {doubt}" for doubt in source.doubts)
    for clause in document.clauses:
        wish = " (wish)" if clause.is_wish else ""
        words = flowing(clause.place.of(document.text))
        lines.append("")
        lines.append(f"{clause.key:8} {_KINDS[clause.kind.value]}{wish}, sure {clause.confidence_frac:.2f}")
        lines.append(f"         {_short(words)}")
        if len(clause.parts) > 1:
            lines.extend(
                f"         {each.key:>3}  {_short(flowing(each.place.of(document.text)))}" for each in clause.parts
            )
        said = (
            ("to", ", ".join(flowing(each) for each in clause.addressees)),
            ("by", ", ".join(_deadline(each) for each in clause.deadlines)),
            ("names", ", ".join(flowing(each.words) for each in clause.mentions)),
        )
        lines.extend(f"         {label}: {words}" for label, words in said if words)
    lines.extend(("", "These are proposals. A person confirms or corrects each of them."))
    return lines


def _deadline(deadline: Deadline) -> str:
    words = " ".join(deadline.words.split())
    if deadline.before is not None:
        return f"{words} (before {deadline.before})"
    return f"{words} ({deadline.on})" if deadline.on is not None else f"{words} (no day told)"


def _short(words: str) -> str:
    return words if len(words) <= _WIDTH else f"{words[: _WIDTH - 1].rstrip()}…"
