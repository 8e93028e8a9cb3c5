"""``nagara declaration list``, ``show`` and ``thread``: what the register knows of declarations and promises."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path

from nagara.cli.console import out
from nagara.commitments.alignment import aligned
from nagara.commitments.clauses import ClauseKind
from nagara.commitments.documents import Document, Forum, Session, disputed
from nagara.commitments.lineage import Step, thread
from nagara.commitments.links import links_of
from nagara.commitments.register import RegisteredClause, clauses_of, documents, find, forum, register
from nagara.errors import UnknownCodeError

__all__ = ["Format", "list_documents", "show", "show_thread"]

WIDTH = 100
KINDS = {
    ClauseKind.COMMITMENT: "commitment",
    ClauseKind.REAFFIRMATION: "reaffirmation",
    ClauseKind.REQUEST: "request",
    ClauseKind.FACT: "fact",
}


class Format(StrEnum):
    """How an answer is written."""

    TEXT = "text"
    JSON = "json"


def list_documents(of_forum: str | None, format_: str) -> None:
    """Write all documents in order of time, or those of one forum."""
    chosen = documents(forum=forum(of_forum).id if of_forum else None)
    if _format(format_) is Format.JSON:
        _write_json([_document_data(each) for each in chosen])
        return
    width = max(len(each.id) for each in chosen) + 2
    lines = (f"{each.year}  {each.id:{width}}{len(clauses_of(each.id)):>7}  {each.title}" for each in chosen)
    out.write("\n".join((f"Year  {'Document':{width}}Clauses  Name", *lines)))


def show(name: str, format_: str) -> None:
    """Write what goes by an id, a name or an alias: documents, clauses, forums or sessions.

    Raises
    ------
    UnknownCodeError
        If nothing goes by it.
    """
    found = find(name)
    if not found:
        raise UnknownCodeError("document or clause", name, [each.id for each in documents()])
    if _format(format_) is Format.JSON:
        _write_json([_data(each) for each in found])
        return
    out.write("\n\n".join("\n".join(_said(each)) for each in found))


def show_thread(clause_id: str, on: date, format_: str, picture: Path | None) -> None:
    """Write the story of one promise, and draw it where a file is named.

    Raises
    ------
    UnknownCodeError
        If the register has no such clause.
    """
    from nagara.reports.promise_thread import end_of
    from nagara.reports.promise_thread import picture as drawn

    story = thread(clause_id)
    if picture is not None:
        from nagara.reports.charts.drawing import stand_alone

        picture.write_text(stand_alone(drawn(story, on).wide) + "\n", "utf-8")
    steps = [step for number, step in enumerate(story.steps) if step.on <= on or not number]
    if _format(format_) is Format.JSON:
        since = story.open_since(on)
        _write_json(
            {
                "key": story.key,
                "title": story.title,
                "standing": story.standing(on),
                "open_since": str(since) if since else None,
                "steps": [_step_data(step) for step in steps],
            }
        )
        return
    told = [line for step in steps for line in _told(step)]
    out.write("\n".join((story.title or story.steps[0].clause.says, "", *told, "", end_of(story, on))))


def _format(format_: str) -> Format:
    if format_ not in set(Format):
        raise UnknownCodeError("format", format_, tuple(Format))
    return Format(format_)


def _write_json(data: object) -> None:
    out.write(json.dumps(data, ensure_ascii=False, indent=2))


def _said(thing: Forum | Session | Document | RegisteredClause) -> Iterator[str]:
    if isinstance(thing, RegisteredClause):
        yield from _clause_said(thing)
        return
    yield thing.id
    if isinstance(thing, Session):
        yield f"  {thing.place}, {_days(thing)}{', announced' if thing.is_announced else ''}"
    else:
        yield from _wrapped("  ", (f"{each.text}{_term(each.valid_from, each.valid_to)}" for each in thing.names))
    differing = disputed(thing.statements)
    for each in thing.statements:
        where = ", ".join(source.publisher for source in each.sources)
        mark = " (accounts differ)" if each.topic in differing else ""
        yield from _wrapped("  ", [f"{each.topic}{mark}: {each.says} [{where}]"])
    if isinstance(thing, Document):
        for link in links_of(thing.id):
            if link.later == thing.id:
                yield f"  {link.relation} {link.earlier}"
        for clause in clauses_of(thing.id):
            reported = ", reported" if clause.is_reported else ""
            yield from _wrapped("  ", [f"{clause.key:6}{clause.says} ({KINDS[clause.kind]}{reported})"])


def _clause_said(clause: RegisteredClause) -> Iterator[str]:
    yield f"{clause.id}{'  also ' + ', '.join(clause.aliases) if clause.aliases else ''}"
    yield from _wrapped("  ", [clause.says])
    reported = ", known from a report" if clause.is_reported else ""
    where = ", ".join(source.publisher for source in clause.sources)
    yield f"  {KINDS[clause.kind]}{reported}; {clause.locator} [{where}]"
    for link in links_of(clause.id):
        done = f"{link.relation} {link.earlier}" if link.later == clause.id else f"{link.later} {link.relation} it"
        yield from _wrapped("  ", [f"{done}: {link.reason}"])
    for each in aligned(clause.id):
        code = f"{each.code.id} {each.code.label}" if each.code else "no international indicator"
        note = f" ({each.alignment.note})" if each.alignment.note else ""
        yield from _wrapped("  ", [f"{each.alignment.fits}: {code}{note}"])


def _told(step: Step) -> Iterator[str]:
    if step.milestone is not None:
        yield from _wrapped(f"{step.milestone.when:11}", [f"{step.milestone.standing}: {step.milestone.says}"])
        for each in step.milestone.statements:
            yield from _wrapped(" " * 11 + "- ", [f"{each.says} [{each.sources[0].publisher}]"])
        return
    reported = " (reported)" if step.clause.is_reported else ""
    yield f"{step.year!s:11}{step.clause.id}{reported}"
    yield from _wrapped(" " * 11, [step.clause.says])
    for link in step.links:
        yield from _wrapped(" " * 11, [f"{link.relation} {link.earlier}: {link.reason}"])


def _wrapped(indent: str, paragraphs: Iterable[str]) -> Iterator[str]:
    for paragraph in paragraphs:
        yield from textwrap.wrap(paragraph, WIDTH, initial_indent=indent, subsequent_indent=" " * (len(indent) + 2))


def _days(session: Session) -> str:
    if session.starts_on is None or session.ends_on is None:
        return str(session.year)
    return f"{session.starts_on} to {session.ends_on}" if session.starts_on != session.ends_on else str(session.ends_on)


def _term(start: date | None, end: date | None) -> str:
    return f" ({start.year if start else ''}-{end.year if end else ''})" if start or end else ""


def _data(thing: Forum | Session | Document | RegisteredClause) -> dict[str, object]:
    if isinstance(thing, Document):
        return _document_data(thing) | {"clauses": [_clause_data(each) for each in clauses_of(thing.id)]}
    if isinstance(thing, RegisteredClause):
        return _clause_data(thing)
    names = [each.text for each in thing.names] if isinstance(thing, Forum) else []
    return {"id": thing.id, "names": names, "statements": _statements(thing)}


def _statements(thing: Forum | Session | Document) -> list[dict[str, object]]:
    return [
        {
            "topic": each.topic,
            "says": each.says,
            "confidence": each.confidence,
            "sources": [source.url or source.title for source in each.sources],
        }
        for each in thing.statements
    ]


def _document_data(entry: Document) -> dict[str, object]:
    return {
        "id": entry.id,
        "session": entry.session,
        "kind": entry.kind,
        "names": [each.text for each in entry.names],
        "adopted_on": str(entry.adopted_on) if entry.adopted_on else None,
        "confidence": entry.confidence,
        "is_text_read": entry.is_text_read,
        "statements": _statements(entry),
    }


def _clause_data(entry: RegisteredClause) -> dict[str, object]:
    return {
        "id": entry.id,
        "aliases": entry.aliases,
        "kind": entry.kind,
        "says": entry.says,
        "is_reported": entry.is_reported,
        "made_on": str(register().made_on(entry.id)),
        "confidence": entry.confidence,
        "sources": [source.url or source.title for source in entry.sources],
        "codes": _codes(entry.id),
    }


def _codes(clause_id: str) -> Sequence[dict[str, object]]:
    return [
        {"code": each.code.id if each.code else None, "fits": each.alignment.fits, "note": each.alignment.note}
        for each in aligned(clause_id)
    ]


def _step_data(step: Step) -> dict[str, object]:
    done = step.milestone
    if done is not None:
        said = [each.says for each in done.statements]
        return {
            "when": done.when,
            "clause": done.clause,
            "standing": done.standing,
            "says": done.says,
            "accounts": said,
        }
    links = [{"relation": each.relation, "earlier": each.earlier, "reason": each.reason} for each in step.links]
    return {"when": str(step.year), "clause": step.clause.id, "says": step.clause.says, "links": links}
