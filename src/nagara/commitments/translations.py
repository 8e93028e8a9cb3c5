"""Two languages of one document side by side, clause by clause; what has no counterpart is said, never guessed.

Clauses belong together if they have the same key, else if they have the same printed number in the same
place of the document, in whatever digits it is printed. Their order alone proves nothing.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from nagara.commitments.clauses import Clause, DocumentText
from nagara.findings import Finding

__all__ = ["AlignedClause", "Alignment", "MatchedBy", "align", "plain_number", "with_keys_of"]


class MatchedBy(StrEnum):
    """What two clauses have in common."""

    KEY = "key"
    NUMBER = "number"
    NOTHING = "nothing"
    """It has no counterpart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignedClause:
    """A clause in two languages, or in one where the other has no counterpart.

    Parameters
    ----------
    key
        Its key in the original, else in the translation.
    missing_parts
        Letters of parts that only the original has.
    added_parts
        Letters of parts that only the translation has.
    """

    key: str
    original: Clause | None
    translation: Clause | None
    matched_by: MatchedBy
    missing_parts: tuple[str, ...] = ()
    added_parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """All clauses of two texts, in the order of the original; what only the translation has stands last."""

    rows: tuple[AlignedClause, ...]
    language: str

    @property
    def without_translation(self) -> tuple[str, ...]:
        """Keys of clauses of the original that have no counterpart."""
        return tuple(row.key for row in self.rows if row.translation is None)

    @property
    def without_original(self) -> tuple[str, ...]:
        """Keys of clauses of the translation that have no counterpart."""
        return tuple(row.key for row in self.rows if row.original is None)

    @property
    def coverage(self) -> str:
        """How much is aligned, in English."""
        originals = [row for row in self.rows if row.original is not None]
        return f"{sum(row.translation is not None for row in originals)} of {len(originals)} clauses aligned"

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What a person should look at before both are published."""
        return tuple(finding for row in self.rows for finding in _findings(row, self.language))


def align(original: DocumentText, translation: DocumentText) -> Alignment:
    """Set two languages of a document side by side.

    Parameters
    ----------
    original
        The text in the language of record.
    translation
        The text in another language.
    """
    by_key = {clause.key: clause for clause in translation.clauses}
    pairs: dict[str, tuple[Clause, MatchedBy]] = {}
    for clause in original.clauses:
        found = by_key.get(clause.key)
        if found is not None and found.role is clause.role:
            pairs[clause.key] = (found, MatchedBy.KEY)
    taken = {found.key for found, _ in pairs.values()}
    numbers = _by_number(translation, skip=taken)
    for number, clause in _by_number(original, skip=set(pairs)).items():
        if number in numbers:
            pairs[clause.key] = (numbers[number], MatchedBy.NUMBER)
            taken.add(numbers[number].key)
    rows = [_row(clause, *pairs.get(clause.key, (None, MatchedBy.NOTHING))) for clause in original.clauses]
    alone = [
        AlignedClause(key=clause.key, original=None, translation=clause, matched_by=MatchedBy.NOTHING)
        for clause in translation.clauses
        if clause.key not in taken
    ]
    return Alignment(rows=(*rows, *alone), language=translation.language)


def with_keys_of(original: DocumentText, translation: DocumentText) -> DocumentText:
    """The translation with the keys of the original, so that a link holds in both languages.

    A clause without counterpart keeps its key, unless another clause has it now; then the tag of its
    language is added.
    """
    aligned = align(original, translation)
    given = {row.translation.key: row.key for row in aligned.rows if row.translation and row.original}
    used = set(given.values()) | {clause.key for clause in original.clauses}
    for row in aligned.rows:
        if row.translation and not row.original:
            given[row.translation.key] = _free(row.translation.key, translation.language, used)
            used.add(given[row.translation.key])
    clauses = tuple(_rekeyed(clause, given) for clause in translation.clauses)
    return replace(translation, clauses=clauses)


def plain_number(label: str) -> str:
    """A printed number without punctuation, its digits in ASCII.

    Examples
    --------
    >>> plain_number("๑๒."), plain_number("(III)"), plain_number("- 2. ")
    ('12', 'iii', '2')
    """
    digits = (str(unicodedata.decimal(each, each)) for each in label)
    return "".join(each for each in digits if each.isalnum()).lower()


def _by_number(text: DocumentText, *, skip: set[str]) -> Mapping[tuple[str, ...], Clause]:
    """Clauses by role and the numbers from the top down; a number that occurs twice names nobody."""
    clauses = {clause.key: clause for clause in text.clauses}
    paths = {clause.key: _path(clause, clauses) for clause in text.clauses}
    counts = Counter(paths.values())
    return {
        path: clauses[key] for key, path in paths.items() if path is not None and counts[path] == 1 and key not in skip
    }


def _path(clause: Clause, clauses: Mapping[str, Clause]) -> tuple[str, ...] | None:
    numbers: list[str] = []
    at: Clause | None = clause
    seen: set[str] = set()
    while at is not None and at.key not in seen:
        seen.add(at.key)
        number = plain_number(at.label)
        if not number:
            return None
        numbers.append(number)
        at = clauses.get(at.parent) if at.parent else None
    return (clause.role.value, *reversed(numbers))


def _row(clause: Clause, found: Clause | None, matched_by: MatchedBy) -> AlignedClause:
    ours, theirs = [part.key for part in clause.parts], [part.key for part in found.parts] if found else []
    return AlignedClause(
        key=clause.key,
        original=clause,
        translation=found,
        matched_by=matched_by,
        missing_parts=tuple(key for key in ours if found and key not in theirs),
        added_parts=tuple(key for key in theirs if key not in ours),
    )


def _findings(row: AlignedClause, language: str) -> Iterator[Finding]:
    values: dict[str, str | float] = {"clause": row.key, "language": language}
    if row.translation is None:
        yield Finding(code="translation-clause-missing", values=values)
        return
    if row.original is None:
        yield Finding(code="translation-clause-added", values=values)
        return
    if row.original.kind is not row.translation.kind:
        kinds = {"original": row.original.kind.value, "translation": row.translation.kind.value}
        yield Finding(code="translation-kind-differs", values={**values, **kinds})
    if row.missing_parts or row.added_parts:
        counts = {"original": len(row.original.parts), "translation": len(row.translation.parts)}
        yield Finding(code="translation-parts-differ", values={**values, **counts})


def _free(key: str, language: str, used: set[str]) -> str:
    while key in used:
        key = f"{key}-{language}"
    return key


def _rekeyed(clause: Clause, given: Mapping[str, str]) -> Clause:
    return replace(clause, key=given.get(clause.key, clause.key), parent=given.get(clause.parent, clause.parent))
