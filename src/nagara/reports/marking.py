"""A language that marks each sentence which it has to say in English, and counts them.

A reader of a paper in Khmer should see at a glance what nobody has translated yet: a paper that is half English
without a word about it would pass for finished.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from nagara.reports.language import Language

__all__ = ["IN_ENGLISH", "Marking", "marking"]

IN_ENGLISH: Final = "[en]"
"""Follows a sentence that stands in English because it is not translated; letters that every font has."""
_GAP: Final = re.compile(r"\{\w+\}")


@dataclass(frozen=True, slots=True)
class Marking(Language):
    """A language that remembers which sentences it was asked for, and which of them it does not have."""

    asked: set[str] = field(default_factory=set, repr=False)
    missing: set[str] = field(default_factory=set, repr=False)

    def text(self, sentence: str, /, **values: str) -> str:
        """Say a sentence; one that is not translated is followed by :data:`IN_ENGLISH`.

        A sentence that is all gaps and signs, like ``{label} ({id})``, is the same in every language.
        """
        said = Language.text(self, sentence, **values)
        if not _has_words(sentence):
            return said
        self.asked.add(sentence)
        if self.code == "en" or self.sentences.get(sentence):
            return said
        self.missing.add(sentence)
        return f"{said} {IN_ENGLISH}"


@cache
def _has_words(sentence: str) -> bool:
    return any(letter.isalpha() for letter in _GAP.sub("", sentence))


def marking(language: Language) -> Marking:
    """Let a language mark what it has to say in English.

    Parameters
    ----------
    language
        The language; itself unchanged.

    Examples
    --------
    >>> from nagara.reports.language import language
    >>> vietnamese = marking(language("vi"))
    >>> vietnamese.text("City"), vietnamese.text("Nobody has said this yet.")
    ('Thành phố', 'Nobody has said this yet. [en]')
    >>> sorted(vietnamese.missing)
    ['Nobody has said this yet.']
    """
    return Marking(language.code, language.name, language.status, language.sentences)
