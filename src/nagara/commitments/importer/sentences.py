"""Sentences of a paragraph and words of a sentence, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from nagara.commitments.clauses import Place
from nagara.commitments.importer.vocabulary import plain

__all__ = ["Word", "sentences", "words_of"]

_END = re.compile(r"[.!?。।။។][\"'”’)\]*_]{0,4}(?:\[\^?\w{1,4}\])?(?=\s+[\"'“‘(*_\[]{0,4}(\S))")
_NOT_AN_END = frozenset(
    (
        *(
            "e.g",
            "i.e",
            "no",
            "nos",
            "art",
            "mr",
            "mrs",
            "ms",
            "dr",
            "st",
            "h.e",
            "hon",
            "prof",
            "vs",
            "cf",
            "etc",
            "inc",
        ),
        *(
            "u.n",
            "u.s",
            "para",
            "paras",
            "fig",
            "vol",
            "viz",
            "p",
            "pp",
            "ltd",
            "jr",
            "sr",
            "gen",
            "gov",
            "sec",
            "tp",
            "b.e",
        ),
        *("พ.ศ", "ค.ศ"),
    )
)
_WORD = re.compile(
    r"[^\W_]+(?:['’\-‑./&][^\W_]+|[-\u00ad\u2010][ \t]{0,8}\r?\n[ \t]{0,8}[a-zà-ỹ]+)*|[^\w\s]|_", re.UNICODE
)
_CUT_AT_LINE_END = re.compile(r"[-\u00ad\u2010][ \t]{0,8}\r?\n[ \t]{0,8}")
_OPENS, _CLOSES = "([{«“", ")]}»”"


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a sign, as the tables spell it, its place in the text, and how deep it stands in brackets."""

    plain: str
    start: int
    stop: int
    depth: int
    is_capital: bool


def sentences(text: str, start: int, stop: int) -> Iterator[Place]:
    """Split a stretch into sentences, without the spaces around them."""
    begun = start
    for end in _END.finditer(text, start, stop):
        follows = end[1]
        if follows.islower() or (end[0][0] == "." and _is_short_form(text, begun, end.start())):
            continue
        if place := _trimmed(text, begun, end.end()):
            yield place
        begun = end.end()
    if place := _trimmed(text, begun, stop):
        yield place


@lru_cache(maxsize=64)
def words_of(text: str, start: int, stop: int) -> tuple[Word, ...]:
    """Words and signs of a stretch; stars and underlines of Markdown are passed over."""
    found: list[Word] = []
    depth = 0
    for match in _WORD.finditer(text, start, stop):
        word = match[0]
        if word in "*_\\":
            continue
        if word in _CLOSES:
            depth = max(0, depth - 1)
        found.append(Word(plain(_whole(word)), match.start(), match.end(), depth, word[:1].isupper()))
        if word in _OPENS:
            depth += 1
    return tuple(_unclosed_do_not_count(found, depth))


def _whole(word: str) -> str:
    return _CUT_AT_LINE_END.sub("", word) if "\n" in word else word


def _unclosed_do_not_count(found: list[Word], depth: int) -> list[Word]:
    """A bracket that nobody closed must not hide the rest of the sentence."""
    if not depth:
        return found
    return [Word(each.plain, each.start, each.stop, 0, each.is_capital) for each in found]


def _is_short_form(text: str, start: int, at: int) -> bool:
    before = text[max(start, at - 12) : at].split()
    if not before:
        return True
    last = before[-1].lstrip("(*_\"'“").lower()
    return (
        last in _NOT_AN_END
        or (len(last) == 1 and last.isalpha() and last.isascii())
        or (last.isdecimal() and len(before) == 1)
    )


def _trimmed(text: str, start: int, stop: int) -> Place | None:
    words = text[start:stop]
    begin = start + len(words) - len(words.lstrip())
    end = start + len(words.rstrip())
    return Place(start=begin, stop=end) if end > begin else None
