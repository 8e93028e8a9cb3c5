"""Where the verb of an English sentence stands, and whether it opens what the tables know."""

from __future__ import annotations

from collections.abc import Sequence

from nagara.commitments.importer.sentences import Word
from nagara.commitments.importer.vocabulary import Opening, among, openings

__all__ = ["MODALS", "opening_at", "past_adverbs", "past_introduction"]

MODALS = frozenset(("will", "shall", "must", "should"))
_SIGNS = frozenset((",", "and", '"', "“", "”", "("))
_RELATIVE = frozenset(
    ("that", "which", "where", "what", "as", "than", "who", "whom", "when", "if", "us", "how", "because")
)
_SUBJECT_REACH = 40
_OPENING_REACH = 4


def past_introduction(words: Sequence[Word]) -> int:
    """Pass over "To this end," and "In this regard," before a subject of ours."""
    for at, word in enumerate(words[:_SUBJECT_REACH]):
        if word.plain == "," and at + 1 < len(words) and words[at + 1].plain in {"we", "hereby"}:
            return at + 1
        if word.plain == "we" and (at == 0 or words[at - 1].plain not in _RELATIVE):
            return at
        if word.plain in {".", ":", ";"}:
            break
    return 0


def past_adverbs(words: Sequence[Word], at: int) -> int:
    """Pass over "hereby", "further" and signs."""
    adverbs = among("adverb")
    while at < len(words) and (words[at].plain in adverbs or words[at].plain in _SIGNS):
        at += 1
    return at


def opening_at(words: Sequence[Word], at: int) -> Opening | None:
    """The longest opening of the table that begins at ``at``."""
    if at >= len(words):
        return None
    for opening in openings("en").get(words[at].plain, ()):
        if _goes_on(words, at + 1, opening.words[1:]):
            return opening
    return None


def _goes_on(words: Sequence[Word], at: int, wanted: Sequence[str]) -> bool:
    """Whether the words that an opening wants follow; a star stands for up to three, adverbs may stand between."""
    adverbs = among("adverb")
    for number, want in enumerate(wanted):
        if want == "*":
            rest = wanted[number + 1 :]
            return any(_goes_on(words, at + skipped, rest) for skipped in range(_OPENING_REACH + 1))
        while at < len(words) and words[at].plain != want and words[at].plain in adverbs:
            at += 1
        if at >= len(words) or words[at].plain != want:
            return False
        at += 1
    return True
