"""The text itself of a document that the register holds in own words: its clauses found again by their phrases."""

from __future__ import annotations

from typing import Final

from nagara.commitments import register
from nagara.commitments.clauses import DocumentText
from nagara.commitments.matching import matched
from nagara.errors import UnknownCodeError
from nagara_web.declarations.models import Clause, Document, Part, TextEdition
from nagara_web.declarations.nouns import plain_words, same_code
from nagara_web.declarations.text_json import text_from_json

__all__ = ["OWN_WORDS", "find_again", "put_in_place"]

OWN_WORDS: Final = "en-x-own"
"""Tag of our own words, once the text itself has taken the place of its language."""


def find_again(document: Document, edition: TextEdition, text: DocumentText) -> None:
    """Keep where each clause of the register stands in its text; nothing is changed before a second person agrees.

    Parameters
    ----------
    document
        A document that came with the register.
    edition
        Its text, which was just read.
    text
        The same as the library knows it.
    """
    try:
        entries = register.clauses_of(document.slug)
    except UnknownCodeError:
        entries = ()
    found = {same_code(id_).partition(".")[2]: key for id_, key in matched(text, entries).items()}
    known = {each.key for each in entries}
    taken = {key.partition(".")[0] for key in found.values()}
    edition.found = {
        **edition.found,
        "matched": found,
        "aligned": len(found),
        "without_translation": sorted(known - set(found)),
        "without_original": [each.key for each in text.clauses if each.key not in taken],
    }
    edition.save(update_fields=["found"])


def put_in_place(document: Document, edition: TextEdition, said: dict[str, object]) -> int:
    """Give the clauses of the register the words of the text; their keys and our own words stay.

    Parameters
    ----------
    document, edition
        The document and the text that a second person agrees with.
    said
        The text with its clauses, as it was read.

    Returns
    -------
    int
        How many clauses and parts have a place in the text now.
    """
    text = text_from_json(said)
    by_key = {each.key: each for each in text.clauses}
    rows = {each.key: each for each in document.clauses.prefetch_related("parts")}
    placed: list[Part] = []
    moved: dict[str, Clause] = {}
    for code, there in edition.found.get("matched", {}).items():
        key, _dot, letter = code.partition(".")
        clause, (other_key, _dot, other_letter) = rows[key], there.partition(".")
        other = by_key[other_key]
        own = clause.words.get(OWN_WORDS) or clause.words.get(edition.language, "")
        words = plain_words(other.place.of(text.text))
        clause.words = {**clause.words, edition.language: words, OWN_WORDS: own}
        clause.places = {**clause.places, edition.language: [other.place.start, other.place.stop]}
        clause.sought = " ".join([clause.sought, words.lower()])
        moved[key] = clause
        part = next((each for each in clause.parts.all() if each.key == letter), None)
        phrase = next((each for each in other.parts if each.key == other_letter), None)
        if part is not None and phrase is not None:
            part.place = [phrase.place.start, phrase.place.stop]
            part.shared = [[each.start, each.stop] for each in phrase.shared]
            placed.append(part)
    Clause.objects.bulk_update(moved.values(), ["words", "places", "sought"])
    Part.objects.bulk_update(placed, ["place", "shared"])
    return len(moved) + len(placed)
