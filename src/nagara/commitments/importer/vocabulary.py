"""The words by which a text is read: openings, verbs of action, marks; tables that people can correct.

The words are the trade's own and carry no number from a source; ``strength`` says how surely an
opening alone decides. Tables whose name ends in ``awaiting_reader`` were put together from dictionaries and
await a native reader; what they decide is proposed with less confidence.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType

from nagara.commitments.clauses import ClauseKind

__all__ = [
    "Opening",
    "among",
    "forms",
    "gerunds",
    "gerunds_that_are_nouns",
    "marks",
    "no_verbs",
    "openings",
    "plain",
    "thirds",
    "verbs",
]

_ENGLISH = "en"
_ISE = re.compile(r"iz(e|ed|es|ing|er|ation)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """Words that open a clause, and the kind that they give it."""

    words: tuple[str, ...]
    kind: ClauseKind
    is_wish: bool
    strength_frac: float


def plain(word: str) -> str:
    """A word as the tables spell it: lower case, British ending, straight apostrophe."""
    lowered = word.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    return _ISE.sub(r"is\1", lowered) if "iz" in lowered else lowered


@cache
def openings(language: str) -> Mapping[str, tuple[Opening, ...]]:
    """Openings by their first word in every form that it takes, longest first."""
    found: dict[str, list[Opening]] = {}
    for row in _rows("openings"):
        if row["language"] != language:
            continue
        words = tuple(plain(row["words"]).split())
        opening = Opening(
            words=words,
            kind=ClauseKind(row["kind"]),
            is_wish=row["wish"] == "yes",
            strength_frac=float(row["strength"]),
        )
        for form in forms(words[0]) if language == _ENGLISH else (words[0],):
            found.setdefault(form, []).append(opening)
    return MappingProxyType({form: tuple(sorted(many, key=_longest_first)) for form, many in found.items()})


@cache
def verbs(language: str) -> Mapping[str, str]:
    """Verbs of action, each with ``verb`` or, where the word is a noun too, ``also-noun``.

    English verbs stand in their base form; verbs of two words by both.
    """
    return MappingProxyType(
        {plain(row["words"]): row["sense"] for row in _rows("verbs") if row["language"] == language and _is_verb(row)}
    )


@cache
def gerunds() -> Mapping[str, str]:
    """English verbs of action by their form in -ing."""
    return MappingProxyType({form: base for base in verbs(_ENGLISH) for form in (_ing(base),)})


@cache
def thirds() -> frozenset[str]:
    """English verbs of action as somebody does them: publishes, redraws."""
    return frozenset(_third(base) for base in verbs(_ENGLISH) if " " not in base)


@cache
def no_verbs() -> frozenset[str]:
    """English words in -ing that never begin an undertaking: including, according, existing."""
    return frozenset(row["words"] for row in _rows("verbs") if row["sense"] == "never")


@cache
def gerunds_that_are_nouns() -> frozenset[str]:
    """English words in -ing that are rather a thing than an act."""
    return frozenset(row["words"] for row in _rows("verbs") if row["sense"] == "noun-ing")


@cache
def marks(mark: str, language: str) -> tuple[str, ...]:
    """Words of one mark in one language, longest first."""
    found = (row["words"] for row in _rows("marks") if (row["mark"], row["language"]) == (mark, language))
    return tuple(sorted(found, key=lambda words: -len(words)))


@cache
def among(mark: str, language: str = _ENGLISH) -> frozenset[str]:
    """Words of one mark, for looking one up."""
    return frozenset(marks(mark, language))


def forms(word: str) -> frozenset[str]:
    """Forms that an English verb takes: calls, called, calling; wrong ones do no harm, for nobody writes them."""
    if word in _FORMS_OF_BE:
        return _FORMS_OF_BE
    if word in _IRREGULAR:
        return frozenset((*_IRREGULAR[word], word, f"{word}s", _ing(word)))
    stem = word.removesuffix("e")
    past = f"{word[:-1]}ied" if word.endswith("y") and word[-2:-1] not in "aeiou" else f"{stem}ed"
    third = f"{word[:-1]}ies" if past.endswith("ied") else f"{word}es" if word.endswith(("sh", "s")) else f"{word}s"
    doubled = f"{word}{word[-1:]}ed"
    return frozenset((word, third, past, doubled, _ing(word)))


def _third(verb: str) -> str:
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return f"{verb[:-1]}ies"
    return f"{verb}es" if verb.endswith(("sh", "ch", "s", "x", "o")) else f"{verb}s"


_FORMS_OF_BE = frozenset(("be", "am", "is", "are", "was", "were", "been", "being"))
_IRREGULAR = {
    "undertake": ("undertook", "undertaken"),
    "seek": ("sought",),
    "strive": ("strove", "striven"),
    "hold": ("held",),
    "meet": ("met",),
    "uphold": ("upheld",),
    "stand": ("stood",),
    "make": ("made",),
    "take": ("took", "taken"),
    "give": ("gave", "given"),
    "bear": ("bore",),
    "build": ("built",),
    "hear": ("heard",),
    "found": ("founded",),
    "set": ("set",),
    "come": ("came",),
}
_DOUBLING = frozenset(("commit", "recommit", "re-commit", "cut", "set", "plan", "refer", "submit", "cap", "map"))
_DOUBLING_TOO = frozenset(("stop", "tap", "ban", "transfer", "equip", "put", "run", "fulfil"))


def _ing(verb: str) -> str:
    first, _, rest = verb.partition(" ")
    if first in _DOUBLING or first in _DOUBLING_TOO:
        form = f"{first}{first[-1]}ing"
    elif first.endswith("e") and not first.endswith(("ee", "oe")):
        form = f"{first[:-1]}ing"
    else:
        form = f"{first}ing"
    return f"{form} {rest}".strip()


def _longest_first(opening: Opening) -> tuple[int, tuple[str, ...]]:
    return (-len(opening.words), opening.words)


def _is_verb(row: Mapping[str, str]) -> bool:
    return row["sense"] in {"verb", "also-noun"}


@cache
def _rows(name: str) -> tuple[dict[str, str], ...]:
    found: list[dict[str, str]] = []
    for table in (name, f"{name}_awaiting_reader"):
        place = resources.files(__package__) / "words" / f"{table}.csv"
        found.extend(csv.DictReader(place.read_text("utf-8").splitlines()) if place.is_file() else ())
    return tuple(found)
