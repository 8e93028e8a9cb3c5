"""Who is asked and who acts: the words between a request and what it asks for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from nagara.commitments.importer.sentences import Word
from nagara.commitments.importer.vocabulary import forms, marks

__all__ = ["addressees_of", "asked_that", "is_actor", "is_ours"]

_REACH = 45
_ENDS = frozenset(("to", "for", ":", ";", ".", "that", "in"))
_WEAK = frozenset(
    form for verb in ("encourage", "ask", "recommend", "propose", "direct", "press") for form in forms(verb)
)
"""Verbs of request that take a thing as readily as somebody: "encouraging coordination"."""
_FEW, _MOST_WORDS = 3, 12
_SMALL = frozenset(("the", "of", "and", "for", ","))
_PARTICLES = frozenset(("upon", "on", "to", "for", "also", "further", "all"))
_ACRONYM = re.compile(r"\b[A-Z]{3,}\b")
_BETWEEN = re.compile(r",\s+(?:and\s+|as well as\s+)?|\s+and\s+|\s+as well as\s+")


def addressees_of(text: str, words: Sequence[Word], at: int) -> tuple[str, ...]:
    """Those between the verb at ``at`` and "to", as the text names them; none if nobody is named who can act."""
    begin = at + 1
    while begin < len(words) and words[begin].plain in _PARTICLES - {"all"}:
        begin += 1
    if begin < len(words) and words[begin].plain == "you":
        return (text[words[begin].start : words[begin].stop],)
    for end in range(begin, min(len(words), begin + _REACH)):
        if words[end].plain in _ENDS and not words[end].depth:
            if words[end].plain == "in" and not is_actor(words[begin:end]):
                continue
            if words[end].plain == "in" and any(word.plain == "to" for word in words[end : begin + _REACH]):
                continue
            is_name = end > begin and all(word.is_capital or word.plain in _SMALL for word in words[begin:end])
            strong = words[end].plain == "to" and (at < 0 or words[at].plain not in _WEAK or is_name)
            few = (
                words[end].plain == "to" and end - begin <= _FEW and words[end - 1].plain.endswith("s") and end > begin
            )
            return _named(text, words[begin:end], anybody=strong or few)
    return _named(text, words[begin : begin + _REACH])


def asked_that(text: str, words: Sequence[Word], at: int) -> tuple[str, ...]:
    """Who is to act in "demand that the agency publish its maps"."""
    if at + 2 >= len(words) or words[at + 1].plain != "that":
        return ()
    begin = at + 2 + (words[at + 2].plain == "the")
    acts = [here for here in range(begin, min(len(words), begin + _FEW + 2)) if words[here].plain in _actors()]
    return (text[words[begin].start : words[acts[-1]].stop],) if acts else ()


def is_actor(words: Sequence[Word]) -> bool:
    """Whether the words name somebody who can be asked."""
    return any(word.plain in _actors() for word in words)


def is_ours(words: Sequence[Word], at: int) -> int:
    """How many words from ``at`` name the signatories and what they founded; 0 if they name somebody else."""
    here = tuple(word.plain for word in words[at : at + 5])
    for ours in _ours():
        if here[: len(ours)] == ours:
            follows = here[len(ours)] if len(here) > len(ours) else ""
            if follows not in {"of", "and", "in", "that", "which"}:
                return len(ours)
    return 0


def _named(text: str, words: Sequence[Word], *, anybody: bool = False) -> tuple[str, ...]:
    while words and words[-1].plain in {",", "and"}:
        words = words[:-1]
    if not words or not (is_actor(words) or (anybody and len(words) <= _MOST_WORDS)):
        return ()
    named = text[words[0].start : words[-1].stop]
    begun: list[str] = []
    for piece in _BETWEEN.split(named):
        # "Ministries of Finance and Planning" is one addressee: a piece that names nobody belongs to the one before.
        is_name = _ACRONYM.search(piece) and len(piece.split()) <= _FEW
        if begun and not is_name and not any(word in _actors() for word in re.findall(r"[\w-]+", piece.lower())):
            whole = named[named.find(begun[-1]) :]
            begun[-1] = whole[: whole.find(piece, len(begun[-1])) + len(piece)]
        else:
            begun.append(piece)
    return tuple(each.strip(" *_\n") for each in begun if each.strip(" *_\n"))


@cache
def _actors() -> frozenset[str]:
    return frozenset(marks("actor", "en"))


@cache
def _ours() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(words.split()) for words in marks("we", "en"))
