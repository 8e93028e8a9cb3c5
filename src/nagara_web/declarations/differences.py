"""What a correction of a document says otherwise: each change with what stood there before and stands there after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from nagara_web.declarations.models import Clause, Document

__all__ = ["differences"]

Change = dict[str, Any]


def differences(document: Document, correction: Document) -> list[Change]:
    """Every change, in the order of the text.

    Parameters
    ----------
    document, correction
        The document as it is published, and its correction.

    Returns
    -------
    list of dict
        ``key`` of the clause (empty for the document itself), ``what`` (``words``, ``kind``, ``part b``, …),
        ``before`` and ``after``; one of the two is empty where something is new or gone.
    """
    found = [
        _change("", what, before, after)
        for what, before, after in (
            ("title", document.title, correction.title),
            ("adopted-on", _day(document), _day(correction)),
            ("signatories", ", ".join(document.signatories), ", ".join(correction.signatories)),
        )
        if before != after
    ]
    old, new = _said(document), _said(correction)
    for key in dict.fromkeys((*new, *old)):
        before, after = old.get(key), new.get(key)
        if before is None or after is None:
            found.append(_change(key, "clause", (before or {}).get("words", ""), (after or {}).get("words", "")))
            continue
        names = dict.fromkeys((*before, *after))
        found += [
            _change(key, name, before.get(name, ""), after.get(name, ""))
            for name in names
            if before.get(name, "") != after.get(name, "")
        ]
    return found


def _change(key: str, what: str, before: str, after: str) -> Change:
    return {"key": key, "what": what, "before": before, "after": after}


def _day(document: Document) -> str:
    return document.adopted_on.isoformat() if document.adopted_on else ""


def _said(document: Document) -> dict[str, Mapping[str, str]]:
    """Clauses by key, each as the words that a change of it would be told with."""
    rows: Iterable[Clause] = document.clauses.prefetch_related("parts").order_by("position")
    return {each.key: _fields(document, each) for each in rows}


def _fields(document: Document, clause: Clause) -> dict[str, str]:
    said = {
        "words": str(clause.words.get(document.language) or next(iter(clause.words.values()), "")),
        "kind": clause.kind + "w" * clause.is_wish,
        "addressees": ", ".join(clause.addressees),
        "theme": clause.theme,
        "deadlines": ", ".join(str(each.get("on") or each["words"]) for each in clause.deadlines),
    }
    return said | {f"part {each.key}": each.words for each in clause.parts.all()}
