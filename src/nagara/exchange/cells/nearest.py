"""What a person may have meant by a word that is not on the list."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import SequenceMatcher, get_close_matches
from typing import Final

__all__ = ["nearest"]

SHORTEST_PART: Final = 3
LIKE_ENOUGH: Final = 0.8
MOST_NAMED: Final = 3


def nearest(word: str, code_by_word: Mapping[str, str]) -> tuple[str, ...]:
    """Find the answers that a word is part of, or holds; else the one that is spelt most like it.

    Parameters
    ----------
    word
        What was written, folded.
    code_by_word
        Codes by what may be written for them, folded.

    Returns
    -------
    tuple of str
        At most three codes; none if too many are meant as well.

    Examples
    --------
    >>> kinds = {"junk shop": "junk-shop", "recycler": "recycler", "exporter": "exporter"}
    >>> nearest("junkshop", kinds), nearest("recicler", kinds), nearest("fishing shop", kinds)
    (('junk-shop',), ('recycler',), ('junk-shop',))
    """
    parts = [code for known, code in code_by_word.items() if _holds(known, word) or _holds(word, known)]
    codes = tuple(dict.fromkeys(parts))
    if codes:
        return codes if len(codes) <= MOST_NAMED else ()
    alike = get_close_matches(word, code_by_word, n=1, cutoff=LIKE_ENOUGH)
    if alike:
        return (code_by_word[alike[0]],)
    score, known = max(((_alike_in_part(word, known), known) for known in code_by_word), default=(0.0, ""))
    return (code_by_word[known],) if score >= LIKE_ENOUGH else ()


def _holds(text: str, part: str) -> bool:
    """Whether a text holds a part, however blanks are set; a part of two letters says nothing."""
    sought = part.replace(" ", "")
    return len(sought) >= SHORTEST_PART and sought in text.replace(" ", "")


def _alike_in_part(word: str, known: str) -> float:
    """How much the most similar two words of two texts are alike: 0 to 1."""
    pairs = ((one, two) for one in word.split() for two in known.split() if min(len(one), len(two)) > SHORTEST_PART)
    return max((SequenceMatcher(None, one, two).ratio() for one, two in pairs), default=0.0)
