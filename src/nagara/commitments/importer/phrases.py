"""Where a list of undertakings may be cut: verbs that begin one, and signs that stand before them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from nagara.commitments.clauses import Place
from nagara.commitments.importer.sentences import Word
from nagara.commitments.importer.vocabulary import among, gerunds, gerunds_that_are_nouns, marks, no_verbs, verbs

__all__ = ["Phrase", "begins_act", "begins_act_in_ing", "cuts", "is_determiner", "trim"]

_DETERMINERS: Final = frozenset(
    (
        *(
            "the",
            "a",
            "an",
            "our",
            "their",
            "all",
            "each",
            "every",
            "its",
            "this",
            "these",
            "those",
            "any",
            "no",
            "at",
            "up",
            "it",
            "them",
        ),
        *(
            "new",
            "more",
            "local",
            "annual",
            "public",
            "national",
            "regional",
            "municipal",
            "joint",
            "both",
            "other",
            "common",
            "clean",
            "safe",
        ),
    )
)
_FUNCTION_WORDS: Final = frozenset(
    (
        *(
            ",",
            ";",
            ".",
            ":",
            ")",
            "and",
            "or",
            "of",
            "for",
            "in",
            "to",
            "with",
            "on",
            "by",
            "from",
            "as",
            "that",
            "which",
        ),
        *(
            "is",
            "are",
            "at",
            "across",
            "among",
            "between",
            "into",
            "within",
            "through",
            "under",
            "&",
            "/",
            "per",
            "where",
        ),
    )
)
_TAKES_PREPOSITION: Final = frozenset(
    (
        *(
            "advocate",
            "participate",
            "invest",
            "collaborate",
            "cooperate",
            "co-operate",
            "work",
            "engage",
            "contribute",
            "adhere",
        ),
        *(
            "continue",
            "report",
            "build",
            "focus",
            "transition",
            "shift",
            "call",
            "comply",
            "respond",
            "commit",
            "refrain",
            "act",
        ),
        *(
            "consult",
            "communicate",
            "adapt",
            "align",
            "connect",
            "move",
            "strive",
            "agree",
            "share",
            "scale",
            "phase",
            "set",
            "carry",
            "check",
            "look",
            "rely",
            "depend",
            "pay",
            "care",
            "apply",
            "bid",
            "meet",
            "campaign",
            "lobby",
            "provide",
            "plan",
            "open",
        ),
    )
)
_AROUND: Final = " \t\r\n\f\v,;.:\u3000\xa0\x85\u2028\u2029\x1c\x1d\x1e\x1f"
_REPEATED: Final = frozenset(("to", "shall", "will", "must", "should"))
"""Words that a list may say again before each verb: "and to publish", "and shall dim"."""
_AGAIN: Final = frozenset(("they", "also", "further", "not", "then", "it", "we"))
_OBJECTS: Final = frozenset(
    ("the", "a", "an", "our", "their", "its", "it", "them", "every", "each", "all", "these", "those", "his", "her")
)
_NO_VERB_ENDINGS: Final = (
    "ly",
    "ing",
    "ed",
    "tion",
    "ment",
    "ness",
    "ity",
    "s",
    "ance",
    "ence",
    "er",
    "or",
    "al",
    "ic",
)
_JOINS: Final = frozenset((",", ";", "and", "or"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A stretch that can be measured apart, and the words that it shares with its sisters."""

    place: Place
    shared: tuple[Place, ...] = ()
    confidence_frac: float = 1.0


def is_determiner(word: str) -> bool:
    """Whether a word opens a noun and its company."""
    return word in _DETERMINERS or word[:1].isdigit()


def begins_act(words: Sequence[Word], at: int) -> bool:
    """Whether an English verb in its base form begins an undertaking at ``at``."""
    at = _past_adverb(words, at)
    if at >= len(words):
        return False
    first = words[at].plain
    following = words[at + 1].plain if at + 1 < len(words) else ""
    if f"{first} {following}" in verbs("en"):
        return True
    sense = verbs("en").get(first)
    if sense is None:
        return at > 0 and _is_verb_by_place(first, following)
    if sense == "also-noun":
        return is_determiner(following) or (
            first in _TAKES_PREPOSITION and following in {"on", "with", "in", "to", "for"}
        )
    if following in _FUNCTION_WORDS:
        return (first in _TAKES_PREPOSITION and following not in {",", ".", ";", ":"}) or _pairs(
            words, at, in_ing=False
        )
    return bool(following) and following not in marks("compound", "en")


def _is_verb_by_place(word: str, following: str) -> bool:
    """Whether a word that no table knows is a verb because of its object: "rank them", "insulate their roofs"."""
    return (
        following in _OBJECTS
        and len(word) > 2
        and word.isalpha()
        and word not in _FUNCTION_WORDS | _DETERMINERS | among("not a verb")
        and not word.endswith(_NO_VERB_ENDINGS)
    )


def begins_act_in_ing(words: Sequence[Word], at: int) -> bool:
    """Whether an English gerund begins an undertaking at ``at``, rather than naming a thing."""
    at = _past_adverb(words, at)
    if at >= len(words) or not words[at].plain.endswith("ing"):
        return False
    first = words[at].plain
    following = words[at + 1].plain if at + 1 < len(words) else ""
    base = gerunds().get(first)
    if first in no_verbs() or (base is None and first in gerunds_that_are_nouns()):
        return False
    if following in marks("compound", "en"):
        return False
    if following in _FUNCTION_WORDS or not following:
        taking = base in _TAKES_PREPOSITION and following not in {",", ".", ";", ":", "and", "or", "of", ""}
        return taking or (base is not None and _pairs(words, at, in_ing=True))
    return base is not None or len(first) > 5


def cuts(words: Sequence[Word], first: int, stop: int, *, in_ing: bool) -> list[int]:
    """Where undertakings of one list begin, the first included.

    A verb begins a new one after a comma or a semicolon, or after "and" if what stands before is
    more than a verb: "localising and accelerating commitments" is one.
    """
    begins = begins_act_in_ing if in_ing else begins_act
    found = [first]
    depth = words[first].depth
    listed = any(
        words[at].plain in {",", ";"} and words[at].depth == depth and begins(words, _past_joins(words, at))
        for at in range(first + 1, stop)
    )
    for at in range(first + 1, stop):
        if words[at].depth != depth or words[at - 1].plain not in _JOINS | _REPEATED:
            continue
        joined = _joining(words, at)
        if joined is None or at - joined - 1 + 1 <= 0 or joined - found[-1] < 2:
            continue
        is_bare = words[joined].plain in {"and", "or"}
        if words[at - 1].plain in _REPEATED - {"to"} and in_ing:
            continue
        if _new_subject(words, at) and not in_ing:
            found.append(at)
            continue
        known = gerunds() if in_ing else verbs("en")
        after_to = words[at - 1].plain in _REPEATED and words[at].plain in known
        if not (after_to or begins(words, at)) or (
            is_bare and not _may_part(words, found[-1], joined, at, listed=listed, in_ing=in_ing)
        ):
            continue
        found.append(at)
    return found


def trim(text: str, start: int, stop: int) -> Place:
    """A stretch without the spaces, commas and closing signs at its ends."""
    while stop > start and text[stop - 1] in _AROUND:
        stop -= 1
    while start < stop:
        behind = start
        while behind < stop and text[behind] in "*_":
            behind += 1
        if behind < stop and text[behind] in _AROUND:
            start = behind + 1
        else:
            break
    if text.count("**", start, stop) % 2:
        # Bold type that is opened here and closed elsewhere, or the other way round.
        if text.startswith("**", start):
            start += 2
        elif text.endswith("**", start, stop):
            stop -= 2
        elif text.endswith("**", max(0, start - 2), start):
            start -= 2
    return Place(start=start, stop=max(start, stop))


def _new_subject(words: Sequence[Word], at: int) -> bool:
    """Whether "we will" begins another undertaking."""
    return (
        words[at].plain == "we"
        and at + 1 < len(words)
        and words[at + 1].plain in {"will", "shall", "must", "commit", "pledge"}
    )


def _joining(words: Sequence[Word], at: int) -> int | None:
    """The first of the signs that join ``at`` to what stands before: ", and to"."""
    here = at - 1
    while here > 0 and words[here].plain in _REPEATED | _AGAIN:
        here -= 1
    if here < 0 or words[here].plain not in _JOINS:
        return None
    if words[here].plain in {"and", "or"} and here and words[here - 1].plain in {",", ";"}:
        here -= 1
    return here


def _may_part(words: Sequence[Word], begun: int, joined: int, at: int, *, listed: bool, in_ing: bool) -> bool:
    """Whether "and" without a comma parts two undertakings."""
    if words[at - 1].plain in _REPEATED:
        return True
    if in_ing and not listed and words[at].plain in gerunds_that_are_nouns():
        return is_determiner(words[at + 1].plain if at + 1 < len(words) else "")
    if listed and any(
        words[later].plain == "," and _and_follows(words, later) for later in range(joined + 1, len(words))
    ):
        return False
    inside = [word.plain for word in words[begun + 1 : joined]]
    has_purpose = any(word == "to" and begins_act(words, begun + 2 + place) for place, word in enumerate(inside))
    base = gerunds().get(words[at].plain) if in_ing else words[at].plain
    return not has_purpose and (base is not None or listed) and not _is_followed_by_and(words, begun)


def _and_follows(words: Sequence[Word], at: int) -> bool:
    return at + 1 < len(words) and words[at + 1].plain in {"and", "or"}


def _is_followed_by_and(words: Sequence[Word], at: int) -> bool:
    return at + 1 < len(words) and words[at + 1].plain in {"and", "or"}


def _pairs(words: Sequence[Word], at: int, *, in_ing: bool) -> bool:
    """Whether the verb stands in a pair that shares an object: "promote and protect rights"."""
    if at + 2 >= len(words) or words[at + 1].plain not in {"and", "or", ","}:
        return False
    begins = begins_act_in_ing if in_ing else begins_act
    after = _past_joins(words, at + 1)
    known = gerunds() if in_ing else verbs("en")
    return after < len(words) and after > at and words[after].plain in known and begins(words, after)


def _past_joins(words: Sequence[Word], at: int) -> int:
    while at < len(words) and words[at].plain in _JOINS | {"to"}:
        at += 1
    return at


def _past_adverb(words: Sequence[Word], at: int) -> int:
    if at < len(words) and words[at].plain.endswith("ly") and words[at].plain not in {"supply", "apply", "comply"}:
        return at + 1
    return at
