"""Lists of things under one verb, cut only where each of them can be measured apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from nagara.commitments.importer.phrases import Phrase, trim
from nagara.commitments.importer.sentences import Word

__all__ = ["object_phrases"]

_HOLD_TOGETHER: Final = frozenset(
    (
        *(
            "with",
            "among",
            "amongst",
            "between",
            "from",
            "of",
            "across",
            "for",
            "including",
            "such",
            "like",
            "namely",
            "as",
            "e.g",
        ),
        *(
            "which",
            "that",
            "who",
            "will",
            "is",
            "are",
            "to",
            "by",
            "against",
            "because",
            "if",
            "where",
            "when",
            "whose",
        ),
    )
)
_MEANS: Final = frozenset(("through", "via"))
_CLAUSAL: Final = frozenset(("which", "that", "who", "will", "is", "are"))
_FEWEST_ITEMS: Final = 3
_FEWEST_WORDS: Final = 2
_MOST_WORDS: Final = 9
_SURE_FRAC: Final = 0.6
"""A list of things is cut with less confidence than a list of acts."""


def object_phrases(text: str, words: Sequence[Word], start: int, stop: int) -> list[Phrase]:
    """Cut "on early warning, drainage plans and cool roofs"; nothing where the items are bare words, people or places.

    Things hang together where a preposition governs them ("among governments, firms and citizens"),
    or where an item is one word, for then the words are rather the colours of one thing.
    """
    through = next((at for at in range(1, len(words) - 1) if words[at].plain in _MEANS and not words[at].depth), None)
    if through is not None and (found := _things_through(text, words, through, start, stop)):
        return found
    commas = [at for at, word in enumerate(words) if word.plain == "," and not word.depth]
    last = next((at for at in range(len(words) - 1, 0, -1) if words[at].plain == "and" and not words[at].depth), None)
    if last is None or not commas or commas[0] > last:
        return []
    inner = [comma for comma in commas if comma < last]
    if any(comma > last for comma in commas):
        return []
    edges = [*(comma + 1 for comma in inner if comma + 1 != last), last + 1]
    first = _first_item(words, inner[0])
    if first is None or len(edges) + 1 < _FEWEST_ITEMS:
        return []
    begins = [first, *edges]
    ends = [*(_before_join(words, edge) for edge in edges), len(words)]
    items = [words[begin:end] for begin, end in zip(begins, ends, strict=True)]
    if not all(_is_measurable(item, is_last=number == len(items) - 1) for number, item in enumerate(items)):
        return []
    lead = trim(text, start, words[first].start)
    places = [
        trim(text, item[0].start, item[-1].stop if number < len(items) - 1 else stop)
        for number, item in enumerate(items)
    ]
    shared = (lead,) if lead.stop > lead.start else ()
    return [Phrase(place=place, shared=shared, confidence_frac=_SURE_FRAC) for place in places]


def _things_through(text: str, words: Sequence[Word], through: int, start: int, stop: int) -> list[Phrase]:
    """Cut "through drills, shared sensors and a common standard": means may hold "of" and "for" in themselves."""
    behind = words[through + 1 :]
    edges = [
        at
        for at in range(1, len(behind))
        if not behind[at].depth and behind[at - 1].plain in {",", "and"} and behind[at].plain not in {",", "and"}
    ]
    begins = [0, *edges]
    ends = [*(_before_join(behind, edge) for edge in edges), len(behind)]
    items = [behind[begin:end] for begin, end in zip(begins, ends, strict=True)]
    listed = any(behind[edge - 1].plain == "," for edge in edges)
    if not listed or len(items) < _FEWEST_ITEMS or not all(_is_means(item) for item in items):
        return []
    lead = trim(text, start, words[through].stop)
    places = [
        trim(text, item[0].start, item[-1].stop if at < len(items) - 1 else stop) for at, item in enumerate(items)
    ]
    return [Phrase(place=place, shared=(lead,), confidence_frac=_SURE_FRAC) for place in places]


def _is_means(item: Sequence[Word]) -> bool:
    said = [word.plain for word in item if word.plain[:1].isalnum()]
    return _FEWEST_WORDS <= len(said) <= _MOST_WORDS and said[0] not in _HOLD_TOGETHER and not _CLAUSAL & set(said)


def _first_item(words: Sequence[Word], comma: int) -> int | None:
    """Where the first thing begins: behind the last "on" or "in" before the first comma, else behind the verb."""
    governed = [at for at in range(1, comma) if words[at].plain in {"on", "target", "through", "via"}]
    if governed:
        return governed[-1] + 1
    if any(word.plain in _HOLD_TOGETHER | {"in", "through"} for word in words[:comma]):
        verb = max((at for at in range(comma) if words[at].plain in {"to", "will", "shall"}), default=None)
        if verb is None or any(word.plain in _HOLD_TOGETHER | {"in", "through"} for word in words[verb + 1 : comma]):
            return None
        return verb + 2 if verb + 2 < comma else None
    return 1 if comma > _FEWEST_WORDS else None


def _is_measurable(item: Sequence[Word], *, is_last: bool) -> bool:
    said = [word.plain for word in item if word.plain[:1].isalnum()]
    head = said[:_MOST_WORDS] if is_last else said
    if not _FEWEST_WORDS <= len(said) <= (3 * _MOST_WORDS if is_last else _MOST_WORDS):
        return False
    return not any(word in _HOLD_TOGETHER for word in (head[:_FEWEST_WORDS] if is_last else head)) and said[0] not in {
        "and",
        "or",
    }


def _before_join(words: Sequence[Word], at: int) -> int:
    while at and words[at - 1].plain in {",", "and"}:
        at -= 1
    return at
