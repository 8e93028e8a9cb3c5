"""What every fact about a place says of itself, and the words in which facts are refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, TypedDict

from django.utils.translation import gettext as _

from nagara_web.places.models import Confidence

__all__ = ["INVISIBLE", "Confidence", "Fact", "PlaceRefusedError", "without_invisible"]

INVISIBLE: Final = dict.fromkeys(
    map(ord, "\N{ZERO WIDTH SPACE}\N{WORD JOINER}\N{ZERO WIDTH NO-BREAK SPACE}\N{SOFT HYPHEN}")
)
"""Marks that guide the breaking of lines in a name and are no part of it."""


class PlaceRefusedError(ValueError):
    """A fact that cannot stand.

    Parameters
    ----------
    sentence
        What is wrong and how to mend it, for the page.
    field
        The field of the form that it belongs to, if one.
    """

    def __init__(self, sentence: str, field: str = "") -> None:
        self.sentence, self.field = sentence, field
        super().__init__(sentence)


class FactFields(TypedDict):
    """The same as columns."""

    since: date | None
    until: date | None
    source: str
    source_url: str
    confidence: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """From when, until when, who says so, how sure.

    Parameters
    ----------
    since, until
        First and last day; ``None`` where unknown, or while it holds.
    source, source_url
        Who says so, and where.
    confidence
        One of ``confirmed``, ``partly``, ``unconfirmed``.
    note
        What else is worth knowing, such as what another source says.
    """

    source: str
    since: date | None = None
    until: date | None = None
    source_url: str = ""
    confidence: str = Confidence.CONFIRMED.value
    note: str = ""

    def fields(self) -> FactFields:
        """Columns of the database; refused without a source, or where it ends before it begins."""
        if not self.source.strip():
            raise PlaceRefusedError(_("Say where this is known from."), "source")
        if self.since and self.until and self.until < self.since:
            raise PlaceRefusedError(_("The last day is before the first day. Change one of them."), "until")
        if self.confidence not in Confidence.values:
            raise PlaceRefusedError(_("Choose how sure this is."), "confidence")
        return {
            "since": self.since,
            "until": self.until,
            "source": self.source.strip(),
            "source_url": self.source_url,
            "confidence": self.confidence,
            "note": self.note,
        }


def without_invisible(text: str) -> str:
    """Take the marks that only guide line breaks out of a name."""
    return text.translate(INVISIBLE)
