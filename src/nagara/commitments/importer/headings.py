"""Lines that say nothing to anybody: titles, headings, the sentence of adoption, names under it."""

from __future__ import annotations

import re

from nagara.commitments.importer.dates import first_date
from nagara.commitments.importer.deadlines import deadlines_in
from nagara.commitments.importer.kinds import read_kind
from nagara.commitments.importer.numbering import Mark
from nagara.commitments.importer.phrases import begins_act
from nagara.commitments.importer.sentences import words_of
from nagara.commitments.importer.verb_openings import opening_at
from nagara.commitments.importer.vocabulary import among, gerunds, marks, openings, verbs

__all__ = [
    "is_adoption",
    "is_heading",
    "is_place_and_date",
    "is_title_line",
    "is_title_of_article",
    "names_signatures",
    "opens_signatures",
    "says_something",
]

_WITHOUT_SPACES = frozenset(("th", "lo", "km", "my"))
_ENDS = (".", ";", ":", ",", "!", "?", "。", "។", "။")
_TITLE_WORDS, _HEADING_WORDS, _SIGNED_WORDS = 24, 12, 16
_TITLE_CHARACTERS, _HEADING_CHARACTERS = 120, 60
_LONGEST_ADOPTION = 700
_SIGNED = frozenset(
    ("signed", "signed by", "signatories", "signatures", "the signatories", "các bên ký", "ลงนาม", "penandatangan")
)
_UNSURE_FRAC = 0.45
_STRONG_FRAC = 0.85
_FEWEST_WORDS, _SENTENCE_WORDS = 4, 8
_SENTENCE_CHARACTERS = 50
_NOTE_MARKS = re.compile(r"(?:[¹²³⁴-⁹⁰]|\[\^?\w{1,3}\])+$")
_INNER_END = re.compile(r"[a-zà-ỹ)][.!?]\s+[A-Z“\"]")
_WAS_ADOPTED = re.compile(
    r"(?:this|these|the)\s+(?P<subject>(?:[\w’'-]+\s+){1,5}?)(?:was|were|is|are|has\s+been|have\s+been)\s+"
    r"(?:[\w]+ly\s+|hereby\s+)?(?:adopted|approved|signed|agreed|issued|concluded|proclaimed|endorsed)\b",
    re.IGNORECASE,
)
_BEHIND_DATE = re.compile(r"[\s.,;)*_\]]{0,6}(?:\(signed\)|signed\b|$)", re.IGNORECASE)


def is_title_line(words: str, mark: Mark, language: str) -> bool:
    """Whether a line at the top belongs to the title: no sentence, no number of a list."""
    if mark.is_heading:
        return True
    bare = _bare(words)
    if (
        mark.style
        or not bare
        or _NOTE_MARKS.sub("", bare).endswith((".", ";", ":", ","))
        or _INNER_END.search(bare)
        or (_opens_otherwise(bare, language) if language != "en" else _opens_with_verb(bare))
        or _is_long(bare, language, _TITLE_WORDS, _TITLE_CHARACTERS)
    ):
        return False
    if (
        bare.lower().startswith(tuple(f"{word} " for word in marks("we", language)[-40:]))
        and " hereby " in bare.lower()
    ):
        return False
    return not bare.lower().startswith(("we ", "we,", "chúng tôi ", "kami ", "เรา", "พวกเรา"))


def is_title_of_article(words: str, mark: Mark) -> bool:
    """Whether a number stands on its own line above a few words: "Resolution 3", then "Thanks to the host"."""
    title = words[mark.stop :].strip("*_ \n")
    is_apart = "\n" in words[: mark.stop] or words[mark.stop :].lstrip(" *_").startswith("\n")
    return (
        mark.style in {"article", "point"}
        and is_apart
        and title[-1:].isalnum()
        and len(title.split()) <= _HEADING_WORDS // 2
    )


def is_heading(words: str, mark: Mark, language: str) -> bool:
    """Whether a line within the text heads what follows."""
    bare = _bare(words)
    if mark.is_heading:
        return not _is_long(bare, language, _TITLE_WORDS, _TITLE_CHARACTERS) or not bare.endswith(_ENDS)
    if not bare:
        return mark.style == "article"
    if (
        bare.endswith(_ENDS)
        or mark.style.startswith("bullet")
        or _is_long(bare, language, _HEADING_WORDS, _HEADING_CHARACTERS)
    ):
        return False
    if mark.style.startswith("(") or mark.style[:1] in {"a", "i"} and mark.style != "article":
        return False
    if mark.style == "article" and mark.value and len(bare.split()) <= _HEADING_WORDS // 2:
        return not says_something(bare, language)
    return not _acts(bare, language)


def is_adoption(words: str, language: str) -> bool:
    """Whether a paragraph says where and when the text was adopted; the caller looks for the date."""
    bare = _bare(words).lower().lstrip("\"'“([")
    if len(bare) >= _LONGEST_ADOPTION:
        return False
    if bare.startswith(marks("adopted", language)):
        return True
    found = _WAS_ADOPTED.match(bare) if language == "en" else None
    return found is not None and set(found["subject"].split()) <= among("instrument") | among("of an instrument")


def is_place_and_date(words: str) -> bool:
    """Whether a line under the last clause is only where and when: "Hargreave, 12 June 2026"."""
    bare = _bare(words)
    written = first_date(bare)
    if written is None or not _BEHIND_DATE.match(bare, written.stop) or deadlines_in(bare, 0, written.stop):
        return False
    before = bare[: written.start].rstrip()
    return len(before.split()) <= _SENTENCE_WORDS and (not before or before.endswith((",", "on", "–", "-", "—")))


def opens_signatures(words: str, language: str) -> bool:
    """Whether a line below the adoption is a name, an office or a place rather than a sentence."""
    return not says_something(words, language)


def says_something(words: str, language: str) -> bool:
    """Whether a paragraph without its number holds a sentence, so that it must not be lost among names and titles."""
    bare = _NOTE_MARKS.sub("", _bare(words))
    many = len(bare.split()) >= _SENTENCE_WORDS or (
        language in _WITHOUT_SPACES and len(bare.replace(" ", "")) > _SENTENCE_CHARACTERS
    )
    if many and bare.rstrip('*_"”’)').endswith((".", "!", "?", ";", ":")):
        return True
    if language != "en":
        return _opens_otherwise(bare, language)
    said = words_of(bare, 0, len(bare))
    opening = opening_at(said, 0)
    if len(said) < _FEWEST_WORDS or bare.istitle():
        return bare.endswith((":", ";")) and opening is not None
    if opening is not None and (opening.strength_frac >= _STRONG_FRAC or len(said) >= _SENTENCE_WORDS):
        return True
    if begins_act(said, 0) or bare.endswith((";", ":")):
        return True
    reading = read_kind(bare, 0, len(bare))
    return reading.is_finite and bool(reading.reasons)


def _opens_with_verb(bare: str) -> bool:
    """Whether a long line opens with a verb of the tables, and not with "Pledge of the mayors"."""
    said = words_of(bare, 0, len(bare))
    if (
        len(said) < _SENTENCE_WORDS
        or bare.isupper()
        or bare.istitle()
        or said[1].plain in {"of", "on", "for", "from", "by"}
    ):
        return False
    opening = opening_at(said, 0)
    return opening is not None and opening.strength_frac >= _STRONG_FRAC


def _opens_otherwise(bare: str, language: str) -> bool:
    """Whether a line in another language opens with those who sign or with a verb of the tables."""
    lowered = bare.lower()
    sure = tuple(
        first for first, many in openings(language).items() if any(each.strength_frac >= _STRONG_FRAC for each in many)
    )
    if len(bare) < _HEADING_CHARACTERS // 3 or bare.isupper():
        return False
    if lowered.startswith(sure):
        return read_kind(bare, 0, len(bare), language=language).confidence_frac > _UNSURE_FRAC
    return lowered.startswith(marks("we", language)) and any(
        " ".join(each.words) in lowered for many in openings(language).values() for each in many
    )


def names_signatures(words: str) -> bool:
    """Whether a line says that names follow."""
    return _bare(words).rstrip(": ").lower() in _SIGNED


def _acts(bare: str, language: str) -> bool:
    """Whether a short line does something: opens with a verb, or has a subject of ours."""
    if language != "en":
        acts = bare.lower().startswith(tuple(verbs(language)))
        return acts or read_kind(bare, 0, len(bare), language=language).confidence_frac > _UNSURE_FRAC
    first = bare.split(" ", 1)[0].strip(",").lower()
    if (
        (bare.isupper() and len(bare.split()) > 1 and first != "we")
        or bare.lower() == first
        or first in marks("topic", "en")
    ):
        return False
    if first in verbs("en") or first in gerunds():
        return True
    reading = read_kind(bare, 0, len(bare))
    return reading.is_finite or (reading.confidence_frac > _UNSURE_FRAC and bool(reading.reasons))


def _bare(words: str) -> str:
    return words.strip("*_# \t\r\n\\")


def _is_long(bare: str, language: str, most_words: int, most_characters: int) -> bool:
    if language in _WITHOUT_SPACES:
        return len(bare) > most_characters
    return len(bare.split()) > most_words
