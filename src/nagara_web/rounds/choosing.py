"""What a secretariat may ask its cities: parts of commitments by document and theme."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from itertools import groupby

from nagara_web.declarations.queries.asked import CommitmentPart, commitment_parts, networks_of_parts
from nagara_web.figures.commitments import commitment_code

__all__ = ["ChosenDocument", "ChosenPart", "choose_commitments"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenPart:
    """One part to tick."""

    part: CommitmentPart
    is_asked: bool
    is_own: bool
    """Whether its measure says that the cities of this network answer it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenDocument:
    """One document with its parts under their themes."""

    slug: str
    title: str
    year: int
    themes: tuple[tuple[str, tuple[ChosenPart, ...]], ...]
    asked: int
    count: int


def choose_commitments(network_id: int, asked: Collection[str]) -> list[ChosenDocument]:
    """Every part of a published commitment, those that are asked already ticked.

    Parameters
    ----------
    network_id
        Whose round it is.
    asked
        Codes of the indicators that are asked already.
    """
    parts = commitment_parts()
    owners = networks_of_parts([each.code for each in parts])
    lines = [
        ChosenPart(part=each, is_asked=commitment_code(each.code) in asked, is_own=owners.get(each.code) == network_id)
        for each in parts
    ]
    return [_document(list(some)) for _slug, some in groupby(lines, key=lambda each: each.part.document)]


def _document(lines: list[ChosenPart]) -> ChosenDocument:
    first = lines[0].part
    themes = dict.fromkeys(each.part.theme for each in lines)
    return ChosenDocument(
        slug=first.document,
        title=first.title,
        year=first.year,
        themes=tuple((theme, tuple(each for each in lines if each.part.theme == theme)) for theme in themes),
        asked=sum(each.is_asked for each in lines),
        count=len(lines),
    )
