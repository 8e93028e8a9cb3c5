"""Registered clauses found again in a text that was read: what was promised stays the same thing in both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from nagara.commitments.alignment import frameworks
from nagara.commitments.importer.mentions import KnownDocument, known_from
from nagara.commitments.register import documents

if TYPE_CHECKING:
    from nagara.commitments.clauses import Clause, DocumentText
    from nagara.commitments.register import RegisteredClause

__all__ = ["known_texts", "matched"]


def known_texts() -> tuple[KnownDocument, ...]:
    """What the documents of the register and the frameworks are called, for the importer to recognise them.

    A framework has its id there too, as in ``acv-2025``.
    """
    named = ((each.id, (each.name, *each.aliases)) for each in frameworks().values() if each.id != "net")
    return (*known_from(documents()), *(KnownDocument(id=id_, names=names) for id_, names in named))


def matched(text: DocumentText, registered: Iterable[RegisteredClause]) -> Mapping[str, str]:
    """Where each registered clause stands in a text.

    Parameters
    ----------
    text
        The text with its clauses, from an import.
    registered
        Clauses of the register, as of the document and of those that it reports on.

    Returns
    -------
    Mapping[str, str]
        By id of the registered clause the key of the part that holds its phrase, as in ``2.g``, or of the
        clause where the phrase stands in no part alone. Clauses that are not found are left out.
    """
    found: dict[str, str] = {}
    for each in registered:
        phrase = _plain(each.phrase)
        holders = (clause for clause in text.clauses if phrase and phrase in _plain(clause.place.of(text.text)))
        if holder := next(holders, None):
            found[each.id] = _key(holder, phrase, text)
    return MappingProxyType(found)


def _key(clause: Clause, phrase: str, text: DocumentText) -> str:
    inside = [part.key for part in clause.parts if phrase in _plain(part.place.of(text.text))]
    return f"{clause.key}.{inside[0]}" if inside and len(clause.parts) > 1 else clause.key


def _plain(words: str) -> str:
    return " ".join(words.replace("*", "").casefold().split())
