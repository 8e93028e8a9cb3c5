"""The letter that goes with a city's table to a statistics office or to UN-Habitat.

The letter is made from constant English sentences with named gaps, so that each sentence can be
looked up in a translation before its gaps are filled. The head of the city signs it by hand.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

__all__ = ["LETTERS", "Letter", "letter"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter in words.

    Parameters
    ----------
    subject
        One line.
    paragraphs
        Address, text and room for the signature.
    """

    subject: str
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        """The whole letter as plain text."""
        return "\n\n".join((self.subject, *self.paragraphs)) + "\n"


OPENING: Final = (
    "{addressee}",
    "{city}, {date}",
)
CLOSING: Final = (
    "Figures are given with their 95 % interval where one can be worked out. Where there is no figure, "
    "the table says why; an empty place is never a zero.",
    "Once they are published, the figures stand at {address}; a correction is a new version with its reason.",
    "{name}",
    "Head of city, {city}",
    "Signature: ______________________________",
)
LETTERS: Final[Mapping[str, tuple[str, ...]]] = {
    "statistics-office": (
        "Municipal waste of {city}, {year}: table for the environment statistics of {country}",
        *OPENING,
        "{city} hands you its figures on municipal waste for {year}, for the national environment statistics.",
        *CLOSING,
    ),
    "un-habitat": (
        "Municipal waste of {city}, {year}: figures for SDG indicator 11.6.1",
        *OPENING,
        "{city} hands you its figures on municipal waste for {year}, for the reporting on SDG indicator 11.6.1.",
        *CLOSING,
    ),
}
"""Sentences of each letter, by recipient; the first is its subject."""


def letter(recipient: str, values: Mapping[str, str], say: Callable[[str], str] = str) -> Letter:
    """Make a letter.

    Parameters
    ----------
    recipient
        A key of :data:`LETTERS`.
    values
        What fills the gaps: ``addressee``, ``city``, ``country``, ``year``, ``date``, ``name``,
        ``address``, each already written in the language of the letter.
    say
        Looks an English sentence up in the language of the letter.

    Examples
    --------
    >>> gaps = dict.fromkeys(("addressee", "city", "country", "year", "date", "name", "address"), "…")
    >>> letter("un-habitat", gaps | {"city": "Rivermouth", "year": "2025"}).subject
    'Municipal waste of Rivermouth, 2025: figures for SDG indicator 11.6.1'
    """
    subject, *paragraphs = (say(sentence).format_map(values) for sentence in LETTERS[recipient])
    return Letter(subject=subject, paragraphs=tuple(paragraphs))
