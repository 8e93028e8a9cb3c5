"""Other words for one clause of a text: what stands behind it moves along, and its parts are found again in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from typing import Any, Final

from nagara.commitments.importer.deadlines import deadlines_in
from nagara_web.declarations.models import Clause, Document, Part
from nagara_web.declarations.nouns import plain_words

__all__ = ["moving", "put_words", "raw_words"]

LONGEST_COMPARED: Final = 20_000
"""A longer clause is not compared letter by letter; its parts then keep their share of the length."""
Move = Callable[[int], int]


def raw_words(document: Document, clause: Clause) -> str:
    """Words of a clause as its text has them, or our own where no text stands behind it."""
    language = document.language
    edition = document.texts.filter(language=language).first()
    place = clause.places.get(language)
    if edition is None or not place:
        return str(clause.words.get(language, ""))
    return edition.text[place[0] : place[1]]


def put_words(document: Document, key: str, words: str) -> None:
    """Put other words in the place of a clause; blocks, clauses and parts keep what is theirs.

    Parameters
    ----------
    document
        A draft.
    key
        The clause.
    words
        Its new words, as its text is to have them.
    """
    language = document.language
    edition = document.texts.filter(language=language).first()
    rows = list(document.clauses.prefetch_related("parts"))
    clause = next(each for each in rows if each.key == key)
    place = clause.places.get(language)
    if edition is None or not place:
        clause.words = {**clause.words, language: words}
        clause.save(update_fields=["words"])
        return
    start, stop = place
    move = moving(edition.text[start:stop], words, start)
    edition.text = edition.text[:start] + words + edition.text[stop:]
    edition.blocks = [[role, move(low), move(high), label] for role, low, high, label in edition.blocks]
    edition.save(update_fields=["text", "blocks"])
    parts: list[Part] = []
    for each in rows:
        if language in each.places:
            touched = each.places[language][0] < stop and start < each.places[language][1]
            parts += _moved(each, language, edition.text, move, is_touched=touched)
    clause.deadlines = _deadlines(document, edition.text, *clause.places[language])
    Clause.objects.bulk_update(rows, ["words", "places", "sought", "mentions", "deadlines"])
    Part.objects.bulk_update([each for each in parts if each.place], ["words", "place", "shared"])
    for part in parts:
        if not part.place:
            part.delete()


def moving(was: str, now: str, start: int) -> Move:
    """Where a place of a text lies once the words at ``start`` are others.

    Parameters
    ----------
    was, now
        The words before and after.
    start
        Where they begin.

    Examples
    --------
    >>> move = moving("close dumps", "close all dumps", 10)
    >>> move(4), move(10), move(16), move(21), move(40)
    (4, 10, 20, 25, 44)
    """
    stop, delta = start + len(was), len(now) - len(was)
    if max(len(was), len(now)) <= LONGEST_COMPARED:
        steps = SequenceMatcher(None, was, now, autojunk=False).get_opcodes()
    else:
        steps = [("replace", 0, len(was), 0, len(now))]

    def move(at: int) -> int:
        if at <= start:
            return at
        if at >= stop:
            return at + delta
        inside = at - start
        for what, low, high, new_low, new_high in steps:
            if low <= inside < high:
                return start + (new_low + inside - low if what == "equal" else min(new_low + inside - low, new_high))
        return stop + delta

    return move


def _moved(clause: Clause, language: str, text: str, move: Move, *, is_touched: bool) -> list[Part]:
    """Move the places of a clause; its parts, of which one without a word left has no place."""
    low, high = (move(at) for at in clause.places[language])
    clause.places = {**clause.places, language: [low, high]}
    for name in ("mentions", "deadlines"):
        setattr(clause, name, [_said(each, text, move) for each in getattr(clause, name)])
    if is_touched:
        clause.words = {**clause.words, language: plain_words(text[low:high])}
        clause.sought = " ".join(clause.words.values()).lower()
    parts = list(clause.parts.all())
    for part in parts:
        if part.place:
            part.place = _ends(part.place, move)
            part.shared = [ends for each in part.shared if (ends := _ends(each, move))]
            if part.place and is_touched:
                places = (*part.shared, part.place)
                part.words = plain_words(" … ".join(text[first:last].strip() for first, last in places))
    return [each for each in parts if each.place or each.is_verbatim]


def _said(each: dict[str, Any], text: str, move: Move) -> dict[str, Any]:
    place = each.get("place")
    ends = _ends(place, move) if place else None
    return {**each, "place": ends, "words": text[ends[0] : ends[1]]} if ends else each


def _ends(place: Sequence[int], move: Move) -> list[int] | None:
    low, high = move(place[0]), move(place[1])
    return [low, high] if low < high else None


def _deadlines(document: Document, text: str, start: int, stop: int) -> list[dict[str, Any]]:
    """Days that the new words name."""
    return [
        {
            "words": each.words,
            "place": [each.place.start, each.place.stop],
            "on": each.on.isoformat() if each.on else None,
            "before": each.before.isoformat() if each.before else None,
        }
        for each in deadlines_in(text, start, stop, adopted_on=document.adopted_on)
    ]
