"""Parts of sentences in other languages: cut at verbs of the table that follow a comma, a space or "and"."""

from __future__ import annotations

import re
from functools import cache

from nagara.commitments.clauses import Place
from nagara.commitments.importer.phrases import Phrase, trim
from nagara.commitments.importer.vocabulary import marks, verbs

__all__ = ["acts_by_prefix", "phrases_of_other"]

_WITHOUT_SPACES = frozenset(("th", "lo", "km", "my"))
_MALAY = r"(?!me(?:lalui|ngenai|nurut|reka|skipun|rupakan|njelang|dia\b|dan\b))me(?:m|n|l|r|w|y)\w{4,16}"
_FILIPINO = r"mag-?\w{4,16}|i(?P<again>[^\W\d_aeiou]{1,2}[aeiou])(?P=again)\w{2,14}"
"""What is going to be done: mag-, and i- with the syllable behind it said twice."""
_PREFIXED = {"id": _MALAY, "ms": _MALAY, "fil": _FILIPINO}
_SEMICOLONS = re.compile(r"[;；]")


def phrases_of_other(text: str, start: int, stop: int, language: str) -> list[Phrase]:
    """Cut one sentence; what stands before the words for "by" is shared where at least two means follow."""
    pattern = _starts(language)
    if pattern is None:
        return [Phrase(place=trim(text, start, stop), confidence_frac=0.4)]
    begins = [match.start("act") for match in pattern.finditer(text, start, stop)]
    means = _means_at(text, start, stop, language)
    after = [at for at in begins if means is not None and at >= means]
    if means is not None and len(_with_first(after, means)) > 1:
        return _cut(text, start, stop, _with_first(after, means), language, confidence_frac=0.65)
    head = _first_verb(text, start, stop, language)
    listed = [at for at in begins if head is None or at > head]
    every = [head, *listed] if head is not None else listed
    if len(every) > 1:
        return _cut(text, start, stop, every, language, confidence_frac=0.6)
    return [Phrase(place=trim(text, start, stop), confidence_frac=0.6)]


def acts_by_prefix(head: str, language: str) -> bool:
    """Whether a sentence opens with a verb that its prefix alone tells: "Magtatanim kami ng mga puno"."""
    return language == "fil" and re.match(rf"(?:{_FILIPINO})\s(?:kami|tayo|namin|ang)\b", head) is not None


def _with_first(after: list[int], means: int) -> list[int]:
    return after if after[:1] == [means] else [means, *after]


def _cut(text: str, start: int, stop: int, begins: list[int], language: str, *, confidence_frac: float) -> list[Phrase]:
    lead = trim(text, start, begins[0])
    shared = (lead,) if lead.stop > lead.start else ()
    ends = [*begins[1:], stop]
    places = (_without_and(text, trim(text, begin, end), language) for begin, end in zip(begins, ends, strict=True))
    return [
        Phrase(place=place, shared=shared, confidence_frac=confidence_frac)
        for place in places
        if place.stop > place.start
    ]


def _without_and(text: str, place: Place, language: str) -> Place:
    for word in marks("and", language):
        said = text[place.start : place.stop]
        behind = said[: -len(word)]
        is_apart = language in _WITHOUT_SPACES or not behind[-1:].isalnum()
        if said.lower().endswith(word) and behind and is_apart:
            return trim(text, place.start, place.stop - len(word))
    return place


def _means_at(text: str, start: int, stop: int, language: str) -> int | None:
    """Where the means begin: behind the first word for "by"."""
    pattern = _means(language)
    found = pattern.search(text, start, stop) if pattern else None
    return found.end() if found else None


def _first_verb(text: str, start: int, stop: int, language: str) -> int | None:
    """The first verb of the table in a sentence, where a list of acts may begin."""
    pattern = _verb(language)
    found = pattern.search(text, start, min(stop, start + 300)) if pattern else None
    return found.start() if found else None


@cache
def _starts(language: str) -> re.Pattern[str] | None:
    """A verb that stands behind a comma, a semicolon or "and"; in scripts without spaces a space is enough."""
    acts = _acts(language)
    if not acts:
        return None
    ands = _alternatives(marks("and", language))
    edge = "" if language in _WITHOUT_SPACES else r"\b"
    leads = _alternatives(marks("lead", language)) or "(?!)"
    before = (
        rf"(?:[,;]\s{{0,3}}(?:{ands})?\s{{0,3}}|\s(?:{ands})\s{{0,3}})"
        if edge
        else rf"(?:[,;]\s{{0,3}}|\s|{ands})(?:{ands})?\s{{0,3}}"
    )
    return re.compile(rf"{before}(?:(?:{leads})\s{{0,3}})?(?P<act>{edge}(?:{acts}){edge})", re.IGNORECASE)


def _acts(language: str) -> str:
    """Verbs of the table, and in languages whose verbs have a prefix every word that bears it."""
    listed = _alternatives(tuple(verbs(language)))
    prefixed = _PREFIXED.get(language, "")
    return f"{listed}|{prefixed}" if listed and prefixed else listed


@cache
def _means(language: str) -> re.Pattern[str] | None:
    words = _alternatives(marks("means", language))
    acts = _acts(language)
    if not words or not acts:
        return None
    edge = "" if language in _WITHOUT_SPACES else r"\b"
    return re.compile(rf"{edge}(?:{words}){edge}\s{{0,3}}(?=(?:{acts}){edge})", re.IGNORECASE)


@cache
def _verb(language: str) -> re.Pattern[str] | None:
    acts = _acts(language)
    edge = "" if language in _WITHOUT_SPACES else r"\b"
    return re.compile(rf"{edge}(?:{acts}){edge}", re.IGNORECASE) if acts else None


def _alternatives(words: tuple[str, ...]) -> str:
    return "|".join(
        re.escape(word).replace(r"\ ", r"\s{1,3}") for word in sorted(words, key=lambda each: (-len(each), each))
    )
