"""Reference pages of the register of declarations and of the frameworks that its clauses are held against."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from nagara.commitments.alignment import Code, alignments, codes, frameworks
from nagara.commitments.clauses import ClauseKind
from nagara.commitments.documents import Confidence, Document, Name, Source, Statement
from nagara.commitments.lineage import Thread, threads
from nagara.commitments.links import links_of
from nagara.commitments.register import clauses_of, documents, register

KINDS = {
    ClauseKind.COMMITMENT: "commitment",
    ClauseKind.REAFFIRMATION: "reaffirmation",
    ClauseKind.REQUEST: "request",
    ClauseKind.FACT: "fact",
}


def register_page() -> str:
    """Forums, sessions, documents and their clauses, with what sources say and where they differ."""
    parts = [
        "# Register of declarations",
        "What the two forums of ASEAN's cities said since 2011, clause by clause, in own words. A document is known by "
        "forum, session and kind; names are labels. *Reported* means that the text was not read. Why it is kept this "
        "way stands in [from a sentence to a commitment](../../explanation/from-sentence-to-commitment.md).",
        "## Forums and sessions",
    ]
    for forum in register().forums.values():
        parts.append(f"### {_text(forum.name_on(date.max))}\n\n`{forum.id}`")
        parts.append(_names(forum.names))
        parts.append(_statements(forum.statements))
    parts.append(
        _table(
            ("Session", "No.", "Place", "Days", "Theme", "Confidence"),
            (
                (
                    f"`{each.id}`",
                    str(each.number or ""),
                    _text(each.place),
                    "announced"
                    if each.is_announced
                    else f"{each.starts_on or each.year} to {each.ends_on or each.year}",
                    _text(each.theme),
                    each.confidence.value,
                )
                for each in register().sessions.values()
            ),
        )
    )
    parts += [_statements(each.statements, each.id) for each in register().sessions.values()]
    for document in documents():
        parts += _document(document)
    return _page(parts)


def threads_page() -> str:
    """The promises that can be followed through the years."""
    parts = [
        "# Threads of promises",
        "Each row is a text that takes a promise up, or what happened to it. *Reading* means that two texts were laid "
        "side by side here; *text* means that the later one names the earlier.",
    ]
    for thread in threads():
        parts.append(f"## {_text(thread.title)}\n\n`{thread.key}` · {_text(thread.question)}")
        since = thread.open_since()
        parts.append(f"{thread.standing().value.capitalize()}" + (f" since {since}." if since else "."))
        parts.append(_table(("When", "Clause", "What it does", "Why", "Confidence"), _steps(thread)))
    return _page(parts)


def frameworks_page() -> str:
    """Frameworks with their codes, and the clauses that are held against them."""
    parts = [
        "# Frameworks and alignment",
        "Codes have a first and a last day, and a successor where there is one. *Context* says something about the "
        "surroundings and nothing about whether a promise is kept.",
    ]
    for framework in frameworks().values():
        term = f"{framework.valid_from or 'always'} to {framework.valid_to or 'open'}"
        next_one = f" Followed by `{framework.successor}`." if framework.successor else ""
        parts.append(
            f"## {_text(framework.name)}\n\n`{framework.id}` · {term} · {framework.confidence.value}.{next_one}"
        )
        parts.append(_text(framework.note))
        parts.append(
            _table(
                ("Code", "About", "Unit", "Answered", "More"),
                (
                    (f"`{each.id}`", _text(each.label), _text(each.unit), each.answered.value, _more(each))
                    for each in codes().values()
                    if each.framework == framework.id
                ),
            )
        )
    parts.append("## Clauses by code")
    parts.append(
        _table(
            ("Clause", "Code", "Fits", "Note"),
            (
                (
                    f"`{part}`",
                    f"`{each.code}`" if each.code else "no international indicator",
                    each.fits.value,
                    _text(each.note),
                )
                for part, entries in alignments().items()
                for each in entries
            ),
        )
    )
    return _page(parts)


def _more(code: Code) -> str:
    """What few codes have, in one cell."""
    said = [
        f"UN series {', '.join(code.series)}" if code.series else "",
        f"same as {code.same_as}" if code.same_as else "",
        f"followed by {code.successor}" if code.successor else "",
        code.note,
        {Confidence.PARTLY: "partly confirmed", Confidence.UNCONFIRMED: "unconfirmed"}.get(code.confidence, ""),
    ]
    return "; ".join(_text(each) for each in said if each)


def _document(document: Document) -> Iterator[str]:
    yield f"## {_text(document.title)}, {document.year}"
    adopted = f", adopted {document.adopted_on}" if document.adopted_on else ""
    signed = f" Signed by {_text(', '.join(document.signatories))}." if document.signatories else ""
    where = _sources(document.sources, document.locator)
    yield f"`{document.id}`{adopted} · {document.confidence.value}.{signed} {where}"
    yield _names(document.names)
    yield _statements(document.statements)
    done = [link for link in links_of(document.id) if link.later == document.id]
    for relation, group in groupby(done, key=lambda link: link.relation):
        yield f"It {relation.value}: {', '.join(f'`{link.earlier}`' for link in group)}."
    clauses = clauses_of(document.id)
    if clauses:
        yield _table(
            ("Clause", "Also", "Kind", "What it says", "Known from"),
            (
                (
                    f"`{each.key}`",
                    _text(", ".join(each.aliases)),
                    KINDS[each.kind],
                    _text(each.says),
                    f"{'reported' if each.is_reported else 'text'}: {_text(each.locator)}",
                )
                for each in clauses
            ),
        )


def _steps(thread: Thread) -> Iterator[tuple[str, ...]]:
    for step in thread.steps:
        if step.milestone is not None:
            done = step.milestone
            yield done.when, f"`{done.clause}`", done.standing.value, _text(done.says), done.confidence.value
        elif not step.links:
            yield (
                str(step.year),
                f"`{step.clause.id}`",
                "first said",
                _text(step.clause.says),
                step.clause.confidence.value,
            )
        for link in step.links:
            done_to = f"{link.relation.value} `{link.earlier}` ({link.basis.value})"
            yield str(step.year), f"`{link.later}`", done_to, _text(link.reason), link.confidence.value


def _names(names: Iterable[Name]) -> str:
    return _table(
        ("Name", "From", "To", "Confidence", "Note"),
        (
            (
                _text(each.text),
                str(each.valid_from or ""),
                str(each.valid_to or ""),
                each.confidence.value,
                _text(each.note),
            )
            for each in names
        ),
    )


def _statements(statements: Iterable[Statement], about: str = "") -> str:
    rows = [
        (each.topic, _text(each.says), _sources(each.sources, each.locator), each.confidence.value)
        for each in statements
    ]
    head = f"**{about}**\n\n" if about else ""
    return head + _table(("Topic", "What is said", "Where", "Confidence"), rows) if rows else ""


def _sources(sources: Iterable[Source], locator: str) -> str:
    said = "; ".join(f"[{_text(each.title)}]({each.url})" if each.url else _text(each.title) for each in sources)
    return f"{said} ({_text(locator)})"


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = ["| " + " | ".join(head) + " |"]
    lines.append("|" + "---|" * (lines[0].count("|") - 1))
    lines.extend("| " + " | ".join(cells) + " |" for cells in rows)
    return "\n".join(lines)


def _text(words: str) -> str:
    escaped = html.escape(words, quote=False)
    for mark in "\\`*_|[]$":
        escaped = escaped.replace(mark, f"\\{mark}")
    return escaped


def _page(parts: Iterable[str]) -> str:
    return "\n\n".join(part for part in parts if part) + "\n"
