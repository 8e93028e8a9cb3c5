"""Sentences that say one by one what is decided or what each does: "agreed that …, that …", "every city …s and …s"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from nagara.commitments.clauses import Place
from nagara.commitments.importer.phrases import Phrase, is_determiner, trim
from nagara.commitments.importer.sentences import Word
from nagara.commitments.importer.vocabulary import among, forms, thirds

__all__ = ["before_joins", "by_thats", "by_thirds"]

_FEWEST_WORDS, _SUBJECT_WORDS = 2, 6
_EACH = frozenset(("every", "each"))
_BETWEEN = frozenset((",", "and", "or", "to", ";", "shall", "will", "must", "should", "also", "they"))


def by_thats(text: str, words: Sequence[Word], stop: int) -> list[Phrase]:
    """Cut "agreed that work stops at noon, that water is free and that schools open": each is decided by itself."""
    thats = [at for at in range(1, len(words) - 2) if words[at].plain == "that" and not words[at].depth]
    decides = thats and (words[thats[0] - 1].plain in _decides() or words[thats[0] - 2].plain in _decides())
    begins = [at for at in thats if at == thats[0] or words[at - 1].plain in {",", "and", ";"}]
    if not decides or len(begins) < _FEWEST_WORDS + 1:
        return []
    lead = trim(text, words[0].start, words[begins[0]].start)
    ends = [*(before_joins(words, begin) for begin in begins[1:]), len(words)]
    places = (
        trim(text, words[begin + 1].start, words[end - 1].stop if end < len(words) else stop)
        for begin, end in zip(begins, ends, strict=True)
    )
    return [Phrase(place=place, shared=(lead,), confidence_frac=0.7) for place in places]


@cache
def _decides() -> frozenset[str]:
    return frozenset(form for verb in among("decides") for form in forms(verb.split()[0]))


def by_thirds(text: str, words: Sequence[Word], stop: int) -> list[Phrase]:
    """Cut "every city publishes a map and redraws it": what each does, one by one."""
    if not words or words[0].plain not in _EACH:
        return []
    first = next((at for at in range(2, min(len(words), _SUBJECT_WORDS)) if words[at].plain in thirds()), None)
    if first is None:
        return []
    begins = [
        first,
        *(
            at
            for at in range(first + 2, len(words) - 1)
            if words[at].plain in thirds()
            and not words[at].depth
            and words[at - 1].plain in {",", "and"}
            and is_determiner(words[at + 1].plain)
        ),
    ]
    if len(begins) == 1:
        return []
    lead = trim(text, words[0].start, words[first].start)
    ends = [*(before_joins(words, begin) for begin in begins[1:]), len(words)]
    places = [
        trim(text, words[begin].start, words[end - 1].stop if end < len(words) else stop)
        for begin, end in zip(begins, ends, strict=True)
    ]
    opened = Place(start=lead.start, stop=places[0].stop)
    return [
        Phrase(place=opened, shared=(), confidence_frac=0.7),
        *(Phrase(place=place, shared=(lead,), confidence_frac=0.7) for place in places[1:]),
    ]


def before_joins(words: Sequence[Word], at: int) -> int:
    """Where what stands before ``at`` ends, the comma, the "and" and the modal between left out."""
    while at and words[at - 1].plain in _BETWEEN:
        at -= 1
    return at
