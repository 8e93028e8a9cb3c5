"""Lines that say nothing to anybody: titles, headings, the sentence of adoption, names under it."""

from __future__ import annotations

from nagara.commitments.importer.kinds import read_kind
from nagara.commitments.importer.numbering import Mark
from nagara.commitments.importer.vocabulary import gerunds, marks, verbs

__all__ = ["is_adoption", "is_heading", "is_title_line", "names_signatures", "opens_signatures"]

_ENDS = (".", ";", ":", ",", "!", "?", "。", "។", "။")
_TITLE_WORDS, _HEADING_WORDS, _SIGNED_WORDS = 24, 12, 16
_TITLE_CHARACTERS, _HEADING_CHARACTERS = 120, 60
_LONGEST_ADOPTION = 700
_SIGNED = frozenset(
    ("signed", "signed by", "signatories", "signatures", "the signatories", "các bên ký", "ลงนาม", "penandatangan")
)
_UNSURE_FRAC = 0.45


def is_title_line(words: str, mark: Mark, language: str) -> bool:
    """Whether a line at the top belongs to the title: no sentence, no number of a list."""
    if mark.is_heading:
        return True
    bare = _bare(words)
    if (
        mark.style
        or not bare
        or bare.endswith((".", ";", ":", ","))
        or _is_long(bare, language, _TITLE_WORDS, _TITLE_CHARACTERS)
    ):
        return False
    if (
        bare.lower().startswith(tuple(f"{word} " for word in marks("we", language)[-40:]))
        and " hereby " in bare.lower()
    ):
        return False
    return not bare.lower().startswith(("we ", "we,", "chúng tôi ", "kami ", "เรา", "พวกเรา"))


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
        return True
    return not _acts(bare, language)


def is_adoption(words: str, language: str) -> bool:
    """Whether a paragraph says where and when the text was adopted; the caller looks for the date."""
    bare = _bare(words).lower().lstrip("\"'“([")
    return len(bare) < _LONGEST_ADOPTION and bare.startswith(marks("adopted", language))


def opens_signatures(words: str) -> bool:
    """Whether a line below the adoption is a name, an office or a place rather than a sentence."""
    bare = _bare(words)
    return not bare.endswith(".") or len(bare.split()) < _SIGNED_WORDS // 2


def names_signatures(words: str) -> bool:
    """Whether a line says that names follow."""
    return _bare(words).rstrip(": ").lower() in _SIGNED


def _acts(bare: str, language: str) -> bool:
    """Whether a short line does something: opens with a verb, or has a subject of ours."""
    if language != "en":
        acts = bare.lower().startswith(tuple(verbs(language)))
        return acts or read_kind(bare, 0, len(bare), language=language).confidence_frac > _UNSURE_FRAC
    first = bare.split(" ", 1)[0].strip(",").lower()
    if (bare.isupper() and len(bare.split()) > 1) or bare.lower() == first or first in marks("topic", "en"):
        return False
    if first in verbs("en") or first in gerunds():
        return True
    reading = read_kind(bare, 0, len(bare))
    return reading.is_finite or (reading.confidence_frac > _UNSURE_FRAC and bool(reading.reasons))


def _bare(words: str) -> str:
    return words.strip("*_# \t\r\n\\")


def _is_long(bare: str, language: str, most_words: int, most_characters: int) -> bool:
    if language in {"th", "lo", "km", "my"}:
        return len(bare) > most_characters
    return len(bare.split()) > most_words
